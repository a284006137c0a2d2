import Diagnostics
import GRDB
import JSON
import RunModel

/// Turns events into rows; used inside transactions of the store's queue only.
///
/// An exchange waits here until its step is decided, because only then is it known whether its bodies are kept.
struct EventWriter {
  /// Where exchanges of the whole run stand among those of scenarios: people made ready before the first.
  static let wholeRun = -1

  private(set) var run: Int?
  private var bodies: BodyStore
  private let options: CampaignStore.Options
  private var attempts: [Int: Int] = [:]
  private var pending: [Int: [ExchangeRecord]] = [:]

  init(bodies: BodyStore, options: CampaignStore.Options) {
    self.bodies = bodies
    self.options = options
  }

  mutating func write(_ event: RunEvent, in db: Database) throws {
    switch event.kind {
    case .runStarted(let header): try begin(header, in: db)
    case .scenarioStarted(let attempt): try start(event.scenario ?? 0, attempt: attempt, at: event.at, in: db)
    case .exchange(let exchange): pending[event.scenario ?? Self.wholeRun, default: []].append(exchange)
    case .stepFinished(let ordinal, let result):
      try write(result, ordinal: ordinal, scenario: event.scenario ?? 0, in: db)
    case .scenarioFinished(let result): try finish(event.scenario ?? 0, result, in: db)
    case .runFinished(let footer): try finish(footer, in: db)
    }
  }

  private mutating func begin(_ header: RunHeader, in db: Database) throws {
    let number = (try Int.fetchOne(db, sql: "SELECT max(number) FROM run") ?? 0) + 1
    run = number
    attempts = [:]
    pending = [:]
    try db.execute(
      sql: "INSERT INTO run (number, round, started_at, header) VALUES (?, ?, ?, ?)",
      arguments: [number, header.round, header.startedAt, HeaderCoding.text(header)])
    var sources: [String: String] = [:]
    for scenario in header.scenarios {
      if sources[scenario.file.path] == nil {
        let digest = try bodies.store(Array(scenario.file.text.utf8), isWhole: true, in: db)
        sources[scenario.file.path] = hex(digest)
      }
      let plan = PlanWriter.bytes(scenario, source: sources[scenario.file.path] ?? "")
      let digest = try bodies.store(plan, isWhole: true, in: db)
      var row = try RowStatement(db, "INSERT INTO run_scenario VALUES (?, ?, ?, ?, ?, ?)")
      row.bind(number)
      row.bind(scenario.index)
      row.bind(scenario.id)
      row.bind(scenario.exampleKey)
      row.bind(scenario.revision)
      row.bind(digest)
      try row.run()
    }
    let detail: JSONValue = [
      "selection": .string(header.selection), "target": .string(header.target), "base": .string(header.base),
      "version": .string(header.version), "scenarios": .int(header.scenarios.count),
      "reservations": .strings(header.reservations),
    ]
    try journal(.runStarted, run: number, at: header.startedAt, detail, in: db)
  }

  private mutating func start(_ scenario: Int, attempt: Int, at: Int64, in db: Database) throws {
    guard let run else { return }
    // Whoever posts decides which bodies of the set-up are worth keeping.
    try writeExchanges(of: Self.wholeRun, isClean: false, in: db)
    attempts[scenario] = attempt
    var row = try RowStatement(
      db, "INSERT OR REPLACE INTO attempt (run, scenario, attempt, started) VALUES (?, ?, ?, ?)")
    row.bind(run)
    row.bind(scenario)
    row.bind(attempt)
    row.bind(at)
    try row.run()
  }

