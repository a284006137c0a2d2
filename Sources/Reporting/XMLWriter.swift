import Diagnostics

/// Writes XML 1.0; characters that XML forbids even as references come out as `\u{…}`.
struct XMLWriter {
  private(set) var bytes: [UInt8] = []
  private var depth = 0

  mutating func declaration() { raw("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n") }

  mutating func open(_ name: StaticString, _ attributes: [(String, String)]) {
    begin(name, attributes)
    raw(">\n")
    depth += 1
  }

  mutating func close(_ name: StaticString) {
    depth -= 1
    indent()
    raw("</")
    raw(name)
    raw(">\n")
  }

  mutating func empty(_ name: StaticString, _ attributes: [(String, String)]) {
    begin(name, attributes)
    raw("/>\n")
  }

  mutating func element(_ name: StaticString, _ attributes: [(String, String)], _ content: String) {
    begin(name, attributes)
    raw(">")
    text(content, isAttribute: false)
    raw("</")
    raw(name)
    raw(">\n")
  }

  private mutating func begin(_ name: StaticString, _ attributes: [(String, String)]) {
    indent()
    raw("<")
    raw(name)
    for (key, value) in attributes {
      raw(" ")
      bytes.append(contentsOf: key.utf8)
      raw("=\"")
      text(value, isAttribute: true)
      raw("\"")
    }
  }

  private mutating func indent() { for _ in 0..<depth { raw("  ") } }

  private mutating func raw(_ markup: StaticString) {
    markup.withUTF8Buffer { bytes.append(contentsOf: $0) }
  }

  /// A byte of printable ASCII that stands for itself in markup.
  private static func isPlain(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "&"), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "\""): false
    default: (0x20..<0x7F).contains(byte)
    }
  }

  private mutating func text(_ text: String, isAttribute: Bool) {
    let text = text.visible
    if text.utf8.allSatisfy(Self.isPlain) { return bytes.append(contentsOf: text.utf8) }
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": raw("&amp;")
      case "<": raw("&lt;")
      case ">": raw("&gt;")
      case "\"": raw("&quot;")
      // In an attribute a reader would turn them into spaces.
      case "\n" where isAttribute: raw("&#10;")
      case "\t" where isAttribute: raw("&#9;")
      case "\u{FFFE}", "\u{FFFF}": raw("\u{FFFD}")
      default: bytes.append(contentsOf: String(scalar).utf8)
      }
    }
  }
}
