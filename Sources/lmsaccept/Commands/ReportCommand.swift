import ArgumentParser
import Campaign
import Diagnostics
import Foundation
import Reporting
import RunModel
import Spreadsheets
import Worksheets

/// `lmsaccept report`: what the testers state, for those who decide.
struct ReportCommand: AsyncParsableCommand {
  enum Format: String, CaseIterable, Sendable { case html, pdf, csv, xlsx, json, md }

  static let configuration = CommandConfiguration(
    commandName: "report", abstract: "Write the acceptance report of the round, and the worksheets that are open.")

  @OptionGroup var project: ProjectOptions
  @Option(
    help: ArgumentHelp(
      "Which files: html,pdf,csv,xlsx,json,md; default html and the worksheets that are open.", valueName: "list"))
  var format: String?
  @Option(help: ArgumentHelp("Another round than the newest.", valueName: "number")) var round: Int?
  @Option(help: ArgumentHelp("The folder for reports.", valueName: "folder")) var out = "Reports"

  func validate() throws { _ = try formats() }

  func run() async throws {
    if let language = project.language, !["en", "nl"].contains(language) {
      throw ValidationError("reports are in en or nl, not \"\(language.visibleLine)\"")
    }
    let context = try CommandContext.load(project, needsSecrets: false)
    let store = try context.store()
    let inputs = try await AcceptanceDesk.inputs(
      context.workspace, store, round: round, language: project.language)
    let report = AcceptanceReport(inputs)
    let files = try ReportFiles(folder: out)
    for format in try formats() { try await write(report, as: format, files) }
    guard format == nil, round == nil else { return }
    let printing = SheetPrinting(context.workspace, store, language: project.language)
    let number = inputs.round.number
    let drafts = try await printing.drafts(inputs.report.results, round: number) ?? []
    for sheet in try await printing.sheets(drafts, round: number) {
      let path = try files.write(sheet.csv(), as: "worksheets/\(sheet.plainName).csv")
      Console.line("wrote \(path)  (\(sheet.draft.rows.count) row\(sheet.draft.rows.count == 1 ? "" : "s"))")
    }
  }

  private func write(_ report: AcceptanceReport, as format: Format, _ files: ReportFiles) async throws {
    func put(_ bytes: [UInt8], _ name: String) throws { Console.line("wrote \(try files.write(bytes, as: name))") }
    switch format {
    case .html: try put(report.html(), "acceptance.html")
    case .json: try put(report.json(), "acceptance.json")
    case .csv:
      try put(report.resultsCSV(), "acceptance/results.csv")
      try put(report.findingsCSV(), "acceptance/findings.csv")
      try put(report.traceabilityCSV(), "acceptance/traceability.csv")
      try put(report.criteriaCSV(), "acceptance/criteria.csv")
    case .xlsx: try put(try workbook(report), "acceptance.xlsx")
    case .pdf: try put(try await pdf(report), "acceptance.pdf")
    case .md:
      let table = ScenarioTable(report)
      try put(Array(table.markdown().utf8), "scenarios.md")
      try put(table.json(), "scenarios.ndjson")
    }
  }

  private func workbook(_ report: AcceptanceReport) throws -> [UInt8] {
    do throws(XLSXProblem) {
      return try report.workbook()
    } catch {
      Console.report([error.diagnostic(path: "acceptance.xlsx")])
      throw CommandEnd(.unreadable)
    }
  }

  private func pdf(_ report: AcceptanceReport) async throws -> [UInt8] {
    do throws(PDFPrinter.Problem) {
      return try await PDFPrinter().pdf(of: report.html())
    } catch {
      throw RowEnd.usage(error.message.visibleLine, hint: error.hint)
    }
  }

  private func formats() throws -> [Format] {
    guard let format else { return [.html] }
    return try format.split(separator: ",").map { name in
      if let format = Format(rawValue: String(name)) { return format }
      let names = Format.allCases.map(\.rawValue)
      let near = nearestName(to: String(name), among: names).map { "did you mean \($0)?" }
      throw ValidationError("no format \"\(name)\"; \(near ?? "formats: \(names.joined(separator: ","))")")
    }
  }
}

/// What acceptance is made from, for all commands that need it.
enum AcceptanceDesk {
  /// Ends the command when nothing was run on the target.
  static func inputs(
    _ workspace: Workspace, _ store: CampaignStore, round: Int? = nil, language: String? = nil,
    seal: ReportSeal? = nil
  ) async throws -> AcceptanceInputs {
    let now = Date()
    let current = try await store.currentRound()
    let number = round ?? current
    guard (1...current).contains(number) else {
      throw RowEnd.usage("there is no round \(number)", hint: "lmsaccept round status lists them")
    }
    let plan = try await workspace.plannedToday(store)
    let request = AcceptanceInputs.Request(
      project: workspace.project, target: workspace.target.name, round: number, language: language,
      roleNames: workspace.roleNames(in: language ?? workspace.project.language),
      planned: plan.scenarios, planTrouble: plan.trouble,
      isEntry: try workspace.entryPack(),
      seal: seal ?? ReportSeal(state: .draft, at: now.timeIntervalSince1970.rounded(.down)),
      utcOffsetMinutes: TimeZone.current.secondsFromGMT(for: now) / 60)
    guard var inputs = try await AcceptanceInputs.load(request, from: store) else {
      throw try await nothingRun(number, workspace, store)
    }
    let freezes = try await store.freezes().filter { $0.isAbout(target: workspace.target.name) && $0.round <= number }
    inputs.earlier = EarlierDecisions.read(try await store.journal(), on: freezes, inputs.report.texts)
    return inputs
  }

  /// Says it, with the targets on which something was.
  private static func nothingRun(
    _ round: Int, _ workspace: Workspace, _ store: CampaignStore
  ) async throws -> CommandEnd {
    let targets = Set(try await store.runs().map(\.target)).subtracting([workspace.target.name]).sorted()
    Console.error("nothing was run in round \(round) on the target \(workspace.target.name)".visibleLine)
    let hint = targets.isEmpty ? "lmsaccept run" : "there are results of --target \(targets.joined(separator: ", "))"
    Console.error("  = hint: \(hint)".visibleLine)
    return CommandEnd(.nothingRan)
  }
}

/// The report of a round: each scenario's last result with what people said.
enum RoundReport {
  /// - Parameters:
  ///   - planned: the scenarios as they are written today, to tell results of an older text.
  ///   - target: only of runs on this one; nil: of all.
  static func load(
    _ round: Int, _ store: CampaignStore, _ workspace: Workspace, planned: [PlannedScenario]? = nil,
    target: String? = nil
  ) async throws -> Report {
    guard let latest = try await store.latest(round: round, planned: planned, target: target) else {
      throw nothingRun(round)
    }
    return try await Report.load(
      latest, from: store, roleNames: workspace.roleNames, language: workspace.project.language, target: target)
  }

  /// Says that there is nothing to report.
  static func nothingRun(_ round: Int) -> CommandEnd {
    Console.error("nothing was run in round \(round)\n  = hint: lmsaccept run")
    return CommandEnd(.nothingRan)
  }
}