  private mutating func write(_ result: StepResult, ordinal: Int, scenario: Int, in db: Database) throws {
    guard let run else { return }
    let isClean = result.outcome == .passed || result.outcome == .passedWithRemark || result.outcome == .flaky
    try writeExchanges(of: scenario, isClean: isClean, in: db)
    var row = try RowStatement(db, "INSERT OR REPLACE INTO step VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
    row.bind(run)
    row.bind(scenario)
    row.bind(attempts[scenario] ?? 1)
    row.bind(ordinal)
    row.bind(result.outcome.rawValue)
    row.bindUnlessEmpty(result.message)
    row.bind(result.expected)
    row.bind(result.actual)
    row.bind(result.place)
    row.bind(result.exchange)
    row.bind(result.requests)
    row.bind(result.checks)
    row.bind(result.durationNanoseconds)
    row.bindUnlessEmpty(result.cause)
    row.bind(try more(of: result, in: db))
    try row.run()
  }

  /// Notes, attachments and the outcome of an attempt as JSON; nil for the many steps that have none.
  private mutating func more(of result: StepResult, in db: Database) throws -> String? {
    if result.notes.isEmpty, result.attachments.isEmpty, !result.endsRun, result.attempt == nil, !result.waited {
      return nil
    }
    var attachments: [JSONValue] = []
    for attachment in result.attachments {
      let digest = try bodies.store(attachment.body, in: db)
      attachments.append([
        "name": .string(attachment.name), "type": .string(attachment.mediaType), "body": .string(hex(digest)),
      ])
    }
    var more = [
      JSONMember("notes", .strings(result.notes)), JSONMember("attachments", .array(attachments)),
      JSONMember("endsRun", .bool(result.endsRun)),
    ]
    if result.waited { more.append(JSONMember("waited", .bool(true))) }
    if let attempt = result.attempt { more.append(JSONMember("attempt", .string(attempt))) }
    return JSONValue.object(more).text
  }

  private mutating func writeExchanges(of scenario: Int, isClean: Bool, in db: Database) throws {
    guard let run, let exchanges = pending.removeValue(forKey: scenario) else { return }
    let keepsBodies = options.evidence == .all || options.evidence == .failures && !isClean
    for exchange in exchanges {
      let request = keepsBodies ? try body(exchange.requestBody, in: db) : nil
      let answer = keepsBodies ? try body(exchange.answerBody, in: db) : nil
      var row = try RowStatement(
        db, "INSERT OR REPLACE INTO exchange VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
      row.bind(run)
      row.bind(scenario)
      row.bind(attempts[scenario] ?? 1)
      row.bind(exchange.number)
      row.bind(exchange.step)
      row.bind(exchange.target)
      row.bind(exchange.who)
      row.bind(exchange.method)
      row.bind(exchange.url)
      row.bind(exchange.status)
      row.bind(exchange.durationNanoseconds)
      row.bindUnlessEmpty(exchange.trouble)
      row.bindUnlessEmpty(HeaderCoding.text(exchange.requestHeaders))
      row.bind(request)
      row.bindUnlessEmpty(HeaderCoding.text(exchange.answerHeaders))
      row.bind(answer)
      try row.run()
    }
  }

  private mutating func body(_ bytes: [UInt8], in db: Database) throws -> [UInt8]? {
    bytes.isEmpty ? nil : try bodies.store(bytes, in: db)
  }

  private mutating func finish(_ scenario: Int, _ result: ScenarioResult, in db: Database) throws {
    guard let run else { return }
    try writeExchanges(of: scenario, isClean: !result.outcome.isProblem, in: db)
    var row = try RowStatement(
      db,
      """
      UPDATE attempt SET outcome = ?, message = ?, troubles = ?, held = ?, duration = ?, requests = ?
      WHERE run = ? AND scenario = ? AND attempt = ?
      """)
    row.bind(result.outcome.rawValue)
    row.bindUnlessEmpty(result.message)
    row.bind(result.cleanUpTroubles.isEmpty ? nil : JSONValue.strings(result.cleanUpTroubles).text)
    row.bind(result.isHeld ? 1 : 0)
    row.bind(result.durationNanoseconds)
    row.bind(result.requests)
    row.bind(run)
    row.bind(scenario)
    row.bind(attempts[scenario] ?? 1)
    try row.run()
  }

  private mutating func finish(_ footer: RunFooter, in db: Database) throws {
    guard let run else { return }
    for scenario in pending.keys.sorted() { try writeExchanges(of: scenario, isClean: false, in: db) }
    // The runner counts what steps send; people, seeds and what is removed again cost the LMS as much.
    var footer = footer
    footer.requests = try Int.fetchOne(db, sql: "SELECT count(*) FROM exchange WHERE run = ?", arguments: [run]) ?? 0
    let digest = try RunDigest.compute(run: run, in: db)
    let text = HeaderCoding.text(footer)
    try db.execute(
      sql: "UPDATE run SET footer = ?, digest = ? WHERE number = ?", arguments: [text, hex(digest), run])
    let detail: JSONValue = [
      "digest": .string(hex(digest)), "interrupted": .bool(footer.isInterrupted),
      "stopped": .string(footer.stoppedBecause), "footer": .string(hex(sha256(Array(text.utf8)))),
    ]
    try journal(.runFinished, run: run, at: options.now(), detail, in: db)
  }

  private func journal(
    _ action: JournalEntry.Action, run: Int, at: Double, _ detail: JSONValue, in db: Database
  ) throws {
    try Journal.append(
      JournalEntry.Content(at: at, actor: options.actor, action: action, object: String(run), detail: detail), in: db)
  }
}
