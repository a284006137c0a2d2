import CXlsxWriter

/// Puts one sheet of a draft into libxlsxwriter, every return code looked at.
struct XLSXSheetWriter {
  private let sheet: XLSXDraft.Sheet
  private let handle: UnsafeMutablePointer<lxw_worksheet>
  private let book: XLSXBook

  init(_ sheet: XLSXDraft.Sheet, _ handle: UnsafeMutablePointer<lxw_worksheet>, _ book: XLSXBook) {
    self.sheet = sheet
    self.handle = handle
    self.book = book
  }

  func write() throws(XLSXProblem) {
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
    // Rows last: each leaves memory as soon as the next one begins, and then nothing may be said of it any more.
    for (place, row) in sheet.rows.enumerated() {
      if let height = row.height { try check(worksheet_set_row(handle, UInt32(place), height, nil)) }
      for (column, cell) in row.cells.enumerated() {
        try write(cell, XLSXAddress(row: place + 1, column: column + 1))
      }
    }
  }

  private func check(_ code: lxw_error, _ cell: XLSXAddress? = nil) throws(XLSXProblem) {
    try book.check(code, sheet: sheet.name, cell: cell)
  }

  private func write(_ column: XLSXDraft.Column, _ place: UInt16) throws(XLSXProblem) {
    var options = lxw_row_col_options()
    options.hidden = column.isHidden ? 1 : 0
    try check(worksheet_set_column_opt(handle, place, place, column.width, nil, &options))
  }

  private func write(_ cell: XLSXDraft.Cell, _ address: XLSXAddress) throws(XLSXProblem) {
    let (row, column) = (address.cRow, address.cColumn)
    switch cell.content {
    case .blank:
      // Without a format nothing would be written, and the cell be locked.
      try check(worksheet_write_blank(handle, row, column, book.format(cell.format, isText: true)), address)
    case .text(let text):
      try check(
        worksheet_write_string(handle, row, column, XLSXText.encoded(text), book.format(cell.format, isText: true)),
        address)
    case .number(let number):
      try check(
        worksheet_write_number(handle, row, column, number, book.format(cell.format, isText: false)), address)
    case .link(let text, let target):
      try check(
        worksheet_write_url_opt(
          handle, row, column, Self.url(target), book.format(cell.format, isText: true), XLSXText.encoded(text), nil),
        address)
    }
    if let note = cell.note {
      try check(worksheet_write_comment(handle, row, column, XLSXText.encoded(note)), address)
    }
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
