/// What to put in the place of a match: text with `$1`, `${12}`, `${name}` and `$$`.
package struct PatternTemplate: Sendable, Hashable {
  enum Piece: Sendable, Hashable {
    case text(String)
    case group(Int)
  }

  let pieces: [Piece]

  /// - Throws: `PatternProblem` for a lone `$` and for a group that the pattern does not have.
  package init(_ text: String, for pattern: Pattern) throws(PatternProblem) {
    var pieces: [Piece] = []
    let bytes = Array(text.utf8)
    var literal: [UInt8] = []
    var at = 0
    while at < bytes.count {
      guard bytes[at] == UInt8(ascii: "$") else {
        literal.append(bytes[at])
        at += 1
        continue
      }
      if at + 1 < bytes.count, bytes[at + 1] == UInt8(ascii: "$") {
        literal.append(bytes[at])
        at += 2
        continue
      }
      let (name, next) = Self.name(in: bytes, at: at)
      let isNumber = name.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
      guard let group = isNumber ? Int(name) : pattern.groupNames[name], group <= pattern.groupCount else {
        let message = name.isEmpty ? "a group is missing after $ (write $$ for a dollar)" : "no group \"\(name)\""
        throw PatternProblem(message: message, offset: at)
      }
      if !literal.isEmpty { pieces.append(.text(String(decoding: literal, as: UTF8.self))) }
      literal = []
      pieces.append(.group(group))
      at = next
    }
    if !literal.isEmpty { pieces.append(.text(String(decoding: literal, as: UTF8.self))) }
    self.pieces = pieces
  }

  /// The name or number behind the `$` at an offset, and the offset behind it; empty when there is none.
  private static func name(in bytes: [UInt8], at start: Int) -> (String, Int) {
    let first = start + 1
    guard first < bytes.count, bytes[first] == UInt8(ascii: "{") else {
      let digits = bytes[first...].prefix(9).prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
      return (String(decoding: digits, as: UTF8.self), digits.endIndex)
    }
    guard let close = bytes[first...].firstIndex(of: UInt8(ascii: "}")) else { return ("", first) }
    return (String(decoding: bytes[(first + 1)..<close], as: UTF8.self), close + 1)
  }
}

extension Pattern {
  /// The text with every match replaced by what the closure says.
  package func replacing(
    in text: String, _ replacement: (PatternMatch) -> String
  ) throws(PatternLimit) -> String {
    var result: [UInt8] = []
    var end = 0
    let found = try matches(in: text)
    if found.isEmpty { return text }
    let bytes = Array(text.utf8)
    for match in found where match.range.lowerBound >= end {
      result += bytes[end..<match.range.lowerBound]
      result += replacement(match).utf8
      end = match.range.upperBound
    }
    result += bytes[end...]
    return String(decoding: result, as: UTF8.self)
  }

  /// The text with every match replaced by a template; a group that took no part is empty.
  package func replacing(in text: String, with template: PatternTemplate) throws(PatternLimit) -> String {
    try replacing(in: text) { match in
      template.pieces.reduce(into: "") { result, piece in
        switch piece {
        case .text(let literal): result += literal
        case .group(let group): result += match.text(group, in: text) ?? ""
        }
      }
    }
  }
}
