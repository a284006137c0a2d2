/// What a workbook holds beside plain cells: read all the same, or passed over without harm, and reported.
///
/// What would make a reading unsafe or incomplete is no notice but an `XLSXProblem`.
package enum XLSXNotice: Sendable, Hashable {
  /// Cells with formulas: the stored value was read, nothing was worked out.
  case formulas(sheet: String, [XLSXAddress])
  /// Links to other files or data sources, not followed.
  case externalLink(part: String)
  /// Embedded files and controls, not opened.
  case embedded(part: String)
  /// A tab without cells, such as a chart.
  case skippedSheet(name: String, kind: String)
  /// A picture *in* a cell (newer than those that lie on it) or another kind of rich value, which no other program reads.
  case richValue(sheet: String, XLSXAddress)
  /// A picture that cannot be tied to a cell, or whose bytes are not in the file.
  case looseDrawing(sheet: String, part: String)
}
