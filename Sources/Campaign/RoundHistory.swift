import GRDB
package import RunModel

/// What of a round came in when: enough to say how it stood at the end of each day.
package struct RoundHistory: Sendable {
  /// All runs of the round, oldest first.
  package var runs: [RunRecord]
  /// Every word of every tester, oldest first, with when it came in.
  package var verdicts: [(verdict: StoredVerdict, at: Double)]
  package var resolutions: [Resolution]

  package init(
    runs: [RunRecord], verdicts: [(verdict: StoredVerdict, at: Double)] = [], resolutions: [Resolution] = []
  ) {
    self.runs = runs
    self.verdicts = verdicts
    self.resolutions = resolutions
  }
}

extension CampaignStore {
  /// - Parameter planned: the scenarios as they are written today: what was recorded in the same words shares their room.
  package func history(
    round: Int, planned: [PlannedScenario]? = nil
  ) async throws(CampaignProblem) -> RoundHistory {
    let resolutions = try await resolutions(rounds: [round])
    return try await read { db in
      let numbers = try Int.fetchAll(
        db, sql: "SELECT number FROM run WHERE round = ? ORDER BY number", arguments: [round])
      let plans = try planned.map { PlannedToday($0, salt: try .salt(in: db)) }
      let runs = try numbers.compactMap { try RunFold(db, run: $0).record(like: plans) }
      let rows = try Row.fetchAll(db, sql: "SELECT * FROM verdict WHERE round = ? ORDER BY id", arguments: [round])
      let verdicts: [(StoredVerdict, Double)] = rows.compactMap { row in
        guard let id = RowID(row["row"]), let verdict = Verdict(rawValue: row["verdict"]) else { return nil }
        return (
          StoredVerdict(
            row: id, fingerprint: row["fingerprint"], round: round, tester: row["tester"], scenario: row["scenario"],
            exampleKey: row["example"], ordinal: row["ordinal"], verdict: verdict, observed: row["observed"],
            kind: row["class"]), row["stored_at"]
        )
      }
      return RoundHistory(runs: runs, verdicts: verdicts.map { ($0.0, $0.1) }, resolutions: resolutions)
    }
  }
}

extension RoundHistory {
  /// The results as they stood at a moment: last attempts that nobody cut off, joined with what people had said.
  package func results(before end: Double) -> [JoinedResult] {
    var last: [String: ScenarioRecord] = [:]
    var order: [String] = []
    var project = ""
    for run in runs where run.header.startedAt < end {
      project = run.header.project
      for scenario in run.scenarios where scenario.result != nil && !scenario.isCutOff {
        let key = "\(scenario.scenario.id)\0\(scenario.scenario.exampleKey)"
        if last[key] == nil { order.append(key) }
        last[key] = scenario
      }
    }
    guard var record = runs.last else { return [] }
    record.header.project = project
    record.scenarios = order.enumerated().compactMap { place, key in
      var scenario = last[key]
      scenario?.scenario.index = place
      return scenario
    }
    var said: [String: StoredVerdict] = [:]
    for (verdict, at) in verdicts where at < end { said["\(verdict.row)\0\(verdict.tester)"] = verdict }
    return JoinedResult.join(
      record, verdicts: said.sorted { $0.key < $1.key }.map(\.value), resolutions: resolutions.filter { $0.at < end })
  }
}

extension ScenarioRecord {
  /// A person or a dead server ended it: no result.
  package var isCutOff: Bool { steps.contains { $0.result.cause == "interrupted" } }
}
