import CLibXML2

/// Makes readable text of nodes and of escaped text.
package enum HTMLText {
  /// Elements that flow with the text around them; all others stand apart.
  private static let inline: Set<String> = [
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em",
    "font", "i", "ins",
    "kbd", "label", "mark", "nobr", "q", "s", "samp", "small", "span", "strike", "strong", "sub",
    "sup", "time", "tt",
    "u", "var", "wbr",
  ]
  private static let silent: Set<String> = ["script", "style", "template"]

  /// Walks without recursion: pages nest as deep as they like.
  static func collapsed(of start: UnsafeMutablePointer<xmlNode>) -> String {
    var text = CollapsedText()
    var node: UnsafeMutablePointer<xmlNode>? = start.pointee.children
    while let current = node {
      var isOpen = false
      switch current.pointee.type {
      case XML_TEXT_NODE, XML_CDATA_SECTION_NODE, XML_ENTITY_REF_NODE:
        if let content = current.pointee.content { text.append(content) }
      case XML_ELEMENT_NODE:
        let name = String(xml: current.pointee.name)
        if !inline.contains(name) { text.space() }
        isOpen = !silent.contains(name)
      default: break
      }
      if isOpen, let child = current.pointee.children {
        node = child
        continue
      }
      node = next(after: current, within: start, &text)
    }
    return text.finished
  }

  private static func next(
    after node: UnsafeMutablePointer<xmlNode>, within start: UnsafeMutablePointer<xmlNode>,
    _ text: inout CollapsedText
  ) -> UnsafeMutablePointer<xmlNode>? {
    var current = node
    while true {
      if let sibling = current.pointee.next { return sibling }
      guard let parent = current.pointee.parent, parent != start else { return nil }
      if parent.pointee.type == XML_ELEMENT_NODE, !inline.contains(String(xml: parent.pointee.name)) {
        text.space()
      }
      current = parent
    }
  }

  /// White space, no-break spaces too, as single spaces, none at the ends.
  package static func collapsed(_ text: String) -> String {
    var collapsed = CollapsedText()
    collapsed.append(text.utf8)
    return collapsed.finished
  }

  /// Undoes `&amp;`, `&#38;` and `&#x26;`: the names of HTML 4 and `&apos;`, with their semicolon; others stay as they are.
  package static func decodingEntities(_ text: String) -> String {
    guard text.utf8.contains(UInt8(ascii: "&")) else { return text }
    var decoded = ""
    var rest = text[...]
    while let start = rest.firstIndex(of: "&") {
      decoded += rest[..<start]
      rest = rest[start...]
      let name = rest.dropFirst().prefix(32)
      if let end = name.firstIndex(of: ";"), let scalar = scalar(named: name[..<end]) {
        decoded.unicodeScalars.append(scalar)
        rest = rest[rest.index(after: end)...]
      } else {
        decoded.append("&")
        rest = rest.dropFirst()
      }
    }
    return decoded + rest
  }

  private static func scalar(named name: Substring) -> Unicode.Scalar? {
    guard name.first == "#" else {
      if name == "apos" { return "'" }
      return htmlEntityLookup(String(name)).flatMap { Unicode.Scalar($0.pointee.value) }
    }
    var digits = name.dropFirst()
    let isHexadecimal = digits.first == "x" || digits.first == "X"
    if isHexadecimal { digits = digits.dropFirst() }
    guard !digits.isEmpty,
      digits.utf8.allSatisfy({ $0 != UInt8(ascii: "+") && $0 != UInt8(ascii: "-") })
    else {
      return nil
    }
    guard digits.allSatisfy({ isHexadecimal ? $0.isHexDigit : $0.isASCII && $0.isNumber }) else {
      return nil
    }
    guard let value = UInt32(digits, radix: isHexadecimal ? 16 : 10), value != 0 else {
      return "\u{FFFD}"
    }
    if (0x80..<0xA0).contains(value) { return HTMLEncoding.windows1252(UInt8(value)) }
    return Unicode.Scalar(value) ?? "\u{FFFD}"
  }
}

/// Collects UTF-8 and lets no two spaces meet.
private struct CollapsedText {
  private var bytes: [UInt8] = []
  private var wantsSpace = false

  mutating func space() {
    wantsSpace = true
  }

  mutating func append(_ text: UnsafePointer<xmlChar>) {
    append(UnsafeBufferPointer(start: text, count: Int(xmlStrlen(text))))
  }

  mutating func append(_ text: some Sequence<UInt8>) {
    var mayBeNoBreak = false
    for byte in text {
      if mayBeNoBreak {
        mayBeNoBreak = false
        if byte == 0xA0 {
          wantsSpace = true
          continue
        }
        put(0xC2)
      }
      switch byte {
      case 0x09, 0x0A, 0x0C, 0x0D, 0x20: wantsSpace = true
      case 0xC2: mayBeNoBreak = true
      default: put(byte)
      }
    }
  }

  private mutating func put(_ byte: UInt8) {
    if wantsSpace, !bytes.isEmpty { bytes.append(0x20) }
    wantsSpace = false
    bytes.append(byte)
  }

  var finished: String { String(decoding: bytes, as: UTF8.self) }
}
