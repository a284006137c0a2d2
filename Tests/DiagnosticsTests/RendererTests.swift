import Diagnostics
import Testing

struct `a drawn diagnostic` {
  /// Draws an error at the part of `marked` between `▸` and `◂`.
  static func draw(_ marked: String, label: String = "here", path: String = "a.feature") -> String {
    let parts = marked.split(separator: "▸", maxSplits: 1, omittingEmptySubsequences: false)
    let rest = (parts.last ?? "").split(separator: "◂", maxSplits: 1, omittingEmptySubsequences: false)
    let before = parts.first ?? ""
    let inside = rest.first ?? ""
    let file = SourceFile(path: path, text: String(before) + String(inside) + String(rest.last ?? ""))
    let start = before.utf8.count
    return DiagnosticRenderer().render(
      Diagnostic(
        .error, "a.b", "expected this", in: file, at: Label(SourceRange(start, start + inside.utf8.count), label)))
  }

  @Test func `has carets under the marked part`() {
    #expect(
      Self.draw("Feature: x\n  ▸Scenaro◂: y\n") == """
        error[a.b]: expected this
          --> a.feature:2:3
           |
         2 |   Scenaro: y
           |   ^^^^^^^ here

        """)
  }

  @Test func `shows tabs as one space, so that the carets fit`() {
    #expect(
      Self.draw("\t|\t▸b◂\t|") == """
        error[a.b]: expected this
          --> a.feature:1:4
           |
         1 |  | b |
           |    ^ here

        """)
  }

  @Test func `gives wide characters two columns and counts them as one`() {
    #expect(
      Self.draw("课程 ▸李雷◂ 开始") == """
        error[a.b]: expected this
          --> a.feature:1:4
           |
         1 | 课程 李雷 开始
           |      ^^^^ here

        """)
  }

  @Test func `gives emoji two columns`() {
    #expect(Self.draw("😀▸x◂").hasSuffix(" 1 | 😀x\n   |   ^ here\n"))
  }

  @Test func `gives combining marks no column, but counts them`() {
    #expect(
      Self.draw("e\u{301}e\u{301} ▸ça◂") == """
        error[a.b]: expected this
          --> a.feature:1:6
           |
         1 | e\u{301}e\u{301} ça
           |    ^^ here

        """)
  }

  @Test func `makes control characters visible and keeps the carets below them`() {
    #expect(
      Self.draw("a\u{1B}[31m ▸b\u{7}◂ c") == #"""
        error[a.b]: expected this
          --> a.feature:1:8
           |
         1 | a\u{1B}[31m b\u{7} c
           |             ^^^^^^ here

        """#)
  }

  @Test func `makes direction overrides and invisible characters visible, wherever they come from`() {
    let file = SourceFile(path: "a\u{202E}b.feature", text: "x\u{2066}y\u{200B}")
    let drawn = DiagnosticRenderer(colour: false).render(
      Diagnostic(
        .warning, "a.b", "bad \u{202E}", in: file, at: Label(SourceRange(0, 1), "label \u{FEFF}"),
        notes: ["note \u{2069}"], hint: "hint \u{85}"))
    #expect(
      drawn == #"""
        warning[a.b]: bad \u{202E}
          --> a\u{202E}b.feature:1:1
           |
         1 | x\u{2066}y\u{200B}
           | ^ label \u{FEFF}
           = note: note \u{2069}
           = hint: hint \u{85}

        """#)
  }

  @Test func `leaves the carriage return of a CRLF line out`() {
    #expect(
      Self.draw("Feature: x\r\n  ▸Scenaro◂: y\r\n") == """
        error[a.b]: expected this
          --> a.feature:2:3
           |
         2 |   Scenaro: y
           |   ^^^^^^^ here

        """)
  }

  @Test(arguments: [("x\nlast▸◂", "2:5", "last", "    "), ("x\n▸◂", "2:1", "", ""), ("▸◂", "1:1", "", "")])
  func `has one caret at the end of a file`(marked: String, place: String, line: String, padding: String) {
    #expect(
      Self.draw(marked).hasSuffix(
        "  --> a.feature:\(place)\n   |\n \(place.prefix(1)) | \(line)\n   | \(padding)^ here\n"))
  }

  @Test func `marks the rest of the first line when the part goes on`() {
    #expect(Self.draw("a ▸\"\"\"\ntext◂").hasSuffix(" 1 | a \"\"\"\n   |   ^^^ here\n"))
  }

  @Test func `makes room for long line numbers`() {
    let drawn = Self.draw(String(repeating: "\n", count: 999) + "▸x◂")
    #expect(drawn.hasSuffix("  --> a.feature:1000:1\n     |\n1000 | x\n     | ^ here\n"))
  }

  @Test func `without a place names the file, without a file nothing`() {
    let file = SourceFile(path: "a.feature", text: "")
    #expect(
      DiagnosticRenderer().render(Diagnostic(.error, "a.b", "gone", in: file, hint: "look")) == """
        error[a.b]: gone
          --> a.feature
           = hint: look

        """)
    #expect(
      DiagnosticRenderer().render(Diagnostic(.warning, "a.b", "odd", notes: ["one", "two"])) == """
        warning[a.b]: odd
         = note: one
         = note: two

        """)
  }

  @Test func `has colour only when asked for, on the head and the carets`() {
    let diagnostic = Diagnostic(
      .error, "a.b", "bad", in: SourceFile(path: "f", text: "x"), at: Label(SourceRange(0, 1), "here"))
    #expect(!DiagnosticRenderer().render(diagnostic).contains("\u{1B}"))
    let drawn = DiagnosticRenderer(colour: true).render(diagnostic)
    #expect(drawn.hasPrefix("\u{1B}[31merror[a.b]\u{1B}[0m: bad\n"))
    #expect(drawn.hasSuffix("   | \u{1B}[31m^ here\u{1B}[0m\n"))
  }
}
