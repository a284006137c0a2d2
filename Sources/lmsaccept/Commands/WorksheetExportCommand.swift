import ArgumentParser
import Campaign
import Diagnostics
import Foundation
import Reporting
import RunModel
import Spreadsheets
import Worksheets

/// `lmsaccept worksheet export`: what people judge, one file for each tester and role.
struct WorksheetExportCommand: AsyncParsableCommand {
  enum Format: String, ExpressibleByArgument, CaseIterable { case xlsx, csv }
  enum Dialect: String, ExpressibleByArgument, CaseIterable { case people, rfc4180 }

  static let configuration = CommandConfiguration(
    commandName: "export", abstract: "Write worksheets for testers: one for each tester and role.")

  @OptionGroup var project: ProjectOptions
  @Option(help: ArgumentHelp("The round; default: the current one.", valueName: "number")) var round: Int?
  @Option(help: ArgumentHelp("Only this tester's.", valueName: "name")) var tester: String?
  @Option(help: ArgumentHelp("Only this role's; lead for the lead's own.", valueName: "role")) var role: String?
  @Option(help: "xlsx for people, csv for whoever wants it.") var format = Format.xlsx
  @Option(help: "Of csv: people (as spreadsheet programs open it) or rfc4180.") var dialect = Dialect.people
  @Option(help: ArgumentHelp("The folder for the files.", valueName: "folder")) var out = "Reports/worksheets"

  func run() async throws {
    if let language = project.language, !["en", "nl"].contains(language) {
      throw ValidationError("worksheets are in en or nl, not \"\(language.visibleLine)\"")
    }
    let context = try CommandContext.load(project, needsSecrets: false)
    let store = try context.store()
    let current = try await store.currentRound()
    let number = round ?? current
    guard (1...current).contains(number) else {
      throw RowEnd.usage("there is no round \(number)", hint: "lmsaccept round status lists them")
    }
    let printing = SheetPrinting(context.workspace, store, language: project.language)
    if number == current { try await sayWhatWasNotRun(context.workspace, store, round: number) }
    guard let all = try await printing.drafts(round: number) else { throw RoundReport.nothingRun(number) }
    let drafts = try wanted(all, context.workspace.project)
    let sheets = try await printing.sheets(drafts, round: number)
    Allocator.giveBack()
    let files = try ReportFiles(folder: out)
    for sheet in sheets {
      let path = try write(sheet, to: files)
      let count = sheet.draft.rows.count
      Console.line("wrote \(path)  (\(count) row\(count == 1 ? "" : "s"))")
    }
    for draft in drafts where draft.rows.isEmpty {
      let who = draft.tester.isEmpty ? draft.roleName : "\(draft.tester) (\(draft.roleName))"
      Console.line("nothing to do for \(who)".visibleLine)
    }
    // Roles without a row have no draft at all.
    let idle = context.workspace.project.testers.map(\.name).filter { name in
      (tester == nil || tester == name) && !drafts.contains { $0.tester == name }
    }
    if role == nil { for name in idle { Console.line("nothing to do for \(name)".visibleLine) } }
    if drafts.isEmpty, let role { Console.line("nothing to do for \(role)".visibleLine) }
    if drafts.isEmpty, idle.isEmpty, role == nil {
      Console.line("round \(number): no scenario has anything for people")
    }
  }

  /// A scenario that no run came past stands on no sheet: nothing was made ready for it. Whoever hands sheets out must
  /// know.
  private func sayWhatWasNotRun(_ workspace: Workspace, _ store: CampaignStore, round: Int) async throws {
    let chosen = try await store.rounds().last { $0.number == round }?.scenarios ?? []
    let missing = try await chosen.isEmpty ? unplanned(workspace, store, round) : notRun(chosen, store, round)
    if missing == 0 { return }
    Console.error(
      missing == 1
        ? "note: 1 scenario of the round was not run yet and stands on no sheet"
        : "note: \(missing) scenarios of the round were not run yet and stand on no sheet")
    Console.error("  = hint: lmsaccept run\(chosen.isEmpty ? "" : " --due") makes ready what people then judge")
  }

  private func notRun(_ chosen: [RoundScenario], _ store: CampaignStore, _ round: Int) async throws -> Int {
    let done = Set(try await store.lastResults(round: round).map { "\($0.scenario)\0\($0.exampleKey)" })
    return chosen.count { !done.contains("\($0.id)\0\($0.exampleKey)") }
  }

  /// A round that holds everything lacks what stands in the features and has no result. Twins in two languages have one
  /// id, and one of them is enough.
  private func unplanned(_ workspace: Workspace, _ store: CampaignStore, _ round: Int) async throws -> Int {
    // After a run of everything nothing is missing, and planning takes longer than printing.
    let isWhole = try await store.runs().contains { run in
      run.round == round && run.selection == SelectionOptions.everything
        && run.outcomes.values.reduce(0, +) == run.scenarios
    }
    if isWhole { return 0 }
    var done: Set<String> = []
    for earlier in 1...round { done.formUnion(try await store.lastResults(round: earlier).map(\.scenario)) }
    return Set(try workspace.plan(SelectionOptions.parse([])).scenarios.map(\.id)).subtracting(done).count
  }

  /// - Returns: the path.
  private func write(_ sheet: PrintedSheet, to files: ReportFiles) throws -> String {
    let name = "\(sheet.name).\(format.rawValue)"
    guard format == .xlsx else {
      return try files.write(sheet.csv(dialect == .people ? .people : .rfc4180), as: name)
    }
    let book: XLSXFile
    do throws(XLSXProblem) {
      book = try sheet.workbook()
    } catch {
      Console.report([error.diagnostic(path: name)])
      throw CommandEnd(.unreadable)
    }
    return try files.write(as: name) { append throws(ReportFiles.Problem) in
      do throws(XLSXProblem) {
        try book.read(append)
      } catch {
        throw ReportFiles.Problem(path: name, message: error.message)
      }
    }
  }

  /// Those of the tester and the role; a name that nobody has is a usage error with the nearest.
  private func wanted(_ drafts: [SheetDraft], _ project: Project) throws -> [SheetDraft] {
    if let tester { try require(tester, among: project.testers.map(\.name), "tester") }
    // The lead, and a role that somebody tests in, may have nothing to do.
    let roles = drafts.flatMap { [$0.role, $0.roleName] } + ["lead"] + project.testers.flatMap(\.roles)
    if let role, !roles.contains(role) {
      try require(role, among: roles.reduce(into: []) { if !$1.isEmpty, !$0.contains($1) { $0.append($1) } }, "role")
    }
    return drafts.filter { draft in
      (tester == nil || draft.tester == tester) && (role == nil || role == draft.role || role == draft.roleName)
    }
  }

  private func require(_ name: String, among names: [String], _ what: String) throws {
    if names.contains(name) { return }
    Console.error("error: there is no \(what) \"\(name.visibleLine)\"")
    let near = nearestName(to: name, among: names).map { "did you mean \"\($0)\"?" }
    let list =
      names.isEmpty ? "name testers under testers: in the project file" : "known: \(names.joined(separator: ", "))"
    Console.error("  = hint: \((near ?? list).visibleLine)")
    throw CommandEnd(.usage)
  }
}
