import Foundation
import RunModel
import Running
import Synchronization
import Testing

@Suite struct `A run` {
  /// Keeps events in memory.
  final class Memory: EventSink {
    let events = Mutex<[RunEvent]>([])
    func record(_ event: RunEvent) { events.withLock { $0.append(event) } }

    var outcomes: [Int: Outcome] {
      events.withLock { events in
        var found: [Int: Outcome] = [:]
        for event in events {
          if case .scenarioFinished(let result) = event.kind, let index = event.scenario {
            found[index] = result.outcome
          }
        }
        return found
      }
    }
  }

  /// Answers every step as told, and tells what was cleaned up.
  final class Session: ScenarioSession {
    let results: @Sendable (PlannedStep) async -> StepResult
    let cleaned: @Sendable (Bool) -> Void
    let set: StepResult?
    let end: StepResult?

    init(
      set: StepResult? = nil, end: StepResult? = nil, cleaned: @escaping @Sendable (Bool) -> Void = { _ in },
      _ results: @escaping @Sendable (PlannedStep) async -> StepResult
    ) {
      self.results = results
      self.cleaned = cleaned
      self.set = set
      self.end = end
    }

    func prepare() async -> StepResult? { set }
    func run(_ step: PlannedStep) async -> StepResult { await results(step) }
    func conclude() async -> StepResult? { end }
    func cleanUp(keeping: Bool) async -> [String] {
      cleaned(keeping)
      return []
    }
  }

  private func header(_ scenarios: [PlannedScenario]) -> RunHeader {
    RunHeader(
      startedAt: 0, utcOffsetMinutes: 0, version: "test", project: "test", target: "lms", adapter: "test", base: "",
      language: "en", selection: "", jobs: 2, scenarios: scenarios)
  }

  private func run(
    _ scenarios: [PlannedScenario], jobs: Int = 2, stopsAtFirstProblem: Bool = false,
    probe: @escaping @Sendable () async -> String? = { nil }, control: RunControl = RunControl(),
    _ open: @escaping @Sendable (PlannedScenario) -> Session
  ) async -> (Memory, RunFooter) {
    await runWithPlaces(
      scenarios, jobs: jobs, stopsAtFirstProblem: stopsAtFirstProblem, probe: probe, control: control
    ) { scenario, _ in open(scenario) }
  }

  private func runWithPlaces(
    _ scenarios: [PlannedScenario], jobs: Int = 2, stopsAtFirstProblem: Bool = false,
    probe: @escaping @Sendable () async -> String? = { nil }, control: RunControl = RunControl(),
    _ open: @escaping @Sendable (PlannedScenario, ScenarioPlace) -> Session
  ) async -> (Memory, RunFooter) {
    let memory = Memory()
    let runner = Runner(
      book: Plans.book, sessions: SessionMaker(begin: { _ in nil }, open: open, probe: probe), sink: memory,
      options: .init(jobs: jobs, stopsAtFirstProblem: stopsAtFirstProblem))
    return (memory, await runner.run(header(scenarios), control: control))
  }

  @Test func `each open scenario has a thread alone, which is given back at its end`() async {
    final class Threads: Sendable {
      let state = Mutex((free: [0], open: Set<Int>(), taken: 0, next: 1))
      var source: ScenarioThreads {
        ScenarioThreads(
          take: {
            self.state.withLock { state in
              let number = state.free.popLast() ?? state.next
              state.next = max(state.next, number + 1)
              #expect(state.open.insert(number).inserted)
              state.taken += 1
              return Inline(number: number)
            }
          },
          giveBack: { thread in
            self.state.withLock { state in
              guard let thread = thread as? Inline else {
                Issue.record("given back: nothing")
                return
              }
              #expect(thread.ran.withLock { $0 } > 0)
              #expect(state.open.remove(thread.number) != nil)
              state.free.append(thread.number)
            }
          })
      }
    }
    final class Inline: TaskExecutor {
      let number: Int
      let ran = Mutex(0)
      private let queue = DispatchQueue(label: "scenario")
      init(number: Int) { self.number = number }
      func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        ran.withLock { $0 += 1 }
        queue.async { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
      }
    }
    let threads = Threads()
    let runner = Runner(
      book: Plans.book,
      sessions: SessionMaker(
        begin: { _ in nil }, open: { _, _ in Session { _ in StepResult(.passed) } }, probe: { nil }),
      sink: Memory(), options: .init(jobs: 3, threads: threads.source))
    _ = await runner.run(header((0..<20).map { Plans.scenario([.make, .look], index: $0) }), control: RunControl())
    let end = threads.state.withLock { $0 }
    #expect(end.taken == 20)
    #expect(end.open.isEmpty)
    #expect(end.next <= 3)
  }

  @Test func `who waits for the LMS gives the place to another`() async {
    // The first waits until the second has run, which never happens when both need the only place.
    let (seconds, second) = AsyncStream.makeStream(of: Void.self)
    let scenarios = (0..<2).map { Plans.scenario([.make, .look], index: $0) }
    let (memory, _) = await runWithPlaces(scenarios, jobs: 1) { scenario, place in
      Session { step in
        if scenario.index == 0, step.ordinal == 0 {
          place.leave()
          for await _ in seconds { break }
          place.comeBack()
        } else if scenario.index == 1, step.ordinal == 1 {
          second.yield()
          second.finish()
        }
        return StepResult(.passed)
      }
    }
    #expect(memory.outcomes == [0: .passed, 1: .passed])
  }

