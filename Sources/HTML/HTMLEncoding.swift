import CLibXML2

/// Finds out how a page's bytes are to be read (WHATWG HTML, 13.2.3, in short).
enum HTMLEncoding {
  /// - Returns: bytes that libxml2 can read, and the name to read them by.
  static func prepare(_ bytes: [UInt8], contentType: String?) -> (bytes: [UInt8], name: String) {
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) {
      return (repaired(Array(bytes.dropFirst(3))), "UTF-8")
    }
    if bytes.starts(with: [0xFE, 0xFF]) { return (Array(bytes.dropFirst(2)), "UTF-16BE") }
    if bytes.starts(with: [0xFF, 0xFE]) { return (Array(bytes.dropFirst(2)), "UTF-16LE") }
    let named = contentType.flatMap { charset(in: $0) } ?? metaCharset(in: bytes)
    guard let name = named.flatMap({ known($0) }) else { return (repaired(bytes), "UTF-8") }
    return (withoutNull(bytes), name)
  }

  /// The charset of the first `<meta>` that names one, in the first 1024 bytes as the standard has it.
  private static func metaCharset(in bytes: [UInt8]) -> String? {
    var rest = String(decoding: bytes.prefix(1024), as: UTF8.self).lowercased()[...]
    while let start = rest.firstRange(of: "<meta") {
      rest = rest[start.upperBound...]
      if let found = charset(in: String(rest.prefix { $0 != ">" })) { return found }
    }
    return nil
  }

  /// What follows `charset=`, in a header or in a `<meta>`.
  private static func charset(in text: String) -> String? {
    let text = text.lowercased()
    guard let start = text.firstRange(of: "charset=") else { return nil }
    let name = text[start.upperBound...].drop { $0 == "\"" || $0 == "'" || $0 == " " }
      .prefix { $0.isASCII && ($0.isLetter || $0.isNumber || "-_:".contains($0)) }
    return name.isEmpty ? nil : String(name)
  }

  /// - Returns: nil for UTF-8 and for what nobody can read, which is then read as UTF-8: a page in real UTF-16 has a mark.
  private static func known(_ name: String) -> String? {
    switch name {
    case "utf-8", "utf8", "utf-16", "utf-16le", "utf-16be": return nil
    case "iso-8859-1", "latin1", "iso8859-1", "us-ascii", "ascii", "cp1252": return "windows-1252"
    default:
      guard let handler = xmlFindCharEncodingHandler(name) else { return nil }
      xmlCharEncCloseFunc(handler)
      return name
    }
  }

  /// Well-formed UTF-8 without NUL: libxml2 stops reading at either fault, and the rest of the page would be lost.
  private static func repaired(_ bytes: [UInt8]) -> [UInt8] {
    withoutNull(Array(String(decoding: bytes, as: UTF8.self).utf8))
  }

  private static func withoutNull(_ bytes: [UInt8]) -> [UInt8] {
    bytes.contains(0) ? bytes.map { $0 == 0 ? 0x20 : $0 } : bytes
  }

  /// What character references from 128 to 159 mean.
  static func windows1252(_ byte: UInt8) -> Unicode.Scalar {
    let scalars: [UInt32] = [
      0x20AC, 0x81, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039,
      0x0152, 0x8D,
      0x017D, 0x8F, 0x90, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122,
      0x0161, 0x203A,
      0x0153, 0x9D, 0x017E, 0x0178,
    ]
    return Unicode.Scalar(scalars[Int(byte & 0x1F)]) ?? "\u{FFFD}"
  }
}
