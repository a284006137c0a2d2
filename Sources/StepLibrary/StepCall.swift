import RunModel
import Scripting

/// The prelude's function for a planned step, and what it gets.
struct StepCall {
  let function: String
  let arguments: [ScriptValue]

  init(_ step: PlannedStep, book: StepBook, language: String) {
    switch step.understanding {
    case .matched(let match):
      function = "run"
      arguments = Self.arguments(step, match, book, language)
    case .seed(let table):
      function = "run_seed"
      arguments = [.text(step.text), .text(table.kind), .bool(table.isNew), .list(Self.rows(of: table))]
    case .human, .undefined, .ambiguous:
      preconditionFailure("a step without code came to the step library: \(step.text)")
    }
  }

  /// What the prelude must know of a step to look ahead for it: the rows of a seed, or the body and its arguments.
  static func announcement(of step: PlannedStep, book: StepBook) -> ScriptValue {
    switch step.understanding {
    case .matched(let match):
      let arguments = match.arguments.map { value($0.value) }
      return .table([
        ScriptField("id", .text(book.definitions[match.definition].id)), ScriptField("text", .text(step.text)),
        ScriptField("args", .list(arguments.map { $0 == .none ? .null : $0 })),
      ])
    case .seed(let table):
      return .table([ScriptField("kind", .text(table.kind)), ScriptField("rows", .list(rows(of: table)))])
    case .human, .undefined, .ambiguous: return .table([])
    }
  }

  static func rows(of table: SeedTable) -> [ScriptValue] {
    table.rows.map { row in .table(row.map { ScriptField($0.column, .text($0.text)) }) }
  }

  /// Id, text, kind, attempt, place of the actor, places of what changes; then the arguments, table and doc string last.
  private static func arguments(
    _ step: PlannedStep, _ match: StepMatch, _ book: StepBook, _ language: String
  ) -> [ScriptValue] {
    let definition = book.definitions[match.definition]
    let actor = definition.parameters.firstIndex { $0.type == "actor" }.map { $0 + 1 } ?? 0
    let changes =
      definition.kind == .check
      ? [] : definition.changes.compactMap { name in definition.parameters.firstIndex { $0.name == name } }
    var arguments: [ScriptValue] = [
      .text(definition.id), .text(step.text), .text(definition.kind.rawValue),
      .bool(definition.wordings[match.wording].isAttempt), .int(Int64(actor)),
      .list(changes.map { .int(Int64($0 + 1)) }),
    ]
    arguments.reserveCapacity(arguments.count + match.arguments.count + 2)
    for argument in match.arguments { arguments.append(value(argument.value)) }
    if let columns = definition.table, let table = step.table {
      arguments.append(StepTable(columns: columns, book: book, language: language).value(table))
    }
    if definition.takesDocString, let text = step.docString { arguments.append(.text(text)) }
    return arguments
  }

  static func value(_ argument: ArgumentValue) -> ScriptValue {
    switch argument {
    case .person(let handle, let role): .list([.text("person"), .text(handle ?? ""), .text(role ?? "")])
    case .thing(let kind, let key): .list([.text("thing"), .text(kind), .text(key)])
    case .part(let kind, let keys): .list([.text("part"), .text(kind), .list(keys.map(ScriptValue.text))])
    case .word(_, let key): .text(key)
    case .int(let value): .int(Int64(value))
    case .number(let value), .seconds(let value): number(value)
    case .text(let text): .text(text)
    case .missing: .none
    }
  }

  /// Whole numbers as Lua integers, so that they print without a fraction.
  private static func number(_ value: Double) -> ScriptValue {
    value == value.rounded() && abs(value) < 1e15 ? .int(Int64(value)) : .number(value)
  }
}

/// The table of a step as the body gets it: rows by column name, typed cells read.
struct StepTable {
  let columns: [ThingColumn]
  let book: StepBook
  let language: String

  func value(_ table: [[String]]) -> ScriptValue {
    guard let header = table.first else { return .list([.text("rows"), .list([])]) }
    let known = header.map(column)
    let rows = table.dropFirst().map { cells in
      ScriptValue.table(
        zip(zip(header, known), cells).compactMap { head, text in
          text.isEmpty ? nil : ScriptField(head.1?.name ?? head.0, cell(text, head.1))
        })
    }
    return .list([.text("rows"), .list(Array(rows))])
  }

  private func column(_ name: String) -> ThingColumn? {
    columns.first { column in
      column.name == name || column.names[language]?.contains(name) == true
        || column.names["en"]?.contains(name) == true
    }
  }

  private func cell(_ text: String, _ column: ThingColumn?) -> ScriptValue {
    guard let column else { return .text(text) }
    if let kind = column.refersTo {
      return .list([
        .text(kind == "user" ? "person" : "thing"), .text(kind == "user" ? text : kind),
        .text(kind == "user" ? "" : text),
      ])
    }
    switch column.type {
    case "int": return Int64(text).map(ScriptValue.int) ?? .text(text)
    case "number": return Double(text.replacing(",", with: ".")).map(ScriptValue.number) ?? .text(text)
    case "bool": return ["yes", "true", "1", "ja"].contains(text.lowercased()) ? .bool(true) : .bool(false)
    default:
      let words = book.words[column.type] ?? []
      let word = words.first { $0.key == text || $0.spellings.values.contains { $0.contains(text) } }
      return .text(word?.key ?? text)
    }
  }
}
