import Foundation
import GRDB
import JSON
import RunModel

/// Compares what the journal says with what is stored, row by row: the n-th line of an action speaks of the n-th row of its
/// table, for both are written in one transaction.
struct JournalAudit {
  let db: Database
  private let salt: [UInt8]
  let erased: ErasedRows
  var faults: [String] = []

  /// What does not agree, a sentence each.
  static func faults(in db: Database) throws -> [String] {
    var audit = try JournalAudit(db)
    try audit.checkVerdicts()
    try audit.checkRemarks()
    try audit.checkPictures()
    try audit.checkReceived()
    try audit.checkResolutions()
    try audit.checkAdvices()
    try audit.checkFreezes()
    try audit.checkSheets()
    try audit.checkSites()
    try audit.checkRounds()
    try audit.checkRuns()
    return audit.faults
  }

  private init(_ db: Database) throws {
    self.db = db
    salt = try [UInt8].salt(in: db)
    erased = try ErasedRows(db)
  }

  /// SHA-256 of salt and texts, as journal lines hold it.
  static func seal(_ texts: [String], salt: [UInt8]) -> String {
    hex(sha256(salt: salt, texts))
  }

  /// - Parameters:
  ///   - moment: the column that says when; a line is kept to the millisecond. nil: rows have another time than lines.
  ///   - agrees: whether line and row say the same; a line whose text was erased says nothing.
  mutating func compare(
    _ actions: [JournalEntry.Action], _ sql: String, _ what: String, moment: String? = nil,
    _ agrees: (_ object: String, _ detail: JSONValue, _ row: Row) throws -> Bool
  ) throws {
    let marks = actions.map { "'\($0.rawValue)'" }.joined(separator: ", ")
    let lines = try Row.fetchAll(
      db, sql: "SELECT number, at, object, detail FROM journal WHERE action IN (\(marks)) ORDER BY number")
    let rows = try Row.fetchAll(db, sql: sql)
    if lines.count != rows.count { faults.append("\(rows.count) \(what), \(lines.count) of them journalled") }
    for (line, row) in zip(lines, rows) {
      let text: String = line["detail"]
      if text.isEmpty { continue }
      let isSame = try (try? JSONValue(parsing: text)).map { try agrees(line["object"], $0, row) } ?? false
      let isOfThen = moment.map { abs((row[$0] as Double) - (line["at"] as Double)) < 0.001 } ?? true
      if !isSame || !isOfThen {
        faults.append("journal line \(line["number"] as Int) and the stored \(what) do not agree")
      }
    }
  }

  private mutating func checkVerdicts() throws {
    let (salt, erased) = (salt, erased)
    try compare(
      [.verdictStored], "SELECT * FROM verdict ORDER BY id", "verdicts", moment: "stored_at"
    ) { object, detail, row in
      let words: [String] = ["tester", "observed", "evidence", "device"].map { row[$0] }
      return object == row["row"] && detail["verdict"]?.string == row["verdict"]
        && detail["round"]?.int == row["round"]
        // Lines from before have no digest over the rest.
        && detail["rest"]?.string ?? StoredVerdict.rest(of: row) == StoredVerdict.rest(of: row)
        && (erased.verdicts.contains(row["id"]) || detail["digest"]?.string == Self.seal(words, salt: salt))
    }
  }

  private mutating func checkRemarks() throws {
    let (salt, erased) = (salt, erased)
    try compare(
      [.remarkStored], "SELECT * FROM extra_remark ORDER BY id", "remarks", moment: "stored_at"
    ) { object, detail, row in
      let words = ExtraRemark.words(row["tester"], row["observed"], row["evidence"], row["device"])
      return object == row["slot"] && detail["round"]?.int == row["round"]
        && (erased.remarks.contains(row["id"]) || detail["digest"]?.string == Self.seal(words, salt: salt))
    }
  }

  private mutating func checkPictures() throws {
    let (salt, erased) = (salt, erased)
    try compare(
      [.evidenceStored], "SELECT * FROM evidence_picture ORDER BY id", "pictures", moment: "stored_at"
    ) { object, detail, row in
      let bytes: [UInt8] = Array(row["bytes"] as Data)
      return object == row["row"]
        && (erased.pictures.contains(row["id"])
          || detail["digest"]?.string == Self.seal([hex(sha256(bytes))], salt: salt))
    }
  }

  /// Files have no number of their own, so they are found by their digest.
  private mutating func checkReceived() throws {
    let lines = try Row.fetchAll(
      db,
      sql: "SELECT detail FROM journal WHERE action IN ('worksheet-received', 'findings-received') AND detail <> ''")
    let hidden = try Int.fetchOne(
      db,
      sql: "SELECT count(*) FROM journal WHERE action IN ('worksheet-received', 'findings-received') AND detail = ''")
    let digests = Set(lines.compactMap { (try? JSONValue(parsing: $0["detail"] as String))?["sha256"]?.string })
    let rows = try Row.fetchAll(db, sql: "SELECT digest, bytes, name FROM received")
    // A line that was erased, for it names who took the file in, speaks of one of those that no other line names.
    let unnamed = rows.count { !digests.contains(hex(Array($0["digest"] as Data))) }
    for row in rows {
      let digest = hex(Array(row["digest"] as Data))
      let bytes = Array(row["bytes"] as Data)
      if erased.received.contains(digest) { continue }
      if !digests.contains(digest), unnamed > hidden ?? 0 {
        faults.append("the received file \(row["name"] as String) is not journalled")
      }
      if hex(sha256(bytes)) != digest { faults.append("the received file \(row["name"] as String) was changed") }
    }
    if rows.count != lines.count + (hidden ?? 0) {
      faults.append("\(rows.count) received files, \(lines.count + (hidden ?? 0)) of them journalled")
    }
  }

