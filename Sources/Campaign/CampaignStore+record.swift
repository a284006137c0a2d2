import Diagnostics
import Foundation
import GRDB
import JSON
package import RunModel

extension CampaignStore {
  /// A run as reports see it; nil when there is no such run.
  /// - Parameter plan: what was recorded as planned, when it is still there: reading it takes longer than all results.
  package func record(
    ofRun number: Int, plan: [PlannedScenario]? = nil
  ) async throws(CampaignProblem) -> RunRecord? {
    try await read { db in try RunFold(db, run: number).record(plan) }
  }

  /// One exchange of the last attempt of a scenario, with its bodies as far as they were kept.
  package func exchange(run: Int, scenario: Int, number: Int) async throws(CampaignProblem) -> ExchangeRecord? {
    try await exchanges(run: run, scenario: scenario).first { $0.number == number }
  }

  /// All exchanges of the last attempt of a scenario, in order; nil: those of the whole run, before the first scenario.
  package func exchanges(run: Int, scenario: Int?) async throws(CampaignProblem) -> [ExchangeRecord] {
    try await read { db in
      try Row.fetchAll(
        db,
        sql: """
          SELECT e.*, q.bytes AS request_bytes, a.bytes AS answer_bytes FROM exchange e
          LEFT JOIN body q ON q.digest = e.request_body LEFT JOIN body a ON a.digest = e.answer_body
          WHERE e.run = ? AND e.scenario = ?
          AND e.attempt = coalesce(
            (SELECT max(attempt) FROM attempt t WHERE t.run = e.run AND t.scenario = e.scenario), 1)
          ORDER BY e.number
          """, arguments: [run, scenario ?? EventWriter.wholeRun]
      ).map(RunFold.exchange)
    }
  }

  /// The exchanges of all steps that went wrong, in last attempts, by plan index: what reports show.
  package func evidence(run: Int) async throws(CampaignProblem) -> [Int: [ExchangeRecord]] {
    try await read { db in
      let rows = try Row.fetchCursor(
        db,
        sql: """
          SELECT e.*, q.bytes AS request_bytes, a.bytes AS answer_bytes FROM step s
          JOIN exchange e ON e.run = s.run AND e.scenario = s.scenario AND e.attempt = s.attempt AND e.step = s.ordinal
          LEFT JOIN body q ON q.digest = e.request_body LEFT JOIN body a ON a.digest = e.answer_body
          WHERE s.run = ? AND s.outcome IN ('failed', 'broken')
          AND s.attempt = (SELECT max(attempt) FROM attempt t WHERE t.run = s.run AND t.scenario = s.scenario)
          ORDER BY e.scenario, e.number
          """, arguments: [run])
      var exchanges: [Int: [ExchangeRecord]] = [:]
      while let row = try rows.next() { exchanges[row["scenario"], default: []].append(RunFold.exchange(row)) }
      return exchanges
    }
  }
}

/// Folds the rows of one run into a record.
struct RunFold {
  private let db: Database
  private let run: Int

  init(_ db: Database, run: Int) {
    self.db = db
    self.run = run
  }

  func record(_ known: [PlannedScenario]? = nil) throws -> RunRecord? {
    guard let row = try Row.fetchOne(db, sql: "SELECT * FROM run WHERE number = ?", arguments: [run]) else {
      return nil
    }
    let plan = try known?.sorted { $0.index < $1.index } ?? plan()
    var records = plan.map { ScenarioRecord(scenario: $0) }
    var places: [Int: Int] = [:]
    for (place, record) in records.enumerated() { places[record.scenario.index] = place }
    try addAttempts(to: &records, places: places)
    try addSteps(to: &records, places: places)
    let header = try HeaderCoding.header(
      row["header"], startedAt: row["started_at"], round: row["round"], scenarios: plan)
    for place in records.indices { records[place].begunIn = run }
    for index in header.continues.keys {
      guard let place = places[index] else { continue }
      records[place].begunIn = try RunChain(db).first(run: run, index: index).run
    }
    let footer: String? = row["footer"]
    return RunRecord(number: run, header: header, scenarios: records, footer: try footer.map(HeaderCoding.footer))
  }

  private func plan() throws -> [PlannedScenario] {
    var sources: [String: String] = [:]
    let rows = try Row.fetchCursor(
      db,
      sql:
        "SELECT s.idx, b.bytes FROM run_scenario s LEFT JOIN body b ON b.digest = s.plan WHERE s.run = ? ORDER BY s.idx",
      arguments: [run])
    var scenarios: [PlannedScenario] = []
    while let row = try rows.next() {
      let plan: Data? = row[1]
      guard let plan else { throw DatabaseError(resultCode: .SQLITE_CORRUPT) }
      scenarios.append(
        try PlanReader.scenario(Array(plan), index: row[0]) { digest in
          if let text = sources[digest] { return text }
          let stored = try bytes(hex: digest).flatMap { try BodyStore.bytes(of: $0, in: db) } ?? []
          let text = String(decoding: stored, as: UTF8.self)
          sources[digest] = text
          return text
        })
    }
    return scenarios
  }

