import Diagnostics
import JSON
import RunModel

/// Writes a planned scenario as JSON, without its source text: what reports need when the feature files are gone.
struct PlanWriter: ~Copyable {
  private var writer = JSONWriter()

  /// - Parameter source: hex digest under which the text of the feature file is stored.
  static func bytes(_ scenario: PlannedScenario, source: String) -> [UInt8] {
    var plan = PlanWriter()
    plan.write(scenario, source: source)
    return plan.writer.bytes
  }

  private mutating func write(_ scenario: PlannedScenario, source: String) {
    writer.beginObject()
    text("id", scenario.id)
    text("exampleKey", scenario.exampleKey)
    text("exampleText", scenario.exampleText)
    text("name", scenario.name)
    text("feature", scenario.feature)
    text("rule", scenario.rule)
    text("path", scenario.file.path)
    text("source", source)
    number("line", scenario.position.line)
    number("column", scenario.position.column)
    text("language", scenario.language)
    texts("tags", scenario.tags)
    text("revision", scenario.revision)
    texts("reads", scenario.touches.filter { !$0.writes }.map(\.thing))
    texts("writes", scenario.touches.filter(\.writes).map(\.thing))
    texts("locks", scenario.locks)
    texts("people", scenario.people)
    if let reason = scenario.notApplicable {
      writer.key("notApplicable")
      writer.string(reason)
    }
    text("pickle", scenario.pickleID ?? "")
    writer.key("steps")
    writer.beginArray()
    for step in scenario.steps { write(step) }
    writer.endArray()
    writer.endObject()
  }

  private mutating func write(_ step: PlannedStep) {
    writer.beginObject()
    number("ordinal", step.ordinal)
    text("keyword", step.keyword)
    text("type", step.type.rawValue)
    text("text", step.text)
    number("offset", step.offset)
    number("line", step.position.line)
    number("column", step.position.column)
    if let table = step.table {
      writer.key("table")
      writer.beginArray()
      for row in table {
        writer.beginArray()
        for cell in row { writer.string(cell) }
        writer.endArray()
      }
      writer.endArray()
    }
    if let docString = step.docString {
      writer.key("docString")
      writer.string(docString)
    }
    write(step.understanding)
    if let definition = step.definition { write(definition) }
    text("pickle", step.pickleStepID ?? "")
    writer.endObject()
  }

  private mutating func write(_ definition: MatchedDefinition) {
    writer.key("definition")
    writer.beginObject()
    text("id", definition.id)
    text("kind", definition.kind.rawValue)
    text("pattern", definition.pattern)
    if definition.isAttempt {
      writer.key("attempt")
      writer.bool(true)
    }
    text("file", definition.place.file)
    number("line", definition.place.line)
    writer.endObject()
  }

  private mutating func write(_ understanding: Understanding) {
    switch understanding {
    case .matched(let match):
      writer.key("matched")
      writer.beginObject()
      number("definition", match.definition)
      number("wording", match.wording)
      writer.key("arguments")
      writer.beginArray()
      for argument in match.arguments { write(argument) }
      writer.endArray()
      writer.endObject()
    case .human(let kind, let words):
      text("human", kind.rawValue)
      text("words", words)
    case .seed(let table):
      text("seed", table.kind)
      writer.key("new")
      writer.bool(table.isNew)
      writer.key("rows")
      writer.beginArray()
      for row in table.rows {
        writer.beginArray()
        for cell in row {
          writer.string(cell.column)
          writer.string(cell.text)
        }
        writer.endArray()
      }
      writer.endArray()
    case .undefined(let nearest, let snippet):
      writer.key("nearest")
      strings(nearest)
      text("snippet", snippet)
    case .ambiguous(let ids):
      writer.key("ambiguous")
      strings(ids)
    }
  }

  private mutating func write(_ argument: StepArgument) {
    writer.beginObject()
    text("name", argument.name)
    text("text", argument.text)
    if let lower = argument.lower { number("lower", lower) }
    if let upper = argument.upper { number("upper", upper) }
    switch argument.value {
    case .person(let handle, let role):
      writer.key("person")
      strings([handle ?? "", role ?? ""])
    case .thing(let kind, let key):
      writer.key("thing")
      strings([kind, key])
    case .part(let kind, let keys):
      writer.key("part")
      strings([kind] + keys)
    case .word(let list, let key):
      writer.key("word")
      strings([list, key])
    case .int(let value): number("int", value)
    case .number(let value): text("number", String(value))
    case .seconds(let value): text("seconds", String(value))
    case .text(let value):
      writer.key("value")
      writer.string(value)
    case .missing: break
    }
    writer.endObject()
  }

  /// Leaves out what is empty.
  private mutating func text(_ key: StaticString, _ value: String) {
    if value.isEmpty { return }
    writer.key(key)
    writer.string(value)
  }

  private mutating func number(_ key: StaticString, _ value: Int) {
    writer.key(key)
    writer.int(value)
  }

  private mutating func texts(_ key: StaticString, _ values: [String]) {
    if values.isEmpty { return }
    writer.key(key)
    strings(values)
  }

  private mutating func strings(_ values: [String]) {
    writer.beginArray()
    for value in values { writer.string(value) }
    writer.endArray()
  }
}
