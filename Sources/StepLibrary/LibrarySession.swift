import Diagnostics
import JSON
import RunModel
import Scripting
import Synchronization

/// One scenario running in a Lua state of its own.
///
/// `@unchecked Sendable`: the runner awaits each call before the next.
final class LibrarySession: ScenarioSession, @unchecked Sendable {
  private let shared: RunShared
  private let scenario: PlannedScenario
  private let place: ScenarioPlace
  /// True for `lmsaccept seed`, which leaves alone what is kept for people.
  private let onlySeeds: Bool
  private var desk: ScriptDesk?
  /// Steps that ran here; others were handed to a person.
  private var stepsRun = 0
  private var isHandedOver = false
  /// Place after the last step whose look-ups were announced together with those of its neighbours.
  private var announced = 0
  /// What an earlier run kept for this scenario and could not be removed now.
  private var keptTroubles: [String] = []
  /// Why no step may run that goes on with what an earlier process kept.
  private var keptTrouble: String?
  /// A state that ran into a limit is not used again.
  private var isSpoilt = false

  init(
    shared: RunShared, scenario: PlannedScenario, place: ScenarioPlace = ScenarioPlace(), onlySeeds: Bool = false
  ) {
    self.shared = shared
    self.scenario = scenario
    self.place = place
    self.onlySeeds = onlySeeds
  }

  private var masker: Masker { shared.settings.masker }

  /// Reasons stand on worksheets in the scenario's language; `lmsaccept seed` lists them.
  private var texts: Texts { Texts(language: onlySeeds ? "en" : scenario.language) }

  // MARK: Before

  @concurrent
  func prepare() async -> StepResult? {
    if let result = notReady() { return result }
    do throws(LibraryProblem) {
      desk = ScriptDesk(shared: shared, state: try shared.pool.take(), scenario: scenario.title, place: place)
    } catch {
      return StepResult(.broken, error.message, cause: "script")
    }
    if let result = await reset() { return result }
    if onlySeeds { return nil }
    guard let kept = shared.settings.resumes else { return await beginAnew() }
    return await resume(kept[scenario.title])
  }

  private func reset() async -> StepResult? {
    let patience = shared.settings.patienceSeconds.map(ScriptValue.number) ?? .none
    return await simple("reset", [.text(scenario.title), .bool(scenario.isSafe), patience])
  }

  /// What is known before anything is asked: roles without counterpart, people that could not be made ready.
  private func notReady() -> StepResult? {
    if let (reason, cause) = shared.library.reasonNotToApply(scenario) {
      return StepResult(.notApplicable, reason(texts), cause: cause)
    }
    let needed = People(scenario, library: shared.library).handles
    return shared.peopleTroubles.withLock { troubles in
      needed.sorted().compactMap { troubles[$0] }.first?[texts]
    }
  }

  /// Removes what an earlier run keeps for a person: this run makes its own, and one scenario keeps one set of things.
  private func beginAnew() async -> StepResult? {
    let kept: [LedgerEntry]
    do {
      kept = try await shared.ledger.kept(for: scenario.title)
    } catch {
      return StepResult(.broken, "the ledger cannot be read: \(error)", cause: "ledger")
    }
    guard !kept.isEmpty, let desk else { return nil }
    desk.stepOrdinal = -2
    defer { desk.stepOrdinal = -1 }
    switch await desk.call("aside", [.text("clean_entries"), .list(kept.map(\.scriptValue))]) {
    case .done(let values):
      keptTroubles =
        values.at(0) == .bool(true)
        ? (values.at(1).list ?? []).compactMap(\.text) : [values.at(1)["message"]?.text ?? "clean-up failed"]
      return await reset()
    case .fault(let fault):
      isSpoilt = true
      return ResultReader(masker: masker, isSetUp: true, texts: texts).fault(fault)
    case .interrupted: return ResultReader.interrupted
    }
  }

  /// Takes over what an earlier process kept for this scenario: its things in the LMS, and what its script knew.
  private func resume(_ kept: KeptScenario?) async -> StepResult? {
    let entries: [LedgerEntry]
    do {
      entries = try await shared.settings.ledger.open(target: nil, scenario: scenario.title)
    } catch {
      return StepResult(.broken, "the ledger cannot be read: \(error)", cause: "ledger")
    }
    if let trouble = await simple("aside", [.text("take_over"), .list(entries.map(\.scriptValue))]) { return trouble }
    guard let memory = kept?.memory else {
      keptTrouble = "what the scenario knew when it began to wait was not kept; run it again"
      return nil
    }
    let open = Set(entries.map(\.id))
    guard (memory["ledger"]?.array ?? []).allSatisfy({ $0.int.map { open.contains(Int64($0)) } ?? false }) else {
      keptTrouble = "what the scenario kept in the LMS was removed since; run it again"
      return nil
    }
    let users = scenario.steps.flatMap { step -> [ScriptValue] in
      guard kept?.done.contains(step.ordinal) == true, case .seed(let table) = step.understanding, table.kind == "user"
      else { return [] }
      return StepCall.rows(of: table)
    }
    return await simple("aside", [.text("restore"), ScriptValue(memory), .list(users)])
  }

