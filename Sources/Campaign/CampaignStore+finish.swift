import GRDB
package import JSON
package import RunModel

/// A result that waits for people, with what `lmsaccept finish` must know to go on with it.
package struct WaitingResult: Sendable {
  /// Header of the run that gave it, without its scenarios.
  package var header: RunHeader
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
      let chain = RunChain(db)
      guard let own = try chain.link(run: run, scenario: scenario, exampleKey: exampleKey) else { return nil }
      let memory = try String.fetchOne(
        db, sql: "SELECT memory FROM kept WHERE run = ? AND scenario = ?", arguments: [run, own.index])
      let later = try Int.fetchAll(
        db,
        sql: """
          SELECT s.run FROM run_scenario s JOIN attempt a ON a.run = s.run AND a.scenario = s.idx
          WHERE s.run > ? AND s.id = ? AND s.example = ? GROUP BY s.run
          """, arguments: [run, scenario, exampleKey])
      var waiting = WaitingResult(
        header: own.header, memory: try memory.map { try JSONValue(parsing: $0) }, cutOff: ([], []))
      for number in later {
        guard let link = try chain.link(run: number, scenario: scenario, exampleKey: exampleKey) else { continue }
        if link.header.continues[link.index] == nil {
          waiting.cutOff.running.append(number)
        } else {
          waiting.cutOff.finishing.append(number)
        }
      }
      return waiting
    }
  }
}
