/// Counts what could be attributes of one element, before libxml2 sees them.
///
/// libxml2 2.9 compares each attribute with all before it: 80,000 of them, half a megabyte, keep it busy for half a
/// minute. What it has read can be counted only when that is over.
struct XMLAttributeCount {
  /// An equals sign before a quote since the last `<`. No element has so many, and a text of a cell only if it is
  /// nothing else.
  static let limit = 8_192

  private var count = 0
  private var isAfterEquals = false

  mutating func read(_ bytes: ArraySlice<UInt8>, part: String) throws(XLSXProblem) {
    let isTooMany = bytes.withUnsafeBufferPointer { bytes in
      for byte in bytes {
        // Nearly every byte is a letter.
        if byte > UInt8(ascii: "=") {
          isAfterEquals = false
          continue
        }
        switch byte {
        case UInt8(ascii: "<"): count = 0
        case UInt8(ascii: "="): isAfterEquals = true
        case UInt8(ascii: "\""), UInt8(ascii: "'"):
          if isAfterEquals {
            count += 1
            if count > Self.limit { return true }
          }
          isAfterEquals = false
        // White space may stand between.
        case 0x09, 0x0A, 0x0D, 0x20: continue
        default: isAfterEquals = false
        }
      }
      return false
    }
    if isTooMany { throw .manyAttributes(part) }
  }
}

extension XLSXProblem {
  static func manyAttributes(_ part: String) -> XLSXProblem {
    XLSXProblem(
      .tooDeep, part: part, "an element has more attributes than any program writes",
      hint: "the file was not saved by a spreadsheet program; do not open it, ask its sender")
  }
}
