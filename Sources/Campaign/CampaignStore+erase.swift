import Foundation
import GRDB
import JSON

/// Whose data go: a person's by name, or everybody's that came in before a moment.
package enum ErasureWish: Sendable, Hashable {
  case person(String)
  /// Seconds since 1970.
  case before(Double)
}

/// What was taken out.
package struct Erasure: Sendable, Hashable {
  package var verdicts = 0
  package var remarks = 0
  package var pictures = 0
  package var files = 0
  package var bodies = 0
  package var findings = 0
  package var lines = 0
  package var runs = 0
  /// Scenario texts that still hold the name: they are what was tested, and not a tester's.
  package var scenarios = 0

  package init() {}

  package var isEmpty: Bool { verdicts + remarks + pictures + files + bodies + findings + lines + runs == 0 }
}

extension CampaignStore {
  /// Takes people's data out of the campaign; a line of the journal says what and why, and everything still verifies.
  ///
  /// What was said stays (a verdict is a verdict), who said it becomes `erased 41`, by the number of that line. Pages of the
  /// file that held the data are written over.
  package func erase(_ wish: ErasureWish, reason: String) async throws(CampaignProblem) -> Erasure {
    let (now, actor) = (options.now(), options.actor)
    let erasure = try await perform { db in
      var eraser = try Eraser(wish, in: db)
      try eraser.run()
      if eraser.erasure.isEmpty { return eraser.erasure }
      let content = JournalEntry.Content(
        at: now, actor: actor, action: .erased, object: wish.object, detail: eraser.detail, reason: reason)
      try Journal.append(content, in: db)
      return eraser.erasure
    }
    if erasure.isEmpty { return erasure }
    do {
      try await database.writeWithoutTransaction { db in
        // Free pages and the log hold what was there before.
        try db.execute(sql: "PRAGMA secure_delete = ON; VACUUM;")
        _ = try db.checkpoint(.truncate)
      }
    } catch {
      throw .wrap(error, path: path)
    }
    return erasure
  }
}

extension ErasureWish {
  /// Nobody is named in the line that says that somebody's name is gone.
  fileprivate var object: String {
    switch self {
    case .person: "person"
    case .before(let moment): "before \(Int(moment))"
    }
  }
}

/// One erasure, inside one transaction: tables that only grow let go of texts for it, never of rows.
private struct Eraser {
  private let db: Database
  private let wish: ErasureWish
  private let salt: [UInt8]
  private let markSalt: String
  /// Marks of those whose words are gone: they tested all the same, and a tester does not decide.
  private var testers: Set<String> = []
  /// `erased 41`
  private let pseudonym: String
  private(set) var erasure = Erasure()
  private var ids: [String: [Int]] = [:]
  private var files: [String] = []
  private var runs: [(Int, String)] = []
  private var lines: [(Int, String)] = []

  private static let guarded = [
    "verdict", "extra_remark", "evidence_picture", "finding_change", "resolution", "round_change", "sheet", "advice",
    "journal",
  ]

  init(_ wish: ErasureWish, in db: Database) throws {
    self.db = db
    // Names are looked for as people write them.
    if case .person(let name) = wish {
      self.wish = .person(name.split(whereSeparator: \.isWhitespace).joined(separator: " "))
    } else {
      self.wish = wish
    }
    salt = try [UInt8].salt(in: db)
    markSalt = TesterMark.salt(of: salt)
    let line = (try Int.fetchOne(db, sql: "SELECT max(number) FROM journal") ?? 0) + 1
    pseudonym = "erased \(line)"
  }

  var detail: JSONValue {
    var members = ids.sorted { $0.key < $1.key }.filter { !$0.value.isEmpty }.map {
      JSONMember($0.key, .array($0.value.map(JSONValue.int)))
    }
    func pairs(_ pairs: [(Int, String)]) -> JSONValue {
      .array(pairs.map { ["number": .int($0.0), "digest": .string($0.1)] })
    }
    members.append(JSONMember("received", .strings(files)))
    members.append(JSONMember("runs", pairs(runs)))
    members.append(JSONMember("lines", pairs(lines)))
    members.append(JSONMember("bodies", .int(erasure.bodies)))
    members.append(JSONMember("testers", .strings(testers.sorted())))
    return .object(members)
  }

  mutating func run() throws {
    let triggers = try liftGuards()
    try eraseVerdicts()
    try eraseRemarks()
    try erasePictures()
    try eraseFiles()
    try eraseBodies()
    try eraseFindings()
    if case .person(let name) = wish { try erase(name) }
    for trigger in triggers { try db.execute(sql: trigger) }
  }

