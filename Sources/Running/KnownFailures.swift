package import RunModel

/// What `@known` may excuse today (rule 14 of section 1a in `docs/language.md`).
package struct KnownFailures: Sendable {
  private let failures: [KnownFailure]
  /// `2027-01-31`, where the run is.
  private let today: String

  package init(_ failures: [KnownFailure] = [], today: String = "") {
    self.failures = failures
    self.today = today
  }

  /// The result of an attempt with its `@known` tags taken into account.
  ///
  /// - Parameter steps: ordinal and result of everything that was decided, set-up and conclusion included.
  func judge(
    _ outcome: Outcome, _ message: String, of scenario: PlannedScenario, steps: [(ordinal: Int, result: StepResult)]
  ) -> (outcome: Outcome, message: String) {
    let tags = scenario.values(of: "known").compactMap(KnownTag.init)
    guard !tags.isEmpty else { return (outcome, message) }
    switch outcome {
    case .passed, .passedWithRemark, .flaky:
      guard let open = tags.first(where: { tag in stored(tag, scenario).contains(where: \.isOpen) }) else { break }
      return (.unexpectedPass, "passed, and \(open.finding) is still open: retest and close it, or take @known away")
    case .failed: return judgeFailure(message, of: scenario, tags, steps)
    default: break
    }
    return (outcome, message)
  }

  private func judgeFailure(
    _ message: String, of scenario: PlannedScenario, _ tags: [KnownTag], _ steps: [(ordinal: Int, result: StepResult)]
  ) -> (outcome: Outcome, message: String) {
    let failed = steps.filter { $0.result.outcome == .failed }
    var reasons: [String] = []
    for tag in tags {
      let stored = stored(tag, scenario)
      let matching = stored.filter { known in
        failed.allSatisfy { $0.ordinal == known.ordinal && $0.result.cause == known.cause }
      }
      if stored.isEmpty {
        reasons.append("\(tag.finding) is about another scenario")
      } else if !stored.contains(where: \.isOpen) {
        reasons.append("\(tag.finding) is closed")
      } else if !matching.contains(where: \.isOpen) {
        reasons.append("not what \(tag.finding) says: another step or another cause")
      } else if tag.until < today {
        reasons.append("\(tag.finding) was known until \(tag.until), and that day has passed")
      } else {
        // What else is wrong stays wrong.
        let others = steps.map(\.result.outcome).filter { $0 != .failed }
        if let worst = Outcome.worst(of: others), worst.isProblem { return (worst, message) }
        return (.known, "\(tag.finding): \(message)")
      }
    }
    return (.failed, ([message] + reasons).filter { !$0.isEmpty }.joined(separator: "; "))
  }

  private func stored(_ tag: KnownTag, _ scenario: PlannedScenario) -> [KnownFailure] {
    failures.filter {
      $0.finding == tag.finding && $0.scenario == scenario.id && $0.exampleKey == scenario.exampleKey
    }
  }
}

/// `@known:F-0012,until=2027-01-31`, checked by the reader of the feature file.
private struct KnownTag {
  let finding: String
  let until: String

  init?(_ value: String) {
    let parts = value.split(separator: ",")
    guard parts.count == 2, parts[1].hasPrefix("until=") else { return nil }
    finding = String(parts[0])
    until = String(parts[1].dropFirst("until=".count))
  }
}
