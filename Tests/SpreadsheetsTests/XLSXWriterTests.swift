import Spreadsheets
import Testing

struct XLSXWriterTests {
  static let created = 1_772_700_000

  private func draft(_ rows: [[XLSXDraft.Cell]], name: String = "Sheet1") -> XLSXDraft {
    var sheet = XLSXDraft.Sheet(name: name)
    sheet.rows = rows.map { XLSXDraft.Row($0) }
    return XLSXDraft(sheets: [sheet], created: Self.created)
  }

  private func readBack(_ draft: XLSXDraft) throws -> XLSXWorkbook {
    try XLSXReader().read(try XLSXWriter().write(draft))
  }

  /// Everything that a worksheet uses.
  static var everything: XLSXDraft {
    var intro = XLSXDraft.Sheet(name: "Lees mij")
    intro.rows = [
      XLSXDraft.Row([
        .text(
          "Werkblad",
          .plain.with {
            $0.isBold = true; $0.size = 14
          })
      ]),
      XLSXDraft.Row([
        XLSXDraft.Cell(
          .link("naar het werkblad", to: .cell(sheet: "Werkblad 1", XLSXAddress(row: 2, column: 3))), .link)
      ]),
      XLSXDraft.Row([XLSXDraft.Cell(.link("het LMS", to: .url("https://lms.example/course?id=7&x=%20#top")), .link)]),
    ]
    var work = XLSXDraft.Sheet(name: "Werkblad 1")
    work.columns = [.init(width: 12), .init(width: 40), .init(width: 18), .init(width: 8, isHidden: true)]
    work.rows = [
      XLSXDraft.Row(["Rij", "Wat doet u?", "Oordeel", "Controle"].map { .text($0, .header) }, height: 30),
      XLSXDraft.Row([
        .text("R-7K2QXB-M"), .text("=1+1\nÉén, 😀 <b> & _x0041_", .wrapped, note: "Let op: =cmd\nregel 2"),
        .blank(.open),
        .number(15),
      ]),
    ]
    work.frozenRows = 1
    work.frozenColumns = 1
    work.filter = XLSXRange("A1:D2")
    let verdicts = XLSXRange(XLSXAddress(row: 2, column: 3), XLSXAddress(row: 2, column: 3))
    work.validations = [
      XLSXDraft.Validation(
        verdicts, list: "oordelen", title: "Oordeel", message: "Kies", errorTitle: "Nee",
        errorMessage: "Kies uit de lijst")
    ]
    work.colours = [
      XLSXDraft.ColourRule(verdicts, when: "=$C2=\"Gefaald\"", fill: .init(0xF8CBAD), ink: .init(0x9C0006))
    ]
    work.protection = XLSXDraft.Protection()
    work.page.isLandscape = true
    work.page.fitsWidth = true
    work.page.repeatedRows = 1...1
    work.page.header = .init(left: [.text("A&B")], right: [.sheet])
    work.page.footer = .init(centre: [.page, .text(" / "), .pages])
    work.tabColour = .init(0x0563C1)
    var guardSheet = XLSXDraft.Sheet(name: "_lmsaccept")
    guardSheet.isHidden = true
    guardSheet.rows = [XLSXDraft.Row([.text("S-23456789")])]
    var draft = XLSXDraft(sheets: [guardSheet, intro, work], created: created)
    draft.title = "Werkblad"
    draft.author = "lmsaccept"
    draft.lists = [
      .init("oordelen", ["Geslaagd", "Geslaagd met opmerking", "Gefaald", "Geblokkeerd"]), .init("soorten", ["Wens"]),
    ]
    draft.names = [.init("werk", sheet: "Werkblad 1", range: work.filter ?? verdicts)]
    draft.properties = [XLSXProperty(name: "lmsaccept.sheet", text: "S-23456789 é")]
    return draft
  }