  /// Triggers that refuse changes, to be made again as they were.
  private func liftGuards() throws -> [String] {
    let triggers = try Row.fetchAll(
      db,
      sql: "SELECT name, tbl_name, sql FROM sqlite_master WHERE type = 'trigger' AND name LIKE '%\\_keeps' ESCAPE '\\'")
    return try triggers.filter { Self.guarded.contains($0["tbl_name"]) }.map { trigger in
      try db.execute(sql: "DROP TRIGGER \(trigger["name"] as String)")
      return trigger["sql"]
    }
  }

  /// Whether a row is meant: its tester, or when it came in.
  private func isMeant(_ tester: String, _ at: Double) -> Bool {
    switch wish {
    case .person(let name): Self.plain(tester) == Self.plain(name)
    case .before(let moment): at < moment && !tester.hasPrefix("erased ")
    }
  }

  private static func plain(_ name: String) -> String { TesterMark.plain(name) }

  /// Different people stay different: X9 counts testers.
  private mutating func stand(in tester: String) throws -> String {
    if !tester.isEmpty { testers.insert(TesterMark.of(tester, salt: markSalt)) }
    if case .person = wish { return pseudonym }
    return pseudonym + "-" + hex(sha256(salt + Array(Self.plain(tester).utf8))).prefix(4)
  }

  private mutating func eraseVerdicts() throws {
    for row in try Row.fetchAll(db, sql: "SELECT id, tester, stored_at FROM verdict ORDER BY id") {
      guard isMeant(row["tester"], row["stored_at"]) else { continue }
      try db.execute(
        sql: "UPDATE verdict SET tester = ?, observed = '', evidence = '', device = '' WHERE id = ?",
        arguments: [try stand(in: row["tester"]), row["id"] as Int])
      ids["verdicts", default: []].append(row["id"])
      erasure.verdicts += 1
    }
  }

  private mutating func eraseRemarks() throws {
    for row in try Row.fetchAll(db, sql: "SELECT id, tester, stored_at FROM extra_remark ORDER BY id") {
      guard isMeant(row["tester"], row["stored_at"]) else { continue }
      // The digest that keeps one remark from coming twice is over its words and could be guessed.
      try db.execute(
        sql: """
          UPDATE extra_remark SET tester = ?, observed = '', evidence = '', device = '', digest = randomblob(32)
          WHERE id = ?
          """,
        arguments: [try stand(in: row["tester"]), row["id"] as Int])
      ids["remarks", default: []].append(row["id"])
      erasure.remarks += 1
    }
  }

  private mutating func erasePictures() throws {
    for row in try Row.fetchAll(db, sql: "SELECT id, tester, stored_at FROM evidence_picture ORDER BY id") {
      guard isMeant(row["tester"], row["stored_at"]) else { continue }
      try db.execute(
        sql: "UPDATE evidence_picture SET tester = ?, name = '', bytes = x'', digest = randomblob(32) WHERE id = ?",
        arguments: [try stand(in: row["tester"]), row["id"] as Int])
      ids["pictures", default: []].append(row["id"])
      erasure.pictures += 1
    }
  }

  /// Who reported a finding and in which words; status, severity and what became of it stay.
  private mutating func eraseFindings() throws {
    for row in try Row.fetchAll(db, sql: "SELECT id, at, fields FROM finding_change ORDER BY id") {
      guard case .object(var members) = try JSONValue(parsing: row["fields"] as String) else { continue }
      let who = members.first { $0.key == "reporter" } ?? members.first { $0.key == "also_by" }
      let reporter = who?.value.string ?? ""
      let isByMachine = members.contains { $0.key == "origin" && $0.value == "machine" }
      guard !isByMachine, isMeant(reporter, row["at"]) else { continue }
      var isChanged = false
      for place in members.indices where Self.words.contains(members[place].key) {
        guard let text = members[place].value.string, !text.isEmpty, !text.hasPrefix("erased ") else { continue }
        if ["reporter", "also_by", "retested_by"].contains(members[place].key) {
          testers.insert(TesterMark.of(text, salt: markSalt))
        }
        members[place].value = .string(pseudonym)
        isChanged = true
      }
      guard isChanged else { continue }
      try db.execute(
        sql: "UPDATE finding_change SET fields = ? WHERE id = ?",
        arguments: [JSONValue.object(members).text, row["id"] as Int])
      ids["findings", default: []].append(row["id"])
    }
    erasure.findings = ids["findings"]?.count ?? 0
  }

  /// Fields that hold a reporter's own words.
  private static let words: Set<String> = [
    "reporter", "summary", "observed", "evidence", "also_by", "also", "retested_by",
  ]

