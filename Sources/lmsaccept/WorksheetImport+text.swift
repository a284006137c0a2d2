import Campaign
import Diagnostics
import Reporting
import Worksheets

extension WorksheetImport {
  private static let width = 80
  /// Of each kind; a workbook of which every row is wrong would fill the screen, and all stand in the problem file.
  private static let shown = 50

  /// The preview as people read it: counts that add up, then every row that needs a look.
  func text(path: String) -> String {
    var lines = [
      "\(path.visibleLine): \(rows(counts.rows)) from \(tester.visibleLine), round \(round)"
        + (worksheet.sheet.map { ", sheet \($0.id)" } ?? "")
    ].flatMap { Self.lines($0, first: "", hanging: "  ") }
    lines += columns
    if counts.good > 0 { lines += states }
    if !missing.isEmpty {
      lines += Self.lines(
        "\(rows(missing.count)) of the sheet missing from the file: "
          + Self.listed(missing.map(\.text)), first: "  ", hanging: "    ")
    }
    if hiddenRows > 0 { lines.append("  \(rows(hiddenRows)) hidden in the file, read as all others") }
    if !extraRemarks.isEmpty { lines.append("  \(counted(extraRemarks.count, "remark")) beside the rows") }
    if !pictures.isEmpty {
      lines.append("  \(counted(pictures.count, "picture or file", "pictures or files")) kept as evidence")
    }
    // A tester chooses what is taken from the lead's folder, so the lead sees each before it is stored.
    lines += Self.listing(
      takenFiles.map { file in
        Self.lines("\(file.name.visibleLine)  (\(file.place) \(file.row))", first: "    ", hanging: "      ")
      })
    lines += block("changed since the last time", changes)
    lines += block("read with a remark", remarks)
    if !fileRemarks.isEmpty {
      lines.append("the file:")
      lines += Self.listing(fileRemarks.map { Self.lines($0.english, first: "  ", hanging: "    ") })
    }
    lines += block("for the lead, nothing of these is stored", problems.map(\.remark))
    return lines.joined(separator: "\n") + "\n"
  }

  private var columns: [String] {
    let classes = [
      (counts.good, "good"), (counts.stale, "stale: the scenario was changed, or run anew"),
      (counts.duplicate, "duplicate: more than once in the file, or in the round"),
      (counts.unknown, "unknown: not of this sheet"),
      (counts.damaged, "damaged: ids do not fit together"),
    ]
    return classes.filter { $0.0 > 0 || $0.1 == "good" }.map { "  " + Self.right($0.0) + "  " + $0.1 }
  }

  private var states: [String] {
    let states = [
      (counts.new, "new"), (counts.changed, "changed"), (counts.unchanged, "unchanged"),
      (counts.open, "awaiting a verdict"), (counts.cleared, "cleared: was filled in before, nothing is deleted"),
      (counts.problems, "not clear"), (counts.remarks, "extra finding\(counts.remarks == 1 ? "" : "s")"),
      (counts.spare, "free and empty"),
    ]
    return states.filter { $0.0 > 0 }.map { "    " + Self.right($0.0) + "  " + $0.1 }
  }

  private func block(_ title: String, _ remarks: [Remark]) -> [String] {
    if remarks.isEmpty { return [] }
    let lines = remarks.map { remark in
      Self.lines(
        "\(remark.place) \(remark.row.visibleLine): \(remark.said.english.visibleLine)", first: "  ", hanging: "    ")
    }
    return [title + ":"] + Self.listing(lines)
  }

  private static func listing(_ entries: [[String]]) -> [String] {
    let lines = entries.prefix(shown).flatMap(\.self)
    return entries.count > shown ? lines + ["  and \(entries.count - shown) more"] : lines
  }

  private static func listed(_ words: [String]) -> String {
    words.count > 12
      ? words.prefix(12).joined(separator: " ") + " and \(words.count - 12) more" : words.joined(separator: " ")
  }

  private static func lines(_ text: String, first: String, hanging: String) -> [String] {
    text.visibleLine.wrapped(to: width - hanging.count).enumerated().map {
      ($0.offset == 0 ? first : hanging) + $0.element
    }
  }

  private static func right(_ number: Int) -> String {
    let digits = String(number)
    return String(repeating: " ", count: max(0, 5 - digits.count)) + digits
  }

  private func rows(_ count: Int) -> String { counted(count, "row") }

  private func counted(_ count: Int, _ word: String) -> String { counted(count, word, word + "s") }

  private func counted(_ count: Int, _ one: String, _ more: String) -> String { "\(count) \(count == 1 ? one : more)" }
}
