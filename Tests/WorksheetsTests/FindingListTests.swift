import Campaign
import Foundation
import RunModel
import Spreadsheets
import Testing
import Worksheets

struct FindingListTests {
  private static let findings = [
    Finding(
      number: 1,
      values: [
        .status: "new", .summary: "=1+1", .title: "USR-03 [city, Utrecht]", .observed: "één\nja", .severity: "serious",
        .workaround: "@home", .reporter: "+31",
      ]),
    Finding(number: 2, values: [.status: "accepted", .summary: "b", .owner: "Anna"]),
    Finding(number: 3, values: [.status: "fixed", .summary: "c"]),
  ]

  private func table(_ language: String = "nl") throws -> [[String]] {
    try CSVReader().read(FindingList.csv(Self.findings, language: language)).rows.map(\.fields)
  }

  private func bytes(_ rows: [[String]]) -> [UInt8] {
    var writer = CSVWriter(CSVWriter.Dialect(separator: 59, hasMark: true, guardsFormulas: false))
    for row in rows { writer.row(row) }
    return writer.bytes
  }

  private func preview(_ bytes: [UInt8], findings: [Finding] = findings) throws -> FindingImport {
    try FindingImport.preview(bytes, name: "findings.csv", findings: findings)
  }

  /// The list with one cell changed, by the column's Dutch name.
  private func changed(_ row: Int, _ column: String, to text: String, _ more: [String: String] = [:]) throws -> [UInt8]
  {
    var rows = try table()
    for (column, text) in more.merging([column: text], uniquingKeysWith: { $1 }) {
      let place = try #require(rows[0].firstIndex(of: column))
      rows[row][place] = text
    }
    return bytes(rows)
  }

  @Test(arguments: ["nl", "en"])
  func `a list that comes back as it went out changes nothing`(_ language: String) throws {
    let csv = try preview(FindingList.csv(Self.findings, language: language))
    #expect(csv.counts.unchanged == 3 && csv.changes.isEmpty && csv.problems.isEmpty)
    let xlsx = try FindingList.xlsx(Self.findings, project: "p", language: language, at: 1_795_456_563)
    #expect(try preview(xlsx).counts.unchanged == 3)
    #expect(try FindingList.xlsx(Self.findings, project: "p", language: language, at: 1_795_456_563) == xlsx)
  }

