import Campaign
import RunModel
import Worksheets

extension SheetRegister {
  /// Every sheet that was handed out from this campaign.
  static func load(
    _ store: CampaignStore, _ workspace: Workspace, tester: String?, round: Int?
  ) async throws -> SheetRegister {
    let sheets = try await store.issuedSheets().compactMap { sheet -> HandedOutSheet? in
      guard let id = SheetID(sheet.id) else { return nil }
      let request = sheet.request
      return HandedOutSheet(
        id: id, round: request.round, tester: request.tester, role: request.role, issue: sheet.issue,
        language: request.language,
        rows: Dictionary(request.rows.map { ($0.id, $0.fingerprint) }) { first, _ in first })
    }
    return SheetRegister(
      project: workspace.project.name, sheets: sheets, testers: workspace.project.testers.map(\.name), tester: tester,
      round: round, language: workspace.project.language)
  }
}
