import Campaign
import RunModel
import Worksheets

extension SheetRegister {
  /// Every sheet that was handed out from this campaign.
  static func load(
    _ store: CampaignStore, _ workspace: Workspace, tester: String?, round: Int?
  ) async throws -> SheetRegister {
    let project = workspace.project.name
    var sheets: [HandedOutSheet] = []
    for round in 1...(try await store.currentRound()) {
      guard let latest = try await store.latest(round: round) else { continue }
      let rows = JoinedResult.join(latest.record, verdicts: []).flatMap(\.rows).map(\.row)
      for (role, rows) in Dictionary(grouping: rows, by: { $0.isForLead ? "lead" : $0.role }) {
        sheets.append(
          HandedOutSheet(
            id: SheetID(project: project, round: round, role: role), round: round, tester: "", role: role, issue: 1,
            language: workspace.project.language,
            rows: Dictionary(rows.map { ($0.id, $0.fingerprint) }) { first, _ in first }))
      }
    }
    return SheetRegister(
      project: project, sheets: sheets, testers: workspace.project.testers.map(\.name), tester: tester,
      round: round, language: workspace.project.language)
  }
}
