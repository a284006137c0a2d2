import Campaign
import Foundation
import RunModel
import Spreadsheets
import Testing
import Worksheets

struct WorksheetImportTests {
  private func preview(
    _ bytes: [UInt8], in context: WorksheetImport.Context = Sheets.context()
  ) throws -> WorksheetImport {
    let preview = try WorksheetImport.preview(bytes, name: "a.csv", in: context)
    let counts = preview.counts
    #expect(counts.good + counts.stale + counts.duplicate + counts.unknown + counts.damaged == counts.rows)
    #expect(counts.new + counts.unchanged + counts.open + counts.cleared + counts.problems == counts.good)
    #expect(counts.new == preview.verdicts.count)
    return preview
  }

  @Test func `an empty sheet changes nothing`() throws {
    let preview = try preview(try Sheets.filled())
    #expect(preview.counts.rows == 3)
    #expect(preview.counts.open == 3)
    #expect(preview.problems.isEmpty && preview.missing.isEmpty)
  }

  @Test(arguments: ["nl", "en"]) func `a filled sheet is read`(_ language: String) throws {
    let bytes = try Sheets.filled(language: language) { rows in
      rows[1][1] = " Anna "
      rows[4][Sheets.verdict] = " GESLAAGD "
      rows[5][Sheets.verdict] = "Failed"
      rows[5][Sheets.observed] = "=blurred\nvery"
      rows[5][Sheets.severity] = "ernstig"
      rows[5][Sheets.kind] = "Wens"
    }
    let preview = try preview(bytes, in: Sheets.context(tester: nil))
    #expect(preview.tester == "Anna")
    #expect(preview.counts.new == 2 && preview.counts.open == 1)
    #expect(preview.verdicts.map(\.verdict) == [.passed, .failed])
    #expect(preview.verdicts[1].observed == "=blurred\nvery")
    #expect(preview.verdicts[1].severity == .serious)
    #expect(preview.verdicts[1].kind == "wish")
    #expect(preview.synonyms.isEmpty)
  }

  @Test(arguments: [
    ("ok", Verdict.passed), ("✓", .passed), ("Goed", .passed), ("niet  goed", .failed), ("FOUT", .failed),
    ("n.v.t.", .notApplicable),
    ("kan niet", .blocked), ("overgeslagen", .notRun), ("b", .blocked),
  ])
  func `a synonym is understood and told`(_ word: String, _ verdict: Verdict) throws {
    let preview = try preview(
      try Sheets.filled {
        $0[4][Sheets.verdict] = word
        $0[4][Sheets.observed] = "why"
      })
    #expect(preview.verdicts.map(\.verdict) == [verdict])
    #expect(preview.synonyms.count == 1)
  }

  @Test(arguments: [
    ("Geslaagd?", "", "", ""), ("OK maar", "", "", ""), ("x", "", "", ""), ("n", "", "", ""), ("1", "", "", ""),
    ("Geslaagd/Gefaald", "", "", ""), ("Gefaald", "", "", ""), ("Geblokkeerd", " ", "", ""), ("n.v.t.", "", "", ""),
    ("Niet uitgevoerd", "", "", ""), ("Geslaagd met opmerking", "", "", ""), ("Geslaagd", "", "Ernstig", ""),
    ("Gefaald", "x", "heel erg", ""), ("Gefaald", "x", "", "klacht"), ("", "a remark", "", ""), ("", "", "Matig", ""),
  ])
  func `what is not clear is never guessed`(
    _ verdict: String, _ observed: String, _ severity: String, _ kind: String
  ) throws {
    let preview = try preview(
      try Sheets.filled {
        $0[4][Sheets.verdict] = verdict
        $0[4][Sheets.observed] = observed
        $0[4][Sheets.severity] = severity
        $0[4][Sheets.kind] = kind
      })
    #expect(preview.verdicts.isEmpty)
    #expect(preview.counts.problems == 1)
    #expect(preview.problems.map(\.line) == [5])
  }

