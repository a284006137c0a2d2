package import Diagnostics

/// Why a workbook is not read or not written, and where.
package struct XLSXProblem: Error, Sendable, Hashable {
  package enum Kind: String, Sendable {
    // Another kind of file.
    case notXLSX = "not-xlsx"
    case notWorkbook = "not-workbook"
    case encrypted
    case macros
    // A file that is damaged, or made to do harm.
    case damaged
    case duplicatePart = "duplicate-part"
    case unsafeName = "unsafe-name"
    case malformed
    case doctype
    case missingPart = "missing-part"
    case badReference = "bad-reference"
    case badValue = "bad-value"
    case cellOrder = "cell-order"
    // More than is read.
    case tooLarge = "too-large"
    case bomb
    case tooManyParts = "too-many-parts"
    case tooManySheets = "too-many-sheets"
    case tooManyRows = "too-many-rows"
    case tooManyColumns = "too-many-columns"
    case tooManyCells = "too-many-cells"
    case tooDeep = "too-deep"
    // Also of a workbook that is to be written.
    case textTooLong = "text-too-long"
    case controlCharacter = "control-character"
    case sheetName = "sheet-name"
    case badName = "bad-name"
    case badLink = "bad-link"
    case notWritable = "not-writable"
  }

  package var kind: Kind
  /// The file within the zip; nil when the whole file is meant.
  package var part: String?
  package var sheet: String?
  package var cell: XLSXAddress?
  /// Lower case, no full stop.
  package var message: String
  package var hint: String?

  init(
    _ kind: Kind, part: String? = nil, sheet: String? = nil, cell: XLSXAddress? = nil, _ message: String,
    hint: String? = nil
  ) {
    self.kind = kind
    self.part = part
    self.sheet = sheet
    self.cell = cell
    self.message = message
    self.hint = hint
  }

  /// The problem with a place where it has none yet.
  func placed(sheet: String?, cell: XLSXAddress?) -> XLSXProblem {
    var problem = self
    problem.sheet = problem.sheet ?? sheet
    problem.cell = problem.cell ?? cell
    return problem
  }

  /// A zip has no lines to point at, so the place stands in the message: `back.xlsx, sheet "Worksheet", cell J7: …`.
  package func diagnostic(path: String) -> Diagnostic {
    var place = path
    if let sheet { place += ", sheet \"\(sheet)\"" }
    if let cell { place += ", cell \(cell)" }
    if sheet == nil, let part { place += ", \(part)" }
    return Diagnostic(.error, "xlsx.\(kind.rawValue)", "\(place): \(message)", hint: hint)
  }
}
