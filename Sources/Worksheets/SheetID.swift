import Campaign

/// The name of a worksheet: which project, round and role it belongs to. `S-` with six letters and a check letter.
package struct SheetID: Sendable, Hashable, CustomStringConvertible {
  package let text: String

  package var description: String { text }

  /// - Parameter role: empty for rows without a role, `lead` for the lead's own sheet.
  package init(project: String, round: Int, role: String) {
    // The same letters and check as a row's, under another initial.
    let row = RowID(project: project, scenario: "worksheet", exampleKey: role, ordinal: round)
    text = "S-" + row.text.dropFirst(2)
  }

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

  init?(_ written: String) {
    let word = written.uppercased().filter { !$0.isWhitespace }
    guard word.hasPrefix("S-"), RowID("R-" + word.dropFirst(2)) != nil else { return nil }
    text = word
  }
}
