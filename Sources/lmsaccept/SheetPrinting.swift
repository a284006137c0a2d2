import Campaign
import Diagnostics
import Reporting
import RunModel
import Worksheets

/// Registers the worksheets of a round and prints them: what `run`, `report` and `worksheet export` hand out is the same.
struct SheetPrinting {
  let workspace: Workspace
  let store: CampaignStore
  var language: String

  init(_ workspace: Workspace, _ store: CampaignStore, language: String? = nil) {
    self.workspace = workspace
    self.store = store
    self.language = language ?? workspace.project.language
  }

  /// What is open in a round, with what was said in the rounds before.
  ///
  /// - Parameter results: the state of the round, where it is at hand; else it is read.
  /// - Returns: nil when nothing was run in the round or before it.
  /// - Throws: `CommandEnd` when two rows have one id, since no sheet could tell them apart.
  func drafts(_ results: [JoinedResult]? = nil, round: Int) async throws -> [SheetDraft]? {
    var said: [StoredVerdict] = []
    for earlier in 1..<max(1, round) { said += try await store.verdicts(round: earlier) }
    // A round that is the first has nothing before it.
    let findings = round > 1 ? try await store.findings() : []
    let before = SheetDraft.Before(said, findings, round: round)
    let testers = workspace.project.testers
    let share = { @Sendable in SheetDraft.Share(of: $0, before: before, testers: testers) }
    // Read one after the other: of ten thousands of rows only what stands on a sheet is held.
    // A run has them in the order of its paths; the same rows must be the same sheet, whoever prints it.
    let given = results?.map { (order: ScenarioOrder($0.scenario.scenario), share: share($0)) }
    let read =
      given == nil
      ? try await store.rowsForPeople(round: round, isAlone: true, share)
      : given?.sorted { $0.order < $1.order }.map(\.share)
    guard let shares = read else { return nil }
    let shared = RowCollision.diagnostics(RowCollision.shared(among: shares.map(\.rows)))
    if !shared.isEmpty {
      Console.report(shared)
      throw CommandEnd(.unreadable)
    }
    return SheetDraft.all(
      shares, testers: testers, texts: Texts(language: language), roleNames: workspace.roleNames(in: language))
  }

  /// Registers those with rows, in one transaction.
  func sheets(_ drafts: [SheetDraft], round: Int) async throws(CampaignProblem) -> [PrintedSheet] {
    let filled = drafts.filter { !$0.rows.isEmpty }
    let project = workspace.project.name
    let issued = try await store.issue(filled.map { $0.request(round: round, language: language) }) { request, issue in
      SheetID(
        project: project, round: request.round, tester: request.tester, role: request.role, issue: issue
      ).text
    }
    let known = try await knownIssues()
    return zip(filled, issued).map { PrintedSheet($0, $1, surroundings(of: $0, known)) }
  }

  /// Open findings, the weightiest first.
  func knownIssues() async throws(CampaignProblem) -> [KnownIssue] {
    let texts = Texts(language: language)
    return try await store.findings().filter(\.isOpen).sorted(by: Finding.byWeight).map { finding in
      KnownIssue(
        id: finding.id, scenario: finding[.title], summary: finding[.summary], status: texts.name(finding.status))
    }
  }

  private func surroundings(of draft: SheetDraft, _ known: [KnownIssue]) -> PrintedSheet.Surroundings {
    let project = workspace.project
    let tester = project.testers.first { $0.name == draft.tester } ?? Tester(name: "", roles: [draft.role])
    return PrintedSheet.Surroundings(
      project: project.name, base: workspace.isBuiltIn ? "" : workspace.target.base,
      account: tester.userName(in: draft.role, of: project.people), lead: project.lead, briefing: project.briefing,
      knownIssues: known,
      version: "lmsaccept \(Version.current)")
  }
}
