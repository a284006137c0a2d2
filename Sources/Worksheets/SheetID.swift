import Campaign

/// The name of a worksheet: which project, round, tester, role and issue it is. `S-` with six letters and a check letter.
package struct SheetID: Sendable, Hashable, CustomStringConvertible {
  package let text: String

  package var description: String { text }

  /// - Parameters:
  ///   - tester: empty for a sheet of whoever comes.
  ///   - role: key of a role word; empty for rows without a role, `lead` for the lead's own sheet.
  ///   - issue: from 1.
  package init(project: String, round: Int, tester: String, role: String, issue: Int) {
    // The same letters and check as a row's, under another initial.
    let row = RowID(
      project: project, scenario: "worksheet", exampleKey: "\(tester)\0\(role)\0\(issue)", ordinal: round)
    text = "S-" + row.text.dropFirst(2)
  }

  /// Reads what came back, in any case, with spaces or without its dash; nil when the check letter does not fit.
  package init?(_ written: String) {
    if RowID.isAsPrinted(written, initial: UInt8(ascii: "S")) {
      text = written
    } else {
      guard let letters = RowID.letters(of: written, initial: UInt8(ascii: "S")) else { return nil }
      text = "S-" + letters
    }
  }
}
