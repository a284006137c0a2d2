import Campaign
import GRDB
import RunModel
import Testing

struct ReceivedWorksheetTests {
  private let folder = CampaignFolder()
  private let row = RowID(project: "p", scenario: "A-01", exampleKey: "", ordinal: 1)

  private func verdict(_ verdict: Verdict) -> StoredVerdict {
    StoredVerdict(
      row: row, fingerprint: "BCDFGHJK", round: 1, tester: "joris", scenario: "A-01", exampleKey: "", ordinal: 1,
      verdict: verdict, testedAt: "23-11-2026", sheet: "S-2222222", issue: 2, testedOn: "2026-11-23")
  }

  private func worksheet(_ bytes: [UInt8]) -> ReceivedWorksheet {
    ReceivedWorksheet(
      name: "a.xlsx", bytes: bytes, sheet: "S-2222222", round: 1, tester: "joris", verdicts: [verdict(.failed)],
      remarks: [
        ExtraRemark(
          sheet: "S-2222222", slot: "R-NEW-1", tester: "joris", round: 1, observed: "crooked", minutes: "5",
          device: "iPad")
      ],
      pictures: [EvidencePicture(row: row.text, tester: "joris", round: 1, name: "a.png", bytes: [9, 8])])
  }

  @Test func `all that a worksheet brought comes back, once`() async throws {
    let store = try folder.open()
    let first = try await store.receive(worksheet([1]))
    #expect(first.verdicts == 1 && first.remarks == 1 && first.pictures == 1)
    let lines = try await store.journal().count
    // Another file that says the same adds itself alone.
    #expect(try await store.receive(worksheet([2])) == .init())
    #expect(try await store.journal().count == lines + 1)
    #expect(try await store.verdicts(round: 1) == [verdict(.failed)])
    #expect(try await store.extraRemarks(round: 1) == worksheet([]).remarks)
    #expect(try await store.evidencePictures(round: 1) == worksheet([]).pictures)
    #expect(try await store.verify() == [])
  }

  @Test func `the same words on another sheet are the same words`() {
    var other = verdict(.failed)
    (other.sheet, other.issue, other.testedAt) = ("S-3333333", 3, "2026-11-23")
    #expect(verdict(.failed).saysTheSame(as: other))
    other.testedOn = "2026-11-24"
    #expect(!verdict(.failed).saysTheSame(as: other))
    #expect(!verdict(.failed).saysTheSame(as: verdict(.passed)))
  }

  @Test func `a campaign from before devices of remarks were kept is brought up to date`() async throws {
    let old = worksheet([1])
    var plain = old
    plain.remarks[0].minutes = ""
    plain.remarks[0].device = ""
    _ = try await folder.open().receive(plain)
    let other = try DatabaseQueue(path: folder.file)
    try await other.write { db in
      try db.execute(
        sql: """
          ALTER TABLE extra_remark DROP COLUMN minutes; ALTER TABLE extra_remark DROP COLUMN device;
          DELETE FROM grdb_migrations WHERE identifier = '4-remarks';
          """)
    }
    try other.close()
    let store = try folder.open()
    #expect(try await store.extraRemarks(round: 1) == plain.remarks)
    #expect(try await store.verify() == [])
    // The same words are still the same remark.
    #expect(try await store.receive(plain).remarks == 0)
  }

  @Test func `a campaign from before workbooks came back is brought up to date`() async throws {
    _ = try await folder.open().store([verdict(.failed)], from: "a.csv", bytes: [1])
    let other = try DatabaseQueue(path: folder.file)
    try await other.write { db in
      try db.execute(
        sql: """
          DROP TABLE extra_remark; DROP TABLE evidence_picture;
          ALTER TABLE verdict DROP COLUMN sheet; ALTER TABLE verdict DROP COLUMN issue;
          ALTER TABLE verdict DROP COLUMN tested_on; ALTER TABLE received DROP COLUMN sheet;
          ALTER TABLE received DROP COLUMN round; ALTER TABLE received DROP COLUMN tester;
          DELETE FROM grdb_migrations WHERE identifier IN ('2-import', '4-remarks');
          """)
    }
    try other.close()
    let store = try folder.open()
    let found = try await store.verdicts(round: 1)
    #expect(found.map(\.verdict) == [.failed] && found.map(\.testedAt) == ["23-11-2026"])
    #expect(found.map(\.sheet) == [""] && found.map(\.issue) == [0])
    #expect(try await store.extraRemarks(round: 1).isEmpty)
    // Read anew, the same words are not a second verdict.
    #expect(try await store.receive(worksheet([2])).verdicts == 0)
  }
}
