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

  /// What runs had to say of themselves on every page (`RunHeader.reservations`), each once, oldest first.
  package func reservations(ofRuns numbers: Set<Int>) async throws(CampaignProblem) -> [String] {
    try await read { db in
      try numbers.sorted().reduce(into: []) { all, number in
        let said = try RunFold(db, run: number).frame()?.header.reservations ?? []
        for sentence in said where !all.contains(sentence) { all.append(sentence) }
      }
    }
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

  /// - Parameters:
  ///   - known: what was recorded as planned.
  ///   - plans: see `eachScenario`.
  func record(_ known: [PlannedScenario]? = nil, like plans: PlannedToday? = nil) throws -> RunRecord? {
    var records: [ScenarioRecord] = []
    if let known { records.reserveCapacity(known.count) }
    guard var record = try frame() else { return nil }
    if let known {
      var rows = try ResultRows(db, run: run)
      for scenario in known.sorted(by: { $0.index < $1.index }) { records.append(try rows.record(of: scenario)) }
    } else {
      try eachScenario(like: plans) { records.append($0) }
    }
    record.scenarios = records
    record.header.scenarios = records.map(\.scenario)
    return record
  }

  /// The run without its scenarios; nil when there is no such run.
  func frame() throws -> RunRecord? {
    guard let row = try Row.fetchOne(db, sql: "SELECT * FROM run WHERE number = ?", arguments: [run]) else {
      return nil
    }
    let header = try HeaderCoding.header(
      row["header"], startedAt: row["started_at"], round: row["round"], scenarios: [])
    let footer: String? = row["footer"]
    return RunRecord(number: run, header: header, scenarios: [], footer: try footer.map(HeaderCoding.footer))
  }

  /// Calls the body with one scenario after the other, in plan order: none stays in memory but what the body keeps.
  ///
  /// - Parameters:
  ///   - isWanted: by id and example; the plans of others are not read.
  ///   - withSources: false leaves the texts of the feature files out.
  ///   - plans: scenarios as they are written today. One that was recorded in the same words is not read: that takes
  ///     longer than to compare, and both together take the room of one.
  func eachScenario(
    where isWanted: (String, String) -> Bool = { _, _ in true }, withSources: Bool = true,
    like plans: PlannedToday? = nil, _ body: (ScenarioRecord) throws -> Void
  ) throws {
    var results = try ResultRows(db, run: run)
    // The scenarios of a file mostly come one after the other.
    var source: (digest: String, text: String)?
    let rows = try Row.fetchCursor(
      db,
      sql: """
        SELECT s.idx, s.id, s.example, b.bytes FROM run_scenario s LEFT JOIN body b ON b.digest = s.plan
        WHERE s.run = ? ORDER BY s.idx
        """, arguments: [run])
    while let row = try rows.next() {
      guard isWanted(row[1], row[2]) else { continue }
      let plan: Data? = row[3]
      guard let plan else { throw DatabaseError(resultCode: .SQLITE_CORRUPT) }
      if withSources, var same = plans?.scenario(row[1], row[2], recordedAs: plan) {
        same.index = row[0]
        try body(try results.record(of: same))
        continue
      }
      let scenario = try PlanReader.scenario(Array(plan), index: row[0]) { digest in
        if !withSources { return "" }
        if let source, source.digest == digest { return source.text }
        let stored = try bytes(hex: digest).flatMap { try BodyStore.bytes(of: $0, in: db) } ?? []
        let text = String(decoding: stored, as: UTF8.self)
        source = (digest, text)
        return text
      }
      try body(try results.record(of: scenario))
    }
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

/// What was recorded of the scenarios of one run, given out in plan order: attempts, steps and numbers of exchanges
/// come out of the file in that order, side by side.
private struct ResultRows {
  private let reader: StepReader
  private let run: Int
  /// Place in the plan -> the run that began the scenario, of those with which this run went on.
  private let begun: [Int: Int]
  private var attempts: RowsByScenario
  private var steps: RowsByScenario
  private var exchanges: RowsByScenario

  init(_ db: Database, run: Int) throws {
    reader = StepReader(db: db)
    self.run = run
    begun = try RunChain(db).begun(run: run)
    attempts = try RowsByScenario(
      db, run: run,
      """
      SELECT scenario, attempt, started, outcome, message, troubles, held, duration, requests
      FROM attempt WHERE run = ? ORDER BY scenario, attempt
      """)
    steps = try RowsByScenario(
      db, run: run,
      """
      SELECT scenario, attempt, ordinal, outcome, message, expected, actual, place, exchange, requests, checks,
      duration, cause, more FROM step WHERE run = ? ORDER BY scenario, attempt, ordinal
      """)
    exchanges = try RowsByScenario(
      db, run: run,
      "SELECT scenario, attempt, step, number FROM exchange WHERE run = ? ORDER BY scenario, attempt, number")
  }

  /// - Parameter scenario: with a higher index than the one before.
  mutating func record(of scenario: PlannedScenario) throws -> ScenarioRecord {
    var record = ScenarioRecord(scenario: scenario)
    record.begunIn = begun[scenario.index] ?? run
    try addAttempts(to: &record)
    try addSteps(to: &record)
    return record
  }

  private mutating func addAttempts(to record: inout ScenarioRecord) throws {
    try attempts.each(of: record.scenario.index) { row in
      if record.startedAt != nil {
        var before = record
        (before.earlier, record.result) = ([], nil)
        record.earlier.append(before)
      }
      record.attempt = row[1]
      record.startedAt = row[2]
      let outcome: String? = row[3]
      let troubles: String? = row[5]
      record.result = try outcome.flatMap(Outcome.init).map { outcome in
        ScenarioResult(
          outcome: outcome, message: row[4] ?? "",
          cleanUpTroubles: try troubles.map { try JSONValue(parsing: $0).array ?? [] }?.compactMap(\.string) ?? [],
          isHeld: row[6] ?? false, durationNanoseconds: row[7] ?? 0, requests: row[8] ?? 0)
      }
    }
  }

  /// A step of one attempt.
  private struct Try: Hashable {
    var attempt: Int
    var step: Int
  }

  private mutating func addSteps(to record: inout ScenarioRecord) throws {
    var numbers: [Try: [Int]] = [:]
    try exchanges.each(of: record.scenario.index) { row in
      numbers[Try(attempt: row[1], step: row[2]), default: []].append(row[3])
    }
    let reader = reader
    try steps.each(of: record.scenario.index) { row in
      let (attempt, ordinal): (Int, Int) = (row[1], row[2])
      let result = try reader.result(row)
      let exchanges = numbers.isEmpty ? [] : numbers[Try(attempt: attempt, step: ordinal)] ?? []
      if record.attempt == attempt {
        record.add(result, ordinal: ordinal, exchanges: exchanges)
      } else if let before = record.earlier.firstIndex(where: { $0.attempt == attempt }) {
        record.earlier[before].add(result, ordinal: ordinal, exchanges: exchanges)
      }
    }
  }

}

/// Reads the result of one step, with what is stored apart from it.
private struct StepReader {
  let db: Database

  func result(_ row: Row) throws -> StepResult {
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
}

/// Rows of a run in order of scenario, the first column, given out a scenario at a time.
private struct RowsByScenario {
  private let cursor: RowCursor
  /// The next one; its content is that of the statement, so it is read before the cursor goes on.
  private var row: Row?

  init(_ db: Database, run: Int, _ sql: String) throws {
    cursor = try Row.fetchCursor(db, sql: sql, arguments: [run])
    row = try cursor.next()
  }

  /// Rows of scenarios that nobody asked for are passed over.
  mutating func each(of scenario: Int, _ body: (Row) throws -> Void) throws {
    while let row {
      let index: Int = row[0]
      if index > scenario { return }
      if index == scenario { try body(row) }
      self.row = try cursor.next()
    }
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
