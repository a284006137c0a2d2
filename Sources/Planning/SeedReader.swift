import Diagnostics
import RunModel

/// Turns a seeding step into rows by vocabulary column, or says what is wrong with it and where.
struct SeedReader {
  let book: StepBook
  let language: String

  /// A cell with its place in the feature file.
  struct Cell {
    var text: String
    var range: SourceRange
  }

  struct Problem: Error {
    var code: String
    var message: String
    var range: SourceRange?
    var label = ""
    var hint: String?

    static func docString(_ phrase: SeedPhrase, at range: SourceRange) -> Problem {
      Problem(
        code: "plan.seed-table", message: "\"\(phrase.entity)\" takes a table, not a doc string", range: range,
        hint: "put a table with a header row under the step")
    }
  }

  /// - Parameter table: rows of cells, the header first; nil when the step has no table.
  func read(_ phrase: SeedPhrase, phraseRange: SourceRange, table: [[Cell]]?) throws(Problem) -> SeedTable {
    let (kind, isPlural) = try kind(named: phrase.entity, at: phraseRange)
    if phrase.isNew, kind.key.count > 1 {
      throw Problem(
        code: "plan.seed-key", message: "\"\(kind.name)\" has no name of its own, so there is no new one",
        range: phraseRange,
        hint: kind.isRelation
          ? "leave \"new\" out: a relation lives as long as the scenario anyway"
          : "leave \"new\" out, and make it in something new: it goes with that at the end of the scenario")
    }
    guard let table, !table.isEmpty else {
      throw Problem(
        code: "plan.seed-table", message: "\"\(phrase.entity)\" needs a table of what must exist", range: phraseRange,
        hint: "put a table with a header row under the step")
    }
    if isPlural, table.count == 1 {
      throw Problem(
        code: "plan.seed-table", message: "the table of \"\(phrase.entity)\" has no rows", range: phraseRange,
        label: "nothing would be made", hint: "write rows below the header")
    }
    let rows = isPlural ? try horizontal(table) : [try vertical(table)]
    var read: [[SeedCell]] = []
    var keys: Set<[String]> = []
    for row in rows {
      let cells = try cells(row, of: kind)
      let key = kind.key.map { column in cells.first { $0.column == column }?.text ?? "" }
      guard keys.insert(key).inserted else {
        throw Problem(
          code: "plan.seed-key", message: "\"\(key.joined(separator: " / "))\" stands twice in this table",
          range: row.first?.value.range, label: "the same \(kind.name) again", hint: "keep one of the rows")
      }
      read.append(cells)
    }
    return SeedTable(kind: kind.name, isNew: phrase.isNew, rows: read)
  }

  private func kind(named entity: String, at range: SourceRange) throws(Problem) -> (ThingKind, isPlural: Bool) {
    var names: [String] = []
    for kind in book.kinds.values.sorted(by: { $0.name < $1.name }) {
      for spelling in spellings(kind.names) {
        names.append(contentsOf: spelling)
        if let place = spelling.firstIndex(of: entity) { return (kind, place > 0 || spelling.count == 1) }
      }
    }
    throw Problem(
      code: "plan.unknown-kind", message: "\"\(entity)\" is nothing that can be seeded", range: range,
      label: "not a kind of thing",
      hint: nearestName(to: entity, among: names).map { "did you mean \"\($0)\"?" }
        ?? "lmsaccept steps --kinds lists what can be seeded")
  }

  /// The names in the feature's language first, then in English.
  private func spellings(_ names: [String: [String]]) -> [[String]] {
    [names[language], names["en"]].compactMap { $0 }
  }

  private func horizontal(_ table: [[Cell]]) throws(Problem) -> [[(column: Cell, value: Cell)]] {
    table.dropFirst().map { row in Array(zip(table[0], row)).map { (column: $0.0, value: $0.1) } }
  }

  private func vertical(_ table: [[Cell]]) throws(Problem) -> [(column: Cell, value: Cell)] {
    var row: [(column: Cell, value: Cell)] = []
    for line in table {
      guard line.count == 2 else {
        throw Problem(
          code: "plan.seed-table", message: "one thing is described by two columns: field and value",
          range: line.first?.range, hint: "write | field | value |, or use the plural form with a header row")
      }
      row.append((line[0], line[1]))
    }
    return row
  }

