import ArgumentParser
import Campaign
import Diagnostics
import Foundation
import JSON
import Reporting
import RunModel

/// `lmsaccept criteria`: whether the tests may begin, go on and end; a gate for pipelines.
struct CriteriaCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "criteria", abstract: "Say which entry, suspension and exit criteria are met, and what is missing.")

  @OptionGroup var project: ProjectOptions
  @Option(help: ArgumentHelp("Only some: entry, suspension, exit.", valueName: "list")) var kind: String?
  @Flag(help: "For programs.") var json = false
  @Flag(help: "End with 6 when anything that applies is not met or was not measured.") var requireMet = false
  @Option(help: ArgumentHelp("Another round than the newest.", valueName: "number")) var round: Int?

  func validate() throws { _ = try kinds() }

  func run() async throws {
    let context = try CommandContext.load(project, needsSecrets: false)
    let kinds = try kinds()
    let criteria = try await criteria(context).filter { kinds.contains($0.kind) }
    if json {
      Console.line(AcceptanceReport.json(criteria).text)
    } else {
      for line in CriteriaText.lines(criteria, Texts(language: "en")) { Console.line(line) }
    }
    let open = criteria.filter(\.isOpen).map(\.id)
    guard requireMet, !open.isEmpty else { return }
    Console.error("not met or not measured: \(open.joined(separator: ", "))")
    throw CommandEnd(.incomplete)
  }

  /// Before the first run there is nothing to measure, and everything says so.
  private func criteria(_ context: CommandContext) async throws -> [Criterion] {
    let workspace = context.workspace
    let texts = Texts(language: "en")
    guard FileManager.default.fileExists(atPath: workspace.project.campaign) else {
      let plan = workspace.plannedToday()
      return Criteria(
        .init(
          results: [], planned: plan.scenarios, trouble: plan.trouble, requirements: workspace.project.requirements,
          settings: workspace.project.criteria,
          round: .init(testers: workspace.project.testers, isEntry: try workspace.entryPack())), texts
      ).all
    }
    let store = try context.store()
    let inputs = try await AcceptanceDesk.inputs(workspace, store, round: round, language: "en")
    if inputs.planned == nil {
      Console.error("warning: \(Criteria.unreadable(texts, inputs.planTrouble))")
      Console.error("  = hint: lmsaccept check says why; ask where Scenarios/ is")
    }
    return AcceptanceReport(inputs).criteria
  }

  private func kinds() throws -> Set<Criterion.Kind> {
    guard let kind else { return Set(Criterion.Kind.allCases) }
    return Set(
      try kind.split(separator: ",").map { name in
        if let kind = Criterion.Kind(rawValue: String(name)) { return kind }
        let names = Criterion.Kind.allCases.map(\.rawValue)
        let near = nearestName(to: String(name), among: names).map { "did you mean \($0)?" }
        throw ValidationError("no kind \"\(name)\"; \(near ?? "kinds: \(names.joined(separator: ","))")")
      })
  }
}
