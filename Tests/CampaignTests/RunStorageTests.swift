import Campaign
import Diagnostics
import Foundation
import GRDB
import RunModel
import Testing

struct RunStorageTests {
  private let folder = CampaignFolder()

  private static let arguments = [
    StepArgument(name: "a", text: "\"tim\"", lower: 0, upper: 5, value: .person(handle: "tim", role: nil)),
    StepArgument(name: "b", text: "the learner", lower: 6, upper: 9, value: .person(handle: nil, role: "learner")),
    StepArgument(name: "c", text: "x", lower: 1, upper: 2, value: .thing(kind: "course", key: "VCA")),
    StepArgument(name: "d", text: "x", lower: 1, upper: 2, value: .part(kind: "activity", keys: ["quiz", "VCA"])),
    StepArgument(name: "e", text: "x", lower: 1, upper: 2, value: .word(list: "field", key: "city")),
    StepArgument(name: "f", text: "3", lower: 1, upper: 2, value: .int(3)),
    StepArgument(name: "g", text: "7,5", lower: 1, upper: 4, value: .number(7.5)),
    StepArgument(name: "h", text: "1 minute", lower: 1, upper: 9, value: .seconds(60)),
    StepArgument(name: "i", text: "\"\"", lower: 1, upper: 3, value: .text("")),
    StepArgument(name: "j", text: "", value: .missing),
  ]

  private static let rich: PlannedScenario = {
    var matched = Plan.step(0, "a", nil)
    matched.understanding = .matched(StepMatch(definition: 3, wording: 1, arguments: arguments))
    matched.definition?.isAttempt = true
    matched.table = [["naam", ""], ["é|", "x\ny"]]
    matched.docString = ""
    matched.pickleStepID = "12"
    let seed = SeedTable(kind: "users", isNew: true, rows: [[SeedCell(column: "city", text: "")], []])
    var scenario = Plan.scenario(
      0, "A-01", tags: ["@id:A-01", "@role:learner"], example: "k1",
      [
        matched, Plan.human(1, .task, "looks"), Plan.step(2, "s", .seed(seed)),
        Plan.step(3, "u", .undefined(nearest: ["n"], snippet: "on()")), Plan.step(4, "m", .ambiguous(["a.b", "c.d"])),
      ])
    scenario.touches = [Touch(thing: "user:tim", writes: true), Touch(thing: "course:VCA", writes: false)]
    scenario.locks = ["*"]
    scenario.people = ["tim"]
    scenario.notApplicable = "no such thing"
    scenario.rule = "a rule"
    scenario.pickleID = "13"
    return scenario
  }()

  @Test func `plan comes back as it was`() async throws {
    let store = try folder.open()
    let run = try await store.run([(Self.rich, [])])
    let record = try #require(try await store.record(ofRun: run))
    var wanted = Self.rich
    // Reads stand before writes when they come back; the order of touches means nothing.
    wanted.touches = wanted.touches.reversed()
    #expect("\(record.header.scenarios)" == "\([wanted])")
    #expect(record.header.seed == .max)
    #expect(record.header.reservations == ["built-in"])
    #expect(record.header.startedAt == 1_795_456_563.5)
    #expect(record.footer?.durationNanoseconds == 4)
  }

  @Test func `results come back as they were`() async throws {
    let store = try folder.open()
    let result = StepResult(
      .failed, "course has 2", expected: "2", actual: "", place: "a.lua:3", exchange: 2, requests: 3, checks: 1,
      notes: ["renewed"], attachments: [Attachment(name: "p.png", mediaType: "image/png", body: [0, 255])],
      durationNanoseconds: 77, cause: "expectation", endsRun: true, attempt: "refused")
    let scenario = Plan.scenario(0, "A-01", [Plan.step(0, "a"), Plan.step(1, "b")])
    store.record(RunEvent(at: 0, kind: .runStarted(Plan.header([scenario]))))
    store.record(RunEvent(at: 5, scenario: 0, kind: .scenarioStarted(attempt: 1)))
    store.record(
      RunEvent(at: 6, scenario: 0, kind: .stepFinished(ordinal: -1, result: StepResult(.broken, "no people"))))
    store.record(RunEvent(at: 6, scenario: 0, kind: .stepFinished(ordinal: 0, result: result)))
    store.record(RunEvent(at: 6, scenario: 0, kind: .stepFinished(ordinal: 1, result: StepResult(.skipped))))
    store.record(RunEvent(at: 7, scenario: 0, kind: .stepFinished(ordinal: 2, result: StepResult(.failed, "unjudged"))))
    let end = ScenarioResult(
      outcome: .failed, message: "m", cleanUpTroubles: ["t1", "t2"], isHeld: true, durationNanoseconds: 9, requests: 4)
    store.record(RunEvent(at: 8, scenario: 0, kind: .scenarioFinished(end)))
    try await store.flush()
    let record = try #require(try await store.record(ofRun: 1)?.scenarios.first)
    #expect(record.steps.map { "\($0.result)" } == ["\(result)", "\(StepResult(.skipped))"])
    #expect(record.setUp?.message == "no people")
    #expect(record.conclusion?.message == "unjudged")
    #expect(record.result == end)
    #expect(record.startedAt == 5)
  }