  /// Worksheets and lists as they came in. What is packed cannot be looked into, so a list of findings goes, too.
  private mutating func eraseFiles() throws {
    for row in try Row.fetchAll(db, sql: "SELECT * FROM received ORDER BY received_at, name") {
      let bytes = Array(row["bytes"] as Data)
      let name: String = row["name"]
      let isMeant =
        switch wish {
        case .before(let moment): (row["received_at"] as Double) < moment
        case .person(let person):
          Self.plain(row["tester"]) == Self.plain(person) || holds(bytes, person) || names(name, person)
            || (row["sheet"] as String).isEmpty && bytes.starts(with: [0x50, 0x4B])
        }
      if bytes.isEmpty || !isMeant { continue }
      let digest: Data = row["digest"]
      try db.execute(
        sql: "UPDATE received SET name = ?, tester = ?, bytes = x'' WHERE digest = ?",
        arguments: [pseudonym, pseudonym, digest])
      files.append(hex(Array(digest)))
      erasure.files += 1
    }
  }

  /// Bodies of requests and answers and attachments; plans and features are what was tested.
  private mutating func eraseBodies() throws {
    let kept = Set(try Data.fetchAll(db, sql: "SELECT plan FROM run_scenario").map { Array($0) })
    let old =
      switch wish {
      case .person: -1
      case .before(let moment):
        try Int.fetchOne(
          db, sql: "SELECT max(number) FROM run WHERE started_at < ?", arguments: [moment]) ?? -1
      }
    let recent = Set(
      try Data.fetchAll(
        db,
        sql: """
          SELECT request_body FROM exchange WHERE run > ? AND request_body IS NOT NULL
          UNION SELECT answer_body FROM exchange WHERE run > ? AND answer_body IS NOT NULL
          """, arguments: [old, old]
      ).map { Array($0) })
    let sent = Set(
      try Data.fetchAll(
        db,
        sql: """
          SELECT request_body FROM exchange WHERE request_body IS NOT NULL
          UNION SELECT answer_body FROM exchange WHERE answer_body IS NOT NULL
          """
      ).map { Array($0) })
    for row in try Row.fetchAll(db, sql: "SELECT id, digest, bytes FROM body WHERE bytes IS NOT NULL") {
      let digest = Array(row["digest"] as Data)
      let bytes = Array(row["bytes"] as Data)
      switch wish {
      case .person(let name):
        guard holds(bytes, name) else { continue }
        // Features stand as sources beside their plans: they are named, not sent.
        guard !kept.contains(digest), sent.contains(digest) || !isSource(bytes) else {
          erasure.scenarios += 1
          continue
        }
      case .before: guard sent.contains(digest), !recent.contains(digest), !kept.contains(digest) else { continue }
      }
      try db.execute(sql: "UPDATE body SET bytes = NULL WHERE id = ?", arguments: [row["id"] as Int])
      erasure.bodies += 1
    }
  }

  /// Plans name sources by their digests in hexadecimal; a text with a keyword line is one.
  private func isSource(_ bytes: [UInt8]) -> Bool {
    let text = String(decoding: bytes, as: UTF8.self)
    return text.contains("Feature:") || text.contains("Functionaliteit:") || text.contains("Scenario")
  }

  // MARK: A name in texts

  private mutating func erase(_ name: String) throws {
    try replace(name, in: "verdict", ["observed", "evidence", "device"], as: "verdicts")
    try replace(name, in: "extra_remark", ["observed", "evidence", "device"], as: "remarks")
    try replace(name, in: "evidence_picture", ["name"], as: nil)
    try replace(name, in: "finding_change", ["fields", "reason", "actor"], as: "findings", isJSON: ["fields"])
    erasure.findings = ids["findings"]?.count ?? 0
    try replace(name, in: "resolution", ["reason", "actor"], as: "resolutions")
    try replace(name, in: "advice", ["adviser", "actor", "content"], as: "advices", isJSON: ["content"])
    try replace(name, in: "round_change", ["detail", "actor", "reason"], as: nil, isJSON: ["detail"])
    try replace(name, in: "round", ["reason"], as: nil)
    try replace(name, in: "sheet", ["tester"], as: nil)
    try replace(name, in: "received", ["name", "tester"], as: nil)
    try replace(name, in: "kept", ["memory"], as: nil, isJSON: ["memory"])
    try replace(name, in: "ledger", ["data", "key"], as: nil, isJSON: ["data"])
    try eraseRuns(name)
    try eraseLines(name)
  }

