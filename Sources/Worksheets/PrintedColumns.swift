import Campaign
import RunModel

/// What the printed columns held that nobody compares to tell rows apart: a tester who writes there means something.
///
/// What was printed is worked out anew from the row. Where it may have been another text at the time (a priority, what
/// was said before), everything that a sheet prints there passes.
struct PrintedColumns {
  typealias Edit = PrintedWords.Edit

  private static let columns: [WorksheetColumn] = [.nr, .requirement, .priority, .role, .prepared, .previous]

  private let texts: Texts
  private let isLossy: Bool
  /// What most rows of each table have under *role*, where the sheet has one name for all.
  private let roles: [String]

  init(_ tables: [FilledTable], texts: Texts, isLossy: Bool) {
    self.texts = texts
    self.isLossy = isLossy
    roles = tables.map(Self.role)
  }

  private static func role(of table: FilledTable) -> String {
    var counts: [String: Int] = [:]
    for index in 0..<table.count { counts[table.word(index, .role), default: 0] += 1 }
    return counts.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key ?? ""
  }

  /// - Parameter number: of the table.
  func edits(of row: PersonRow, _ scenario: PlannedScenario, _ table: FilledTable, _ number: Int, _ index: Int)
    -> [Edit]
  {
    Self.columns.compactMap { column in
      let now = table.cell(index, column).text
      if now.isBlank { return nil }
      let was = printed(column, row, scenario, roles[number])
      return isPrinted(now, column, was) ? nil : Edit(column: column, was: was, now: now)
    }
  }

  /// The same of a free row, which prints the same words on every sheet.
  func edits(ofFree slot: String, _ table: FilledTable, _ number: Int, _ index: Int) -> [Edit] {
    (Self.columns + [.scenario, .actions, .expect]).compactMap { column in
      let now = table.cell(index, column).text
      if now.isBlank { return nil }
      let was = column == .role ? roles[number] : PrintedSheet.freeText(column, texts)
      let all = Texts.all.map { PrintedSheet.freeText(column, $0) }
      return all.contains { isSame($0, now) } || isPrinted(now, column, was)
        ? nil : Edit(column: column, was: was, now: now)
    }
  }

  private func printed(
    _ column: WorksheetColumn, _ row: PersonRow, _ scenario: PlannedScenario, _ role: String
  ) -> String {
    switch column {
    case .requirement: scenario.values(of: "req").joined(separator: " ")
    case .priority: scenario.values(of: "prio").first.map { texts.name(priority: $0) } ?? ""
    case .role: role
    case .prepared: RowWords.text(column, of: row, texts)
    default: ""
    }
  }

  private func isPrinted(_ now: String, _ column: WorksheetColumn, _ was: String) -> Bool {
    if now == was { return true }
    // Every row has one, and nothing else to be held against.
    if column == .nr { return now.trimmed.allSatisfy { $0.isASCII && $0.isNumber } }
    if isSame(now, was) { return true }
    switch column {
    case .priority:
      let all = Texts.all.flatMap { texts in ["must", "should", "could"].map { texts.name(priority: $0) } }
      return all.contains { isSame(now, $0) }
    case .previous: return now.split(whereSeparator: \.isNewline).allSatisfy { isSaidBefore(String($0)) }
    default: return false
    }
  }

  private func isSame(_ one: String, _ other: String) -> Bool {
    let plain = one.plainLetters(isLossy: isLossy)
    // Of signs alone nothing is left to compare.
    return !plain.isEmpty && plain == other.plainLetters(isLossy: isLossy)
  }

  /// `joris: Failed (round 1)` or `F-0003, F-0004`.
  private func isSaidBefore(_ line: String) -> Bool {
    let words = line.split { $0 == "," || $0.isWhitespace }.map(String.init)
    if words.allSatisfy({ $0.hasPrefix("F-") && Finding.number($0) != nil }) { return true }
    var said = line.trimmed
    if said.hasSuffix(")"), let open = said.lastIndex(of: "(") {
      let round = said[said.index(after: open)...].dropLast().split(separator: " ")
      guard round.count == 2, ["round", "ronde"].contains(round[0]), Int(round[1]) != nil else { return false }
      said = String(said[..<open]).trimmed
    }
    let names = Texts.all.flatMap { texts in Verdict.allCases.map { ": " + texts.name($0) } }
    return names.contains { said.hasSuffix($0) }
  }
}
