/// A workbook as read: what stands in it, and what was seen on the way that a person should know.
package struct XLSXWorkbook: Sendable, Hashable {
  /// In the order of the tabs, hidden ones included.
  package var sheets: [XLSXSheet]
  package var names: [XLSXDefinedName]
  /// Custom document properties, in file order.
  package var properties: [XLSXProperty]
  package var dates: XLSXDateSystem
  package var notices: [XLSXNotice]

  package init(
    sheets: [XLSXSheet], names: [XLSXDefinedName] = [], properties: [XLSXProperty] = [],
    dates: XLSXDateSystem = .from1900, notices: [XLSXNotice] = []
  ) {
    self.sheets = sheets
    self.names = names
    self.properties = properties
    self.dates = dates
    self.notices = notices
  }
}

/// One sheet of cells.
package struct XLSXSheet: Sendable, Hashable {
  package enum State: String, Sendable {
    case visible, hidden
    /// Only a macro or a program makes it visible again.
    case veryHidden
  }

  package var name: String
  package var state: State
  /// Only rows with a cell that holds something, in order.
  package var rows: [XLSXRow]
  package var merged: [XLSXRange]
  package var notes: [XLSXNote]
  package var pictures: [XLSXPicture]

  package init(
    name: String, state: State = .visible, rows: [XLSXRow] = [], merged: [XLSXRange] = [], notes: [XLSXNote] = [],
    pictures: [XLSXPicture] = []
  ) {
    self.name = name
    self.state = state
    self.rows = rows
    self.merged = merged
    self.notes = notes
    self.pictures = pictures
  }

  /// The cell of an address; nil when nothing stands there.
  package subscript(_ address: XLSXAddress) -> XLSXCell? {
    row(address.row)?[address.column]
  }

  /// - Parameter number: 1-based, as the spreadsheet shows it.
  package func row(_ number: Int) -> XLSXRow? {
    var low = 0
    var high = rows.count
    while low < high {
      let middle = (low + high) / 2
      if rows[middle].number < number { low = middle + 1 } else { high = middle }
    }
    return low < rows.count && rows[low].number == number ? rows[low] : nil
  }
}

package struct XLSXRow: Sendable, Hashable {
  /// 1-based, as the spreadsheet shows it.
  package var number: Int
  /// By hand or by a filter; the file does not tell which.
  package var isHidden: Bool
  /// Only cells that hold something, by column, each column once.
  package var cells: [XLSXCell]

  package init(number: Int, isHidden: Bool = false, cells: [XLSXCell]) {
    self.number = number
    self.isHidden = isHidden
    self.cells = cells
  }

  /// - Parameter column: 1-based.
  package subscript(_ column: Int) -> XLSXCell? {
    // Most rows have a cell in nearly every column, so the one that is wanted stands at its place or little before.
    var place = min(column, cells.count) - 1
    while place >= 0, cells[place].address.column > column { place -= 1 }
    return place >= 0 && cells[place].address.column == column ? cells[place] : nil
  }
}

/// There are four hundred thousand on a large worksheet, so what few of them have stands apart.
package struct XLSXCell: Sendable, Hashable {
  /// In a place of its own: it takes half the room of a text that is not there.
  private indirect enum Formula: Sendable, Hashable { case text(String) }

  package var address: XLSXAddress
  /// Of a formula: what the program that saved the file had worked out.
  package var value: XLSXValue
  private var written: Formula?

  package init(address: XLSXAddress, value: XLSXValue, formula: String? = nil) {
    self.address = address
    self.value = value
    written = formula.map { .text($0) }
  }

  /// Not nil for a formula; empty when the file names it elsewhere (shared formulas).
  package var formula: String? {
    if case .text(let text)? = written { text } else { nil }
  }

  /// The value as text, see `XLSXValue.text`.
  package var text: String { value.text }
}

/// What a cell holds.
package enum XLSXValue: Sendable, Hashable {
  /// Only of a formula that nobody worked out.
  case empty
  /// Exactly as typed but for line ends, which are LF.
  case text(String)
  /// And the digits as the file has them: programs write 0.1 also as 0.10000000000000001.
  indirect case number(Double, written: String)
  case boolean(Bool)
  indirect case date(XLSXDate)
  /// `#REF!` and its like.
  case error(String)

  /// Dates in ISO form, Booleans as `TRUE` and `FALSE`, nothing for `empty`.
  package var text: String {
    switch self {
    case .empty: ""
    case .text(let text): text
    case .number(_, let written): written
    case .boolean(let isTrue): isTrue ? "TRUE" : "FALSE"
    case .date(let date): date.text
    case .error(let code): code
    }
  }
}

/// A name that stands for cells or a formula.
package struct XLSXDefinedName: Sendable, Hashable {
  package var name: String
  /// `Sheet1!$A$1:$A$9`, or any formula; other programs leave junk such as `#REF!` here.
  package var refersTo: String
  /// The sheet it belongs to; nil when it holds for the whole workbook.
  package var sheet: String?
  package var isHidden: Bool
}

/// A custom document property, its value as text.
package struct XLSXProperty: Sendable, Hashable {
  package var name: String
  package var text: String

  package init(name: String, text: String) {
    self.name = name
    self.text = text
  }
}

/// A note on a cell; of a threaded comment, what the program left for others to read.
package struct XLSXNote: Sendable, Hashable {
  package var address: XLSXAddress
  package var author: String?
  package var text: String
}

/// A picture that lies on the sheet.
package struct XLSXPicture: Sendable, Hashable {
  /// The cell under its upper left corner; nil when it is not tied to a cell.
  package var address: XLSXAddress?
  /// `xl/media/image1.png`
  package var part: String
  package var bytes: [UInt8]
}
