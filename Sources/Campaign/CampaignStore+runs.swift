import Foundation
import GRDB
import JSON
package import RunModel

/// A line of the list of runs.
package struct RunSummary: Sendable, Hashable {
  package var number: Int
  package var round: Int
  package var startedAt: Double
  package var utcOffsetMinutes: Int
  package var target: String
  package var selection: String
  /// False when it is still going on, or was killed.
  package var isFinished: Bool
  package var scenarios: Int
  /// How many scenarios ended how.
  package var outcomes: [Outcome: Int]
}

/// The last result that a scenario (or one example of it) has in a round.
package struct LastResult: Sendable, Hashable {
  package var scenario: String
  package var exampleKey: String
  /// Of the text that gave the result; another revision today makes the result stale.
  package var revision: String
  package var run: Int
  package var outcome: Outcome
  package var message: String
  package var isHeld: Bool
}

extension CampaignStore {
  package func lastRunNumber() async throws(CampaignProblem) -> Int? {
    try await read { db in try Int.fetchOne(db, sql: "SELECT max(number) FROM run") }
  }

  /// The language of the scenarios of the largest run on a target in its newest round; nil when there is none.
  ///
  /// What the project prefers is not what was run when somebody named a folder, and one scenario that is repeated in
  /// another language does not turn the others.
  package func language(ofRunsOn target: String) async throws(CampaignProblem) -> String? {
    try await read { db in
      let plan = try Data.fetchOne(
        db,
        sql: """
          SELECT b.bytes FROM run_scenario s JOIN run r ON r.number = s.run JOIN body b ON b.digest = s.plan
          WHERE json_extract(r.header, '$.target') = ? GROUP BY r.number
          ORDER BY r.round DESC, count(*) DESC, r.number DESC LIMIT 1
          """, arguments: [target])
      return try plan.map { try PlanReader.scenario(Array($0), index: 0) { _ in "" }.language }
    }
  }

  /// The round that new runs belong to.
  package func currentRound() async throws(CampaignProblem) -> Int {
    try await read { db in try Int.fetchOne(db, sql: "SELECT max(number) FROM round") ?? 1 }
  }

  /// Days on which somebody may have tested in a round: from the day it began, wherever the testers are, to today.
  package func testDays(round: Int) async throws(CampaignProblem) -> ClosedRange<CalendarDay> {
    let began = try await read { db in
      try Double.fetchOne(db, sql: "SELECT opened_at FROM round WHERE number = ?", arguments: [round]) ?? 0
    }
    // It is never more than 12 hours earlier, nor 14 hours later, anywhere.
    let first = CalendarDay(secondsSince1970: began, utcOffsetMinutes: -12 * 60)
    let last = CalendarDay(secondsSince1970: options.now(), utcOffsetMinutes: 14 * 60)
    return min(first, last)...last
  }

  /// All runs, newest first.
  package func runs() async throws(CampaignProblem) -> [RunSummary] {
    try await read { db in
      let counts = try Row.fetchAll(
        db, sql: "SELECT run, outcome, count(*) AS n FROM \(Self.lastAttempts) GROUP BY 1, 2")
      var outcomes: [Int: [Outcome: Int]] = [:]
      for row in counts {
        let name: String? = row["outcome"]
        guard let outcome = name.flatMap(Outcome.init) else { continue }
        outcomes[row["run"], default: [:]][outcome] = row["n"]
      }
      let runs = try Row.fetchAll(
        db,
        sql: """
          SELECT number, round, started_at, header, footer IS NOT NULL AS finished,
          (SELECT count(*) FROM run_scenario WHERE run = number) AS scenarios FROM run ORDER BY number DESC
          """)
      return try runs.map { row in
        let header = try JSONValue(parsing: row["header"] as String)
        return RunSummary(
          number: row["number"], round: row["round"], startedAt: row["started_at"],
          utcOffsetMinutes: header["utcOffsetMinutes"]?.int ?? 0, target: header["target"]?.string ?? "",
          selection: header["selection"]?.string ?? "", isFinished: row["finished"], scenarios: row["scenarios"],
          outcomes: outcomes[row["number"]] ?? [:])
      }
    }
  }

  /// The last attempt that was not cut off, of each scenario and example, in a round; in order of id.
  /// - Parameter target: only of runs on this one; nil: of all.
  package func lastResults(round: Int, target: String? = nil) async throws(CampaignProblem) -> [LastResult] {
    try await read { db in
      let rows = try Row.fetchAll(
        db,
        sql: """
          SELECT s.id, s.example, s.revision, max(s.run) AS run, a.outcome, a.message, a.held
          FROM run_scenario s JOIN run r ON r.number = s.run
          JOIN \(Self.lastAttempts) a ON a.run = s.run AND a.scenario = s.idx
          WHERE r.round = ? AND a.outcome IS NOT NULL AND NOT a.cut
          AND (? IS NULL OR json_extract(r.header, '$.target') = ?)
          GROUP BY s.id, s.example ORDER BY s.id, s.example
          """, arguments: [round, target, target])
      return rows.compactMap { row in
        guard let outcome = Outcome(rawValue: row["outcome"]) else { return nil }
        return LastResult(
          scenario: row["id"], exampleKey: row["example"], revision: row["revision"], run: row["run"],
          outcome: outcome, message: row["message"] ?? "", isHeld: row["held"] ?? false)
      }
    }
  }

  /// Each scenario's last attempt; `cut` is true when a person or a dead server ended it.
  static let lastAttempts = """
    (SELECT run, scenario, max(attempt) AS attempt, outcome, message, held,
    EXISTS (SELECT 1 FROM step t WHERE t.run = o.run AND t.scenario = o.scenario AND t.attempt = o.attempt
    AND t.cause = 'interrupted') AS cut FROM attempt o GROUP BY run, scenario)
    """
}
