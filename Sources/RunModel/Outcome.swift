/// What became of a step or a scenario; the cases stand in the one order used everywhere, worst first.
///
/// The order and the meanings are section 4 of `docs/language.md`. Machine and person are joined by the worse.
package enum Outcome: String, Sendable, Codable, CaseIterable, Comparable {
  /// The system under test is wrong.
  case failed
  /// We could not tell: unreachable, sign-in failed, seeding failed; a person's *blocked*.
  case broken
  /// No pattern matches the step.
  case undefined
  /// More than one pattern matches the step.
  case ambiguous
  /// A scenario marked `@known` passed.
  case unexpectedPass = "unexpected pass"
  /// Only human steps are open; a person's *not run* or an empty verdict.
  case awaiting
  /// Not run because an earlier step did not pass.
  case skipped
  /// Failed exactly as the finding says.
  case known
  case passedWithRemark = "passed with remark"
  /// Passed, but only after a repeat.
  case flaky
  /// The LMS, by its adapter's word, has no such thing.
  case notApplicable = "not applicable"
  case passed

  /// 0 is the worst; in the order of the cases.
  package var severity: Int {
    switch self {
    case .failed: 0
    case .broken: 1
    case .undefined: 2
    case .ambiguous: 3
    case .unexpectedPass: 4
    case .awaiting: 5
    case .skipped: 6
    case .known: 7
    case .passedWithRemark: 8
    case .flaky: 9
    case .notApplicable: 10
    case .passed: 11
    }
  }

  /// `left < right` when left is worse.
  package static func < (left: Outcome, right: Outcome) -> Bool { left.severity < right.severity }

  /// The worst of the outcomes; nil for none.
  package static func worst(of outcomes: some Sequence<Outcome>) -> Outcome? { outcomes.min() }

  /// True for what a reader counts as "something is wrong here".
  package var isProblem: Bool { self <= .unexpectedPass }
}

/// What a tester wrote into a worksheet row.
package enum Verdict: String, Sendable, Codable, CaseIterable {
  case passed
  case passedWithRemark = "passed-with-remark"
  case failed
  case blocked
  case notRun = "not-run"
  case notApplicable = "not-applicable"

  package var outcome: Outcome {
    switch self {
    case .passed: .passed
    case .passedWithRemark: .passedWithRemark
    case .failed: .failed
    case .blocked: .broken
    case .notRun: .awaiting
    case .notApplicable: .notApplicable
    }
  }

  /// Somebody looked and says what came of it; whoever was kept from looking, or left it out, judged nothing.
  package var isJudgement: Bool { [.passed, .passedWithRemark, .failed].contains(self) }
}

/// How bad a finding is, by the tester's word.
package enum Severity: String, Sendable, Codable, CaseIterable {
  case blocking, serious, moderate, cosmetic
}
