import CXlsxWriter

/// Puts one sheet of a draft into libxlsxwriter, every return code looked at, and its rows into a file of their own.
struct XLSXSheetWriter {
  private let sheet: XLSXDraft.Sheet
  private let handle: UnsafeMutablePointer<lxw_worksheet>
  private let book: XLSXBook
  private var draftCheck: XLSXDraftCheck
  private var styles = XLSXColumnStyles()

  /// - Parameter check: of the draft, which found nothing around the rows.
  init(
    _ sheet: XLSXDraft.Sheet, _ handle: UnsafeMutablePointer<lxw_worksheet>, _ book: XLSXBook, _ check: XLSXDraftCheck
  ) {
    self.sheet = sheet
    self.handle = handle
    self.book = book
    draftCheck = check
  }

  /// - Parameter rows: takes what stands between `<sheetData>` and `</sheetData>`.
  mutating func write(rowsTo rows: XLSXRowFile) throws(XLSXProblem) {
    for (place, column) in sheet.columns.enumerated() { try write(column, UInt16(place)) }
    if sheet.frozenRows > 0 || sheet.frozenColumns > 0 {
      worksheet_freeze_panes(handle, UInt32(sheet.frozenRows), UInt16(sheet.frozenColumns))
    }
    if let filter = sheet.filter {
      let (first, last) = (filter.first, filter.last)
      try check(worksheet_autofilter(handle, first.cRow, first.cColumn, last.cRow, last.cColumn), first)
    }
    for validation in sheet.validations { try write(validation) }
    for rule in sheet.colours { try write(rule) }
    if let colour = sheet.tabColour { worksheet_set_tab_color(handle, colour.rgb) }
    if let protection = sheet.protection { write(protection) }
    try writePage()
    // The library must know how far the rows go, and takes what it is told in their order only.
    try check(worksheet_write_number(handle, 0, 0, 0, nil))
    var width = 1
    let sheet = sheet
    try sheet.eachRow { row, number throws(XLSXProblem) in
      width = max(width, row.cells.count)
      try write(row, number, to: rows)
    }
    try check(worksheet_write_number(handle, UInt32(max(1, sheet.rowCount) - 1), UInt16(width - 1), 0, nil))
    try rows.close()
  }

  private mutating func write(
    _ row: XLSXDraft.Row, _ number: Int, to rows: XLSXRowFile
  ) throws(XLSXProblem) {
    draftCheck.checkShape(of: row, number, sheet: sheet.name)
    if let problem = draftCheck.problems.first { throw problem }
    rows.beginRow(number, height: row.height)
    for (place, cell) in row.cells.enumerated() {
      let style = styles.style(of: cell, column: place, in: book)
      switch cell.content {
      // Without a format nothing would be written, and the cell be locked.
      case .blank: rows.blank(place, style)
      case .number(let value) where value.isFinite: rows.number(value, place, style)
      case .text(let text) where rows.plainText(text, place, style): break
      default: try writeWithCare(cell, XLSXAddress(row: number, column: place + 1), style, to: rows)
      }
      if cell.note != nil { try writeNote(of: cell, XLSXAddress(row: number, column: place + 1)) }
    }
    try rows.endRow()
  }

  /// What may hold something that no workbook can, and what the library keeps elsewhere in the file.
  private mutating func writeWithCare(
    _ cell: XLSXDraft.Cell, _ address: XLSXAddress, _ style: Int32, to rows: XLSXRowFile
  ) throws(XLSXProblem) {
    draftCheck.check(cell, address, sheet: sheet.name)
    if let problem = draftCheck.problems.first { throw problem }
    switch cell.content {
    case .blank, .number: break
    case .text(let text): rows.text(XLSXText.encoded(text), address.column - 1, style)
    case .link(let text, let target):
      rows.text(XLSXText.encoded(text), address.column - 1, style)
      try check(
        worksheet_write_url_opt(
          handle, address.cRow, address.cColumn, Self.url(target), book.format(cell.format, isText: true), "x", nil),
        address)
    }
  }

  private mutating func writeNote(of cell: XLSXDraft.Cell, _ address: XLSXAddress) throws(XLSXProblem) {
    draftCheck.check(cell, address, sheet: sheet.name)
    if let problem = draftCheck.problems.first { throw problem }
    guard let note = cell.note else { return }
    try check(worksheet_write_comment(handle, address.cRow, address.cColumn, XLSXText.encoded(note)), address)
  }

  private func check(_ code: lxw_error, _ cell: XLSXAddress? = nil) throws(XLSXProblem) {
    try book.check(code, sheet: sheet.name, cell: cell)
  }

