import Campaign
import RunModel
import Spreadsheets
import Testing
import Worksheets

struct WorksheetImportTests {
  private func preview(
    _ sheet: FilledSheet, register: SheetRegister = Returning.register(), verdicts: [StoredVerdict] = [],
    changed: Bool = false, needsCommentOnPass: Bool = false
  ) throws -> WorksheetImport {
    let csv = try Returning.preview(
      sheet.csv(separator: 59, encoding: .utf8), register: register, verdicts: verdicts, changed: changed,
      needsCommentOnPass: needsCommentOnPass)
    let workbook = try Returning.preview(
      sheet.workbook(), register: register, verdicts: verdicts, changed: changed, needsCommentOnPass: needsCommentOnPass
    )
    #expect(Returning.fault(in: csv) == nil && Returning.fault(in: workbook) == nil)
    #expect(csv.counts == workbook.counts)
    #expect(csv.verdicts == workbook.verdicts)
    return workbook
  }

  private func problem(_ bytes: [UInt8], _ register: SheetRegister = Returning.register()) -> WorksheetProblem? {
    do {
      _ = try Returning.preview(bytes, register: register)
      return nil
    } catch {
      return error
    }
  }

  private func row(_ change: (inout FilledSheet) -> Void) throws -> WorksheetImport {
    var sheet = Returning.filled()
    sheet.rows.removeSubrange(1...)
    change(&sheet)
    return try preview(sheet)
  }

