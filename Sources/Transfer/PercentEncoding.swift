/// Percent-encoding of RFC 3986, section 2.1, over UTF-8.
package enum PercentEncoding {
  /// Letters, digits and `-._~` stay, everything else is encoded: right for one path segment or query value.
  package static func encode(_ text: String) -> String {
    rewritten(text.utf8) { isUnreserved($0) }
  }

  /// Undoes `%41`; a percent sign that begins no pair of hexadecimal digits stays, ill-formed UTF-8 becomes U+FFFD.
  package static func decode(_ text: some StringProtocol) -> String {
    String(decoding: decodedBytes(Array(text.utf8), plusIsSpace: false), as: UTF8.self)
  }

  /// A path, query or fragment as it may stand in an address: only what can stand in none is encoded.
  static func tidied(_ part: Substring) -> String {
    if part.utf8.allSatisfy(isTidy) { return String(part) }
    return rewritten(part.utf8, keeping: isTidy)
  }

  private static func isTidy(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "\\"),
      UInt8(ascii: "^"),
      UInt8(ascii: "`"), UInt8(ascii: "{"), UInt8(ascii: "|"), UInt8(ascii: "}"):
      false
    default: byte > 0x20 && byte < 0x7F
    }
  }

  private static func rewritten(_ bytes: some Collection<UInt8>, keeping: (UInt8) -> Bool) -> String {
    var text: [UInt8] = []
    text.reserveCapacity(bytes.count + 16)
    for byte in bytes {
      if keeping(byte) { text.append(byte) } else { append(byte, to: &text) }
    }
    return String(decoding: text, as: UTF8.self)
  }

  static func append(_ byte: UInt8, to text: inout [UInt8]) {
    text.append(UInt8(ascii: "%"))
    text.append(hexDigit(byte >> 4))
    text.append(hexDigit(byte & 15))
  }

  static func decodedBytes(_ bytes: [UInt8], plusIsSpace: Bool) -> [UInt8] {
    var decoded: [UInt8] = []
    decoded.reserveCapacity(bytes.count)
    var at = 0
    while at < bytes.count {
      let byte = bytes[at]
      if byte == UInt8(ascii: "%"), at + 2 < bytes.count, let high = value(bytes[at + 1]),
        let low = value(bytes[at + 2])
      {
        decoded.append(high << 4 | low)
        at += 3
      } else {
        decoded.append(plusIsSpace && byte == UInt8(ascii: "+") ? 0x20 : byte)
        at += 1
      }
    }
    return decoded
  }

  static func isUnreserved(_ byte: UInt8) -> Bool {
    isLetter(byte) || (0x30...0x39).contains(byte) || byte == 0x2D || byte == 0x2E || byte == 0x5F
      || byte == 0x7E
  }

  static func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- 0x61 < 26 }

  static func isHexDigit(_ byte: UInt8) -> Bool { value(byte) != nil }

  private static func hexDigit(_ value: UInt8) -> UInt8 {
    value < 10 ? 0x30 + value : 0x37 + value
  }

  private static func value(_ digit: UInt8) -> UInt8? {
    switch digit {
    case 0x30...0x39: digit - 0x30
    case 0x41...0x46: digit - 0x37
    case 0x61...0x66: digit - 0x57
    default: nil
    }
  }
}