  @Test func `what begins like a formula is guarded in what goes out`() throws {
    for row in try table() {
      for cell in row { #expect(!["=", "+", "-", "@"].contains(cell.prefix(1)), "\(cell)") }
    }
    let text = String(decoding: FindingList.csv(Self.findings, language: "nl"), as: UTF8.self)
    #expect(text.contains("'=1+1") && text.contains("'@home"))
  }

  @Test func `a changed cell changes that finding and no other`() throws {
    let result = try preview(try changed(2, "Status", to: "Opgelost", ["Opgelost in": "5.1.1"]))
    #expect(result.counts.changed == 1 && result.counts.unchanged == 2 && result.problems.isEmpty)
    #expect(result.changes.map(\.number) == [2])
    #expect(result.changes.first?.edit.values == [.status: "Opgelost", .fixedIn: "5.1.1"])
  }

  @Test func `rows are found by id, wherever they and their columns stand`() throws {
    var rows = try table()
    let status = try #require(rows[0].firstIndex(of: "Status"))
    rows[3][status] = "In behandeling"
    let reason = try #require(rows[0].firstIndex(of: "Waarom deze wijziging"))
    rows[3][reason] = "toch niet"
    rows = [["iets", "erboven"], rows[0], rows[3], rows[1], rows[2]].map { Array($0.reversed()) }
    let result = try preview(bytes(rows))
    #expect(result.changes.map(\.number) == [3] && result.counts.good == 3)
  }

  @Test func `every row is exactly one of good, stale, duplicate, unknown and damaged`() throws {
    var rows = try table()
    let (status, check) = (
      try #require(rows[0].firstIndex(of: "Status")), try #require(rows[0].firstIndex(of: "check é"))
    )
    rows[1][status] = "Erkend"
    rows.append(rows[2])
    var unknown = rows[3]
    (unknown[0], unknown[check]) = ("F-0099", "F-0099/BCDFGHJK")
    var damaged = rows[3]
    damaged[check] = rows[1][check]
    var nameless = rows[3]
    nameless[0] = "F-?"
    rows += [unknown, nameless]
    rows[3] = damaged
    let result = try preview(bytes(rows))
    let counts = result.counts
    #expect(counts.rows == 6)
    #expect(counts.good + counts.stale + counts.duplicate + counts.unknown + counts.damaged == counts.rows)
    #expect(counts.duplicate == 2 && counts.unknown == 1 && counts.damaged == 2 && counts.changed == 1)
    #expect(result.problems.count == 5)
  }

  @Test func `a row that somebody changed in the meantime is refused and not overwritten`() throws {
    var now = Self.findings
    now[1].values[.owner] = "Piet"
    let result = try preview(try changed(2, "Prioriteit", to: "Nu"), findings: now)
    #expect(result.counts.stale == 1 && result.changes.isEmpty && result.problems.count == 1)
    // Also when nothing is asked for but what the row said then.
    #expect(try preview(bytes(try table()), findings: now).counts.stale == 1)
  }

  @Test(arguments: [
    ("Status", "Hertest goed"), ("Status", "Nieuww"), ("Status", ""), ("Status", "Dubbel"), ("Ernst", "erg"),
    ("Uiterlijk", "morgen"), ("Status", "Afgewezen"),
  ])
  func `what a rule forbids is refused with a sentence`(_ column: String, _ text: String) throws {
    let result = try preview(try changed(1, column, to: text))
    #expect(result.counts.refused == 1 && result.changes.isEmpty && result.problems.count == 1)
  }

  @Test func `a reason in the list is a reason`() throws {
    let result = try preview(try changed(1, "Status", to: "Afgewezen", ["Waarom deze wijziging": "geen eis"]))
    #expect(result.changes.first?.edit.reason == "geen eis")
  }

  @Test func `columns that nobody may change are never read`() throws {
    let result = try preview(try changed(1, "Samenvatting", to: "iets anders", ["Gemeld door": "niemand"]))
    #expect(result.counts.unchanged == 3)
  }

  @Test func `a file without the columns is no list`() throws {
    #expect(throws: FindingListProblem.self) { try preview(bytes([["a", "b"], ["c", "d"]])) }
    #expect(throws: FindingListProblem.self) { try preview([0x50, 0x4B, 0x03, 0x04]) }
  }

  @Test func `applying twice is applying once`() async throws {
    let path = FileManager.default.temporaryDirectory.appending(path: "list-\(UUID().uuidString).sqlite").path
    defer {
      for end in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: path + end) }
    }
    let store = try CampaignStore(path: path, options: .init(project: "p", actor: "a"))
    for name in ["a", "b", "c"] { _ = try await store.addFinding([.summary: name], round: 1) }
    let sent = FindingList.csv(try await store.findings(), language: "en")
    var rows = try CSVReader().read(sent).rows.map(\.fields)
    let owner = try #require(rows[0].firstIndex(of: "Owner"))
    rows[2][owner] = "Anna"
    let back = bytes(rows)
    let first = try preview(back, findings: try await store.findings())
    #expect(try await first.apply(to: store).stored == 1)
    let lines = try await store.journal().count
    let second = try preview(back, findings: try await store.findings())
    #expect(second.counts.unchanged == 3 && second.counts.stale == 0)
    #expect(try await second.apply(to: store).stored == 0)
    #expect(try await store.journal().count == lines)
    #expect(try await store.findings().map { $0[.owner] } == ["", "Anna", ""])
    // A preview made before somebody else's change does not win over it.
    rows[1][owner] = "Joris"
    let stale = try preview(bytes(rows), findings: try await store.findings())
    #expect(stale.changes.map(\.number) == [1])
    _ = try await store.change(1, FindingEdit([.owner: "Piet"]))
    #expect(try await stale.apply(to: store).refused.map(\.id) == ["F-0001"])
    #expect(try await store.findings().first?[.owner] == "Piet")
  }
}
