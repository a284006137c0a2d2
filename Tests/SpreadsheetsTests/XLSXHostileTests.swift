import Diagnostics
import Spreadsheets
import Testing

/// Files that are broken, made to do harm, or something else under the name of a workbook.
struct XLSXHostileTests {
  private func refusal(_ bytes: [UInt8], _ limits: XLSXLimits = XLSXLimits()) throws -> XLSXProblem {
    try problem { _ = try XLSXReader(limits: limits).read(bytes) }
  }

  private func refusal(_ fixture: XLSXFixture, _ limits: XLSXLimits = XLSXLimits()) throws -> XLSXProblem {
    try refusal(try fixture.zip.bytes(), limits)
  }

  // MARK: - Another kind of file

  @Test(arguments: [
    ("", "empty"), ("a;b\n1;2\n", "text"), ("<html><table>", "web page"), ("\u{FEFF}<?xml version='1.0'?>", "web page"),
    ("%PDF-1.7", "PDF"), ("\u{1}\u{2}\u{3}\u{4}", "no workbook"),
  ])
  func `other files are called by their names`(_ text: String, _ word: String) throws {
    let found = try refusal(Array(text.utf8))
    #expect(found.kind == .notXLSX)
    #expect(found.message.contains(word))
    #expect(found.hint != nil)
  }

  @Test func `old workbooks and protected ones are told apart`() throws {
    let head: [UInt8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]
    let old = head + [UInt8](repeating: 0, count: 2_040)
    #expect(try refusal(old).kind == .notXLSX)
    #expect(try refusal(old).message.contains(".xls"))
    var protected = old
    protected.replaceSubrange(1_024..<1_056, with: "EncryptedPackage".utf16.flatMap { [UInt8($0), 0] })
    #expect(try refusal(protected).kind == .encrypted)
  }

  @Test(arguments: [
    (["mimetype": "application/vnd.oasis.opendocument.spreadsheet"], XLSXProblem.Kind.notXLSX, ".ods"),
    (["Index/Document.iwa": "x"], .notXLSX, "Numbers"), (["evidence.png": "x"], .notWorkbook, "zip"),
  ])
  func `other zips are called by their names`(_ files: [String: String], _ kind: XLSXProblem.Kind, _ word: String)
    throws
  {
    var zip = ZIPFixture()
    for (name, text) in files { zip[name] = text }
    let found = try refusal(try zip.bytes())
    #expect(found.kind == kind)
    #expect(found.message.contains(word))
  }

  @Test(arguments: ["xl/vbaProject.bin", "xl/other/VBAPROJECT.BIN"]) func `macros are refused`(_ name: String) throws {
    var fixture = XLSXFixture("")
    fixture.zip[name] = "x"
    #expect(try refusal(fixture).kind == .macros)
  }

  @Test func `macros are refused by type, too`() throws {
    var fixture = XLSXFixture("")
    fixture.replace(
      "[Content_Types].xml", "openxmlformats-officedocument.spreadsheetml.sheet", "ms-excel.sheet.macroEnabled")
    #expect(try refusal(fixture).kind == .macros)
    var old = XLSXFixture("")
    old.replace(
      "xl/_rels/workbook.xml.rels", XLSXFixture.office + "/worksheet",
      "http://schemas.microsoft.com/office/2006/relationships/xlMacrosheet")
    #expect(try refusal(old).kind == .macros)
  }

  @Test func `documents are no worksheets`() throws {
    var fixture = XLSXFixture("")
    fixture.replace("[Content_Types].xml", "spreadsheetml.sheet.main", "wordprocessingml.document.main")
    #expect(try refusal(fixture).kind == .notXLSX)
  }

  // MARK: - The zip

  @Test func `encrypted parts are refused`() throws {
    #expect(try refusal(try XLSXFixture("").zip.bytes(password: "secret")).kind == .encrypted)
  }

