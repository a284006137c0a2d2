import RunModel
import Running
import Synchronization
import Testing

/// Rules about what `lmsaccept finish` does with each step.
@Suite struct `A scenario that goes on` {
  private static let person = StepResult(.awaiting, cause: "person")
  private static let waits = StepResult(.awaiting, cause: "waiting")

  /// The outcomes of all steps, whether something is still open, and how many steps ran.
  private func finish(
    _ kinds: [Plans.Kind], earlier: [StepResult], said: [Int: Outcome], running results: [Outcome] = [],
    wasCutOff: Bool = false
  ) -> (steps: [Outcome], outcome: Outcome, isOpen: Bool, ran: Int) {
    let before = Dictionary(uniqueKeysWithValues: earlier.enumerated().map { ($0, $1) })
    let continuation = ScenarioContinuation(earlier: before, said: said, wasCutOff: wasCutOff)
    var box = ScenarioMachineBox(Plans.scenario(kinds), continuing: continuation)
    let end = box.drive(results)
    return (end.steps, end.outcome, box.machine.isOpen, end.ran)
  }

  @Test(arguments: [
    (Outcome.passed, [Outcome.passed, .awaiting, .passed, .passed], 2),
    (.passedWithRemark, [.passed, .awaiting, .passed, .passed], 2),
    (.failed, [.passed, .awaiting, .skipped, .skipped], 0), (.broken, [.passed, .awaiting, .skipped, .skipped], 0),
    (.notApplicable, [.passed, .awaiting, .notApplicable, .notApplicable], 0),
  ])
  func `a verdict decides what becomes of the steps behind it`(_ said: Outcome, _ steps: [Outcome], _ ran: Int) {
    let end = finish(
      [.make, .task, .make, .look], earlier: [StepResult(.passed), Self.person, Self.waits, Self.waits],
      said: [1: said])
    #expect(end.steps == steps && end.ran == ran)
    #expect(!end.isOpen && end.outcome == .awaiting)
  }

  @Test func `without a verdict nothing runs and everything stays open`() {
    let end = finish([.task, .look], earlier: [Self.person, Self.waits], said: [:])
    #expect(end.steps == [.awaiting, .awaiting] && end.ran == 0 && end.isOpen)
  }

  @Test func `a second person holds up what comes after`() {
    let earlier = [Self.person, Self.waits, Self.waits, Self.waits]
    let first = finish([.task, .look, .task, .look], earlier: earlier, said: [0: .passed])
    #expect(first.steps == [.awaiting, .passed, .awaiting, .awaiting] && first.ran == 1 && first.isOpen)
    let second = finish(
      [.task, .look, .task, .look],
      earlier: [Self.person, StepResult(.passed, waited: true), Self.person, Self.waits],
      said: [0: .passed, 2: .passed])
    #expect(second.steps == [.awaiting, .passed, .awaiting, .passed] && second.ran == 1 && !second.isOpen)
  }

  @Test func `an open judgement keeps what the scenario made, and holds nothing up`() {
    let end = finish([.task, .judge, .look], earlier: [Self.person, Self.waits, Self.waits], said: [0: .passed])
    #expect(end.steps == [.awaiting, .awaiting, .passed] && end.isOpen)
  }

  @Test func `a step that fails skips the rest, but not what somebody has answered`() {
    let end = finish(
      [.task, .look, .judge, .judge, .make], earlier: [Self.person] + Array(repeating: Self.waits, count: 4),
      said: [0: .passed, 2: .passed], running: [.failed])
    #expect(end.steps == [.awaiting, .failed, .awaiting, .skipped, .skipped] && end.outcome == .failed)
  }

  @Test func `what an earlier finish may have done is not done again`() {
    let earlier = [Self.person, Self.waits, Self.waits]
    let end = finish([.task, .look, .make], earlier: earlier, said: [0: .passed], wasCutOff: true)
    #expect(end.steps == [.awaiting, .passed, .broken] && end.ran == 1)
  }

  @Test func `a finish that could not get on goes on where it stopped`() {
    let earlier = [
      Self.person, StepResult(.passed, waited: true), StepResult(.broken, cause: "unreachable", waited: true),
      StepResult(.skipped, waited: true),
    ]
    let end = finish([.task, .make, .look, .look], earlier: earlier, said: [0: .passed])
    #expect(end.steps == [.awaiting, .passed, .passed, .passed] && end.ran == 2)
  }
}

