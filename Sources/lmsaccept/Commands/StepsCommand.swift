import ArgumentParser
import Diagnostics
import JSON
import Reporting
import RunModel
import StepLibrary

/// `lmsaccept steps`: every sentence there is, what each adapter makes of it, and where it is used.
struct StepsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "steps", abstract: "List the sentences that scenarios can use; with TEXT only those that hold it.")

  @OptionGroup var project: ProjectOptions
  @Argument(help: "Words that the sentence, its id or its explanation must hold.") var text: [String] = []
  @Option(help: ArgumentHelp("An area (USR) or a chapter (users).", valueName: "area")) var area: String?
  @Flag(help: "What each adapter automates, side by side.") var coverage = false
  @Flag(help: "How often scenarios use each step.") var usage = false
  @Option(name: .customLong("in"), help: ArgumentHelp("For --usage: feature files or folders.", valueName: "path"))
  var paths: [String] = []
  @Option(help: ArgumentHelp("For --usage: a tag expression.", valueName: "expression")) var tags: String?
  @Flag(help: "List the things that \"the following … exist\" can make, with their columns.") var kinds = false
  @Flag(help: "List the words that a parameter such as {field} or {role} stands for.") var words = false
  @Flag(help: "Print JSON.") var json = false
  @Flag(help: "Print Markdown.") var markdown = false

  func validate() throws {
    if [coverage, usage, kinds, words].count(where: { $0 }) > 1 {
      throw ValidationError("--coverage, --usage, --kinds and --words are four listings; choose one")
    }
    if json, markdown { throw ValidationError("choose --json or --markdown") }
    if usage || kinds || words, markdown { throw ValidationError("--markdown is for steps and --coverage") }
    if !usage, !paths.isEmpty || tags != nil { throw ValidationError("--in and --tags are for --usage") }
  }

  func run() throws {
    let workspace = try CommandContext.load(project, needsSecrets: false).workspace
    if kinds { return try showKinds(workspace) }
    if words { return try showWords(workspace) }
    var scenarios: [PlannedScenario] = []
    if usage {
      let plan = try workspace.plan(SelectionOptions.parse((tags.map { ["--tags", $0] } ?? []) + ["--"] + paths))
      Console.report(plan.problems)
      scenarios = plan.scenarios
    }
    let comparesAdapters = coverage || markdown || json
    let libraries = comparesAdapters ? try workspace.librariesOfAllAdapters() : [workspace.library]
    let listing = StepListing(libraries, scenarios: scenarios).filtered(isWanted)
    guard !listing.rows.isEmpty else {
      Console.error("no step holds \(searched)\n  = hint: lmsaccept steps lists all; fewer words find more")
      throw CommandEnd(.nothingRan)
    }
    if json { return Console.line(listing.json.text) }
    let page = StepPages(listing, languages: shownLanguages(workspace), width: Console.width)
    if coverage { return Console.text(markdown ? listing.coverageMarkdown() : page.coverage()) }
    if markdown { return Console.text(listing.markdown()) }
    Console.text(usage ? page.usage(scenarios: scenarios.count) : page.steps())
  }

  private var searched: String {
    (text.map { "\"\($0.visibleLine)\"" } + (area.map { ["--area \($0.visibleLine)"] } ?? [])).joined(separator: " ")
  }

  /// The languages asked for; without `--language` the project's.
  private func shownLanguages(_ workspace: Workspace) -> [String] {
    project.language.map { $0.split(separator: ",").map(String.init) } ?? [workspace.project.language]
  }

  private func isWanted(_ row: StepListing.Row) -> Bool {
    let definition = row.definition
    if let area = area?.lowercased(), definition.area.lowercased() != area, row.chapter != area { return false }
    let texts = [definition.id, definition.doc] + definition.wordings.map(\.pattern) + definition.examples
    return text.allSatisfy { word in texts.contains { $0.lowercased().contains(word.lowercased()) } }
  }

  private func showKinds(_ workspace: Workspace) throws {
    let kinds = workspace.library.book.kinds.values.sorted { $0.name < $1.name }.filter { kind in
      let texts = [kind.name] + kind.names.values.flatMap(\.self) + kind.columns.map(\.name)
      return text.allSatisfy { word in texts.contains { $0.lowercased().contains(word.lowercased()) } }
    }
    guard !kinds.isEmpty else {
      Console.error("no kind of thing holds \(searched)\n  = hint: lmsaccept steps --kinds lists all")
      throw CommandEnd(.nothingRan)
    }
    let page = KindPage(
      kinds, languages: shownLanguages(workspace), unsupported: workspace.library.unsupportedKinds.mapValues(\.english))
    if json { Console.line(page.json.text) } else { Console.text(page.text(width: Console.width)) }
  }
}

extension StepsCommand {
  private func showWords(_ workspace: Workspace) throws {
    let lists = workspace.library.book.words.sorted { $0.key < $1.key }.compactMap { name, words in
      let found = words.filter { word in
        let texts = [name, word.key] + word.spellings.values.flatMap(\.self)
        return text.allSatisfy { part in texts.contains { $0.lowercased().contains(part.lowercased()) } }
      }
      return found.isEmpty ? nil : (name: name, words: found)
    }
    guard !lists.isEmpty else {
      Console.error("no list has a word with \(searched)\n  = hint: lmsaccept steps --words lists all")
      throw CommandEnd(.nothingRan)
    }
    let page = WordPage(lists, languages: shownLanguages(workspace))
    if json { Console.line(page.json.text) } else { Console.text(page.text(width: Console.width)) }
  }
}

extension Workspace {
  /// The project's library first, then the same vocabulary with each other adapter that is there.
  func librariesOfAllAdapters() throws -> [Library] {
    let names = library.files.paths(in: "adapters").compactMap { path -> String? in
      let name = String(path.dropFirst("adapters/".count).dropLast(".lua".count))
      return name.contains("/") || name == "common" || name == target.adapter ? nil : name
    }
    var libraries = [library]
    for name in names.sorted() {
      var settings = library.settings
      settings.main.adapter = name
      settings.others = []
      libraries.append(try Library(files: library.files, settings: settings))
    }
    return libraries
  }
}
