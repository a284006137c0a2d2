import Campaign
import JSON
import RunModel
import Testing

struct LedgerTests {
  private let folder = CampaignFolder()

  private func entry(
    _ key: String, scenario: String = "A-01", lifetime: LedgerEntry.Lifetime = .scenario, kind: String = "course"
  ) -> LedgerEntry {
    LedgerEntry(
      target: "lms", what: .thing(kind: kind), key: key, data: ["id": 12345678901, "name": "é"], lifetime: lifetime,
      scenario: scenario)
  }

  @Test func `an intent is on disk before it returns`() async throws {
    let store = try folder.open()
    let id = try await store.intend(entry("VCA"))
    let left = try folder.copy()
    let open = try await left.open().open(target: "lms", scenario: nil)
    var wanted = entry("VCA")
    wanted.id = id
    #expect(open == [wanted])
  }

  @Test func `open entries come newest first, until they are settled`() async throws {
    let store = try folder.open()
    let first = try await store.intend(entry("a"))
    let second = try await store.intend(entry("b", scenario: "A-02"))
    let change = LedgerEntry(
      target: "lms", what: .change(cleanup: "user.put_back"), key: "tim", data: ["id": 3], lifetime: .scenario,
      scenario: "A-01")
    let third = try await store.intend(change)
    try await store.settle(first, state: .made, data: ["id": 4])
    #expect(try await store.open(target: "lms", scenario: nil).map(\.id) == [third, second, first])
    #expect(try await store.open(target: "lms", scenario: "A-01").map(\.state) == [.intended, .made])
    #expect(try await store.open(target: "lms", scenario: "A-01").first?.what == .change(cleanup: "user.put_back"))
    try await store.settle(second, state: .stuck, data: .null)
    try await store.settle(first, state: .removed, data: .null)
    try await store.settle(third, state: .gone, data: .null)
    #expect(try await store.open(target: "lms", scenario: nil).map(\.id) == [second])
    #expect(try await store.open(target: "hr", scenario: nil).isEmpty)
  }

  @Test func `ours is what is open here`() async throws {
    let store = try folder.open()
    let id = try await store.intend(entry("VCA"))
    #expect(try await store.isOurs(target: "lms", kind: "course", key: "VCA"))
    #expect(try await !store.isOurs(target: "lms", kind: "user", key: "VCA"))
    #expect(try await !store.isOurs(target: "hr", kind: "course", key: "VCA"))
    try await store.settle(id, state: .abandoned, data: .null)
    #expect(try await !store.isOurs(target: "lms", kind: "course", key: "VCA"))
  }

  @Test func `what could not be removed keeps the data that the next try needs`() async throws {
    let store = try folder.open()
    let id = try await store.intend(entry("a"))
    try await store.settle(id, state: .made, data: ["shortname": "a", "@id": 7])
    try await store.settle(id, state: .stuck, data: nil)
    let left = try #require(try await store.open(target: nil, scenario: nil).first)
    #expect(left.state == .stuck)
    #expect(left.data == ["shortname": "a", "@id": 7])
  }

  @Test func `holding keeps what lives for the scenario`() async throws {
    let store = try folder.open()
    _ = try await store.intend(entry("a"))
    _ = try await store.intend(entry("b", lifetime: .campaign))
    _ = try await store.intend(entry("c", scenario: "A-02"))
    try await store.hold(scenario: "A-01", index: 0, memory: nil)
    #expect(try await store.open(target: "lms", scenario: nil).map(\.lifetime) == [.scenario, .campaign, .held])
  }

  @Test func `what a script knows is kept beside its run`() async throws {
    let store = try folder.open()
    let scenario = Plan.scenario(0, "A-01", [Plan.human(0, .task, "opens it")])
    let run = try await store.run([(scenario, [StepResult(.awaiting, cause: "person")])])
    let before = try await store.waiting(run: run, scenario: "A-01", exampleKey: "")
    #expect(before?.memory == nil && before?.header.base == "https://x.example")
    try await store.hold(scenario: "A-01", index: 0, memory: ["world": ["x": 7]])
    let waiting = try #require(try await store.waiting(run: run, scenario: "A-01", exampleKey: ""))
    #expect(waiting.memory == ["world": ["x": 7]])
    #expect(waiting.cutOff.finishing.isEmpty && waiting.cutOff.running.isEmpty)
    let other = try await store.waiting(run: run, scenario: "A-02", exampleKey: "")
    #expect(other == nil)
  }

  @Test func `a result goes on with the run that it names, and what was cut off is told`() async throws {
    let store = try folder.open()
    let scenario = Plan.scenario(0, "A-01", [Plan.human(0, .task, "opens it")])
    let run = try await store.run([(scenario, [StepResult(.awaiting, cause: "person")])])
    var header = Plan.header([scenario])
    (header.startedAt, header.continues) = (header.startedAt + 60, [0: run])
    store.record(RunEvent(at: 0, kind: .runStarted(header)))
    store.record(RunEvent(at: 1, scenario: 0, kind: .scenarioStarted(attempt: 1)))
    try await store.flush()
    let waiting = try #require(try await store.waiting(run: run, scenario: "A-01", exampleKey: ""))
    #expect(waiting.cutOff.finishing == [run + 1] && waiting.cutOff.running.isEmpty)
    let later = try #require(try await store.waiting(run: run + 1, scenario: "A-01", exampleKey: ""))
    #expect(later.header.continues == [0: run])
    #expect(try await store.record(ofRun: run + 1)?.scenarios.first?.begunIn == run)
    #expect(try await store.record(ofRun: run)?.scenarios.first?.begunIn == run)
    #expect(try await store.lastResults(round: 1).map(\.run) == [run])
  }

  @Test func `many intents at once each get their own id`() async throws {
    let store = try folder.open()
    let ids = try await withThrowingTaskGroup(of: Int64.self) { group in
      for number in 0..<200 { group.addTask { try await store.intend(entry("k\(number)")) } }
      return try await group.reduce(into: Set<Int64>()) { $0.insert($1) }
    }
    #expect(ids.count == 200)
    let open = try await store.open(target: "lms", scenario: nil)
    #expect(Set(open.map(\.key)).count == 200)
  }
}
