import Campaign
import RunModel

/// The texts of rows as they were printed, to see whether what stands beside an id is still its own.
///
/// Ids cannot show that a column between the two guards was sorted by itself, and then verdicts stand beside the wrong
/// rows. If a text column went along, its texts do show it.
struct PrintedWords {
  enum Finding: Hashable {
    case same
    /// The tester changed the wording: read over, and told.
    case edited([Edit])
    /// The words of another row of the sheet.
    case moved(from: RowID)
    /// Nothing of what was printed stands there any more.
    case gone
  }

  struct Edit: Hashable {
    var column: WorksheetColumn
    var was: String
    var now: String
  }

  private let texts: Texts
  private let isLossy: Bool
  private let results: [JoinedResult]
  /// nil: of whatever sheet.
  private let sheet: HandedOutSheet?
  /// Plain form of a column's text -> a row that has it.
  private var owners: [WorksheetColumn: [String: RowID]]?

  init(_ results: [JoinedResult], sheet: HandedOutSheet?, texts: Texts, isLossy: Bool) {
    self.texts = texts
    self.isLossy = isLossy
    self.results = results
    self.sheet = sheet
  }

  private static let columns: [WorksheetColumn] = [.scenario, .actions, .expect]

  mutating func look(at row: PersonRow, of scenario: PlannedScenario, _ table: FilledTable, _ index: Int) -> Finding {
    var edits: [Edit] = []
    var (own, changed) = (0, 0)
    for column in Self.columns where table.places[column] != nil {
      let now = table.cell(index, column).text
      let was = words(column, row, scenario)
      if !was.isBlank { own += 1 }
      if now == was { continue }
      let plain = self.plain(now)
      if plain == self.plain(was) { continue }
      if !plain.isEmpty, let owner = owner(of: plain, column) { return .moved(from: owner) }
      if !was.isBlank { changed += 1 }
      edits.append(Edit(column: column, was: was, now: now))
    }
    if own > 1, changed == own { return .gone }
    return edits.isEmpty ? .same : .edited(edits)
  }

  private func words(_ column: WorksheetColumn, _ row: PersonRow, _ scenario: PlannedScenario) -> String {
    column == .scenario ? RowWords.scenario(scenario) : RowWords.text(column, of: row, texts)
  }

  private mutating func owner(of plain: String, _ column: WorksheetColumn) -> RowID? {
    if owners == nil {
      var made: [WorksheetColumn: [String: RowID]] = [:]
      for column in Self.columns {
        var own: [String: RowID] = [:]
        for result in results {
          for row in result.rows where sheet == nil || sheet?.rows[row.row.id] != nil {
            let plain = self.plain(words(column, row.row, result.scenario.scenario))
            own[plain] = own[plain] ?? row.row.id
          }
        }
        made[column] = own
      }
      owners = made
    }
    return owners?[column]?[plain]
  }

  private func plain(_ text: String) -> String { text.plainLetters(isLossy: isLossy) }
}
