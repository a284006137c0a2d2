/// Everything about a draft that a workbook cannot hold, before a byte is written.
///
/// libxlsxwriter would leave such texts out, cut them, or write what Excel then "repairs".
struct XLSXDraftCheck {
  private(set) var problems: [XLSXProblem] = []
  private let draft: XLSXDraft
  /// Columns that libxlsxwriter and Excel have.
  private static let columns = XLSXAddress.lastColumn

  /// Everything, rows included.
  init(_ draft: XLSXDraft) {
    self.init(around: draft)
    for sheet in draft.sheets where sheet.rowCount <= XLSXAddress.lastRow {
      do { try sheet.eachRow { row, number in check(row, number, sheet: sheet.name) } } catch { problems.append(error) }
    }
  }

  /// Everything but the rows, which are checked as they are written.
  init(around draft: XLSXDraft) {
    self.draft = draft
    checkSheetNames()
    checkLists()
    checkNames()
    for property in draft.properties { checkProperty(property) }
    checkText(draft.title, "the title", limit: 255)
    checkText(draft.author, "the author", limit: 255)
    for sheet in draft.sheets { check(sheet) }
  }

  private mutating func report(
    _ kind: XLSXProblem.Kind, _ message: String, hint: String? = nil, sheet: String? = nil, cell: XLSXAddress? = nil
  ) {
    problems.append(XLSXProblem(kind, sheet: sheet, cell: cell, message, hint: hint))
  }

