import Campaign
import Diagnostics
package import RunModel
package import Spreadsheets

/// Findings as a list that people work in and send back.
///
/// Both forms guard against formulas: this list is opened in spreadsheet programs. `check` ties a row to what it said
/// when the list was made, so that a change is never laid over somebody else's.
package enum FindingList {
  /// Comma or semicolon as the language wants it, with a byte order mark.
  package static func csv(_ findings: [Finding], language: String) -> [UInt8] {
    let texts = Texts(language: language)
    var writer = CSVWriter(.people(language: texts.language))
    writer.row(FindingColumn.all.map { $0.label(texts) })
    for finding in findings { writer.row(FindingColumn.all.map { cell($0, finding, texts).visible }) }
    return writer.bytes
  }

  /// - Parameter at: seconds since 1970, which becomes the workbook's date: the same list gives the same bytes.
  package static func xlsx(
    _ findings: [Finding], project: String, language: String, at: Double
  ) throws(XLSXProblem) -> [UInt8] {
    let texts = Texts(language: language)
    var sheet = XLSXDraft.Sheet(name: texts("Findings", "Bevindingen"))
    sheet.columns = FindingColumn.all.map { XLSXDraft.Column(width: width($0)) }
    sheet.rows = [XLSXDraft.Row(FindingColumn.all.map { .text($0.label(texts), .header) })]
    for finding in findings {
      var row = XLSXDraft.Row(
        FindingColumn.all.map { column in
          .text(writableText(cell(column, finding, texts)), column.isEditable ? .open : .wrapped)
        })
      row.height = row.fittingHeight(sheet.columns)
      sheet.rows.append(row)
    }
    sheet.frozenRows = 1
    sheet.frozenColumns = 1
    let last = max(2, findings.count + 1)
    sheet.filter = XLSXRange(
      XLSXAddress(row: 1, column: 1), XLSXAddress(row: last, column: FindingColumn.all.count))
    sheet.protection = XLSXDraft.Protection()
    var draft = XLSXDraft(sheets: [], created: Int(at))
    draft.title = texts("Findings", "Bevindingen") + " \(project)"
    for (place, column) in FindingColumn.all.enumerated() {
      guard case .field(let field) = column, column.isEditable, let words = Finding.words(field) else { continue }
      let name = "words_\(field.rawValue)"
      draft.lists.append(XLSXDraft.List(name, words.map { Finding.name($0, of: field, texts) }))
      sheet.validations.append(
        XLSXDraft.Validation(
          XLSXRange(XLSXAddress(row: 2, column: place + 1), XLSXAddress(row: last, column: place + 1)), list: name,
          isStrict: false))
    }
    draft.sheets = [sheet]
    return try XLSXWriter().write(draft)
  }

  /// What a cell says when the list goes out.
  static func cell(_ column: FindingColumn, _ finding: Finding, _ texts: Texts) -> String {
    switch column {
    case .id: finding.id
    case .reason: ""
    case .check: check(finding)
    case .field(let field): Finding.name(finding[field], of: field, texts)
    }
  }

  static func check(_ finding: Finding) -> String { "\(finding.id)/\(finding.fingerprint)" }

  private static func width(_ column: FindingColumn) -> Double {
    switch column {
    case .id: 10
    case .check: 18
    case .reason: 30
    case .field(.summary), .field(.observed), .field(.expected), .field(.steps), .field(.workaround): 36
    case .field(.title), .field(.evidence), .field(.status), .field(.disposition): 20
    case .field: 14
    }
  }
}
