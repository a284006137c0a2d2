import Diagnostics
import Gherkin

/// Fills in the tables that stand in files of their own: `| @table:courses.csv |` as the only cell below a step.
///
/// What a customer agrees on (field lists, trees, counts, norms) lies in a CSV file beside the features, so that
/// scenarios in every language read the same data and nobody edits a scenario to change a number. The file is found
/// and read as one of `@examples:` is. What is filled in counts for the revision of the scenario.
struct TableFiles {
  let reader: ExamplesReader
  private(set) var problems: [Diagnostic] = []
  private var tables: [String: [[String]]] = [:]

  init(reader: @escaping ExamplesReader) {
    self.reader = reader
  }

  /// The file that a table names; nil when the table is no name of a file.
  static func name(in rows: [[String]]) -> String? {
    guard rows.count == 1, rows[0].count == 1, let cell = rows.first?.first, cell.hasPrefix(mark) else { return nil }
    return String(cell.dropFirst(mark.count))
  }

  private static let mark = "@table:"

  mutating func fill(_ feature: inout FeatureFile) {
    guard feature.pickles.contains(where: { $0.steps.contains(where: Self.names) }) else { return }
    let index = FeatureIndex(feature)
    for pickle in feature.pickles.indices {
      for step in feature.pickles[pickle].steps.indices where Self.names(feature.pickles[pickle].steps[step]) {
        let written = index.step(of: feature.pickles[pickle].steps[step])
        fill(&feature.pickles[pickle].steps[step], written, in: feature.source)
      }
    }
  }

  /// Whether a cell of the step's table names a file, rightly or wrongly.
  private static func names(_ step: PickleStep) -> Bool {
    step.dataTable?.rows.contains { $0.contains { $0.hasPrefix(mark) } } ?? false
  }

  private mutating func fill(_ step: inout PickleStep, _ written: Step?, in file: SourceFile) {
    guard let name = Self.name(in: step.dataTable?.rows ?? []) else {
      return report("this table has more than the name", "leave only the cell that names the file", written, file)
    }
    if let known = tables[name] {
      step.dataTable?.rows = known
      return
    }
    do throws(ExamplesProblem) {
      let table = try reader(name, file)
      guard !table.rows.isEmpty else { throw .noRows }
      if let uneven = table.rows.firstIndex(where: { $0.count != table.header.count }) { throw .unevenRow(uneven + 1) }
      tables[name] = [table.header] + table.rows
      step.dataTable?.rows = [table.header] + table.rows
    } catch {
      switch error {
      case .unreadable(let reason, let hint): report(reason, hint, written, file)
      case .unevenRow(let row):
        report("row \(row) of the file has another number of cells", "correct the row in the file", written, file)
      default: report("this file has no rows", "add rows below its header", written, file)
      }
    }
  }

  private mutating func report(_ label: String, _ hint: String?, _ step: Step?, _ file: SourceFile) {
    let cells = step?.dataTable?.rows.flatMap(\.cells) ?? []
    let range = cells.first { $0.value.hasPrefix(Self.mark) }?.range ?? step?.textRange
    let problem = Diagnostic(
      .error, "gherkin.table-file", "expected a table from a file", in: file, at: range.map { Label($0, label) },
      hint: hint)
    // The steps of a background and of an outline come again and again.
    if !problems.contains(problem) { problems.append(problem) }
  }
}
