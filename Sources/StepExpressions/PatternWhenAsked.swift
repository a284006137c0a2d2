import Patterns
import Synchronization

/// A regular expression that is compiled when it is asked for the first time: of a whole vocabulary a run meets few.
final class PatternWhenAsked: Sendable {
  private let text: String
  private let compiled = AtomicLazyReference<Pattern>()

  init(_ text: String) { self.text = text }

  init(_ pattern: Pattern) {
    text = pattern.text
    _ = compiled.storeIfNil(pattern)
  }

  /// - Throws: `PatternLimit` also for a text that is no regular expression: nobody knows what it would match.
  var pattern: Pattern {
    get throws(PatternLimit) {
      if let pattern = compiled.load() { return pattern }
      do throws(PatternProblem) {
        return compiled.storeIfNil(try Pattern(text))
      } catch {
        throw PatternLimit(kind: .other, message: error.message, pattern: text)
      }
    }
  }
}
