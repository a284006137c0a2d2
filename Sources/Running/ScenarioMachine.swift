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
    /// A person's verdict says that there is nothing to go on with: what becomes of the rest.
    case decided(Outcome, String)
  }

  private let steps: [PlannedStep]
  private let book: StepBook
  /// In the scenario's language: what a person reads on the row of a step that is not automated.
  private let texts: Texts
  private let continuation: ScenarioContinuation?
  private var next = 0
  private var course = Course.open
  package private(set) var outcomes: [Outcome] = []
  private var worstMessage = ""
  /// True when a person's row, or a step behind one, is still open.
  package private(set) var isOpen = false

  /// - Parameter continuation: nil for a scenario that begins.
  package init(_ scenario: PlannedScenario, book: StepBook, continuing continuation: ScenarioContinuation? = nil) {
    steps = scenario.steps
    self.book = book
    texts = Texts(language: scenario.language)
    self.continuation = continuation
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
    if let result = continuation?.settled(step) {
      if case .open = course, result.outcome == .awaiting, !isCheck(step) { waitForPerson(step) }
      note(result, step)
      return .record(step, result)
    }
    if var result = decide(step) {
      result.waited = continuation != nil && isMachine(step) && result.cause != "waiting"
      note(result, step)
      return .record(step, result)
    }
    return .run(step)
  }

  /// Takes in the result of the step that `step()` gave to run.
  package mutating func finished(_ step: PlannedStep, _ result: StepResult) {
    note(result, step)
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

  /// The sentence of the worst step so far; of a scenario that does not apply, why.
  package var message: String {
    // A step that awaited somebody before this was found out is worse, and asks nobody any more.
    if case .notApplicable(let reason) = course, outcome == .notApplicable { return reason }
    return worstMessage
  }

  private mutating func note(_ result: StepResult, _ step: PlannedStep? = nil) {
    if result.outcome == .awaiting, step.map({ continuation?.said[$0.ordinal] == nil }) ?? true { isOpen = true }
    if !result.message.isEmpty, outcomes.allSatisfy({ result.outcome < $0 }) { worstMessage = result.message }
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
    if let answered = answered(step) { return answered }
    switch course {
    case .stopped: return StepResult(.skipped)
    case .decided(let outcome, let reason): return StepResult(outcome, reason, cause: ScenarioContinuation.verdict)
    case .waiting:
      return StepResult(
        .awaiting, texts("waits for the person above", "wacht op de persoon hierboven"), cause: "waiting")
    case .notApplicable(let reason): return StepResult(.notApplicable, reason)
    case .open: return decideOpen(step)
    }
  }

  private mutating func decideOpen(_ step: PlannedStep) -> StepResult? {
    switch step.understanding {
    case .human(let kind, _):
      if kind != .judge { waitForPerson(step) }
      return StepResult(.awaiting, cause: "person")
    case .matched(let match):
      switch book.automation[match.definition] {
      case .automated:
        guard let doubt = doubt(step) else { return nil }
        course = .stopped
        return doubt
      case .manual(let reason): return handOver(step, reason(texts))
      case .elsewhere(let system): return handOver(step, system.reason(texts))
      case .missing:
        return handOver(
          step, texts("the adapter has no code for this step", "de adapter heeft geen code voor deze stap"))
      case .unsupported(let reason):
        course = .notApplicable(reason(texts))
        return StepResult(.notApplicable, reason(texts))
      }
    case .seed, .undefined, .ambiguous: return nil
    }
  }

  /// A step without code goes to a person: a check is judged, anything else is done and the rest waits.
  private mutating func handOver(_ step: PlannedStep, _ reason: String) -> StepResult {
    if !isCheck(step) { waitForPerson(step) }
    return StepResult(
      .awaiting, texts("not automated: ", "niet geautomatiseerd: ") + reason, cause: "not-automated")
  }

  /// A person's step with a verdict keeps its row, also when what is before it did not pass.
  private func answered(_ step: PlannedStep) -> StepResult? {
    guard let continuation, continuation.said[step.ordinal] != nil, case .human = step.understanding else { return nil }
    if case .open = course { return nil }
    return StepResult(.awaiting, cause: "person")
  }

  /// A person acts here: what follows waits, unless the person's row says what became of it.
  private mutating func waitForPerson(_ step: PlannedStep) {
    switch continuation?.said[step.ordinal] {
    case .passed, .passedWithRemark, .flaky: break
    case .notApplicable:
      course = .decided(
        .notApplicable,
        texts(
          "a tester says that the step before it does not apply",
          "een tester zegt dat de stap ervoor niet van toepassing is"))
    case .failed:
      course = .decided(
        .skipped,
        texts("a tester says that the step before it failed", "een tester zegt dat de stap ervoor faalde"))
    case .broken:
      course = .decided(
        .skipped, texts("a tester was blocked in the step before it", "een tester kon in de stap ervoor niet verder"))
    default: course = .waiting
    }
  }

  private func isMachine(_ step: PlannedStep) -> Bool {
    if case .human = step.understanding { return false }
    return true
  }

  /// Why a step that is about to run may not: it changes the LMS, and it may have done so already.
  private func doubt(_ step: PlannedStep) -> StepResult? {
    guard let continuation, continuation.wasCutOff, case .matched(let match) = step.understanding,
      book.definitions[match.definition].kind == .action
    else { return nil }
    return StepResult(
      .broken,
      "an earlier \"lmsaccept finish\" was cut off, so this may have been done already; run the scenario again",
      cause: "cut-off")
  }

  private func isCheck(_ step: PlannedStep) -> Bool {
    switch step.understanding {
    case .matched(let match): book.definitions[match.definition].kind == .check
    case .human(let kind, _): kind == .judge
    case .seed, .undefined, .ambiguous: false
    }
  }
}
