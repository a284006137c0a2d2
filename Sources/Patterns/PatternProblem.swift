/// Why a text is not a regular expression, and where.
package struct PatternProblem: Error, Sendable, Hashable, CustomStringConvertible {
  /// PCRE2's own words: lower case, no full stop.
  package var message: String
  /// UTF-8 offset into the pattern from 0, just behind what was wrong.
  package var offset: Int

  package init(message: String, offset: Int) {
    self.message = message
    self.offset = offset
  }

  package var description: String { "\(message) at byte \(offset)" }
}

/// A match that was given up, so nobody knows whether the text matches: never the same as "no match".
package struct PatternLimit: Error, Sendable, Hashable, CustomStringConvertible {
  package enum Kind: String, Sendable, Hashable {
    /// Too many steps: the pattern backtracks without end on this text.
    case steps
    /// Too deep or too much memory.
    case memory
    /// PCRE2 refused for a reason of its own; `message` says which.
    case other
  }

  package var kind: Kind
  /// PCRE2's own words.
  package var message: String
  /// The text of the pattern.
  package var pattern: String

  package init(kind: Kind, message: String, pattern: String) {
    self.kind = kind
    self.message = message
    self.pattern = pattern
  }

  package var description: String { "the pattern \(pattern) was given up: \(message)" }
}
