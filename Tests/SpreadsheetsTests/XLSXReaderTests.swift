import Spreadsheets
import Testing

struct XLSXReaderTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var name: String
    var rows: String
    var strings: [String]?
    var lines: [String]
    var testDescription: String { name }
  }

  static let cases = [
    Case(name: "no rows", rows: "", lines: []),
    Case(
      name: "shared string", rows: #"<row r="1"><c r="B1" t="s"><v>1</v></c></row>"#,
      strings: ["<t>one</t>", "<t>two</t>"], lines: ["B1 two"]),
    Case(
      name: "inline string", rows: #"<row r="1"><c r="A1" t="inlineStr"><is><t>x</t></is></c></row>"#, lines: ["A1 x"]),
    Case(
      name: "runs of rich text, how to say it left out",
      rows: #"<row r="1"><c r="A1" t="s"><v>0</v></c></row>"#,
      strings: [
        #"<r><rPr><b/></rPr><t>bo</t></r><r><t xml:space="preserve">ld </t></r><rPh sb="0" eb="1"><t>say</t></rPh><phoneticPr fontId="1"/>"#
      ], lines: ["A1 bold "]),
    Case(
      name: "missing references count on",
      rows:
        #"<row><c><v>1</v></c><c><v>2</v></c></row><row r="5"><c r="C5"><v>3</v></c><c><v>4</v></c></row><row><c><v>5</v></c></row>"#,
      lines: ["A1 1", "B1 2", "C5 3", "D5 4", "A6 5"]),
    Case(
      name: "indented",
      rows:
        "\n  <row r=\"1\">\n    <c r=\"A1\">\n      <v>\n 42 \n</v>\n    </c>\n  <c r=\"B1\" t=\"b\"><v> true </v></c>\n  </row>\n",
      lines: ["A1 42", "B1 TRUE"]),
    Case(
      name: "Booleans in both spellings",
      rows:
        #"<row r="1"><c r="A1" t="b"><v>1</v></c><c r="B1" t="b"><v>false</v></c><c r="C1" t="b"><v>0</v></c></row>"#,
      lines: ["A1 TRUE", "B1 FALSE", "C1 FALSE"]),
    Case(
      name: "spaces and line ends belong to the text",
      rows:
        #"<row r="1"><c r="A1" t="inlineStr"><is><t xml:space="preserve"> a&#13;&#10;b&#13;c&#10; </t></is></c></row>"#,
      lines: ["A1  a\nb\nc\n "]),
    Case(
      name: "escapes",
      rows:
        #"<row r="1"><c r="A1" t="inlineStr"><is><t>a_x0041_b_x005F_x0041_c_x00g1_d_xD83D__xDE00_e_xD800_</t></is></c></row>"#,
      lines: ["A1 aAb_x0041_c_x00g1_d😀e_xD800_"]),
    Case(
      name: "escaped line end", rows: #"<row r="1"><c r="A1" t="str"><v>a_x000D__x000A_b_x000D_c</v></c></row>"#,
      lines: ["A1 a\nb\nc"]),
    Case(
      name: "text in CDATA and entities",
      rows: #"<row r="1"><c r="A1" t="inlineStr"><is><t>&lt;a&gt; &amp;<![CDATA[ <b> ]]></t></is></c></row>"#,
      lines: ["A1 <a> & <b> "]),
    Case(
      name: "numbers as the file has them",
      rows:
        #"<row r="1"><c r="A1"><v>1E-3</v></c><c r="B1" t="n"><v>-0.10000000000000001</v></c><c r="C1"><v>007</v></c></row>"#,
      lines: ["A1 1E-3", "B1 -0.10000000000000001", "C1 007"]),
    Case(name: "error", rows: #"<row r="1"><c r="A1" t="e"><v>#REF!</v></c></row>"#, lines: ["A1 #REF!"]),
    Case(
      name: "cells that hold nothing are not there",
      rows:
        #"<row r="1"><c r="A1" s="0"/><c r="B1" t="s"><v>0</v></c><c r="C1" t="str"><v></v></c><c r="D1"><v>1</v></c></row><row r="2"/>"#,
      strings: ["<t/>"], lines: ["D1 1"]),
    Case(
      name: "extensions are passed over",
      rows: #"<row r="1"><c r="A1"><v>1</v><extLst><ext uri="x"><v>9</v></ext></extLst></c><extLst/></row>"#,
      lines: ["A1 1"]),
    Case(
      name: "empty cells far out", rows: #"<row r="1048576"><c r="XFD1048576" s="0"/></row>"#, lines: []),
    Case(name: "last row", rows: #"<row r="1048576"><c r="A1048576"><v>1</v></c></row>"#, lines: ["A1048576 1"]),
  ]

  @Test(arguments: cases) func `cells become these`(_ example: Case) throws {
    #expect(try XLSXFixture(example.rows, strings: example.strings).sheet().lines == example.lines)
  }

  @Test func `kinds are kept apart`() throws {
    let sheet = try XLSXFixture(
      #"<row r="1"><c r="A1" t="str"><f>B1&amp;"x"</f><v>yx</v></c><c r="B1"><v>1.50</v></c><c r="C1"><f t="shared" si="0"/><v>2</v></c><c r="D1"><f>NOW()</f></c><c r="E1" t="e"><f>1/0</f><v>#DIV/0!</v></c></row>"#
    ).sheet()
    #expect(
      sheet[XLSXAddress(row: 1, column: 1)]
        == XLSXCell(address: XLSXAddress(row: 1, column: 1), value: .text("yx"), formula: "B1&\"x\""))
    #expect(sheet.rows[0][2]?.value == .number(1.5, written: "1.50"))
    #expect(sheet.rows[0][2]?.formula == nil)
    #expect(sheet.rows[0][3]?.formula == "")
    #expect(sheet.rows[0][4] == XLSXCell(address: XLSXAddress(row: 1, column: 4), value: .empty, formula: "NOW()"))
    #expect(sheet.rows[0][5]?.value == .error("#DIV/0!"))
    #expect(sheet.rows[0][6] == nil)
    #expect(sheet.row(2) == nil)
  }

  @Test func `formulas are reported with their cells`() throws {
    let workbook = try XLSXFixture(#"<row r="3"><c r="B3"><f>1+1</f><v>2</v></c><c r="C3"><v>2</v></c></row>"#).read()
    #expect(workbook.notices == [.formulas(sheet: "Sheet1", [XLSXAddress(row: 3, column: 2)])])
  }

  @Test func `rows know whether they are hidden, and merged cells are listed`() throws {
    let sheet = try XLSXFixture(
      #"<row r="1" hidden="1"><c><v>1</v></c></row><row r="2" hidden="false"><c><v>2</v></c></row><row r="3" hidden="true"><c><v>3</v></c></row>"#,
      after: #"<mergeCells count="1"><mergeCell ref="A1:C2"/></mergeCells>"#
    ).sheet()
    #expect(sheet.rows.map(\.isHidden) == [true, false, true])
    #expect(sheet.merged.map(\.description) == ["A1:C2"])
  }

  @Test func `sheets are found by relationships, whatever parts are called`() throws {
    var fixture = XLSXFixture(#"<row><c t="s"><v>0</v></c></row>"#, strings: ["<t>found</t>"])
    fixture.zip["xl/_rels/workbook.xml.rels"] = nil
    fixture.zip["xl/workbook.xml"] = nil
    fixture.zip["_rels/.rels"] = XLSXFixture.relationships([("a", "officeDocument", "/Book/The%20Book.xml")])
    fixture.zip["Book/The Book.xml"] =
      #"<x:workbook xmlns:x="\#(XLSXFixture.main)" xmlns:q="\#(XLSXFixture.office)"><x:sheets><x:sheet name="Één" sheetId="7" state="hidden" q:id="z"/></x:sheets></x:workbook>"#
    fixture.zip["Book/_rels/The Book.xml.rels"] = XLSXFixture.relationships([
      ("z", "worksheet", "../xl/./Worksheets/SHEET1.xml"), ("s", "sharedStrings", "/xl/sharedStrings.xml"),
    ])
    let workbook = try fixture.read()
    #expect(workbook.sheets.map(\.name) == ["Één"])
    #expect(workbook.sheets.map(\.state) == [.hidden])
    #expect(workbook.sheets[0].lines == ["A1 found"])
  }

  @Test func `strict files and prefixes are read like others`() throws {
    var fixture = XLSXFixture("")
    let strict = "http://purl.oclc.org/ooxml"
    fixture.replace("xl/workbook.xml", XLSXFixture.main, strict + "/spreadsheetml/main")
    fixture.replace("xl/workbook.xml", XLSXFixture.office, strict + "/officeDocument/relationships")
    fixture.replace("xl/_rels/workbook.xml.rels", XLSXFixture.office, strict + "/officeDocument/relationships")
    fixture.replace("_rels/.rels", XLSXFixture.office, strict + "/officeDocument/relationships")
    fixture.zip["xl/worksheets/sheet1.xml"] =
      #"<s:worksheet xmlns:s="\#(strict)/spreadsheetml/main"><s:sheetData><s:row><s:c t="d"><s:v>2026-03-05T14:30:00.000</s:v></s:c><s:c t="inlineStr"><s:is><s:t>x</s:t></s:is></s:c></s:row></s:sheetData></s:worksheet>"#
    #expect(try fixture.sheet().lines == ["A1 2026-03-05T14:30:00", "B1 x"])
  }

  @Test(arguments: ["/xl/workbook.xml", "xl/workbook.xml", "/XL/Workbook.XML"])
  func `content types may begin with a slash or not`(_ name: String) throws {
    var fixture = XLSXFixture("<row><c><v>1</v></c></row>")
    fixture.replace("[Content_Types].xml", "/xl/workbook.xml", name)
    fixture.replace("[Content_Types].xml", "sheet.main+xml", "sheet.binary.macro.main+xml")
    #expect(try problem { _ = try fixture.read() }.kind == .notXLSX)
  }

  @Test func `names, properties and states are read`() throws {
    var fixture = XLSXFixture("")
    fixture.replace(
      "xl/workbook.xml", "</sheets>",
      #"<sheet name="_hidden" sheetId="2" state="veryHidden" r:id="rId9"/></sheets><definedNames><definedName name="verdicts">_hidden!$A$1:$A$6</definedName><definedName name="_xlnm.Print_Titles" localSheetId="0" hidden="1">Sheet1!$1:$1</definedName></definedNames>"#
    )
    fixture.zip["xl/worksheets/two.xml"] = #"<worksheet xmlns="\#(XLSXFixture.main)"><sheetData/></worksheet>"#
    fixture.replace(
      "xl/_rels/workbook.xml.rels", "</Relationships>",
      #"<Relationship Id="rId9" Type="\#(XLSXFixture.office)/worksheet" Target="worksheets/two.xml"/></Relationships>"#)
    fixture.zip["_rels/.rels"] = XLSXFixture.relationships([
      ("a", "officeDocument", "xl/workbook.xml"), ("b", "custom-properties", "docProps/custom.xml"),
    ])
    fixture.zip["docProps/custom.xml"] =
      #"<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties" xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"><property fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}" pid="2" name="lmsaccept.sheet"><vt:lpwstr>S-23456789</vt:lpwstr></property><property fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}" pid="3" name="issue"><vt:i4>2</vt:i4></property></Properties>"#
    let workbook = try fixture.read()
    #expect(workbook.sheets.map(\.state) == [.visible, .veryHidden])
    #expect(workbook.names.map(\.name) == ["verdicts", "_xlnm.Print_Titles"])
    #expect(workbook.names.map(\.refersTo) == ["_hidden!$A$1:$A$6", "Sheet1!$1:$1"])
    #expect(workbook.names.map(\.sheet) == [nil, "Sheet1"])
    #expect(workbook.names.map(\.isHidden) == [false, true])
    #expect(
      workbook.properties == [
        XLSXProperty(name: "lmsaccept.sheet", text: "S-23456789"), XLSXProperty(name: "issue", text: "2"),
      ])
  }

  @Test func `notes are read with their cells and authors`() throws {
    var fixture = XLSXFixture("")
    fixture.zip["xl/worksheets/_rels/sheet1.xml.rels"] = XLSXFixture.relationships([("n", "comments", "../n.xml")])
    fixture.zip["xl/n.xml"] =
      #"<comments xmlns="\#(XLSXFixture.main)"><authors><author>Noor</author><author> </author></authors><commentList><comment ref="J7" authorId="0"><text><r><t>did not </t></r><r><t>work</t></r></text></comment><comment ref="A1" authorId="1"><text><t>x</t></text></comment></commentList></comments>"#
    let notes = try fixture.sheet().notes
    #expect(notes.map(\.address.description) == ["J7", "A1"])
    #expect(notes.map(\.author) == ["Noor", nil])
    #expect(notes.map(\.text) == ["did not work", "x"])
  }

  @Test func `pictures are tied to the cell under their corner`() throws {
    var fixture = XLSXFixture("")
    fixture.addPicture()
    let workbook = try fixture.read()
    let pictures = workbook.sheets[0].pictures
    #expect(pictures.map(\.address) == [XLSXAddress(row: 7, column: 10), nil])
    #expect(pictures.map(\.part) == ["xl/media/image1.png", "xl/media/image1.png"])
    #expect(pictures.map { String(decoding: $0.bytes, as: UTF8.self) } == ["not really", "not really"])
    #expect(workbook.notices.count { $0 == .looseDrawing(sheet: "Sheet1", part: "xl/d/d.xml") } == 2)
  }

  @Test func `what is passed over is reported`() throws {
    var fixture = XLSXFixture(#"<row r="2"><c r="B2" t="e" vm="1"><v>#VALUE!</v></c></row>"#)
    fixture.link("externalLink", "externalLinks/externalLink1.xml")
    fixture.replace("xl/workbook.xml", "</sheets>", #"<sheet name="Chart" sheetId="3" r:id="xchartsheet"/></sheets>"#)
    fixture.link("chartsheet", "chartsheets/sheet1.xml")
    fixture.zip["xl/worksheets/_rels/sheet1.xml.rels"] = XLSXFixture.relationships([("o", "oleObject", "../e/o.bin")])
    let workbook = try fixture.read()
    #expect(
      workbook.notices == [
        .richValue(sheet: "Sheet1", XLSXAddress(row: 2, column: 2)), .embedded(part: "../e/o.bin"),
        .skippedSheet(name: "Chart", kind: "chartsheet"), .externalLink(part: "externalLinks/externalLink1.xml"),
      ])
    #expect(workbook.sheets.map(\.name) == ["Sheet1"])
  }
}
