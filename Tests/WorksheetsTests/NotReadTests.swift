import Campaign
import RunModel
import Spreadsheets
import Testing
import Worksheets

/// What testers write where nothing is read, and files that they name: told with its place, and never lost.
struct NotReadTests {
  private func filled(_ change: (inout FilledSheet) -> Void) -> FilledSheet {
    var sheet = Returning.filled()
    change(&sheet)
    return sheet
  }

  private func problemRows(_ preview: WorksheetImport) throws -> [[String]] {
    let file = try #require(preview.problemFile(language: "nl"))
    return try CSVReader().read(file.bytes).rows.dropFirst().map(\.fields)
  }

  @Test(arguments: [
    ("nr", "1b", "B2"), ("requirement", "R0, en R7", "D2"), ("priority", "zeer hoog", "E2"),
    ("role", "docent", "F2"), ("prepared", "er stond niets klaar", "G2"), ("previous", "ging toen ook fout", "R2"),
    ("do", "eerst uitloggen", "H2"),
  ])
  func `text in a printed column is told and goes to the lead whole`(
    _ column: String, _ words: String, _ cell: String
  ) throws {
    let text = words + String(repeating: " heel lang", count: 9)
    let sheet = filled { $0[0, column] = text }
    for bytes in [sheet.workbook(), sheet.csv(separator: 59, encoding: .utf8)] {
      let preview = try Returning.preview(bytes)
      #expect(preview.counts.new == 9 && preview.problems.isEmpty)
      #expect(preview.remarks.count == 1 && preview.remarks.allSatisfy { $0.said.english.contains("not read") })
      #expect(try problemRows(preview).filter { $0.contains(text) }.count == 1)
    }
    #expect(try Returning.preview(sheet.workbook()).remarks.map(\.place.description) == [cell])
  }

  @Test(arguments: [
    ("nr", " 12 "), ("requirement", "R 0"), ("priority", "moet"), ("priority", "should"),
    ("previous", "Anna: Gefaald (ronde 1)\nJoris: Passed\nF-0003, F-0012"),
  ])
  func `what is printed there is not told`(_ column: String, _ text: String) throws {
    let preview = try Returning.preview(filled { $0[0, column] = text }.workbook())
    #expect(preview.remarks.isEmpty && preview.strays.isEmpty && preview.problemFile(language: "en") == nil)
  }

  @Test(arguments: ["Anna: het ging fout (ronde 1)", "F-0003 is er nog", "(ronde 1)"])
  func `what only looks like an earlier verdict is told`(_ text: String) throws {
    #expect(try Returning.preview(filled { $0[0, "previous"] = text }.workbook()).strays.map(\.text) == [text])
  }

  @Test func `all printed columns that were changed are told, not the first alone`() throws {
    let preview = try Returning.preview(
      filled {
        $0[0, "do"] = "iets anders"
        $0[0, "priority"] = "hoog"
      }.workbook())
    #expect(preview.remarks.map(\.place.description) == ["H2", "E2"])
    #expect(preview.strays.map(\.text) == ["iets anders", "hoog"])
  }

  @Test func `text in a free row's printed columns is told, its own words are not`() throws {
    let preview = try Returning.preview(
      filled {
        $0[9, "scenario"] = "Wat geen rij vraagt"
        $0[9, "expect"] = "Write what you found, and choose what it is."
        $0[10, "scenario"] = "De kalender"
        $0[10, "do"] = "klik op morgen"
      }.workbook())
    #expect(preview.strays.map(\.text) == ["De kalender", "klik op morgen"] && preview.counts.spare == 3)
  }

  @Test func `columns, lines and sheets of a tester's own go to the lead whole`() throws {
    let long = String(repeating: "steeds traag ", count: 9).trimmingSuffix
    let sheet = filled {
      $0.columns.append("Mijn opmerking")
      $0.keys.append("")
      for row in $0.rows.indices { $0.rows[row].cells.append(.text(row < 5 ? "\(long) \(row)" : "")) }
      $0.above = [["Groeten", long]]
      $0.added = [["Algemeen"], ["", long]]
    }
    let preview = try Returning.preview(sheet.workbook())
    let texts = preview.strays.map(\.text)
    #expect(preview.counts.new == 9 && (0..<5).allSatisfy { texts.contains("\(long) \($0)") })
    #expect(texts.contains("Groeten \(long)") && texts.contains("Algemeen") && texts.contains(long))
    let rows = try problemRows(preview)
    #expect(rows.count == 8 && rows.contains { $0.contains("Blad1!B2") && $0.contains(long) })
    let id = Returning.rows[4].id.text
    #expect(rows.contains { $0.contains(id) && $0.contains("\(long) 4") })
  }

