import Foundation
import Testing

/// docs/rules.md says where each rule against passing wrongly is tested.
struct `the rules against passing wrongly` {
  /// A row of the table: the rule's number, a file, and words that stand in it.
  private struct Row {
    var rule: Int
    var file: String
    var words: String
  }

  private static func rows(of page: String) -> [Row] {
    page.split(separator: "\n").compactMap { line in
      let cells = line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
      guard cells.count == 3, let rule = Int(cells[0]) else { return nil }
      return Row(rule: rule, file: cells[1], words: cells[2])
    }
  }

  private static func text(_ path: String) throws -> String {
    try String(contentsOf: PackageDump.root.appending(path: path), encoding: .utf8)
  }

  @Test func `have a test each that is still there`() throws {
    let rows = Self.rows(of: try Self.text("docs/rules.md"))
    for row in rows {
      #expect(try Self.text(row.file).contains(row.words), "rule \(row.rule): \(row.file) has no \"\(row.words)\"")
    }
    let language = try Self.text("docs/language.md")
    let section = language.components(separatedBy: "## 1a.")[1].components(separatedBy: "\n## ")[0]
    let rules = section.split(separator: "\n").compactMap { line in Int(line.prefix { $0 != "." }) }
    #expect(rules == Array(1...16))
    #expect(Set(rows.map(\.rule)) == Set(rules))
  }
}
