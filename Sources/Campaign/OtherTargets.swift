import GRDB
package import RunModel

/// What was run in a round on other targets than one, and when first.
///
/// A worksheet does not name a target: it speaks of the scenario as it was run last. Where a scenario was run on two
/// targets before somebody found it good, nobody can tell of which they spoke, so it is said of neither. A word that
/// finds fault counts everywhere.
package struct OtherTargets: Sendable {
  private struct Key: Hashable {
    var id: String
    var example: String
  }

  /// When the first of those runs began, in seconds since 1970.
  private var began: [Key: Double] = [:]

  package var isEmpty: Bool { began.isEmpty }

  init(_ db: Database, round: Int, target: String) throws {
    let rows = try Row.fetchCursor(
      db,
      sql: """
        SELECT s.id, s.example, min(r.started_at) FROM run r JOIN run_scenario s ON s.run = r.number
        WHERE r.round = ? AND json_extract(r.header, '$.target') <> ? GROUP BY s.id, s.example
        """, arguments: [round, target])
    while let row = try rows.next() { began[Key(id: row[0], example: row[1])] = row[2] }
  }

  /// True when the word may have been about another target.
  package func isUnclear(_ verdict: Verdict, on scenario: String, _ example: String, at moment: Double) -> Bool {
    guard [.passed, .passedWithRemark, .notApplicable].contains(verdict) else { return false }
    return began[Key(id: scenario, example: example)].map { $0 < moment } ?? false
  }
}

extension CampaignStore {
  package func otherTargets(round: Int, than target: String) async throws(CampaignProblem) -> OtherTargets {
    try await read { db in try OtherTargets(db, round: round, target: target) }
  }

  /// The last word of each tester on each row of a round, without those that may be about another target.
  ///
  /// - Returns: with how many were left out.
  package func verdicts(
    round: Int, not others: OtherTargets
  ) async throws(CampaignProblem) -> (verdicts: [StoredVerdict], unclear: Int) {
    let all = try await verdicts(round: round)
    if others.isEmpty { return (all, 0) }
    let moments = try await read { db in
      let rows = try Row.fetchAll(
        db,
        sql: """
          SELECT row, tester, stored_at FROM verdict
          WHERE id IN (SELECT max(id) FROM verdict WHERE round = ? GROUP BY row, tester)
          """, arguments: [round])
      return Dictionary(
        rows.map { ("\($0[0] as String)\0\($0[1] as String)", $0[2] as Double) }, uniquingKeysWith: { $1 })
    }
    let clear = all.filter { verdict in
      let moment = moments["\(verdict.row)\0\(verdict.tester)"] ?? .infinity
      return !others.isUnclear(verdict.verdict, on: verdict.scenario, verdict.exampleKey, at: moment)
    }
    return (clear, all.count - clear.count)
  }
}
