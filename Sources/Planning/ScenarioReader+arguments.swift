import Diagnostics
import Gherkin
import RunModel

/// What a matched step brings along: its place under Given, When or Then, its table and its doc string.
extension ScenarioReader {
  /// The match, or *undefined* when the sentence is known and this use of it is not.
  ///
  /// Without this a table that no body reads would be passed over in silence, and a sentence that makes something so
  /// would make its own Then come true.
  mutating func reviewed(_ match: StepMatch, _ definition: StepDefinition, _ reading: StepReading) -> Understanding {
    if definition.kind == .state, reading.step.type == .outcome {
      return misplaced(reading, "this sentence makes it so; it does not check it")
    }
    if let problem = misfit(definition, reading.step) {
      advise(
        "plan.undefined", "no pattern matches this step with what stands below it", reading.range, problem.label,
        hint: problem.hint)
      return .undefined(nearest: [definition.wordings[match.wording].pattern], snippet: "")
    }
    if let columns = definition.table, let table = reading.cells { reviewTable(table, columns) }
    return .matched(match)
  }

  private func misfit(_ definition: StepDefinition, _ step: PickleStep) -> (label: String, hint: String)? {
    if definition.table == nil, step.dataTable != nil {
      return ("\(definition.id) takes no table", "nothing would read the table: say it in sentences")
    }
    if definition.table != nil, step.dataTable == nil {
      return ("\(definition.id) needs a table", "put a table with a header row under the step")
    }
    if !definition.takesDocString, step.docString != nil {
      return ("\(definition.id) takes no doc string", "nothing would read the text: take it away")
    }
    if definition.takesDocString, step.docString == nil {
      return ("\(definition.id) needs a doc string", "put the text between lines of three quotes under the step")
    }
    return nil
  }

  /// Columns that the definition does not know go to the body as they are: files may hold anything.
  private mutating func reviewTable(_ table: [[SeedReader.Cell]], _ columns: [ThingColumn]) {
    guard let header = table.first else { return }
    let reader = SeedReader(book: context.book, language: file.language)
    for (place, cell) in header.enumerated() where header[..<place].contains(where: { $0.text == cell.text }) {
      refuse(
        "plan.unknown-column", "the column \"\(cell.text)\" stands twice", cell.range, hint: "keep one of them")
    }
    let known = header.map { cell in columns.first { reader.isCalled($0, cell.text) } }
    for row in table.dropFirst() {
      for (column, cell) in zip(known, row) {
        guard let column, !cell.text.isEmpty else { continue }
        do throws(SeedReader.Problem) { _ = try reader.canonical(cell, of: column) } catch { refuse(error) }
      }
    }
  }
}