  private mutating func checkResolutions() throws {
    let (salt, erased) = (salt, erased)
    try compare(
      [.resolved], "SELECT * FROM resolution ORDER BY id", "decisions on rows", moment: "at"
    ) { object, detail, row in
      let reason: String = row["reason"]
      return object == row["row"] && detail["verdict"]?.string == row["verdict"]
        && detail["round"]?.int == row["round"]
        && detail["fingerprint"]?.string ?? row["fingerprint"] == row["fingerprint"]
        && (erased.resolutions.contains(row["id"])
          || detail["digest"]?.string == hex(sha256(salt + Array(reason.utf8))))
    }
  }

  private mutating func checkAdvices() throws {
    let (salt, erased) = (salt, erased)
    try compare([.advised], "SELECT * FROM advice ORDER BY id", "advices") { object, detail, row in
      // One that was given on a bundle stands there.
      guard let digest = detail["digest"]?.string else { return true }
      let content: String = row["content"]
      return detail["advice"]?.int == row["id"] && detail["target"]?.string ?? row["target"] == row["target"]
        && (erased.advices.contains(row["id"]) || digest == hex(sha256(salt + Array(content.utf8))))
    }
  }

  /// What was handed out: by the rows that came with it a verdict is found good or stale.
  private mutating func checkSheets() throws {
    let lines = try Row.fetchAll(db, sql: "SELECT object, detail FROM journal WHERE action = 'sheet-issued'")
    let count = try Int.fetchOne(db, sql: "SELECT count(*) FROM sheet") ?? 0
    if count != lines.count { faults.append("\(count) worksheets, \(lines.count) of them journalled") }
    for line in lines {
      let id: String = line["object"]
      guard let detail = try? JSONValue(parsing: line["detail"] as String), !id.isEmpty else { continue }
      let row = try Row.fetchOne(db, sql: "SELECT * FROM sheet WHERE id = ?", arguments: [id])
      let rows = try Int.fetchOne(db, sql: "SELECT count(*) FROM sheet_row WHERE sheet = ?", arguments: [id])
      guard let row, detail["round"]?.int == row["round"], detail["role"]?.string == row["role"],
        detail["issue"]?.int == row["issue"], detail["rows"]?.int == rows,
        detail["digest"]?.string == hex(Array(row["digest"] as Data))
      else {
        faults.append("worksheet \(id) is not what was journalled")
        continue
      }
    }
  }

  /// The site that a round was opened with, and with which every later reading is compared.
  private mutating func checkSites() throws {
    for line in try Row.fetchAll(db, sql: "SELECT object, detail FROM journal WHERE action = 'site-read'") {
      guard let detail = try? JSONValue(parsing: line["detail"] as String), let digest = detail["sha256"]?.string,
        let round = Int(line["object"] as String)
      else { continue }
      let text = try String.fetchOne(db, sql: "SELECT fingerprint FROM round WHERE number = ?", arguments: [round])
      if hex(sha256(Array((text ?? "").utf8))) != digest {
        faults.append("the site of round \(round) is not the one that was journalled")
      }
    }
  }

  private mutating func checkFreezes() throws {
    try compare([.frozen], "SELECT * FROM freeze ORDER BY revision", "frozen reports") { object, detail, row in
      object == row["code"] && detail["revision"]?.int == row["revision"]
        && detail["content"]?.string == row["content"] && detail["round"]?.int == row["round"]
        && detail["evidence"]?.string == row["evidence"] && detail["rehearsal"]?.bool == row["rehearsal"]
        // Lines from before do not say these.
        && detail["target"]?.string ?? row["target"] == row["target"]
        && detail["state"]?.string ?? row["state"] == row["state"]
        && detail["journal"]?.int ?? row["journal"] == row["journal"]
    }
  }
}

extension StoredVerdict {
  /// SHA-256 over what of a row speaks of nobody.
  static func rest(of row: Row) -> String {
    let columns = [
      "row", "fingerprint", "scenario", "example", "ordinal", "severity", "class", "tested_at", "minutes", "sheet",
      "issue", "tested_on",
    ]
    let texts = columns.map { column in
      switch (row[column] as DatabaseValue).storage {
      case .string(let text): text
      case .int64(let number): String(number)
      default: ""
      }
    }
    return rest(of: texts)
  }

  /// The same of a verdict that is being stored, by which the row is held later.
  var rest: String {
    Self.rest(of: [
      row.text, fingerprint, scenario, exampleKey, String(ordinal), severity?.rawValue ?? "", kind, testedAt, minutes,
      sheet, String(issue), testedOn,
    ])
  }

  private static func rest(of texts: [String]) -> String {
    hex(sha256(texts))
  }
}
