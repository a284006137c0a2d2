package import RunModel

/// Runs planned scenarios side by side and posts what happens.
package struct Runner: Sendable {
  package struct Options: Sendable {
    /// Scenarios at work at once, at least 1; those that wait for the LMS do not count.
    package var jobs: Int
    package var stopsAtFirstProblem: Bool
    /// What `@known` may excuse.
    package var known: KnownFailures
    /// For `lmsaccept finish`, by plan index: scenarios that go on where an earlier run left them.
    package var continuations: [Int: ScenarioContinuation]
    package var threads: ScenarioThreads

    package init(
      jobs: Int, stopsAtFirstProblem: Bool = false, known: KnownFailures = KnownFailures(),
      continuations: [Int: ScenarioContinuation] = [:], threads: ScenarioThreads = .pool
    ) {
      self.jobs = max(1, jobs)
      self.stopsAtFirstProblem = stopsAtFirstProblem
      self.known = known
      self.continuations = continuations
      self.threads = threads
    }
  }

  private let book: StepBook
  private let sessions: SessionMaker
  private let sink: any EventSink
  private let options: Options
  private let clock: RunClock

  /// - Parameter clock: what also the sessions tell their times by; made just before the run.
  package init(
    book: StepBook, sessions: SessionMaker, sink: any EventSink, options: Options, clock: RunClock = RunClock()
  ) {
    self.book = book
    self.sessions = sessions
    self.sink = sink
    self.options = options
    self.clock = clock
  }

  /// Runs all scenarios of the header in its order, as far as `control` lets it.
  ///
  /// Posts `runStarted` first and `runFinished` last. A cancelled control stops scheduling, cancels what runs and
  /// still cleans up.
  @concurrent
  package func run(_ header: RunHeader, control: RunControl) async -> RunFooter {
    sink.record(RunEvent(at: 0, kind: .runStarted(header)))
    var stopped = ""
    var requests = 0
    let machineScenarios = header.scenarios.filter { $0.notApplicable == nil }
    if let trouble = await sessions.begin(machineScenarios) {
      stopped = trouble.place.map { "\(trouble.message) (\($0))" } ?? trouble.message
    }
    if stopped.isEmpty {
      (stopped, requests) = await runScenarios(header.scenarios, control: control)
    }
    await sessions.end()
    let footer = RunFooter(
      durationNanoseconds: clock.now(), isInterrupted: control.isCancelled, stoppedBecause: stopped, requests: requests)
    sink.record(RunEvent(at: clock.now(), kind: .runFinished(footer)))
    return footer
  }

  private func runScenarios(
    _ scenarios: [PlannedScenario], control: RunControl
  ) async -> (stopped: String, requests: Int) {
    var schedule = Schedule(scenarios)
    var stopped = ""
    var requests = 0
    let (signals, signal) = AsyncStream.makeStream(of: Signal.self)
    await withDiscardingTaskGroup { group in
      var places = Places(jobs: options.jobs)
      func startMore() {
        while places.isFree, stopped.isEmpty, !control.isCancelled, let scenario = schedule.next() {
          places.open += 1
          let thread = options.threads.take()
          group.addTask(executorPreference: thread) {
            let end = await runScenario(scenario, on: thread, control: control, signal)
            options.threads.giveBack(thread)
            signal.yield(.ended(end))
          }
        }
      }
      startMore()
      var next = signals.makeAsyncIterator()
      while places.open > 0, let heard = await next.next() {
        switch heard {
        case .waits: places.waiting += 1
        case .goesOn: places.waiting -= 1
        case .ended(let end):
          places.open -= 1
          requests += end.requests
          schedule.finished(end.index)
          if stopped.isEmpty { stopped = await reasonToStop(after: end) }
        }
        startMore()
      }
    }
    return (stopped, requests)
  }

  /// What running scenarios tell the one who starts them; each tells `waits` and `goesOn` in pairs before `ended`.
  private enum Signal: Sendable {
    case waits
    case goesOn
    case ended(ScenarioEnd)
  }

  private struct Places {
    let jobs: Int
    /// Started and not ended.
    var open = 0
    /// Of these, how many wait for the LMS.
    var waiting = 0
    /// A waiting scenario keeps its script in memory, so not everybody may wait at once.
    private static let mostOpenPerJob = 8

    init(jobs: Int) { self.jobs = jobs }

    var isFree: Bool { open - waiting < jobs && open < jobs * Self.mostOpenPerJob }
  }

  private func reasonToStop(after end: ScenarioEnd) async -> String {
    if end.endsRun, let trouble = await sessions.probe() { return trouble }
    if options.stopsAtFirstProblem, end.outcome.isProblem { return "--fail-fast" }
    return ""
  }

  private func runScenario(
    _ scenario: PlannedScenario, on thread: (any TaskExecutor)?, control: RunControl,
    _ signal: AsyncStream<Signal>.Continuation
  ) async -> ScenarioEnd {
    let place = ScenarioPlace(leave: { signal.yield(.waits) }, comeBack: { signal.yield(.goesOn) })
    let continuation = options.continuations[scenario.index]
    var run = ScenarioRun(
      scenario: scenario, book: book, sessions: sessions, sink: sink, clock: clock, control: control, place: place,
      known: options.known, thread: thread, attempt: continuation?.attempt ?? 1, continuation: continuation)
    var end = await run.run()
    var requests = end.requests
    while continuation == nil, await repeats(end, of: scenario, control) {
      run.before = end
      run.attempt += 1
      end = await run.run()
      requests += end.requests
    }
    end.requests = requests
    return end
  }

  /// `@retry:2`: whether another attempt is due; a system that is gone is not asked again.
  private func repeats(_ end: ScenarioEnd, of scenario: PlannedScenario, _ control: RunControl) async -> Bool {
    let wanted = scenario.values(of: "retry").last.flatMap(Int.init) ?? 0
    guard end.attempt <= wanted, end.outcome == .failed || end.outcome == .broken, !control.isCancelled else {
      return false
    }
    guard end.endsRun else { return true }
    return await sessions.probe() == nil
  }
}
