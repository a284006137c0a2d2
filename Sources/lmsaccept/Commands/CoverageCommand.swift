import ArgumentParser
import Diagnostics
import Foundation
import ProjectFile
import Reporting
import RunModel
import StepLibrary

/// `lmsaccept coverage`: which areas, roles and requirements the scenarios cover, and who judges them here.
struct CoverageCommand: AsyncParsableCommand {
  enum Format: String, ExpressibleByArgument, CaseIterable { case text, csv }

  static let configuration = CommandConfiguration(
    commandName: "coverage",
    abstract: "Say what the scenarios cover: areas and roles, and requirements with who judges them on this target.")

  @OptionGroup var project: ProjectOptions
  @OptionGroup var selection: SelectionOptions
  @Option(
    help: ArgumentHelp(
      "The list of requirements to be covered (CSV); default: the project's, else requirements.csv beside the scenarios.",
      valueName: "file"))
  var requirements: String?
  @Option(help: "text for people, csv for programs.") var format = Format.text
  @Flag(help: "Areas and roles only.") var areas = false
  @Flag(help: "End with 6 when a requirement has no scenario, or none that judges anything.") var requireAll = false

  func run() async throws {
    let workspace = try CommandContext.load(project, needsSecrets: false).workspace
    let plan = try workspace.plan(selection, findings: try await workspace.findings())
    Console.report(plan.problems)
    guard plan.problems.allSatisfy({ $0.severity != .error }) else { throw CommandEnd(.unreadable) }
    guard !plan.scenarios.isEmpty else {
      Console.error("no scenario is selected")
      throw CommandEnd(.nothingRan)
    }
    let book = workspace.library.book
    let coverage = ScenarioCoverage(
      plan.scenarios, norm: try norm(workspace), roles: (book.words["role"] ?? []).map(\.key)
    ) { step in
      guard case .matched(let match) = step.understanding else { return false }
      return book.automation[match.definition] == .automated
    }
    switch format {
    case .csv: Console.text(String(decoding: areas ? coverage.areasCSV : coverage.csv, as: UTF8.self))
    case .text where areas:
      for line in CoverageText(coverage, width: Console.width).areas { Console.line(line) }
    case .text:
      let target = workspace.isBuiltIn ? "the built-in LMS" : "\(workspace.target.name) (\(workspace.target.adapter))"
      for line in CoverageText(coverage, width: Console.width).lines(target: target) { Console.line(line) }
    }
    if requireAll, !(coverage.uncovered + coverage.unjudged).isEmpty { throw CommandEnd(.incomplete) }
  }

  private func norm(_ workspace: Workspace) throws -> [Requirement] {
    if requirements == nil, !workspace.project.requirements.isEmpty { return workspace.project.requirements }
    guard let path = requirements ?? beside else { return [] }
    let file: SourceFile
    do throws(TextFileProblem) {
      file = try TextFile.read(path)
    } catch {
      Console.report([error.diagnostic])
      throw CommandEnd(.unreadable)
    }
    let read = RequirementsFile.read(file)
    Console.report(read.problems)
    guard read.problems.allSatisfy({ $0.severity != .error }) else { throw CommandEnd(.unreadable) }
    return read.requirements
  }

  /// In a folder that was named, or in the one above it, as where each language has its own.
  private var beside: String? {
    let paths = selection.paths.isEmpty ? ["Scenarios"] : selection.paths
    let folders = paths.flatMap { path in
      let folder = URL(fileURLWithPath: path)
      return [folder, folder.deletingLastPathComponent()]
    }
    return folders.map { $0.appending(path: "requirements.csv").path }
      .first { FileManager.default.fileExists(atPath: $0) }
  }
}