  @Test func `a killed process loses nothing that was shown`() async throws {
    let store = try folder.open()
    let shown = Committed()
    store.onCommitted { _, events in shown.add(events) }
    let steps = (0..<50).map { Plan.step($0, "s\($0)") }
    _ = try await store.run(
      [(Plan.scenario(0, "A-01", steps), steps.map { _ in StepResult(.passed) })], finished: false)
    // Not flushed: it may be lost, but then it was not shown either.
    store.record(RunEvent(at: 9, scenario: 0, kind: .stepFinished(ordinal: 7, result: StepResult(.failed))))
    let seen = shown.steps.count
    let left = try folder.copy()
    let record = try #require(try await left.open().record(ofRun: 1))
    #expect(seen >= 50)
    #expect(record.scenarios[0].steps.count >= 50)
    #expect(record.footer?.requests == nil)
    #expect(try await left.open().runs().first?.isFinished == false)
  }

  @Test func `events are told after their commit and in order`() async throws {
    let store = try folder.open()
    let file = folder.file
    let shown = Committed()
    let missing = Committed()
    store.onCommitted { run, events in
      shown.add(events)
      // Another connection must see what is told.
      guard let other = try? DatabaseQueue(path: file),
        let stored = try? other.read({
          try Int.fetchOne($0, sql: "SELECT count(*) FROM step WHERE run = ?", arguments: [run])
        })
      else { return missing.add(events) }
      if stored < shown.steps.count { missing.add(events) }
    }
    let steps = (0..<1200).map { Plan.step($0, "s") }
    _ = try await store.run([(Plan.scenario(0, "A-01", steps), steps.map { _ in StepResult(.passed) })])
    #expect(shown.steps == Array(0..<1200))
    #expect(missing.steps.isEmpty)
  }

  private func exchange(_ number: Int, step: Int, body: [UInt8]) -> RunEvent {
    RunEvent(
      at: 2, scenario: 0,
      kind: .exchange(
        ExchangeRecord(
          number: number, step: step, target: "lms", who: "tim", method: "POST", url: "https://x/y?z=1",
          requestHeaders: [HeaderField("Accept", "a: b"), HeaderField("X", "")], requestBody: Array("q".utf8),
          status: 200, answerHeaders: [HeaderField("Set-Cookie", "***")], answerBody: body, durationNanoseconds: 5,
          trouble: "")))
  }

  private func runWithExchanges(_ store: CampaignStore, body: [UInt8] = Array("answer".utf8)) async throws {
    let scenario = Plan.scenario(0, "A-01", [Plan.step(0, "a"), Plan.step(1, "b")])
    store.record(RunEvent(at: 0, kind: .runStarted(Plan.header([scenario]))))
    store.record(RunEvent(at: 1, scenario: 0, kind: .scenarioStarted(attempt: 1)))
    store.record(exchange(1, step: 0, body: body))
    store.record(RunEvent(at: 2, scenario: 0, kind: .stepFinished(ordinal: 0, result: StepResult(.passed))))
    store.record(exchange(2, step: 1, body: body))
    store.record(exchange(3, step: 1, body: body))
    store.record(RunEvent(at: 2, scenario: 0, kind: .stepFinished(ordinal: 1, result: StepResult(.failed))))
    store.record(RunEvent(at: 3, scenario: 0, kind: .scenarioFinished(ScenarioResult(outcome: .failed))))
    try await store.flush()
  }

  @Test(arguments: [
    (Project.Evidence.all, [true, true, true]), (.failures, [false, true, true]), (.none, [false, false, false]),
  ])
  func `bodies are kept as asked`(_ evidence: Project.Evidence, _ kept: [Bool]) async throws {
    let store = try folder.open(evidence: evidence)
    try await runWithExchanges(store)
    let exchanges = try await store.exchanges(run: 1, scenario: 0)
    #expect(exchanges.map { !$0.answerBody.isEmpty } == kept)
    #expect(exchanges.map(\.number) == [1, 2, 3])
    #expect(try await store.evidence(run: 1)[0]?.map(\.number) == [2, 3])
    #expect(exchanges[0].requestHeaders == [HeaderField("Accept", "a: b"), HeaderField("X", "")])
    #expect(try await store.exchange(run: 1, scenario: 0, number: 2)?.url == "https://x/y?z=1")
    #expect(try await store.exchange(run: 1, scenario: 0, number: 9)?.number == nil)
    #expect(try await store.record(ofRun: 1)?.scenarios[0].steps.map(\.exchanges) == [[1], [2, 3]])
  }

