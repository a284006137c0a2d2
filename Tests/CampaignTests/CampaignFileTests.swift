import Campaign
import Foundation
import GRDB
import JSON
import RunModel
import Synchronization
import Testing

struct CampaignFileTests {
  private let folder = CampaignFolder()

  private func problem(makesFile: Bool = true) -> CampaignProblem? {
    do {
      _ = try folder.open(makesFile: makesFile)
      return nil
    } catch {
      return error as? CampaignProblem
    }
  }

  @Test func `only its owner may read it`() async throws {
    let store = try folder.open()
    _ = try await store.intend(
      LedgerEntry(target: "l", what: .thing(kind: "u"), key: "k", data: .null, lifetime: .campaign))
    for name in try FileManager.default.contentsOfDirectory(atPath: folder.path) {
      let attributes = try FileManager.default.attributesOfItem(atPath: folder.path + "/" + name)
      #expect(attributes[.posixPermissions] as? Int == 0o600, "\(name)")
    }
  }

  @Test func `a missing file is made only when asked`() throws {
    #expect(problem(makesFile: false)?.kind == .missing)
    #expect(!FileManager.default.fileExists(atPath: folder.file))
    #expect(problem() == nil)
    #expect(problem(makesFile: false) == nil)
  }

  @Test func `somebody else's file is refused and left alone`() throws {
    for content in ["this is a text, long enough to be taken for nothing else", "SQLite format 3\0 but not really"] {
      try Data(content.utf8).write(to: URL(fileURLWithPath: folder.file))
      #expect(problem()?.kind == .foreign)
      #expect(try Data(contentsOf: URL(fileURLWithPath: folder.file)) == Data(content.utf8))
    }
    try FileManager.default.removeItem(atPath: folder.file)
    let other = try DatabaseQueue(path: folder.file)
    try other.write { try $0.execute(sql: "CREATE TABLE mine (x); PRAGMA application_id = 7") }
    try other.close()
    let before = try Data(contentsOf: URL(fileURLWithPath: folder.file))
    #expect(problem()?.kind == .foreign)
    #expect(try Data(contentsOf: URL(fileURLWithPath: folder.file)) == before)
  }

  @Test func `a folder is no campaign`() throws {
    try FileManager.default.createDirectory(atPath: folder.file, withIntermediateDirectories: true)
    #expect(problem()?.kind == .foreign)
  }

  @Test func `a campaign from before scenarios could be finished is brought up to date`() async throws {
    _ = try folder.open()
    let other = try DatabaseQueue(path: folder.file)
    try await other.write {
      try $0.execute(sql: "DROP TABLE kept; DELETE FROM grdb_migrations WHERE identifier = '2-finish'")
    }
    try other.close()
    let store = try folder.open()
    let scenario = Plan.scenario(0, "A-01", [Plan.human(0, .task, "opens it")])
    let run = try await store.run([(scenario, [StepResult(.awaiting, cause: "person")])])
    try await store.hold(scenario: "A-01", index: 0, memory: ["world": []])
    #expect(try await store.waiting(run: run, scenario: "A-01", exampleKey: "")?.memory != nil)
  }

  @Test func `a newer campaign is refused`() async throws {
    _ = try folder.open()
    let other = try DatabaseQueue(path: folder.file)
    try await other.write { try $0.execute(sql: "INSERT INTO grdb_migrations VALUES ('99')") }
    let found = try #require(self.problem())
    #expect(found.kind == .newer)
    #expect(found.hint != nil)
  }

  @Test func `damage is called damage`() async throws {
    do {
      let store = try folder.open()
      let steps = (0..<400).map { Plan.step($0, "a step that takes some room in the file, number \($0)") }
      _ = try await store.run([(Plan.scenario(0, "A-01", steps), steps.map { _ in StepResult(.failed, "message") })])
      let other = try DatabaseQueue(path: folder.file)
      try await other.writeWithoutTransaction { _ = try $0.checkpoint(.truncate) }
    }
    let left = try folder.copy()
    let file = URL(fileURLWithPath: left.file)
    var bytes = [UInt8](try Data(contentsOf: file))
    for place in 4096..<bytes.count { bytes[place] = 0xAA }
    try Data(bytes).write(to: file)
    await #expect {
      let store = try left.open()
      _ = try await store.record(ofRun: 1)
      _ = try await store.verify()
    } throws: { error in
      (error as? CampaignProblem)?.kind == .corrupt
    }
  }

  @Test func `a folder without write access says so`() throws {
    let path = folder.path + "/nowhere/campaign.sqlite"
    do {
      _ = try CampaignStore(path: path, options: .init(project: "p", actor: "a"))
      Issue.record("opened")
    } catch {
      #expect(error.kind == .notWritable)
    }
  }

  @Test func `two runs at once keep apart`() async throws {
    let first = try folder.open()
    let second = try folder.open()
    let steps = (0..<300).map { Plan.step($0, "s") }
    let plan = [(Plan.scenario(0, "A-01", steps), steps.map { _ in StepResult(.passed) })]
    async let one = first.run(plan)
    async let two = second.run(plan)
    #expect(try await Set([one, two]) == [1, 2])
    for run in [1, 2] {
      #expect(try await first.record(ofRun: run)?.scenarios[0].steps.count == 300)
    }
    #expect(try await first.verify().isEmpty)
  }

  @Test func `another process that never lets go is named`() async throws {
    let store = try CampaignStore(
      path: folder.file, options: .init(project: "p", actor: "a", busySeconds: 0.01))
    let told = Mutex<[CampaignProblem.Kind]>([])
    store.onFailure { problem in told.withLock { $0.append(problem.kind) } }
    var configuration = Configuration()
    configuration.allowsUnsafeTransactions = true
    let other = try DatabaseQueue(path: folder.file, configuration: configuration)
    try await other.writeWithoutTransaction { try $0.execute(sql: "BEGIN IMMEDIATE") }
    await #expect {
      try await store.flush()
    } throws: { error in
      (error as? CampaignProblem)?.kind == .busy
    }
    try await other.writeWithoutTransaction { try $0.execute(sql: "ROLLBACK") }
    await #expect(throws: CampaignProblem.self) { try await store.flush() }
    #expect(told.withLock(\.self) == [.busy])
  }

  @Test func `a full store says so to everybody who waits`() async throws {
    let store = try folder.open()
    let other = try DatabaseQueue(path: folder.file)
    try await other.write { try $0.execute(sql: "DROP TABLE step") }
    let steps = [Plan.step(0, "s")]
    await #expect(throws: CampaignProblem.self) {
      try await store.run([(Plan.scenario(0, "A-01", steps), [StepResult(.passed)])])
    }
    await #expect(throws: CampaignProblem.self) {
      try await store.intend(
        LedgerEntry(target: "l", what: .thing(kind: "u"), key: "k", data: .null, lifetime: .campaign))
    }
  }
}