  @Test func `a zip cut off anywhere is refused`() throws {
    let whole = try XLSXFixture("<row><c><v>1</v></c></row>").zip.bytes()
    for count in 0..<whole.count { _ = try refusal(Array(whole[..<count])) }
  }

  @Test(arguments: ["../evil", "a/../../evil", "/etc/passwd", "C:/evil", "a\\b", "xl/./a"])
  func `names that point out of the zip are refused`(_ name: String) throws {
    var fixture = XLSXFixture("")
    fixture.zip[name] = "x"
    let found = try refusal(fixture)
    #expect(found.kind == .unsafeName)
    #expect(found.part == name)
  }

  @Test func `names that differ in nothing but case are twice the same`() throws {
    var fixture = XLSXFixture("")
    fixture.zip["xl/Workbook.xml"] = "x"
    #expect(try refusal(fixture).kind == .duplicatePart)
  }

  @Test func `names twice in the list are refused`() throws {
    var fixture = XLSXFixture("")
    fixture.zip["xl/workbooX.xml"] = "x"
    let bytes = try fixture.zip.bytes()
    let found = try refusal(bytes.replacing("workbooX".utf8, with: "workbook".utf8))
    #expect(found.kind == .duplicatePart)
  }

  @Test func `a damaged part is refused by its checksum`() throws {
    var zip = XLSXFixture("<row><c><v>12345</v></c></row>").zip
    // Stored, not packed, so that a changed digit is still a part.
    let place = try #require(zip.files.firstIndex { $0.name == "xl/worksheets/sheet1.xml" })
    let whole = try zip.bytes(stored: true)
    #expect(try XLSXReader().read(whole).sheets[0].lines == ["A1 12345"])
    let found = try refusal(whole.replacing("12345".utf8, with: "12346".utf8))
    #expect(found.kind == .damaged)
    #expect(found.part == zip.files[place].name)
    zip.files[place].bytes += Array("<!-- after -->".utf8)
    let later = try refusal(try zip.bytes(stored: true).replacing("after".utf8, with: "other".utf8))
    #expect(later.kind == .damaged)
  }

  @Test func `a bomb is stopped by what it unpacks to`() throws {
    var fixture = XLSXFixture("")
    let spaces = String(repeating: " ", count: 3_000_000)
    fixture.replace("xl/worksheets/sheet1.xml", "<sheetData>", spaces + "<sheetData>")
    var bytes = try fixture.zip.bytes()
    #expect(try refusal(bytes).kind == .bomb)
    // Whatever the headers say: sizes unpacked are bytes 22 to 25 of a local header, 24 to 27 of a listed one.
    for place in 0..<bytes.count - 46 {
      if bytes[place..<place + 4].elementsEqual([0x50, 0x4B, 3, 4]) {
        bytes.replaceSubrange(place + 22..<place + 26, with: [99, 0, 0, 0])
      }
      if bytes[place..<place + 4].elementsEqual([0x50, 0x4B, 1, 2]) {
        bytes.replaceSubrange(place + 24..<place + 28, with: [99, 0, 0, 0])
      }
    }
    #expect([.bomb, .damaged].contains(try refusal(bytes).kind))
  }

