import Diagnostics

/// Builds an HTML page as UTF-8 bytes; everything that is not a literal of ours is escaped.
struct HTMLWriter {
  private(set) var bytes: [UInt8] = []

  /// Hands on what was written so far when it is at least `atLeast` bytes.
  mutating func drain(atLeast count: Int = 1, _ output: ([UInt8]) -> Void) {
    guard bytes.count >= count else { return }
    output(bytes)
    bytes.removeAll(keepingCapacity: true)
  }

  /// Markup of ours. Only literals come here, so that no text of a server can be taken for markup.
  mutating func raw(_ markup: StaticString) {
    markup.withUTF8Buffer { bytes.append(contentsOf: $0) }
  }

  /// Text between tags or in a quoted attribute; what cannot be seen is made visible.
  mutating func text(_ text: String) {
    var shown = text.visible
    shown.withUTF8 { source in
      for byte in source {
        switch byte {
        case UInt8(ascii: "&"): raw("&amp;")
        case UInt8(ascii: "<"): raw("&lt;")
        case UInt8(ascii: ">"): raw("&gt;")
        case UInt8(ascii: "\""): raw("&quot;")
        case UInt8(ascii: "'"): raw("&#39;")
        default: bytes.append(byte)
        }
      }
    }
  }

  /// Text as a CSS string inside `<style>`: all but letters, digits and plain signs as escapes, so that nothing can end
  /// the string or the element.
  mutating func cssString(_ text: String) {
    raw("\"")
    for scalar in text.visibleLine.unicodeScalars {
      let isPlain =
        scalar.isASCII && (scalar.properties.isAlphabetic || "0123456789 .,:;/-()".unicodeScalars.contains(scalar))
      if isPlain {
        bytes.append(UInt8(scalar.value))
      } else {
        bytes.append(contentsOf: "\\\(String(scalar.value, radix: 16)) ".utf8)
      }
    }
    raw("\"")
  }

  mutating func number(_ number: Int) { bytes.append(contentsOf: String(number).utf8) }

  /// `<tag class="…">text</tag>`.
  mutating func element(_ tag: StaticString, class name: StaticString = "", _ content: String) {
    open(tag, class: name)
    text(content)
    close(tag)
  }

  mutating func open(_ tag: StaticString, class name: StaticString = "") {
    raw("<")
    raw(tag)
    if name.utf8CodeUnitCount > 0 {
      raw(" class=\"")
      raw(name)
      raw("\"")
    }
    raw(">")
  }

  mutating func close(_ tag: StaticString) {
    raw("</")
    raw(tag)
    raw(">\n")
  }

  /// `<span class="mark failed">✕ failed</span>`: sign and word, the colour only repeats them.
  mutating func mark(_ outcome: OutcomeMark) {
    raw("<span class=\"mark ")
    raw(outcome.style)
    raw("\"><span aria-hidden=\"true\">")
    raw(outcome.sign)
    raw("</span> ")
    text(outcome.name)
    raw("</span>")
  }
}
