import ArgumentParser
import Campaign
import Diagnostics
import Foundation
import RunModel
import StepLibrary

/// `lmsaccept check`: everything that can be said before a run; without `--online` nobody asks the LMS.
struct CheckCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Read project, library and scenarios and say everything that is wrong; sends nothing without --online.")

  @OptionGroup var project: ProjectOptions
  @OptionGroup var selection: SelectionOptions
  @Flag(help: "Also refuse warnings and steps that the adapter does not automate.") var strict = false

  @Flag(help: "Also ask the LMS whether it offers what these scenarios need.") var online = false

  func run() async throws {
    if online { try CommandContext.requireProject(project, "lmsaccept check --online") }
    let loader = WorkspaceLoader(options: project, needsSecrets: online)
    let (paths, folder) = (selection.paths, try loader.projectFolder())
    // On another processor: neither needs the other.
    async let texts = FeatureTexts(paths, project: folder)
    let loaded = try loader.load(nil)
    var problems = loaded.problems
    guard let workspace = loaded.workspace else { return try end(problems + (await texts).problems, scenarios: 0) }
    problems += workspace.library.review() + workspace.packProblems()
    let plan = try workspace.plan(selection, texts: await texts, findings: try await workspace.findings())
    problems += plan.problems + plan.advice
    let missing = Automation.missing(in: plan.scenarios, book: workspace.library.book)
    problems += missing.map {
      Diagnostic(
        strict ? .error : .warning, "plan.missing", $0.message,
        hint: $0.hint ?? "write it in the adapter, or declare it manual or unsupported")
    }
    problems += genericSteps(plan.scenarios, book: workspace.library.book)
    guard online else { return try end(problems, scenarios: plan.scenarios.count) }
    switch try await offers(workspace) {
    case .success(let offers):
      problems += OnlineCheck(offers: offers, book: workspace.library.book).problems(plan.scenarios)
      let target = workspace.target
      let answer =
        offers.contains { $0.target == target.name }
        ? "\(target.name) offers what they need"
        : "\(target.name) answers, but the adapter \(target.adapter) does not say what it offers"
      try end(problems, scenarios: plan.scenarios.count, answer: answer.visibleLine)
    case .failure(let problem):
      if isRefused(problems) { try end(problems, scenarios: plan.scenarios.count) }
      Console.report(problems)
      Console.error("error: \(workspace.target.name) could not be asked: \(problem.message)".visible)
      Console.error("  = hint: lmsaccept doctor says more; check without --online asks nobody")
      throw CommandEnd(.broken)
    }
  }

  private func offers(_ workspace: Workspace) async throws -> Result<[Offers], LibraryRun.AskingProblem> {
    try await CommandContext(workspace: workspace).asking { library in
      // An adapter that does not say what is offered asks nothing either: whether anybody answers is found out here.
      if let trouble = await library.probe() { return .failure(LibraryRun.AskingProblem(message: trouble)) }
      if case .failure(let problem) = await library.fingerprint() { return .failure(problem) }
      // One person says what people may call; before `lmsaccept seed` there may be none who can sign in.
      let candidate = workspace.project.people.first { $0.columns["token"] == nil }?.handle
      var person: String?
      if let candidate, await library.signIn(candidate) == nil { person = candidate }
      return await library.offers(person: person)
    }
  }

  /// A scenario that speaks of requests is read by nobody who accepts an LMS; each place once, also in outlines.
  private func genericSteps(_ scenarios: [PlannedScenario], book: StepBook) -> [Diagnostic] {
    var told: Set<String> = []
    return scenarios.flatMap { scenario in
      scenario.steps.compactMap { step in
        guard case .matched(let match) = step.understanding, book.definitions[match.definition].isGeneric,
          told.insert("\(scenario.file.path):\(step.offset)").inserted
        else { return nil }
        let range = SourceRange(step.offset, step.offset + step.text.utf8.count)
        return Diagnostic(
          strict ? .error : .warning, "plan.generic", "a plain request says how something is asked, not what it means",
          in: scenario.file, at: Label(range, book.definitions[match.definition].id),
          hint: "give what it means a word of its own in the vocabulary; lmsaccept steps shows how others say it")
      }
    }
  }

  private func isRefused(_ problems: [Diagnostic]) -> Bool { problems.contains { $0.severity == .error || strict } }

  /// - Parameter answer: what the LMS said; without `--online` nobody asked.
  private func end(_ problems: [Diagnostic], scenarios: Int, answer: String = "nothing was sent") throws {
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
    Console.line("\(count) understood; \(answer)\(tail)")
  }
}

extension Automation {
  /// So many are told one by one; an adapter that has only begun lacks them all.
  private static let mostToldSingly = 10

  /// A sentence for each used step that the adapter says nothing about, or one for all of them.
  static func missing(
    in scenarios: [PlannedScenario], book: StepBook
  ) -> [(message: String, hint: String?)] {
    var ids: Set<String> = []
    for step in scenarios.flatMap(\.steps) {
      guard case .matched(let match) = step.understanding, book.automation[match.definition] == .missing else {
        continue
      }
      ids.insert(book.definitions[match.definition].id)
    }
    if ids.count > mostToldSingly {
      return [
        (
          "the adapter has no code for \(ids.count) steps and says nothing about them: a person will do them",
          "lmsaccept steps --coverage lists what is written and what is not"
        )
      ]
    }
    return ids.sorted().map {
      ("the adapter has no code for \"\($0)\" and says nothing about it: a person will do it", nil)
    }
  }
}
