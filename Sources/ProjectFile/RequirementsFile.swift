package import Diagnostics
package import RunModel
import Spreadsheets

/// Reads requirements: a CSV with the columns id, area, text, source, risk, in any order; id and text are needed.
package enum RequirementsFile {
  package static func read(_ file: SourceFile) -> (requirements: [Requirement], problems: [Diagnostic]) {
    let table: CSVTable
    do throws(CSVProblem) {
      table = try CSVReader().read(Array(file.text.utf8))
    } catch {
      return ([], [error.diagnostic(path: file.path, text: file.text)])
    }
    var reading = RequirementsReading(file: file)
    reading.read(table)
    return (reading.requirements, reading.problems)
  }
}

/// One reading, with what was found so far.
private struct RequirementsReading {
  let file: SourceFile
  private(set) var requirements: [Requirement] = []
  private(set) var problems: [Diagnostic] = []
  private var seen: Set<String> = []
  private static let columns = ["id", "area", "text", "source", "risk"]

  init(file: SourceFile) {
    self.file = file
  }

  mutating func read(_ table: CSVTable) {
    guard let header = table.rows.first else {
      return report("the requirements file is empty", line: 1, "begin with: id,area,text,source,risk")
    }
    let names = header.fields.map { $0.lowercased().trimmingSpace }
    guard let places = places(of: names, line: header.line) else { return }
    for row in table.rows.dropFirst() where row.fields.contains(where: { !$0.trimmingSpace.isEmpty }) {
      add(row, places, width: names.count)
    }
    if requirements.isEmpty, problems.isEmpty {
      report("the requirements file names no requirement", line: header.line, "write a row for each requirement")
    }
  }

  /// Where the known columns stand; nil after a problem.
  private mutating func places(of names: [String], line: Int) -> [String: Int]? {
    let before = problems.count
    var places: [String: Int] = [:]
    for (place, name) in names.enumerated() {
      if places[name] != nil, Self.columns.contains(name) {
        report("the column \"\(name)\" stands twice", line: line, "keep one of them")
      } else if let near = nearestName(to: name, among: Self.columns), !names.contains(near) {
        report("the requirements have no column \"\(name)\"", line: line, "did you mean \"\(near)\"?")
      }
      places[name] = place
    }
    if problems.count == before, places["id"] == nil || places["text"] == nil {
      report("the first row names no columns id and text", line: line, "begin with: id,area,text,source,risk")
    }
    return problems.count == before ? places : nil
  }

  private mutating func add(_ row: CSVTable.Row, _ places: [String: Int], width: Int) {
    func field(_ name: String) -> String {
      guard let place = places[name], row.fields.indices.contains(place) else { return "" }
      return row.fields[place].trimmingSpace
    }
    if row.fields.dropFirst(width).contains(where: { !$0.isEmpty }) {
      return report(
        "this row has more cells than the first has columns", line: row.line, "put quotes around a text with commas")
    }
    guard !field("id").isEmpty, !field("text").isEmpty else {
      return report("a requirement needs an id and a text", line: row.line, "fill both columns")
    }
    guard seen.insert(field("id")).inserted else {
      return report("the requirement \(field("id")) stands twice", line: row.line, "keep one of them")
    }
    requirements.append(
      Requirement(
        id: field("id"), area: field("area"), text: field("text"), source: field("source"), risk: field("risk")))
  }

  private mutating func report(_ message: String, line: Int, _ hint: String) {
    let start = file.offset(of: SourcePosition(line: line, column: 1))
    let label = Label(SourceRange(start, start + max(1, file.line(line).utf8.count)))
    problems.append(Diagnostic(.error, "project.requirements", message, in: file, at: label, hint: hint))
  }
}

extension String {
  fileprivate var trimmingSpace: String {
    let start = drop(while: \.isWhitespace)
    return String(start.reversed().drop(while: \.isWhitespace).reversed())
  }
}
