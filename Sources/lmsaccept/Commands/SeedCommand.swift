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
    let planned = try context.workspace.plan(selection, findings: try await context.workspace.findings())
    Console.report(planned.problems)
    if planned.problems.contains(where: { $0.severity == .error }) { throw CommandEnd(.unreadable) }
    guard !planned.scenarios.isEmpty else {
      throw Nothing.selected(selection)
    }
    if plan {
      return SeedListing(library: context.workspace.library).show(planned.scenarios)
    }
    if adopt { context = try CommandContext(workspace: context.workspace.adoptingEverything()) }
    let store = try context.store(makesFile: true)
    let needs = SeedNeeds(planned.scenarios, library: context.workspace.library)
    let ends = try await context.withSystem(store) { await $0.seed(planned.scenarios) }
    // What the LMS has no place for keeps its scenario from running; it is no trouble of the others.
    let troubles = ends.filter { $0.result.outcome != .notApplicable }
    for trouble in troubles {
      Console.error("\(trouble.scenario.title): \(trouble.result.message)".visible)
    }
    let skipped = ends.filter { $0.result.outcome == .notApplicable }
      .map { (scenario: $0.scenario, reason: $0.result.message) }
    SeedListing.show(notApplicable: needs.notApplicable + skipped)
    let entries = try await store.open(target: nil, scenario: nil)
    Console.line(CampaignThings.inPlace(entries.count, context.workspace.target.name))
    if !troubles.isEmpty { throw CommandEnd(.broken) }
  }
}

/// What `seed` would make, each thing once, by kind.
struct SeedListing {
  let library: Library

  func show(_ scenarios: [PlannedScenario]) {
    let needs = SeedNeeds(scenarios, library: library)
    if !needs.people.isEmpty { Console.line("people") }
    for person in needs.people { Console.line("  \(person.handle) (\(person.role))".visibleLine) }
    let rows = rows(needs)
    for kind in rows.keys.sorted() {
      let writeOnly = library.book.kinds[kind]?.columns.filter(\.isWriteOnly).map(\.name) ?? []
      let note = writeOnly.isEmpty ? "" : "  (\(writeOnly.joined(separator: ", ")): set when made, not compared)"
      Console.line("\(kind)\(note)")
      for line in rows[kind] ?? [] { Console.line("  \(line.visibleLine)") }
    }
    SeedListing.show(notApplicable: needs.notApplicable)
    for (kind, reason) in needs.leftOut { Console.line("\(kind)  (left out: \(reason))".visibleLine) }
    let count = needs.ownCount
    if count > 0 {
      Console.line(
        count == 1
          ? "1 thing belongs to its scenario and is made only when it runs"
          : "\(count) things belong to their scenarios and are made only when these run")
    } else if needs.people.isEmpty, rows.isEmpty {
      Console.line("nothing is needed beforehand")
    }
  }

  /// One line for each reason: `not applicable, nothing made: kolibri has no quiz (ASM-02, ASM-03)`.
  static func show(notApplicable scenarios: [(scenario: PlannedScenario, reason: String)]) {
    var ids: [String: [String]] = [:]
    for (scenario, reason) in scenarios where ids[reason]?.contains(scenario.id) != true {
      ids[reason, default: []].append(scenario.id)
    }
    for (reason, ids) in ids.sorted(by: { $0.key < $1.key }) {
      let more = ids.count > 5 ? " and \(ids.count - 5) more" : ""
      let named = ids.prefix(5).joined(separator: ", ") + more
      Console.line("not applicable, nothing made: \(reason) (\(named))".visibleLine)
    }
  }

  private func rows(_ needs: SeedNeeds) -> [String: [String]] {
    var rows: [String: [String]] = [:]
    for person in needs.peopleWithSiteRole {
      rows["role assign", default: []].append("user=\(person.handle)  role=\(person.role)")
    }
    for step in needs.scenarios.flatMap(needs.seeds) {
      guard case .seed(let table) = step.understanding else { continue }
      for row in table.rows {
        let line = row.map { "\($0.column)=\($0.text)" }.joined(separator: "  ")
        if rows[table.kind]?.contains(line) != true { rows[table.kind, default: []].append(line) }
      }
    }
    return rows
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
