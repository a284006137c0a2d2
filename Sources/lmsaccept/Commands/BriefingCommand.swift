import ArgumentParser
import Campaign
import Diagnostics
import Foundation
import Reporting
import RunModel
import Worksheets

/// `lmsaccept briefing`: a page for each tester, and the lead's day plan.
struct BriefingCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "briefing", abstract: "Write a page for each tester, and the day plan for the lead.")

  @OptionGroup var project: ProjectOptions
  @Option(help: ArgumentHelp("Only this tester.", valueName: "name")) var tester: String?
  @Option(help: ArgumentHelp("The folder for pages and plan.", valueName: "folder")) var out = "Reports"

  func run() async throws {
    let context = try CommandContext.load(project, needsSecrets: false)
    let workspace = context.workspace
    let store = try context.store()
    let round = try await store.currentRound()
    let report = try await RoundReport.load(round, store, workspace)
    let texts = Texts(language: project.language ?? workspace.project.language)
    let work = TesterWork.all(report.results, project: workspace.project, texts: texts)
    if work.isEmpty {
      Console.line("round \(round): no row is open, so nobody needs a briefing")
      return
    }
    let plan = DayPlan(work)
    let files = try ReportFiles(folder: out)
    let known = try await SheetPrinting(workspace, store, language: texts.language).knownIssues()
    let head = try await store.journal().last.map { hex($0.digest) }
    let roleName = { (role: String) in role == "lead" ? texts("the lead", "de leider") : report.roleName(role) }
    for own in try wanted(work) {
      let name = own[0].tester
      let hands = own.map(\.role)
      let content = BriefingPage.Content(
        project: workspace.project.name, tester: name, target: workspace.target, round: round, work: own,
        sessions: plan.sessions.filter { $0.tester == name && hands.contains($0.role) }, lead: workspace.project.lead,
        settings: workspace.project.briefing,
        knownIssues: known.map { "\($0.id) \($0.summary)" }, version: Version.current, journalHead: head)
      let page = BriefingPage.bytes(content, texts: texts, roleName: roleName)
      let path = try files.write(page, as: "briefings/\(fileName(own[0], report)).html")
      let rows = own.reduce(0) { $0 + $1.rows }
      Console.line("wrote \(path)  (\(rows) row\(rows == 1 ? "" : "s"))")
    }
    guard tester == nil else { return }
    let lead = workspace.project.lead?.name ?? texts("the lead", "de leider")
    let name = texts("day-plan.csv", "dagplan.csv")
    let path = try files.write(DayPlanCSV.bytes(plan, lead: lead, texts: texts, roleName: roleName), as: name)
    Console.line("wrote \(path)  (\(plan.sessions.count) session\(plan.sessions.count == 1 ? "" : "s"))")
    let english = Texts(language: "en")
    for warning in plan.warnings { Console.line("  note: \(warning.text(english, roleName: { $0 }))".visibleLine) }
  }

  /// The work of each tester; of one by name, or a usage error with the nearest.
  private func wanted(_ work: [TesterWork]) throws -> [[TesterWork]] {
    let testers = work.filter { $0.role != "lead" }
    var groups: [[TesterWork]] = []
    for one in testers {
      if let place = groups.firstIndex(where: { $0[0].hands == one.hands }) {
        groups[place].append(one)
      } else {
        groups.append([one])
      }
    }
    guard let tester else { return groups }
    let own = groups.filter { $0[0].tester == tester }
    if !tester.isEmpty, !own.isEmpty { return own }
    let names = groups.map { $0[0].tester }.filter { !$0.isEmpty }
    let near = nearestName(to: tester, among: names).map { "did you mean \"\($0)\"?" }
    let list =
      names.isEmpty ? "name testers under testers: in the project file" : "they are: \(names.joined(separator: ", "))"
    Console.error("error: no tester \"\(tester.visibleLine)\" has open rows")
    Console.error("  = hint: \((near ?? list).visibleLine)")
    throw CommandEnd(.usage)
  }

  private func fileName(_ work: TesterWork, _ report: Report) -> String {
    let name = work.tester.isEmpty ? report.roleName(work.role) : work.tester
    return "briefing-" + String(name.lowercased().map { $0.isLetter || $0.isNumber ? $0 : "-" })
  }
}
