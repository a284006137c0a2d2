import Campaign
import Diagnostics
import RunModel

/// Results as small as they can be, for tests of rules about them.
enum Judging {
  static let file = SourceFile(path: "a.feature", text: "")
  static let stale = ResultOrigin(run: 1, round: 1, isCarried: true, staleness: .site)

  static func scenario(_ id: String, _ tags: [String] = []) -> PlannedScenario {
    let step = PlannedStep(
      ordinal: 0, keyword: "Then ", type: .outcome, text: "checked", offset: 0,
      position: SourcePosition(line: 1, column: 1),
      understanding: .matched(StepMatch(definition: 0, wording: 0, arguments: [])))
    return PlannedScenario(
      index: 0, id: id, name: "name of \(id)", feature: "F", file: file, position: SourcePosition(line: 1, column: 1),
      language: "en", tags: tags, steps: [step], revision: "r")
  }

  /// One that compares what was moved with what was agreed.
  static func counting(_ id: String) -> PlannedScenario {
    var planned = scenario(id)
    planned.steps[0].definition = MatchedDefinition(
      id: "stock.counts", kind: .check, pattern: "the counts of category {string} are exactly:",
      place: ScriptPlace(file: "migration.lua", line: 1))
    return planned
  }

  /// What the machine alone recorded; `checks` 0 for a scenario that compares nothing.
  static func record(_ id: String, _ outcome: Outcome, _ tags: [String] = [], checks: Int = 1) -> ScenarioRecord {
    let planned = scenario(id, tags)
    return ScenarioRecord(
      scenario: planned, steps: [StepRecord(step: planned.steps[0], result: StepResult(outcome, checks: checks))],
      result: ScenarioResult(outcome: outcome, message: "m of \(id)"))
  }

  static func result(
    _ id: String, _ outcome: Outcome, _ tags: [String] = [], checks: Int = 1, origin: ResultOrigin? = nil
  ) -> JoinedResult {
    JoinedResult(
      scenario: record(id, outcome, tags, checks: checks), rows: [],
      outcome: origin?.staleness == nil ? outcome : .skipped, origin: origin)
  }

  /// A person's: the machine only prepared.
  static func waiting(_ id: String, _ tags: [String] = []) -> ScenarioRecord {
    var record = record(id, .awaiting, tags, checks: 0)
    record.scenario.steps[0].understanding = .human(.judge, text: "it is sharp")
    record.steps[0].step.understanding = .human(.judge, text: "it is sharp")
    record.steps[0].result = StepResult(.awaiting, cause: "person")
    return record
  }

  static func judged(
    _ id: String, _ said: [Verdict], _ tags: [String] = [], resolution: Verdict? = nil
  ) -> JoinedResult {
    let record = waiting(id, tags)
    let row = PersonRow.rows(of: record, project: "p")[0]
    let joined = JoinedRow(
      row: row, verdicts: said.enumerated().map { verdict(row, $0.element, by: "t\($0.offset)") },
      resolution: resolution.map {
        Resolution(row: row.id, fingerprint: row.fingerprint, round: 1, verdict: $0, reason: "seen")
      })
    return JoinedResult(scenario: record, rows: [joined], outcome: joined.outcome)
  }

  static func verdict(_ row: PersonRow, _ verdict: Verdict, by tester: String, round: Int = 1) -> StoredVerdict {
    StoredVerdict(
      row: row.id, fingerprint: row.fingerprint, round: round, tester: tester, scenario: row.scenarioID,
      exampleKey: "", ordinal: 0, verdict: verdict)
  }

  static func finding(
    _ number: Int, _ severity: String, _ status: FindingStatus = .new, _ more: [Finding.Field: String] = [:]
  ) -> Finding {
    Finding(
      number: number,
      values: [.severity: severity, .status: status.rawValue, .summary: "s\(number)"].merging(more) { $1 })
  }
}
