import Campaign
import Diagnostics
import RunModel
import Spreadsheets

/// A row of a list that came back, from either kind of file.
struct FindingListRow {
  struct Cell {
    var text: String
    var isFormula = false
  }

  var line: Int
  var cells: [Cell]

  static func read(_ bytes: [UInt8]) throws(FindingListProblem) -> [FindingListRow] {
    if XLSXReader.looksLikeXLSX(bytes) {
      let workbook: XLSXWorkbook
      do { workbook = try XLSXReader().read(bytes) } catch { throw .xlsx(error) }
      return workbook.sheets.first { $0.rows.prefix(30).map(row).contains(where: isHeader) }?.rows.map(row) ?? []
    }
    do {
      return try CSVReader(sentinel: WorksheetColumn.sentinel).read(bytes).rows.map { row in
        FindingListRow(line: row.line, cells: row.fields.map { Cell(text: $0) })
      }
    } catch {
      throw .csv(error)
    }
  }

  private static func row(_ row: XLSXRow) -> FindingListRow {
    var cells: [Cell] = []
    for cell in row.cells {
      while cells.count < cell.address.column { cells.append(Cell(text: "")) }
      cells[cell.address.column - 1] = Cell(text: cell.text, isFormula: cell.formula != nil)
    }
    return FindingListRow(line: row.number, cells: cells)
  }

  static func isHeader(_ row: FindingListRow) -> Bool {
    let named = Set(row.cells.compactMap { FindingColumn.named($0.text) })
    return FindingColumn.needed.allSatisfy(named.contains)
  }
}

/// Sorts the rows of a list into classes, by id and check, never by position.
struct FindingListReader {
  private let places: [FindingColumn: Int]
  private let findings: [Int: Finding]
  private var rows: [FindingListRow] = []
  private var result: FindingImport

  init(header: FindingListRow, findings: [Finding], result: FindingImport) {
    var places: [FindingColumn: Int] = [:]
    for (place, cell) in header.cells.enumerated() {
      if let column = FindingColumn.named(cell.text), places[column] == nil { places[column] = place }
    }
    self.places = places
    self.findings = Dictionary(findings.map { ($0.number, $0) }, uniquingKeysWith: { $1 })
    self.result = result
  }

  mutating func gather(_ row: FindingListRow) { rows.append(row) }

  mutating func finish() -> FindingImport {
    result.counts.rows = rows.count
    let seen = Dictionary(grouping: rows.compactMap { Finding.number(text(.id, $0)) }) { $0 }.mapValues(\.count)
    for row in rows { take(row, seen) }
    return result
  }

  private mutating func take(_ row: FindingListRow, _ seen: [Int: Int]) {
    guard let number = Finding.number(text(.id, row)) else {
      result.counts.damaged += 1
      return note(row, "\"\(text(.id, row))\" is no id of a finding")
    }
    let parts = text(.check, row).split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 2, Finding.number(parts[0]) == number else {
      result.counts.damaged += 1
      return note(row, "the column check belongs to another row: \(text(.check, row))")
    }
    if seen[number] ?? 0 > 1 {
      result.counts.duplicate += 1
      return note(row, "the finding stands more than once in the file; nothing of it is stored")
    }
    guard let finding = findings[number] else {
      result.counts.unknown += 1
      return note(row, "there is no such finding")
    }
    if let column = FindingColumn.all.first(where: { $0.isEditable && cell($0, row)?.isFormula ?? false }) {
      result.counts.damaged += 1
      return note(row, "the column \(column.key) holds a formula")
    }
    takeKnown(row, finding, fingerprint: parts[1])
  }

  private mutating func takeKnown(_ row: FindingListRow, _ finding: Finding, fingerprint: String) {
    let values = values(row, finding)
    let isStale = fingerprint.uppercased() != finding.fingerprint
    let edit = FindingEdit(values, reason: text(.reason, row))
    let changes: [Finding.Field: String]
    do throws(FindingRefusal) { changes = try finding.checked(edit) } catch {
      // What nobody understands cannot be stale: it is refused for what it says, unless the row is old anyway.
      if isStale {
        result.counts.stale += 1
        return note(row, "the finding was changed since the list was made")
      }
      result.counts.good += 1
      result.counts.refused += 1
      return note(row, [error.message, error.hint].compactMap(\.self).joined(separator: "; "))
    }
    if changes.isEmpty {
      // An old list that asks for nothing else than what is so already is no conflict.
      result.counts.good += 1
      result.counts.unchanged += 1
      return
    }
    if isStale {
      result.counts.stale += 1
      return note(row, "the finding was changed since the list was made; nothing of the row is stored")
    }
    result.counts.good += 1
    result.counts.changed += 1
    let text = Finding.Field.editable.compactMap { field in
      changes[field].map { "\(field.rawValue) \(Self.shown(finding[field])) -> \(Self.shown($0))" }
    }
    result.changes.append(
      FindingImport.Change(
        number: finding.number, fingerprint: finding.fingerprint, edit: edit, text: text.joined(separator: ", ")))
  }

  /// Only what differs from what went out: a text that was guarded against formulas comes back guarded.
  private func values(_ row: FindingListRow, _ finding: Finding) -> [Finding.Field: String] {
    var values: [Finding.Field: String] = [:]
    for field in Finding.Field.editable {
      guard let cell = cell(.field(field), row) else { continue }
      let written = cell.text.trimmed
      let sent = finding[field]
      let forms = [sent, sent.visible, guardedFormula(sent.visible), writableText(sent)]
      if forms.contains(where: { $0.trimmed == written }) { continue }
      values[field] = written
    }
    return values
  }

  private static func shown(_ text: String) -> String { text.isEmpty ? "(empty)" : text }

  /// nil when the file has no such column; a missing cell of a short row is empty.
  private func cell(_ column: FindingColumn, _ row: FindingListRow) -> FindingListRow.Cell? {
    guard let place = places[column] else { return nil }
    return place < row.cells.count ? row.cells[place] : FindingListRow.Cell(text: "")
  }

  private func text(_ column: FindingColumn, _ row: FindingListRow) -> String {
    cell(column, row)?.text.trimmed ?? ""
  }

  private mutating func note(_ row: FindingListRow, _ text: String) {
    result.problems.append(FindingImport.Remark(line: row.line, id: self.text(.id, row), text: text))
  }
}