  private func write(_ column: XLSXDraft.Column, _ place: UInt16) throws(XLSXProblem) {
    var options = lxw_row_col_options()
    options.hidden = column.isHidden ? 1 : 0
    try check(worksheet_set_column_opt(handle, place, place, column.width, nil, &options))
  }

  private static func url(_ target: XLSXDraft.Cell.Target) -> String {
    switch target {
    case .cell(let sheet, let address): "internal:\(XLSXDraftCheck.quoted(sheet))!\(address)"
    case .url(let url): url
    }
  }

  private func write(_ validation: XLSXDraft.Validation) throws(XLSXProblem) {
    let (first, last) = (validation.range.first, validation.range.last)
    let texts = CTexts([
      "=" + validation.list, validation.title, validation.message, validation.errorTitle, validation.errorMessage,
    ])
    var options = lxw_data_validation()
    options.validate = UInt8(LXW_VALIDATION_TYPE_LIST_FORMULA.rawValue)
    options.value_formula = texts[0]
    options.ignore_blank = UInt8(LXW_VALIDATION_ON.rawValue)
    options.dropdown = UInt8(LXW_VALIDATION_ON.rawValue)
    options.show_input = UInt8(LXW_VALIDATION_ON.rawValue)
    options.show_error = UInt8(LXW_VALIDATION_ON.rawValue)
    options.error_type = UInt8(
      validation.isStrict ? LXW_VALIDATION_ERROR_TYPE_STOP.rawValue : LXW_VALIDATION_ERROR_TYPE_WARNING.rawValue)
    options.input_title = texts[1]
    options.input_message = texts[2]
    options.error_title = texts[3]
    options.error_message = texts[4]
    let code = worksheet_data_validation_range(
      handle, first.cRow, first.cColumn, last.cRow, last.cColumn, &options)
    withExtendedLifetime(texts) {}
    try check(code, first)
  }

  private func write(_ rule: XLSXDraft.ColourRule) throws(XLSXProblem) {
    let (first, last) = (rule.range.first, rule.range.last)
    let texts = CTexts([rule.formula.hasPrefix("=") ? rule.formula : "=" + rule.formula])
    var options = lxw_conditional_format()
    // The types that compare texts have a range bug in 1.1.4.
    options.type = UInt8(LXW_CONDITIONAL_TYPE_FORMULA.rawValue)
    options.value_string = texts[0]
    options.format = book.format(fill: rule.fill, ink: rule.ink)
    options.stop_if_true = 1
    let code = worksheet_conditional_format_range(
      handle, first.cRow, first.cColumn, last.cRow, last.cColumn, &options)
    withExtendedLifetime(texts) {}
    try check(code, first)
  }

  private func write(_ protection: XLSXDraft.Protection) {
    var options = lxw_protection()
    options.autofilter = protection.allowsFilter ? 1 : 0
    options.format_columns = protection.allowsColumnWidth ? 1 : 0
    options.format_rows = protection.allowsRowHeight ? 1 : 0
    options.objects = protection.allowsObjects ? 1 : 0
    worksheet_protect(handle, nil, &options)
  }

  private func writePage() throws(XLSXProblem) {
    let page = sheet.page
    // 9 is A4.
    worksheet_set_paper(handle, 9)
    if page.isLandscape { worksheet_set_landscape(handle) }
    if page.fitsWidth { worksheet_fit_to_pages(handle, 1, 0) }
    if let rows = page.repeatedRows {
      try check(worksheet_repeat_rows(handle, UInt32(rows.lowerBound - 1), UInt32(rows.upperBound - 1)))
    }
    if !page.header.code.isEmpty { try check(worksheet_set_header(handle, page.header.code)) }
    if !page.footer.code.isEmpty { try check(worksheet_set_footer(handle, page.footer.code)) }
  }
}

extension XLSXAddress {
  fileprivate var cRow: UInt32 { UInt32(row - 1) }
  fileprivate var cColumn: UInt16 { UInt16(column - 1) }
}

/// C strings that live as long as this does; nil for an empty text, as the library wants what is not given.
private final class CTexts {
  private let texts: [UnsafeMutablePointer<CChar>?]

  init(_ texts: [String]) {
    self.texts = texts.map { text in
      guard !text.isEmpty else { return nil }
      let bytes = Array(text.utf8CString)
      let copy = UnsafeMutablePointer<CChar>.allocate(capacity: bytes.count)
      copy.initialize(from: bytes, count: bytes.count)
      return copy
    }
  }

  deinit {
    for text in texts { text?.deallocate() }
  }

  subscript(_ place: Int) -> UnsafeMutablePointer<CChar>? { texts[place] }
}
