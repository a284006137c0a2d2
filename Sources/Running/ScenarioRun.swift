import RunModel

/// How a scenario ended, for the scheduler.
struct ScenarioEnd: Sendable {
  var index: Int
  var outcome: Outcome
  var endsRun: Bool
  var requests: Int
  var attempt: Int
  /// Of its worst step.
  var message: String
}

/// One attempt of one scenario: machine and session driven step by step, everything posted to the sink.
struct ScenarioRun: Sendable {
  let scenario: PlannedScenario
  let book: StepBook
  let sessions: SessionMaker
  let sink: any EventSink
  let clock: RunClock
  let control: RunControl
  let place: ScenarioPlace
  let known: KnownFailures
  /// Where its steps run; nil: in the cooperative pool.
  var thread: (any TaskExecutor)?
  /// From 1; a repeated one tells in its message what came of the one before.
  var attempt = 1
  /// Why the attempt before was not enough; nil for a first one.
  var before: ScenarioEnd?
  /// nil for a scenario that begins.
  var continuation: ScenarioContinuation?

  private struct Course: Sendable {
    var machine: ScenarioMachine
    var endsRun = false
    var requests = 0
    /// All that was decided, with set-up (-1) and conclusion (number of steps).
    var decided: [(ordinal: Int, result: StepResult)] = []
    /// True when `finish` could not get on for a reason that may pass, and nothing was done that would be done twice.
    var mayGoOn = false
  }

  func run() async -> ScenarioEnd {
    let start = clock.now()
    post(.scenarioStarted(attempt: attempt))
    guard needsSession else {
      var course = Course(machine: ScenarioMachine(scenario, book: book, continuing: continuation))
      recordDecided(&course)
      return finish(course, start: start, troubles: [], isHeld: isHeld(course))
    }
    let session = await sessions.open(scenario, place)
    let course = await control.cancellable(scenario.index, on: thread) { await runSteps(in: session) }
    let isHeld = isHeld(course)
    let troubles = await session.cleanUp(keeping: isHeld)
    return finish(course, start: start, troubles: troubles, isHeld: isHeld)
  }

  /// True when somebody, or a later `finish`, still needs what the scenario made.
  private func isHeld(_ course: Course) -> Bool {
    let waits = course.machine.outcome == .awaiting && course.machine.isOpen
    guard continuation != nil else { return waits && !control.isCancelled }
    return waits || course.mayGoOn || control.isCancelled
  }

  /// False when no step of the scenario has code: nothing to prepare, nothing to send.
  private var needsSession: Bool {
    guard scenario.notApplicable == nil else { return false }
    // What an earlier process made is removed over a session, also when nothing has to run.
    if continuation != nil { return true }
    return scenario.steps.contains { step in
      switch step.understanding {
      case .matched(let match): book.automation[match.definition] == .automated
      case .seed: true
      case .human, .undefined, .ambiguous: false
      }
    }
  }

  private func recordDecided(_ course: inout Course) {
    while case .record(let step, let result) = course.machine.step() {
      record(result, step.ordinal, in: &course)
    }
  }

  private func record(_ result: StepResult, _ ordinal: Int, in course: inout Course) {
    course.decided.append((ordinal, result))
    post(.stepFinished(ordinal: ordinal, result: result))
  }

  private func runSteps(in session: any ScenarioSession) async -> Course {
    var course = Course(machine: ScenarioMachine(scenario, book: book, continuing: continuation))
    if let trouble = await session.prepare() {
      course.machine.interrupted(by: trouble)
      course.endsRun = trouble.endsRun
      course.requests += trouble.requests
      course.mayGoOn = trouble.outcome == .broken
      record(trouble, -1, in: &course)
    }
    while true {
      switch course.machine.step() {
      case .record(let step, let result):
        record(result, step.ordinal, in: &course)
      case .run(let step):
        let result = await runStep(step, in: session)
        course.machine.finished(step, result)
        course.endsRun = course.endsRun || result.endsRun
        course.requests += result.requests
        course.mayGoOn = course.mayGoOn || result.outcome == .broken && result.endsRun && !changes(step)
        record(result, step.ordinal, in: &course)
      case .end(let concludes):
        if concludes, let trouble = await conclusion(of: session) {
          course.machine.interrupted(by: trouble)
          record(trouble, scenario.steps.count, in: &course)
        }
        return course
      }
    }
  }

  /// What the rules for a whole scenario say; a scenario that was interrupted before they were asked has not passed.
  private func conclusion(of session: any ScenarioSession) async -> StepResult? {
    let trouble = Task.isCancelled ? nil : await session.conclude()
    if trouble == nil, Task.isCancelled { return StepResult(.broken, "interrupted", cause: "interrupted") }
    return trouble
  }

  private func runStep(_ step: PlannedStep, in session: any ScenarioSession) async -> StepResult {
    if Task.isCancelled { return StepResult(.broken, "interrupted", cause: "interrupted") }
    let start = clock.now()
    var result = await session.run(step)
    result.durationNanoseconds = clock.now() - start
    if Task.isCancelled, result.outcome != .passed {
      result = StepResult(
        .broken, "interrupted", requests: result.requests, durationNanoseconds: result.durationNanoseconds,
        cause: "interrupted")
    }
    result.waited = continuation != nil
    return result
  }

  /// True for a step that may not simply be done twice.
  private func changes(_ step: PlannedStep) -> Bool {
    guard case .matched(let match) = step.understanding else { return false }
    return book.definitions[match.definition].kind == .action
  }

  private func finish(_ course: Course, start: Int64, troubles: [String], isHeld: Bool) -> ScenarioEnd {
    var (outcome, message) = (course.machine.outcome, course.machine.message)
    if let before {
      let reason = before.message.isEmpty ? "" : ", \(before.message)"
      let told = "attempt \(before.attempt): \(before.outcome.rawValue)\(reason)"
      if outcome == .passed || outcome == .passedWithRemark { outcome = .flaky }
      message = message.isEmpty ? told : "\(message); \(told)"
    }
    (outcome, message) = known.judge(outcome, message, of: scenario, steps: course.decided)
    let result = ScenarioResult(
      outcome: outcome, message: message, cleanUpTroubles: troubles, isHeld: isHeld,
      durationNanoseconds: clock.now() - start, requests: course.requests)
    post(.scenarioFinished(result))
    return ScenarioEnd(
      index: scenario.index, outcome: outcome, endsRun: course.endsRun, requests: course.requests, attempt: attempt,
      message: course.machine.message)
  }

  private func post(_ kind: RunEvent.Kind) {
    sink.record(RunEvent(at: clock.now(), scenario: scenario.index, kind: kind))
  }
}
