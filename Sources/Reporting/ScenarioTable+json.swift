package import JSON
import RunModel

/// A line of JSON for the run, then one for each scenario and each finding: small, and a changed result is a changed line.
extension ScenarioTable {
  package func json() -> [UInt8] {
    let head: JSONValue = [
      "format": "lmsaccept-scenario-table", "version": 1, "language": .string(language), "target": .string(target),
      "site": .array(site.map(Self.value)), "fingerprint": .string(siteCode), "day": .string(day),
      "tool": .string(tool), "command": .string(command), "reservations": .strings(reservations),
    ]
    let lines = [head] + rows.map(Self.value) + defects.map(Self.value)
    return lines.flatMap(\.canonicalBytes)
  }

  /// Reads what `json` wrote.
  package init(lines text: String) throws(JSONProblem) {
    var head = JSONValue.null
    var rows: [Row] = []
    var defects: [Defect] = []
    for line in text.split(separator: "\n") {
      let value = try JSONValue(parsing: String(line))
      if value["format"] != nil {
        head = value
      } else if value["finding"] != nil {
        defects.append(Defect(value))
      } else {
        rows.append(Row(value))
      }
    }
    self.init(
      language: head.text("language"), target: head.text("target"), site: head.list("site").map(Sentence.init),
      siteCode: head.text("fingerprint"), day: head.text("day"), tool: head.text("tool"), command: head.text("command"),
      reservations: head.list("reservations").compactMap(\.string), rows: rows, defects: defects)
  }

  private static func value(_ row: Row) -> JSONValue {
    [
      "scenario": .string(row.id), "name": .string(row.name),
      "outcomes": .array(row.outcomes.map { ["outcome": .string($0.outcome.rawValue), "number": .int($0.number)] }),
      "checks": .int(row.checks), "people": .int(row.people), "manual": .array(row.manual.map(value)),
      "wrong": .array(row.wrong.map(value)),
    ]
  }

  private static func value(_ sentence: Sentence) -> JSONValue {
    ["text": .string(sentence.text), "remark": .string(sentence.remark)]
  }

  private static func value(_ defect: Defect) -> JSONValue {
    [
      "finding": .string(defect.id), "scenario": .string(defect.scenario), "summary": .string(defect.summary),
      "severity": .string(defect.severity), "status": .string(defect.status),
      "workaround": .string(defect.workaround),
    ]
  }
}

extension ScenarioTable.Row {
  fileprivate init(_ value: JSONValue) {
    self.init(
      id: value.text("scenario"), name: value.text("name"),
      outcomes: value.list("outcomes").compactMap { count in
        Outcome(rawValue: count.text("outcome")).map { .init(outcome: $0, number: count["number"]?.int ?? 0) }
      },
      checks: value["checks"]?.int ?? 0, people: value["people"]?.int ?? 0,
      manual: value.list("manual").map(ScenarioTable.Sentence.init),
      wrong: value.list("wrong").map(ScenarioTable.Sentence.init))
  }
}

extension ScenarioTable.Sentence {
  fileprivate init(_ value: JSONValue) { self.init(text: value.text("text"), remark: value.text("remark")) }
}

extension ScenarioTable.Defect {
  fileprivate init(_ value: JSONValue) {
    self.init(
      id: value.text("finding"), scenario: value.text("scenario"), summary: value.text("summary"),
      severity: value.text("severity"), status: value.text("status"), workaround: value.text("workaround"))
  }
}

extension JSONValue {
  fileprivate func text(_ key: String) -> String { self[key]?.string ?? "" }
  fileprivate func list(_ key: String) -> [JSONValue] { self[key]?.array ?? [] }
}
