/// What cannot stand as it is in a JSON string: quotes, backslashes and bytes below 0x20.
enum JSONEscapes {
  static func isNeeded(_ byte: UInt8) -> Bool {
    byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\")
  }

  /// Copies the bytes before the first one that needs an escape, eight at a time.
  ///
  /// - Parameter target: has room for all `count` bytes; what stands behind those copied is undefined.
  /// - Returns: how many were copied.
  static func copyPlain(from source: UnsafePointer<UInt8>, count: Int, to target: UnsafeMutablePointer<UInt8>) -> Int {
    var index = 0
    while index + 8 <= count, copyWord(at: index, from: source, to: target) { index += 8 }
    // The last word begins inside the one before it, which is the same again.
    if count >= 8, count - index < 8, copyWord(at: count - 8, from: source, to: target) { return count }
    while index < count, !isNeeded(source[index]) {
      target[index] = source[index]
      index += 1
    }
    return index
  }

  /// Copies eight bytes unless one of them needs an escape.
  private static func copyWord(
    at index: Int, from source: UnsafePointer<UInt8>, to target: UnsafeMutablePointer<UInt8>
  ) -> Bool {
    let word = UnsafeRawPointer(source + index).loadUnaligned(as: UInt64.self)
    if isNeededInAny(word) { return false }
    UnsafeMutableRawPointer(target + index).storeBytes(of: word, as: UInt64.self)
    return true
  }

  /// Whether any of eight bytes needs an escape. A borrow of a subtraction reaches a higher byte only from one that is
  /// below, so it never makes the answer wrong; bytes from 0x80 on are masked out.
  private static func isNeededInAny(_ word: UInt64) -> Bool {
    let ones: UInt64 = 0x0101_0101_0101_0101
    let quotes = word ^ (ones &* UInt64(UInt8(ascii: "\"")))
    let backslashes = word ^ (ones &* UInt64(UInt8(ascii: "\\")))
    let control = (word &- ones &* 0x20) & ~word
    let quote = (quotes &- ones) & ~quotes
    let backslash = (backslashes &- ones) & ~backslashes
    return (control | quote | backslash) & (ones &* 0x80) != 0
  }

  /// - Parameter target: has room for six bytes.
  /// - Returns: how many were written.
  static func write(_ byte: UInt8, to target: UnsafeMutablePointer<UInt8>) -> Int {
    target[0] = UInt8(ascii: "\\")
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"): target[1] = byte
    case 0x0A: target[1] = UInt8(ascii: "n")
    case 0x0D: target[1] = UInt8(ascii: "r")
    case 0x09: target[1] = UInt8(ascii: "t")
    default:
      target[1] = UInt8(ascii: "u")
      target[2] = UInt8(ascii: "0")
      target[3] = UInt8(ascii: "0")
      target[4] = UInt8(ascii: "0") + byte >> 4
      target[5] = byte & 15 < 10 ? UInt8(ascii: "0") + byte & 15 : UInt8(ascii: "a") + byte & 15 - 10
      return 6
    }
    return 2
  }
}
