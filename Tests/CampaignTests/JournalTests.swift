import Campaign
import GRDB
import JSON
import RunModel
import Testing

struct JournalTests {
  private let folder = CampaignFolder()
  private let scenario = Plan.scenario(0, "A-01", [Plan.step(0, "a")])

  private func actions(_ store: CampaignStore) async throws -> [String] {
    try await store.journal().map { try JSONValue(parsing: $0.text)["action"]?.string ?? "" }
  }

  @Test func `what matters is written down and the chain holds`() async throws {
    let store = try folder.open()
    _ = try await store.run([(scenario, [StepResult(.passed)])])
    try await store.journal(.peopleExported, object: "people.csv", detail: ["rows": 12])
    try await store.journal(.cleaned, object: "lms", reason: "end of round")
    _ = try await store.openRound(site: SiteFingerprint([("version", "2")]), reason: "fixes")
    #expect(
      try await actions(store) == [
        "campaign-made", "run-started", "run-finished", "people-exported", "cleaned", "round-opened",
      ])
    #expect(try await store.verify().isEmpty)
    #expect(try await store.currentRound() == 2)
  }

  @Test func `a line can neither be changed nor removed`() async throws {
    _ = try folder.open()
    let other = try DatabaseQueue(path: folder.file)
    for sql in ["UPDATE journal SET actor = 'x'", "DELETE FROM journal", "REPLACE INTO journal SELECT * FROM journal"] {
      #expect(throws: DatabaseError.self) { try other.writeWithoutTransaction { try $0.execute(sql: sql) } }
    }
  }

  @Test(arguments: [
    "UPDATE journal SET actor = 'x' WHERE number = 2", "UPDATE journal SET at = at + 1 WHERE number = 2",
    "DELETE FROM journal WHERE number = 2", "UPDATE journal SET detail = '{}' WHERE number = 3",
    "UPDATE step SET outcome = 'passed'", "UPDATE step SET message = 'x'", "DELETE FROM step",
    "UPDATE run_scenario SET id = 'A-02'", "UPDATE run SET header = '{}'", "DELETE FROM exchange",
    "UPDATE attempt SET outcome = 'passed'",
  ])
  func `whoever removes the triggers is still found out`(_ sql: String) async throws {
    let store = try folder.open()
    store.record(RunEvent(at: 0, kind: .runStarted(Plan.header([scenario]))))
    store.record(RunEvent(at: 1, scenario: 0, kind: .scenarioStarted(attempt: 1)))
    let exchange = ExchangeRecord(number: 1, step: 0, target: "lms", who: "t", method: "GET", url: "u")
    store.record(RunEvent(at: 1, scenario: 0, kind: .exchange(exchange)))
    store.record(RunEvent(at: 1, scenario: 0, kind: .stepFinished(ordinal: 0, result: StepResult(.failed, "m"))))
    store.record(RunEvent(at: 1, scenario: 0, kind: .scenarioFinished(ScenarioResult(outcome: .failed))))
    store.record(RunEvent(at: 1, kind: .runFinished(RunFooter(durationNanoseconds: 1))))
    try await store.flush()
    #expect(try await store.verify().isEmpty)
    let other = try DatabaseQueue(path: folder.file)
    try await other.writeWithoutTransaction { db in
      try db.execute(sql: "DROP TRIGGER journal_keeps; DROP TRIGGER journal_stays;")
      try db.execute(sql: sql)
    }
    #expect(try await !store.verify().isEmpty)
  }

  @Test func `two processes share one chain`() async throws {
    let first = try folder.open()
    let second = try folder.open()
    try await withThrowingTaskGroup(of: Void.self) { group in
      for (number, store) in [first, second].enumerated() {
        group.addTask {
          for step in 0..<40 { try await store.journal(.cleaned, object: "\(number).\(step)") }
        }
      }
      try await group.waitForAll()
    }
    #expect(try await first.journal().count == 81)
    #expect(try await second.verify().isEmpty)
  }
}
