import Diagnostics
import RunModel
internal import Yams

extension ProjectReading {
  /// `content: { course: [AVG-01], activity: [{ name: Toets, course: HYG-26 }] }`: what the LMS has without our doing.
  ///
  /// A kind answers to its names in every language, in the singular and the plural. A thing whose key has several parts
  /// is written with the names of its key columns; what it is part of counts as declared, too.
  mutating func readContent(_ node: Node?) -> [ThingName] {
    guard let node, let kinds else { return [] }
    var things: [ThingName] = []
    guard case .mapping(let entries) = node else {
      _ = mapping(node, allowed: nil, what: "content")
      return []
    }
    for (key, value) in entries {
      guard let kind = kind(key, among: kinds) else { continue }
      guard case .sequence(let items) = value else {
        problems.append(
          document.problem("project.shape", "a list is expected here", at: value, hint: "write [one, two]"))
        continue
      }
      for item in items { things += content(item, of: kind) }
    }
    return things
  }

  private mutating func kind(_ key: Node, among kinds: [ThingKind]) -> ThingKind? {
    let name = key.scalar?.string ?? ""
    let declarable = kinds.filter { !$0.isRelation && $0.name != "user" }
    if let kind = kinds.first(where: { $0.name == name || $0.names.values.joined().contains(name) }) {
      if kind.name == "user" {
        problems.append(
          document.problem(
            "project.content", "people do not stand under content", at: key, hint: "write them under people:"))
        return nil
      }
      if kind.isRelation {
        problems.append(
          document.problem(
            "project.content", "a \(kind.name) has no name that a scenario could use", at: key,
            hint: "seed it in the scenario"))
        return nil
      }
      return kind
    }
    let names = declarable.flatMap { [$0.name] + $0.names.values.joined() }.sorted()
    problems.append(
      document.problem(
        "project.content", "\"\(name)\" is no kind of thing", at: key, "not a kind of thing",
        hint: nearestName(to: name, among: names).map { "did you mean \"\($0)\"?" }
          ?? "kinds: \(declarable.map(\.name).joined(separator: ", "))"))
    return nil
  }

  private mutating func content(_ item: Node, of kind: ThingKind) -> [ThingName] {
    if kind.key.count == 1 {
      guard let text = word(item) else { return [] }
      return [ThingName(kind: kind.name, key: [text])]
    }
    let shape = "{ \(kind.key.map { "\($0): …" }.joined(separator: ", ")) }"
    guard case .mapping = item else {
      problems.append(
        document.problem(
          "project.content", "a thing of the kind \(kind.name) has a name of several parts", at: item,
          hint: "write \(shape)"))
      return []
    }
    let fields = mapping(item, allowed: kind.key, what: "a thing of the kind \(kind.name)")
    var things: [ThingName] = []
    var key: [String] = []
    for column in kind.key {
      guard let text = word(fields[column]) else {
        if fields[column] == nil { missing(column, "write \(shape)", item) }
        return []
      }
      key.append(text)
      if let whole = kind.columns.first(where: { $0.name == column })?.refersTo, whole != "user" {
        things.append(ThingName(kind: whole, key: [text]))
      }
    }
    return things + [ThingName(kind: kind.name, key: key)]
  }
}
