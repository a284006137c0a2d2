import Campaign
import RunModel

/// What a row's own columns say.
enum RowWords {
  static func text(_ column: WorksheetColumn, of row: PersonRow, _ texts: Texts) -> String {
    switch column {
    case .prepared: prepared(row, texts)
    // The machine did the rest; the lead makes ready what stands under expect.
    case .actions where row.actions.isEmpty: row.isForLead ? "" : texts("Look, and judge.", "Kijk en oordeel.")
    case .actions: numbered(row.actions)
    case .expect: row.expectation ?? texts("it worked", "het lukte")
    default: ""
    }
  }

  static func scenario(_ scenario: PlannedScenario) -> String { "\(scenario.title) \(scenario.name)" }

  private static func prepared(_ row: PersonRow, _ texts: Texts) -> String {
    var lines = machine(row)
    switch row.kind {
    case .failed:
      lines.append(
        texts("The machine found that this is not so: ", "De machine vond dat dit niet klopt: ") + row.remark)
    case .open, .notAutomated, .judge, .closing, .prepare: if !row.remark.isEmpty { lines.append(row.remark) }
    }
    return lines.joined(separator: "\n")
  }

  /// What the machine did, a sentence each.
  private static func machine(_ row: PersonRow) -> [String] {
    // What was seeded cell by cell stands in the report.
    row.prepared.map { text in
      let sentence = text.prefix { $0 != "\n" }
      return String(sentence.last == ":" ? sentence.dropLast() : sentence)
    }
  }

  private static func numbered(_ actions: [String]) -> String {
    if actions.count < 2 { return actions.first ?? "" }
    return actions.enumerated().map { "\($0.offset + 1). \($0.element)" }.joined(separator: "\n")
  }
}
