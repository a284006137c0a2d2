import Spreadsheets
import Testing

struct CSVWriterTests {
  private func written(_ dialect: CSVWriter.Dialect, _ rows: [[String]]) -> String {
    var writer = CSVWriter(dialect)
    for row in rows { writer.row(row) }
    return String(decoding: writer.bytes, as: UTF8.self)
  }

  @Test func `programs get commas, CRLF and texts as they are`() {
    #expect(
      written(.programs, [["a", "b c", "=1"], ["x\"y", "l1\nl2", "p,q"]])
        == "a,b c,=1\r\n\"x\"\"y\",\"l1\nl2\",\"p,q\"\r\n")
  }

  @Test(arguments: [("nl", ";"), ("de", ";"), ("fr", ";"), ("en", ","), ("en-GB", ",")])
  func `people get a mark and the separator of their language`(_ language: String, _ separator: String) {
    let mark = "\u{FEFF}"
    #expect(written(.people(language: language), [["a", "b"]]) == mark + "a\(separator)b\r\n")
  }

  @Test(arguments: [
    "=1+1", "+31 6", "-2", "@SUM(A1)", "\tx", "\rx", "  =1", " \u{A0}=1", "\u{FF1D}1", "\u{FF0B}1", "\u{FF0D}1",
    "\u{FF20}x", "\n=1", "\u{3000}-1", "\0=1",
  ])
  func `formula is guarded`(_ text: String) {
    #expect(guardedFormula(text) == "'" + text)
  }

  @Test(arguments: ["", "a=1", "1-2", "'=1", "mail@example.org", "é", "   ", "R-7K2QXBM"])
  func `other text is not touched`(_ text: String) {
    #expect(guardedFormula(text) == text)
  }

  @Test func `what is written reads back`() throws {
    var generator = Generator(state: 7)
    let pieces = ["", "a", "\"", ",", ";", "\n", "é", " ", "\t", "=", "\u{301}", "\u{2028}", "sep=", "👍"]
    for dialect in [CSVWriter.Dialect.programs, CSVWriter.Dialect(separator: 59, hasMark: true, guardsFormulas: false)]
    {
      for _ in 0..<300 {
        let rows = (0..<Int.random(in: 1...4, using: &generator)).map { _ in
          (0..<Int.random(in: 1...4, using: &generator)).map { _ in
            (0..<Int.random(in: 0...3, using: &generator)).map { _ in pieces.randomElement(using: &generator) ?? "" }
              .joined()
          }
        }
        var writer = CSVWriter(dialect)
        for row in rows { writer.row(row) }
        let separator = Character(Unicode.Scalar(dialect.separator))
        // A table that begins with the text `sep=X` alone on its line cannot be told from Excel's own line.
        if rows[0].joined(separator: String(separator)).hasPrefix("sep=") { continue }
        let read = try CSVReader(separator: separator).read(writer.bytes)
        #expect(read.rows.map(\.fields) == rows)
      }
    }
  }
}
