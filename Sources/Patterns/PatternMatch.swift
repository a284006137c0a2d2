/// Where a pattern matched: ranges of UTF-8 offsets, half open.
package struct PatternMatch: Sendable, Hashable {
  /// Group 0 is the whole match; nil for a group that took no part.
  package var groups: [Range<Int>?]

  /// The whole match.
  package var range: Range<Int> { groups[0] ?? 0..<0 }

  /// The text of a group in the string that was searched; nil for a group that took no part.
  package func text(_ group: Int = 0, in text: String) -> String? {
    guard groups.indices.contains(group), let range = groups[group] else { return nil }
    return text.part(range)
  }
}

extension String {
  /// The part between two UTF-8 offsets.
  package func part(_ range: Range<Int>) -> String {
    let lower = utf8.index(startIndex, offsetBy: range.lowerBound)
    let upper = utf8.index(lower, offsetBy: range.count)
    return String(decoding: utf8[lower..<upper], as: UTF8.self)
  }
}
