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
  }

  /// - Parameter table: rows of cells, the header first; nil when the step has no table.
  func read(_ phrase: SeedPhrase, phraseRange: SourceRange, table: [[Cell]]?) throws(Problem) -> SeedTable {
    let (kind, isPlural) = try kind(named: phrase.entity, at: phraseRange)
    guard let table, !table.isEmpty else {
      throw Problem(
        code: "plan.seed-table", message: "\"\(phrase.entity)\" needs a table of what must exist", range: phraseRange,
        hint: "put a table with a header row under the step")
    }
    let rows = isPlural ? try horizontal(table) : [try vertical(table)]
    var seen: [SeedCells] = []
    for row in rows { seen.append(try cells(row, of: kind)) }
    return SeedTable(kind: kind.name, isNew: phrase.isNew, rows: seen.map(\.cells))
  }

  private struct SeedCells {
    var cells: [SeedCell]
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

  private func cells(_ row: [(column: Cell, value: Cell)], of kind: ThingKind) throws(Problem) -> SeedCells {
    var cells: [SeedCell] = []
    for (column, value) in row {
      let found = try self.column(column, of: kind)
      if cells.contains(where: { $0.column == found.name }) {
        throw Problem(
          code: "plan.unknown-column", message: "the column \"\(column.text)\" stands twice", range: column.range,
          hint: "keep one of them")
      }
      // An empty cell asks for nothing.
      guard !value.text.isEmpty else { continue }
      cells.append(SeedCell(column: found.name, text: try canonical(value, of: found)))
    }
    for key in kind.key where !cells.contains(where: { $0.column == key }) && !isDefaulted(key, of: kind) {
      throw Problem(
        code: "plan.seed-key", message: "\"\(kind.name)\" needs the column \"\(name(of: key, in: kind))\"",
        range: row.first?.column.range, hint: "it tells one \(kind.name) from another")
    }
    return SeedCells(cells: cells)
  }

  /// A relation's role column has a default; an object's own key never has.
  private func isDefaulted(_ key: String, of kind: ThingKind) -> Bool {
    kind.isRelation && kind.columns.first { $0.name == key }?.type == "role"
  }

  private func name(of column: String, in kind: ThingKind) -> String {
    kind.columns.first { $0.name == column }?.names[language]?.first ?? column
  }

  private func column(_ cell: Cell, of kind: ThingKind) throws(Problem) -> ThingColumn {
    for column in kind.columns where column.name == cell.text || column.names[language]?.contains(cell.text) == true {
      return column
    }
    let names = kind.columns.flatMap { [$0.name] + ($0.names[language] ?? []) }
    throw Problem(
      code: "plan.unknown-column", message: "\"\(kind.name)\" has no column \"\(cell.text)\"", range: cell.range,
      label: "not a column",
      hint: nearestName(to: cell.text, among: names).map { "did you mean \"\($0)\"?" }
        ?? "columns: \(kind.columns.map { $0.names[language]?.first ?? $0.name }.joined(separator: ", "))")
  }

  /// The cell as the type spells it in every language: `ja` -> `true`, `7,5` -> `7.5`, `cursist` -> `learner`.
  private func canonical(_ cell: Cell, of column: ThingColumn) throws(Problem) -> String {
    switch column.type {
    case "bool":
      switch cell.text.lowercased() {
      case "yes", "true", "1", "ja": return "true"
      case "no", "false", "0", "nee": return "false"
      default: throw unfit(cell, column, "yes or no (ja of nee)")
      }
    case "int":
      guard Int(cell.text) != nil else { throw unfit(cell, column, "a whole number") }
      return cell.text
    case "number":
      let text = cell.text.replacing(",", with: ".")
      guard Double(text) != nil else { throw unfit(cell, column, "a number such as 7.5") }
      return text
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

  private func unfit(_ cell: Cell, _ column: ThingColumn, _ wanted: String) -> Problem {
    Problem(
      code: "plan.cell", message: "\"\(cell.text)\" does not fit the column \"\(column.name)\"", range: cell.range,
      label: "not \(wanted)", hint: "write \(wanted)")
  }
}