  @Test func `what is written reads back`() throws {
    let workbook = try readBack(Self.everything)
    #expect(workbook.sheets.map(\.name) == ["_lmsaccept", "Lees mij", "Werkblad 1", "_lists"])
    #expect(workbook.sheets.map(\.state) == [.hidden, .visible, .visible, .hidden])
    #expect(workbook.sheets[1].lines == ["A1 Werkblad", "A2 naar het werkblad", "A3 het LMS"])
    #expect(
      workbook.sheets[2].lines == [
        "A1 Rij", "B1 Wat doet u?", "C1 Oordeel", "D1 Controle", "A2 R-7K2QXB-M", "B2 =1+1\nÉén, 😀 <b> & _x0041_",
        "D2 15",
      ])
    #expect(workbook.sheets[2].rows[1][4]?.value == .number(15, written: "15"))
    #expect(workbook.sheets[2].notes.map(\.text) == ["Let op: =cmd\nregel 2"])
    #expect(workbook.sheets[2].notes.map(\.address.description) == ["B2"])
    #expect(workbook.sheets[3].lines.prefix(3) == ["A1 Geslaagd", "B1 Wens", "A2 Geslaagd met opmerking"])
    #expect(workbook.properties == [XLSXProperty(name: "lmsaccept.sheet", text: "S-23456789 é")])
    #expect(workbook.names.contains { $0.name == "oordelen" && $0.refersTo == "'_lists'!$A$1:$A$4" })
    #expect(workbook.names.contains { $0.name == "werk" && $0.refersTo == "'Werkblad 1'!$A$1:$D$2" })
    #expect(workbook.names.contains { $0.name == "_xlnm.Print_Titles" && $0.sheet == "Werkblad 1" })
    #expect(workbook.notices == [])
  }

  @Test func `the parts say what was asked for`() throws {
    let bytes = try XLSXWriter().write(Self.everything)
    let sheet = try ZIPFixture.text(of: "xl/worksheets/sheet3.xml", in: bytes)
    for piece in [
      #"<sheetProtection sheet="1" scenarios="1" formatColumns="0" formatRows="0" autoFilter="0"/>"#,
      #"<formula1>oordelen</formula1>"#, #"errorTitle="Nee""#, #"promptTitle="Oordeel""#, #"showErrorMessage="1""#,
      #"<pane xSplit="1" ySplit="1""#, #"<autoFilter ref="A1:D2"/>"#, #"orientation="landscape""#, #"fitToHeight="0""#,
      "<oddHeader>&amp;LA&amp;&amp;B&amp;R&amp;A</oddHeader>", "<oddFooter>&amp;C&amp;P / &amp;N</oddFooter>",
      #"stopIfTrue="1""#, #"<formula>$C2="Gefaald"</formula>"#, #"<tabColor rgb="FF0563C1"/>"#,
      #"hidden="1" customWidth="1""#,
    ] {
      #expect(sheet.contains(piece), "no \(piece) in \(sheet)")
    }
    #expect(!sheet.contains("<f>"))
    let styles = try ZIPFixture.text(of: "xl/styles.xml", in: bytes)
    #expect(styles.contains(#"<protection locked="0"/>"#))
    #expect(styles.contains(#"numFmtId="49""#))
    let core = try ZIPFixture.text(of: "docProps/core.xml", in: bytes)
    #expect(core.contains(">2026-03-05T08:40:00Z</dcterms:created>"))
    let links = try ZIPFixture.text(of: "xl/worksheets/_rels/sheet2.xml.rels", in: bytes)
    #expect(links.contains(#"Target="https://lms.example/course?id=7&amp;x=%20""#))
    let intro = try ZIPFixture.text(of: "xl/worksheets/sheet2.xml", in: bytes)
    #expect(intro.contains(#"location="'Werkblad 1'!C2""#))
  }

  @Test func `the same draft gives the same bytes`() throws {
    let first = try XLSXWriter().write(Self.everything)
    #expect(try XLSXWriter().write(Self.everything) == first)
    var other = Self.everything
    other.created += 1
    #expect(try XLSXWriter().write(other) != first)
  }

  @Test(arguments: [
    "=1+1", "+31", "-2", "@SUM(A1)", "\t=1", "{=1}", "http://example.org", "mailto:a@b.c", "internal:A1", "007", "1E5",
    "3-4",
    "TRUE", "#REF!", "'x", " ", "  spaces  ", "a\nb", "_x000D_", "_x005F_", "__x0041__x0042_", "]]>", "\u{85}\u{2028}",
    "e\u{301}",
    "\u{FEFF}x", "\u{1F468}\u{200D}\u{1F469}", "\n", "\t",
  ])
  func `text stays text`(_ text: String) throws {
    let cells = try readBack(draft([[.text(text)]])).sheets[0].rows.flatMap(\.cells)
    #expect(cells.map(\.value) == [.text(text)])
    #expect(cells.map(\.formula) == [nil])
  }

  @Test func `nothing is locked, wrapped or coloured by the text of another cell`() throws {
    let bytes = try XLSXWriter().write(draft([[.blank(.open), .text("x", .open), .blank(), .text("")]]))
    let sheet = try ZIPFixture.text(of: "xl/worksheets/sheet1.xml", in: bytes)
    #expect(
      sheet.contains(
        #"<c r="A1" s="1"/><c r="B1" s="1" t="inlineStr"><is><t>x</t></is></c><c r="C1" s="2"/><c r="D1" s="2"/>"#))
  }

  struct Fault: Sendable, CustomTestStringConvertible {
    var name: String
    var kind: XLSXProblem.Kind
    var cell: String?
    var change: @Sendable (inout XLSXDraft) -> Void
    var testDescription: String { name }
  }

  private static func cell(_ cell: XLSXDraft.Cell) -> @Sendable (inout XLSXDraft) -> Void {
    { $0.sheets[0].rows = [XLSXDraft.Row([]), XLSXDraft.Row([.text("a"), cell])] }
  }

  private static func name(_ name: String) -> @Sendable (inout XLSXDraft) -> Void {
    { $0.sheets[0].name = name }
  }

  static let faults = [
    Fault(
      name: "long text", kind: .textTooLong, cell: "B2", change: cell(.text(String(repeating: "x", count: 32_768)))),
    Fault(
      name: "long in UTF-16", kind: .textTooLong, cell: "B2", change: cell(.text(String(repeating: "😀", count: 16_384)))
    ),
    Fault(name: "NUL", kind: .controlCharacter, cell: "B2", change: cell(.text("a\0b"))),
    Fault(name: "CR", kind: .controlCharacter, cell: "B2", change: cell(.text("a\r\nb"))),
    Fault(name: "bell", kind: .controlCharacter, cell: "B2", change: cell(.text("\u{7}"))),
    Fault(name: "no character", kind: .controlCharacter, cell: "B2", change: cell(.text("\u{FFFE}"))),
    Fault(name: "bell in a note", kind: .controlCharacter, cell: "B2", change: cell(.text("a", note: "\u{7}"))),
    Fault(name: "empty note", kind: .badValue, cell: "B2", change: cell(.text("a", note: ""))),
    Fault(name: "no number", kind: .badValue, cell: "B2", change: cell(.number(.nan))),
    Fault(name: "script", kind: .badLink, cell: "B2", change: cell(.init(.link("x", to: .url("javascript:alert(1)"))))),
    Fault(name: "file", kind: .badLink, cell: "B2", change: cell(.init(.link("x", to: .url("file:///etc/passwd"))))),
    Fault(
      name: "taken word", kind: .badLink, cell: "B2", change: cell(.init(.link("x", to: .url("https://a/external:x"))))),
    Fault(
      name: "space in a link", kind: .badLink, cell: "B2", change: cell(.init(.link("x", to: .url("https://a/ b"))))),
    Fault(
      name: "link without text", kind: .badLink, cell: "B2", change: cell(.init(.link("", to: .url("https://a/"))))),
    Fault(
      name: "link to no sheet", kind: .badLink, cell: "B2",
      change: cell(.init(.link("x", to: .cell(sheet: "Gone", XLSXAddress(row: 1, column: 1)))))),
    Fault(name: "long sheet name", kind: .sheetName, change: name(String(repeating: "x", count: 32))),
    Fault(name: "slash", kind: .sheetName, change: name("Evaluatie / assessments")),
    Fault(name: "brackets", kind: .sheetName, change: name("a[1]")),
    Fault(name: "question mark", kind: .sheetName, change: name("Wat?")),
    Fault(name: "colon", kind: .sheetName, change: name("a:b")),
    Fault(name: "apostrophe", kind: .sheetName, change: name("Noor's")),
    Fault(name: "no name", kind: .sheetName, change: name("")),
    Fault(name: "history", kind: .sheetName, change: name("HISTORY")),
    Fault(name: "line end", kind: .sheetName, change: name("a\nb")),
    Fault(name: "same name", kind: .sheetName) { $0.sheets.append(XLSXDraft.Sheet(name: "SHEET1")) },
    Fault(name: "nothing visible", kind: .sheetName) { $0.sheets[0].isHidden = true },
    Fault(name: "no sheet", kind: .sheetName) { $0.sheets = [] },
    Fault(name: "no such list", kind: .badName, cell: "A1") {
      $0.sheets[0].validations = [.init(XLSXRange(.init(row: 1, column: 1), .init(row: 1, column: 1)), list: "gone")]
    },
    Fault(name: "name like a cell", kind: .badName) { $0.lists = [.init("AB12", ["a"])] },
    Fault(name: "name of two words", kind: .badName) { $0.lists = [.init("a b", ["a"])] },
    Fault(name: "R1C1", kind: .badName) { $0.lists = [.init("R1C1", ["a"])] },
    Fault(name: "list twice", kind: .badName) { $0.lists = [.init("a", ["a"]), .init("A", ["a"])] },
    Fault(name: "empty list", kind: .badName) { $0.lists = [.init("a", [])] },
    Fault(name: "long value", kind: .textTooLong, cell: "A1") {
      $0.lists = [.init("a_list", [String(repeating: "x", count: 256)])]
    },
    Fault(name: "name of no sheet", kind: .badName) {
      $0.names = [.init("a_name", sheet: "Gone", range: .init(.init(row: 1, column: 1), .init(row: 1, column: 1)))]
    },
    Fault(name: "long property", kind: .textTooLong) {
      $0.properties = [.init(name: "a", text: String(repeating: "x", count: 256))]
    },
    Fault(name: "long footer", kind: .textTooLong) {
      $0.sheets[0].page.footer = .init(left: [.text(String(repeating: "&", count: 130))])
    },
    Fault(name: "high row", kind: .badValue, cell: "A1") { $0.sheets[0].rows = [.init([], height: 410)] },
    Fault(name: "wide column", kind: .badValue) { $0.sheets[0].columns = [.init(width: 256)] },
    Fault(name: "too many columns", kind: .tooManyColumns, cell: "A1") {
      $0.sheets[0].rows = [.init(Array(repeating: .blank(), count: 16_385))]
    },
  ]

  @Test(arguments: faults) func `what a workbook cannot hold is said with its place`(_ fault: Fault) throws {
    var draft = draft([])
    fault.change(&draft)
    let found = try problem { _ = try XLSXWriter().write(draft) }
    #expect(found.kind == fault.kind)
    #expect(found.cell?.description == fault.cell)
  }

  @Test func `rows that are made while they are written give the same file`() throws {
    let texts = ["plain", "", "two\nlines", " edges ", "é & <b> _x0041_", "\ttab"]
    let rows = (0..<700).map { number in
      XLSXDraft.Row(texts.map { .text($0, number % 2 == 0 ? .plain : .open) } + [.number(Double(number))], height: 32)
    }
    var whole = draft([])
    whole.sheets[0].rows = rows
    var made = draft([])
    made.sheets[0].rows = Array(rows[..<3])
    made.sheets[0].moreRows = XLSXDraft.MoreRows(count: rows.count - 3) { rows[$0 + 3] }
    let bytes = try XLSXWriter().write(whole)
    #expect(try XLSXWriter().write(made) == bytes)
    let read = try XLSXReader().read(bytes).sheets[0].rows
    #expect(read.count == 700 && read[699].cells.map(\.text) == texts.filter { !$0.isEmpty } + ["699"])
  }

  @Test func `a row that is made while it is written is checked, too`() throws {
    var draft = draft([[.text("fine")]])
    draft.sheets[0].moreRows = XLSXDraft.MoreRows(count: 9) { .init([.text($0 == 7 ? "\u{7}" : "fine")]) }
    let found = try problem { _ = try XLSXWriter().write(draft) }
    #expect(found.kind == .controlCharacter && found.cell?.description == "A9")
    #expect(XLSXWriter().problems(of: draft).map { $0.cell?.description } == ["A9"])
  }

  @Test func `no part of a workbook needs the 64-bit form of a zip, which Excel does not take everywhere`() throws {
    let bytes = try XLSXWriter().write(Self.everything)
    var (count, at) = (0, 0)
    while let start = bytes[at...].firstRange(of: [0x50, 0x4B, 0x03, 0x04])?.lowerBound {
      #expect(bytes[start + 4] <= 20, "a part that needs version \(bytes[start + 4])")
      (count, at) = (count + 1, start + 4)
    }
    #expect(count > 8)
  }

  @Test func `all problems are told at once`() {
    let draft = draft([[.text("\u{1}"), .text("\u{2}")], [.number(.infinity)]])
    #expect(XLSXWriter().problems(of: draft).map { $0.cell?.description } == ["A1", "B1", "A2"])
  }

  @Test(arguments: [
    ("a\r\nb\rc\nd", "a\nb\nc\nd"), ("a\u{7}b\0", "a\u{FFFD}b\u{FFFD}"), ("\tplain é", "\tplain é"),
    (String(repeating: "x", count: 40_000), String(repeating: "x", count: 32_766) + "…"),
  ])
  func `texts can be made to fit`(_ text: String, _ fitting: String) throws {
    #expect(writableText(text) == fitting)
    #expect(try readBack(draft([[.text(writableText(text))]])).sheets[0].rows[0].cells[0].text == fitting)
  }

  @Test(arguments: ["😀", "_x0041_", "e\u{301}\u{301}", "字"]) func `long texts of any signs are made to fit`(
    _ sign: String
  ) throws {
    let text = writableText(String(repeating: sign, count: 33_000))
    #expect(text.hasSuffix("…"))
    #expect(text.utf16.count > 4_000)
    #expect(XLSXWriter().problems(of: draft([[.text(text)]])) == [])
  }

  @Test(arguments: [
    ("one line", nil), ("two\nlines", 30.0), ("forty letters that fill two lines or so", 75), ("", nil),
    (String(repeating: "x\n", count: 99), 409), (String(repeating: "字", count: 5), 30),
  ])
  func `heights fit wrapped texts`(_ text: String, _ height: Double?) {
    let row = XLSXDraft.Row([.text("not wrapped, so it has no say\n\n\n"), .text(text, .wrapped)])
    #expect(row.fittingHeight([.init(width: 10), .init(width: 10)]) == height)
  }

  @Test func `random workbooks read back`() throws {
    let seed = Generator.seed()
    print("XLSX round trip: seed \(seed)")
    var generator = Generator(state: seed)
    let pieces = [
      "", "a", "=", "é", " ", "\n", "\t", "_x0041_", "_x", "_", "😀", "\"", "'", "<", "&", "]]>", "0", "1E5", "\u{301}",
      "\u{2028}",
      "字", "R-7K2QXB-M", "http://a/",
    ]
    var count = 0
    for _ in 0..<60 {
      var draft = XLSXDraft(sheets: [], created: Self.created)
      for number in 0..<Int.random(in: 1...3, using: &generator) {
        var sheet = XLSXDraft.Sheet(name: "Sheet \(number)")
        sheet.isHidden = number > 0 && Bool.random(using: &generator)
        sheet.rows = (0..<Int.random(in: 0...12, using: &generator)).map { _ in
          XLSXDraft.Row(
            (0..<Int.random(in: 0...9, using: &generator)).map { _ in
              switch Int.random(in: 0...5, using: &generator) {
              case 0: .blank(.open)
              case 1: .number(Double(Int.random(in: -9_999...9_999, using: &generator)) / 8)
              default:
                .text(
                  (0..<Int.random(in: 0...4, using: &generator)).map { _ in
                    pieces.randomElement(using: &generator) ?? ""
                  }
                  .joined(), [.plain, .header, .open].randomElement(using: &generator) ?? .plain)
              }
            })
        }
        draft.sheets.append(sheet)
      }
      let workbook = try readBack(draft)
      #expect(workbook.sheets.map(\.name) == draft.sheets.map(\.name))
      for (read, written) in zip(workbook.sheets, draft.sheets) {
        var expected: [XLSXAddress: XLSXValue] = [:]
        for (row, cells) in written.rows.enumerated() {
          for (column, cell) in cells.cells.enumerated() {
            let address = XLSXAddress(row: row + 1, column: column + 1)
            switch cell.content {
            case .text(let text) where !text.isEmpty: expected[address] = .text(text)
            case .number(let number): expected[address] = .number(number, written: "")
            default: break
            }
          }
        }
        var found: [XLSXAddress: XLSXValue] = [:]
        for cell in read.rows.flatMap(\.cells) {
          if case .number(let number, _) = cell.value {
            found[cell.address] = .number(number, written: "")
          } else {
            found[cell.address] = cell.value
          }
        }
        #expect(found == expected, "seed \(seed)")
        count += found.count
      }
    }
    #expect(count > 500)
  }
}
