import Campaign
import Foundation
import GRDB
import RunModel
import Testing

/// What is stored agrees row by row with what was written down, also after people's data were taken out.
struct JournalAuditTests {
  private let folder = CampaignFolder()

  private func filled() async throws -> CampaignStore {
    let store = try folder.open()
    let row = RowID(project: "noord-lms", scenario: "A-01", exampleKey: "", ordinal: 1)
    let site = SiteFingerprint([("version", "5.1")])
    let requirement = Requirement(id: "USR-R1", area: "USR", text: "Profiles are complete", source: "", risk: "high")
    let run = try await store.run([(Plan.scenario(0, "A-01", [Plan.step(0, "checked")]), [StepResult(.passed)])])
    _ = try await store.note(site: site, round: 1, run: run, requirements: [requirement])
    _ = try await store.setRound(1, closed: true, reason: "all in")
    _ = try await store.setRound(1, closed: false, reason: "one more word")
    let verdict = StoredVerdict(
      row: row, fingerprint: "BCDFGHJK", round: 1, tester: "Sanne de Vries", scenario: "A-01", exampleKey: "",
      ordinal: 1, verdict: .failed, observed: "an empty page", severity: .serious, device: "tablet")
    let other = StoredVerdict(
      row: row, fingerprint: "BCDFGHJK", round: 1, tester: "Tim", scenario: "A-01", exampleKey: "", ordinal: 1,
      verdict: .passed, observed: "Sanne de Vries sees ghosts")
    let remark = ExtraRemark(
      sheet: "S-1", slot: "R-NEW-1", tester: "Sanne de Vries", round: 1, observed: "too many colours",
      minutes: "4", device: "Sanne's tablet")
    let picture = EvidencePicture(
      row: row.text, tester: "Sanne de Vries", round: 1, name: "R_sanne-de-vries_1.png", bytes: [1, 2, 3])
    _ = try await store.receive(
      ReceivedWorksheet(
        name: "worksheet-sanne-de-vries.xlsx", bytes: Array("Sanne de Vries, an empty page".utf8), sheet: "S-1",
        round: 1, tester: "Sanne de Vries", verdicts: [verdict], remarks: [remark], pictures: [picture]))
    _ = try await store.store([other], from: "worksheet-tim.csv", bytes: Array("Tim".utf8))
    _ = try await store.resolve(
      Resolution(row: row, fingerprint: "BCDFGHJK", round: 1, verdict: .failed, reason: "Sanne de Vries showed it"))
    try await store.advise(
      Advice(value: .noGo, by: "Marieke", at: 1_795_456_563, reasons: ["empty"]), round: 1, target: "lms",
      utcOffsetMinutes: 60)
    return store
  }

  @Test(arguments: [
    "UPDATE verdict SET observed = 'fine'", "UPDATE verdict SET verdict = 'passed' WHERE tester = 'Sanne de Vries'",
    "UPDATE verdict SET severity = 'cosmetic'", "UPDATE verdict SET fingerprint = 'ZZZZZZZZ'",
    "UPDATE verdict SET round = 2", "DELETE FROM verdict WHERE tester = 'Tim'", "UPDATE extra_remark SET observed = ''",
    "UPDATE extra_remark SET device = 'telephone'",
    "UPDATE evidence_picture SET bytes = x'00'", "UPDATE received SET bytes = x'00'", "DELETE FROM received",
    "UPDATE resolution SET verdict = 'passed'", "UPDATE resolution SET reason = 'x'",
    "UPDATE resolution SET fingerprint = 'ZZZZZZZZ'", "UPDATE advice SET target = 'copy'",
    "UPDATE advice SET content = replace(content, 'no-go', 'go')",
    "UPDATE verdict SET stored_at = stored_at + 3600", "UPDATE evidence_picture SET stored_at = stored_at - 1",
    "UPDATE run_site SET site = 'XYZ'", "DELETE FROM run_site",
    "UPDATE run SET footer = replace(footer, 'false', 'true')", "UPDATE run SET footer = NULL",
    "UPDATE round_change SET state = 'closed' WHERE state = 'reopened'",
    "DELETE FROM round_change WHERE state = 'reopened'",
    "UPDATE round_change SET detail = '{}' WHERE state = 'site'", "UPDATE round_change SET at = at + 1",
    "INSERT INTO round_change (round, at, actor, state, detail, reason) VALUES (1, 1, 'x', 'closed', '{}', '')",
    "UPDATE journal SET actor = '', object = '', detail = '', reason = '' WHERE number = 9",
    "UPDATE journal SET utc_offset = utc_offset + 60 WHERE number = 2",
  ])
  func `whoever changes what people said is found out`(_ sql: String) async throws {
    let store = try await filled()
    #expect(try await store.verify().isEmpty)
    let other = try DatabaseQueue(path: folder.file)
    try await other.writeWithoutTransaction { db in
      let triggers = try String.fetchAll(db, sql: "SELECT name FROM sqlite_master WHERE type = 'trigger'")
      for trigger in triggers { try db.execute(sql: "DROP TRIGGER \(trigger)") }
      try db.execute(sql: sql)
    }
    #expect(try await !store.verify().isEmpty)
  }

