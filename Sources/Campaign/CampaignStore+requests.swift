import GRDB
import RunModel

/// How many requests one step of one scenario sent, in all of its attempts.
package struct RequestCount: Sendable, Hashable {
  /// Plan index; nil: of the whole run, before the first scenario.
  package var scenario: Int?
  /// Ordinal of the step, -1 for set-up before the first step, -2 for clean-up.
  package var step: Int
  package var count: Int

  package init(scenario: Int?, step: Int, count: Int) {
    self.scenario = scenario
    self.step = step
    self.count = count
  }
}

extension CampaignStore {
  /// By scenario and step, those of the whole run first.
  package func requestCounts(run: Int) async throws(CampaignProblem) -> [RequestCount] {
    try await read { db in
      try Row.fetchAll(
        db,
        sql: "SELECT scenario, step, count(*) AS n FROM exchange WHERE run = ? GROUP BY scenario, step",
        arguments: [run]
      ).map { row in
        let scenario: Int = row["scenario"]
        return RequestCount(
          scenario: scenario == EventWriter.wholeRun ? nil : scenario, step: row["step"], count: row["n"])
      }
    }
  }
}
