import Spreadsheets
import Testing

struct XLSXDateTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var serial: String
    var code: String
    var text: String
    var is1904 = false
    var testDescription: String { "\(serial) as \(code)" }
  }

  private func value(_ example: Case) throws -> XLSXValue? {
    var fixture = XLSXFixture(#"<row r="1"><c r="A1" s="1"><v>\#(example.serial)</v></c></row>"#)
    fixture.setFormats(["General", example.code])
    if example.is1904 {
      fixture.replace("xl/workbook.xml", "<sheets>", #"<workbookPr date1904="true"/><sheets>"#)
    }
    return try fixture.sheet().rows.first?.cells.first?.value
  }

  @Test(arguments: [
    Case(serial: "46086", code: "yyyy-mm-dd", text: "2026-03-05"),
    Case(serial: "1", code: "d/m/yyyy", text: "1900-01-01"),
    Case(serial: "59", code: "d/m/yyyy", text: "1900-02-28"),
    Case(serial: "60", code: "d/m/yyyy", text: "1900-02-29"),
    Case(serial: "61", code: "d/m/yyyy", text: "1900-03-01"),
    Case(serial: "36526", code: "d/m/yyyy", text: "2000-01-01"),
    Case(serial: "36585", code: "d/m/yyyy", text: "2000-02-29"),
    Case(serial: "36586", code: "d/m/yyyy", text: "2000-03-01"),
    Case(serial: "2958465", code: "d/m/yyyy", text: "9999-12-31"),
    Case(serial: "46086.604166666664", code: "dd-mm-yyyy hh:mm", text: "2026-03-05T14:30:00"),
    Case(serial: "46086.99999999999", code: "dd-mm-yyyy hh:mm", text: "2026-03-06"),
    Case(serial: "0.604166666666667", code: "hh:mm", text: "14:30:00"),
    Case(serial: "0", code: "d/m/yyyy", text: "00:00:00"),
    Case(serial: "44624", code: "d/m/yyyy", text: "2026-03-05", is1904: true),
    Case(serial: "0", code: "d/m/yyyy", text: "1904-01-01", is1904: true),
    Case(serial: "0.5", code: "h:mm AM/PM", text: "12:00:00", is1904: true),
    Case(serial: "46086", code: "[$-413]d mmmm yyyy;@", text: "2026-03-05"),
    Case(serial: "46086", code: "[Red]d\\-m\\-yy", text: "2026-03-05"),
    Case(serial: "46086", code: "mmm", text: "2026-03-05"),
    Case(serial: "46086", code: "&quot;op &quot;dddd", text: "2026-03-05"),
    Case(serial: "0.25", code: "mm:ss", text: "06:00:00"),
  ])
  func `serial is shown as a date`(_ example: Case) throws {
    guard case .date(let date) = try value(example) else {
      Issue.record("no date")
      return
    }
    #expect(date.text == example.text)
    #expect(date.serial == Double(example.serial))
  }

  @Test(arguments: [
    "General", "0.00", "0.00E+00", "#,##0", "@", "[h]:mm:ss", "[mm]:ss", "\\d0", "&quot;day &quot;0", "0_d", "[Red]0",
    "[&gt;=100]0;0.0", "0;[Blue]yyyy", "*d0", "# ?/?",
  ])
  func `number stays a number`(_ code: String) throws {
    #expect(try value(Case(serial: "46086.5", code: code, text: "")) == .number(46086.5, written: "46086.5"))
  }

  @Test(arguments: ["-1", "2958466", "1E300"]) func `what no calendar has is a number`(_ serial: String) throws {
    guard case .number = try value(Case(serial: serial, code: "yyyy", text: "")) else {
      Issue.record("no number")
      return
    }
  }

  @Test(arguments: [
    (14, true), (17, true), (18, true), (22, true), (30, true), (45, true), (46, false), (49, false), (1, false),
    (57, true), (164, false),
  ])
  func `formats that have only a number`(_ id: Int, _ isDate: Bool) throws {
    var fixture = XLSXFixture(#"<row r="1"><c r="A1" s="0"><v>46086</v></c></row>"#)
    fixture.link("styles", "styles.xml")
    fixture.zip["xl/styles.xml"] =
      #"<styleSheet xmlns="\#(XLSXFixture.main)"><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="\#(id)"/></cellXfs></styleSheet>"#
    let value = try fixture.sheet().rows[0].cells[0].value
    if case .date = value { #expect(isDate) } else { #expect(!isDate) }
  }

  @Test(arguments: [
    ("2026-03-05", "2026-03-05", 46086.0), ("2026-03-05T14:30:00Z", "2026-03-05T14:30:00", 46086.604166666664),
    ("1900-02-28", "1900-02-28", 59), ("1900-03-01", "1900-03-01", 61), ("T06:00", "06:00:00", 0.25),
  ])
  func `dates written as text`(_ written: String, _ text: String, _ serial: Double) throws {
    let cell = try XLSXFixture(#"<row><c t="d"><v>\#(written)</v></c></row>"#).sheet().rows[0].cells[0]
    guard case .date(let date) = cell.value else {
      Issue.record("no date")
      return
    }
    #expect(date.text == text)
    #expect(abs(date.serial - serial) < 1e-9)
  }

  @Test(arguments: [
    "2026-02-29", "2026-13-01", "2026-3-5", "05-03-2026", "2026-03-05T25:00", "yesterday", "T", "1899-12-31",
  ])
  func `text that is no date is refused`(_ written: String) throws {
    let found = try problem { _ = try XLSXFixture(#"<row><c t="d"><v>\#(written)</v></c></row>"#).sheet() }
    #expect(found.kind == .badValue)
    #expect(found.cell?.description == "A1")
  }
}
