import Foundation
import GRDB
import JSON
package import RunModel

/// What a tester said about a row, as it came in; later words stand beside earlier ones.
package struct StoredVerdict: Sendable, Hashable {
  package var row: RowID
  package var fingerprint: String
  package var round: Int
  package var tester: String
  package var scenario: String
  package var exampleKey: String
  package var ordinal: Int
  package var verdict: Verdict
  package var observed: String
  package var severity: Severity?
  /// `defect`, `wish`, `question`, or empty.
  package var kind: String
  package var evidence: String
  /// As the tester wrote it.
  package var testedAt: String
  package var minutes: String
  package var device: String

  package init(
    row: RowID, fingerprint: String, round: Int, tester: String, scenario: String, exampleKey: String, ordinal: Int,
    verdict: Verdict, observed: String = "", severity: Severity? = nil, kind: String = "", evidence: String = "",
    testedAt: String = "", minutes: String = "", device: String = ""
  ) {
    self.row = row
    self.fingerprint = fingerprint
    self.round = round
    self.tester = tester
    self.scenario = scenario
    self.exampleKey = exampleKey
    self.ordinal = ordinal
    self.verdict = verdict
    self.observed = observed
    self.severity = severity
    self.kind = kind
    self.evidence = evidence
    self.testedAt = testedAt
    self.minutes = minutes
    self.device = device
  }
}

extension CampaignStore {
  /// The last word of each tester on each row of a round, oldest first.
  package func verdicts(round: Int) async throws(CampaignProblem) -> [StoredVerdict] {
    try await read { db in try Self.verdicts(round: round, in: db) }
  }

  /// True when exactly these bytes came in before.
  package func hasReceived(_ bytes: [UInt8]) async throws(CampaignProblem) -> Bool {
    try await read { db in
      try Bool.fetchOne(
        db, sql: "SELECT EXISTS (SELECT 1 FROM received WHERE digest = ?)", arguments: [Data(sha256(bytes))]) ?? false
    }
  }

  /// Keeps a worksheet byte for byte and stores what is new in it; all or nothing.
  /// - Returns: how many verdicts were stored; one that says what the tester's last word says already is not.
  package func store(
    _ verdicts: [StoredVerdict], from name: String, bytes: [UInt8]
  ) async throws(CampaignProblem) -> Int {
    let (now, actor) = (options.now(), options.actor)
    return try await perform { db in
      let digest = sha256(bytes)
      try db.execute(
        sql: "INSERT OR IGNORE INTO received VALUES (?, ?, ?, ?)", arguments: [Data(digest), name, Data(bytes), now])
      if db.changesCount > 0 {
        let content = JournalEntry.Content(
          at: now, actor: actor, action: .worksheetReceived, object: name, detail: ["sha256": .string(hex(digest))])
        try Journal.append(content, in: db)
      }
      var last: [Word: StoredVerdict] = [:]
      for round in Set(verdicts.map(\.round)) {
        for verdict in try Self.verdicts(round: round, in: db) { last[Word(verdict)] = verdict }
      }
      var stored = 0
      for verdict in verdicts where last[Word(verdict)] != verdict {
        try Self.insert(verdict, received: digest, now: now, actor: actor, in: db)
        last[Word(verdict)] = verdict
        stored += 1
      }
      return stored
    }
  }

  /// All worksheets that came in: name, bytes and when.
  package func received() async throws(CampaignProblem) -> [(name: String, bytes: [UInt8], at: Double)] {
    try await read { db in
      try Row.fetchAll(db, sql: "SELECT name, bytes, received_at FROM received ORDER BY received_at, name").map { row in
        let bytes: Data = row["bytes"]
        return (row["name"], Array(bytes), row["received_at"])
      }
    }
  }

  private struct Word: Hashable {
    var row: RowID
    var round: Int
    var tester: String

    init(_ verdict: StoredVerdict) {
      row = verdict.row
      round = verdict.round
      tester = verdict.tester
    }
  }

  private static func insert(
    _ verdict: StoredVerdict, received: [UInt8], now: Double, actor: String, in db: Database
  ) throws {
    try db.execute(
      sql: """
        INSERT INTO verdict (row, fingerprint, round, tester, scenario, example, ordinal, verdict, observed, severity,
        class, evidence, tested_at, minutes, device, received, stored_at)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
      arguments: [
        verdict.row.text, verdict.fingerprint, verdict.round, verdict.tester, verdict.scenario, verdict.exampleKey,
        verdict.ordinal, verdict.verdict.rawValue, verdict.observed, verdict.severity?.rawValue, verdict.kind,
        verdict.evidence, verdict.testedAt, verdict.minutes, verdict.device, Data(received), now,
      ])
    // The chain holds the verdict itself; who said it and the remark count by a digest, so that they can be erased.
    let salt = try Data.fetchOne(db, sql: "SELECT salt FROM campaign") ?? Data()
    let personal = [verdict.tester, verdict.observed, verdict.evidence, verdict.device].joined(separator: "\0")
    let content = JournalEntry.Content(
      at: now, actor: actor, action: .verdictStored, object: verdict.row.text,
      detail: [
        "verdict": .string(verdict.verdict.rawValue), "round": .int(verdict.round),
        "digest": .string(hex(sha256(Array(salt) + Array(personal.utf8)))),
      ])
    try Journal.append(content, in: db)
  }

  private static func verdicts(round: Int, in db: Database) throws -> [StoredVerdict] {
    let rows = try Row.fetchAll(
      db,
      sql: """
        SELECT * FROM verdict WHERE id IN (SELECT max(id) FROM verdict WHERE round = ? GROUP BY row, tester)
        ORDER BY id
        """, arguments: [round])
    return rows.compactMap { row in
      let severity: String? = row["severity"]
      guard let id = RowID(row["row"]), let verdict = Verdict(rawValue: row["verdict"]) else { return nil }
      return StoredVerdict(
        row: id, fingerprint: row["fingerprint"], round: row["round"], tester: row["tester"],
        scenario: row["scenario"], exampleKey: row["example"], ordinal: row["ordinal"], verdict: verdict,
        observed: row["observed"], severity: severity.flatMap(Severity.init), kind: row["class"],
        evidence: row["evidence"], testedAt: row["tested_at"], minutes: row["minutes"], device: row["device"])
    }
  }
}
