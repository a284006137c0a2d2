/// Character references of HTML in plain text, for answers that escape twice; pages are read by the HTML parser.
enum Entities {
  private static let named: [Substring: String] = [
    "amp": "&", "lt": "<", "gt": ">", "quot": "\"", "apos": "'", "nbsp": "\u{A0}", "eacute": "é", "egrave": "è",
    "euml": "ë", "iuml": "ï", "ouml": "ö", "uuml": "ü", "auml": "ä", "agrave": "à", "ccedil": "ç", "ndash": "–",
    "mdash": "—", "hellip": "…", "euro": "€", "copy": "©", "lsquo": "‘", "rsquo": "’", "ldquo": "“", "rdquo": "”",
  ]

  /// Unknown references stay as they are.
  static func decode(_ text: String) -> String {
    guard text.utf8.contains(UInt8(ascii: "&")) else { return text }
    var decoded = ""
    var rest = text[...]
    while let mark = rest.firstIndex(of: "&") {
      decoded += rest[..<mark]
      rest = rest[mark...]
      let head = rest.dropFirst().prefix(12)
      if let end = head.firstIndex(of: ";"), let value = value(of: head[..<end]) {
        decoded += value
        rest = rest[rest.index(after: end)...]
      } else {
        decoded += "&"
        rest = rest.dropFirst()
      }
    }
    return decoded + rest
  }

  private static func value(of name: Substring) -> String? {
    guard name.first == "#" else { return named[name] }
    let digits = name.dropFirst()
    let isHex = digits.first == "x" || digits.first == "X"
    let number = isHex ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits)
    return number.flatMap(Unicode.Scalar.init).map { String(Character($0)) }
  }
}