  @Test func `every request of a run is counted, also those before and after the steps`() async throws {
    let store = try folder.open(evidence: .none)
    try await runWithExchanges(store)
    store.record(exchange(4, step: -2, body: []))
    store.record(RunEvent(at: 4, kind: .runFinished(RunFooter(durationNanoseconds: 4, requests: 3))))
    try await store.flush()
    let counts = try await store.requestCounts(run: 1).map { [$0.scenario ?? -9, $0.step, $0.count] }
    let sent = counts.reduce(0) { $0 + ($1.last ?? 0) }
    #expect(counts.contains([0, 0, 1]) && counts.contains([0, 1, 2]))
    #expect(sent >= 4)
    #expect(try await store.record(ofRun: 1)?.footer?.requests == sent)
  }

  @Test func `a body is stored once and never longer than the cap`() async throws {
    let store = try folder.open(evidence: .all)
    try await runWithExchanges(store, body: [UInt8](repeating: 65, count: 300_000))
    try await runWithExchanges(store, body: [UInt8](repeating: 65, count: 300_000))
    #expect(try await store.exchanges(run: 2, scenario: 0).map(\.answerBody.count) == [262_144, 262_144, 262_144])
    let other = try DatabaseQueue(path: folder.file)
    let sizes = try await other.read { try Int.fetchAll($0, sql: "SELECT size FROM body WHERE size > 1000") }
    #expect(sizes == [300_000])
  }

  @Test func `only the last attempt counts`() async throws {
    let store = try folder.open()
    let scenario = Plan.scenario(0, "A-01", [Plan.step(0, "a")])
    store.record(RunEvent(at: 0, kind: .runStarted(Plan.header([scenario]))))
    for (attempt, outcome) in [(1, Outcome.failed), (2, .passed)] {
      store.record(RunEvent(at: 1, scenario: 0, kind: .scenarioStarted(attempt: attempt)))
      store.record(exchange(1, step: 0, body: []))
      store.record(RunEvent(at: 2, scenario: 0, kind: .stepFinished(ordinal: 0, result: StepResult(outcome))))
      store.record(RunEvent(at: 3, scenario: 0, kind: .scenarioFinished(ScenarioResult(outcome: outcome))))
    }
    try await store.flush()
    let record = try #require(try await store.record(ofRun: 1)?.scenarios.first)
    #expect(record.attempt == 2)
    #expect(record.steps.map(\.result.outcome) == [.passed])
    #expect(try await store.lastResults(round: 1).map(\.outcome) == [.passed])
    #expect(try await store.runs().first?.outcomes == [.passed: 1])
  }

  @Test func `a result that was cut off does not replace a whole one`() async throws {
    let store = try folder.open()
    let one = Plan.scenario(0, "A-01", [Plan.step(0, "a")])
    let two = Plan.scenario(1, "A-02", [Plan.step(0, "a")])
    _ = try await store.run([(one, [StepResult(.passed)]), (two, [StepResult(.failed, "f")])])
    _ = try await store.run([(one, [StepResult(.broken, "interrupted", cause: "interrupted")])])
    store.record(RunEvent(at: 0, kind: .runStarted(Plan.header([two]))))
    store.record(RunEvent(at: 1, scenario: 1, kind: .scenarioStarted(attempt: 1)))
    try await store.flush()
    let last = try await store.lastResults(round: 1)
    #expect(last.map(\.scenario) == ["A-01", "A-02"])
    #expect(last.map(\.run) == [1, 1])
    #expect(last.map(\.outcome) == [.passed, .failed])
    #expect(try await store.lastRunNumber() == 3)
    #expect(try await store.lastResults(round: 2).isEmpty)
  }

  @Test func `the state of a round takes each scenario from its last run`() async throws {
    let store = try folder.open()
    let one = Plan.scenario(0, "A-01", [Plan.step(0, "a")])
    let two = Plan.scenario(1, "A-02", [Plan.step(0, "a")])
    _ = try await store.run([(one, [StepResult(.failed)]), (two, [StepResult(.failed)])])
    var again = two
    again.index = 0
    _ = try await store.run([(again, [StepResult(.passed)])])
    let latest = try #require(try await store.latest(round: 1))
    #expect(latest.runs == [1, 2])
    #expect(latest.record.scenarios.map(\.scenario.id) == ["A-01", "A-02"])
    #expect(latest.record.scenarios.map(\.scenario.index) == [0, 1])
    #expect(latest.record.scenarios.map(\.result?.outcome) == [.failed, .passed])
    let next = try #require(try await store.latest(round: 2))
    #expect(next.origins.map(\.staleness) == [.site, .site])
  }
}
