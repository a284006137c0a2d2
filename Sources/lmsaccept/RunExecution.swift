import Campaign
import Diagnostics
import Foundation
import Reporting
import RunModel
import Running
import StepLibrary
import Transfer
import Worksheets

/// One run of a plan: sessions, runner, store, display, reports, exit code.
struct RunExecution: Sendable {
  struct Options: Sendable {
    var jobs: Int
    var shuffle: UInt64?
    var stopsAtFirstProblem: Bool
    var patienceSeconds: Double?
    var formats: [ReportFormat]
    var out: String
    var isStrict: Bool
    var requiresComplete: Bool
    var isQuiet: Bool
    var saysRequests = false
    var selection: String
  }

  let workspace: Workspace
  let store: CampaignStore
  let options: Options
  let faults: [String]
  /// What `@known` may excuse: the findings of this campaign.
  var knownFailures: [KnownFailure] = []
  /// For `lmsaccept finish`: the plan's scenarios, in its order, with what they go on with. Nil for a run.
  var finishing: [FinishPlan.Going]?

  func run(_ plan: WorkspacePlan) async throws -> RunModel.ExitCode {
    let control = RunControl()
    let interrupt = Interrupt(control)
    defer { withExtendedLifetime(interrupt) {} }
    let display = progressDisplay()
    store.onCommitted { _, events in display.show(events) }
    store.onFailure { problem in
      Console.report([problem.diagnostic])
      control.cancel()
    }
    let clients = try TargetClients(workspace.project)
    let header = try await header(plan)
    let clock = RunClock()
    let library = LibraryRun(
      library: workspace.library,
      settings: RunSettings(
        clients: clients.clients, ledger: store, sink: store, now: clock.now, evidence: workspace.project.evidence,
        masker: workspace.masker, patienceSeconds: options.patienceSeconds,
        resumes: finishing.map { going in
          Dictionary(going.map { ($0.scenario.title, $0.kept) }) { first, _ in first }
        }, folder: workspace.project.folder))
    let runner = Runner(
      book: workspace.library.book, sessions: finishing == nil ? library.maker : sayingFirst(library.maker),
      sink: store,
      options: .init(
        jobs: options.jobs, stopsAtFirstProblem: options.stopsAtFirstProblem,
        known: KnownFailures(knownFailures, today: header.startDay),
        continuations: Dictionary(
          (finishing ?? []).map { ($0.scenario.index, $0.continuation) }, uniquingKeysWith: { first, _ in first }),
        threads: ScenarioThreads(
          take: { [loop = clients.loop] in loop.takeThread() },
          giveBack: { [loop = clients.loop] thread in thread.map(loop.giveBack) })),
      clock: clock)
    await library.readLedger()
    let footer = await runner.run(header, control: control)
    library.end()
    try await store.flush()
    display.finish()
    await clients.loop.shutDown()
    // After the run, so that nothing waits twice for a site that does not answer; of such a run nothing more is asked.
    if !footer.isInterrupted, footer.stoppedBecause.isEmpty || footer.stoppedBecause == "--fail-fast" {
      try await RoundSite.check(workspace, store, round: header.round)
    }
    let update = try await store.updateFindings(round: header.round)
    let code = try await conclude(plan, header: header, footer: footer)
    if let sentence = update.reopenedSentence(Texts(language: workspace.project.language)) { Console.line(sentence) }
    return code
  }

  /// That a scenario goes on is on disk before it sends anything: after a kill the next `finish` must know that a change
  /// may have been made.
  private func sayingFirst(_ maker: SessionMaker) -> SessionMaker {
    var careful = maker
    careful.open = { [store] scenario, place in
      do {
        try await store.flush()
      } catch {
        return UnopenedSession(reason: "the campaign cannot be written: \(error)")
      }
      return await maker.open(scenario, place)
    }
    return careful
  }

  private func progressDisplay() -> ProgressDisplay {
    let style: ProgressDisplay.Style =
      options.isQuiet ? .quiet : Console.isTerminal(STDERR_FILENO) ? .bar : .lines
    return ProgressDisplay(style: style, colour: Console.usesColour, width: Console.width) { Console.raw($0) }
  }

  private func header(_ plan: WorkspacePlan) async throws -> RunHeader {
    var scenarios = plan.scenarios
    if let seed = options.shuffle {
      var random = SeededGenerator(seed: seed)
      scenarios.shuffle(using: &random)
      for index in scenarios.indices { scenarios[index].index = index }
    }
    var reservations = reservations
    // What goes on was begun under what the earlier runs had to say of themselves: it stays said.
    for reservation in try await store.reservations(ofRuns: Set((finishing ?? []).map(\.run)))
    where !reservations.contains(reservation) {
      reservations.append(reservation)
    }
    let now = Date()
    return RunHeader(
      startedAt: now.timeIntervalSince1970, utcOffsetMinutes: TimeZone.current.secondsFromGMT(for: now) / 60,
      version: Version.current, project: workspace.project.name, target: workspace.target.name,
      adapter: workspace.target.adapter, base: workspace.target.base, language: workspace.project.language,
      round: try await store.currentRound(), selection: options.selection, seed: options.shuffle, jobs: options.jobs,
      reservations: reservations, scenarios: scenarios,
      continues: Dictionary(
        (finishing ?? []).map { ($0.scenario.index, $0.run) }, uniquingKeysWith: { first, _ in first }))
  }