  @Test func `text behind the first lines of a CSV is told`() throws {
    var text = String(decoding: filled { _ in }.csv(separator: 59, encoding: .utf8), as: UTF8.self)
    text = text.replacing("Getest door;Joris", with: "Getest door;Joris;maar niet alles")
    text = text.replacing("ronde 1;cursist", with: "ronde 1;cursist;spoed")
    let preview = try Returning.preview(Array(text.utf8))
    #expect(preview.tester == "Joris" && preview.counts.new == 9)
    #expect(preview.strays.map(\.text) == ["spoed", "maar niet alles"])
  }

  // MARK: Free rows

  @Test func `a free row keeps device and minutes`() throws {
    let preview = try Returning.preview(
      filled {
        $0[9, "observed"] = "de kalender is leeg"
        $0[9, "minutes"] = "12"
        $0[9, "device"] = "iPad"
      }.workbook())
    #expect(preview.extraRemarks.map(\.minutes) == ["12"] && preview.extraRemarks.map(\.device) == ["iPad"])
  }

  // MARK: Files of evidence

  private func preview(_ text: String, beside names: [String], row: Int = 0) throws -> WorksheetImport {
    let sheet = filled {
      $0[row, "evidence"] = text
      if row >= 9 { $0[row, "observed"] = "scheef" }
    }
    return try Returning.preview(sheet.workbook(), beside: FilesBeside(names))
  }

  @Test(arguments: [
    ("login.png", ["login.png"]), ("Login.PNG; menu 2.jpg", ["login.png", "menu 2.jpg"]),
    ("login.png\n\"menu 2.jpg\"", ["login.png", "menu 2.jpg"]), ("zie e-mail van 12.30", []),
    ("https://x.example/login.png", []), ("versie 1.2", []),
  ])
  func `files beside the worksheet belong to the row that names them`(_ text: String, _ files: [String]) throws {
    let preview = try preview(text, beside: ["login.png", "menu 2.jpg", "other.png"])
    #expect(preview.files.map(\.name) == files && preview.remarks.isEmpty)
    #expect(preview.files.allSatisfy { $0.row == Returning.rows[0].id.text && $0.place.description == "N2" })
    #expect(preview.verdicts.first?.evidence == text)
  }

  @Test(arguments: ["../login.png", "/etc/passwd.txt", "C:\\foto\\login.png", "sub/login.png", "~/login.png"])
  func `a path is not followed, and told`(_ text: String) throws {
    let preview = try preview(text, beside: ["login.png"])
    #expect(preview.files.isEmpty && preview.counts.new == 9)
    #expect(preview.remarks.map(\.place.description) == ["N2"])
    #expect(preview.remarks.allSatisfy { $0.said.english.contains("is not followed") })
  }

  @Test func `a file that is not there is told with its place`() throws {
    let preview = try preview("weg.png", beside: [])
    #expect(preview.counts.new == 9 && preview.remarks.map(\.place.description) == ["N2"])
    #expect(preview.remarks.map(\.said.dutch).allSatisfy { $0.hasPrefix("naast het werkblad ligt geen bestand") })
  }

  @Test func `a file called after a row belongs to it, a free row has files, too`() throws {
    let id = Returning.rows[2].id.text
    var preview = try preview("los.png", beside: ["\(id.lowercased()) b.png", "R-2222222.png", "los.png"], row: 9)
    #expect(preview.files.map(\.row) == [id, "R-NEW-1"])
    preview.takeFiles { .success(Array($0.utf8)) }
    #expect(
      preview.pictures.map(\.name) == ["\(id)_round1_joris_b.png", "R-NEW-1_round1_joris_los.png"])
    #expect(preview.pictures.map(\.bytes).last == Array("los.png".utf8))
  }

  @Test func `a file that cannot be kept is told, the rest is kept`() throws {
    var preview = try preview("groot.mov, login.png", beside: ["groot.mov", "login.png"])
    preview.takeFiles { name in
      name == "groot.mov" ? .failure(.init("is too large", "is te groot")) : .success([1])
    }
    #expect(preview.pictures.count == 1 && preview.remarks.map(\.said.english) == ["\"groot.mov\" is too large"])
  }
}

extension String {
  fileprivate var trimmingSuffix: String { last == " " ? String(dropLast()) : self }
}
