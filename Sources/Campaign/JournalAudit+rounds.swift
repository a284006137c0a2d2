import GRDB
import JSON

/// Rounds and runs.
extension JournalAudit {
  /// What opened, closed and reopened a round and gave it its site, and which scenarios it was opened with.
  mutating func checkRounds() throws {
    try compare(
      [.roundOpened, .roundClosed, .roundReopened, .siteRead], "SELECT * FROM round_change ORDER BY id",
      "changes of rounds", moment: "at"
    ) { object, detail, row in
      // Lines from before do not say these.
      let change = try RoundChange.seal(row["state"], JSONValue(parsing: row["detail"] as String))
      return object == String(row["round"] as Int) && detail["change"]?.string ?? change == change
    }
    for line in try Row.fetchAll(db, sql: "SELECT object, detail FROM journal WHERE action = 'round-opened'") {
      guard let round = Int(line["object"] as String),
        let digest = (try? JSONValue(parsing: line["detail"] as String))?["scenarios_sha256"]?.string
      else { continue }
      let rows = try Row.fetchAll(db, sql: "SELECT title, why FROM round_scenario WHERE round = ?", arguments: [round])
      if RoundChange.seal(rows.map { ($0["title"], $0["why"]) }) != digest {
        faults.append("the scenarios of round \(round) are not those that were journalled")
      }
    }
  }

  /// How a run ended and on which site it was; its results have a digest of their own.
  mutating func checkRuns() throws {
    let begun = try Int.fetchOne(db, sql: "SELECT count(*) FROM journal WHERE action = 'run-started'") ?? 0
    let rows = try Row.fetchAll(
      db,
      sql: """
        SELECT r.number, r.footer, s.site FROM run r LEFT JOIN run_site s ON s.run = r.number ORDER BY r.number
        """)
    if rows.count != begun { faults.append("\(rows.count) runs, \(begun) of them journalled") }
    let (ends, sites) = (try details(of: .runFinished), try details(of: .siteFound))
    for row in rows {
      let run: Int = row["number"]
      let (footer, site): (String?, String?) = (row["footer"], row["site"])
      // Whose line is gone: the digest of its results stands where that is said.
      if ends[run] == nil, erased.runs[run] != nil { continue }
      if footer != nil, ends[run] == nil { faults.append("the end of run \(run) is not journalled") }
      // Lines from before say neither.
      if ends[run] != nil, ends[run]?["footer"] == nil { continue }
      if let digest = ends[run]?["footer"]?.string, digest != footer.map({ hex(sha256(Array($0.utf8))) }) {
        faults.append("the end of run \(run) is not the one that was journalled")
      }
      if sites[run]?["site"]?.string != site {
        faults.append("the site of run \(run) is not the one that was journalled")
      }
    }
  }

  /// By run.
  private func details(of action: JournalEntry.Action) throws -> [Int: JSONValue] {
    let lines = try Row.fetchAll(
      db, sql: "SELECT object, detail FROM journal WHERE action = ? ORDER BY number", arguments: [action.rawValue])
    return lines.reduce(into: [:]) { details, line in
      if let run = Int(line["object"] as String) { details[run] = try? JSONValue(parsing: line["detail"] as String) }
    }
  }
}
