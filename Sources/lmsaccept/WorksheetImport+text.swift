import Diagnostics
import Worksheets

extension WorksheetImport {
  /// The preview as people read it: counts that add up, then every row that needs a look.
  func text(path: String) -> String {
    var lines = ["\(path): \(counts.rows) row\(counts.rows == 1 ? "" : "s") from \(tester.visibleLine), round \(round)"]
    let classes = [
      (counts.good, "good"), (counts.stale, "stale"), (counts.duplicate, "duplicate"), (counts.unknown, "unknown"),
      (counts.damaged, "damaged"),
    ]
    lines.append("  " + classes.filter { $0.0 > 0 || $0.1 == "good" }.map { "\($0.0) \($0.1)" }.joined(separator: ", "))
    let unclear = counts.good - counts.new - counts.unchanged - counts.open - counts.cleared
    let changes = [
      (unclear, "not clear, nothing of that is stored"), (counts.new, "new"), (counts.unchanged, "unchanged"),
      (counts.open, "still open"),
      (counts.cleared, "emptied since the last time: nothing is deleted"),
    ]
    if counts.good > 0 {
      lines.append("  of the good: " + changes.filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }.joined(separator: ", "))
    }
    if !missing.isEmpty { lines.append("  \(missing.count) rows of the sheet are missing from the file") }
    for remark in synonyms { lines.append("  line \(remark.line) \(remark.row): \(remark.text)".visibleLine) }
    for remark in problems { lines.append("  PROBLEM line \(remark.line) \(remark.row): \(remark.text)".visibleLine) }
    return lines.joined(separator: "\n") + "\n"
  }
}
