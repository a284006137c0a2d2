import GRDB
import JSON
package import RunModel

/// The lead's decision about a row on which people, or people and the machine, said different things.
package struct Resolution: Sendable, Hashable {
  package var row: RowID
  /// Of the row as it was worded then: another wording has to be decided anew.
  package var fingerprint: String
  package var round: Int
  package var verdict: Verdict
  package var reason: String
  /// Who decided: `marieke@laptop-12`.
  package var actor: String
  /// Seconds since 1970.
  package var at: Double

  package init(
    row: RowID, fingerprint: String, round: Int, verdict: Verdict, reason: String, actor: String = "", at: Double = 0
  ) {
    self.row = row
    self.fingerprint = fingerprint
    self.round = round
    self.verdict = verdict
    self.reason = reason
    self.actor = actor
    self.at = at
  }
}

extension CampaignStore {
  /// Keeps a decision beside the verdicts, which stay as they were said; a later one counts instead of an earlier one.
  ///
  /// - Returns: false when the last decision says the same already.
  package func resolve(_ resolution: Resolution) async throws(CampaignProblem) -> Bool {
    let (now, actor) = (options.now(), options.actor)
    return try await perform { db in
      let last = try Self.resolutions(rounds: [resolution.round], in: db).first { $0.row == resolution.row }
      if let last, last.fingerprint == resolution.fingerprint, last.verdict == resolution.verdict,
        last.reason == resolution.reason
      {
        return false
      }
      try db.execute(
        sql: """
          INSERT INTO resolution (row, fingerprint, round, verdict, reason, actor, at) VALUES (?, ?, ?, ?, ?, ?, ?)
          """,
        arguments: [
          resolution.row.text, resolution.fingerprint, resolution.round, resolution.verdict.rawValue, resolution.reason,
          actor, now,
        ])
      let salt = try [UInt8].salt(in: db)
      let content = JournalEntry.Content(
        at: now, actor: actor, action: .resolved, object: resolution.row.text,
        detail: [
          "verdict": .string(resolution.verdict.rawValue), "round": .int(resolution.round),
          "fingerprint": .string(resolution.fingerprint),
          "digest": .string(hex(sha256(salt + Array(resolution.reason.utf8)))),
        ])
      try Journal.append(content, in: db)
      return true
    }
  }

  /// The last decision about each row in each of the rounds.
  package func resolutions(rounds: Set<Int>) async throws(CampaignProblem) -> [Resolution] {
    try await read { db in try Self.resolutions(rounds: rounds, in: db) }
  }

  private static func resolutions(rounds: Set<Int>, in db: Database) throws -> [Resolution] {
    let rows = try Row.fetchAll(
      db, sql: "SELECT * FROM resolution WHERE id IN (SELECT max(id) FROM resolution GROUP BY row, round) ORDER BY id")
    return rows.compactMap { row in
      guard let id = RowID(row["row"]), let verdict = Verdict(rawValue: row["verdict"]), rounds.contains(row["round"])
      else { return nil }
      return Resolution(
        row: id, fingerprint: row["fingerprint"], round: row["round"], verdict: verdict, reason: row["reason"],
        actor: row["actor"], at: row["at"])
    }
  }
}
