/// The place of a cell in its sheet, as `C17`.
package struct XLSXAddress: Sendable, Hashable, Comparable, CustomStringConvertible {
  // Half the room of two integers: each cell that is read has one.
  private let (line, letter): (Int32, Int32)

  /// 1-based.
  package var row: Int { Int(line) }
  /// 1-based: A is 1.
  package var column: Int { Int(letter) }

  /// What the format can name: `XFD1048576` is the last cell.
  package static let lastRow = 1_048_576
  package static let lastColumn = 16_384

  package init(row: Int, column: Int) {
    (line, letter) = (Int32(clamping: row), Int32(clamping: column))
  }

  /// Reads `C17`, also as `$C$17` and in small letters; nil for anything else and beyond `XFD1048576`.
  package init?(_ text: some StringProtocol) {
    self.init(bytes: text.utf8)
  }

  init?(bytes: some Sequence<UInt8>) {
    var column = 0
    var row = 0
    var dollars = 0
    for byte in bytes {
      switch byte {
      case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"):
        guard row == 0, dollars < 2, column <= Self.lastColumn else { return nil }
        column = column * 26 + Int(byte & 0x1F)
      case UInt8(ascii: "0")...UInt8(ascii: "9"):
        guard column > 0, row > 0 || byte != UInt8(ascii: "0"), row <= Self.lastRow else { return nil }
        row = row * 10 + Int(byte - UInt8(ascii: "0"))
      case UInt8(ascii: "$"):
        guard row == 0, dollars < 2, (dollars == 0 && column == 0) || column > 0 else { return nil }
        // One before the letters, one between letters and digits: `A$$1` has two in one place.
        dollars = column == 0 ? 1 : dollars + 2
      default: return nil
      }
    }
    guard (1...Self.lastRow).contains(row), (1...Self.lastColumn).contains(column) else { return nil }
    self.init(row: row, column: column)
  }

  package static func < (one: XLSXAddress, other: XLSXAddress) -> Bool {
    (one.row, one.column) < (other.row, other.column)
  }

  /// Letters of a column: 1 is `A`, 27 is `AA`.
  package static func letters(_ column: Int) -> String {
    var letters = ""
    var rest = column
    while rest > 0 {
      let place = (rest - 1) % 26
      letters = String(UnicodeScalar(UInt8(ascii: "A") + UInt8(place))) + letters
      rest = (rest - 1) / 26
    }
    return letters
  }

  package var description: String { Self.letters(column) + String(row) }

  /// `$C$17`, as formulas and names want it.
  package var absolute: String { "$\(Self.letters(column))$\(row)" }
}

/// A rectangle of cells, both corners included.
package struct XLSXRange: Sendable, Hashable, CustomStringConvertible {
  package var first: XLSXAddress
  package var last: XLSXAddress

  /// The corners may be given in any order.
  package init(_ one: XLSXAddress, _ other: XLSXAddress) {
    first = XLSXAddress(row: min(one.row, other.row), column: min(one.column, other.column))
    last = XLSXAddress(row: max(one.row, other.row), column: max(one.column, other.column))
  }

  /// Reads `A1:C17`; a single cell is a range of one.
  package init?(_ text: some StringProtocol) {
    let corners = text.split(separator: ":", omittingEmptySubsequences: false)
    guard (1...2).contains(corners.count), let first = XLSXAddress(corners[0]),
      let last = XLSXAddress(corners[corners.count - 1])
    else { return nil }
    self.init(first, last)
  }

  package func contains(_ address: XLSXAddress) -> Bool {
    (first.row...last.row).contains(address.row) && (first.column...last.column).contains(address.column)
  }

  package var description: String { first == last ? first.description : "\(first):\(last)" }

  package var absolute: String { "\(first.absolute):\(last.absolute)" }
}