  private func addAttempts(to records: inout [ScenarioRecord], places: [Int: Int]) throws {
    let rows = try Row.fetchCursor(
      db,
      sql: """
        SELECT scenario, attempt, started, outcome, message, troubles, held, duration, requests
        FROM attempt WHERE run = ? ORDER BY scenario, attempt
        """, arguments: [run])
    while let row = try rows.next() {
      guard let place = places[row[0]] else { continue }
      if records[place].startedAt != nil {
        var before = records[place]
        (before.earlier, records[place].result) = ([], nil)
        records[place].earlier.append(before)
      }
      records[place].attempt = row[1]
      records[place].startedAt = row[2]
      let outcome: String? = row[3]
      let troubles: String? = row[5]
      records[place].result = try outcome.flatMap(Outcome.init).map { outcome in
        ScenarioResult(
          outcome: outcome, message: row[4] ?? "",
          cleanUpTroubles: try troubles.map { try JSONValue(parsing: $0).array ?? [] }?.compactMap(\.string) ?? [],
          isHeld: row[6] ?? false, durationNanoseconds: row[7] ?? 0, requests: row[8] ?? 0)
      }
    }
  }

  /// A scenario and one attempt at it.
  private struct Try: Hashable {
    var place: Int
    var attempt: Int
  }

  private func addSteps(to records: inout [ScenarioRecord], places: [Int: Int]) throws {
    var numbers: [Try: [Int: [Int]]] = [:]
    let exchanges = try Row.fetchCursor(
      db, sql: "SELECT scenario, attempt, step, number FROM exchange WHERE run = ? ORDER BY scenario, attempt, number",
      arguments: [run])
    while let row = try exchanges.next() {
      guard let place = places[row[0]] else { continue }
      numbers[Try(place: place, attempt: row[1]), default: [:]][row[2], default: []].append(row[3])
    }
    let rows = try Row.fetchCursor(
      db,
      sql: """
        SELECT scenario, attempt, ordinal, outcome, message, expected, actual, place, exchange, requests, checks,
        duration, cause, more FROM step WHERE run = ? ORDER BY scenario, attempt, ordinal
        """, arguments: [run])
    while let row = try rows.next() {
      guard let place = places[row[0]] else { continue }
      let (attempt, ordinal): (Int, Int) = (row[1], row[2])
      let result = try stepResult(row)
      let exchanges = numbers[Try(place: place, attempt: attempt)]?[ordinal] ?? []
      if records[place].attempt == attempt {
        records[place].add(result, ordinal: ordinal, exchanges: exchanges)
      } else if let before = records[place].earlier.firstIndex(where: { $0.attempt == attempt }) {
        records[place].earlier[before].add(result, ordinal: ordinal, exchanges: exchanges)
      }
    }
  }

  private func stepResult(_ row: Row) throws -> StepResult {
    var result = StepResult(
      Outcome(rawValue: row[3]) ?? .broken, row[4] ?? "", expected: row[5], actual: row[6], place: row[7],
      exchange: row[8], requests: row[9], checks: row[10], durationNanoseconds: row[11], cause: row[12] ?? "")
    let more: String? = row[13]
    guard let more else { return result }
    let value = try JSONValue(parsing: more)
    result.notes = (value["notes"]?.array ?? []).compactMap(\.string)
    result.attempt = value["attempt"]?.string
    result.endsRun = value["endsRun"]?.bool ?? false
    result.waited = value["waited"]?.bool ?? false
    result.attachments = try (value["attachments"]?.array ?? []).map { attachment in
      let stored = try bytes(hex: attachment["body"]?.string ?? "").flatMap { try BodyStore.bytes(of: $0, in: db) }
      return Attachment(
        name: attachment["name"]?.string ?? "", mediaType: attachment["type"]?.string ?? "", body: stored ?? [])
    }
    return result
  }

  static func exchange(_ row: Row) -> ExchangeRecord {
    let request: Data? = row["request_bytes"]
    let answer: Data? = row["answer_bytes"]
    return ExchangeRecord(
      number: row["number"], step: row["step"], target: row["target"], who: row["who"], method: row["method"],
      url: row["url"], requestHeaders: HeaderCoding.fields(row["request_headers"] ?? ""),
      requestBody: request.map { Array($0) } ?? [], status: row["status"],
      answerHeaders: HeaderCoding.fields(row["answer_headers"] ?? ""), answerBody: answer.map { Array($0) } ?? [],
      durationNanoseconds: row["duration"], trouble: row["trouble"] ?? "")
  }
}

extension ScenarioRecord {
  fileprivate mutating func add(_ result: StepResult, ordinal: Int, exchanges: [Int]) {
    let planned = scenario.steps
    if ordinal < 0 {
      setUp = result
    } else if ordinal >= planned.count {
      conclusion = result
    } else {
      // Ordinals count the steps as written, so a step stands at its ordinal; a plan of an odd shape is searched.
      let step = planned[ordinal].ordinal == ordinal ? planned[ordinal] : planned.first { $0.ordinal == ordinal }
      guard let step else { return }
      // Growing by doubling would leave half of the room of a long run unused.
      if steps.isEmpty { steps.reserveCapacity(planned.count) }
      steps.append(StepRecord(step: step, result: result, exchanges: exchanges))
    }
  }
}
