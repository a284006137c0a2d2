import CXlsxWriter

/// Writes a draft as an Excel workbook.
package struct XLSXWriter {
  package init() {}

  /// The bytes of the workbook; the same for the same draft.
  ///
  /// - Throws: a problem of `problems(of:)`; nothing is cut or left out.
  package func write(_ draft: XLSXDraft) throws(XLSXProblem) -> [UInt8] {
    try file(draft).bytes()
  }

  /// The same as a file that lasts as long as what is returned: of many rows it is as large as all else together.
  package func file(_ draft: XLSXDraft) throws(XLSXProblem) -> XLSXFile {
    let check = XLSXDraftCheck(around: draft)
    if let problem = check.problems.first { throw problem }
    // libxlsxwriter 1.1.4 writes to files only, and keeps its parts in others.
    guard let folder = PrivateFolder() else {
      throw XLSXProblem(.notWritable, "no temporary folder can be made", hint: "look at TMPDIR and the space on it")
    }
    let book = try XLSXBook(folder.path)
    try book.fill(draft, check)
    try book.close()
    try XLSXRowInsertion(folder: folder.path, workbook: XLSXBook.fileName, sheets: book.sheetCount).insert()
    return XLSXFile(folder)
  }

  /// Everything about a draft that a workbook cannot hold, with the cells where there are any.
  package func problems(of draft: XLSXDraft) -> [XLSXProblem] {
    XLSXDraftCheck(draft).problems
  }
}

/// A workbook that was written, in a folder of its own that goes with it.
package final class XLSXFile {
  private let folder: PrivateFolder

  fileprivate init(_ folder: consuming PrivateFolder) {
    self.folder = folder
  }

  /// All of it at once.
  package func bytes() throws(XLSXProblem) -> [UInt8] {
    var bytes: [UInt8] = []
    try read { bytes += $0 }
    return bytes
  }

  /// Hands out the bytes in pieces.
  package func read(_ append: ([UInt8]) -> Void) throws(XLSXProblem) {
    if folder.read(XLSXBook.fileName, append) { return }
    throw XLSXProblem(.notWritable, "the workbook cannot be read back", hint: "is the disk of TMPDIR full?")
  }
}

/// The workbook of libxlsxwriter that is being filled; it is freed on closing, or when it is given up.
final class XLSXBook {
  static let fileName = "workbook.xlsx"

  private(set) var sheetCount = 0
  private let folder: String
  private var book: UnsafeMutablePointer<lxw_workbook>?
  private var formats: [XLSXFormatKey: UnsafeMutablePointer<lxw_format>] = [:]

  init(_ folder: String) throws(XLSXProblem) {
    self.folder = folder
    book = folder.withCString { path in
      var options = lxw_workbook_options()
      options.tmpdir = UnsafeMutablePointer(mutating: path)
      // The few cells that it is told of come in order, and their texts stand in themselves.
      options.constant_memory = 1
      return workbook_new_opt(folder + "/" + Self.fileName, &options)
    }
    if book == nil { throw XLSXProblem(.notWritable, "libxlsxwriter cannot begin a workbook") }
  }

  deinit {
    if let book { lxw_workbook_free(book) }
  }

  /// - Parameter draftCheck: of the draft, which found nothing around its rows.
  func fill(_ draft: XLSXDraft, _ draftCheck: XLSXDraftCheck) throws(XLSXProblem) {
    guard let book else { return }
    try setProperties(draft, book)
    var sheets: [UnsafeMutablePointer<lxw_worksheet>] = []
    for sheet in draft.sheets { sheets.append(try add(sheet.name, isHidden: sheet.isHidden, book)) }
    // The library would show a hidden first sheet unless another one is active.
    if let place = draft.sheets.firstIndex(where: { !$0.isHidden }) {
      worksheet_activate(sheets[place])
      worksheet_set_first_sheet(sheets[place])
    }
    for (sheet, handle) in zip(draft.sheets, sheets) { try write(sheet, handle, draftCheck) }
    if !draft.lists.isEmpty { try addLists(draft, draftCheck, book) }
    for name in draft.names {
      try check(
        workbook_define_name(book, name.name, "=\(XLSXDraftCheck.quoted(name.sheet))!\(name.range.absolute)"),
        sheet: name.sheet, cell: name.range.first)
    }
  }

