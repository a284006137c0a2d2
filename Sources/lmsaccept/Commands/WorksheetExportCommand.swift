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
    let drafts = try wanted(try await printing.drafts(round: number), context.workspace.project)
    let sheets = try await printing.sheets(drafts, round: number)
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
