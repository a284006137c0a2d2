package import Diagnostics
package import Spreadsheets

/// Why a file as a whole is no worksheet of this project.
package enum WorksheetProblem: Error, Sendable, Hashable {
  case unreadable(CSVProblem)
  /// No row among the first thirty names the columns.
  case noHeader
  case noSheetID
  /// The sheet belongs to another project, or to a round that does not exist.
  case otherProject(String)
  /// Nobody wrote a name into "Tested by", and none was given.
  case noTester

  package func diagnostic(path: String) -> Diagnostic {
    switch self {
    case .unreadable(let problem): return problem.diagnostic(path: path, text: nil)
    case .noHeader:
      return Diagnostic(
        .error, "worksheet.no-header", "\(path): no row names the columns of a worksheet",
        hint: "the header needs at least the columns row, verdict, observed and check")
    case .noSheetID:
      return Diagnostic(
        .error, "worksheet.no-sheet", "\(path): the sheet's id (S-…) is not on its first line",
        hint: "copy it from the sheet that was handed out")
    case .otherProject(let id):
      return Diagnostic(
        .error, "worksheet.other-project", "\(path): sheet \(id) belongs to another project or round",
        hint: "look whether this is the right project folder")
    case .noTester:
      return Diagnostic(
        .error, "worksheet.no-tester", "\(path): nobody is named under \"Tested by\"",
        hint: "name the tester with --tester")
    }
  }
}