  @Test func `a filled sheet is read, and its free rows are spare`() throws {
    let preview = try preview(Returning.filled())
    #expect(preview.counts.rows == 12 && preview.counts.new == 9 && preview.counts.spare == 3)
    #expect(preview.tester == "Joris" && preview.round == 1)
    #expect(
      preview.problems.isEmpty && preview.remarks.isEmpty && preview.missing.isEmpty && preview.fileRemarks.isEmpty)
  }

  @Test func `the date and the statement of the first sheet are read`() throws {
    func answered(_ day: String, _ own: String, row written: String = "") throws -> WorksheetImport {
      try row {
        $0.above = [["Datum", day], ["Ik heb dit zelf getest (ja)", own]]
        $0[0, "verdict"] = "Geslaagd"
        $0[0, "tested_at"] = written
      }
    }
    let good = try answered("2026-11-24", "ja")
    #expect(good.verdicts.map(\.testedOn) == ["2026-11-24"] && good.fileRemarks.isEmpty)
    #expect(try answered("2026-11-24", "ja", row: "2026-11-25").verdicts.map(\.testedOn) == ["2026-11-25"])
    let unclear = try answered("gisteren", "")
    #expect(unclear.verdicts.map(\.testedOn) == [""] && unclear.fileRemarks.count == 1)
    #expect(try answered("", "nee").fileRemarks.map(\.english) == ["the tester says that somebody else tested this"])
    #expect(try answered("", "soms").fileRemarks.count == 1)
  }

  @Test(arguments: [
    ("ok", Verdict.passed), ("✓", .passed), ("Goed", .passed), ("niet  goed", .failed), ("FOUT", .failed),
    ("n.v.t.", .notApplicable), ("kan niet", .blocked), ("overgeslagen", .notRun), ("b", .blocked),
    ("pass with comment", .passedWithRemark), ("not-applicable", .notApplicable), ("Niet\u{A0}uitgevoerd", .notRun),
  ])
  func `words that are not the sheet's own are understood and told`(_ word: String, _ verdict: Verdict) throws {
    let preview = try row { $0[0, "verdict"] = word }
    #expect(preview.verdicts.map(\.verdict) == [verdict])
    #expect(preview.remarks.count == (word.contains("-") || word.contains("\u{A0}") ? 0 : 1))
  }

  @Test(arguments: [
    ("Geslaagd?", "x", "", ""), ("OK maar", "x", "", ""), ("x", "x", "", ""), ("n", "x", "", ""), ("1", "x", "", ""),
    ("Geslaagd/Gefaald", "x", "", ""), ("Gefaald", "", "", ""), ("Geblokkeerd", " ", "", ""), ("n.v.t.", "", "", ""),
    ("Niet uitgevoerd", "", "", ""), ("Geslaagd met opmerking", "", "", ""), ("Geslaagd", "", "Ernstig", ""),
    ("Gefaald", "x", "heel erg", ""), ("Gefaald", "x", "", "klacht"), ("", "a remark", "", ""), ("", "", "Matig", ""),
    ("Geslaagd", "", "", "gebrek"), ("Geblokkeerd", "x", "Matig", ""), ("Geslaagd.", "", "", ""),
  ])
  func `what is not clear is never guessed`(
    _ verdict: String, _ observed: String, _ severity: String, _ kind: String
  ) throws {
    let preview = try row {
      $0[0, "verdict"] = verdict
      $0[0, "observed"] = observed
      $0[0, "severity"] = severity
      $0[0, "class"] = kind
    }
    #expect(preview.verdicts.isEmpty)
    #expect(preview.counts.problems == 1 && preview.problems.count == 1)
    let file = try #require(preview.problemFile(language: "nl"))
    let rows = try CSVReader().read(file.bytes).rows
    #expect(file.name == "problems-\(Returning.joris.id).csv")
    #expect(rows.count == 2 && rows[1].fields.contains(verdict))
  }

  @Test func `severity and kind have synonyms, too`() throws {
    let preview = try row {
      $0[0, "verdict"] = "failed"
      $0[0, "severity"] = "storend"
      $0[0, "class"] = "bug"
    }
    #expect(preview.verdicts.map(\.severity) == [.moderate] && preview.verdicts.map(\.kind) == ["defect"])
    #expect(preview.remarks.map(\.place.description) == ["L2", "M2"])
  }

  @Test func `a pass needs words only where the project says so`() throws {
    var sheet = Returning.filled()
    sheet[0, "observed"] = ""
    #expect(try preview(sheet).counts.new == 9)
    #expect(try preview(sheet, needsCommentOnPass: true).counts.problems == 1)
  }

  @Test(arguments: [
    ("2026-11-23", "2026-11-23"), ("23-11-2026", "2026-11-23"), ("3-11-2026", "2026-11-03"),
    ("23/11/2026", "2026-11-23"), ("11/23/2026", "2026-11-23"), ("5/11/2026", "2026-11-05"),
    ("23.11.2026", "2026-11-23"), ("2026-11-23T14:05:30", "2026-11-23T14:05:30"), ("2026/11/23", "2026-11-23"),
    ("23-11-2026 9:05", "2026-11-23T09:05"),
    ("23-11-2026 14.05", "2026-11-23T14:05"), ("23-11-2026 9.05 uur", "2026-11-23T09:05"),
    ("maandag 23 november 2026", "2026-11-23"), ("Mon, 23 Nov 2026 14:05", "2026-11-23T14:05"),
    ("23-11-2026 14.75", nil), ("maandag", nil), ("23 november 2026, 14:05 uur", "2026-11-23T14:05"),
    ("2026-11-23T14:05:00.000Z", "2026-11-23T14:05"), ("30-11-2026", "2026-11-30"), ("", ""),
    ("gisteren", nil), ("31-11-2026", nil), ("2026-02-29", nil), ("01-12-2026", nil), ("01-11-2026", nil),
    ("14:05", nil), ("23-11", nil), ("23-11-26", nil), ("46349", nil), ("23-11-2026 25:00", nil),
    ("23-11-2026 of 24", nil),
  ])
  func `days as people write them`(_ written: String, _ day: String?) throws {
    let preview = try row { $0[0, "tested_at"] = written }
    #expect(preview.verdicts.first?.testedOn == day)
    #expect(preview.verdicts.first.map(\.testedAt) ?? written == written)
    #expect(preview.counts.problems == (day == nil ? 1 : 0))
  }

  @Test(arguments: [false, true]) func `days of a workbook in either counting`(_ is1904: Bool) throws {
    var sheet = Returning.filled()
    sheet.is1904 = is1904
    let day = is1904 ? 46_349.0 - 1_462 : 46_349
    sheet.rows[0].cells[14] = .day(day)
    sheet.rows[1].cells[14] = .day(day + 0.5)
    let preview = try Returning.preview(sheet.workbook())
    #expect(preview.verdicts[0].testedOn == "2026-11-23")
    #expect(preview.verdicts[1].testedOn == "2026-11-23T12:00")
    #expect(preview.remarks.isEmpty)
  }

  @Test func `an English day with two meanings is asked for`() throws {
    var english = Returning.joris
    english.language = "en"
    var register = Returning.register()
    register.sheets[english.id] = english
    func day(_ written: String) throws -> String? {
      var sheet = Returning.filled()
      sheet[0, "tested_at"] = written
      return try preview(sheet, register: register).verdicts.first { $0.row == Returning.rows[0].id }?.testedOn
    }
    #expect(try day("11/05/2026") == "2026-11-05")
    #expect(try day("05/11/2026") == "2026-11-05")
    #expect(try day("11/11/2026") == "2026-11-11")
    #expect(try day("10/09/2026") == nil)
  }

  @Test func `rows that are not good are told, each for its reason`() throws {
    var sheet = Returning.filled()
    sheet[0, "row"] = "R-2222223"
    sheet[1, "check"] = "\(Returning.rows[1].id)/\(Returning.rows[1].fingerprint)/\(Returning.anna.id)"
    sheet[2, "check"] = "\(Returning.rows[2].id)/22222222/\(Returning.joris.id)"
    let stranger = RowID(project: "noord-lms", scenario: "gone", exampleKey: "", ordinal: 0)
    sheet[3, "row"] = stranger.text
    sheet[3, "check"] = "\(stranger)/22222222/\(Returning.joris.id)"
    sheet.rows.append(sheet.rows[4])
    sheet[sheet.rows.count - 1, "verdict"] = "Gefaald"
    let preview = try preview(sheet)
    let counts = preview.counts
    #expect(counts.damaged == 2 && counts.unknown == 2 && counts.duplicate == 2 && counts.new == 4)
    #expect(preview.problems.contains { $0.remark.said.english.contains("\(Returning.anna.id) of Anna, round 1") })
    #expect(preview.problems.contains { $0.remark.said.dutch.contains("van Anna, ronde 1") })
  }

  @Test func `a row that was worded anew is stale, and the others are good`() throws {
    let preview = try preview(Returning.filled(), changed: true)
    #expect(preview.counts.stale == 1 && preview.counts.new == 8)
  }

  @Test func `words of another row beside an id give it away`() throws {
    var sheet = Returning.filled()
    for column in ["do", "expect", "verdict", "observed"] {
      (sheet[0, column], sheet[1, column]) = (sheet[1, column], sheet[0, column])
    }
    let preview = try preview(sheet)
    #expect(preview.counts.damaged == 2 && preview.counts.new == 7)
  }

  @Test func `a row without any of its own words is not taken`() throws {
    var sheet = Returning.filled()
    for column in ["scenario", "do", "expect"] { sheet[0, column] = "" }
    let preview = try preview(sheet)
    #expect(preview.counts.damaged == 1 && preview.counts.new == 8)
  }

  @Test func `wording that was changed is told with both texts`() throws {
    let preview = try row { $0[0, "expect"] = "something else" }
    #expect(preview.counts.new == 1)
    let said = try #require(preview.remarks.first?.said.english)
    #expect(said.contains("+picture 00 is sharp, é") && said.contains("something else"))
  }

  @Test func `ids are understood where the check letter proves them`() throws {
    var sheet = Returning.filled()
    sheet[0, "row"] = sheet[0, "row"].lowercased()
    sheet[1, "row"] = sheet[1, "row"].filter { $0 != "-" }
    sheet[2, "row"] = " " + sheet[2, "row"].map { "\($0) " }.joined()
    sheet[3, "row"] = sheet[3, "row"].split(separator: "-").joined(separator: "–")
    sheet[4, "check"] = sheet[4, "check"].lowercased()
    #expect(try preview(sheet).counts.new == 9)
  }

  @Test func `whose sheet it is`() throws {
    let workbook = Returning.filled().workbook()
    #expect(
      problem(workbook, Returning.register(project: "zuid-lms")) == .otherProject("the sheet of project \"noord-lms\""))
    let csv = Returning.filled().csv(separator: 44, encoding: .utf8)
    #expect(problem(csv, Returning.register(project: "zuid-lms")) == .otherProject("sheet \(Returning.joris.id)"))
    #expect(problem(csv, Returning.register(round: 2)) == .otherRound(Returning.joris.id.text, 1))
    var other = Returning.filled()
    other.tester = "Pieter"
    #expect(problem(other.workbook()) == .otherTester(written: "Pieter", sheet: "Joris"))
    #expect(try preview(other, register: Returning.register(tester: "pieter")).tester == "pieter")
    other.tester = ""
    #expect(try preview(other).tester == "Joris")
    var open = Returning.filled(Returning.open)
    open.tester = " anna "
    #expect(try preview(open).tester == "Anna")
    open.tester = ""
    #expect(problem(open.csv(separator: 59, encoding: .utf8)) == .noTester)
  }

  @Test func `places that name two sheets are both named`() throws {
    var mixed = Returning.filled()
    mixed.above = [["Werkblad \(Returning.anna.id)"]]
    guard case .twoSheets(_, let place, _, let other) = problem(mixed.workbook()) else {
      Issue.record("two sheets were taken")
      return
    }
    #expect(place == "the property lmsaccept.sheet" && other == "Werkblad!A1")
    var headOfOther = Returning.filled()
    headOfOther.sheet = Returning.anna.id.text
    headOfOther.tester = "Anna"
    guard case .twoSheets = problem(headOfOther.csv(separator: 59, encoding: .utf8)) else {
      Issue.record("rows of another sheet were taken under its name")
      return
    }
  }

  @Test func `the check column alone tells the sheet, and without it the lead does`() throws {
    var sheet = Returning.filled()
    sheet.sheet = ""
    #expect(try preview(sheet).counts.new == 9)
    for row in sheet.rows.indices {
      sheet[row, "check"] = sheet[row, "check"].split(separator: "/").prefix(2).joined(separator: "/")
    }
    sheet.rows.removeLast(3)
    #expect(problem(sheet.workbook()) == .noSheetID)
    #expect(try preview(sheet, register: Returning.register(tester: "Anna", round: 1)).counts.new == 9)
  }

  @Test func `a header that is not whole is told with what it lacks`() throws {
    var sheet = Returning.filled()
    sheet.columns[18] = "x"
    #expect(problem(sheet.workbook()) == .lackingColumns("Werkblad, row 1", ["check"]))
    #expect(problem(sheet.csv(separator: 59, encoding: .utf8)) == .lackingColumns("line 3", ["check"]))
    sheet.columns[18] = "check"
    sheet.columns[17] = "verdict"
    #expect(problem(sheet.workbook()) == .doubledColumn("Werkblad, row 1", "verdict"))
  }

  @Test func `what stands where nothing is read is told with its place`() throws {
    var sheet = Returning.filled()
    sheet.columns.append("Mijn opmerking")
    sheet.keys.append("")
    for row in sheet.rows.indices {
      sheet.rows[row].cells.append(.text([1, 3, 5, 6].contains(row) ? "traag \(row)" : ""))
    }
    sheet.above = [["Groeten", "van Joris"], ["Datum", ""]]
    let workbook = try Returning.preview(sheet.workbook())
    #expect(
      workbook.fileRemarks.map(\.english) == [
        "Werkblad!A1 above the table was not read: \"Groeten van Joris\"",
        "column \"Mijn opmerking\" is not the sheet's own and was not read: T5 \"traag 1\"; T7 \"traag 3\"; "
          + "T9 \"traag 5\" and 1 more",
      ])
    let csv = try Returning.preview(sheet.csv(separator: 59, encoding: .utf8))
    #expect(
      csv.fileRemarks.map(\.dutch) == [
        "regel 3 boven de tabel is niet gelezen: \"Groeten van Joris\"",
        "kolom \"Mijn opmerking\" hoort niet bij het werkblad en is niet gelezen: regel 9 \"traag 1\"; "
          + "regel 15 \"traag 3\"; regel 21 \"traag 5\" en nog 1",
      ])
    #expect(workbook.counts.new == 9 && csv.counts.new == 9)
  }

  @Test func `a sheet that was added is told with what stands on it`() throws {
    var sheet = Returning.filled()
    sheet.added = [["Algemeen"], ["", "inloggen duurt vijf minuten"]]
    let preview = try Returning.preview(sheet.workbook())
    #expect(preview.counts.new == 9)
    #expect(
      preview.fileRemarks.map(\.english) == [
        "sheet \"Blad1\" is not the sheet's own and was not read: A1 \"Algemeen\"; "
          + "B2 \"inloggen duurt vijf minuten\""
      ])
  }

  @Test func `a row that stands twice is told with both places, and is not missing`() throws {
    var sheet = Returning.filled()
    sheet.rows.append(sheet.rows[0])
    sheet.rows.append(sheet.rows[1])
    sheet[sheet.rows.count - 1, "verdict"] = "Gefaald"
    let preview = try preview(sheet)
    #expect(preview.missing.isEmpty && preview.counts.duplicate == 3 && preview.counts.new == 8)
    #expect(
      preview.problems.map(\.remark.said.english) == [
        "this row stands more than once, also in row 15; they do not say the same, so none is taken",
        "this row stands more than once, also in row 2; they say the same, and the first is taken",
        "this row stands more than once, also in row 3; they do not say the same, so none is taken",
      ])
  }

  @Test func `of a comment of today's Excel the words are taken, not its notice to older programs`() throws {
    var sheet = Returning.filled()
    let notice = "[Opmerkingenthread]\n\nMeer informatie: https://go.microsoft.com/fwlink/?linkid=870924\n\n"
    let words = "Opmerking:\n    de datum klopt niet\nAntwoord:\n    inderdaad"
    sheet.rows[2].note = (10, notice + words)
    let preview = try Returning.preview(sheet.workbook())
    #expect(preview.extraRemarks.map(\.observed) == ["de datum klopt niet\nAntwoord:\ninderdaad"])
  }

  // MARK: A second word

  @Test func `a second word of a tester is told with both, and needs a newer sheet`() throws {
    let first = try preview(Returning.filled()).verdicts
    var second = Returning.filled()
    second[0, "verdict"] = "Gefaald"
    let changed = try preview(second, verdicts: first)
    #expect(changed.counts.changed == 1 && changed.counts.unchanged == 8)
    #expect(changed.changes.map(\.said.english) == ["Failed, was Passed"])
    #expect(changed.changes.map(\.place.description) == ["J2"])
    second = Returning.filled(Returning.newer)
    second[0, "verdict"] = "Gefaald"
    let newer = try preview(second, verdicts: first)
    #expect(newer.counts.changed == 1)
    // The older issue comes in late: what it says otherwise is for the lead.
    let late = try preview(
      Returning.filled(), verdicts: first.filter { $0.row != newer.verdicts[0].row } + newer.verdicts)
    #expect(late.counts.problems == 1 && late.counts.unchanged == 8 && late.verdicts.isEmpty)
    #expect(late.problems[0].remark.said.english.contains("Passed, was Failed"))
  }

  @Test func `a word of an earlier day does not replace a later one`() throws {
    var first = Returning.filled()
    first[0, "tested_at"] = "2026-11-20"
    let stored = try preview(first).verdicts
    first[0, "tested_at"] = "2026-11-19"
    first[0, "verdict"] = "Gefaald"
    #expect(try preview(first, verdicts: stored).counts.problems == 1)
  }

  @Test func `a verdict that was emptied stays, and is told`() throws {
    let stored = try preview(Returning.filled()).verdicts
    var sheet = Returning.filled()
    sheet[0, "verdict"] = ""
    sheet[0, "observed"] = ""
    let cleared = try preview(sheet, verdicts: stored)
    #expect(cleared.counts.cleared == 1 && cleared.counts.unchanged == 8 && cleared.verdicts.isEmpty)
  }

  @Test func `two testers stand side by side`() throws {
    let joris = try preview(Returning.filled()).verdicts
    var sheet = Returning.filled(Returning.anna)
    sheet[0, "verdict"] = "Gefaald"
    let anna = try preview(sheet, verdicts: joris)
    #expect(anna.counts.new == 9)
    let joined = JoinedResult.join(Returning.record(changed: false), verdicts: joris + anna.verdicts)
    #expect(joined.flatMap(\.disagreements).map(\.row.id) == [Returning.rows[0].id])
  }

  // MARK: What lies beside the rows

  @Test func `a free row is a remark of its own`() throws {
    var sheet = Returning.filled()
    sheet[9, "observed"] = "the menu is crooked "
    sheet[9, "severity"] = "Cosmetisch"
    sheet[10, "severity"] = "Matig"
    let preview = try preview(sheet)
    #expect(preview.counts.remarks == 1 && preview.counts.problems == 1 && preview.counts.spare == 1)
    #expect(preview.extraRemarks.map(\.observed) == ["the menu is crooked "])
    #expect(preview.extraRemarks.map(\.slot) == ["R-NEW-1"] && preview.extraRemarks.map(\.severity) == [.cosmetic])
  }

  @Test func `pictures and notes come with their row`() async throws {
    var sheet = Returning.filled()
    sheet.rows[2].picture = 10
    sheet.rows[2].note = (10, "see the corner")
    sheet.rows[9].picture = 10
    sheet.rows[10].picture = 10
    sheet[10, "observed"] = "the calendar is empty"
    let bytes = sheet.workbook()
    let preview = try Returning.preview(bytes)
    let id = Returning.rows[2].id
    #expect(preview.counts.new == 9)
    #expect(preview.pictures.map(\.name) == ["\(id)_round1_joris_1of1.png", "R-NEW-2_round1_joris_1of1.png"])
    #expect(preview.extraRemarks.map(\.slot) == ["R-NEW-2", id.text])
    #expect(preview.extraRemarks.map(\.observed) == ["the calendar is empty", "see the corner"])
    #expect(preview.fileRemarks.map(\.english).contains { $0.contains("Werkblad!K11: a picture beside no good row") })
    try await Returning.withStore { store in
      let stored = try await preview.apply(to: store)
      #expect(stored.verdicts == 9 && stored.remarks == 2 && stored.pictures == 2)
      #expect(try await preview.apply(to: store) == .init())
      #expect(try await store.evidencePictures(round: 1) == preview.pictures)
      #expect(try await store.extraRemarks(round: 1) == preview.extraRemarks)
      #expect(try await store.verify() == [])
    }
  }

  @Test func `formulas are taken as what they showed, and told`() throws {
    var sheet = Returning.filled()
    sheet.rows[0].cells[10] = .formula("1+1", "2")
    sheet.rows[1].cells[10] = .formula("WEBSERVICE(\"http://x.example\")", nil)
    let preview = try Returning.preview(sheet.workbook())
    #expect(preview.verdicts[0].observed == "2")
    #expect(preview.remarks.map(\.place.description) == ["K2"])
    #expect(preview.problems.map(\.remark.place.description) == ["K3"])
  }

  @Test func `a merged cell leaves the rows below it open, and is told`() throws {
    var sheet = Returning.filled()
    for row in 1...2 {
      sheet[row, "verdict"] = ""
      sheet[row, "observed"] = ""
    }
    sheet.merged = [(0, 9, 3, 1)]
    let preview = try Returning.preview(sheet.workbook())
    #expect(preview.counts.open == 2 && preview.counts.new == 7)
    #expect(preview.fileRemarks.map(\.english) == ["cells J2:J4 were merged: only the first of them has a content"])
  }

  @Test func `what no text can hold is replaced, and told`() throws {
    let preview = try row { $0[0, "observed"] = "a\0b" }
    #expect(preview.verdicts.map(\.observed) == ["a\u{FFFD}b"])
    #expect(preview.remarks.count == 1)
  }

  @Test func `hidden rows and visible keys are read as all others`() throws {
    var sheet = Returning.filled()
    sheet.rows[3].isHidden = true
    sheet.keysAreVisible = true
    let preview = try Returning.preview(sheet.workbook())
    #expect(preview.counts.new == 9 && preview.hiddenRows == 1)
  }

  @Test func `what is no worksheet is refused`() throws {
    #expect(problem(Array("a;b\n1;2\n".utf8)) == .noHeader)
    guard case .unreadableWorkbook = problem([]) else {
      Issue.record("read nothing at all")
      return
    }
    let good = Returning.filled().csv(separator: 59, encoding: .utf8)
    guard case .unreadable(let fault) = problem(good + Array("\"never closed".utf8)) else {
      Issue.record("read an unclosed quote")
      return
    }
    #expect(fault.line > 0)
  }
}
