import ArgumentParser
import Campaign
import Diagnostics
import Foundation
import Reporting
import RunModel
import Worksheets

/// `lmsaccept worksheet import`: verdicts come back.
struct WorksheetCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "worksheet", abstract: "Take worksheets back.", subcommands: [WorksheetImportCommand.self])
}

struct WorksheetImportCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import", abstract: "Read filled-in worksheets; says first what it would store.")

  @OptionGroup var project: ProjectOptions
  @Argument(help: "Worksheets as they came back (CSV).") var files: [String]
  @Flag(help: "Store what is good.") var apply = false
  @Option(help: ArgumentHelp("Who filled it in, when the sheet does not say.", valueName: "name")) var tester: String?

  func run() async throws {
    let context = try CommandContext.load(project, needsSecrets: false)
    let store = try context.store()
    let round = try await store.currentRound()
    var needsLead = false
    for file in files {
      guard let data = FileManager.default.contents(atPath: file) else {
        Console.report([TextFileProblem(path: file, reason: "there is no such file").diagnostic])
        throw CommandEnd(.unreadable)
      }
      let report = try await RoundReport.load(round, store, context.workspace)
      let preview: WorksheetImport
      do throws(WorksheetProblem) {
        preview = try WorksheetImport.preview(
          Array(data), name: (file as NSString).lastPathComponent,
          in: .init(
            project: context.workspace.project.name, results: report.results, round: round,
            language: context.workspace.project.language, tester: tester))
      } catch {
        Console.report([error.diagnostic(path: file)])
        throw CommandEnd(.unreadable)
      }
      Console.text(preview.text(path: file))
      needsLead = needsLead || !preview.problems.isEmpty
      if apply {
        let stored = try await preview.apply(to: store)
        try await store.updateFindings(round: preview.round)
        Console.line("stored \(stored) verdict\(stored == 1 ? "" : "s")")
      }
    }
    if !apply { Console.line("nothing is stored yet; add --apply to store what is good") }
    if needsLead { throw CommandEnd(.notRight) }
  }
}
