import Campaign
import Diagnostics
import RunModel

extension RowCollision {
  /// Refused before anything runs: a worksheet could not tell the two rows apart.
  var diagnostic: Diagnostic {
    let file = later.scenario.file
    let start = file.offset(of: later.step.position)
    let line = file.line(later.step.position.line).utf8.count
    let end = start + max(1, line - later.step.position.column + 1)
    return Diagnostic(
      .error, "plan.row-id", "expected a row id that no other step has", in: file,
      at: Label(SourceRange(start, end), "row \(id) of \(later.scenario.title)"),
      notes: [
        "it is also the row of \(earlier.scenario.title), at \(earlier.scenario.file.path):\(earlier.step.position.line)"
      ], hint: Self.hint(Owner(earlier.scenario), Owner(later.scenario)))
  }

  /// The same of rows that are there already.
  static func diagnostics(_ shared: [RowID: [Owner]]) -> [Diagnostic] {
    shared.sorted { $0.key.text < $1.key.text }.map { id, owners in
      Diagnostic(
        .error, "plan.row-id", "rows of two scenarios have the id \(id)",
        notes: owners.map { "\($0.title), at \($0.place)" },
        hint: hint(owners[0], owners[1]) + ", and run it once more")
    }
  }

  /// Row ids are made of the scenario's id, so another id gives other rows.
  private static func hint(_ one: Owner, _ other: Owner) -> String {
    one.id == other.id ? "give \(one.id) another @id:" : "give \(one.id) or \(other.id) another @id:"
  }
}
