import Foundation
import GRDB
import JSON
package import RunModel
import SideWork

/// A worksheet that came back, with what was understood of it: stored in one transaction or not at all.
package struct ReceivedWorksheet: Sendable {
  /// Of the file, without its folder.
  package var name: String
  package var bytes: [UInt8]
  /// Empty for a file that does not say which sheet it is.
  package var sheet: String
  package var round: Int
  package var tester: String
  /// What the tester says: nil when nothing was said.
  package var isOwnWork: Bool?
  package var verdicts: [StoredVerdict]
  package var remarks: [ExtraRemark]
  package var pictures: [EvidencePicture]

  package init(
    name: String, bytes: [UInt8], sheet: String = "", round: Int = 0, tester: String = "", isOwnWork: Bool? = nil,
    verdicts: [StoredVerdict] = [], remarks: [ExtraRemark] = [], pictures: [EvidencePicture] = []
  ) {
    self.name = name
    self.bytes = bytes
    self.sheet = sheet
    self.round = round
    self.tester = tester
    self.isOwnWork = isOwnWork
    self.verdicts = verdicts
    self.remarks = remarks
    self.pictures = pictures
  }
}

/// What a tester wrote that no row asked for: in a free row at the end of the sheet, or as a note on a cell.
package struct ExtraRemark: Sendable, Hashable {
  package var sheet: String
  /// `R-NEW-1` for a free row; the row's id for a note on one of its cells.
  package var slot: String
  package var tester: String
  package var round: Int
  package var observed: String
  package var severity: Severity?
  /// As in `StoredVerdict`.
  package var kind: String
  package var evidence: String
  /// As the tester wrote it.
  package var testedAt: String
  /// The same in ISO form; empty for none.
  package var testedOn: String
  package var minutes: String
  package var device: String

  package init(
    sheet: String, slot: String, tester: String, round: Int, observed: String, severity: Severity? = nil,
    kind: String = "", evidence: String = "", testedAt: String = "", testedOn: String = "", minutes: String = "",
    device: String = ""
  ) {
    self.sheet = sheet
    self.slot = slot
    self.tester = tester
    self.round = round
    self.observed = observed
    self.severity = severity
    self.kind = kind
    self.evidence = evidence
    self.testedAt = testedAt
    self.testedOn = testedOn
    self.minutes = minutes
    self.device = device
  }

  /// What may name people, as the journal's digest is over it.
  fileprivate var words: [String] { Self.words(tester, observed, evidence, device) }

  /// Without a device as lines from before have it.
  static func words(_ tester: String, _ observed: String, _ evidence: String, _ device: String) -> [String] {
    [tester, observed, evidence] + (device.isEmpty ? [] : [device])
  }

  /// What makes two remarks one; another issue of a sheet may bring the same remark again.
  fileprivate var content: [UInt8] {
    let texts = [slot, tester, String(round), observed, severity?.rawValue ?? "", kind, evidence, testedOn]
    return Array(sha256(texts))
  }
}

/// A picture that lay on a row of a workbook, or a file that the tester named beside it.
package struct EvidencePicture: Sendable, Hashable {
  /// `R-NEW-1` for a free row.
  package var row: String
  package var tester: String
  package var round: Int
  /// `R-7K2QXBM_round2_sanne_1of2.png`, or with the file's own name behind the tester's.
  package var name: String
  package var bytes: [UInt8]

  package init(row: String, tester: String, round: Int, name: String, bytes: [UInt8]) {
    self.row = row
    self.tester = tester
    self.round = round
    self.name = name
    self.bytes = bytes
  }
}

extension CampaignStore {
  /// What a file brought that was not there.
  package struct Received: Sendable, Hashable {
    package var verdicts = 0
    package var remarks = 0
    package var pictures = 0

    package init() {}
  }

  /// Whose words exactly these bytes were when they came in before, and of which round; nil when they never did.
  package func receivedBefore(
    _ bytes: [UInt8]
  ) async throws(CampaignProblem) -> (tester: String, round: Int)? {
    try await read { db in
      let row = try Row.fetchOne(
        db, sql: "SELECT tester, round FROM received WHERE digest = ?", arguments: [Data(sha256(bytes))])
      return row.map { ($0["tester"], $0["round"]) }
    }
  }

