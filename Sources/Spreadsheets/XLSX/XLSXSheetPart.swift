/// Reads the rows of one sheet.
struct XLSXSheetPart {
  /// What cells refer to.
  struct Context {
    var strings: [String]
    var styles: XLSXStyles
    var dates: XLSXDateSystem
    var limits: XLSXLimits
  }

  private(set) var rows: [XLSXRow] = []
  private(set) var merged: [XLSXRange] = []
  private(set) var formulas: [XLSXAddress] = []
  private(set) var richValues: [XLSXAddress] = []
  private(set) var cellCount = 0
  private let context: Context
  private let sheet: String
  /// How many more filled cells may be read.
  private let room: Int
  private var lastRow = 0
  private var body = XLSXCellBody()

  init(
    _ entry: ZIPArchive.Entry, named sheet: String, in archive: ZIPArchive, _ context: Context, room: Int
  ) throws(XLSXProblem) {
    self.context = context
    self.sheet = sheet
    self.room = room
    let stream = try XMLStream(
      try archive.open(entry), root: ["worksheet"], of: .spreadsheet, limits: archive.limits)
    try stream.eachChild { () throws(XLSXProblem) in
      if stream.isAt("sheetData") {
        try stream.eachChild { () throws(XLSXProblem) in try readRow(stream) }
      } else if stream.isAt("mergeCells") {
        try stream.eachChild { () throws(XLSXProblem) in try readMerged(stream) }
      }
    }
    try stream.finish()
  }

  private mutating func readMerged(_ stream: XMLStream) throws(XLSXProblem) {
    guard stream.isAt("mergeCell") else { return }
    let text = stream.attribute("ref") ?? ""
    guard let range = XLSXRange(text) else {
      throw stream.problem(.badReference, "\"\(text)\" is no range of cells").placed(sheet: sheet, cell: nil)
    }
    if merged.count == context.limits.extras { throw stream.problem(.tooLarge, "too many merged ranges") }
    merged.append(range)
  }

  private mutating func readRow(_ stream: XMLStream) throws(XLSXProblem) {
    guard try isAt("row", stream, near: nil) else { return }
    var number = lastRow + 1
    if let written = stream.attribute("r") {
      guard let value = Int(written), value >= 1 else {
        throw stream.problem(.badReference, "\"\(written)\" is no row").placed(sheet: sheet, cell: nil)
      }
      number = value
    }
    let start = XLSXAddress(row: number, column: 1)
    guard number > lastRow, number <= XLSXAddress.lastRow else {
      throw stream.problem(
        .cellOrder,
        number > lastRow ? "row \(number) is beyond the last one" : "row \(number) stands here twice or too late",
        hint: "rows could be taken for each other; save it again with a spreadsheet program"
      ).placed(sheet: sheet, cell: number > lastRow ? nil : start)
    }
    lastRow = number
    var row = XLSXRow(number: number, isHidden: stream.flag("hidden") ?? false, cells: [])
    // Rows are mostly as long as the one before; growing by doubling would leave half of the room unused.
    row.cells.reserveCapacity(rows.last?.cells.count ?? 0)
    var lastColumn = 0
    try stream.eachChild { () throws(XLSXProblem) in
      try readCell(stream, row: number, after: &lastColumn, into: &row.cells)
    }
    guard !row.cells.isEmpty else { return }
    if rows.count == context.limits.rows {
      throw XLSXProblem(
        .tooManyRows, part: stream.part, sheet: sheet, cell: row.cells[0].address,
        "more than \(context.limits.rows) filled rows", hint: "was something filled down to the end of the sheet?")
    }
    rows.append(row)
  }

  private mutating func readCell(
    _ stream: XMLStream, row: Int, after lastColumn: inout Int, into cells: inout [XLSXCell]
  ) throws(XLSXProblem) {
    guard try isAt("c", stream, near: XLSXAddress(row: row, column: max(lastColumn, 1))) else { return }
    let head = XLSXCellHead(stream)
    let address = try address(of: head, stream, row: row, after: lastColumn)
    lastColumn = address.column
    do throws(XLSXProblem) {
      try body.read(stream, context.limits)
      let value = try value(of: head, stream, below: above(cells.count, address))
      if value == .empty, body.formula == nil { return }
      if address.column > context.limits.columns {
        throw stream.problem(
          .tooManyColumns, "more than \(context.limits.columns) columns",
          hint: "clear what stands far to the right of the worksheet")
      }
      cellCount += 1
      if cellCount > room { throw stream.problem(.tooManyCells, "more than \(context.limits.cells) filled cells") }
      if body.formula != nil { formulas.append(address) }
      if head.isRich { richValues.append(address) }
      cells.append(XLSXCell(address: address, value: value, formula: body.formula))
    } catch {
      throw error.placed(sheet: sheet, cell: address)
    }
  }

