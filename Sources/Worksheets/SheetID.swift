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

  /// Reads what came back, in any case, with spaces or without its dash; nil when the check letter does not fit.
  package init?(_ written: String) {
    guard let letters = RowID.letters(of: written, initial: UInt8(ascii: "S")) else { return nil }
    text = "S-" + letters
  }
}