/// `@retry` and `@known` (rule 14).
@Suite struct `A scenario with a tag about its failures` {
  private func run(
    _ tags: [String], _ kinds: [Plans.Kind] = [.make, .look], known: [KnownFailure] = [], today: String = "2026-11-26",
    probe: @escaping @Sendable () async -> String? = { nil },
    _ answer: @escaping @Sendable (_ attempt: Int, _ step: PlannedStep) -> StepResult
  ) async -> (results: [ScenarioResult], attempts: [Int], cleaned: [Bool]) {
    var scenario = Plans.scenario(kinds)
    scenario.tags = tags
    let memory = `A run`.Memory()
    let opened = Mutex(0)
    let cleaned = Mutex<[Bool]>([])
    let runner = Runner(
      book: Plans.book,
      sessions: SessionMaker(
        begin: { _ in nil },
        open: { _, _ in
          let attempt = opened.withLock { opened in
            opened += 1
            return opened
          }
          return `A run`.Session(cleaned: { keeping in cleaned.withLock { $0.append(keeping) } }) { step in
            answer(attempt, step)
          }
        }, probe: probe), sink: memory,
      options: .init(jobs: 1, known: KnownFailures(known, today: today)))
    _ = await runner.run(
      RunHeader(
        startedAt: 0, utcOffsetMinutes: 0, version: "test", project: "test", target: "lms", adapter: "test", base: "",
        language: "en", selection: "", jobs: 1, scenarios: [scenario]), control: RunControl())
    let kinds = memory.events.withLock { $0.map(\.kind) }
    return (
      kinds.compactMap { if case .scenarioFinished(let result) = $0 { result } else { nil } },
      kinds.compactMap { if case .scenarioStarted(let attempt) = $0 { attempt } else { nil } },
      cleaned.withLock { $0 }
    )
  }

  @Test func `passes at the second attempt and is flaky, with the first failure in its message`() async {
    let end = await run(["@retry:2"]) { attempt, step in
      StepResult(attempt == 1 && step.ordinal == 1 ? .failed : .passed, attempt == 1 ? "no luck" : "")
    }
    #expect(end.results.map(\.outcome) == [.failed, .flaky] && end.attempts == [1, 2])
    #expect(end.results.last?.message == "attempt 1: failed, no luck")
    #expect(end.cleaned == [false, false])
  }

  @Test func `is repeated no more often than it says, and stays what it is`() async {
    let end = await run(["@retry:2"]) { _, _ in StepResult(.broken) }
    #expect(end.results.map(\.outcome) == [.broken, .broken, .broken])
    let once = await run([]) { _, _ in StepResult(.failed) }
    #expect(once.results.count == 1)
  }

  @Test func `is not repeated while it awaits a person, nor when the system is gone`() async {
    let waits = await run(["@retry:2"], [.make, .task]) { _, _ in StepResult(.passed) }
    #expect(waits.results.map(\.outcome) == [.awaiting])
    let gone = await run(["@retry:2"], probe: { "gone" }) { _, _ in StepResult(.broken, endsRun: true) }
    #expect(gone.results.count == 1)
  }

  private static let tag = "@known:F-0012,until=2026-12-31"
  private static let finding = KnownFailure(finding: "F-0012", scenario: "T-0", ordinal: 1, cause: "expectation")

  private func known(
    _ tag: String = tag, _ finding: KnownFailure? = finding, failing ordinal: Int? = 1, cause: String = "expectation",
    _ kinds: [Plans.Kind] = [.make, .look]
  ) async -> ScenarioResult? {
    let end = await run([tag], kinds, known: finding.map { [$0] } ?? []) { _, step in
      step.ordinal == ordinal ? StepResult(.failed, "2 is not 3", cause: cause) : StepResult(.passed)
    }
    return end.results.last
  }

  @Test func `is known only while step and cause are those of an open finding`() async {
    let same = await known()
    #expect(same?.outcome == .known && same?.message == "F-0012: 2 is not 3")
    let step = await known(failing: 0)
    #expect(step?.outcome == .failed && step?.message.contains("another step or another cause") == true)
    let cause = await known(cause: "refused")
    #expect(cause?.outcome == .failed)
    var closed = Self.finding
    closed.isOpen = false
    let over = await known(Self.tag, closed)
    #expect(over?.outcome == .failed && over?.message.contains("F-0012 is closed") == true)
    var other = Self.finding
    other.scenario = "T-1"
    let elsewhere = await known(Self.tag, other)
    #expect(elsewhere?.outcome == .failed && elsewhere?.message.contains("another scenario") == true)
    let nothing = await known(Self.tag, nil)
    #expect(nothing?.outcome == .failed)
  }

  @Test func `is known no longer than it says`() async {
    let last = await known("@known:F-0012,until=2026-11-26")
    #expect(last?.outcome == .known)
    let past = await known("@known:F-0012,until=2026-11-25")
    #expect(past?.outcome == .failed && past?.message.contains("until 2026-11-25, and that day has passed") == true)
  }

  @Test func `is an unexpected pass when it passes and the finding is open`() async {
    #expect(await known(failing: nil)?.outcome == .unexpectedPass)
    var closed = Self.finding
    closed.isOpen = false
    #expect(await known(Self.tag, closed, failing: nil)?.outcome == .passed)
  }

  @Test func `excuses nothing else that is wrong`() async {
    #expect(await known([.make, .look, .undefined]) == .undefined)
    let broken = await run([Self.tag], known: [Self.finding]) { _, step in
      step.ordinal == 1 ? StepResult(.broken, cause: "expectation") : StepResult(.passed)
    }
    #expect(broken.results.last?.outcome == .broken)
  }

  private func known(_ kinds: [Plans.Kind]) async -> Outcome? {
    await known(Self.tag, Self.finding, failing: 1, cause: "expectation", kinds)?.outcome
  }
}
