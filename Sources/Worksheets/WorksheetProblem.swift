package import Diagnostics
package import Spreadsheets

/// Why a file as a whole is no worksheet of this project.
package enum WorksheetProblem: Error, Sendable, Hashable {
  case unreadable(CSVProblem)
  case unreadableWorkbook(XLSXProblem)
  /// No row among the first thirty names the columns.
  case noHeader
  /// The header, at a place, has not all columns that are needed.
  case lackingColumns(String, [String])
  /// Two columns of the header have the same name.
  case doubledColumn(String, String)
  case noSheetID
  /// Two places name different sheets.
  case twoSheets(String, place: String, other: String, otherPlace: String)
  /// The sheet belongs to another project, or was never handed out from this campaign.
  case otherProject(String)
  /// The sheet is of another round than the one asked for.
  case otherRound(String, Int)
  /// Nobody wrote a name into "Tested by", and none was given.
  case noTester
  /// Handed out to one person, and signed by another.
  case otherTester(written: String, sheet: String)

  package func diagnostic(path: String) -> Diagnostic {
    switch self {
    case .unreadable(let problem): return problem.diagnostic(path: path, text: nil).placed(problem, path: path)
    case .unreadableWorkbook(let problem): return problem.diagnostic(path: path)
    case .noHeader:
      return Diagnostic(
        .error, "worksheet.no-header", "\(path): no row names the columns of a worksheet",
        hint: "the header needs at least the columns row, verdict, observed and check")
    case .lackingColumns(let place, let columns):
      return Diagnostic(
        .error, "worksheet.lacking-column",
        "\(path), \(place): the header has no column \(columns.map { "\"\($0)\"" }.joined(separator: " and "))",
        hint: "a column was deleted or renamed; put it back from the sheet that was handed out")
    case .doubledColumn(let place, let name):
      return Diagnostic(
        .error, "worksheet.double-column", "\(path), \(place): two columns are called \"\(name)\"",
        hint: "rename the one that was added")
    case .noSheetID:
      return Diagnostic(
        .error, "worksheet.no-sheet", "\(path): the sheet's id (S-…) stands nowhere in it",
        hint: "say whose it is with --tester and --round")
    case .twoSheets(let one, let first, let other, let second):
      return Diagnostic(
        .error, "worksheet.two-sheets", "\(path): \(first) says sheet \(one), and \(second) says \(other)",
        hint: "rows of two sheets were mixed; ask for each sheet by itself")
    case .otherProject(let id):
      return Diagnostic(
        .error, "worksheet.other-project", "\(path): \(id) was not handed out from this campaign",
        hint: "look whether this is the right project folder")
    case .otherRound(let id, let round):
      return Diagnostic(
        .error, "worksheet.other-round", "\(path): sheet \(id) belongs to round \(round)",
        hint: "leave --round out: the sheet knows its own")
    case .noTester:
      return Diagnostic(
        .error, "worksheet.no-tester", "\(path): nobody is named under \"Tested by\"",
        hint: "name the tester with --tester")
    case .otherTester(let written, let sheet):
      return Diagnostic(
        .error, "worksheet.other-tester",
        "\(path): the sheet was handed to \(sheet.visibleLine), but \"Tested by\" says \(written.visibleLine)",
        hint: "say with --tester who tested")
    }
  }

  /// Of several readings of one file, the problem that tells people most.
  func saysMore(than other: WorksheetProblem) -> Bool { rank >= other.rank }

  private var rank: Int {
    switch self {
    case .noHeader: 0
    case .unreadable: 1
    default: 2
    }
  }
}

extension Diagnostic {
  /// The text of the file is not at hand, so its line stands in the message.
  fileprivate func placed(_ problem: CSVProblem, path: String) -> Diagnostic {
    guard problem.line > 0 else { return self }
    return Diagnostic(
      .error, "csv.\(problem.kind.rawValue)", "\(path), line \(problem.line): \(problem.message)", hint: problem.hint)
  }
}
