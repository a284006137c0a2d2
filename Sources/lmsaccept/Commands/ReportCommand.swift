import ArgumentParser
import Campaign
import Foundation
import Reporting
import RunModel
import Worksheets

/// `lmsaccept report`: where the round stands, on one page.
struct ReportCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report", abstract: "Write the state of the round on one page, and the worksheets that are open.")

  @OptionGroup var project: ProjectOptions
  @Option(help: ArgumentHelp("The folder for reports.", valueName: "folder")) var out = "Reports"

  func run() async throws {
    let context = try CommandContext.load(project, needsSecrets: false)
    let store = try context.store()
    let round = try await store.currentRound()
    guard let latest = try await store.latest(round: round) else { throw RoundReport.nothingRun(round) }
    let workspace = context.workspace
    let report = try await RoundReport.load(round, store, workspace, planned: workspace.plannedToday())
    let files = try ReportFiles(folder: out)
    let requirements = workspace.project.requirements
    let path = try files.write(
      AcceptanceOverview.bytes(report, runs: latest.runs, requirements: requirements), as: "acceptance.html")
    Console.line("wrote \(path)")
    let printing = SheetPrinting(workspace, store)
    for sheet in try await printing.sheets(printing.drafts(report.results, round: round), round: round) {
      let path = try files.write(sheet.csv(), as: "worksheets/\(sheet.plainName).csv")
      Console.line("wrote \(path)  (\(sheet.draft.rows.count) row\(sheet.draft.rows.count == 1 ? "" : "s"))")
    }
  }
}

/// The report of a round: each scenario's last result with what people said.
enum RoundReport {
  /// - Parameter planned: the scenarios as they are written today, to tell results of an older text.
  static func load(
    _ round: Int, _ store: CampaignStore, _ workspace: Workspace, planned: [PlannedScenario]? = nil
  ) async throws -> Report {
    guard let latest = try await store.latest(round: round, planned: planned) else { throw nothingRun(round) }
    var verdicts: [StoredVerdict] = []
    for round in latest.rounds.sorted() { verdicts += try await store.verdicts(round: round) }
    var report = Report(
      latest.record, verdicts: verdicts, resolutions: try await store.resolutions(rounds: latest.rounds),
      origins: latest.origins, roleNames: workspace.roleNames, open: try await store.openFindings(),
      language: workspace.project.language)
    report.journalHead = try await store.journal().last.map { hex($0.digest) }
    return report
  }

  /// Says that there is nothing to report.
  static func nothingRun(_ round: Int) -> CommandEnd {
    Console.error("nothing was run in round \(round)\n  = hint: lmsaccept run")
    return CommandEnd(.nothingRan)
  }
}
