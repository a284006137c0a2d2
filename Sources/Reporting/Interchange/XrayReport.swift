import Campaign
import Diagnostics
import JSON
import RunModel

/// Results as Xray's own JSON (`info`, `tests`): one test a scenario or example, with its steps.
///
/// A scenario is matched by its tag `@xray:KEY`. One without is described (`testInfo`), so that Xray makes a test for
/// it, when a Jira project is named, and is left out otherwise: who calls this says how many those are.
package struct XrayReport {
  package enum Edition: String, Sendable, CaseIterable {
    /// PASSED, FAILED, TODO.
    case cloud
    /// PASS, FAIL, TODO.
    case server
  }

  private let report: Report
  private let edition: Edition
  private let jiraProject: String?

  package init(_ report: Report, edition: Edition = .cloud, jiraProject: String? = nil) {
    self.report = report
    self.edition = edition
    self.jiraProject = jiraProject
  }

  /// Ids of scenarios that Xray cannot be told about.
  package var leftOut: [String] {
    guard jiraProject == nil else { return [] }
    return report.results.map(\.scenario.scenario).filter { $0.values(of: ToolTag.xray.rawValue).isEmpty }.map(\.id)
  }

  /// How many tests the file has.
  package var count: Int { report.results.flatMap(tests).count }

  package var bytes: [UInt8] {
    let header = report.record.header
    let start = header.startedAt
    let end = start + Double(report.record.footer?.durationNanoseconds ?? 0) / 1e9
    var info: [JSONMember] = [
      JSONMember("summary", .string("\(header.project): round \(header.round), run \(report.record.number)")),
      JSONMember("description", .string(description)), JSONMember("version", .string(header.version)),
      JSONMember("startDate", .string(ClockText.utc(start))), JSONMember("finishDate", .string(ClockText.utc(end))),
      JSONMember("testEnvironments", .strings([header.target])),
    ]
    if let jiraProject { info.insert(JSONMember("project", .string(jiraProject)), at: 0) }
    let tests = report.results.flatMap(tests)
    let whole = JSONValue.object([JSONMember("info", .object(info)), JSONMember("tests", .array(tests))])
    return Array((whole.text + "\n").utf8)
  }

  /// What every page of ours says, Xray's page says, too.
  private var description: String {
    let header = report.record.header
    return (["lmsaccept \(header.version) on \(header.base) (\(header.adapter))"] + header.reservations)
      .joined(separator: "\n").visible
  }

  /// One entry for each key: two tests of Xray may be covered by one scenario.
  private func tests(_ result: JoinedResult) -> [JSONValue] {
    let scenario = result.scenario.scenario
    let keys = scenario.values(of: ToolTag.xray.rawValue)
    if !keys.isEmpty { return keys.map { test(result, [JSONMember("testKey", .string($0))]) } }
    guard let jiraProject else { return [] }
    let steps = scenario.steps.map { step in
      JSONValue.object([
        JSONMember("action", .string(step.sentence)), JSONMember("data", ""),
        JSONMember("result", .string(step.type == .outcome ? step.text.visible : "")),
      ])
    }
    let about: [JSONMember] = [
      JSONMember("projectKey", .string(jiraProject)),
      JSONMember("summary", .string("\(scenario.title) \(scenario.name)".visibleLine)), JSONMember("type", "Manual"),
      JSONMember("labels", .strings(scenario.values(of: "req"))), JSONMember("steps", .array(steps)),
    ]
    return [test(result, [JSONMember("testInfo", .object(about))])]
  }

  private func test(_ result: JoinedResult, _ identity: [JSONMember]) -> JSONValue {
    let begin = report.record.header.startedAt + Double(result.scenario.startedAt ?? 0) / 1e9
    let end = begin + Double(result.scenario.result?.durationNanoseconds ?? 0) / 1e9
    let outcome = result.isPassedUnchecked ? .awaiting : result.outcome
    let steps = result.scenario.steps.map { step in
      let row = result.rows.first { $0.row.steps.contains(step.step.ordinal) }
      let said = row?.verdicts.map { "\($0.tester): \($0.observed)" }.filter { !$0.hasSuffix(": ") } ?? []
      return JSONValue.object([
        // Of another site or text: no step of a stale result says anything any more.
        JSONMember("status", .string(status(result.isStale ? .skipped : row?.outcome ?? step.result.outcome))),
        JSONMember(
          "comment", .string(([step.result.message].filter { !$0.isEmpty } + said).joined(separator: "\n").visible)),
        JSONMember("actualResult", .string((step.result.actual ?? "").visible)),
      ])
    }
    let comments = ["outcome: \(result.outcome.rawValue)"] + result.comments
    return .object(
      identity + [
        JSONMember("start", .string(ClockText.utc(begin))), JSONMember("finish", .string(ClockText.utc(end))),
        JSONMember("status", .string(status(outcome))),
        JSONMember("comment", .string(comments.joined(separator: "\n").visible)),
        JSONMember("steps", .array(steps)),
      ])
  }

  /// Only what passed passes. What nobody could tell is still to do; a known failure is one.
  private func status(_ outcome: Outcome) -> String {
    switch outcome {
    case .passed, .passedWithRemark, .flaky: edition == .cloud ? "PASSED" : "PASS"
    case .failed, .unexpectedPass, .known, .undefined, .ambiguous: edition == .cloud ? "FAILED" : "FAIL"
    case .broken, .awaiting, .skipped, .notApplicable: "TODO"
    }
  }
}

extension PlannedStep {
  /// As written, a table below it.
  var sentence: String {
    let line = (keyword.trimmedEnd + " " + text).visible
    guard let table else { return line }
    return line + "\n" + table.map { "| " + $0.map(\.visible).joined(separator: " | ") + " |" }.joined(separator: "\n")
  }
}