  private func isInFile(_ text: String) throws -> Bool {
    try FileManager.default.contentsOfDirectory(atPath: folder.path).contains { name in
      guard let data = FileManager.default.contents(atPath: folder.path + "/" + name) else { return false }
      return data.range(of: Data(text.utf8)) != nil
    }
  }

  @Test func `whoever ran can go, and the results are held all the same`() async throws {
    let store = try await filled()
    _ = try await store.erase(.person("marieke"), reason: "asked for")
    let faults = try await store.verify()
    #expect(faults.isEmpty, "\(faults)")
    #expect(try await store.journal().filter(\.isErased).count > 3)
    let other = try DatabaseQueue(path: folder.file)
    try await other.write { db in try db.execute(sql: "UPDATE step SET outcome = 'failed'") }
    #expect(try await store.verify() == ["the results of run 1 were changed"])
  }

  @Test func `a person's data go, what was said stays, and everything verifies`() async throws {
    let store = try await filled()
    let words = ["Sanne de Vries", "sanne-de-vries", "an empty page", "too many colours", "tablet"]
    for word in words { #expect(try isInFile(word), "\(word)") }
    let erasure = try await store.erase(.person("sanne  de VRIES"), reason: "asked for")
    #expect(erasure.verdicts == 1 && erasure.pictures == 1 && erasure.files == 1)
    // Her own, and two of others in which her name stood.
    #expect(erasure.remarks == 3)
    #expect(try await store.verify().isEmpty)
    for word in words { #expect(try !isInFile(word), "\(word)") }
    let verdicts = try await store.verdicts(round: 1)
    #expect(verdicts.map(\.verdict) == [.failed, .passed])
    #expect(verdicts[0].tester.hasPrefix("erased ") && verdicts[1].tester == "Tim")
    #expect(try isInFile("sees ghosts"))
    #expect(try await store.resolutions(rounds: [1]).map(\.reason) == ["\(verdicts[0].tester) showed it"])
    #expect(try await store.erase(.person("Sanne de Vries"), reason: "again").isEmpty)
    // The chain goes on.
    try await store.journal(.cleaned, object: "lms")
    #expect(try await store.verify().isEmpty)
  }

  @Test func `old data go, of everybody, and people stay apart`() async throws {
    let store = try await filled()
    #expect(try await store.erase(.before(0), reason: "too early").isEmpty)
    let erasure = try await store.erase(.before(2_000_000_000), reason: "term is over")
    #expect(erasure.verdicts == 2 && erasure.files == 2)
    #expect(Set(try await store.verdicts(round: 1).map(\.tester)).count == 2)
    #expect(try await store.verify().isEmpty)
  }

  @Test func `tables that only grow do so again afterwards`() async throws {
    let store = try await filled()
    _ = try await store.erase(.person("Sanne de Vries"), reason: "asked for")
    let other = try DatabaseQueue(path: folder.file)
    for table in ["verdict", "extra_remark", "evidence_picture", "resolution", "advice", "journal"] {
      #expect(throws: DatabaseError.self) {
        try other.writeWithoutTransaction { try $0.execute(sql: "UPDATE \(table) SET rowid = rowid") }
      }
    }
  }

  @Test func `an export of the journal can be followed, also with hidden lines`() async throws {
    let store = try await filled()
    let entries = try await store.journal()
    for hidden in [[], [2, 3], entries.map(\.number)] {
      let bytes = JournalExport.bytes(entries) { hidden.contains($0.number) }
      let (count, head) = try JournalExport.check(bytes).get()
      #expect(count == entries.count && head == entries.last?.digest)
    }
    let lines = JournalExport.bytes(entries).split(separator: 0x0A)
    var without: [UInt8] = []
    for (place, line) in lines.enumerated() where place != 2 { without += line + [0x0A] }
    #expect(throws: JournalExport.Problem.self) { try JournalExport.check(without).get() }
  }
}
