import JSON
package import RunModel
import Scripting
import Synchronization
import Transfer

/// One run of scenarios over a library: what they share, from the first person made ready to the last state given back.
package final class LibraryRun: Sendable {
  let shared: RunShared

  package init(library: Library, settings: RunSettings) {
    shared = RunShared(library: library, settings: settings)
  }

  /// Reads what earlier runs left. Called before a run begins to be stored, the first scenario need not wait until its plan
  /// is; what goes wrong is told when the run begins, which reads it otherwise.
  package func readLedger() async { try? await shared.ledger.load() }

  /// What the runner needs.
  package var maker: SessionMaker {
    SessionMaker(
      begin: { [self] scenarios in await begin(scenarios) },
      open: { [self] scenario, place in LibrarySession(shared: shared, scenario: scenario, place: place) },
      probe: { [self] in await probe() })
  }

  /// After the last scenario: gives memory back, and a state to whoever asks the LMS something after the run.
  package func end() { shared.pool.end() }

  // MARK: Before the first scenario

  @concurrent
  private func begin(_ scenarios: [PlannedScenario]) async -> StepResult? {
    do {
      try await shared.ledger.load()
    } catch {
      return StepResult(.broken, "the ledger cannot be read: \(error)", cause: "ledger")
    }
    var safe: Set<String> = []
    var others: Set<String> = []
    for scenario in scenarios {
      let people = People(scenario, library: shared.library).madeHandles
      if scenario.isSafe { safe.formUnion(people) } else { others.formUnion(people) }
    }
    safe.subtract(others)
    if let trouble = await ensure(others, safely: false) { return trouble }
    return await ensure(safe, safely: true)
  }

  private func ensure(_ handles: Set<String>, safely: Bool) async -> StepResult? {
    let known = shared.library.settings.people.map(\.handle).filter(handles.contains)
    guard !known.isEmpty else { return nil }
    return await aside("ensure_people", [.list(known.map(ScriptValue.text)), .bool(safely)]) { [shared] value in
      for field in value.fields ?? [] {
        var results: [Texts: StepResult] = [:]
        for texts in Texts.all {
          var result = ResultReader(masker: shared.settings.masker, isSetUp: true, texts: texts).failure(field.value)
          result.message = texts("\"\(field.key)\" is not ready: ", "\"\(field.key)\" is niet klaar: ") + result.message
          results[texts] = result
        }
        shared.peopleTroubles.withLock { $0[field.key] = results }
      }
    }
  }

  /// Runs a function of the prelude outside of any scenario; nil when it succeeded.
  func aside(
    _ name: String, _ arguments: [ScriptValue], _ use: (ScriptValue) -> Void
  ) async -> StepResult? {
    // For whoever gives the command, in no scenario's language.
    let reader = ResultReader(masker: shared.settings.masker, isSetUp: true, texts: Texts(language: "en"))
    let state: LibraryState
    do throws(LibraryProblem) { state = try shared.pool.take() } catch {
      return StepResult(.broken, error.message, cause: "script")
    }
    let desk = ScriptDesk(shared: shared, state: state, scenario: "")
    desk.log = ExchangeLog(count: shared.exchangesBeside.withLock { $0 })
    _ = await desk.call("reset", [.none, .bool(false), .none])
    let end = await desk.call("aside", [.text(name)] + arguments)
    await desk.close()
    shared.pool.give(state)
    var trouble: StepResult?
    switch end {
    case .done(let values) where values.at(0) == .bool(true): use(values.at(1))
    case .done(let values):
      note(values.at(1))
      trouble = reader.failure(values.at(1))
    case .fault(let fault): trouble = reader.fault(fault)
    case .interrupted: trouble = ResultReader.interrupted
    }
    post(desk, isWell: trouble == nil && shared.peopleTroubles.withLock(\.isEmpty))
    return trouble
  }

  private func post(_ desk: ScriptDesk, isWell: Bool) {
    shared.exchangesBeside.withLock { $0 = desk.log.count }
    let settings = shared.settings
    let keepsBodies = settings.evidence.keepsBodies(ofPassed: isWell)
    for record in desk.log.take(withBodies: keepsBodies, masker: settings.masker) {
      settings.sink.record(RunEvent(at: settings.now(), kind: .exchange(record)))
    }
  }

  private func note(_ failure: ScriptValue) { shared.note(failure) }

  // MARK: Trouble

  /// Whether the system answers after all; asked once after a result that ends the run.
  @concurrent
  package func probe() async -> String? {
    let trouble = shared.trouble.withLock { trouble in
      defer { trouble = nil }
      return trouble
    }
    let main = shared.library.settings.main
    guard let target = shared.targets[main.name], let client = shared.settings.clients[main.name] else { return nil }
    do throws(TransferError) {
      _ = try await client.send(Request("GET", main.base, allowedHosts: target.origins))
    } catch {
      return shared.settings.masker.text(error.description)
    }
    guard case .signIn(let account) = trouble else { return nil }
    let again = await aside("sign_in_again", [.text(account)], { _ in })
    return again.map { again in again.place.map { "\(again.message) (\($0))" } ?? again.message }
  }

  // MARK: Between runs

  /// Removes what the ledger still holds, newest first: `lmsaccept clean`, or the end of a finished scenario.
  ///
  /// - Returns: one sentence for each thing that could not be removed.
  @concurrent
  package func clean(_ entries: [LedgerEntry]) async -> [String] {
    do {
      try await shared.ledger.load()
    } catch {
      return ["the ledger cannot be read: \(error)"]
    }
    var troubles: [String] = []
    let trouble = await aside("clean_entries", [.list(entries.map(\.scriptValue))]) { value in
      troubles = (value.list ?? []).compactMap(\.text)
    }
    if let trouble { troubles.append(trouble.message) }
    return troubles.map(shared.settings.masker.text)
  }

  /// Things on the project's targets that carry this campaign's mark and that the ledger does not know.
  package struct Orphans: Sendable {
    /// False when no adapter marks what it makes, so that nothing can be said.
    package var canBeFound: Bool
    package var things: [(target: String, kind: String, key: String)]
    /// Why they could not be looked for.
    package var trouble: String?
  }

  /// - Parameter adopts: writes them into the ledger as made by this campaign, so that `clean` removes them.
  @concurrent
  package func orphans(adopts: Bool) async -> Orphans {
    var found = Orphans(canBeFound: false, things: [])
    do {
      try await shared.ledger.load()
    } catch {
      found.trouble = "the ledger cannot be read: \(error)"
      return found
    }
    let trouble = await aside("orphans", [.bool(adopts)]) { value in
      found.canBeFound = value["marks"] == .bool(true)
      found.things = (value["things"]?.list ?? []).map { thing in
        (thing["target"]?.text ?? "", thing["kind"]?.text ?? "", thing["key"]?.text ?? "")
      }
    }
    found.trouble = trouble?.message
    return found
  }

  /// Makes people and seeds ready without running a step: `lmsaccept seed`.
  ///
  /// What it makes is what `SeedNeeds` lists.
  ///
  /// - Returns: for each scenario with a trouble, what it is.
  @concurrent
  package func seed(_ scenarios: [PlannedScenario]) async -> [(scenario: PlannedScenario, result: StepResult)] {
    let needs = SeedNeeds(scenarios, library: shared.library)
    if let trouble = await begin(needs.planned) { return needs.planned.prefix(1).map { ($0, trouble) } }
    var troubles: [(scenario: PlannedScenario, result: StepResult)] = []
    for scenario in needs.scenarios {
      let session = LibrarySession(shared: shared, scenario: scenario, onlySeeds: true)
      var trouble = await session.prepare()
      for step in needs.seeds(of: scenario) where trouble == nil {
        let result = await session.run(step)
        if result.outcome != .passed { trouble = result }
      }
      _ = await session.cleanUp(keeping: false)
      if let trouble { troubles.append((scenario, trouble)) }
    }
    return troubles
  }

  /// Signs a person in anew; nil when that worked. For `lmsaccept doctor`.
  @concurrent
  package func signIn(_ handle: String) async -> String? {
    await aside("sign_in_person", [.text(handle)], { _ in })?.message
  }

  /// What the site is, as sorted names and texts.
  @concurrent
  package func fingerprint() async -> Result<[(name: String, text: String)], AskingProblem> {
    var lines: [(name: String, text: String)] = []
    let trouble = await aside("read_fingerprint", []) { value in
      lines = (value.fields ?? []).map { ($0.key, $0.value.formText ?? JSONText.line($0.value)) }
    }
    if let trouble { return .failure(AskingProblem(message: trouble.message)) }
    return .success(lines)
  }

  /// Why the LMS could not be asked.
  package struct AskingProblem: Error, Sendable {
    package var message: String

    package init(message: String) {
      self.message = message
    }
  }
}

extension RunShared {
  /// Keeps why the run should end, for the probe.
  func note(_ failure: ScriptValue) {
    guard failure["ends_run"] == .bool(true) else { return }
    let account = failure["sign_in"]?.text
    trouble.withLock { $0 = account.map(Trouble.signIn) ?? .unreachable }
  }
}

/// A value on one line, for listings.
enum JSONText {
  static func line(_ value: ScriptValue) -> String {
    (try? value.jsonBytes()).map { String(decoding: $0, as: UTF8.self) } ?? ""
  }
}

extension PlannedScenario {
  /// May run on a production system: the host refuses any write.
  var isSafe: Bool { tags.contains("@safe") }
}
