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
    guard let header = table.rows.first else { return ([], []) }
    let names = header.fields.map { $0.lowercased() }
    guard let id = names.firstIndex(of: "id"), let text = names.firstIndex(of: "text") else {
      return ([], [missingColumns(in: file)])
    }
    var requirements: [Requirement] = []
    var problems: [Diagnostic] = []
    var seen: Set<String> = []
    for row in table.rows.dropFirst() where row.fields.contains(where: { !$0.isEmpty }) {
      func field(_ name: String) -> String {
        guard let column = names.firstIndex(of: name), column < row.fields.count else { return "" }
        return row.fields[column]
      }
      guard id < row.fields.count, text < row.fields.count, !row.fields[id].isEmpty else {
        problems.append(problem("a requirement needs an id and a text", row, in: file, "fill both columns"))
        continue
      }
      guard seen.insert(row.fields[id]).inserted else {
        problems.append(problem("the requirement \(row.fields[id]) stands twice", row, in: file, "keep one of them"))
        continue
      }
      requirements.append(
        Requirement(
          id: row.fields[id], area: field("area"), text: row.fields[text], source: field("source"), risk: field("risk"))
      )
    }
    return (requirements, problems)
  }

  private static func missingColumns(in file: SourceFile) -> Diagnostic {
    Diagnostic(
      .error, "project.requirements", "the first row names no columns id and text", in: file,
      at: Label(SourceRange(0, max(1, file.line(1).utf8.count))), hint: "begin with: id,area,text,source,risk")
  }

  private static func problem(_ message: String, _ row: CSVTable.Row, in file: SourceFile, _ hint: String) -> Diagnostic
  {
    let start = file.offset(of: SourcePosition(line: row.line, column: 1))
    let label = Label(SourceRange(start, start + max(1, file.line(row.line).utf8.count)))
    return Diagnostic(.error, "project.requirements", message, in: file, at: label, hint: hint)
  }
}
