import ArgumentParser
import Campaign
import Diagnostics
import RunModel
import StepLibrary

/// `lmsaccept seed`: everything the selected scenarios need beforehand.
struct SeedCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "seed", abstract: "Make people and content that scenarios need, so that testers find them ready.")

  @OptionGroup var project: ProjectOptions
  @OptionGroup var selection: SelectionOptions
  @Flag(help: "Only say what the scenarios need; sends nothing.") var plan = false
  @Flag(help: "Change things that are there already and differ; clean puts them back.") var adopt = false

  func run() async throws {
    var context =
      plan
      ? try CommandContext.load(project, needsSecrets: false)
      : try CommandContext.loadForSystem(project, "lmsaccept seed")
    let planned = try context.workspace.plan(selection)
    Console.report(planned.problems)
    if planned.problems.contains(where: { $0.severity == .error }) { throw CommandEnd(.unreadable) }
    guard !planned.scenarios.isEmpty else {
      throw Nothing.selected(selection)
    }
    if plan {
      return SeedListing(book: context.workspace.library.book, project: context.workspace.project).show(
        planned.scenarios)
    }
    if adopt { context = try CommandContext(workspace: context.workspace.adoptingEverything()) }
    let store = try context.store(makesFile: true)
    let scenarios = planned.scenarios.filter { $0.notApplicable == nil }
    let troubles = try await context.withSystem(store) { await $0.seed(scenarios) }
    for trouble in troubles {
      Console.error("\(trouble.scenario.title): \(trouble.result.message)".visible)
    }
    let entries = try await store.open(target: nil, scenario: nil)
    Console.line("\(entries.count) things of this campaign are in \(context.workspace.target.name)")
    if !troubles.isEmpty { throw CommandEnd(.broken) }
  }
}

/// What scenarios need, each thing once, by kind.
struct SeedListing {
  let book: StepBook
  let project: Project

  func show(_ scenarios: [PlannedScenario]) {
    var needed: [String: [String]] = [:]
    func note(_ kind: String, _ line: String) {
      if needed[kind]?.contains(line) != true { needed[kind, default: []].append(line) }
    }
    for scenario in scenarios where scenario.notApplicable == nil {
      for handle in scenario.people {
        let role = project.people.first { $0.handle == handle }?.role ?? ""
        note("people", role.isEmpty ? handle : "\(handle) (\(role))")
      }
      for step in scenario.steps {
        guard case .seed(let table) = step.understanding, !table.isNew else { continue }
        for row in table.rows { note(table.kind, row.map { "\($0.column)=\($0.text)" }.joined(separator: "  ")) }
      }
    }
    for kind in needed.keys.sorted(by: { $0 == "people" ? $1 != "people" : $1 != "people" && $0 < $1 }) {
      let writeOnly = book.kinds[kind]?.columns.filter(\.isWriteOnly).map(\.name) ?? []
      let note = writeOnly.isEmpty ? "" : "  (\(writeOnly.joined(separator: ", ")): set when made, not compared)"
      Console.line("\(kind)\(note)")
      for line in needed[kind] ?? [] { Console.line("  \(line.visibleLine)") }
    }
  }
}

extension Workspace {
  /// The same workspace with every kind adopted; the library is read again with it.
  func adoptingEverything() throws -> Workspace {
    var workspace = self
    workspace.project.adopt = library.book.kinds.keys.sorted()
    guard let settings = LibrarySettings(workspace.project, mark: library.settings.mark) else { return workspace }
    workspace.library = try Library(files: library.files, settings: settings)
    return workspace
  }
}