  private mutating func checkSheetNames() {
    var seen: Set<String> = []
    let all = draft.sheets.map(\.name) + (draft.lists.isEmpty ? [] : [draft.listSheet])
    for name in all {
      if let reason = Self.reason(againstSheetName: name) {
        report(
          .sheetName, reason, hint: #"at most 31 characters and none of / \ ? * [ ] : '"#, sheet: name)
      }
      if !seen.insert(name.lowercased()).inserted {
        report(.sheetName, "two sheets have this name", hint: "names differ in more than case", sheet: name)
      }
    }
    if draft.sheets.allSatisfy(\.isHidden) {
      report(.sheetName, "no sheet is visible", hint: "a workbook needs one")
    }
  }

  private static func reason(againstSheetName name: String) -> String? {
    if name.isEmpty { return "a sheet has no name" }
    let units = XLSXText.units(name)
    if units > 31 { return "the name of a sheet has \(units) characters" }
    if let sign = name.first(where: { #"/\?*[]:"#.contains($0) }) { return "the name of a sheet has a \(sign)" }
    if let control = firstControl(name, allowsLines: false) {
      return "the name of a sheet has the character \(control)"
    }
    // Excel forbids it at the ends only, but gnumeric loses the names and print titles of such a sheet.
    if name.contains("'") { return "the name of a sheet has an apostrophe" }
    if name.lowercased() == "history" { return "Excel keeps the name \"History\" for itself" }
    return nil
  }

  private mutating func checkLists() {
    for list in draft.lists {
      if list.values.isEmpty { report(.badName, "the list \"\(list.name)\" is empty", hint: "leave it out") }
      for (place, value) in list.values.enumerated() {
        let cell = XLSXAddress(row: place + 1, column: 1)
        checkText(value, "a value of the list \"\(list.name)\"", limit: 255, sheet: draft.listSheet, cell: cell)
      }
    }
  }

  private mutating func checkNames() {
    var seen: Set<String> = []
    let sheets = Set(draft.sheets.map(\.name))
    for name in draft.lists.map(\.name) + draft.names.map(\.name) {
      if !Self.isName(name) {
        report(
          .badName, "\"\(name)\" cannot name cells",
          hint: "letters, digits and _ only, not like a cell (AB12), at most 100")
      }
      if !seen.insert(name.lowercased()).inserted { report(.badName, "two names are \"\(name)\"") }
    }
    for name in draft.names where !sheets.contains(name.sheet) {
      report(.badName, "the name \"\(name.name)\" stands for cells of a sheet that is not there", sheet: name.sheet)
    }
  }

  /// What Excel takes for a name, in ASCII only, since libxlsxwriter lowers bytes and cuts names at 127 of them.
  ///
  /// What names stand for cannot be cut: a sheet of 31 characters and the longest range have 121 bytes.
  private static func isName(_ name: String) -> Bool {
    guard let first = name.utf8.first, name.utf8.count <= 100 else { return false }
    let isWord = name.utf8.allSatisfy {
      (0x30...0x39).contains($0) || (0x41...0x5A).contains($0 & 0xDF) || $0 == UInt8(ascii: "_")
    }
    let likeRow = ["r", "c"].contains(name.lowercased()) || name.wholeMatch(of: #/[Rr][0-9]*[Cc][0-9]*/#) != nil
    return isWord && !(0x30...0x39).contains(first) && XLSXAddress(name) == nil && !likeRow
  }

  private mutating func checkProperty(_ property: XLSXProperty) {
    if property.name.isEmpty { report(.badName, "a property has no name") }
    checkText(property.name, "the name of a property", limit: 255)
    checkText(property.text, "the property \"\(property.name)\"", limit: 255)
    if property.text.isEmpty { report(.badName, "the property \"\(property.name)\" is empty", hint: "leave it out") }
  }

  private mutating func check(_ sheet: XLSXDraft.Sheet) {
    let name = sheet.name
    if sheet.rowCount > XLSXAddress.lastRow {
      report(.tooManyRows, "\(sheet.rowCount) rows, a sheet has \(XLSXAddress.lastRow)", sheet: name)
      return
    }
    for validation in sheet.validations { check(validation, sheet: name) }
    for rule in sheet.colours {
      checkText(rule.formula, "the formula of a colour", limit: 8_192, sheet: name, cell: rule.range.first)
    }
    if sheet.columns.count > Self.columns || sheet.columns.contains(where: { !(0...255).contains($0.width) }) {
      report(.badValue, "a column is wider than 255 characters, or beyond the last", sheet: name)
    }
    checkPage(sheet)
  }

  /// - Parameter number: of the row, from 1.
  mutating func check(_ row: XLSXDraft.Row, _ number: Int, sheet: String) {
    checkShape(of: row, number, sheet: sheet)
    if row.cells.count > Self.columns { return }
    for (column, cell) in row.cells.enumerated() {
      check(cell, XLSXAddress(row: number, column: column + 1), sheet: sheet)
    }
  }

  /// Height and width of a row, without its cells.
  mutating func checkShape(of row: XLSXDraft.Row, _ number: Int, sheet: String) {
    if let height = row.height, !(0...409).contains(height) {
      report(
        .badValue, "a row is \(height) points high, at most 409 are possible", sheet: sheet,
        cell: XLSXAddress(row: number, column: 1))
    }
    if row.cells.count > Self.columns {
      report(
        .tooManyColumns, "\(row.cells.count) columns, a sheet has \(Self.columns)", sheet: sheet,
        cell: XLSXAddress(row: number, column: 1))
    }
  }

  private mutating func checkPage(_ sheet: XLSXDraft.Sheet) {
    for margin in [sheet.page.header, sheet.page.footer] {
      checkText(margin.code, "a header or footer", limit: 255, sheet: sheet.name)
    }
    if let rows = sheet.page.repeatedRows, rows.lowerBound < 1 || rows.upperBound > XLSXAddress.lastRow {
      report(.badReference, "the repeated rows are not on the sheet", sheet: sheet.name)
    }
    let frozen = [sheet.frozenRows, sheet.frozenColumns]
    if frozen.contains(where: { $0 < 0 }) || sheet.frozenRows >= XLSXAddress.lastRow
      || sheet.frozenColumns >= Self.columns
    {
      report(.badReference, "the frozen rows or columns are not on the sheet", sheet: sheet.name)
    }
  }

  mutating func check(_ cell: XLSXDraft.Cell, _ address: XLSXAddress, sheet: String) {
    switch cell.content {
    case .blank: break
    case .text(let text): checkText(text, "the text", limit: XLSXLimits().cellUnits, sheet: sheet, cell: address)
    case .number(let number):
      if !number.isFinite {
        report(.badValue, "\(number) is no number that a cell can hold", sheet: sheet, cell: address)
      }
    case .link(let text, let target):
      checkText(text, "the text", limit: XLSXLimits().cellUnits, sheet: sheet, cell: address)
      if text.isEmpty { report(.badLink, "a link has no text to click on", sheet: sheet, cell: address) }
      check(target, sheet: sheet, cell: address)
    }
    if let note = cell.note {
      checkText(note, "the note", limit: XLSXLimits().cellUnits, sheet: sheet, cell: address)
      if note.isEmpty { report(.badValue, "the note is empty", hint: "leave it out", sheet: sheet, cell: address) }
    }
  }

  private mutating func check(_ target: XLSXDraft.Cell.Target, sheet: String, cell: XLSXAddress) {
    switch target {
    case .cell(let name, _):
      if !draft.sheets.contains(where: { $0.name == name }) {
        report(.badLink, "leads to sheet \"\(name)\", which is not there", sheet: sheet, cell: cell)
      }
    case .url(let url):
      let isKnown = ["https://", "http://", "mailto:"].contains { url.lowercased().hasPrefix($0) }
      // libxlsxwriter takes "internal:" and "external:" for its own wherever they stand.
      let isTaken = url.contains("internal:") || url.contains("external:")
      let isPlain = url.utf8.allSatisfy { (0x21...0x7E).contains($0) && $0 != UInt8(ascii: "\"") }
      if !isKnown || isTaken || !isPlain || url.utf8.count > 2_000 {
        report(
          .badLink, "\"\(url.prefix(80))\" cannot be a link", hint: "https:, http: or mailto:, percent-encoded",
          sheet: sheet, cell: cell)
      }
    }
  }

  private mutating func check(_ validation: XLSXDraft.Validation, sheet: String) {
    let cell = validation.range.first
    if !draft.lists.contains(where: { $0.name == validation.list }) {
      report(.badName, "a drop-down offers \"\(validation.list)\", which is no list", sheet: sheet, cell: cell)
    }
    for title in [validation.title, validation.errorTitle] {
      checkText(title, "the title of a drop-down", limit: 32, sheet: sheet, cell: cell)
    }
    for message in [validation.message, validation.errorMessage] {
      checkText(message, "the message of a drop-down", limit: 255, sheet: sheet, cell: cell)
    }
  }

  private mutating func checkText(
    _ text: String, _ what: String, limit: Int, sheet: String? = nil, cell: XLSXAddress? = nil
  ) {
    let units = text.utf8.count > limit ? XLSXText.units(XLSXText.encoded(text)) : 0
    if units > limit {
      report(
        .textTooLong, "\(what) has \(units) characters, at most \(limit) fit", hint: "shorten it", sheet: sheet,
        cell: cell)
    }
    if let control = Self.firstControl(text, allowsLines: true) {
      report(
        .controlCharacter, "\(what) has the character \(control), which a workbook cannot hold",
        hint: "take it out, or put U+FFFD for it", sheet: sheet, cell: cell)
    }
  }

  /// `U+0007`: what XML cannot hold, and CR, which would come back as LF.
  private static func firstControl(_ text: String, allowsLines: Bool) -> String? {
    // Most texts are plain, and looking at bytes is several times faster than at scalars.
    if text.utf8.allSatisfy({ (0x20..<0x7F).contains($0) || ($0 == 0x0A && allowsLines) }) { return nil }
    for scalar in text.unicodeScalars where !scalar.isWritable || (!allowsLines && scalar.value < 0x20) {
      let digits = String(scalar.value, radix: 16, uppercase: true)
      return "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    }
    return nil
  }

  /// The name of a sheet as formulas have it; it has no apostrophe.
  static func quoted(_ name: String) -> String { "'\(name)'" }
}

extension Unicode.Scalar {
  /// A cell can hold it and gives it back as it was.
  var isWritable: Bool {
    switch value {
    case 0x09, 0x0A: true
    case 0..<0x20, 0x7F, 0xFFFE, 0xFFFF: false
    default: true
    }
  }
}

/// The text as a cell can hold it: line ends LF, U+FFFD for each control character, and cut with `…` where it is too long.
package func writableText(_ text: String) -> String {
  // Most texts are plain, and looking at bytes is several times faster than at scalars.
  if text.utf8.count < 1_000, text.utf8.allSatisfy({ (0x20..<0x7F).contains($0) || $0 == 0x0A }) { return text }
  var scalars = String.UnicodeScalarView()
  var previous: Unicode.Scalar = " "
  for scalar in text.unicodeScalars {
    if scalar == "\r" {
      scalars.append("\n")
    } else if !(scalar == "\n" && previous == "\r") {
      scalars.append(scalar.isWritable ? scalar : "\u{FFFD}")
    }
    previous = scalar
  }
  var result = String(scalars)
  let limit = XLSXLimits().cellUnits
  guard result.utf8.count > limit, XLSXText.units(XLSXText.encoded(result)) > limit else { return result }
  while XLSXText.units(XLSXText.encoded(result)) > limit - 1 {
    let over = XLSXText.units(XLSXText.encoded(result)) - (limit - 1)
    // Characters have one unit or more, so this never cuts too much of plain text, and again when it was not enough.
    result.removeLast(max(1, over / 4))
  }
  return result + "…"
}
