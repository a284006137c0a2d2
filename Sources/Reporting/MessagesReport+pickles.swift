import Campaign
import Diagnostics
import JSON
import RunModel

extension MessagesReport {
  mutating func writePickle(of scenario: PlannedScenario) {
    envelope("pickle") { writer in
      writer.key("id")
      writer.string(Self.ownPickle(scenario))
      writer.key("uri")
      writer.string(scenario.file.path)
      writer.key("name")
      writer.string(scenario.name)
      writer.key("language")
      writer.string(scenario.language)
      writer.key("astNodeIds")
      writer.value([])
      writer.key("tags")
      writer.beginArray()
      for tag in scenario.tags { writer.value(["name": .string(tag), "astNodeId": ""]) }
      writer.endArray()
      writer.key("steps")
      writer.beginArray()
      for step in scenario.steps { Self.pickleStep(step, of: scenario, to: &writer) }
      writer.endArray()
    }
  }

  private static func pickleStep(_ step: PlannedStep, of scenario: PlannedScenario, to writer: inout JSONWriter) {
    writer.beginObject()
    writer.key("id")
    writer.string(ownStep(step, of: scenario))
    writer.key("text")
    writer.string(step.text)
    writer.key("type")
    let types: [StepType: String] = [.context: "Context", .action: "Action", .outcome: "Outcome", .unknown: "Unknown"]
    writer.string(types[step.type] ?? "Unknown")
    writer.key("astNodeIds")
    writer.value([])
    if step.table != nil || step.docString != nil {
      writer.key("argument")
      writer.beginObject()
      if let docString = step.docString {
        writer.key("docString")
        writer.value(["content": .string(docString)])
      }
      if let table = step.table {
        let rows = table.map { row in
          JSONValue.object([JSONMember("cells", .array(row.map { ["value": .string($0)] }))])
        }
        writer.key("dataTable")
        writer.value(["rows": .array(rows)])
      }
      writer.endObject()
    }
    writer.endObject()
  }

  static func ownPickle(_ scenario: PlannedScenario) -> String { "pickle-\(scenario.index)" }

  static func ownStep(_ step: PlannedStep, of scenario: PlannedScenario) -> String {
    "pickle-\(scenario.index)-\(step.ordinal)"
  }

  mutating func writeDefinitions() {
    for result in report.results {
      for step in result.scenario.scenario.steps {
        guard let definition = step.definition else { continue }
        let key = definition.id + "\0" + definition.pattern
        if definitions[key] != nil { continue }
        let id = "definition-\(definitions.count)"
        definitions[key] = id
        envelope("stepDefinition") { writer in
          writer.key("id")
          writer.string(id)
          writer.key("pattern")
          writer.value(["source": .string(definition.pattern), "type": "CUCUMBER_EXPRESSION"])
          writer.key("sourceReference")
          let line: JSONValue = ["line": .int(max(1, definition.place.line))]
          writer.value(["uri": .string(definition.place.file), "location": line])
        }
      }
    }
  }

  /// A skeleton for each step that was reported as undefined.
  mutating func writeSuggestions(isGiven: Bool) {
    for result in report.results {
      let scenario = result.scenario.scenario
      for step in result.scenario.steps where step.result.outcome == .undefined {
        let step = step.step
        guard case .undefined(_, let snippet) = step.understanding, !snippet.isEmpty else { continue }
        let own = Self.ownStep(step, of: scenario)
        envelope("suggestion") { writer in
          writer.key("id")
          writer.string("suggestion-\(scenario.index)-\(step.ordinal)")
          writer.key("pickleStepId")
          writer.string(isGiven && scenario.pickleID != nil ? step.pickleStepID ?? own : own)
          writer.key("snippets")
          writer.value([["language": "lua", "code": .string(snippet)]])
        }
      }
    }
  }
}
