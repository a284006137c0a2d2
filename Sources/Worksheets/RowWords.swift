import Campaign
import RunModel

/// What a row's own columns say.
enum RowWords {
  static func text(_ column: WorksheetColumn, of row: PersonRow, _ texts: Texts) -> String {
    switch column {
    // The machine did the rest; the lead makes ready what stands under expect.
    case .actions where row.actions.isEmpty: row.isForLead ? "" : texts("Look, and judge.", "Kijk en oordeel.")
    case .actions: numbered(row.actions)
    case .expect: row.expectation ?? texts("it worked", "het lukte")
    default: ""
    }
  }

  static func scenario(_ scenario: PlannedScenario) -> String { "\(scenario.title) \(scenario.name)" }

  private static func numbered(_ actions: [String]) -> String {
    if actions.count < 2 { return actions.first ?? "" }
    return actions.enumerated().map { "\($0.offset + 1). \($0.element)" }.joined(separator: "\n")
  }
}
