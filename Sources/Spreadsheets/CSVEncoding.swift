/// How the bytes of a CSV file became text.
package enum CSVEncoding: String, Sendable, Hashable, CaseIterable {
  case utf8 = "UTF-8"
  case utf8WithMark = "UTF-8 with byte order mark"
  case utf16LittleEndian = "UTF-16LE"
  case utf16BigEndian = "UTF-16BE"
  case windows1252 = "Windows-1252"
  case macRoman = "Mac Roman"
}

extension CSVEncoding {
  /// Decides by the byte order mark, then by zero bytes, then by validity, then by the sentinel.
  ///
  /// - Parameter sentinel: a text with a non-ASCII letter that stands in the file; without it, or when neither code
  ///   page shows it, a file that is not UTF-8 is refused, for a guess would put wrong letters into remarks.
  static func decode(_ bytes: [UInt8], sentinel: String?) throws(CSVProblem) -> (String, CSVEncoding) {
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { return (try utf8(Array(bytes[3...])), .utf8WithMark) }
    if bytes.starts(with: [0xFF, 0xFE]) { return (try utf16(bytes[2...], isLittle: true), .utf16LittleEndian) }
    if bytes.starts(with: [0xFE, 0xFF]) { return (try utf16(bytes[2...], isLittle: false), .utf16BigEndian) }
    if bytes.count >= 4, bytes[1] == 0, bytes[3] == 0, bytes[0] != 0 {
      return (try utf16(bytes[...], isLittle: true), .utf16LittleEndian)
    }
    if bytes.count >= 4, bytes[0] == 0, bytes[2] == 0, bytes[1] != 0 {
      return (try utf16(bytes[...], isLittle: false), .utf16BigEndian)
    }
    if let text = String(validating: bytes, as: UTF8.self) { return (text, .utf8) }
    if let sentinel {
      for encoding in [CSVEncoding.windows1252, .macRoman] {
        let text = encoding.singleByteText(bytes)
        if text.contains(sentinel) { return (text, encoding) }
      }
    }
    let line = bytes.prefix(firstInvalid(bytes)).count { $0 == 0x0A } + 1
    throw CSVProblem(
      .encoding, "the file is not UTF-8 (line \(line)), and nothing in it shows what it is",
      hint: "save it as \"CSV UTF-8\"")
  }

  private static func utf8(_ bytes: [UInt8]) throws(CSVProblem) -> String {
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw CSVProblem(.encoding, "the file says it is UTF-8, but is not", hint: "save it as \"CSV UTF-8\"")
    }
    return text
  }

  private static func utf16(_ bytes: ArraySlice<UInt8>, isLittle: Bool) throws(CSVProblem) -> String {
    let bytes = Array(bytes)
    let units = stride(from: 0, to: bytes.count - 1, by: 2).map { place in
      isLittle
        ? UInt16(bytes[place]) | UInt16(bytes[place + 1]) << 8 : UInt16(bytes[place]) << 8 | UInt16(bytes[place + 1])
    }
    guard bytes.count.isMultiple(of: 2), let text = String(validating: units, as: UTF16.self) else {
      throw CSVProblem(.encoding, "the file begins like UTF-16, but is not", hint: "save it as \"CSV UTF-8\"")
    }
    return text
  }

  private static func firstInvalid(_ bytes: [UInt8]) -> Int {
    var decoder = UTF8()
    var iterator = bytes.makeIterator()
    var count = 0
    while case .scalarValue(let scalar) = decoder.decode(&iterator) { count += UTF8.width(scalar) }
    return count
  }

  private func singleByteText(_ bytes: [UInt8]) -> String {
    let upper = Array((self == .macRoman ? Self.macRomanUpper : Self.windows1252Upper).unicodeScalars)
    var text = String.UnicodeScalarView()
    text.reserveCapacity(bytes.count)
    for byte in bytes { text.append(byte < 0x80 ? Unicode.Scalar(byte) : upper[Int(byte) - 0x80]) }
    return String(text)
  }

  /// Bytes 0x80 to 0xFF; the five that Windows leaves out become U+FFFD.
  private static let windows1252Upper: String =
    "€\u{FFFD}‚ƒ„…†‡ˆ‰Š‹Œ\u{FFFD}Ž\u{FFFD}\u{FFFD}‘’“”•–—˜™š›œ\u{FFFD}žŸ"
    + String(String.UnicodeScalarView((0xA0...0xFF).compactMap { Unicode.Scalar($0 as Int) }))

  private static let macRomanUpper: String =
    "ÄÅÇÉÑÖÜáàâäãåçéèêëíìîïñóòôöõúùûü†°¢£§•¶ß®©™´¨≠ÆØ∞±≤≥¥µ∂∑∏π∫ªºΩæø¿¡¬√ƒ≈∆«»…\u{A0}ÀÃÕŒœ–—“”‘’÷◊ÿŸ⁄€‹›ﬁﬂ‡·‚„‰ÂÊÁËÈÍÎÏÌÓÔ\u{F8FF}ÒÚÛÙıˆ˜¯˘˙˚¸˝˛ˇ"
}

extension Unicode.Scalar {
  fileprivate init?(_ value: Int) {
    self.init(UInt32(value))
  }
}
