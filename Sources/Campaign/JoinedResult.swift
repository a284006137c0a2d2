package import RunModel

/// A scenario's result by machine and people together: the worse of both.
package struct JoinedResult: Sendable {
  package var scenario: ScenarioRecord
  package var rows: [JoinedRow]
  package var outcome: Outcome

  /// Rows on which testers, or a tester and the machine, say different things.
  package var disagreements: [JoinedRow] { rows.filter(\.isDisputed) }
  /// Rows that nobody has judged as they are worded now.
  package var openRows: [JoinedRow] { rows.filter { $0.outcome == .awaiting } }
}

/// A row with the last word of each tester.
package struct JoinedRow: Sendable {
  package var row: PersonRow
  /// Only those that speak of the row as it is worded now.
  package var verdicts: [StoredVerdict]
  /// Verdicts on an earlier wording: shown, never counted.
  package var stale: [StoredVerdict]

  /// Failed beats blocked beats open beats remark; *not applicable* gives way to somebody who could test it.
  package var outcome: Outcome {
    if row.kind == .failed { return .failed }
    let said = verdicts.map(\.verdict.outcome)
    let applicable = said.filter { $0 != .notApplicable }
    return Outcome.worst(of: applicable) ?? (said.isEmpty ? .awaiting : .notApplicable)
  }

  package var isDisputed: Bool {
    let said = Set(verdicts.map(\.verdict))
    let good: Set<Verdict> = [.passed, .passedWithRemark]
    if row.kind == .failed { return !said.isDisjoint(with: good) }
    return !said.isDisjoint(with: good) && !said.isDisjoint(with: [.failed, .blocked])
  }
}

extension JoinedResult {
  /// Joins each scenario of a record with what people said about its rows.
  package static func join(_ record: RunRecord, verdicts: [StoredVerdict]) -> [JoinedResult] {
    let rows = Dictionary(grouping: PersonRow.rows(of: record), by: \.scenario)
    let said = Dictionary(grouping: verdicts, by: \.row)
    return record.scenarios.map { scenario in
      let joined = (rows[scenario.scenario.index] ?? []).map { row in
        let all = said[row.id] ?? []
        return JoinedRow(
          row: row, verdicts: all.filter { $0.fingerprint == row.fingerprint },
          stale: all.filter { $0.fingerprint != row.fingerprint })
      }
      return JoinedResult(scenario: scenario, rows: joined, outcome: outcome(of: scenario, rows: joined))
    }
  }

  private static func outcome(of scenario: ScenarioRecord, rows: [JoinedRow]) -> Outcome {
    guard let machine = scenario.result?.outcome else { return .broken }
    guard machine == .awaiting else { return machine }
    // A step that waits for a row is open until `finish` has run it, whatever the row says.
    let covered = Set(rows.flatMap(\.row.steps))
    let open = scenario.steps.filter { $0.result.outcome == .awaiting && !covered.contains($0.step.ordinal) }
    let done = scenario.steps.map(\.result.outcome).filter { $0 != .awaiting }
    let repeated: [Outcome] = scenario.attempt > 1 ? [.flaky] : []
    return Outcome.worst(of: done + rows.map(\.outcome) + open.map(\.result.outcome) + repeated) ?? .awaiting
  }
}
