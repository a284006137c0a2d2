package import Campaign
import RunModel

/// Tags that say what a scenario is called in another tool: `@testrail:C123`, `@xray:NL-12`, `@azure:4711`.
package enum ToolTag: String, Sendable, CaseIterable {
  case testRail = "testrail"
  case xray
  case azure
}

extension JoinedResult {
  /// What people said and why the machine's result is what it is, one sentence each, for tools with one comment field.
  package var comments: [String] {
    var comments: [String] = []
    if outcome != machineOutcome { comments.append("machine: \(machineOutcome.rawValue)") }
    if let message = scenario.result?.message, !message.isEmpty { comments.append(message) }
    if isPassedUnchecked { comments.append("ran without a single check") }
    for verdict in rows.flatMap(\.verdicts) {
      let word = "\(verdict.row), \(verdict.tester): \(verdict.verdict.rawValue)"
      comments.append(verdict.observed.isEmpty ? word : "\(word): \(verdict.observed)")
    }
    for row in rows {
      guard let decided = row.resolution else { continue }
      comments.append("\(row.row.id), decided by \(decided.actor): \(decided.verdict.rawValue): \(decided.reason)")
    }
    return comments
  }
}
