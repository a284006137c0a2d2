import Campaign
import RunModel
import Spreadsheets
import Testing
import Worksheets

struct WorksheetTests {
  @Test(arguments: ["en", "nl"]) func `sheets look like this`(_ language: String) throws {
    for role in ["lead", "learner", "trainer"] {
      let sheet = try #require(Sheets.sheet(role, language: language))
      try Golden.check(sheet.bytes, "\(role)-\(language).csv")
    }
  }

  @Test func `names and order`() {
    let sheets = Worksheet.sheets(
      Sheets.results(), project: "noord-lms", round: 1, language: "nl", roleNames: ["learner": "cur/sist ../x"])
    #expect(sheets.map(\.role) == ["lead", "learner", "trainer"])
    #expect(sheets.map(\.name) == ["werkblad-leider.csv", "werkblad-cur-sist----x.csv", "werkblad-trainer.csv"])
    #expect(sheets.map(\.rows) == [1, 3, 1])
  }

  @Test func `formulas are guarded`() throws {
    let bytes = try #require(Sheets.sheet("learner")).bytes
    let text = String(decoding: bytes, as: UTF8.self)
    #expect(text.contains("'=course"))
    #expect(text.contains("'+31 is printed"))
  }

  @Test func `judged rows are not handed out again`() throws {
    let row = try #require(Sheets.results().flatMap(\.rows).first { $0.row.role == "learner" && !$0.row.isForLead }).row
    let said = StoredVerdict(
      row: row.id, fingerprint: row.fingerprint, round: 1, tester: "joris", scenario: row.scenarioID,
      exampleKey: row.exampleKey, ordinal: row.ordinal, verdict: .passed)
    #expect(Sheets.sheet("learner", verdicts: [said])?.rows == 2)
  }
}
