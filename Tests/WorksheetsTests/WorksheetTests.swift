import Campaign
import RunModel
import Spreadsheets
import Testing
import Worksheets

struct WorksheetTests {
  @Test(arguments: ["en", "nl"]) func `sheets look like this`(_ language: String) throws {
    for role in ["lead", "learner", "trainer"] {
      let sheet = try #require(Sheets.sheet(role, language: language))
      try Golden.check(sheet.csv(), "\(role)-\(language).csv")
    }
  }

  @Test func `programs get keys, commas and nothing before the header`() throws {
    try Golden.check(try #require(Sheets.sheet("learner")).csv(.rfc4180), "learner-rfc4180.csv")
  }

  @Test func `names are safe and tell sheets apart`() {
    let testers = [Tester(name: "Sanne ../de Vries", roles: ["learner"]), Tester(name: "Joris", roles: ["learner"])]
    let sheets = Sheets.sheets(testers: testers, roleNames: ["learner": "cur/sist"])
    #expect(sheets.map(\.draft.role) == ["lead", "learner", "learner", "trainer"])
    #expect(
      sheets.map { String($0.name.dropLast(10)) } == [
        "werkblad-leider", "werkblad-cur-sist-sanne-de-vries", "werkblad-cur-sist-joris", "werkblad-trainer",
      ])
    #expect(sheets.map { $0.draft.rows.count } == [1, 3, 3, 1])
    #expect(Set(sheets.map(\.issued.id)).count == 4)
  }

