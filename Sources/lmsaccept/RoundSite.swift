import ArgumentParser
import Campaign
import Diagnostics
import Foundation
import Reporting
import RunModel
import StepLibrary

/// Asks the site what it is, for the round: when it begins, or in its first run, and in each later run to see whether it
/// changed.
enum RoundSite {
  /// nil when it cannot be read, which was said then.
  static func read(_ workspace: Workspace) async throws -> SiteFingerprint? {
    let answer = try await CommandContext(workspace: workspace).asking { await $0.fingerprint() }
    switch answer {
    // An adapter that says nothing about its site: nobody can tell whether it is still the same.
    case .success(let lines) where lines.isEmpty: return nil
    case .success(let lines):
      // Where the built-in LMS listens changes with every run; what it is does not.
      let address = workspace.isBuiltIn ? [] : [(name: "address", text: workspace.target.base)]
      let target = [(name: "target", text: "\(workspace.target.name) (\(workspace.target.adapter))")]
      return SiteFingerprint(target + address + lines.map { (name: "site \($0.name)", text: $0.text) })
    case .failure(let problem):
      Console.error("the site's fingerprint cannot be read: \(problem.message)".visibleLine)
      return nil
    }
  }

  /// Compares the site with the round's; a change is said, for all results before it are of something else.
  static func check(_ workspace: Workspace, _ store: CampaignStore, round: Int) async throws {
    guard let site = try await read(workspace) else { return }
    let reading = try await store.note(
      site: site, round: round, run: store.currentRun, requirements: workspace.project.requirements)
    guard case .changed(let differences) = reading else { return }
    Console.error("warning: the site is not the one that round \(round) began on")
    for difference in differences.prefix(5) { Console.error("  \(difference)".visibleLine) }
    if differences.count > 5 { Console.error("  and \(differences.count - 5) more") }
    Console.error("  the results before it are stale now and count for nothing")
    Console.error("  = hint: lmsaccept round start --reason TEXT begins a round on it")
  }
}

/// The scenarios as they are written today, or why nobody knows them.
struct PlanToday {
  var scenarios: [PlannedScenario]?
  var trouble: PlanTrouble?
}

extension Workspace {
  /// All scenarios as they are written today; none when the default folder is not there or cannot be read.
  ///
  /// Of twins those in the language that was run: in whatever language a report is written, it is about that.
  func plannedToday(_ store: CampaignStore) async throws -> PlanToday {
    var workspace = self
    if let language = try await store.language(ofRunsOn: target.name) {
      workspace.languages = [language] + languages.filter { $0 != language }
    }
    return workspace.plannedToday()
  }

  /// The same in the languages that the command line or the project prefers, where nothing was run yet.
  func plannedToday() -> PlanToday {
    let folder = "Scenarios/"
    guard FileManager.default.fileExists(atPath: folder) else { return PlanToday(trouble: .noFolder(folder)) }
    guard let selection = try? SelectionOptions.parse([]), let plan = try? plan(selection) else {
      return PlanToday(trouble: .wrong(folder))
    }
    if let problem = plan.problems.first(where: { $0.severity == .error }) {
      let line =
        problem.file.flatMap { file in problem.label.map { ":\(file.position(at: $0.range.lower).line)" } } ?? ""
      return PlanToday(trouble: .wrong("\(problem.file?.path ?? folder)\(line): \(problem.message)"))
    }
    if plan.scenarios.isEmpty { return PlanToday(trouble: .noScenario(folder)) }
    return PlanToday(scenarios: plan.scenarios)
  }
}
