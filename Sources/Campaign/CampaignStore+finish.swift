import GRDB
package import JSON
package import RunModel

/// A result that waits for people, with what `lmsaccept finish` must know to go on with it.
package struct WaitingResult: Sendable {
  /// Header of the run that gave it, without its scenarios.
  package var header: RunHeader
  /// When the things that people work with were made: the start of the run that began the scenario. What was said
  /// before that is about other things.
  package var begunAt: Double
  /// What its script knew; nil when that was not kept.
  package var memory: JSONValue?
  /// Numbers of later runs that ended in the middle of this scenario: those that went on with it, and those that began
  /// it anew.
  package var cutOff: (finishing: [Int], running: [Int])
}

extension CampaignStore {
  /// nil when the run has no such scenario.
  package func waiting(
    run: Int, scenario: String, exampleKey: String
  ) async throws(CampaignProblem) -> WaitingResult? {
    try await read { db in
      func header(_ run: Int) throws -> (RunHeader, index: Int)? {
        let row = try Row.fetchOne(
          db,
          sql: """
            SELECT r.header, r.started_at, r.round, s.idx FROM run r JOIN run_scenario s ON s.run = r.number
            WHERE r.number = ? AND s.id = ? AND s.example = ?
            """, arguments: [run, scenario, exampleKey])
        return try row.map { row in
          (
            try HeaderCoding.header(row["header"], startedAt: row["started_at"], round: row["round"], scenarios: []),
            row["idx"]
          )
        }
      }
      guard let (own, index) = try header(run) else { return nil }
      var (first, place) = (own, index)
      while let before = first.continues[place], let (older, olderPlace) = try header(before) {
        (first, place) = (older, olderPlace)
      }
      let memory = try String.fetchOne(
        db, sql: "SELECT memory FROM kept WHERE run = ? AND scenario = ?", arguments: [run, index])
      let later = try Int.fetchAll(
        db,
        sql: """
          SELECT s.run FROM run_scenario s JOIN attempt a ON a.run = s.run AND a.scenario = s.idx
          WHERE s.run > ? AND s.id = ? AND s.example = ? GROUP BY s.run
          """, arguments: [run, scenario, exampleKey])
      var waiting = WaitingResult(
        header: own, begunAt: first.startedAt, memory: try memory.map { try JSONValue(parsing: $0) }, cutOff: ([], []))
      for number in later {
        guard let (header, index) = try header(number) else { continue }
        if header.continues[index] == nil {
          waiting.cutOff.running.append(number)
        } else {
          waiting.cutOff.finishing.append(number)
        }
      }
      return waiting
    }
  }

  /// When a row was last spoken of in a round, by its id.
  package func timesOfVerdicts(round: Int) async throws(CampaignProblem) -> [RowID: Double] {
    try await read { db in
      let rows = try Row.fetchAll(
        db, sql: "SELECT row, max(stored_at) AS at FROM verdict WHERE round = ? GROUP BY row", arguments: [round])
      return rows.reduce(into: [:]) { times, row in
        if let id = RowID(row["row"]) { times[id] = row["at"] }
      }
    }
  }
}
