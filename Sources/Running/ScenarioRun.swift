import RunModel

/// How a scenario ended, for the scheduler.
struct ScenarioEnd: Sendable {
  var index: Int
  var outcome: Outcome
  var endsRun: Bool
  var requests: Int
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

  private struct Course: Sendable {
    var machine: ScenarioMachine
    var endsRun = false
    var requests = 0
  }

  func run() async -> ScenarioEnd {
    let start = clock.now()
    post(.scenarioStarted(attempt: 1))
    guard needsSession else {
      var course = Course(machine: ScenarioMachine(scenario, book: book))
      recordDecided(&course)
      return finish(course, start: start, troubles: [], isHeld: course.machine.outcome == .awaiting)
    }
    let session = await sessions.open(scenario, place)
    let course = await control.cancellable(scenario.index) { await runSteps(in: session) }
    let isHeld = course.machine.outcome == .awaiting && !control.isCancelled
    let troubles = await session.cleanUp(keeping: isHeld)
    return finish(course, start: start, troubles: troubles, isHeld: isHeld)
  }

  /// False when no step of the scenario has code: nothing to prepare, nothing to send.
  private var needsSession: Bool {
    guard scenario.notApplicable == nil else { return false }
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
      post(.stepFinished(ordinal: step.ordinal, result: result))
    }
  }

  private func runSteps(in session: any ScenarioSession) async -> Course {
    var course = Course(machine: ScenarioMachine(scenario, book: book))
    if let trouble = await session.prepare() {
      course.machine.interrupted(by: trouble)
      course.endsRun = trouble.endsRun
      course.requests += trouble.requests
      post(.stepFinished(ordinal: -1, result: trouble))
    }
    while true {
      switch course.machine.step() {
      case .record(let step, let result):
        post(.stepFinished(ordinal: step.ordinal, result: result))
      case .run(let step):
        let result = await runStep(step, in: session)
        course.machine.finished(step, result)
        course.endsRun = course.endsRun || result.endsRun
        course.requests += result.requests
        post(.stepFinished(ordinal: step.ordinal, result: result))
      case .end(let concludes):
        if concludes, let trouble = await conclusion(of: session) {
          course.machine.interrupted(by: trouble)
          post(.stepFinished(ordinal: scenario.steps.count, result: trouble))
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
    return result
  }

  private func finish(_ course: Course, start: Int64, troubles: [String], isHeld: Bool) -> ScenarioEnd {
    let result = ScenarioResult(
      outcome: course.machine.outcome, message: course.machine.message, cleanUpTroubles: troubles, isHeld: isHeld,
      durationNanoseconds: clock.now() - start, requests: course.requests)
    post(.scenarioFinished(result))
    return ScenarioEnd(
      index: scenario.index, outcome: result.outcome, endsRun: course.endsRun, requests: course.requests)
  }

  private func post(_ kind: RunEvent.Kind) {
    sink.record(RunEvent(at: clock.now(), scenario: scenario.index, kind: kind))
  }
}
