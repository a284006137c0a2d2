import Diagnostics
import Spreadsheets
import Testing

struct CSVReaderTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var name: String
    var text: String
    var rows: [[String]]
    var testDescription: String { name }
  }

  static let cases = [
    Case(name: "empty file", text: "", rows: []),
    Case(name: "one field", text: "a", rows: [["a"]]),
    Case(name: "last field empty, no line end", text: "1,2,", rows: [["1", "2", ""]]),
    Case(name: "last field empty, line end", text: "1,2,\n", rows: [["1", "2", ""]]),
    Case(name: "last row is one empty field", text: "a,b\r\n\"\"", rows: [["a", "b"], [""]]),
    Case(name: "only an empty field", text: "\"\"", rows: [[""]]),
    Case(name: "spaces belong to the field", text: "  x , y ", rows: [["  x ", " y "]]),
    Case(name: "U+2028 is text", text: "a\u{2028}b,c", rows: [["a\u{2028}b", "c"]]),
    Case(name: "U+0085 is text", text: "a\u{85}b,c", rows: [["a\u{85}b", "c"]]),
    Case(name: "combining mark after a comma", text: "x,\u{301}y", rows: [["x", "\u{301}y"]]),
    Case(name: "combining mark after a quote", text: "\"x\"\"\u{301}\",y", rows: [["x\"\u{301}", "y"]]),
    Case(name: "blank lines are no rows", text: "a,b\n\n\r\nc,d\n", rows: [["a", "b"], ["c", "d"]]),
    Case(name: "comma in quotes", text: "\"a,b\",c", rows: [["a,b", "c"]]),
    Case(name: "doubled quote", text: "\"a \"\"b\"\"\",c", rows: [["a \"b\"", "c"]]),
    Case(name: "only quotes", text: "\"\"\"\"", rows: [["\""]]),
    Case(name: "line ends inside quotes become LF", text: "\"a\r\nb\rc\nd\",e", rows: [["a\nb\nc\nd", "e"]]),
    Case(name: "lone CR ends a row", text: "a,b\rc,d\r", rows: [["a", "b"], ["c", "d"]]),
    Case(name: "mixed line ends", text: "a\r\nb\nc\rd", rows: [["a"], ["b"], ["c"], ["d"]]),
    Case(
      name: "JSON in a field", text: "key,val\n1,\"{\"\"type\"\": \"\"Point\"\", \"\"at\"\": [1, 2]}\"\n",
      rows: [["key", "val"], ["1", "{\"type\": \"Point\", \"at\": [1, 2]}"]]),
    Case(name: "rows of different length", text: "a\nb,c\nd,e,f", rows: [["a"], ["b", "c"], ["d", "e", "f"]]),
    Case(name: "empty quoted among others", text: "1,\"\",3", rows: [["1", "", "3"]]),
    Case(name: "emoji and joiners", text: "👩‍👩‍👧,é", rows: [["👩‍👩‍👧", "é"]]),
    Case(name: "NUL is text", text: "a\0b,c", rows: [["a\0b", "c"]]),
    Case(name: "duplicate header is the caller's matter", text: "a,a\n1,2", rows: [["a", "a"], ["1", "2"]]),
    Case(name: "semicolons", text: "a;b,c;d\n1;2;3", rows: [["a", "b,c", "d"], ["1", "2", "3"]]),
    Case(name: "tabs", text: "a\tb,c\n1\t2", rows: [["a", "b,c"], ["1", "2"]]),
    Case(name: "separators in quotes do not count", text: "\"a;b;c\",d\n1,2", rows: [["a;b;c", "d"], ["1", "2"]]),
    Case(name: "sep line", text: "sep=;\r\na;b,c\r\n", rows: [["a", "b,c"]]),
    Case(name: "quoted sep line", text: "\"sep=|\"\na|b;c\n", rows: [["a", "b;c"]]),
    Case(name: "sep line alone", text: "sep=,", rows: []),
    Case(name: "a field that begins like a sep line", text: "sep=;x\n", rows: [["sep=", "x"]]),
  ]

  @Test(arguments: cases) func `text becomes these rows`(_ example: Case) throws {
    let table = try CSVReader().read(Array(example.text.utf8))
    #expect(table.rows.map(\.fields) == example.rows)
  }

  @Test func `rows know their lines`() throws {
    let table = try CSVReader().read(Array("sep=;\na;b\n\n\"x\ny\";c\nz;d".utf8))
    #expect(table.rows.map(\.line) == [2, 4, 6])
  }

  struct Fault: Sendable, CustomTestStringConvertible {
    var text: String
    var kind: CSVProblem.Kind
    var line: Int
    var column: Int
    var testDescription: String { text }
  }

  @Test(arguments: [
    Fault(text: "\"one,2\n3,4\n", kind: .unclosedQuote, line: 1, column: 1),
    Fault(text: "a,b\né,\"never", kind: .unclosedQuote, line: 2, column: 3),
    Fault(text: "\"x\"  ,y", kind: .textAfterQuote, line: 1, column: 4),
    Fault(text: "a\n5\" disk,y", kind: .quoteInField, line: 2, column: 2),
    Fault(text: "ab, \"c\"", kind: .quoteInField, line: 1, column: 5),
    Fault(text: "sep=;\na;\"b", kind: .unclosedQuote, line: 2, column: 3),
  ])
  func `fault has its place`(_ fault: Fault) {
    #expect {
      try CSVReader().read(Array(fault.text.utf8))
    } throws: { error in
      let problem = error as? CSVProblem
      return problem?.kind == fault.kind && problem?.line == fault.line && problem?.column == fault.column
    }
  }

  @Test func `diagnostic points at the quote`() {
    let text = "a;b\né;\"never"
    do {
      _ = try CSVReader().read(Array(text.utf8))
      Issue.record("read")
    } catch {
      let shown = DiagnosticRenderer().render(error.diagnostic(path: "users.csv", text: text))
      #expect(shown.contains("users.csv:2:3"))
      #expect(shown.contains("hint: double a quote"))
    }
  }

  @Test func `limits are kept`() throws {
    let reader = CSVReader(limits: CSVLimits(bytes: 40, rows: 3, columns: 4, fieldBytes: 10))
    #expect(throws: Never.self) { try reader.read(Array("a,b,c,d\n1\n2".utf8)) }
    for (text, kind) in [
      (String(repeating: "a,", count: 21), CSVProblem.Kind.tooLarge), ("1\n2\n3\n4", .tooManyRows),
      ("a,b,c,d,e", .tooManyColumns), ("12345678901", .fieldTooLong), ("\"12345678901\"", .fieldTooLong),
    ] {
      #expect {
        try reader.read(Array(text.utf8))
      } throws: { error in
        // Each says what to do about it, too.
        (error as? CSVProblem)?.kind == kind && (error as? CSVProblem)?.hint != nil
      }
    }
  }
}
