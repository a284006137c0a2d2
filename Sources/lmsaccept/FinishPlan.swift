import Campaign
import Diagnostics
import JSON
import RunModel
import Running
import Reporting
import StepLibrary

/// What `lmsaccept finish` does with each scenario that waits for people.
struct FinishPlan {
  /// A scenario that goes on.
  struct Going {
    var scenario: PlannedScenario
    var run: Int
    var continuation: ScenarioContinuation
    var kept: KeptScenario
  }

  var going: [Going] = []
  /// Sentences about scenarios that still wait, with whom for.
  var waiting: [String] = []
  /// Sentences about scenarios that cannot go on, and why.
  var refused: [String] = []

  let workspace: Workspace
  let store: CampaignStore
  let report: Report
  /// The run that each result comes from, by index.
  let runs: [Int]
  /// What the texts say today, by title.
  let planned: [String: PlannedScenario]

  /// - Parameter result: of the round, held for people.
  mutating func add(_ result: JoinedResult) async throws {
    let record = result.scenario
    let title = record.scenario.title
    let run = runs[record.scenario.index]
    guard
      let base = try await store.waiting(
        run: run, scenario: record.scenario.id, exampleKey: record.scenario.exampleKey)
    else { return }
    if let reason = reasonToRefuse(record.scenario, run, base) {
      refused.append("\(title): \(reason)")
      return
    }
    guard var scenario = planned[title] else { return }
    let disputed = result.rows.filter { $0.isDisputed }
    var said: [Int: Outcome] = [:]
    for row in result.rows where row.outcome != .awaiting && row.row.kind != .failed {
      if disputed.contains(where: { $0.row.id == row.row.id }) { continue }
      for step in row.row.steps { said[step] = row.outcome }
    }
    let earlier = Dictionary(record.steps.map { ($0.step.ordinal, $0.result) }) { first, _ in first }
    let continuation = ScenarioContinuation(
      earlier: earlier, said: said, wasCutOff: !base.cutOff.finishing.isEmpty, attempt: record.attempt)
    guard canGoOn(scenario, continuation) else {
      waiting.append("\(title) waits for \(whom(result, said, disputed))")
      return
    }
    scenario.index = going.count
    let done = Set(earlier.filter { $0.value.outcome == .passed || $0.value.outcome == .passedWithRemark }.keys)
    going.append(
      Going(
        scenario: scenario, run: run, continuation: continuation, kept: KeptScenario(memory: base.memory, done: done)))
  }

  private func reasonToRefuse(_ scenario: PlannedScenario, _ run: Int, _ base: WaitingResult) -> String? {
    let target = workspace.target
    if base.header.target != target.name || base.header.base != target.base {
      let other = "\(base.header.target) at \(base.header.base)"
      return "run \(run) was on \(other), and this is \(target.name) at \(target.base)"
    }
    if let newer = base.cutOff.running.last {
      return "run \(newer) took its place and was cut off; run the scenario again"
    }
    guard let today = planned[scenario.title] else {
      return "its text is no longer there; \"lmsaccept clean\" removes what it keeps"
    }
    if today.revision != scenario.revision { return "its text was changed since run \(run); run it again" }
    if let reason = today.notApplicable { return "it no longer applies: \(reason)" }
    return nil
  }

  /// True when a step can be decided now, or when nothing is open any more.
  private func canGoOn(_ scenario: PlannedScenario, _ continuation: ScenarioContinuation) -> Bool {
    var machine = ScenarioMachine(scenario, book: workspace.library.book, continuing: continuation)
    while true {
      switch machine.step() {
      case .run: return true
      case .record(let step, let result):
        let before = continuation.earlier[step.ordinal]
        if result.cause != "waiting", before?.cause == "waiting", isMachine(step) { return true }
      case .end: return !machine.isOpen
      }
    }
  }

  private func isMachine(_ step: PlannedStep) -> Bool {
    if case .human = step.understanding { return false }
    return true
  }

  /// `learner (R-7K2QXBM), the lead: testers disagree on R-B3K7QXM`.
  private func whom(
    _ result: JoinedResult, _ said: [Int: Outcome], _ disputed: [JoinedRow]
  ) -> String {
    var parts: [String] = []
    let open = result.rows.filter { row in
      row.outcome == .awaiting && row.row.steps.contains { said[$0] == nil }
    }
    for (name, rows) in Dictionary(
      grouping: open, by: { $0.row.isForLead ? "the lead" : report.roleName($0.row.role) }
    ).sorted(by: { $0.key < $1.key }) {
      parts.append("\(name) (\(rows.map(\.row.id.text).joined(separator: ", ")))")
    }
    for row in disputed { parts.append("the lead: testers disagree on \(row.row.id.text)") }
    for row in open where !row.stale.isEmpty {
      parts.append(
        "the earlier verdict on \(row.row.id.text) does not count: a newer run, or another text, took the place of what "
          + "the tester saw")
    }
    return parts.isEmpty ? "a person" : parts.joined(separator: "; ")
  }
}
