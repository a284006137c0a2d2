import RunModel

extension JoinedResult {
  /// Rows that belong on a tester's worksheet.
  ///
  /// Without a name: what nobody has judged, and what the machine failed and nobody has looked at. By name: also what
  /// others have judged and this tester has not, so that two people really look. What the lead decided is done.
  package func rowsForPeople(tester: String = "") -> [JoinedRow] {
    rows.filter { row in
      if row.resolution != nil { return false }
      if tester.isEmpty { return row.outcome == .awaiting || row.row.kind == .failed && row.verdicts.isEmpty }
      let own = row.verdicts.last { $0.tester == tester }
      return own.map { $0.verdict == .notRun } ?? true
    }
  }
}
