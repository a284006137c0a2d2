/// The five parts of a URI reference as RFC 3986, appendix B, cuts them; nothing is judged here.
struct AddressReference {
  let scheme: Substring?
  let authority: Substring?
  let path: Substring
  let query: Substring?
  let fragment: Substring?
  private let hasControls: Bool

  init(_ text: String) {
    var text = text
    // Every request has its address cut: once through the bytes tells where.
    let marks = text.withUTF8(Marks.init)
    func part(_ range: Range<Int>) -> Substring {
      let start = text.utf8.index(text.startIndex, offsetBy: range.lowerBound)
      return text[start..<text.utf8.index(start, offsetBy: range.count)]
    }
    scheme = marks.scheme.map(part)
    authority = marks.authority.map(part)
    path = part(marks.path)
    query = marks.query.map(part)
    fragment = marks.fragment.map(part)
    hasControls = marks.hasControls
  }

  /// A line end in an address would end up in the request head.
  func refuseControls() throws(AddressProblem) {
    if hasControls { throw AddressProblem("the address has a control character in it") }
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
}

/// Where the parts stand, in bytes.
private struct Marks {
  var scheme: Range<Int>?
  var authority: Range<Int>?
  var path: Range<Int>
  var query: Range<Int>?
  var fragment: Range<Int>?
  var hasControls = false

  init(_ bytes: UnsafeBufferPointer<UInt8>) {
    var (number, question, first): (Int?, Int?, Int?)
    for (place, byte) in bytes.enumerated() {
      switch byte {
      case UInt8(ascii: "#"): number = number ?? place
      case UInt8(ascii: "?"): if number == nil { question = question ?? place }
      case UInt8(ascii: ":"), UInt8(ascii: "/"): first = first ?? place
      default: if byte < 0x20 || byte == 0x7F { hasControls = true }
      }
    }
    fragment = number.map { $0 + 1..<bytes.count }
    query = question.map { $0 + 1..<(number ?? bytes.count) }
    let end = question ?? number ?? bytes.count
    var start = 0
    if let first, first < end, bytes[first] == UInt8(ascii: ":"), Self.isScheme(bytes[..<first]) {
      scheme = 0..<first
      start = first + 1
    }
    if bytes[start..<end].starts(with: "//".utf8) {
      start += 2
      let slash = bytes[start..<end].firstIndex(of: UInt8(ascii: "/")) ?? end
      authority = start..<slash
      start = slash
    }
    path = start..<end
  }

  private static func isScheme(_ text: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
    guard let first = text.first, PercentEncoding.isLetter(first) else { return false }
    return text.allSatisfy {
      PercentEncoding.isLetter($0) || (0x30...0x39).contains($0) || $0 == 0x2B || $0 == 0x2D
        || $0 == 0x2E
    }
  }
}
