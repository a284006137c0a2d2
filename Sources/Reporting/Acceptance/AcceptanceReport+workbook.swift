import Diagnostics
import RunModel
package import Spreadsheets

extension AcceptanceReport {
  /// One workbook with the tables of the CSV files; every cell is a text, whatever it begins with.
  package func workbook() throws(XLSXProblem) -> [UInt8] {
    var draft = XLSXDraft(sheets: [], created: Int(seal.at))
    draft.title = name
    let results = ResultsCSV.table(report)
    for table in [results, findingsTable, traceabilityTable, criteriaTable] {
      draft.sheets.append(Self.sheet(table))
    }
    return try XLSXWriter().write(draft)
  }

  private static func sheet(_ table: AcceptanceTable) -> XLSXDraft.Sheet {
    var sheet = XLSXDraft.Sheet(name: table.name)
    sheet.columns = table.columns.map { XLSXDraft.Column(width: Double(max(12, min(40, $0.count + 4)))) }
    sheet.rows = [XLSXDraft.Row(table.columns.map { .text($0, .header) })]
    sheet.rows += table.rows.map { row in
      XLSXDraft.Row(row.map { $0.isEmpty ? .blank() : .text(Self.fitted($0)) })
    }
    sheet.frozenRows = 1
    sheet.page.isLandscape = true
    sheet.page.fitsWidth = true
    sheet.page.repeatedRows = 1...1
    return sheet
  }

  /// A cell holds 32,767 units; a longer text ends with a mark that says so.
  private static func fitted(_ text: String) -> String {
    let shown = text.visible
    guard shown.utf16.count > 32_000 else { return shown }
    return String(shown.prefix(15_000)) + " […]"
  }
}