  @Test func `limits are kept`() throws {
    let rows = (1...12).map { #"<row r="\#($0)"><c r="A\#($0)"><v>1</v></c><c r="C\#($0)"><v>2</v></c></row>"# }
      .joined()
    let fixture = XLSXFixture(rows, strings: ["<t>one</t>", "<t>two</t>"])
    _ = try fixture.read()
    let cases: [(WritableKeyPath<XLSXLimits, Int>, Int, XLSXProblem.Kind, String?)] = [
      (\.fileBytes, 100, .tooLarge, nil), (\.entries, 5, .tooManyParts, nil), (\.partBytes, 200, .tooLarge, nil),
      (\.unpackedBytes, 900, .tooLarge, nil), (\.rows, 11, .tooManyRows, "A12"), (\.columns, 2, .tooManyColumns, "C1"),
      (\.cells, 23, .tooManyCells, "C12"), (\.depth, 4, .tooDeep, nil), (\.sheets, 0, .tooManySheets, nil),
      (\.cellUnits, 2, .textTooLong, nil),
    ]
    for (path, value, kind, cell) in cases {
      var limits = XLSXLimits()
      limits[keyPath: path] = value
      let found = try refusal(fixture, limits)
      #expect(found.kind == kind)
      if let cell { #expect(found.cell?.description == cell && found.sheet == "Sheet1") }
    }
    var exact = XLSXLimits()
    exact.rows = 12
    exact.columns = 3
    exact.cells = 24
    exact.entries = 6
    _ = try fixture.read(exact)
  }

  @Test func `the last cell of a sheet is too far out`() throws {
    let found = try refusal(XLSXFixture(#"<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>"#))
    #expect(found.kind == .tooManyColumns)
    #expect(found.sheet == "Sheet1")
    #expect(found.cell?.description == "XFD1048576")
    #expect(
      found.diagnostic(path: "back.xlsx").message
        == "back.xlsx, sheet \"Sheet1\", cell XFD1048576: more than 100 columns (line 2)")
  }

  @Test func `text of 32,767 characters is read, of one more not`() throws {
    func fixture(_ count: Int) -> XLSXFixture {
      XLSXFixture(#"<row><c/><c t="inlineStr"><is><t>\#(String(repeating: "é", count: count))</t></is></c></row>"#)
    }
    #expect(try fixture(32_767).sheet().rows[0].cells[0].text.count == 32_767)
    let found = try refusal(fixture(32_768))
    #expect(found.kind == .textTooLong)
    #expect(found.cell?.description == "B1")
  }

  // MARK: - The XML

  @Test(arguments: [
    "xl/worksheets/sheet1.xml", "xl/workbook.xml", "_rels/.rels", "[Content_Types].xml", "xl/sharedStrings.xml",
  ])
  func `a DOCTYPE is refused wherever it stands`(_ part: String) throws {
    let declarations = [
      "<!DOCTYPE x>", #"<!DOCTYPE x SYSTEM "file:///etc/passwd">"#, #"<!DOCTYPE x [<!ENTITY a "b">]>"#,
      #"<!DOCTYPE x [<!ENTITY % p SYSTEM "http://127.0.0.1:9/">%p;]>"#,
    ]
    for declaration in declarations {
      for padding in [0, 5_000] {
        var fixture = XLSXFixture("", strings: [])
        let comment = padding == 0 ? "" : "<!--\(String(repeating: "x", count: padding))-->"
        fixture.zip[part] = comment + declaration + (fixture.zip[part]?.split(separator: "?>", maxSplits: 1).last ?? "")
        let found = try refusal(fixture)
        #expect(found.kind == .doctype)
        #expect(found.part == part)
      }
    }
  }

  @Test(arguments: [
    ("<row><c><v>1</v></c>", XLSXProblem.Kind.malformed), ("<row><c><v>&nbsp;</v></c></row>", .malformed),
    ("<row><c><v>&#1;</v></c></row>", .malformed), ("<row><c><w>1</w></c></row>", .malformed),
    ("<row><d><v>1</v></d></row>", .malformed), (#"<x:row xmlns:x="other"><c/></x:row>"#, .malformed),
    (#"<row><c t="inlineStr"><is><x:t xmlns:x="other">1</x:t></is></c></row>"#, .malformed),
    (#"<row><c t="x"><v>1</v></c></row>"#, .badValue), ("<row><c><v>nan</v></c></row>", .badValue),
    ("<row><c><v>0x10</v></c></row>", .badValue), ("<row><c><v>1e999</v></c></row>", .badValue),
    ("<row><c><v>1,5</v></c></row>", .badValue), (#"<row><c t="b"><v>2</v></c></row>"#, .badValue),
    (#"<row><c t="s"><v>0</v></c></row>"#, .badReference), (#"<row><c t="s"><v>-1</v></c></row>"#, .badReference),
    (#"<row><c t="s"><v>99999999999999999999</v></c></row>"#, .badReference),
    (#"<row r="0"><c/></row>"#, .badReference), (#"<row r="x"><c/></row>"#, .badReference),
    (#"<row r="1048577"><c/></row>"#, .cellOrder), (#"<row r="1"><c r="XFE1"/></row>"#, .badReference),
    (#"<row r="1"><c r=""/></row>"#, .badReference), (#"<row r="1"><c r="A2"/></row>"#, .cellOrder),
    (#"<row r="1"><c r="B1"/><c r="A1"/></row>"#, .cellOrder),
    (#"<row r="1"><c r="B1"/><c r="B1"/></row>"#, .cellOrder),
    (#"<row r="2"/><row r="1"/>"#, .cellOrder), (#"<row r="2"/><row r="2"/>"#, .cellOrder),
  ])
  func `cells that could be misread are refused`(_ rows: String, _ kind: XLSXProblem.Kind) throws {
    let found = try refusal(XLSXFixture(rows))
    #expect(found.kind == kind)
    #expect(found.part == "xl/worksheets/sheet1.xml")
    #expect(found.sheet == "Sheet1")
  }

  @Test func `a style that is not there is refused`() throws {
    var fixture = XLSXFixture(#"<row><c s="2"><v>1</v></c></row>"#)
    fixture.setFormats(["0", "d"])
    #expect(try refusal(fixture).kind == .badReference)
  }

  @Test func `elements nested too deep are refused`() throws {
    var fixture = XLSXFixture("")
    let deep = String(repeating: "<a>", count: 70) + String(repeating: "</a>", count: 70)
    fixture.replace("xl/worksheets/sheet1.xml", "<sheetData>", deep + "<sheetData>")
    #expect(try refusal(fixture).kind == .tooDeep)
    let deeper = String(repeating: "<a>", count: 9_000) + String(repeating: "</a>", count: 9_000)
    fixture.replace("xl/worksheets/sheet1.xml", "<sheetData>", deeper + "<sheetData>")
    #expect(try refusal(fixture).kind == .tooDeep)
  }

  @Test(arguments: ["=\"\"", " = ''"]) func `elements with very many attributes are refused`(_ value: String) throws {
    for count in [300, 80_000] {
      var fixture = XLSXFixture("")
      let attributes = (0..<count).map { " a\($0)\(value)" }.joined()
      fixture.replace("xl/worksheets/sheet1.xml", "<sheetData>", "<sheetData\(attributes)>")
      let found = try refusal(fixture)
      #expect(found.kind == .tooDeep)
      #expect(found.message.contains("attributes"))
    }
  }

  @Test(arguments: [
    (#"<?xml version="1.0" encoding="UTF-7"?>"#, false), (#"<?xml version='1.0' encoding = 'IBM037' ?>"#, false),
    (#"<?xml version="1.0" encoding="UTF-16"?>"#, false), ("\u{FEFF}<?xml version=\"1.0\"?>", true),
    (#"<?xml version="1.0" encoding='utf-8'?>"#, true), (#"<?xml version="1.0" encoding="us-ascii" ?>"#, true),
    ("", true),
    ("\n", true), (#"<?xml version="1.0" "# + String(repeating: " ", count: 5_000) + #"encoding="UTF-7"?>"#, false),
  ])
  func `parts are UTF-8 or refused`(_ declaration: String, _ isRead: Bool) throws {
    var fixture = XLSXFixture("<row><c><v>1</v></c></row>")
    fixture.replace("xl/worksheets/sheet1.xml", XLSXFixture.declaration, declaration)
    if isRead {
      #expect(try fixture.sheet().lines == ["A1 1"])
    } else {
      #expect(try refusal(fixture).kind == .malformed)
    }
  }

  @Test(arguments: [[0xFF, 0xFE], [0xFE, 0xFF], [], [0, 0, 0]]) func `UTF-16 is refused`(_ mark: [UInt8]) throws {
    var fixture = XLSXFixture("")
    let place = try #require(fixture.zip.files.firstIndex { $0.name == "xl/worksheets/sheet1.xml" })
    fixture.zip.files[place].bytes = mark + fixture.zip.files[place].bytes.flatMap { [$0, 0] }
    #expect(try refusal(fixture).kind == .malformed)
  }

  @Test func `a text of equals signs is a text`() throws {
    let text = String(repeating: "=&quot;", count: 8_000) + String(repeating: "==", count: 8_000)
    let sheet = try XLSXFixture(#"<row><c t="inlineStr"><is><t>\#(text)</t></is></c></row>"#).sheet()
    #expect(sheet.rows[0].cells[0].text.count == 32_000)
  }

  @Test(arguments: [
    ("xl/workbook.xml", XLSXFixture.main, "urn:other"), ("xl/workbook.xml", "workbook", "book"),
    ("xl/worksheets/sheet1.xml", XLSXFixture.main, ""), ("xl/worksheets/sheet1.xml", "worksheet", "chartsheet"),
    ("xl/worksheets/sheet1.xml", "UTF-8", "UTF-7"), ("xl/worksheets/sheet1.xml", "UTF-8", "no-such-code"),
    ("xl/workbook.xml", #"name="Sheet1""#, ""), ("xl/workbook.xml", #"r:id="rId1""#, ""),
  ])
  func `parts that are not what they should be are refused`(_ part: String, _ old: String, _ new: String) throws {
    var fixture = XLSXFixture("")
    fixture.replace(part, old, new)
    #expect(try refusal(fixture).kind == .malformed)
  }

  @Test(arguments: ["xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"])
  func `a part that is missing is named`(_ part: String) throws {
    var fixture = XLSXFixture("", strings: [])
    fixture.zip[part] = nil
    let found = try refusal(fixture)
    #expect(found.kind == .missingPart)
    #expect(part.hasSuffix(found.message.split(separator: "\"")[1].split(separator: "/").last ?? "-"))
  }

  @Test func `no relationship to a workbook`() throws {
    var fixture = XLSXFixture("")
    fixture.zip["_rels/.rels"] = nil
    #expect(try refusal(fixture).kind == .notWorkbook)
  }

  @Test(arguments: ["workbook.xml", "../../etc/passwd", "sharedStrings.xml", "", "/"])
  func `a sheet that is no sheet`(_ target: String) throws {
    var fixture = XLSXFixture("", strings: [])
    fixture.replace("xl/_rels/workbook.xml.rels", "worksheets/sheet1.xml", target)
    #expect([.malformed, .missingPart].contains(try refusal(fixture).kind))
  }

  @Test func `a sheet outside of the file is not fetched`() throws {
    var fixture = XLSXFixture("")
    fixture.replace("xl/_rels/workbook.xml.rels", #"sheet1.xml""#, #"sheet1.xml" TargetMode="External""#)
    #expect(try refusal(fixture).kind == .badReference)
  }

  @Test func `two tabs of one part are refused`() throws {
    var fixture = XLSXFixture("")
    fixture.replace("xl/workbook.xml", "</sheets>", #"<sheet name="Again" sheetId="2" r:id="rId1"/></sheets>"#)
    let found = try refusal(fixture)
    #expect(found.kind == .duplicatePart)
    #expect(found.sheet == "Again")
    fixture.replace("xl/workbook.xml", "Again", "SHEET1")
    #expect(try refusal(fixture).kind == .malformed)
  }

  @Test func `every problem has a message like the others`() throws {
    let found = try refusal(Array("text".utf8))
    let diagnostic = found.diagnostic(path: "x.xlsx")
    #expect(diagnostic.code == "xlsx.not-xlsx")
    #expect(diagnostic.message == "x.xlsx: this is a text")
    #expect(diagnostic.hint == "if it is CSV, give its name the ending .csv")
  }
}
