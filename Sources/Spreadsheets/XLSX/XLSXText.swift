/// Texts as the format writes them: `_x000D_` is a character that XML cannot hold, and `_x005F_` an underscore before
/// what would look like one.
enum XLSXText {
  /// Undoes the escapes and makes every line end LF.
  static func decoded(_ bytes: [UInt8]) -> String {
    guard !isPlain(bytes), hasEscape(bytes) || bytes.contains(0x0D) else {
      return String(decoding: bytes, as: UTF8.self)
    }
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count)
    var at = 0
    while at < bytes.count {
      guard bytes[at] == UInt8(ascii: "_"), let unit = escape(in: bytes, at: at) else {
        result.append(bytes[at])
        at += 1
        continue
      }
      if let scalar = Unicode.Scalar(unit) {
        result.append(contentsOf: Array(String(scalar).utf8))
        at += 7
      } else if UTF16.isLeadSurrogate(unit), let trail = escape(in: bytes, at: at + 7), UTF16.isTrailSurrogate(trail) {
        result.append(contentsOf: Array(String(decoding: [unit, trail], as: UTF16.self).utf8))
        at += 14
      } else {
        // Half a character: what stands there is more than nothing.
        result.append(contentsOf: bytes[at..<at + 7])
        at += 7
      }
    }
    return String(decoding: withLineFeeds(result), as: UTF8.self)
  }

  /// Nothing in it could be an escape or a CR, as in most texts: they are their own bytes.
  static func isPlain(_ bytes: [UInt8]) -> Bool {
    !bytes.withUnsafeBufferPointer { $0.contains { $0 == UInt8(ascii: "_") || $0 == 0x0D } }
  }

  /// Puts `_x005F_` for the underscore of what would be read as an escape.
  static func encoded(_ text: String) -> String {
    guard text.utf8.contains(UInt8(ascii: "_")) else { return text }
    let bytes = Array(text.utf8)
    guard hasEscape(bytes) else { return text }
    var result: [UInt8] = []
    for at in bytes.indices {
      if escape(in: bytes, at: at) != nil { result.append(contentsOf: Array("_x005F".utf8)) }
      result.append(bytes[at])
    }
    return String(decoding: result, as: UTF8.self)
  }

  /// Length as Excel counts it.
  static func units(_ text: String) -> Int { text.utf16.count }

  private static func hasEscape(_ bytes: [UInt8]) -> Bool {
    bytes.indices.contains { escape(in: bytes, at: $0) != nil }
  }

  /// The UTF-16 unit of `_xHHHH_`.
  private static func escape(in bytes: [UInt8], at start: Int) -> UInt16? {
    guard start + 7 <= bytes.count, bytes[start] == UInt8(ascii: "_"), bytes[start + 1] == UInt8(ascii: "x"),
      bytes[start + 6] == UInt8(ascii: "_")
    else { return nil }
    var unit: UInt16 = 0
    for byte in bytes[start + 2..<start + 6] {
      let digit: UInt8
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"): digit = byte - UInt8(ascii: "0")
      case UInt8(ascii: "A")...UInt8(ascii: "F"): digit = byte - UInt8(ascii: "A") + 10
      case UInt8(ascii: "a")...UInt8(ascii: "f"): digit = byte - UInt8(ascii: "a") + 10
      default: return nil
      }
      unit = unit << 4 | UInt16(digit)
    }
    return unit
  }

  private static func withLineFeeds(_ bytes: [UInt8]) -> [UInt8] {
    guard bytes.contains(0x0D) else { return bytes }
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count)
    for (place, byte) in bytes.enumerated() {
      if byte == 0x0A, place > 0, bytes[place - 1] == 0x0D { continue }
      result.append(byte == 0x0D ? 0x0A : byte)
    }
    return result
  }
}