  private func write(
    _ sheet: XLSXDraft.Sheet, _ handle: UnsafeMutablePointer<lxw_worksheet>, _ check: XLSXDraftCheck
  ) throws(XLSXProblem) {
    sheetCount += 1
    var writer = XLSXSheetWriter(sheet, handle, self, check)
    try writer.write(rowsTo: XLSXRowFile(XLSXRowInsertion.rows(ofSheet: sheetCount, in: folder)))
  }

  func close() throws(XLSXProblem) {
    guard let book else { return }
    // Freed whatever comes of it.
    self.book = nil
    try check(workbook_close(book))
  }

  /// The library's own format, made at its first use, which gives formats the same numbers each time.
  func format(_ format: XLSXDraft.Format, isText: Bool) -> UnsafeMutablePointer<lxw_format>? {
    let key = XLSXFormatKey(format: format, isText: isText)
    if let known = formats[key] { return known }
    guard let book, let made = workbook_add_format(book) else { return nil }
    key.apply(to: made)
    formats[key] = made
    return made
  }

  /// A format that colours only, for rules.
  func format(fill: XLSXDraft.Colour?, ink: XLSXDraft.Colour?) -> UnsafeMutablePointer<lxw_format>? {
    guard let book, let made = workbook_add_format(book) else { return nil }
    if let fill { format_set_bg_color(made, fill.rgb) }
    if let ink { format_set_font_color(made, ink.rgb) }
    return made
  }

  func check(_ code: lxw_error, sheet: String? = nil, cell: XLSXAddress? = nil) throws(XLSXProblem) {
    guard code != LXW_NO_ERROR else { return }
    let text = lxw_strerror(code).map { String(cString: $0) } ?? ""
    throw XLSXProblem(.notWritable, sheet: sheet, cell: cell, "libxlsxwriter refuses it: \(text) (\(code.rawValue))")
  }

  private func setProperties(_ draft: XLSXDraft, _ book: UnsafeMutablePointer<lxw_workbook>) throws(XLSXProblem) {
    let code = draft.title.withCString { title in
      draft.author.withCString { author in
        var properties = lxw_doc_properties()
        properties.title = UnsafeMutablePointer(mutating: title)
        properties.author = UnsafeMutablePointer(mutating: author)
        // 0 would mean now, and no two files would be the same.
        properties.created = draft.created == 0 ? 1 : time_t(draft.created)
        return workbook_set_properties(book, &properties)
      }
    }
    try check(code)
    for property in draft.properties {
      try check(workbook_set_custom_property_string(book, property.name, property.text))
    }
  }

  private func add(
    _ name: String, isHidden: Bool, _ book: UnsafeMutablePointer<lxw_workbook>
  ) throws(XLSXProblem) -> UnsafeMutablePointer<lxw_worksheet> {
    try check(workbook_validate_sheet_name(book, name), sheet: name)
    guard let sheet = workbook_add_worksheet(book, name) else {
      throw XLSXProblem(.notWritable, sheet: name, "libxlsxwriter cannot add the sheet")
    }
    if isHidden { worksheet_hide(sheet) }
    return sheet
  }

  /// A name for the cells of each list: those in the drop-down itself end at 255 characters.
  private func addLists(
    _ draft: XLSXDraft, _ draftCheck: XLSXDraftCheck, _ book: UnsafeMutablePointer<lxw_workbook>
  ) throws(XLSXProblem) {
    let sheet = draft.sheetOfLists
    try write(sheet, try add(sheet.name, isHidden: true, book), draftCheck)
    for (place, list) in draft.lists.enumerated() {
      let cells = XLSXRange(
        XLSXAddress(row: 1, column: place + 1), XLSXAddress(row: list.values.count, column: place + 1))
      try check(
        workbook_define_name(book, list.name, "=\(XLSXDraftCheck.quoted(sheet.name))!\(cells.absolute)"),
        sheet: sheet.name)
    }
  }
}
