import Diagnostics

/// The UTF-8 bytes of a file, with the few questions a line-based reader asks.
///
/// White space is what Python's `str.isspace` takes for it, because the official parser trims with that.
struct SourceBytes: Sendable {
  let bytes: [UInt8]

  init(_ text: String) {
    bytes = Array(text.utf8)
  }

  var count: Int { bytes.count }

  func string(_ range: SourceRange) -> String {
    String(decoding: bytes[range.lower..<range.upper], as: UTF8.self)
  }

  func hasPrefix(_ prefix: [UInt8], at offset: Int, before end: Int) -> Bool {
    guard end - offset >= prefix.count else { return false }
    for index in prefix.indices where bytes[offset + index] != prefix[index] { return false }
    return true
  }

  func scalarCount(_ range: SourceRange) -> Int {
    var count = 0
    for index in range.lower..<range.upper where bytes[index] & 0xC0 != 0x80 { count += 1 }
    return count
  }

  /// The number of bytes of the white space scalar that begins here; 0 when none does.
  func spaceLength(at offset: Int, before end: Int) -> Int {
    guard offset < end else { return 0 }
    switch bytes[offset] {
    case 0x20, 0x09...0x0D, 0x1C...0x1F: return 1
    case 0xC2 where offset + 1 < end: return bytes[offset + 1] == 0x85 || bytes[offset + 1] == 0xA0 ? 2 : 0
    case 0xE1...0xE3 where offset + 2 < end:
      return Self.isWideSpace(bytes[offset], bytes[offset + 1], bytes[offset + 2]) ? 3 : 0
    default: return 0
    }
  }

  /// The number of bytes of the white space scalar that ends here; 0 when none does.
  func spaceLength(endingAt offset: Int, after start: Int) -> Int {
    guard offset > start else { return 0 }
    let last = bytes[offset - 1]
    if last < 0x80 { return spaceLength(at: offset - 1, before: offset) }
    if offset - start >= 2, bytes[offset - 2] == 0xC2 { return last == 0x85 || last == 0xA0 ? 2 : 0 }
    guard offset - start >= 3 else { return 0 }
    return Self.isWideSpace(bytes[offset - 3], bytes[offset - 2], last) ? 3 : 0
  }

  /// U+1680, U+2000 to U+200A, U+2028, U+2029, U+202F, U+205F and U+3000.
  private static func isWideSpace(_ first: UInt8, _ second: UInt8, _ third: UInt8) -> Bool {
    switch (first, second) {
    case (0xE1, 0x9A): third == 0x80
    case (0xE2, 0x80): (0x80...0x8A).contains(third) || third == 0xA8 || third == 0xA9 || third == 0xAF
    case (0xE2, 0x81): third == 0x9F
    case (0xE3, 0x80): third == 0x80
    default: false
    }
  }

  func trimmingStart(_ range: SourceRange) -> SourceRange {
    var lower = range.lower
    while case let length = spaceLength(at: lower, before: range.upper), length > 0 { lower += length }
    return SourceRange(lower, range.upper)
  }

  func trimmingEnd(_ range: SourceRange) -> SourceRange {
    var upper = range.upper
    while case let length = spaceLength(endingAt: upper, after: range.lower), length > 0 { upper -= length }
    return SourceRange(range.lower, upper)
  }

  func trimming(_ range: SourceRange) -> SourceRange { trimmingEnd(trimmingStart(range)) }

  /// Without carriage returns and line feeds at the end, however many.
  func trimmingLineEnd(_ range: SourceRange) -> SourceRange {
    var upper = range.upper
    while upper > range.lower, bytes[upper - 1] == 0x0A || bytes[upper - 1] == 0x0D { upper -= 1 }
    return SourceRange(range.lower, upper)
  }
}
