package import RunModel

/// Decides, without doing anything, what comes next in one scenario.
///
/// Feed it each result; it says which step to run and which steps are decided without running. Pure, so that every
/// rule about skipping, waiting and not applying is tested without a network.
package struct ScenarioMachine: Sendable {
  package enum Action: Sendable {
    /// Run this step and come back with `finished`.
    case run(PlannedStep)
    /// This step is decided: record it.
    case record(PlannedStep, StepResult)
    /// All steps are decided. `concludes` says whether the rules that hold for a whole scenario may be asked.
    case end(concludes: Bool)
  }

  /// What the steps so far have done to the steps that follow.
  private enum Course {
    case open
    /// A problem: the rest is skipped.
    case stopped
    /// A person acts first: the rest waits.
    case waiting
    /// The LMS has no such thing: the rest does not apply.
    case notApplicable(String)
  }

  private let steps: [PlannedStep]
  private let book: StepBook
  private var next = 0
  private var course = Course.open
  package private(set) var outcomes: [Outcome] = []
  /// The sentence of the worst step so far.
  package private(set) var message = ""

  package init(_ scenario: PlannedScenario, book: StepBook) {
    steps = scenario.steps
    self.book = book
    if let reason = scenario.notApplicable { course = .notApplicable(reason) }
  }

  /// The next action; after `.run` call `finished` first.
  package mutating func step() -> Action {
    guard next < steps.count else {
      if case .open = course { return .end(concludes: true) }
      return .end(concludes: false)
    }
    let step = steps[next]
    next += 1
    if let result = decide(step) {
      note(result)
      return .record(step, result)
    }
    return .run(step)
  }

  /// Takes in the result of the step that `step()` gave to run.
  package mutating func finished(_ step: PlannedStep, _ result: StepResult) {
    note(result)
    guard case .open = course else { return }
    switch result.outcome {
    case .passed, .passedWithRemark: break
    case .notApplicable: course = .notApplicable(result.message)
    case .awaiting: if !isCheck(step) { course = .waiting }
    default: course = .stopped
    }
  }

  /// Takes in a result that ends the scenario before or after its steps (set-up, conclusion).
  package mutating func interrupted(by result: StepResult) {
    note(result)
    course = result.outcome == .notApplicable ? .notApplicable(result.message) : .stopped
  }

  /// Worst of all, but a scenario that does not apply asks nobody anything, and one that did nothing proves nothing.
  package var outcome: Outcome {
    let worst = Outcome.worst(of: outcomes) ?? (steps.isEmpty ? .undefined : .passed)
    if case .notApplicable = course, worst > .unexpectedPass { return .notApplicable }
    return worst
  }

  private mutating func note(_ result: StepResult) {
    if !result.message.isEmpty, outcomes.allSatisfy({ result.outcome < $0 }) { message = result.message }
    outcomes.append(result.outcome)
  }

  /// The result of a step that is not run at all; nil when it must run. Undefined and ambiguous steps are always
  /// reported as such, whatever came before them.
  private mutating func decide(_ step: PlannedStep) -> StepResult? {
    switch step.understanding {
    case .undefined(let nearest, _):
      if case .notApplicable(let reason) = course { return StepResult(.notApplicable, reason) }
      course = .stopped
      let hint = nearest.first.map { "; nearest: \($0)" } ?? ""
      return StepResult(.undefined, "no pattern matches this step\(hint)", cause: "undefined")
    case .ambiguous(let ids):
      if case .notApplicable(let reason) = course { return StepResult(.notApplicable, reason) }
      course = .stopped
      return StepResult(.ambiguous, "more than one pattern matches: \(ids.joined(separator: ", "))", cause: "ambiguous")
    case .human, .matched, .seed: break
    }
    switch course {
    case .stopped: return StepResult(.skipped)
    case .waiting: return StepResult(.awaiting, "waits for the person above", cause: "waiting")
    case .notApplicable(let reason): return StepResult(.notApplicable, reason)
    case .open: return decideOpen(step)
    }
  }

  private mutating func decideOpen(_ step: PlannedStep) -> StepResult? {
    switch step.understanding {
    case .human(let kind, _):
      if kind != .judge { course = .waiting }
      return StepResult(.awaiting, cause: "person")
    case .matched(let match):
      switch book.automation[match.definition] {
      case .automated: return nil
      case .manual(let reason): return handOver(step, reason)
      case .missing: return handOver(step, "the adapter has no code for this step")
      case .unsupported(let reason):
        course = .notApplicable(reason)
        return StepResult(.notApplicable, reason)
      }
    case .seed, .undefined, .ambiguous: return nil
    }
  }

  /// A step without code goes to a person: a check is judged, anything else is done and the rest waits.
  private mutating func handOver(_ step: PlannedStep, _ reason: String) -> StepResult {
    if !isCheck(step) { course = .waiting }
    return StepResult(.awaiting, "not automated: \(reason)", cause: "not-automated")
  }

  private func isCheck(_ step: PlannedStep) -> Bool {
    switch step.understanding {
    case .matched(let match): book.definitions[match.definition].kind == .check
    case .human(let kind, _): kind == .judge
    case .seed, .undefined, .ambiguous: false
    }
  }
}
