package import Patterns

/// Proposes Cucumber Expressions for a step's text, the most likely first.
///
/// Goes through the text from the left and takes, at each place, the types whose match begins first and is longest;
/// where several types remain every combination is proposed, up to 256.
package struct ExpressionGenerator: Sendable {
  private struct Candidate {
    var type: ParameterType
    var pattern: Pattern
  }

  /// A match of a type: UTF-8 offsets in the text.
  private struct Found {
    var type: ParameterType
    var range: Range<Int>
    var length: Int
  }

  private let candidates: [Candidate]
  private static let most = 256

  package init(_ types: ParameterTypes) {
    candidates = types.all.filter(\.isUsedForSnippets).flatMap { type in
      type.regexps.map { regexp in
        guard let pattern = try? Pattern("(\(regexp))") else {
          preconditionFailure("a parameter type's regular expression was checked when it was made")
        }
        return Candidate(type: type, pattern: pattern)
      }
    }
  }

  package func expressions(for text: String) throws(PatternLimit) -> [GeneratedExpression] {
    let bytes = Array(text.utf8)
    var texts: [String] = []
    var choices: [[ParameterType]] = []
    var position = 0
    while position < bytes.count {
      var found: [Found] = []
      for candidate in candidates {
        if let match = try Self.next(candidate, in: bytes, from: position) { found.append(match) }
      }
      guard let best = found.min(by: Self.isBefore) else { break }
      var types: [ParameterType] = []
      for other in found where !Self.isBefore(best, other) && !types.contains(where: { $0.name == other.type.name }) {
        let place = types.firstIndex { ParameterType.isBefore(other.type, $0) } ?? types.count
        types.insert(other.type, at: place)
      }
      choices.append(types)
      texts.append(Self.escape(bytes[position..<best.range.lowerBound]))
      position = best.range.upperBound
    }
    texts.append(Self.escape(bytes[position...]))
    return Self.combinations(of: choices).map { GeneratedExpression(texts: texts, types: $0) }
  }

  private static func isBefore(_ left: Found, _ right: Found) -> Bool {
    left.range.lowerBound != right.range.lowerBound
      ? left.range.lowerBound < right.range.lowerBound : left.length > right.length
  }

  /// The first non-empty match of whole words at or after a place.
  ///
  /// Each search sees only the text from its own beginning: that is how `^` and look-behind mean what they mean in
  /// Cucumber.
  private static func next(
    _ candidate: Candidate, in bytes: [UInt8], from position: Int
  ) throws(PatternLimit) -> Found? {
    var start = position
    while start < bytes.count {
      if let range = try firstRange(candidate.pattern, in: bytes, from: start), !range.isEmpty,
        !isAlphanumeric(before: range.lowerBound, in: bytes), !isAlphanumeric(at: range.upperBound, in: bytes)
      {
        let length = bytes[range].count { $0 & 0xC0 != 0x80 }
        return Found(type: candidate.type, range: range, length: length)
      }
      repeat { start += 1 } while start < bytes.count && bytes[start] & 0xC0 == 0x80
    }
    return nil
  }

  private static func firstRange(
    _ pattern: Pattern, in bytes: [UInt8], from start: Int
  ) throws(PatternLimit) -> Range<Int>? {
    let outcome: Result<PatternMatch?, PatternLimit> = bytes.withUnsafeBufferPointer { buffer in
      do throws(PatternLimit) {
        return .success(try pattern.firstMatch(in: UnsafeBufferPointer(rebasing: buffer[start...])))
      } catch { return .failure(error) }
    }
    guard let range = try outcome.get()?.range else { return nil }
    return (range.lowerBound + start)..<(range.upperBound + start)
  }

  private static func isAlphanumeric(before offset: Int, in bytes: [UInt8]) -> Bool {
    guard offset > 0 else { return false }
    var start = offset - 1
    while start > 0, bytes[start] & 0xC0 == 0x80 { start -= 1 }
    return isAlphanumeric(at: start, in: bytes)
  }

  private static func isAlphanumeric(at offset: Int, in bytes: [UInt8]) -> Bool {
    guard offset < bytes.count else { return false }
    return String(decoding: bytes[offset...].prefix(4), as: UTF8.self).unicodeScalars.first?.isAlphanumeric ?? false
  }

  private static func escape(_ bytes: ArraySlice<UInt8>) -> String {
    var escaped: [UInt8] = []
    for byte in bytes {
      if byte == UInt8(ascii: "(") || byte == UInt8(ascii: "{") || byte == UInt8(ascii: "/") {
        escaped.append(UInt8(ascii: "\\"))
      }
      escaped.append(byte)
    }
    return String(decoding: escaped, as: UTF8.self)
  }

  /// One type from each list, the last list changing fastest.
  private static func combinations(of choices: [[ParameterType]]) -> [[ParameterType]] {
    var result: [[ParameterType]] = []
    var place = Array(repeating: 0, count: choices.count)
    while result.count < most {
      result.append(zip(choices, place).map { $0[$1] })
      var digit = place.count - 1
      while digit >= 0 {
        place[digit] += 1
        if place[digit] < choices[digit].count { break }
        place[digit] = 0
        digit -= 1
      }
      if digit < 0 { break }
    }
    return result
  }
}

extension Unicode.Scalar {
  /// Letters and numbers of every script.
  var isAlphanumeric: Bool {
    switch properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .decimalNumber,
      .letterNumber, .otherNumber:
      true
    default: false
    }
  }
}
