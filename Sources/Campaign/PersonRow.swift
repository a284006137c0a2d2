package import RunModel

/// Something that a person does and judges: one row of a worksheet.
package struct PersonRow: Sendable, Hashable {
  package enum Kind: String, Sendable {
    /// What the person did before, and one thing to judge.
    case judge
    /// Do steps without a judge step: did it work?
    case closing
    /// Something the lead makes ready before the testers start.
    case prepare
    /// A check that this LMS's adapter cannot make.
    case notAutomated
    /// A check that the machine left open, for example because waiting ended early.
    case open
    /// A machine step that failed: a person looks whether that is so.
    case failed
  }

  package var id: RowID
  /// Another one for the same id means that the row's text changed since, or that a newer run made what is acted on.
  package var fingerprint: String
  package var kind: Kind
  /// Plan index of the scenario in its record.
  package var scenario: Int
  package var scenarioID: String
  package var exampleKey: String
  /// Of the step that gives the row its id.
  package var ordinal: Int
  /// All steps a verdict on this row speaks of.
  package var steps: [Int]
  /// Key of the role word; empty when the scenario names none.
  package var role: String
  /// What the machine did before, as written in the scenario.
  package var prepared: [String]
  package var actions: [String]
  /// nil on a closing row: "it worked".
  package var expectation: String?
  /// The machine's sentence on a failed or open row, and why steps of it are not automated.
  package var remark: String
  /// What the machine compared on a failed or open row; nil for nothing.
  package var expected: String?
  package var actual: String?

  /// True for the lead's own worksheet.
  package var isForLead: Bool { kind == .prepare }
}

extension PersonRow {
  /// The rows that a run left to people, in plan order.
  package static func rows(of record: RunRecord) -> [PersonRow] {
    record.scenarios.flatMap { rows(of: $0, project: record.header.project) }
  }

  /// The rows of one scenario.
  package static func rows(of scenario: ScenarioRecord, project: String) -> [PersonRow] {
    RowMaker(project: project, record: scenario).rows()
  }
}

/// Walks through one scenario and gathers what belongs to one row.
private struct RowMaker {
  let project: String
  let record: ScenarioRecord
  private let role: String
  private let requirements: [String]
  private var made: [PersonRow] = []
  private var prepared: [String] = []
  private var actions: [StepRecord] = []
  /// A step that changes the LMS still waits: what people do after it has no row before `finish` has run it.
  private var isBehindAction = false
  /// `run 3` where `finish` goes on, or went on, with what people did: a word about what another run made says nothing
  /// about this one's, so the row is another then. Empty where people only look; what the lead makes ready no run makes.
  private let occasion: [String]

  init(project: String, record: ScenarioRecord) {
    self.project = project
    self.record = record
    role = record.scenario.values(of: "role").first ?? ""
    requirements = record.scenario.values(of: "req")
    // Not what other people do or judge behind it: `finish` hands that out and runs nothing on it.
    let isActedOn = record.steps.contains { step in
      if case .human = step.step.understanding { return false }
      return step.result.cause == "waiting" || step.result.waited
    }
    occasion = isActedOn ? ["run \(record.begunIn)"] : []
  }

  consuming func rows() -> [PersonRow] {
    for step in record.steps { take(step) }
    close()
    return made
  }

  private mutating func take(_ step: StepRecord) {
    switch step.step.understanding {
    case .human(let kind, let text): takeHuman(step, kind, text)
    case .matched, .seed: takeMachine(step)
    case .undefined, .ambiguous: break
    }
  }

  private mutating func takeHuman(_ step: StepRecord, _ kind: StepKind, _ text: String) {
    guard step.result.outcome == .awaiting, !isBehindAction else { return }
    switch kind {
    case .judge: add(.judge, step, expectation: text)
    case .prepare: add(.prepare, step, expectation: text)
    default: actions.append(step)
    }
  }

  private mutating func takeMachine(_ step: StepRecord) {
    let result = step.result
    let isCheck = step.step.definition?.kind == .check
    // A row must stay the row it was while this step waited.
    if result.waited { close() }
    switch result.outcome {
    case .passed, .passedWithRemark, .flaky: if !result.waited || !isCheck { prepared.append(step.sentence) }
    case .failed:
      close()
      add(.failed, step, expectation: step.step.text, remark: result.message)
    case .awaiting where result.cause == "waiting":
      // `finish` runs it when the row above has its verdict.
      close()
      isBehindAction = isBehindAction || !isCheck
    case .awaiting where result.cause == "not-automated" && !isCheck:
      actions.append(step)
    case .awaiting:
      let kind: PersonRow.Kind = result.cause == "not-automated" ? .notAutomated : .open
      add(kind, step, expectation: step.step.text, remark: result.message)
    default: break
    }
  }

  /// Do steps that no judge step follows.
  private mutating func close() {
    guard let last = actions.last else { return }
    add(.closing, last, expectation: nil)
  }

  private mutating func add(
    _ kind: PersonRow.Kind, _ step: StepRecord, expectation: String?, remark: String = ""
  ) {
    let scenario = record.scenario
    let isOwn = kind == .failed || kind == .prepare
    let done = isOwn ? [] : actions
    let texts = done.map(\.sentence)
    let compared = kind == .failed || kind == .open ? step.result : nil
    let reasons = done.filter { $0.result.cause == "not-automated" }.map(\.result.message) + [remark]
    let parts =
      [prepared.joined(separator: "\n"), texts.joined(separator: "\n"), expectation ?? "", role] + requirements
      + (kind == .prepare ? [] : occasion)
    made.append(
      PersonRow(
        id: RowID(
          project: project, scenario: scenario.id, exampleKey: scenario.exampleKey, ordinal: step.step.ordinal),
        fingerprint: Campaign.fingerprint(parts), kind: kind, scenario: scenario.index,
        scenarioID: scenario.id, exampleKey: scenario.exampleKey, ordinal: step.step.ordinal,
        steps: (done.map(\.step.ordinal) + [step.step.ordinal]).uniqued, role: role, prepared: prepared,
        actions: texts, expectation: expectation,
        remark: reasons.filter { !$0.isEmpty }.unrepeated.joined(separator: "\n"), expected: compared?.expected,
        actual: compared?.actual))
    if isOwn { return }
    actions = []
    prepared = []
  }
}

extension StepRecord {
  /// What a person reads: a human step's own text, a machine step as it is written.
  fileprivate var sentence: String {
    let text = if case .human(_, let words) = step.understanding { words } else { step.text }
    guard let table = step.table else { return text }
    return text + "\n" + table.map { "| " + $0.joined(separator: " | ") + " |" }.joined(separator: "\n")
  }
}

extension [String] {
  /// Each text once, at its first place.
  fileprivate var unrepeated: [String] {
    reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
  }
}

extension [Int] {
  fileprivate var uniqued: [Int] {
    reduce(into: []) { if $0.last != $1 { $0.append($1) } }
  }
}