  /// Keeps a worksheet byte for byte and stores what is new in it; all or nothing.
  /// - Returns: what was stored; a verdict that says what the tester's last word says already is not.
  package func receive(_ worksheet: ReceivedWorksheet) async throws(CampaignProblem) -> Received {
    let (now, actor) = (options.now(), options.actor)
    return try await perform { db in
      var receiving = try Receiving(worksheet, now: now, actor: actor, in: db)
      try receiving.keepFile(in: db)
      try receiving.store(in: db)
      return receiving.result
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

  /// What testers wrote that no row asked for, oldest first.
  package func extraRemarks(round: Int) async throws(CampaignProblem) -> [ExtraRemark] {
    try await read { db in
      try Row.fetchAll(db, sql: "SELECT * FROM extra_remark WHERE round = ? ORDER BY id", arguments: [round]).map {
        let severity: String? = $0["severity"]
        return ExtraRemark(
          sheet: $0["sheet"], slot: $0["slot"], tester: $0["tester"], round: $0["round"], observed: $0["observed"],
          severity: severity.flatMap(Severity.init), kind: $0["class"], evidence: $0["evidence"],
          testedAt: $0["tested_at"], testedOn: $0["tested_on"], minutes: $0["minutes"], device: $0["device"])
      }
    }
  }

  /// Pictures that came in workbooks, oldest first.
  package func evidencePictures(round: Int) async throws(CampaignProblem) -> [EvidencePicture] {
    try await read { db in
      try Row.fetchAll(db, sql: "SELECT * FROM evidence_picture WHERE round = ? ORDER BY id", arguments: [round])
        .map { row in
          let bytes: Data = row["bytes"]
          return EvidencePicture(
            row: row["row"], tester: row["tester"], round: row["round"], name: row["name"], bytes: Array(bytes))
        }
    }
  }
}

/// One worksheet on its way into the campaign.
private struct Receiving {
  private let worksheet: ReceivedWorksheet
  private let now: Double
  private let actor: String
  private let digest: [UInt8]
  private let salt: [UInt8]
  private var journal: Journal.End
  private(set) var result = CampaignStore.Received()

  init(_ worksheet: ReceivedWorksheet, now: Double, actor: String, in db: Database) throws {
    self.worksheet = worksheet
    self.now = now
    self.actor = actor
    journal = try Journal.End(db)
    digest = sha256(worksheet.bytes)
    salt = Array(try Data.fetchOne(db, sql: "SELECT salt FROM campaign") ?? Data())
  }

  mutating func keepFile(in db: Database) throws {
    var row = try RowStatement(
      db,
      """
      INSERT OR IGNORE INTO received (digest, name, bytes, received_at, sheet, round, tester)
      VALUES (?, ?, ?, ?, ?, ?, ?)
      """)
    row.bind(digest)
    row.bind(worksheet.name)
    row.bind(worksheet.bytes)
    row.bind(now)
    row.bind(worksheet.sheet)
    row.bind(worksheet.round)
    row.bind(worksheet.tester)
    try row.run()
    if db.changesCount > 0 {
      try note(
        .worksheetReceived, worksheet.name,
        [
          "sha256": .string(hex(digest)), "sheet": .string(worksheet.sheet),
          "own_work": worksheet.isOwnWork.map(JSONValue.bool) ?? .null,
        ], in: db)
    }
  }

  mutating func store(in db: Database) throws {
    var last: [Word: StoredVerdict] = [:]
    for round in Set(worksheet.verdicts.map(\.round)) {
      for verdict in try StoredVerdict.last(round: round, in: db) { last[Word(verdict)] = verdict }
    }
    // By place: most worksheets hold a word once, and as many verdicts once more would be much to keep.
    var new: [Word: Int] = [:]
    let sealing = SideWork<Range<Int>, [Seals]> { [worksheet, salt] range in
      range.map { Seals(worksheet.verdicts[$0], salt: salt) }
    }
    var chunks = Self.chunks(of: worksheet.verdicts.count)[...]
    if let first = chunks.first { sealing.begin(first) }
    while let chunk = chunks.popFirst() {
      let seals = sealing.next()
      if let next = chunks.first { sealing.begin(next) }
      for (place, seal) in zip(chunk, seals) {
        let verdict = worksheet.verdicts[place]
        let word = Word(verdict)
        let before = new[word].map { worksheet.verdicts[$0] } ?? last[word]
        if before?.saysTheSame(as: verdict) ?? false { continue }
        try insert(verdict, seal, in: db)
        new[word] = place
      }
    }
    for remark in worksheet.remarks { try insert(remark, in: db) }
    for picture in worksheet.pictures { try insert(picture, in: db) }
  }

  private static func chunks(of count: Int) -> [Range<Int>] {
    stride(from: 0, to: count, by: 500).map { $0..<min(count, $0 + 500) }
  }

  /// What the chain holds of a verdict beside the verdict itself: who said it and the remark count by a digest, so that
  /// they can be erased. Worked out on another processor while rows before are stored.
  private struct Seals: Sendable {
    let words: String
    let rest: String

    init(_ verdict: StoredVerdict, salt: [UInt8]) {
      words = JournalAudit.seal([verdict.tester, verdict.observed, verdict.evidence, verdict.device], salt: salt)
      rest = verdict.rest
    }
  }

  private mutating func insert(_ verdict: StoredVerdict, _ seals: Seals, in db: Database) throws {
    var row = try RowStatement(
      db,
      """
      INSERT INTO verdict (row, fingerprint, round, tester, scenario, example, ordinal, verdict, observed, severity,
      class, evidence, tested_at, minutes, device, received, stored_at, sheet, issue, tested_on)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """)
    row.bind(verdict.row.text)
    row.bind(verdict.fingerprint)
    row.bind(verdict.round)
    row.bind(verdict.tester)
    row.bind(verdict.scenario)
    row.bind(verdict.exampleKey)
    row.bind(verdict.ordinal)
    row.bind(verdict.verdict.rawValue)
    row.bind(verdict.observed)
    row.bind(verdict.severity?.rawValue)
    row.bind(verdict.kind)
    row.bind(verdict.evidence)
    row.bind(verdict.testedAt)
    row.bind(verdict.minutes)
    row.bind(verdict.device)
    row.bind(digest)
    row.bind(now)
    row.bind(verdict.sheet)
    row.bind(verdict.issue)
    row.bind(verdict.testedOn)
    try row.run()
    result.verdicts += 1
    try note(
      .verdictStored, verdict.row.text,
      [
        "verdict": .string(verdict.verdict.rawValue), "round": .int(verdict.round),
        "digest": .string(seals.words), "rest": .string(seals.rest),
      ], in: db)
  }

  private mutating func insert(_ remark: ExtraRemark, in db: Database) throws {
    try db.execute(
      sql: """
        INSERT OR IGNORE INTO extra_remark (digest, sheet, slot, tester, round, observed, severity, class, evidence,
        tested_at, tested_on, received, stored_at, minutes, device)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
      arguments: [
        Data(remark.content), remark.sheet, remark.slot, remark.tester, remark.round, remark.observed,
        remark.severity?.rawValue, remark.kind, remark.evidence, remark.testedAt, remark.testedOn, Data(digest), now,
        remark.minutes, remark.device,
      ])
    guard db.changesCount > 0 else { return }
    result.remarks += 1
    try note(
      .remarkStored, remark.slot,
      ["round": .int(remark.round), "digest": seal(remark.words)], in: db)
  }

  private mutating func insert(_ picture: EvidencePicture, in db: Database) throws {
    let content = sha256(picture.bytes)
    try db.execute(
      sql: """
        INSERT OR IGNORE INTO evidence_picture (row, tester, round, name, digest, bytes, received, stored_at)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?)
        """,
      arguments: [
        picture.row, picture.tester, picture.round, picture.name, Data(content), Data(picture.bytes), Data(digest),
        now,
      ])
    guard db.changesCount > 0 else { return }
    result.pictures += 1
    try note(.evidenceStored, picture.row, ["round": .int(picture.round), "digest": seal([hex(content)])], in: db)
  }

  private func seal(_ texts: [String]) -> JSONValue {
    .string(JournalAudit.seal(texts, salt: salt))
  }

  private mutating func note(
    _ action: JournalEntry.Action, _ object: String, _ detail: JSONValue, in db: Database
  ) throws {
    try journal.append(
      JournalEntry.Content(at: now, actor: actor, action: action, object: object, detail: detail), in: db)
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
}
