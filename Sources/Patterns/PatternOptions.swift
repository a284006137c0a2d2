internal import CPCRE2

/// How a pattern reads its own text and the text it is matched against.
///
/// Without options: UTF-8, `\d \w \s \b` and `(?i)` by Unicode properties, `.` stops at a line feed only, `$` is the
/// end or just before a last line feed.
package struct PatternOptions: OptionSet, Sendable, Hashable {
  package let rawValue: UInt32

  package init(rawValue: UInt32) {
    self.rawValue = rawValue
  }

  package static let caseless = PatternOptions(rawValue: 1 << 0)
  /// `^` and `$` also match at line ends.
  package static let multiline = PatternOptions(rawValue: 1 << 1)
  /// `.` also matches a line feed.
  package static let dotMatchesAll = PatternOptions(rawValue: 1 << 2)
  /// White space and `#` comments in the pattern are skipped.
  package static let extended = PatternOptions(rawValue: 1 << 3)
  /// Matches only where the search begins.
  package static let anchored = PatternOptions(rawValue: 1 << 4)
  /// Matches only up to the end of the text.
  package static let endAnchored = PatternOptions(rawValue: 1 << 5)
  /// `$` is the very end.
  package static let dollarIsEndOnly = PatternOptions(rawValue: 1 << 6)
  /// The pattern is plain text.
  package static let literal = PatternOptions(rawValue: 1 << 7)
  /// `\d`, `\w`, `\s` and `\b` know ASCII only.
  package static let asciiClasses = PatternOptions(rawValue: 1 << 8)
  /// One byte is one character; ranges may then cut a character in two. Implies `asciiClasses`.
  package static let bytes = PatternOptions(rawValue: 1 << 9)

  /// The bits `pcre2_compile` takes.
  var compileBits: UInt32 {
    // `\C` would let a match end inside a character, which the promise of NO_UTF_CHECK does not survive.
    var bits = PCRE2_NEVER_BACKSLASH_C
    let pairs: [(PatternOptions, UInt32)] = [
      (.caseless, PCRE2_CASELESS), (.multiline, PCRE2_MULTILINE), (.dotMatchesAll, PCRE2_DOTALL),
      (.extended, PCRE2_EXTENDED), (.anchored, PCRE2_ANCHORED), (.endAnchored, PCRE2_ENDANCHORED),
      (.dollarIsEndOnly, PCRE2_DOLLAR_ENDONLY), (.literal, PCRE2_LITERAL),
    ]
    for (option, bit) in pairs where contains(option) { bits |= bit }
    // PCRE2 refuses the UTF-only switches beside LITERAL and knows no classes there.
    if contains(.literal) { bits &= ~PCRE2_NEVER_BACKSLASH_C }
    if !contains(.bytes) { bits |= PCRE2_UTF | PCRE2_NO_UTF_CHECK }
    if isDisjoint(with: [.bytes, .asciiClasses, .literal]) { bits |= PCRE2_UCP }
    return bits
  }
}

/// How much work one match may be; beyond it a `PatternLimit` is thrown.
package struct PatternLimits: Sendable, Hashable {
  /// Calls of PCRE2's inner match function: about 10 ns each.
  package var steps: UInt32
  /// Nested backtracking points.
  package var depth: UInt32
  package var heapKibibytes: UInt32

  package init(steps: UInt32 = 2_000_000, depth: UInt32 = 200_000, heapKibibytes: UInt32 = 32_768) {
    self.steps = steps
    self.depth = depth
    self.heapKibibytes = heapKibibytes
  }

  package static let standard = PatternLimits()
}
