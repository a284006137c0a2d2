import ArgumentParser
import Campaign
import DemoLMS
import Diagnostics
import Foundation
import Reporting
import RunModel
import Running
import StepLibrary
import Worksheets

/// `lmsaccept run`: plan, run, report.
struct RunCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run", abstract: "Run scenarios and write results, worksheets and reports.")

  @OptionGroup var project: ProjectOptions
  @OptionGroup var selection: SelectionOptions

  @Option(help: "Scenarios at once; default: 4 on this machine, 2 elsewhere.") var jobs: Int?
  @Option(help: ArgumentHelp("Run in a random order that this number repeats.", valueName: "seed")) var shuffle: UInt64?
  @Flag(help: "Start nothing more after the first problem.") var failFast = false
  @Option(help: ArgumentHelp("End waiting for the LMS early: 30s, 2m.", valueName: "time")) var patience: String?
  @Option(help: ArgumentHelp("Which reports, comma separated: \(ReportFormat.list).", valueName: "list"))
  var format: String?
  @Option(help: ArgumentHelp("The folder for reports.", valueName: "folder")) var out = "Reports"
  @Flag(help: "Also end with 1 for flaky and known scenarios.") var strict = false
  @Flag(help: "End with 6 when something awaits a person.") var requireComplete = false
  @Flag(help: "No progress, only problems and the summary.") var quiet = false
  @Flag(help: "Also say how many requests were sent, what for and by which scenarios.") var stats = false
  @Flag(help: "Only what the round holds and has no result yet in it.") var due = false

  @Option(
    help: ArgumentHelp("Explain one scenario step by step instead of running it; sends nothing.", valueName: "id"))
  var explain: String?

  func validate() throws {
    if let jobs, jobs < 1 { throw ValidationError("--jobs takes a number from 1") }
    _ = try ReportFormat.parse(format)
    _ = try Patience.seconds(patience)
  }

  func run() async throws {
    let loader = WorkspaceLoader(options: project)
    if let explain {
      return try await self.explain(explain, WorkspaceLoader(options: project, needsSecrets: false))
    }
    let isBuiltIn = try loader.projectPath() == nil
    let builtIn = isBuiltIn ? try await BuiltInLMS.start(faults: project.faults) : nil
    if !isBuiltIn, !project.faults.isEmpty { throw ValidationError("--fault is for the built-in LMS only") }
    do {
      let (paths, folder) = (selection.paths, try loader.projectFolder())
      // On another processor: neither needs the other.
      async let texts = FeatureTexts(paths, project: folder)
      let loaded = try loader.load(builtIn?.access)
      let code = try await runLoaded(loaded, await texts, builtIn: builtIn)
      await builtIn?.server.stop()
      if code != .success { throw CommandEnd(code) }
    } catch {
      await builtIn?.server.stop()
      throw error
    }
  }

  private func explain(_ id: String, _ loader: WorkspaceLoader) async throws {
    let loaded = try loader.load(nil)
    let texts = FeatureTexts(selection.paths, project: try loader.projectFolder())
    guard let workspace = loaded.workspace else {
      Console.report(loaded.problems + texts.problems)
      throw CommandEnd(.unreadable)
    }
    let plan = try workspace.plan(SelectionOptions.parse(["--id", id, "--"] + selection.paths), texts: texts)
    Console.report(loaded.problems + plan.problems)
    if plan.problems.contains(where: { $0.severity == .error }) { throw CommandEnd(.unreadable) }
    guard let first = plan.scenarios.first else {
      throw Nothing.selected(selection)
    }
    Console.text(await RunExplanation(workspace: workspace, width: Console.width).text(first))
    if let second = plan.scenarios.dropFirst().first {
      let path = "\(second.file.path):\(second.position.line)".visibleLine
      Console.line("\(plan.scenarios.count - 1) more of this id; for the next: run --explain \(first.id) \(path)")
    }
  }

  private func runLoaded(
    _ loaded: WorkspaceLoader.Loaded, _ texts: FeatureTexts, builtIn: BuiltInLMS?
  ) async throws -> RunModel.ExitCode {
    guard let workspace = loaded.workspace else {
      Console.report(loaded.problems + texts.problems)
      return .unreadable
    }
    let store = try CampaignStore.open(workspace)
    var titles = selection.failed ? try await store.failedTitles() : nil
    if due {
      let wanted = try await store.dueTitles()
      titles = titles.map(wanted.intersection) ?? wanted
    }
    let findings = try await store.findings()
    let plan = try workspace.plan(selection, texts: texts, failed: titles, findings: findings)
    Console.report(loaded.problems + plan.problems)
    if plan.problems.contains(where: { $0.severity == .error }) { return .unreadable }
    guard !plan.scenarios.isEmpty else {
      throw Nothing.selected(selection)
    }
    if let builtIn {
      Console.error("no project file here: testing the built-in LMS at \(builtIn.server.baseURL)")
      try await store.forgetEarlierSystem(target: workspace.target.name)
    }
    try await requireOpenRound(store)
    try await sayWhatBeginsAnew(plan, store)
    let execution = RunExecution(
      workspace: workspace, store: store, options: try options(workspace), faults: project.faults,
      knownFailures: findings.knownFailures)
    return try await execution.run(plan)
  }

  private func requireOpenRound(_ store: CampaignStore) async throws {
    do throws(CampaignProblem) { try await store.requireOpen(round: try await store.currentRound()) } catch {
      Console.report([error.diagnostic])
      throw CommandEnd(.usage)
    }
  }

  /// What earlier runs keep for people goes as soon as its scenario runs again; whoever types this must know.
  private func sayWhatBeginsAnew(_ plan: WorkspacePlan, _ store: CampaignStore) async throws {
    let kept = Set(try await store.open(target: nil, scenario: nil).filter { $0.lifetime == .held }.map(\.scenario))
    let again = plan.scenarios.filter { kept.contains($0.title) }.count
    guard again > 0, !quiet else { return }
    Console.error(
      again == 1
        ? "1 scenario still waits for a person; it begins anew, and what was kept for it goes"
        : "\(again) scenarios still wait for people; they begin anew, and what was kept for them goes")
  }

  private func options(_ workspace: Workspace) throws -> RunExecution.Options {
    let host = URL(string: workspace.target.base)?.host ?? ""
    let isLocal = host == "localhost" || host == "::1" || host.hasPrefix("127.")
    return RunExecution.Options(
      jobs: jobs ?? (isLocal ? 4 : 2), shuffle: shuffle, stopsAtFirstProblem: failFast,
      patienceSeconds: try Patience.seconds(patience), formats: try ReportFormat.parse(format), out: out,
      isStrict: strict, requiresComplete: requireComplete, isQuiet: quiet, saysRequests: stats,
      selection: (due ? "--due " : "") + selection.text)
  }
}

/// `30s`, `2m`, `1h`.
enum Patience {
  static func seconds(_ text: String?) throws -> Double? {
    guard let text else { return nil }
    let factors: [Character: Double] = ["s": 1, "m": 60, "h": 3600]
    guard let unit = text.last, let factor = factors[unit], let number = Double(text.dropLast()), number > 0 else {
      throw ValidationError("--patience takes a time such as 30s or 2m, not \"\(text)\"")
    }
    return number * factor
  }
}
