import Diagnostics
import JSON
import RunModel

/// Reads what `PlanWriter` wrote.
enum PlanReader {
  static func scenario(_ bytes: [UInt8], index: Int, source: (String) throws -> String) throws -> PlannedScenario {
    let plan = try JSONValue(parsing: bytes)
    let file = SourceFile(path: text(plan, "path"), text: try source(text(plan, "source")))
    let touches =
      texts(plan, "reads").map { Touch(thing: $0, writes: false) }
      + texts(plan, "writes").map { Touch(thing: $0, writes: true) }
    return PlannedScenario(
      index: index, id: text(plan, "id"), exampleKey: text(plan, "exampleKey"), exampleText: text(plan, "exampleText"),
      name: text(plan, "name"), feature: text(plan, "feature"), rule: text(plan, "rule"), file: file,
      position: position(plan), language: text(plan, "language"), tags: texts(plan, "tags"),
      steps: (plan["steps"]?.array ?? []).map(step), revision: text(plan, "revision"), touches: touches,
      locks: texts(plan, "locks"), people: texts(plan, "people"), notApplicable: plan["notApplicable"]?.string,
      pickleID: plan["pickle"]?.string)
  }

  private static func step(_ value: JSONValue) -> PlannedStep {
    PlannedStep(
      ordinal: value["ordinal"]?.int ?? 0, keyword: text(value, "keyword"),
      type: StepType(rawValue: text(value, "type")) ?? .unknown, text: text(value, "text"),
      offset: value["offset"]?.int ?? 0, position: position(value),
      table: value["table"]?.array.map { rows in rows.map { ($0.array ?? []).map { $0.string ?? "" } } },
      docString: value["docString"]?.string, understanding: understanding(value),
      definition: value["definition"].map(definition), pickleStepID: value["pickle"]?.string)
  }

  private static func definition(_ value: JSONValue) -> MatchedDefinition {
    MatchedDefinition(
      id: text(value, "id"), kind: StepKind(rawValue: text(value, "kind")) ?? .check, pattern: text(value, "pattern"),
      isAttempt: value["attempt"]?.bool ?? false,
      place: ScriptPlace(file: text(value, "file"), line: value["line"]?.int ?? 0))
  }

  private static func understanding(_ value: JSONValue) -> Understanding {
    if let match = value["matched"] {
      return .matched(
        StepMatch(
          definition: match["definition"]?.int ?? 0, wording: match["wording"]?.int ?? 0,
          arguments: (match["arguments"]?.array ?? []).map(argument)))
    }
    if let kind = value["human"]?.string {
      return .human(StepKind(rawValue: kind) ?? .judge, text: text(value, "words"))
    }
    if let kind = value["seed"]?.string {
      let rows = (value["rows"]?.array ?? []).map { row in cells((row.array ?? []).map { $0.string ?? "" }) }
      return .seed(SeedTable(kind: kind, isNew: value["new"]?.bool ?? false, rows: rows))
    }
    if value["ambiguous"] != nil { return .ambiguous(texts(value, "ambiguous")) }
    return .undefined(nearest: texts(value, "nearest"), snippet: text(value, "snippet"))
  }

  private static func cells(_ flat: [String]) -> [SeedCell] {
    stride(from: 0, to: flat.count - 1, by: 2).map { SeedCell(column: flat[$0], text: flat[$0 + 1]) }
  }

  private static func argument(_ value: JSONValue) -> StepArgument {
    StepArgument(
      name: text(value, "name"), text: text(value, "text"), lower: value["lower"]?.int, upper: value["upper"]?.int,
      value: argumentValue(value))
  }

  private static func argumentValue(_ value: JSONValue) -> ArgumentValue {
    let last = value.members?.last
    let list = (last?.value.array ?? []).map { $0.string ?? "" }
    func optional(_ text: String) -> String? { text.isEmpty ? nil : text }
    switch last?.key {
    case "person" where list.count == 2: return .person(handle: optional(list[0]), role: optional(list[1]))
    case "thing" where list.count == 2: return .thing(kind: list[0], key: list[1])
    case "part" where !list.isEmpty: return .part(kind: list[0], keys: Array(list[1...]))
    case "word" where list.count == 2: return .word(list: list[0], key: list[1])
    case "int": return .int(last?.value.int ?? 0)
    case "number": return .number(Double(last?.value.string ?? "") ?? 0)
    case "seconds": return .seconds(Double(last?.value.string ?? "") ?? 0)
    case "value": return .text(last?.value.string ?? "")
    default: return .missing
    }
  }

  private static func position(_ value: JSONValue) -> SourcePosition {
    SourcePosition(line: value["line"]?.int ?? 1, column: value["column"]?.int ?? 1)
  }

  private static func text(_ value: JSONValue, _ key: String) -> String { value[key]?.string ?? "" }

  private static func texts(_ value: JSONValue, _ key: String) -> [String] {
    (value[key]?.array ?? []).map { $0.string ?? "" }
  }
}
