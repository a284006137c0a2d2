import SideWork

/// A workbook to be written, as a value: the same draft always gives the same bytes.
///
/// Every text is written as text, whatever it begins with: no text becomes a formula or a link on its own.
package struct XLSXDraft: Sendable {
  package var title = ""
  package var author = ""
  package var sheets: [Sheet]
  /// What drop-downs offer; each becomes a column of one hidden sheet and a name.
  package var lists: [List] = []
  /// Name of the hidden sheet that holds the lists; programs may show it.
  package var listSheet = "_lists"
  package var names: [Name] = []
  package var properties: [XLSXProperty] = []
  /// Seconds since 1970, UTC; stands in the file as its date of creation.
  package var created: Int

  package init(sheets: [Sheet], created: Int) {
    self.sheets = sheets
    self.created = created
  }

  package struct Sheet: Sendable {
    package var name: String
    package var isHidden = false
    package var columns: [Column] = []
    package var rows: [Row] = []
    /// Below `rows`.
    package var moreRows: MoreRows?
    /// Rows and columns that stay in sight, counted from the first.
    package var frozenRows = 0
    package var frozenColumns = 0
    /// A row of arrows above what can be filtered; its first row is the header.
    package var filter: XLSXRange?
    package var validations: [Validation] = []
    package var colours: [ColourRule] = []
    package var protection: Protection?
    package var page = Page()
    /// RGB of the tab.
    package var tabColour: Colour?

    package init(name: String) {
      self.name = name
    }
  }

  /// Rows that are made when they are written, one after the other: ten thousands of them are never in memory together.
  package struct MoreRows: Sendable {
    package let count: Int
    /// Makes the row of a place, from 0; the same one each time.
    package let row: @Sendable (Int) -> Row

    package init(count: Int, _ row: @escaping @Sendable (Int) -> Row) {
      self.count = count
      self.row = row
    }
  }

  package struct Column: Sendable, Hashable {
    /// In characters of the standard font, up to 255.
    package var width: Double
    package var isHidden = false

    package init(width: Double, isHidden: Bool = false) {
      self.width = width
      self.isHidden = isHidden
    }
  }

  package struct Row: Sendable, Hashable {
    /// In points; nil leaves it to the program that opens the file.
    package var height: Double?
    /// From column A on.
    package var cells: [Cell]

    package init(_ cells: [Cell], height: Double? = nil) {
      self.cells = cells
      self.height = height
    }
  }

  /// A name for a range of one sheet.
  package struct Name: Sendable, Hashable {
    package var name: String
    package var sheet: String
    package var range: XLSXRange

    package init(_ name: String, sheet: String, range: XLSXRange) {
      self.name = name
      self.sheet = sheet
      self.range = range
    }
  }

  package struct List: Sendable, Hashable {
    /// Also the name that stands for its cells.
    package var name: String
    package var values: [String]

    package init(_ name: String, _ values: [String]) {
      self.name = name
      self.values = values
    }
  }
}

extension XLSXDraft.Sheet {
  var rowCount: Int { rows.count + (moreRows?.count ?? 0) }

  private static var rowsMadeTogether: Int { 64 }

  /// Calls the body with each row and its number, from 1, in order.
  func eachRow(_ body: (XLSXDraft.Row, Int) throws(XLSXProblem) -> Void) throws(XLSXProblem) {
    for (place, row) in rows.enumerated() { try body(row, place + 1) }
    guard let moreRows else { return }
    // Making a row takes as long as printing it.
    let row = moreRows.row
    let making = SideWork<Range<Int>, [XLSXDraft.Row]> { $0.map(row) }
    var places = stride(from: 0, to: moreRows.count, by: Self.rowsMadeTogether).map { start in
      start..<min(start + Self.rowsMadeTogether, moreRows.count)
    }[...]
    for part in places.prefix(2) { making.begin(part) }
    while let part = places.popFirst() {
      let made = making.next()
      if let later = places.dropFirst().first { making.begin(later) }
      for (place, row) in zip(part, made) { try body(row, rows.count + place + 1) }
    }
  }
}

extension XLSXDraft {
  /// The hidden sheet of the lists, one column each.
  var sheetOfLists: Sheet {
    var sheet = Sheet(name: listSheet)
    sheet.isHidden = true
    sheet.rows = (0..<(lists.map(\.values.count).max() ?? 0)).map { place in
      Row(lists.map { $0.values.indices.contains(place) ? .text($0.values[place]) : .blank() })
    }
    return sheet
  }
}