  @Test func `formulas are guarded`() throws {
    let text = String(decoding: try #require(Sheets.sheet("learner")).csv(), as: UTF8.self)
    #expect(text.contains("'=course"))
    #expect(text.contains("'+31 is printed"))
  }

  private func said(by tester: String, _ verdict: Verdict = .passed) throws -> StoredVerdict {
    let row = try #require(Sheets.results().flatMap(\.rows).first { $0.row.role == "learner" && !$0.row.isForLead }).row
    return StoredVerdict(
      row: row.id, fingerprint: row.fingerprint, round: 1, tester: tester, scenario: row.scenarioID,
      exampleKey: row.exampleKey, ordinal: row.ordinal, verdict: verdict)
  }

  @Test func `judged rows are not handed out again`() throws {
    #expect(Sheets.sheet("learner", verdicts: [try said(by: "joris")])?.draft.rows.count == 2)
  }

  @Test func `what one tester judged stays on the other's sheet`() throws {
    let testers = ["joris", "anna"].map { Tester(name: $0, roles: ["learner"]) }
    let sheets = Sheets.sheets(verdicts: [try said(by: "joris")], testers: testers)
    let counts = sheets.filter { $0.draft.role == "learner" }.map { ($0.draft.tester, $0.draft.rows.count) }
    #expect(counts.map(\.0) == ["joris", "anna"] && counts.map(\.1) == [2, 3])
    let notRun = Sheets.sheets(verdicts: [try said(by: "joris", .notRun)], testers: testers)
    #expect(notRun.first { $0.draft.tester == "joris" }?.draft.rows.count == 3)
  }

  @Test func `what was said in the round before stands beside the row with its finding`() throws {
    var failed = try said(by: "joris", .failed)
    failed.round = 0
    let row = failed.row.text
    let findings = [
      Finding(number: 3, values: [.row: row, .round: "0", .status: "rejected"]),
      Finding(number: 4, values: [.row: row, .round: "0", .status: "duplicate", .duplicateOf: "F-0003"]),
      Finding(number: 5, values: [.row: row, .round: "0"]), Finding(number: 6, values: [.row: row, .round: "1"]),
      Finding(number: 7, values: [.row: "R-2222222", .round: "0"]),
    ]
    let before = SheetDraft.Before([failed], findings, round: 1)
    let sheet = try #require(Sheets.sheets(before: before).first { $0.draft.role == "learner" })
    let lines = try CSVReader().read(sheet.csv(.rfc4180)).rows.map(\.fields)
    let own = try #require(lines.first { $0[0] == row })
    #expect(own[17] == "joris: Gefaald (ronde 0)\nF-0003, F-0005")
    #expect(lines.dropFirst().filter { !$0[17].isEmpty }.count == 1)
  }

  @Test func `the same sheet has the same bytes, another issue has others`() throws {
    let sheet = try #require(Sheets.sheet("learner"))
    #expect(try sheet.workbook().bytes() == sheet.workbook().bytes())
    let second = try #require(Sheets.sheets(issue: 2).first { $0.draft.role == "learner" })
    #expect(try sheet.workbook().bytes() != second.workbook().bytes())
    #expect(sheet.issued.id != second.issued.id)
  }

  @Test(arguments: ["en", "nl"]) func `a workbook says in all its places which sheet it is`(_ language: String) throws {
    let sheet = try #require(Sheets.sheet("learner", language: language))
    let book = try XLSXReader().read(try sheet.workbook().bytes())
    let names =
      language == "nl" ? ["Lees mij", "Werkblad", "Bekende problemen"] : ["Read me", "Worksheet", "Known issues"]
    #expect(book.sheets.filter { $0.state == .visible }.map(\.name) == names)
    #expect(Set(book.sheets.filter { $0.state == .hidden }.map(\.name)) == ["_lists", "_lmsaccept"])
    #expect(book.properties.first { $0.name == "lmsaccept.sheet" }?.text == sheet.issued.id)
    let cells = book.sheets.map { $0.rows.flatMap(\.cells).map(\.text) }
    #expect(cells[0].contains { $0.contains(sheet.issued.id) })
    #expect(cells[1].first == sheet.issued.id)
    let first = sheet.issued.request.rows[0]
    #expect(cells[1].contains("\(first.id)/\(first.fingerprint)/\(sheet.issued.id)"))
    #expect(cells[1].contains("R-NEW-3") && cells[1].contains("R-NEW-3//\(sheet.issued.id)"))
    // What begins like a formula is a text.
    #expect(book.sheets.flatMap(\.rows).flatMap(\.cells).allSatisfy { $0.formula == nil })
    #expect(cells[1].contains { $0.hasPrefix("=course") })
  }

  @Test func `known issues are named, and their scenarios lead there`() throws {
    let known = [KnownIssue(id: "F-0003", scenario: "CRT-01", summary: "=wrong date", status: "nieuw")]
    let sheet = try #require(Sheets.sheets(known: known).first { $0.draft.role == "learner" })
    let book = try XLSXReader().read(try sheet.workbook().bytes())
    let page = try #require(book.sheets.first { $0.name == "Bekende problemen" })
    #expect(page.rows.last?.cells.map(\.text) == ["F-0003", "CRT-01", "=wrong date", "nieuw"])
    let none = try XLSXReader().read(try #require(Sheets.sheet("learner")).workbook().bytes())
    #expect(none.sheets.first { $0.name == "Bekende problemen" }?.rows.count == 2)
  }

  @Test func `what the machine compared lies in the workbook, and only where it left something to judge`() throws {
    let sheet = try #require(Sheets.sheet("trainer", language: "en"))
    let book = try XLSXReader().read(try sheet.workbook().bytes())
    let page = try #require(book.sheets.first { $0.name == "What the machine saw" })
    let row = try #require(page.rows.last?.cells.map(\.text))
    #expect(row[0] == sheet.issued.request.rows[0].id.text && row[2] == "city is Utrecht")
    #expect(row.contains("city is Ede") && row.last?.hasPrefix("lmsaccept show ") == true)
    let other = try XLSXReader().read(try #require(Sheets.sheet("learner")).workbook().bytes())
    #expect(!other.sheets.contains { $0.name == "Wat de machine zag" })
  }

  @Test func `a sheet as it was handed out comes back without a word`() throws {
    let sheet = try #require(Sheets.sheet("learner"))
    for bytes in [try sheet.workbook().bytes(), sheet.csv()] {
      let request = sheet.issued.request
      let register = SheetRegister(
        project: "noord-lms",
        sheets: [
          HandedOutSheet(
            id: try #require(SheetID(sheet.issued.id)), round: 1, tester: "", role: "learner", issue: 1, language: "nl",
            rows: Dictionary(uniqueKeysWithValues: request.rows.map { ($0.id, $0.fingerprint) }))
        ], testers: ["Joris"], tester: "Joris", language: "nl")
      let days = CalendarDay(number: 0)...CalendarDay(number: 30_000)
      let preview = try ReturnedWorksheet(bytes, name: "a", register: register)
        .preview(in: .init(rows: RoundRows(Sheets.results()), days: days))
      #expect(preview.counts.rows == 6 && preview.counts.good == 6, "\(preview.counts)")
      #expect(preview.problems.isEmpty && preview.verdicts.isEmpty)
    }
  }
}