  private struct Mutation: Sendable {
    var name: String
    var change: @Sendable (inout [[String]]) -> Void
    var wanted: WorksheetImport.Counts
  }

  private static func counts(
    good: Int = 3, stale: Int = 0, duplicate: Int = 0, unknown: Int = 0, damaged: Int = 0, new: Int = 3
  ) -> WorksheetImport.Counts {
    var counts = WorksheetImport.Counts()
    (counts.good, counts.stale, counts.duplicate, counts.unknown, counts.damaged, counts.new) = (
      good, stale, duplicate, unknown, damaged, new
    )
    counts.rows = good + stale + duplicate + unknown + damaged
    counts.open = good - new
    return counts
  }

  private static let mutations = [
    Mutation(name: "as it was", change: { _ in }, wanted: counts()),
    Mutation(name: "reversed", change: { $0[4...].reverse() }, wanted: counts()),
    Mutation(name: "row deleted", change: { $0.remove(at: 5) }, wanted: counts(good: 2, new: 2)),
    Mutation(name: "row doubled", change: { $0.append($0[4]) }, wanted: counts(duplicate: 1)),
    Mutation(
      name: "row doubled with another verdict",
      change: {
        $0.append($0[4])
        $0[7][Sheets.verdict] = "Gefaald"
      }, wanted: counts(good: 2, duplicate: 2, new: 2)),
    Mutation(
      name: "blank row inserted", change: { $0.insert(Array(repeating: "", count: 19), at: 5) }, wanted: counts()),
    Mutation(
      name: "two rows above the header", change: { $0.insert(contentsOf: [["x"], ["y", "z"]], at: 3) }, wanted: counts()
    ),
    Mutation(
      name: "columns turned round",
      change: { rows in for place in rows.indices.dropFirst(3) { rows[place].reverse() } },
      wanted: counts()),
    Mutation(
      name: "column added", change: { rows in for place in rows.indices { rows[place].insert("mine", at: 0) } },
      wanted: counts()),
    Mutation(name: "id in lower case", change: { $0[4][0] = $0[4][0].lowercased() }, wanted: counts()),
    Mutation(name: "id damaged", change: { $0[4][0] = "R-2222223" }, wanted: counts(good: 2, damaged: 1, new: 2)),
    Mutation(name: "id gone", change: { $0[4][0] = "" }, wanted: counts(good: 2, damaged: 1, new: 2)),
    Mutation(name: "check gone", change: { $0[4][18] = "" }, wanted: counts(good: 2, damaged: 1, new: 2)),
    Mutation(
      name: "verdict column sorted with the ids but without the check",
      change: { rows in
        for column in 0..<18 { (rows[4][column], rows[5][column]) = (rows[5][column], rows[4][column]) }
      }, wanted: counts(good: 1, damaged: 2, new: 1)),
    Mutation(
      name: "wording changed since", change: { $0[4][18] = $0[4][0] + "/22222222" },
      wanted: counts(good: 2, stale: 1, new: 2)),
    Mutation(
      name: "row of nothing we know",
      change: {
        let id = RowID(project: "noord-lms", scenario: "gone", exampleKey: "", ordinal: 0).text
        $0[4][0] = id
        $0[4][18] = id + "/22222222"
      }, wanted: counts(good: 2, unknown: 1, new: 2)),
    Mutation(name: "tester edited the wording", change: { $0[4][8] = "something else" }, wanted: counts()),
    Mutation(name: "short row", change: { $0.append(["R-XX"]) }, wanted: counts(damaged: 1)),
    Mutation(
      name: "keys for labels",
      change: {
        $0[3] = [
          "row", "nr", "scenario", "requirement", "priority", "role", "prepared", "do", "expect", "verdict", "observed",
          "severity", "class", "evidence", "tested_at", "minutes", "device", "previous", "check",
        ]
      }, wanted: counts()),
  ]

