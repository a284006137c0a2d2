import Crypto
import Foundation
import GRDB
import JSON

/// What a worksheet is to hold, before it has a number.
package struct SheetRequest: Sendable, Hashable {
  package var round: Int
  /// Empty for whoever comes.
  package var tester: String
  /// Key of a role word; `lead` for the lead's own.
  package var role: String
  package var language: String
  /// In the order of the sheet.
  package var rows: [Row]

  package struct Row: Sendable, Hashable {
    package var id: RowID
    package var fingerprint: String

    package init(id: RowID, fingerprint: String) {
      self.id = id
      self.fingerprint = fingerprint
    }
  }

  package init(round: Int, tester: String, role: String, language: String, rows: [Row]) {
    self.round = round
    self.tester = tester
    self.role = role
    self.language = language
    self.rows = rows
  }
}

/// A worksheet that was handed out.
package struct IssuedSheet: Sendable, Hashable {
  /// `S-7K2QXBM`.
  package var id: String
  package var request: SheetRequest
  /// From 1 for each round, tester and role.
  package var issue: Int
  /// Seconds since 1970, UTC.
  package var issuedAt: Int
  /// Digest of the journal's last line when it was issued, as hexadecimal digits.
  package var journalHead: String

  package init(id: String, request: SheetRequest, issue: Int, issuedAt: Int, journalHead: String) {
    self.id = id
    self.request = request
    self.issue = issue
    self.issuedAt = issuedAt
    self.journalHead = journalHead
  }
}

extension CampaignStore {
  /// Registers worksheets; one whose rows are those of its last issue in that language, in the same words, is that one
  /// again, so that equal input gives equal files.
  ///
  /// An issue before the last never comes again: a tester's word on it would be older than one on the last. What stands
  /// around the rows (known issues, whom to call) is printed as it is today and makes no new issue.
  ///
  /// - Parameter name: gives a sheet its id from its request and issue number.
  package func issue(
    _ requests: [SheetRequest], name: @escaping @Sendable (SheetRequest, _ issue: Int) -> String
  ) async throws(CampaignProblem) -> [IssuedSheet] {
    let (now, actor) = (options.now(), options.actor)
    return try await perform { db in
      try requests.map { request in
        let known = try Row.fetchOne(
          db,
          sql: """
            SELECT * FROM sheet WHERE round = ? AND tester = ? AND role = ? AND language = ?
            ORDER BY issue DESC LIMIT 1
            """, arguments: [request.round, request.tester, request.role, request.language])
        // Equal digests are equal rows: they need not be read.
        if let known, known["digest"] == Data(request.digest) { return IssuedSheet(known, request) }
        let last = try Int.fetchOne(
          db, sql: "SELECT max(issue) FROM sheet WHERE round = ? AND tester = ? AND role = ?",
          arguments: [request.round, request.tester, request.role])
        let head = try Data.fetchOne(db, sql: "SELECT digest FROM journal ORDER BY number DESC LIMIT 1") ?? Data()
        let issue = (last ?? 0) + 1
        let sheet = IssuedSheet(
          id: name(request, issue), request: request, issue: issue, issuedAt: Int(now), journalHead: hex(head))
        try sheet.insert(in: db)
        let content = JournalEntry.Content(
          at: now, actor: actor, action: .sheetIssued, object: sheet.id,
          detail: [
            "round": .int(request.round), "role": .string(request.role), "issue": .int(issue),
            "rows": .int(request.rows.count), "digest": .string(hex(request.digest)),
          ])
        try Journal.append(content, in: db)
        return sheet
      }
    }
  }

  /// All worksheets that were ever handed out, oldest first.
  package func issuedSheets() async throws(CampaignProblem) -> [IssuedSheet] {
    try await read { db in
      try Row.fetchAll(db, sql: "SELECT * FROM sheet ORDER BY issued_at, id").map { try IssuedSheet($0, in: db) }
    }
  }
}

extension SheetRequest {
  /// Over what the sheet is and says; tester and role are compared beside it.
  fileprivate var digest: [UInt8] {
    var hash = SHA256()
    hash.update(data: Array(language.utf8))
    for row in rows { hash.update(data: Array("\n\(row.id)/\(row.fingerprint)".utf8)) }
    return Array(hash.finalize())
  }
}

extension IssuedSheet {
  fileprivate init(_ row: Row, _ request: SheetRequest) {
    self.init(
      id: row["id"], request: request, issue: row["issue"], issuedAt: row["issued_at"], journalHead: row["journal"])
  }

  fileprivate init(_ row: Row, in db: Database) throws {
    let id: String = row["id"]
    var rows: [SheetRequest.Row] = []
    let cursor = try Row.fetchCursor(
      db, sql: "SELECT row, fingerprint FROM sheet_row WHERE sheet = ? ORDER BY place", arguments: [id])
    while let row = try cursor.next() {
      guard let id = RowID(row[0]) else { throw DatabaseError(resultCode: .SQLITE_CORRUPT) }
      rows.append(SheetRequest.Row(id: id, fingerprint: row[1]))
    }
    self.init(
      row,
      SheetRequest(
        round: row["round"], tester: row["tester"], role: row["role"], language: row["language"], rows: rows))
  }

  fileprivate func insert(in db: Database) throws {
    try db.execute(
      sql: "INSERT INTO sheet VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
      arguments: [
        id, request.round, request.tester, request.role, issue, request.language, Data(request.digest), issuedAt,
        journalHead,
      ])
    for (place, row) in request.rows.enumerated() {
      var insert = try RowStatement(db, "INSERT INTO sheet_row (sheet, place, row, fingerprint) VALUES (?, ?, ?, ?)")
      insert.bind(id)
      insert.bind(place)
      insert.bind(row.id.text)
      insert.bind(row.fingerprint)
      try insert.run()
    }
  }
}
