import Spreadsheets

/// One cell as it came back.
struct FilledCell: Sendable, Hashable {
  enum Kind: Sendable, Hashable {
    case text
    /// A number that no format makes a day.
    case number(Double)
    /// A day, a time or both; the text is in ISO form.
    case date
    /// What a formula gave when the file was saved.
    case formula
    /// A formula that nobody worked out; the text is the formula.
    case openFormula
    case error
  }

  var text: String
  var kind = Kind.text

  static let empty = FilledCell(text: "")

  var isBlank: Bool { text.isBlank }
}

/// Where something stands in a returned file: `J7`, `Worksheet!J7`, `line 7`.
package struct FilledPlace: Sendable, Hashable, CustomStringConvertible {
  /// nil for CSV, and where the file has one worksheet only.
  var sheet: String?
  /// 1-based: the spreadsheet's row number, or the line in which the row begins.
  package var row: Int
  /// 1-based; nil for the whole row, and for CSV.
  var column: Int?
  var isLine: Bool

  package func text(_ texts: (String, String) -> String) -> String {
    if isLine { return texts("line", "regel") + " \(row)" }
    let cell = column.map { XLSXAddress(row: row, column: $0).description }
    return (sheet.map { $0 + "!" } ?? "") + (cell ?? texts("row", "rij") + " \(row)")
  }

  package var description: String { text { english, _ in english } }
}

/// The rows of a returned file below one header, alike from a workbook and from CSV.
struct FilledTable: Sendable {
  private enum Source: Sendable {
    case csv(ArraySlice<CSVTable.Row>)
    case workbook(ArraySlice<XLSXRow>)
  }

  /// Of the workbook; nil for CSV.
  var name: String?
  /// Whether places need the sheet's name.
  var isOneOfSeveral = false
  /// 1-based row of the header.
  let headerRow: Int
  /// 0-based place of each column that the header names.
  let places: [WorksheetColumn: Int]
  private let source: Source
  private let headings: [Int: String]
  /// `places` by the column's raw value, for tens of thousands of look-ups.
  private let quick: [Int]

  init(csv rows: ArraySlice<CSVTable.Row>, header: CSVTable.Row, places: [WorksheetColumn: Int]) {
    source = .csv(rows)
    headerRow = header.line
    self.places = places
    headings = Dictionary(uniqueKeysWithValues: header.fields.enumerated().map { ($0.offset, $0.element) })
    quick = Self.quick(places)
  }

  init(workbook rows: ArraySlice<XLSXRow>, name: String, header: XLSXRow, places: [WorksheetColumn: Int]) {
    source = .workbook(rows)
    self.name = name
    headerRow = header.number
    self.places = places
    headings = Dictionary(header.cells.map { ($0.address.column - 1, $0.text) }) { first, _ in first }
    quick = Self.quick(places)
  }

  private static func quick(_ places: [WorksheetColumn: Int]) -> [Int] {
    WorksheetColumn.allCases.map { places[$0] ?? -1 }
  }

  var count: Int {
    switch source {
    case .csv(let rows): rows.count
    case .workbook(let rows): rows.count
    }
  }

  /// 1-based row or line of the `index`th row.
  func number(_ index: Int) -> Int {
    switch source {
    case .csv(let rows): rows[rows.startIndex + index].line
    case .workbook(let rows): rows[rows.startIndex + index].number
    }
  }

  func isHidden(_ index: Int) -> Bool {
    switch source {
    case .csv: false
    case .workbook(let rows): rows[rows.startIndex + index].isHidden
    }
  }

  /// True when nothing but white space stands in any column, known or not.
  func isBlank(_ index: Int) -> Bool {
    switch source {
    case .csv(let rows): rows[rows.startIndex + index].fields.allSatisfy(\.isBlank)
    case .workbook(let rows):
      rows[rows.startIndex + index].cells.allSatisfy { $0.formula == nil && $0.text.isBlank }
    }
  }

  func place(_ index: Int, _ column: WorksheetColumn? = nil) -> FilledPlace {
    place(index, column: column.flatMap { places[$0] }.map { $0 + 1 })
  }

  /// - Parameter number: 1-based column; nil for the whole row.
  func place(_ index: Int, column number: Int?) -> FilledPlace {
    switch source {
    case .csv: return FilledPlace(row: self.number(index), column: number, isLine: true)
    case .workbook:
      return FilledPlace(
        sheet: isOneOfSeveral ? name : nil, row: self.number(index), column: number, isLine: false)
    }
  }

  func cell(_ index: Int, _ column: WorksheetColumn) -> FilledCell {
    let place = quick[column.rawValue]
    guard place >= 0 else { return .empty }
    switch source {
    case .csv(let rows):
      let fields = rows[rows.startIndex + index].fields
      return place < fields.count ? FilledCell(text: fields[place]) : .empty
    case .workbook(let rows):
      return rows[rows.startIndex + index][place + 1].map(FilledCell.init) ?? .empty
    }
  }

  /// Text of a cell without white space at its ends.
  func word(_ index: Int, _ column: WorksheetColumn) -> String { cell(index, column).text.trimmed }

  /// What the header says of a column; 0-based.
  func heading(_ place: Int) -> String { headings[place] ?? "" }

  /// The texts of a row with the 0-based places of their columns.
  func cells(_ index: Int) -> [(place: Int, text: String)] {
    switch source {
    case .csv(let rows): rows[rows.startIndex + index].fields.enumerated().map { ($0.offset, $0.element) }
    case .workbook(let rows): rows[rows.startIndex + index].cells.map { ($0.address.column - 1, $0.text) }
    }
  }

  /// Everything that stands in the row, in order.
  func everything(_ index: Int) -> [String] {
    switch source {
    case .csv(let rows): rows[rows.startIndex + index].fields
    case .workbook(let rows): rows[rows.startIndex + index].cells.map(\.text)
    }
  }
}

extension FilledCell {
  init(_ cell: XLSXCell) {
    if let formula = cell.formula {
      if case .empty = cell.value {
        self.init(text: "=" + formula, kind: .openFormula)
      } else {
        self.init(text: cell.text, kind: .formula)
      }
      return
    }
    switch cell.value {
    case .number(let number, let written): self.init(text: written, kind: .number(number))
    case .date(let date): self.init(text: date.text, kind: .date)
    case .error(let code): self.init(text: code, kind: .error)
    case .empty, .text, .boolean: self.init(text: cell.text)
    }
  }
}

extension String {
  /// Nothing but white space and marks that nobody sees.
  var isBlank: Bool {
    // Most cells begin with a letter or a digit.
    if let first = utf8.first, (0x21..<0x7F).contains(first) { return false }
    return unicodeScalars.allSatisfy { $0.properties.isWhitespace || $0 == "\u{FEFF}" || $0 == "\u{200B}" }
  }
}
