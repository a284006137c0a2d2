package import Campaign
package import RunModel

/// What a scenario counts as in a round; worst first, in the one order of outcomes.
///
/// It holds apart what an outcome alone would hide: a result of another site or text, a pass without a single check, and
/// what was planned and never run. Only `passed` is a pass.
package enum Standing: String, Sendable, CaseIterable {
  case failed, broken, undefined, ambiguous
  case unexpectedPass = "unexpected pass"
  case awaiting
  case notRun = "not run"
  case stale
  case skipped
  /// Every step went well, and none of them compared anything.
  case unchecked
  case known
  case passedWithRemark = "passed with remark"
  case flaky
  case notApplicable = "not applicable"
  case passed

  package init(_ result: JoinedResult) {
    if result.isStale {
      self = .stale
    } else if result.isPassedUnchecked {
      self = .unchecked
    } else {
      self.init(result.outcome)
    }
  }

  private init(_ outcome: Outcome) {
    switch outcome {
    case .failed: self = .failed
    case .broken: self = .broken
    case .undefined: self = .undefined
    case .ambiguous: self = .ambiguous
    case .unexpectedPass: self = .unexpectedPass
    case .awaiting: self = .awaiting
    case .skipped: self = .skipped
    case .known: self = .known
    case .passedWithRemark: self = .passedWithRemark
    case .flaky: self = .flaky
    case .notApplicable: self = .notApplicable
    case .passed: self = .passed
    }
  }

  /// Came to a verdict, good or bad, on what is tested now.
  package var isExecuted: Bool {
    switch self {
    case .failed, .unexpectedPass, .known, .passedWithRemark, .flaky, .passed: true
    default: false
    }
  }

  /// Still to be done, or never done: no verdict on what is tested now.
  package var isUndone: Bool { !isExecuted && self != .notApplicable }

  /// The outcome whose word and sign stand for it; nil for what no outcome says.
  private var outcome: Outcome? { Outcome(rawValue: rawValue) }

  var sign: StaticString {
    if let outcome { return OutcomeMark(outcome, Texts(language: "en")).sign }
    return self == .unchecked ? "0" : self == .stale ? "↺" : "○"
  }

  var style: StaticString {
    if let outcome { return OutcomeMark(outcome, Texts(language: "en")).style }
    return self == .notRun ? "open" : "unsure"
  }

  package func name(_ texts: Texts) -> String {
    if let outcome { return texts.name(outcome) }
    switch self {
    case .stale: return texts("stale", "verouderd")
    case .unchecked: return texts("ran without a check", "gedraaid zonder controle")
    default: return texts("not run", "niet gedraaid")
    }
  }
}
