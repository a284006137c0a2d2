extension XLSXDraft {
  /// A drop-down that offers one of the draft's lists.
  package struct Validation: Sendable, Hashable {
    package var range: XLSXRange
    /// Of a `List` of the draft.
    package var list: String
    /// Other input is refused; otherwise it is only warned of.
    package var isStrict: Bool
    /// Shown beside the cell: at most 32 and 255 characters.
    package var title: String
    package var message: String
    package var errorTitle: String
    package var errorMessage: String

    package init(
      _ range: XLSXRange, list: String, isStrict: Bool = true, title: String = "", message: String = "",
      errorTitle: String = "", errorMessage: String = ""
    ) {
      self.range = range
      self.list = list
      self.isStrict = isStrict
      self.title = title
      self.message = message
      self.errorTitle = errorTitle
      self.errorMessage = errorMessage
    }
  }

  /// Colours for cells for which a formula holds, the first rule that does.
  package struct ColourRule: Sendable, Hashable {
    package var range: XLSXRange
    /// `=$J2="Failed"`, as seen from the first cell of the range; never made of a text that somebody else wrote.
    package var formula: String
    package var fill: Colour?
    package var ink: Colour?

    package init(_ range: XLSXRange, when formula: String, fill: Colour? = nil, ink: Colour? = nil) {
      self.range = range
      self.formula = formula
      self.fill = fill
      self.ink = ink
    }
  }

  /// Protects a sheet from slips, not from people: it has no password.
  package struct Protection: Sendable, Hashable {
    package var allowsFilter = true
    package var allowsColumnWidth = true
    package var allowsRowHeight = true
    /// Pasting screenshots, among others.
    package var allowsObjects = true

    package init() {}
  }

  /// How a sheet is printed, on A4.
  package struct Page: Sendable, Hashable {
    package var isLandscape = false
    /// All columns on one page, as many pages down as there are rows for.
    package var fitsWidth = false
    /// Printed again on top of each page; counted from 1.
    package var repeatedRows: ClosedRange<Int>?
    package var header = Margin()
    package var footer = Margin()

    package init() {}

    /// What stands above or below the print.
    package struct Margin: Sendable, Hashable {
      package enum Piece: Sendable, Hashable {
        case text(String)
        case page, pages, sheet
      }

      package var left: [Piece]
      package var centre: [Piece]
      package var right: [Piece]

      package init(left: [Piece] = [], centre: [Piece] = [], right: [Piece] = []) {
        self.left = left
        self.centre = centre
        self.right = right
      }

      /// In Excel's codes, an ampersand of a text doubled; empty when there is nothing to print.
      var code: String {
        [("&L", left), ("&C", centre), ("&R", right)].filter { !$0.1.isEmpty }
          .map { $0.0 + $0.1.map(Self.code).joined() }.joined()
      }

      private static func code(_ piece: Piece) -> String {
        switch piece {
        case .text(let text): text.split(separator: "&", omittingEmptySubsequences: false).joined(separator: "&&")
        case .page: "&P"
        case .pages: "&N"
        case .sheet: "&A"
        }
      }
    }
  }
}
