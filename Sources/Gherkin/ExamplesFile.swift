package import Diagnostics

/// Reads the file that `@examples:grades.csv` names, for the feature file that names it.
package typealias ExamplesReader = (_ name: String, _ feature: SourceFile) throws(ExamplesProblem) -> ExamplesTable

/// A table of examples from a file: column names and rows, all of one length.
package struct ExamplesTable: Sendable, Hashable {
  package var header: [String]
  package var rows: [[String]]

  package init(header: [String], rows: [[String]]) {
    self.header = header
    self.rows = rows
  }
}

/// A row that a pickle was made of and that stands in a file, not in the document.
package struct ExamplesFileRow: Sendable, Hashable {
  /// The block whose tag names the file.
  package var examples: NodeID
  package var header: TableRow
  /// In the order of the header; all its places are that of the tag.
  package var row: TableRow
}

/// Why a file gives no rows to an examples block.
package enum ExamplesProblem: Error, Sendable, Hashable {
  /// In the reader's words: no such file, not CSV, …
  case unreadable(String, hint: String?)
  case noRows
  /// The index of the block's column, and the file's columns.
  case missingColumn(Int, available: [String])
  case repeatedColumn(String)
  /// The block has rows of its own.
  case rowsInBoth
  case unevenRow(Int)
}

extension Examples {
  /// The tag that says where the rows are.
  var fileTag: Tag? { tags.first { $0.name.hasPrefix("@examples:") } }

  func fileName(of tag: Tag) -> String { String(tag.name.dropFirst("@examples:".count)) }
}

extension ExamplesTable {
  /// The rows, with the columns the block's header asks for, in its order.
  func rows(
    columns: [String], for examples: Examples, tag: Tag, in file: SourceFile
  ) throws(ExamplesProblem) -> [[String]] {
    guard examples.tableBody.isEmpty else { throw .rowsInBoth }
    if let twice = header.enumerated().first(where: { header[..<$0.offset].contains($0.element) })?.element {
      throw .repeatedColumn(twice)
    }
    var places: [Int] = []
    for (index, column) in columns.enumerated() {
      guard let place = header.firstIndex(of: column) else { throw .missingColumn(index, available: header) }
      places.append(place)
    }
    guard !rows.isEmpty else { throw .noRows }
    if let uneven = rows.firstIndex(where: { $0.count != header.count }) { throw .unevenRow(uneven + 1) }
    return rows.map { row in places.map { row[$0] } }
  }
}

extension ExamplesProblem {
  func diagnostic(at tag: Tag, header: TableRow, in file: SourceFile) -> Diagnostic {
    let code = "gherkin.examples-file"
    func at(_ range: SourceRange, _ label: String, _ message: String, _ hint: String?) -> Diagnostic {
      Diagnostic(.error, code, message, in: file, at: Label(range, label), hint: hint)
    }
    switch self {
    case .unreadable(let reason, let hint):
      // What would help depends on the reader's reason, so the reader gives the hint.
      return at(tag.range, reason, "expected a file of examples", hint)
    case .noRows:
      return at(
        tag.range, "this file has no rows", "examples without rows test nothing",
        "add rows to the file, or remove the block")
    case .missingColumn(let index, let available):
      let cell = header.cells[index]
      let near = nearestName(to: cell.value, among: available)
      return at(
        cell.range, "no such column in the file", "expected a column of the file of examples",
        near.map { "did you mean \"\($0)\"?" } ?? "its columns are: " + available.joined(separator: ", "))
    case .repeatedColumn(let name):
      return at(
        tag.range, "the column \"\(name)\" stands twice", "expected each column of the file once",
        "rename one of the columns in the file")
    case .rowsInBoth:
      return at(
        tag.range, "this block has rows of its own", "expected only a header below a file of examples",
        "remove the rows here, or the tag")
    case .unevenRow(let row):
      return at(
        tag.range, "row \(row) of the file has another number of cells", "expected rows as long as the header",
        "correct the row in the file")
    }
  }
}
