import Campaign
import RunModel

/// How an outcome is shown on a page: a word, a sign and a class of the style sheet.
struct OutcomeMark {
  var name: String
  var sign: StaticString
  var style: StaticString

  init(_ result: JoinedResult, _ texts: Texts) {
    self.init(result.outcome, texts)
    name = texts.name(result)
  }

  init(_ outcome: Outcome, _ texts: Texts) {
    name = texts.name(outcome)
    switch outcome {
    case .failed, .unexpectedPass: (sign, style) = ("✕", "bad")
    case .broken: (sign, style) = ("!", "unsure")
    case .undefined, .ambiguous: (sign, style) = ("?", "bad")
    case .awaiting: (sign, style) = ("…", "open")
    case .skipped, .notApplicable: (sign, style) = ("–", "none")
    case .known, .flaky, .passedWithRemark: (sign, style) = ("~", "unsure")
    case .passed: (sign, style) = ("✓", "good")
    }
  }
}
