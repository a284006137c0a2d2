internal import Patterns

/// How a step is recognised.
package enum StepExpression: Sendable {
  case cucumber(CucumberExpression)
  case regular(RegularExpression)

  /// As written.
  package var source: String {
    switch self {
    case .cucumber(let expression): expression.source
    case .regular(let expression): expression.source
    }
  }

  /// The arguments of a text; nil when it does not match.
  package func match(_ text: String) throws(StepMatchProblem) -> [StepArgument]? {
    switch self {
    case .cucumber(let expression):
      do throws(PatternLimit) { return try expression.match(text) } catch { throw .limit(error) }
    case .regular(let expression): return try expression.match(text)
    }
  }
}