  /// A prelude function that gives nothing back; nil when it succeeded.
  private func simple(_ name: String, _ arguments: [ScriptValue]) async -> StepResult? {
    guard let desk else { return nil }
    let reader = ResultReader(masker: masker, isSetUp: true, texts: texts)
    switch await desk.call(name, arguments) {
    case .done(let values): return values.at(0) == .bool(false) ? reader.failure(values.at(1)) : nil
    case .fault(let fault):
      isSpoilt = true
      return reader.fault(fault)
    case .interrupted: return ResultReader.interrupted
    }
  }

  // MARK: Steps

  @concurrent
  func run(_ step: PlannedStep) async -> StepResult {
    guard let desk else { return StepResult(.broken, "the scenario was not made ready", cause: "script") }
    if let keptTrouble { return StepResult(.broken, keptTrouble, cause: "not-kept") }
    stepsRun += 1
    desk.stepOrdinal = step.ordinal
    desk.requests = 0
    // Nearly every step is none of these, and an asynchronous call costs as much as a comparison.
    if step.type == .context, makesRelations(step) { await announceNeighbours(of: step, to: desk) }
    let reader = ResultReader(masker: masker, isSetUp: step.type == .context, texts: texts)
    let call = StepCall(step, book: shared.library.book, language: scenario.language)
    var result: StepResult
    switch await desk.call(call.function, call.arguments) {
    case .done(let values):
      result = reader.result(values)
      if let failure = values.at(1)["failure"] { shared.note(failure) }
    case .fault(let fault):
      isSpoilt = isSpoilt || fault.kind != .runtime
      result = reader.fault(fault)
    case .interrupted: result = ResultReader.interrupted
    }
    result.requests = desk.requests
    if result.outcome == .awaiting { isHandedOver = true }
    post(desk, passed: result.outcome == .passed)
    return result
  }

  /// Before the first of several neighbours that make relations: they are looked for together.
  private func announceNeighbours(of step: PlannedStep, to desk: ScriptDesk) async {
    guard let place = scenario.steps.firstIndex(where: { $0.ordinal == step.ordinal }), place >= announced else {
      return
    }
    let neighbours = scenario.steps[place...].prefix { $0.type == .context && makesRelations($0) }
    announced = place + max(1, neighbours.count)
    guard neighbours.count > 1 else { return }
    let calls = neighbours.map { StepCall.announcement(of: $0, book: shared.library.book) }
    if case .fault = await desk.call("announce", [.list(calls)]) { isSpoilt = true }
  }

  /// A seed of relations, or a state, which may make some.
  private func makesRelations(_ step: PlannedStep) -> Bool {
    let book = shared.library.book
    switch step.understanding {
    case .seed(let table): return book.kinds[table.kind]?.isRelation == true
    case .matched(let match):
      return book.definitions[match.definition].kind == .state && book.automation[match.definition] == .automated
    case .human, .undefined, .ambiguous: return false
    }
  }

  private func post(_ desk: ScriptDesk, passed: Bool) {
    for record in desk.log.take(withBodies: shared.settings.evidence.keepsBodies(ofPassed: passed), masker: masker) {
      let event = RunEvent(at: shared.settings.now(), scenario: scenario.index, kind: .exchange(record))
      shared.settings.sink.record(event)
    }
  }

  // MARK: After

  @concurrent
  func conclude() async -> StepResult? {
    // What a person still has to do or judge may be the judging of an attempt.
    guard let desk, !isHandedOver, stepsRun == scenario.steps.count else { return nil }
    guard case .done(let values) = await desk.call("conclude", []) else { return nil }
    let unjudged = (values.at(0).list ?? []).compactMap(\.text)
    guard let first = unjudged.first else { return nil }
    return StepResult(
      .failed, "the outcome of an attempt was never judged: \(first)", expected: "a step that judges the attempt",
      actual: "none", cause: "unjudged")
  }

  @concurrent
  func cleanUp(keeping: Bool) async -> [String] {
    guard let desk else { return [] }
    self.desk = nil
    var troubles = keptTroubles
    desk.stepOrdinal = -2
    if keeping {
      let memory = keptTrouble == nil ? await memory(of: desk, &troubles) : nil
      do {
        try await shared.settings.ledger.hold(scenario: scenario.title, index: scenario.index, memory: memory)
      } catch {
        troubles.append("what was made could not be kept for the tester: \(error)")
      }
    } else {
      troubles += await clean(desk)
    }
    post(desk, passed: troubles.isEmpty)
    await desk.close()
    if !isSpoilt { shared.pool.give(desk.state) }
    return troubles.map(masker.text)
  }

  /// What the script knows, without secrets: those never come into the campaign.
  private func memory(of desk: ScriptDesk, _ troubles: inout [String]) async -> JSONValue? {
    guard !isSpoilt else { return nil }
    let end = await desk.call("aside", [.text("keep")])
    guard case .done(let values) = end, values.at(0) == .bool(true) else {
      troubles.append("what the scenario knows could not be kept; after the person's verdict it has to run again")
      return nil
    }
    return KeptMemory(values.at(1).json).without(masker)
  }

  private func clean(_ desk: ScriptDesk) async -> [String] {
    switch await desk.call("clean", []) {
    case .done(let values): return (values.at(0).list ?? []).compactMap(\.text)
    case .fault(let fault): return ["clean-up ended early: \(fault.message); run lmsaccept clean"]
    case .interrupted: return ["clean-up was interrupted; run lmsaccept clean"]
    }
  }
}