  private func address(
    of head: XLSXCellHead, _ stream: XMLStream, row: Int, after lastColumn: Int
  ) throws(XLSXProblem) -> XLSXAddress {
    let next = XLSXAddress(row: row, column: lastColumn + 1)
    guard head.hasAddress else { return next }
    guard let address = head.address else {
      throw stream.problem(.badReference, "a cell names a place that no sheet has").placed(sheet: sheet, cell: next)
    }
    guard address.row == row, address.column > lastColumn else {
      throw stream.problem(
        .cellOrder,
        address.row == row ? "the cell stands here twice or too late" : "the cell stands in row \(row)",
        hint: "cells could be taken for each other; save it again with a spreadsheet program"
      ).placed(sheet: sheet, cell: address)
    }
    return address
  }

  private func value(
    of head: XLSXCellHead, _ stream: XMLStream, below above: String?
  ) throws(XLSXProblem) -> XLSXValue {
    if body.hasText { return try text(body.text, stream, below: above) }
    switch head.kind {
    case .number: return try number(style: head.style, stream)
    case .shared:
      guard !body.value.isEmpty else { return .empty }
      guard let index = Int(body.trimmed), context.strings.indices.contains(index) else {
        throw stream.problem(
          .badReference, "refers to text \"\(body.trimmed)\" of \(context.strings.count)",
          hint: "the file is broken; ask for it once more")
      }
      let text = context.strings[index]
      return text.isEmpty ? .empty : .text(text)
    case .text: return try text(body.value, stream, below: above)
    case .boolean:
      switch body.trimmed {
      case "": return .empty
      case "1", "true": return .boolean(true)
      case "0", "false": return .boolean(false)
      default: throw stream.problem(.badValue, "\"\(body.trimmed)\" is neither true nor false")
      }
    case .error: return .error(try XLSXStrings.text(body.value, stream, context.limits))
    case .isoDate:
      if body.value.isEmpty { return .empty }
      guard let date = XLSXDate(iso: body.trimmed, system: context.dates) else {
        throw stream.problem(.badValue, "\"\(body.trimmed)\" is no date")
      }
      return .date(date)
    case .unknown(let type): throw stream.problem(.badValue, "the cell is of an unknown type \"\(type)\"")
    }
  }

  /// The text of the cell above, where the row so far is like the one above; nil for none.
  private func above(_ place: Int, _ address: XLSXAddress) -> String? {
    guard let cells = rows.last?.cells, place < cells.count, cells[place].address.column == address.column,
      case .text(let text) = cells[place].value
    else { return nil }
    return text
  }

  /// One text for as many cells below each other as say the same: on a worksheet many do.
  private func text(_ bytes: [UInt8], _ stream: XMLStream, below above: String?) throws(XLSXProblem) -> XLSXValue {
    if bytes.isEmpty { return .empty }
    if let above, above.utf8.count == bytes.count, above.utf8.elementsEqual(bytes), XLSXText.isPlain(bytes) {
      return .text(above)
    }
    let text = try XLSXStrings.text(bytes, stream, context.limits)
    return text.isEmpty ? .empty : .text(text)
  }

  private func number(style: Int, _ stream: XMLStream) throws(XLSXProblem) -> XLSXValue {
    let written = body.trimmed
    if written.isEmpty { return .empty }
    // Double also reads "nan", "inf" and hexadecimal, which are no numbers of a workbook.
    let isPlain = written.utf8.allSatisfy { (0x30...0x39).contains($0) || [0x2B, 0x2D, 0x2E, 0x45, 0x65].contains($0) }
    guard isPlain, let number = Double(written), number.isFinite else {
      throw stream.problem(.badValue, "\"\(written)\" is no number")
    }
    guard let format = context.styles.format(style) else {
      throw stream.problem(.badReference, "refers to cell format \(style), which the workbook lacks")
    }
    if let date = XLSXDate(serial: number, system: context.dates, format: format) { return .date(date) }
    return .number(number, written: written)
  }

  /// Among rows and cells nothing unknown may stand but extensions: it could be what a tester wrote.
  private func isAt(_ name: StaticString, _ stream: XMLStream, near cell: XLSXAddress?) throws(XLSXProblem) -> Bool {
    if stream.isAt(name) { return true }
    if stream.isAt("extLst") { return false }
    throw stream.problem(.malformed, "an unknown element \"\(stream.localName)\" among the cells")
      .placed(sheet: sheet, cell: cell)
  }
}
