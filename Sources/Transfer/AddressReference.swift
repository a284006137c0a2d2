/// The five parts of a URI reference as RFC 3986, appendix B, cuts them; nothing is judged here.
struct AddressReference {
  private(set) var scheme: Substring?
  private(set) var authority: Substring?
  private(set) var path: Substring
  private(set) var query: Substring?
  private(set) var fragment: Substring?
  private let text: String

  init(_ text: String) {
    self.text = text
    var rest = text[...]
    let bytes = text.utf8
    if let mark = bytes.firstIndex(of: UInt8(ascii: "#")) {
      fragment = text[bytes.index(after: mark)...]
      rest = text[..<mark]
    }
    if let mark = rest.utf8.firstIndex(of: UInt8(ascii: "?")) {
      query = rest[bytes.index(after: mark)...]
      rest = rest[..<mark]
    }
    if let mark = rest.utf8.firstIndex(where: { $0 == UInt8(ascii: ":") || $0 == UInt8(ascii: "/") }
    ),
      bytes[mark] == UInt8(ascii: ":"), Self.isScheme(rest[..<mark])
    {
      scheme = rest[..<mark]
      rest = rest[bytes.index(after: mark)...]
    }
    if rest.utf8.starts(with: "//".utf8) {
      rest = rest.dropFirst(2)
      let end = rest.utf8.firstIndex(of: UInt8(ascii: "/")) ?? rest.endIndex
      authority = rest[..<end]
      rest = rest[end...]
    }
    path = rest
  }

  /// A line end in an address would end up in the request head.
  func refuseControls() throws(AddressProblem) {
    if text.utf8.contains(where: { $0 < 0x20 || $0 == 0x7F }) {
      throw AddressProblem("the address has a control character in it")
    }
  }

  /// What HTML takes out of an address before it is read: space around it, tabs and line ends anywhere.
  static func tidied(_ text: String) -> String {
    let isTidy =
      !text.utf8.contains { $0 < 0x20 } && text.utf8.first != UInt8(ascii: " ")
      && text.utf8.last != UInt8(ascii: " ")
    if isTidy { return text }
    let kept = text.utf8.filter { $0 != 0x09 && $0 != 0x0A && $0 != 0x0D }
    let start = kept.firstIndex { $0 > 0x20 } ?? kept.endIndex
    let end = kept.lastIndex { $0 > 0x20 }.map { $0 + 1 } ?? kept.endIndex
    return String(decoding: kept[start..<max(start, end)], as: UTF8.self)
  }

  private static func isScheme(_ text: Substring) -> Bool {
    guard let first = text.utf8.first, PercentEncoding.isLetter(first) else { return false }
    return text.utf8.allSatisfy {
      PercentEncoding.isLetter($0) || (0x30...0x39).contains($0) || $0 == 0x2B || $0 == 0x2D
        || $0 == 0x2E
    }
  }
}