  /// What every page must say.
  private var reservations: [String] {
    var all: [RunReservation] = []
    if workspace.isBuiltIn { all.append(.builtIn) }
    if !faults.isEmpty { all.append(.faults(faults)) }
    if !workspace.target.verifiesTLS { all.append(.uncheckedTLS) }
    let replaced = workspace.library.files.replaced
    if !replaced.isEmpty { all.append(.changedLibrary(replaced)) }
    if !workspace.overridden.isEmpty { all.append(.settings(workspace.overridden)) }
    let texts = Texts(language: workspace.project.language)
    return all.map { $0.text(texts) }
  }

  private func conclude(
    _ plan: WorkspacePlan, header: RunHeader, footer: RunFooter
  ) async throws -> RunModel.ExitCode {
    guard let number = store.currentRun,
      let report = try await Report.load(
        run: number, plan: header.scenarios, from: store, roleNames: workspace.roleNames,
        language: workspace.project.language)
    else { return .broken }
    let printing = SheetPrinting(workspace, store)
    // A sheet holds all that is open in the round: after a run of a part of it, also what earlier runs left to people.
    // Before a campaign's first run there is none.
    let isWhole =
      report.record.number == 1
      || options.selection == SelectionOptions.everything && finishing == nil && !footer.isInterrupted
        && footer.stoppedBecause.isEmpty
    let sheets =
      options.formats.contains(.worksheets)
      ? try await printing.sheets(
        printing.drafts(isWhole ? report.results : nil, round: header.round) ?? [], round: header.round) : []
    let files = RunFiles(report: report, gherkinLines: plan.gherkinLines, sheets: sheets)
      .write(options.formats, to: options.out)
    Console.text(
      TerminalSummary.text(report, files: files, colour: Console.usesColourOnOutput, width: Console.width))
    if options.saysRequests {
      let counts = try await store.requestCounts(run: number)
      Console.text("\n" + RequestStatistics(counts, scenarios: header.scenarios).text(width: Console.width))
    }
    // What to write for a step that nothing matches, which the summary has no room for.
    Console.report(plan.advice.filter { $0.code == "plan.undefined" || $0.code == "plan.ambiguous" })
    return code(report, footer: footer)
  }

  private func code(_ report: Report, footer: RunFooter) -> RunModel.ExitCode {
    var codes: Set<RunModel.ExitCode> = []
    let record = report.record
    // What finishes is what machine and people say together; a run is over before anybody has looked.
    let outcomes =
      finishing == nil ? record.scenarios.compactMap(\.result?.outcome) : report.results.map(\.outcome)
    if footer.isInterrupted { codes.insert(.interrupted) }
    let wrong: Set<Outcome> = [.failed, .undefined, .ambiguous, .unexpectedPass]
    if outcomes.contains(where: wrong.contains) { codes.insert(.notRight) }
    if options.isStrict, outcomes.contains(where: { $0 == .flaky || $0 == .known }) { codes.insert(.notRight) }
    if outcomes.contains(.broken) || !footer.stoppedBecause.isEmpty && footer.stoppedBecause != "--fail-fast" {
      codes.insert(.broken)
    }
    let bodies = record.scenarios.contains { scenario in
      scenario.steps.contains { $0.result.requests > 0 || $0.result.checks > 0 }
    }
    if !bodies, finishing == nil { codes.insert(.nothingRan) }
    if options.requiresComplete, outcomes.contains(.awaiting) || outcomes.count < record.scenarios.count {
      codes.insert(.incomplete)
    }
    return .first(of: codes)
  }
}

/// Stands for a scenario that may not begin: it sends nothing and removes nothing.
private final class UnopenedSession: ScenarioSession {
  private let reason: String

  init(reason: String) {
    self.reason = reason
  }

  func prepare() async -> StepResult? { StepResult(.broken, reason, cause: "campaign") }
  func run(_ step: PlannedStep) async -> StepResult { StepResult(.broken, reason, cause: "campaign") }
  func conclude() async -> StepResult? { nil }
  func cleanUp(keeping: Bool) async -> [String] { [] }
}

/// SplitMix64: the same order for the same seed on every machine.
struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var value = state
    value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
    return value ^ (value >> 31)
  }
}
