import Campaign
import Diagnostics
import Foundation
import RunModel
import Synchronization

/// A folder of its own for each test, removed at the end.
final class CampaignFolder: Sendable {
  let path: String

  init() {
    path = FileManager.default.temporaryDirectory.appending(path: "campaign-\(UUID().uuidString)").path
    try? FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  var file: String { path + "/campaign.sqlite" }

  func open(evidence: Project.Evidence = .failures, makesFile: Bool = true) throws -> CampaignStore {
    try CampaignStore(
      path: file,
      options: .init(
        project: "noord-lms", actor: "marieke@laptop", evidence: evidence, makesFile: makesFile,
        now: { 1_795_456_563.25 }))
  }

  /// What a killed process leaves behind: the files as they are now, without closing anything.
  func copy() throws -> CampaignFolder {
    let copy = CampaignFolder()
    for name in try FileManager.default.contentsOfDirectory(atPath: path) where !name.hasSuffix("-shm") {
      try FileManager.default.copyItem(atPath: path + "/" + name, toPath: copy.path + "/" + name)
    }
    return copy
  }
}

/// Gathers what the store says it has committed.
final class Committed: Sendable {
  private let events = Mutex<[RunEvent]>([])

  func add(_ new: [RunEvent]) { events.withLock { $0 += new } }

  var steps: [Int] {
    events.withLock { events in
      events.compactMap { if case .stepFinished(let ordinal, _) = $0.kind { ordinal } else { nil } }
    }
  }
}

enum Plan {
  static let file = SourceFile(path: "Scenarios/a.feature", text: "Feature: A\n  Scenario: één\n")

  static func step(_ ordinal: Int, _ text: String, _ understanding: Understanding? = nil) -> PlannedStep {
    let place = ScriptPlace(file: "vocabulary/a.lua", line: 4)
    return PlannedStep(
      ordinal: ordinal, keyword: "Then ", type: .outcome, text: text, offset: 10 + ordinal,
      position: SourcePosition(line: 3 + ordinal, column: 5),
      understanding: understanding ?? .matched(StepMatch(definition: 0, wording: 0, arguments: [])),
      definition: understanding == nil
        ? MatchedDefinition(id: "a.check", kind: .check, pattern: "x", place: place) : nil)
  }

  static func human(_ ordinal: Int, _ kind: StepKind, _ text: String) -> PlannedStep {
    step(ordinal, "the tester " + text, .human(kind, text: text))
  }

  static func scenario(
    _ index: Int, _ id: String, tags: [String] = [], example: String = "", _ steps: [PlannedStep]
  ) -> PlannedScenario {
    PlannedScenario(
      index: index, id: id, exampleKey: example, exampleText: example, name: "name of \(id)", feature: "A", file: file,
      position: SourcePosition(line: 2, column: 3), language: "en", tags: tags, steps: steps, revision: "r-\(id)")
  }

  static func header(
    _ scenarios: [PlannedScenario], target: String = "lms", startedAt: Double = 1_795_456_563.5
  ) -> RunHeader {
    RunHeader(
      startedAt: startedAt, utcOffsetMinutes: 60, version: "0.1.0", project: "noord-lms", target: target,
      adapter: "moodle", base: "https://x.example", language: "nl", selection: "all", seed: .max, jobs: 2,
      reservations: ["built-in"], scenarios: scenarios)
  }
}

extension CampaignStore {
  /// Runs a plan in which every step of a scenario ends as given.
  func run(
    _ scenarios: [(PlannedScenario, [StepResult])], finished: Bool = true, target: String = "lms",
    startedAt: Double = 1_795_456_563.5
  ) async throws -> Int {
    record(RunEvent(at: 0, kind: .runStarted(Plan.header(scenarios.map(\.0), target: target, startedAt: startedAt))))
    for (scenario, results) in scenarios {
      record(RunEvent(at: 1, scenario: scenario.index, kind: .scenarioStarted(attempt: 1)))
      for (ordinal, result) in results.enumerated() {
        record(RunEvent(at: 2, scenario: scenario.index, kind: .stepFinished(ordinal: ordinal, result: result)))
      }
      let outcome = Outcome.worst(of: results.map(\.outcome)) ?? .passed
      record(RunEvent(at: 3, scenario: scenario.index, kind: .scenarioFinished(ScenarioResult(outcome: outcome))))
    }
    if finished { record(RunEvent(at: 4, kind: .runFinished(RunFooter(durationNanoseconds: 4)))) }
    try await flush()
    return currentRun ?? 0
  }
}
