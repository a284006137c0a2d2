import GRDB
import JSON
import RunModel

/// The stored changes of findings: folded when read, one row and one journal line each when written.
enum FindingLog {
  /// All findings as they stand, by number.
  static func fold(_ db: Database) throws -> [Int: Finding] {
    var findings: [Int: Finding] = [:]
    for row in try Row.fetchAll(db, sql: "SELECT * FROM finding_change ORDER BY id") {
      let change = FindingChange(
        at: row["at"], actor: row["actor"], values: try values(row["fields"]), reason: row["reason"],
        source: row["source"])
      let number: Int = row["finding"]
      var finding = findings[number] ?? Finding(number: number, values: [:], foundAt: change.at)
      finding.take(change)
      findings[number] = finding
    }
    try FindingTargets(db).fill(&findings)
    return findings
  }

  /// Writes a change and its journal line, which holds texts about people by salted digest only.
  ///
  /// - Parameter source: nil for a person's own change; never written twice.
  static func append(
    _ values: [Finding.Field: String], to number: Int, reason: String = "", source: String? = nil, now: Double,
    actor: String, in db: Database
  ) throws {
    let fields = text(values)
    try db.execute(
      sql: "INSERT INTO finding_change (finding, at, actor, fields, reason, source) VALUES (?, ?, ?, ?, ?, ?)",
      arguments: [number, now, actor, fields, reason, source])
    let id = db.lastInsertedRowID
    let plain = values.filter { !$0.key.isPersonal }.sorted { $0.key.rawValue < $1.key.rawValue }
    let content = JournalEntry.Content(
      at: now, actor: actor, action: .findingChanged, object: Finding.id(number),
      detail: [
        "change": .int(Int(id)), "set": .object(plain.map { JSONMember($0.key.rawValue, .string($0.value)) }),
        "source": source.map { .string($0) } ?? .null,
        "digest": .string(try digest(fields: fields, reason: reason, in: db)),
        "rest": .string(rest(actor: actor, at: now, source: source)),
      ])
    try Journal.append(content, in: db)
  }

  /// Changes that do not agree with what the journal says of them, one sentence each.
  ///
  /// - Parameter erased: changes whose texts were taken out, by id.
  static func faults(in db: Database, erased: Set<Int> = []) throws -> [String] {
    guard try db.tableExists("finding_change") else { return [] }
    var faults: [String] = []
    let lines = try Row.fetchAll(
      db, sql: "SELECT object, detail FROM journal WHERE action = 'finding-changed' ORDER BY number")
    for line in lines where !(line["detail"] as String).isEmpty {
      let object: String = line["object"]
      let detail = try? JSONValue(parsing: line["detail"] as String)
      let change = detail?["change"]?.int ?? 0
      let row = try Row.fetchOne(db, sql: "SELECT * FROM finding_change WHERE id = ?", arguments: [change])
      guard let row, Finding.id(row["finding"]) == object,
        try erased.contains(change)
          || digest(fields: row["fields"], reason: row["reason"], in: db) == detail?["digest"]?.string,
        // Lines from before have no digest over the rest.
        case let rest = Self.rest(actor: row["actor"], at: row["at"], source: row["source"]),
        detail?["rest"]?.string ?? rest == rest
      else {
        faults.append("change \(change) of \(object) is not what was journalled")
        continue
      }
    }
    let count = try Int.fetchOne(db, sql: "SELECT count(*) FROM finding_change") ?? 0
    if count != lines.count { faults.append("\(count) changes of findings, \(lines.count) of them journalled") }
    return faults
  }

  /// SHA-256 over who, when and after which stored result: the last says on which system it was found.
  private static func rest(actor: String, at: Double, source: String?) -> String {
    hex(sha256(Array("\(actor)\0\(at)\0\(source ?? "-")".utf8)))
  }

  private static func digest(fields: String, reason: String, in db: Database) throws -> String {
    hex(sha256(try [UInt8].salt(in: db) + Array("\(fields)\0\(reason)".utf8)))
  }

  /// In the order of the fields, so that one change always gives one text.
  private static func text(_ values: [Finding.Field: String]) -> String {
    JSONValue.object(
      Finding.Field.allCases.compactMap { field in values[field].map { JSONMember(field.rawValue, .string($0)) } }
    ).text
  }

  private static func values(_ text: String) throws -> [Finding.Field: String] {
    guard case .object(let members) = try JSONValue(parsing: text) else { return [:] }
    return Dictionary(
      members.compactMap { member in
        Finding.Field(rawValue: member.key).flatMap { field in member.value.string.map { (field, $0) } }
      }, uniquingKeysWith: { $1 })
  }
}