  private func cells(_ row: [(column: Cell, value: Cell)], of kind: ThingKind) throws(Problem) -> [SeedCell] {
    var cells: [SeedCell] = []
    var seen: Set<String> = []
    for (column, value) in row {
      let found = try self.column(column, of: kind)
      guard seen.insert(found.name).inserted else {
        throw Problem(
          code: "plan.unknown-column", message: "the column \"\(column.text)\" stands twice", range: column.range,
          hint: "keep one of them")
      }
      // An empty cell asks for nothing.
      guard !value.text.isEmpty else { continue }
      cells.append(SeedCell(column: found.name, text: try canonical(value, of: found)))
    }
    for key in kind.key where !cells.contains(where: { $0.column == key }) {
      throw Problem(
        code: "plan.seed-key", message: "\"\(kind.name)\" needs the column \"\(name(of: key, in: kind))\"",
        range: row.first?.value.range, hint: "it tells one \(kind.name) from another")
    }
    return cells
  }

  private func name(of column: String, in kind: ThingKind) -> String {
    kind.columns.first { $0.name == column }?.names[language]?.first ?? column
  }

  private func column(_ cell: Cell, of kind: ThingKind) throws(Problem) -> ThingColumn {
    if let column = kind.columns.first(where: { isCalled($0, cell.text) }) { return column }
    let names = kind.columns.flatMap { [$0.name] + ($0.names[language] ?? []) + ($0.names["en"] ?? []) }
    throw Problem(
      code: "plan.unknown-column", message: "\"\(kind.name)\" has no column \"\(cell.text)\"", range: cell.range,
      label: "not a column",
      hint: nearestName(to: cell.text, among: names).map { "did you mean \"\($0)\"?" }
        ?? "columns: \(kind.columns.map { $0.names[language]?.first ?? $0.name }.joined(separator: ", "))")
  }

  /// By its own name, or by one in the feature's language or in English.
  func isCalled(_ column: ThingColumn, _ name: String) -> Bool {
    column.name == name || column.names[language]?.contains(name) == true || column.names["en"]?.contains(name) == true
  }

  /// The cell as the type spells it in every language: `ja` -> `true`, `7,5` -> `7.5`, `cursist` -> `learner`.
  func canonical(_ cell: Cell, of column: ThingColumn) throws(Problem) -> String {
    switch column.type {
    case "bool":
      switch cell.text.lowercased() {
      case "yes", "true", "1", "ja": return "true"
      case "no", "false", "0", "nee": return "false"
      default: throw unfit(cell, column, "yes or no (ja of nee)")
      }
    case "int":
      guard cell.text.wholeMatch(of: /-?[0-9]{1,18}/) != nil else { throw unfit(cell, column, "a whole number") }
      return cell.text
    case "number":
      guard cell.text.wholeMatch(of: /-?[0-9]{1,15}(?:[.,][0-9]{1,15})?/) != nil, !looksGrouped(cell.text) else {
        throw unfit(cell, column, "a number such as 7.5")
      }
      return cell.text.replacing(",", with: ".")
    case "text", "date", "":
      return cell.text
    default:
      guard let words = book.words[column.type] else { return cell.text }
      for word in words
      where word.key == cell.text || spellings(word.spellings).contains(where: { $0.contains(cell.text) }) {
        return word.key
      }
      let known = words.compactMap { $0.spellings[language]?.first ?? $0.spellings["en"]?.first }
      throw unfit(cell, column, "one of: \(known.joined(separator: ", "))")
    }
  }

  /// `1,000` in English and `1.000` in Dutch are a thousand to their writer and one to us.
  private func looksGrouped(_ number: String) -> Bool {
    let mark: Character = language == "nl" ? "." : ","
    let parts = number.drop { $0 == "-" }.split(separator: mark, omittingEmptySubsequences: false)
    return parts.count == 2 && parts[1].count == 3 && parts[0] != "0"
  }

  private func unfit(_ cell: Cell, _ column: ThingColumn, _ wanted: String) -> Problem {
    Problem(
      code: "plan.cell", message: "\"\(cell.text)\" does not fit the column \"\(column.name)\"", range: cell.range,
      label: "not \(wanted)", hint: "write \(wanted)")
  }
}
