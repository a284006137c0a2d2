import ArgumentParser
import Diagnostics
import RunModel
import StepLibrary

/// `lmsaccept check`: everything that can be said without asking the LMS.
struct CheckCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Read project, library and scenarios and say everything that is wrong; sends nothing.")

  @OptionGroup var project: ProjectOptions
  @OptionGroup var selection: SelectionOptions
  @Flag(help: "Also refuse warnings and steps that the adapter does not automate.") var strict = false

  func run() async throws {
    let loaded = try WorkspaceLoader(options: project, needsSecrets: false).load(nil)
    var problems = loaded.problems
    guard let workspace = loaded.workspace else {
      problems += FeatureProblems.read(selection.paths)
      return try end(problems, scenarios: 0)
    }
    problems += workspace.library.review() + workspace.packProblems()
    let plan = try workspace.plan(selection)
    problems += plan.problems + plan.advice
    let missing = Automation.missing(in: plan.scenarios, book: workspace.library.book)
    problems += missing.map {
      Diagnostic(
        strict ? .error : .warning, "plan.missing", $0,
        hint: "write it in the adapter, or declare it manual or unsupported")
    }
    try end(problems, scenarios: plan.scenarios.count)
  }

  private func end(_ problems: [Diagnostic], scenarios: Int) throws {
    Console.report(problems)
    let errors = problems.count { $0.severity == .error || strict }
    let warnings = problems.count - errors
    let tail = warnings == 0 ? "" : ", \(warnings) warning\(warnings == 1 ? "" : "s")"
    if errors > 0 {
      Console.error("\n\(errors) error\(errors == 1 ? "" : "s")\(tail)")
      throw CommandEnd(.unreadable)
    }
    guard scenarios > 0 else {
      throw Nothing.selected(selection)
    }
    let count = scenarios == 1 ? "1 scenario is" : "\(scenarios) scenarios are"
    Console.line("\(count) understood; nothing was sent\(tail)")
  }
}

extension Automation {
  /// A sentence for each used step that the adapter says nothing about.
  static func missing(in scenarios: [PlannedScenario], book: StepBook) -> [String] {
    var ids: Set<String> = []
    for step in scenarios.flatMap(\.steps) {
      guard case .matched(let match) = step.understanding, book.automation[match.definition] == .missing else {
        continue
      }
      ids.insert(book.definitions[match.definition].id)
    }
    return ids.sorted().map { "the adapter has no code for \"\($0)\" and says nothing about it: a person will do it" }
  }
}
