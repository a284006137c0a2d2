import JSON
import RunModel

/// Run headers, footers and header fields as texts of their columns.
enum HeaderCoding {
  static func text(_ header: RunHeader) -> String {
    let value: JSONValue = [
      "utcOffsetMinutes": .int(header.utcOffsetMinutes), "version": .string(header.version),
      "project": .string(header.project), "target": .string(header.target), "adapter": .string(header.adapter),
      "base": .string(header.base), "language": .string(header.language), "selection": .string(header.selection),
      "seed": header.seed.map { .string(String($0)) } ?? .null, "jobs": .int(header.jobs),
      "reservations": .strings(header.reservations),
    ]
    guard !header.continues.isEmpty, case .object(let members) = value else { return value.text }
    let continues = header.continues.sorted { $0.key < $1.key }.map { JSONMember(String($0.key), .int($0.value)) }
    return JSONValue.object(members + [JSONMember("continues", .object(continues))]).text
  }

  static func header(
    _ text: String, startedAt: Double, round: Int, scenarios: [PlannedScenario]
  ) throws -> RunHeader {
    let value = try JSONValue(parsing: text)
    func word(_ key: String) -> String { value[key]?.string ?? "" }
    var continues: [Int: Int] = [:]
    if case .object(let members) = value["continues"] {
      for member in members { if let index = Int(member.key) { continues[index] = member.value.int } }
    }
    return RunHeader(
      startedAt: startedAt, utcOffsetMinutes: value["utcOffsetMinutes"]?.int ?? 0, version: word("version"),
      project: word("project"), target: word("target"), adapter: word("adapter"), base: word("base"),
      language: word("language"), round: round, selection: word("selection"), seed: UInt64(word("seed")),
      jobs: value["jobs"]?.int ?? 1, reservations: (value["reservations"]?.array ?? []).compactMap(\.string),
      scenarios: scenarios, continues: continues)
  }

  static func text(_ footer: RunFooter) -> String {
    let value: JSONValue = [
      "duration": .int(Int(footer.durationNanoseconds)), "interrupted": .bool(footer.isInterrupted),
      "stopped": .string(footer.stoppedBecause), "requests": .int(footer.requests),
    ]
    return value.text
  }

  static func footer(_ text: String) throws -> RunFooter {
    let value = try JSONValue(parsing: text)
    return RunFooter(
      durationNanoseconds: Int64(value["duration"]?.int ?? 0), isInterrupted: value["interrupted"]?.bool ?? false,
      stoppedBecause: value["stopped"]?.string ?? "", requests: value["requests"]?.int ?? 0)
  }

  /// `name: value` lines, as on the wire; a line end inside a value becomes a space.
  static func text(_ fields: [HeaderField]) -> String {
    var text = ""
    for field in fields {
      let isPlain = field.value.utf8.allSatisfy { $0 != 0x0A && $0 != 0x0D }
      text += field.name
      text += ": "
      text += isPlain ? field.value : String(field.value.map { $0.isNewline ? " " : $0 })
      text += "\n"
    }
    return text
  }

  static func fields(_ text: String) -> [HeaderField] {
    text.split(separator: "\n").map { line in
      let parts = line.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
      let value = parts.count == 2 ? parts[1].drop { $0 == " " } : ""
      return HeaderField(String(parts[0]), String(value))
    }
  }
}
