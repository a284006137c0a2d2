import ArgumentParser
import Campaign
import Diagnostics
import Foundation
import Reporting
import RunModel

/// `lmsaccept export`: the state of a round for tools that manage tests.
struct ExportCommand: AsyncParsableCommand {
  enum Format: String, ExpressibleByArgument, CaseIterable {
    case junit
    case xrayJSON = "xray-json"
    case azureCSV = "azure-csv"

    var file: String {
      switch self {
      case .junit: "export-junit.xml"
      case .xrayJSON: "export-xray.json"
      case .azureCSV: "export-azure.csv"
      }
    }
  }

  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Write the state of the round for TestRail (junit), Xray (xray-json) or Azure Test Plans (azure-csv).")

  @OptionGroup var project: ProjectOptions
  @Option(help: "junit, xray-json or azure-csv.") var format: Format
  @Option(help: ArgumentHelp("The round; default: the current one.", valueName: "number")) var round: Int?
  @Option(help: ArgumentHelp("The folder for the file.", valueName: "folder")) var out = "Reports"
  @Option(
    name: .customLong("jira-project"),
    help: ArgumentHelp("Xray makes tests in this project for scenarios without an @xray: tag.", valueName: "key"))
  var jiraProject: String?
  @Option(help: ArgumentHelp("Whose words for verdicts: cloud or server.", valueName: "edition")) var xray = "cloud"

  func run() async throws {
    guard let edition = XrayReport.Edition(rawValue: xray) else {
      throw ValidationError("--xray is cloud or server, not \"\(xray.visibleLine)\"")
    }
    let context = try CommandContext.load(project, needsSecrets: false)
    let store = try context.store()
    let current = try await store.currentRound()
    let number = round ?? current
    guard (1...current).contains(number) else {
      throw RowEnd.usage("there is no round \(number)", hint: "lmsaccept round status lists them")
    }
    let report = try await RoundReport.load(number, store, context.workspace)
    let document = document(report, edition: edition)
    let path = try ReportFiles(folder: out).write(document.bytes, as: format.file)
    Console.line("wrote \(path)  (\(document.count) test\(document.count == 1 ? "" : "s"))")
    for remark in document.remarks { Console.line("  \(remark)".visibleLine) }
  }

  private struct Document {
    var bytes: [UInt8]
    var count: Int
    /// What of the round the other tool will not see as it is.
    var remarks: [String]
  }

  private func document(_ report: Report, edition: XrayReport.Edition) -> Document {
    let scenarios = report.results.map(\.scenario.scenario)
    switch format {
    case .junit:
      let without = scenarios.filter { $0.values(of: ToolTag.testRail.rawValue).isEmpty }.map(\.id)
      return Document(
        bytes: JUnitReport.bytes(report, for: .testManagement), count: scenarios.count,
        remarks: remarks("without a tag @testrail:…, by which trcli finds its case", without))
    case .xrayJSON:
      let xray = XrayReport(report, edition: edition, jiraProject: jiraProject)
      return Document(
        bytes: xray.bytes, count: xray.count,
        remarks: remarks("left out for want of a tag @xray:… (or of --jira-project)", xray.leftOut))
    case .azureCSV:
      let azure = AzureTestPlansCSV(report)
      return Document(
        bytes: azure.bytes, count: scenarios.count,
        remarks: remarks("with a title cut to the 128 characters that Azure takes", azure.shortened))
    }
  }

  private func remarks(_ what: String, _ ids: [String]) -> [String] {
    if ids.isEmpty { return [] }
    let names: [String] = ids.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
    let shown = names.prefix(5).joined(separator: ", ")
    return ["\(ids.count) \(what): \(shown)\(names.count > 5 ? ", …" : "")"]
  }
}