  @Test(arguments: mutations.indices) func `whatever happens to a sheet, the counts add up`(_ place: Int) throws {
    let mutation = Self.mutations[place]
    let bytes = try Sheets.filled { rows in
      for row in 4...6 { rows[row][Sheets.verdict] = "Geslaagd" }
      for row in 4...6 { rows[row][Sheets.observed] = rows[row][0] }
      mutation.change(&rows)
    }
    let preview = try preview(bytes)
    #expect(preview.counts == mutation.wanted, "\(mutation.name)")
    for verdict in preview.verdicts { #expect(verdict.row.text == verdict.observed, "\(mutation.name)") }
  }

  @Test func `other encodings and separators`() throws {
    let text = String(decoding: try Sheets.filled { $0[4][Sheets.verdict] = "oké" }.dropFirst(3), as: UTF8.self)
    let utf16: [UInt8] =
      [0xFF, 0xFE] + text.utf16.flatMap { unit -> [UInt8] in [UInt8(unit & 255), UInt8(unit >> 8)] }
    let windows = text.unicodeScalars.map { UInt8($0.value) }
    let mac = text.unicodeScalars.map { $0 == "é" ? 0x8E : UInt8($0.value) }
    let withLine = Array(("sep=;\r\n" + text).utf8)
    for bytes in [Array(text.utf8), utf16, windows, mac, withLine] {
      #expect(try preview(bytes).verdicts.map(\.verdict) == [.passed])
    }
  }

  @Test func `what is no worksheet is refused`() throws {
    let good = try Sheets.filled()
    func problem(_ bytes: [UInt8], _ context: WorksheetImport.Context = Sheets.context()) -> WorksheetProblem? {
      do {
        _ = try WorksheetImport.preview(bytes, name: "a.csv", in: context)
        return nil
      } catch {
        return error
      }
    }
    #expect(problem(Array("a;b\n1;2\n".utf8)) == .noHeader)
    #expect(problem([]) == .noHeader)
    let noID = try Sheets.filled { $0[0][1] = "" }
    #expect(problem(noID) == .noSheetID)
    let sheet = SheetID(project: "noord-lms", round: 1, role: "learner").text
    #expect(problem(good, Sheets.context(project: "zuid-lms")) == .otherProject(sheet))
    #expect(problem(good, Sheets.context(tester: nil)) == .noTester)
    guard case .unreadable = problem(good + Array("\"never closed".utf8)) else {
      Issue.record("read an unclosed quote")
      return
    }
  }

  @Test func `a later round still takes a sheet of an earlier one`() throws {
    #expect(try preview(try Sheets.filled(), in: Sheets.context(round: 3)).round == 1)
  }

  @Test func `applying twice is applying once`() async throws {
    let path = FileManager.default.temporaryDirectory.appending(path: "sheet-\(UUID().uuidString).sqlite").path
    defer { for end in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: path + end) } }
    let store = try CampaignStore(path: path, options: .init(project: "noord-lms", actor: "lead"))
    let bytes = try Sheets.filled {
      $0[4][Sheets.verdict] = "ok"
      $0[5][Sheets.verdict] = "Geslaagd?"
    }
    #expect(try await preview(bytes).apply(to: store) == 1)
    let stored = try await store.verdicts(round: 1)
    let again = try preview(bytes, in: Sheets.context(stored))
    #expect(again.counts.unchanged == 1 && again.counts.new == 0)
    #expect(try await again.apply(to: store) == 0)
    #expect(try await store.verdicts(round: 1) == stored)
    #expect(try await store.received().map(\.bytes) == [bytes])
    let cleared = try preview(try Sheets.filled(), in: Sheets.context(stored))
    #expect(cleared.counts.cleared == 1)
    #expect(try await cleared.apply(to: store) == 0)
    #expect(try await store.verdicts(round: 1) == stored)
  }

  @Test func `missing rows are named`() throws {
    let preview = try preview(try Sheets.filled { $0.removeSubrange(5...6) })
    #expect(preview.missing.count == 2)
  }
}
