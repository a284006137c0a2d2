import Diagnostics
import Testing

struct `visible text` {
  @Test(arguments: ["plain", "Zoë 李雷 😀", "tab\tand\nline", "e\u{301}", "\u{A0}non-breaking", "\"<&>\\"])
  func `is itself when nothing in it is harmful`(text: String) {
    #expect(text.visible == text)
  }

  @Test(arguments: [
    ("\u{0}", "\\u{0}"), ("\r", "\\u{D}"), ("\u{1B}]0;x\u{7}", "\\u{1B}]0;x\\u{7}"), ("\u{7F}", "\\u{7F}"),
    ("\u{9B}", "\\u{9B}"), ("\u{202E}", "\\u{202E}"), ("\u{2066}", "\\u{2066}"), ("\u{200B}", "\\u{200B}"),
    ("\u{FEFF}", "\\u{FEFF}"), ("\u{2028}", "\\u{2028}"), ("\u{61C}", "\\u{61C}"), ("\u{E0041}", "\\u{E0041}"),
  ])
  func `names what could steer a terminal or turn the reading direction`(text: String, shown: String) {
    #expect(text.visible == shown)
  }

  @Test func `stays on one line when asked`() {
    #expect("a\tb\r\nc\u{7}".visibleLine == "a b  c\\u{7}")
    #expect(!"a\r\nb\nc\rd".visibleLine.unicodeScalars.contains { $0 == "\n" || $0 == "\r" })
  }

  @Test(arguments: [
    ("", 0), ("abc", 3), ("é", 1), ("e\u{301}", 1), ("李雷", 4), ("한", 2), ("Ａ", 2), ("ﾊ", 1), ("😀", 2), ("\u{20DD}", 0),
  ])
  func `has a width in terminal columns`(text: String, width: Int) {
    #expect(text.displayWidth == width)
  }
}

struct `text with a style` {
  @Test func `has escape sequences only with colour, and plain never`() {
    #expect(TextStyle.bold.apply("x", colour: true) == "\u{1B}[1mx\u{1B}[0m")
    #expect(TextStyle.bold.apply("x", colour: false) == "x")
    #expect(TextStyle.plain.apply("x", colour: true) == "x")
  }
}