  private mutating func replace(
    _ name: String, in table: String, _ columns: [String], as kind: String?, isJSON: Set<String> = []
  ) throws {
    let key = ["sheet", "received", "kept"].contains(table) ? Self.keys[table] ?? [] : ["rowid"]
    let selected = key.map { "\($0) AS \($0)" } + columns
    for row in try Row.fetchAll(db, sql: "SELECT \(selected.joined(separator: ", ")) FROM \(table)") {
      for column in columns {
        guard let text: String = row[column], let new = replaced(name, in: text, isJSON: isJSON.contains(column)) else {
          continue
        }
        var arguments: [(any DatabaseValueConvertible)?] = [new]
        arguments += key.map { row[$0] as DatabaseValue }
        try db.execute(
          sql: "UPDATE \(table) SET \(column) = ? WHERE \(key.map { "\($0) = ?" }.joined(separator: " AND "))",
          arguments: StatementArguments(arguments))
        // Somebody else's words in which the name stood; those of findings are counted by change.
        if kind != "findings" { erasure.remarks += 1 }
        if let kind, let id: Int = row["rowid"], !(ids[kind]?.contains(id) ?? false) {
          ids[kind, default: []].append(id)
        }
      }
    }
  }

  /// Of tables without row numbers.
  private static let keys = ["sheet": ["id"], "received": ["digest"], "kept": ["run", "scenario"]]

  /// Results of a run: messages, addresses, headers. Its digest is then another, and the journal says which.
  private mutating func eraseRuns(_ name: String) throws {
    let tables: [(String, [String], [String])] = [
      ("attempt", ["run", "scenario", "attempt"], ["message", "troubles"]),
      ("step", ["run", "scenario", "attempt", "ordinal"], ["message", "expected", "actual", "cause", "more"]),
      (
        "exchange", ["run", "scenario", "attempt", "number"],
        ["who", "url", "trouble", "request_headers", "answer_headers"]
      ),
    ]
    var changed: Set<Int> = []
    for (table, key, columns) in tables {
      for row in try Row.fetchAll(db, sql: "SELECT * FROM \(table)") {
        for column in columns {
          guard let text: String = row[column],
            let new = replaced(name, in: text, isJSON: ["more", "troubles"].contains(column))
          else { continue }
          var arguments: [(any DatabaseValueConvertible)?] = [new]
          arguments += key.map { row[$0] as DatabaseValue }
          try db.execute(
            sql: "UPDATE \(table) SET \(column) = ? WHERE \(key.map { "\($0) = ?" }.joined(separator: " AND "))",
            arguments: StatementArguments(arguments))
          changed.insert(row["run"])
        }
      }
    }
    for run in changed.sorted() {
      let digest = hex(try RunDigest.compute(run: run, in: db))
      try db.execute(
        sql: "UPDATE run SET digest = ? WHERE number = ? AND digest IS NOT NULL", arguments: [digest, run])
      runs.append((run, digest))
    }
    erasure.runs = runs.count
  }

  /// Lines that name the person lose their text and keep their digest, so the chain goes on.
  private mutating func eraseLines(_ name: String) throws {
    let before = try ErasedRows(db).runs
    for row in try Row.fetchAll(db, sql: "SELECT * FROM journal WHERE detail <> '' ORDER BY number") {
      let texts: [String] = ["actor", "object", "detail", "reason"].map { row[$0] }
      guard texts.contains(where: { names($0, name) }) else { continue }
      if row["action"] == JournalEntry.Action.runFinished.rawValue { keepDigest(ofRun: texts[1], texts[2], before) }
      try db.execute(
        sql: "UPDATE journal SET actor = '', object = '', detail = '', reason = '' WHERE number = ?",
        arguments: [row["number"] as Int])
      lines.append((row["number"], hex(Array(row["digest"] as Data))))
    }
    erasure.lines = lines.count
  }

  /// Whoever ran is named in the line with the digest of the results, which has to stand elsewhere then.
  private mutating func keepDigest(ofRun run: String, _ detail: String, _ before: [Int: String]) {
    guard let number = Int(run), !runs.contains(where: { $0.0 == number }),
      let digest = before[number] ?? (try? JSONValue(parsing: detail))?["digest"]?.string
    else { return }
    runs.append((number, digest))
  }

  /// nil when the name is not in it; the whole name, and each part of it as a word.
  private func replaced(_ name: String, in text: String, isJSON: Bool) -> String? {
    // In JSON as everywhere a name has no sign that is escaped, or it is not found and the row stays as it is.
    let new = text.replacingOccurrences(of: name, with: pseudonym, options: .caseInsensitive)
    return new == text ? nil : new
  }

  private func names(_ text: String, _ name: String) -> Bool {
    text.range(of: name, options: .caseInsensitive) != nil
      || text.range(of: slug(name), options: .caseInsensitive) != nil
  }

  /// As it stands in names of files: `sanne-de-vries`.
  private func slug(_ name: String) -> String {
    name.lowercased().split(whereSeparator: { !$0.isLetter && !$0.isNumber }).joined(separator: "-")
  }

  private func holds(_ bytes: [UInt8], _ name: String) -> Bool {
    names(String(decoding: bytes, as: UTF8.self), name)
  }
}
