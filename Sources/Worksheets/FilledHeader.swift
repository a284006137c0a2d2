import RunModel
import Spreadsheets

/// Finds the row that names the columns, among the first rows of a table.
struct FilledHeader {
  /// Above it may stand anything.
  static let rows = 30

  /// Labels beside the built-in ones, as the sheet was printed: plain word -> column.
  var labels: [String: WorksheetColumn] = [:]

  enum Found {
    /// Place in the rows, and 0-based place of each column.
    case header(Int, [WorksheetColumn: Int])
    /// The best row lacks these columns.
    case lacking(Int, [WorksheetColumn])
    /// Two columns of the row have one name.
    case doubled(Int, String)
    case nothing
  }

  func find(in rows: some Collection<[String]>) -> Found {
    var best: (row: Int, lacking: [WorksheetColumn])?
    for (row, cells) in rows.prefix(Self.rows).enumerated() {
      var places: [WorksheetColumn: Int] = [:]
      var doubled: String?
      for (place, cell) in cells.enumerated() {
        guard let column = column(cell) else { continue }
        if places[column] == nil {
          places[column] = place
        } else if WorksheetColumn.read.contains(column) {
          doubled = doubled ?? cell.trimmed
        }
      }
      let lacking = WorksheetColumn.needed.filter { places[$0] == nil }
      if lacking.isEmpty {
        return doubled.map { .doubled(row, $0) } ?? .header(row, places)
      }
      // Two words may stand in any sentence; a header has more.
      if places.count >= 4, lacking.count < best?.lacking.count ?? .max { best = (row, lacking) }
    }
    return best.map { .lacking($0.row, $0.lacking) } ?? .nothing
  }

  private func column(_ cell: String) -> WorksheetColumn? {
    guard cell.utf8.count <= 200 else { return nil }
    return WorksheetColumn.named(cell) ?? labels[cell.plainWord]
  }
}
