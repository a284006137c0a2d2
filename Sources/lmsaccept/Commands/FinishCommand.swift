import ArgumentParser
import Campaign
import Diagnostics
import Foundation
import Reporting
import RunModel
import Running

/// `lmsaccept finish`: goes on with scenarios whose worksheets came back.
struct FinishCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "finish",
    abstract: "Run the steps that waited for a person's verdict, and remove what their scenarios kept.")

  @OptionGroup var project: ProjectOptions
  @Argument(help: "Scenarios by id; default: all that can go on.") var ids: [String] = []
  @Option(help: ArgumentHelp("End waiting for the LMS early: 30s, 2m.", valueName: "time")) var patience: String?
  @Option(help: ArgumentHelp("Which reports, comma separated: \(ReportFormat.list); default: none.", valueName: "list"))
  var format: String?
  @Option(help: ArgumentHelp("The folder for reports.", valueName: "folder")) var out = "Reports"
  @Flag(help: "Also end with 1 for flaky and known scenarios.") var strict = false
  @Flag(help: "End with 6 when something still awaits a person.") var requireComplete = false
  @Flag(help: "No progress, only problems and the summary.") var quiet = false

  func validate() throws {
    _ = try format.map { try ReportFormat.parse($0) }
    _ = try Patience.seconds(patience)
  }

  func run() async throws {
    let context = try CommandContext.loadForSystem(project, "lmsaccept finish")
    let store = try context.store()
    let round = try await store.currentRound()
    guard let latest = try await store.latest(round: round) else {
      Console.error("nothing was run in round \(round)\n  = hint: lmsaccept run")
      throw CommandEnd(.nothingRan)
    }
    let report = try await RoundReport.load(round, store, context.workspace)
    // What an earlier round left waiting belongs to the site of that round.
    let wanted = try chosen(report.results.filter { $0.origin.map { $0.round == round } ?? true })
    let held = wanted.filter { $0.scenario.result?.isHeld == true }
    for result in wanted where !ids.isEmpty && result.scenario.result?.isHeld != true {
      Console.line("\(result.scenario.scenario.title) waits for nobody; nothing to finish".visibleLine)
    }
    let (workspacePlan, planned) = try plan(held, context.workspace)
    var plan = FinishPlan(
      workspace: context.workspace, store: store, report: report, runs: latest.runs, planned: planned)
    for result in held { try await plan.add(result) }
    for line in plan.refused { Console.error("error: \(line)".visibleLine) }
    let code = try await finish(plan, workspacePlan, context.workspace, store)
    for line in plan.waiting { Console.line(line.visibleLine) }
    if plan.going.isEmpty, plan.waiting.isEmpty, plan.refused.isEmpty, ids.isEmpty {
      Console.line("nothing waits for a person; nothing to finish")
    }
    var codes: Set<RunModel.ExitCode> = [code]
    if !plan.refused.isEmpty { codes.insert(.usage) }
    if requireComplete, !plan.waiting.isEmpty { codes.insert(.incomplete) }
    codes.remove(.success)
    if !codes.isEmpty { throw CommandEnd(.first(of: codes)) }
  }

  /// The results that are asked for; an id that nothing has is a usage error with the nearest.
  private func chosen(_ results: [JoinedResult]) throws -> [JoinedResult] {
    let known = Set(results.map(\.scenario.scenario.id))
    for id in ids where !known.contains(id) {
      Console.error("error: no result of this round has the id \"\(id.visibleLine)\"")
      let near = nearestName(to: id, among: known.sorted()).map { "did you mean \"\($0)\"?" }
      Console.error("  = hint: \(near ?? "lmsaccept show lists what was run")")
      throw CommandEnd(.usage)
    }
    return ids.isEmpty ? results : results.filter { ids.contains($0.scenario.scenario.id) }
  }

  /// The texts of today, read from the files that the runs named.
  private func plan(
    _ held: [JoinedResult], _ workspace: Workspace
  ) throws -> (WorkspacePlan?, [String: PlannedScenario]) {
    if held.isEmpty { return (nil, [:]) }
    let paths = Set(held.map(\.scenario.scenario.file.path)).sorted().filter {
      FileManager.default.fileExists(atPath: $0)
    }
    guard !paths.isEmpty else { return (nil, [:]) }
    let plan = try workspace.plan(SelectionOptions.parse(["--"] + paths))
    Console.report(plan.problems)
    if plan.problems.contains(where: { $0.severity == .error }) { throw CommandEnd(.unreadable) }
    return (plan, Dictionary(plan.scenarios.map { ($0.title, $0) }) { first, _ in first })
  }

  private func finish(
    _ plan: FinishPlan, _ texts: WorkspacePlan?, _ workspace: Workspace, _ store: CampaignStore
  ) async throws -> RunModel.ExitCode {
    guard !plan.going.isEmpty, var texts else { return .success }
    texts.scenarios = plan.going.map(\.scenario)
    texts.advice = []
    let execution = RunExecution(
      workspace: workspace, store: store,
      options: RunExecution.Options(
        jobs: 1, shuffle: nil, stopsAtFirstProblem: false, patienceSeconds: try Patience.seconds(patience),
        formats: try format.map { try ReportFormat.parse($0) } ?? [], out: out, isStrict: strict,
        requiresComplete: requireComplete, isQuiet: quiet,
        selection: (["finish"] + ids).joined(separator: " ")),
      faults: project.faults, knownFailures: try await store.knownFailures(), finishing: plan.going)
    return try await execution.run(texts)
  }
}