  @Test func `who does not wait keeps the place`() async {
    let running = Mutex((now: 0, most: 0))
    let scenarios = (0..<12).map { Plans.scenario([.make, .look], index: $0) }
    let (memory, _) = await run(scenarios, jobs: 3) { _ in
      Session { _ in
        running.withLock { running in
          running.now += 1
          running.most = max(running.most, running.now)
        }
        await Task.yield()
        running.withLock { $0.now -= 1 }
        return StepResult(.passed)
      }
    }
    #expect(memory.outcomes.count == 12)
    #expect(running.withLock(\.most) <= 3)
  }

  @Test func `posts a start first, an end last, and every scenario's outcome`() async {
    let scenarios = (0..<20).map { Plans.scenario([.make, .look], index: $0) }
    let (memory, footer) = await run(scenarios) { scenario in
      Session { step in StepResult(scenario.index == 7 && step.ordinal == 1 ? .failed : .passed) }
    }
    #expect(memory.outcomes.count == 20 && memory.outcomes[7] == .failed)
    #expect(memory.outcomes.filter { $0.value == .passed }.count == 19)
    let kinds = memory.events.withLock { $0.map(\.kind) }
    guard case .runStarted = kinds.first, case .runFinished = kinds.last else {
      Issue.record("the run has no start or no end")
      return
    }
    #expect(!footer.isInterrupted && footer.stoppedBecause.isEmpty)
  }

  @Test func `keeps what a scenario made while it awaits a person, and only then`() async {
    let kept = Mutex<[Int: Bool]>([:])
    let scenarios = [Plans.scenario([.make, .judge], index: 0), Plans.scenario([.make], index: 1)]
    _ = await run(scenarios) { scenario in
      Session(cleaned: { keeping in kept.withLock { $0[scenario.index] = keeping } }) { _ in StepResult(.passed) }
    }
    #expect(kept.withLock { $0 } == [0: true, 1: false])
  }

  @Test func `an attempt nobody judged fails a scenario whose steps all passed`() async {
    let (memory, _) = await run([Plans.scenario([.make])]) { _ in
      Session(end: StepResult(.failed, "nobody judged")) { _ in StepResult(.passed) }
    }
    #expect(memory.outcomes[0] == .failed)
  }

  @Test func `a failed set-up runs no step`() async {
    let ran = Mutex(0)
    let (memory, _) = await run([Plans.scenario([.make])]) { _ in
      Session(set: StepResult(.broken, "no people")) { _ in
        ran.withLock { $0 += 1 }
        return StepResult(.passed)
      }
    }
    #expect(memory.outcomes[0] == .broken && ran.withLock { $0 } == 0)
  }

  @Test func `a dead server stops the run once a probe confirms it`() async {
    let scenarios = (0..<10).map { Plans.scenario([.make], index: $0) }
    let (memory, footer) = await run(scenarios, jobs: 1, probe: { "the server is gone" }) { _ in
      Session { _ in StepResult(.broken, "refused", endsRun: true) }
    }
    #expect(memory.outcomes.count == 1 && footer.stoppedBecause == "the server is gone")
  }

  @Test func `a server that answers again does not stop the run`() async {
    let scenarios = (0..<3).map { Plans.scenario([.make], index: $0) }
    let (memory, footer) = await run(scenarios, jobs: 1) { scenario in
      Session { _ in StepResult(scenario.index == 0 ? .broken : .passed, endsRun: scenario.index == 0) }
    }
    #expect(memory.outcomes == [0: .broken, 1: .passed, 2: .passed] && footer.stoppedBecause.isEmpty)
  }

  @Test func `fail-fast starts nothing after the first problem`() async {
    let scenarios = (0..<5).map { Plans.scenario([.make], index: $0) }
    let (memory, footer) = await run(scenarios, jobs: 1, stopsAtFirstProblem: true) { scenario in
      Session { _ in StepResult(scenario.index == 1 ? .failed : .passed) }
    }
    #expect(memory.outcomes == [0: .passed, 1: .failed] && footer.stoppedBecause == "--fail-fast")
  }

  @Test func `an interruption before the whole was judged passes nothing, though every step did`() async {
    let control = RunControl()
    let (memory, footer) = await run([Plans.scenario([.make])], control: control) { _ in
      Session(end: StepResult(.failed, "nobody judged")) { _ in
        control.cancel()
        return StepResult(.passed)
      }
    }
    #expect(memory.outcomes[0] == .broken && footer.isInterrupted)
  }

  @Test func `an interruption cancels the step, cleans up, and passes nothing`() async {
    let control = RunControl()
    let kept = Mutex<[Bool]>([])
    let (memory, footer) = await run([Plans.scenario([.make, .look])], control: control) { _ in
      Session(cleaned: { keeping in kept.withLock { $0.append(keeping) } }) { _ in
        control.cancel()
        return StepResult(Task.isCancelled ? .broken : .passed)
      }
    }
    #expect(footer.isInterrupted)
    #expect(memory.outcomes[0] == .broken)
    #expect(kept.withLock { $0 } == [false])
  }
}
