package import JSON
package import RunModel

/// What `lmsaccept steps` shows: the vocabulary with its uses, and what each adapter says about it.
package struct StepListing: Sendable {
  /// One definition, with what is known of it.
  package struct Row: Sendable {
    package var definition: StepDefinition
    /// By adapter, in the order of the listing's adapters.
    package var automation: [Automation]
    /// Steps of the given scenarios that mean it.
    package var uses: Int
    /// Titles of scenarios that use it, each once, in plan order.
    package var scenarios: [String]

    /// The vocabulary file without folder and ending: `users`.
    package var chapter: String {
      String((definition.place.file.split(separator: "/").last ?? "").prefix { $0 != "." })
    }
  }

  package let adapters: [String]
  /// In the vocabulary's order; human steps last.
  package private(set) var rows: [Row]

  /// - Parameters:
  ///   - libraries: one for each adapter, over the same vocabulary; the first says which steps there are.
  ///   - scenarios: whose uses are counted; planned with the first library.
  package init(_ libraries: [Library], scenarios: [PlannedScenario] = []) {
    adapters = libraries.map(\.settings.main.adapter)
    let book = libraries.first?.book
    let byID = libraries.map { library in
      Dictionary(
        zip(library.book.definitions.map(\.id), library.book.automation), uniquingKeysWith: { first, _ in first })
    }
    var uses: [Int: Int] = [:]
    var titles: [Int: [String]] = [:]
    for scenario in scenarios {
      for step in scenario.steps {
        guard case .matched(let match) = step.understanding else { continue }
        uses[match.definition, default: 0] += 1
        if titles[match.definition]?.last != scenario.title {
          titles[match.definition, default: []].append(scenario.title)
        }
      }
    }
    let all = (book?.definitions ?? []).enumerated().map { index, definition in
      Row(
        definition: definition, automation: byID.map { $0[definition.id] ?? .missing }, uses: uses[index] ?? 0,
        scenarios: titles[index] ?? [])
    }
    rows = all.filter { !$0.definition.kind.isHuman } + all.filter { $0.definition.kind.isHuman }
  }

  /// The same listing with some of the rows.
  package func filtered(_ isWanted: (Row) -> Bool) -> StepListing {
    var listing = self
    listing.rows = rows.filter(isWanted)
    return listing
  }

  package struct Counts: Sendable, Hashable {
    package var automated = 0
    package var manual = 0
    package var unsupported = 0
    package var elsewhere = 0
    package var missing = 0
  }

  /// How many steps an adapter automates, leaves to people, has not, leaves to another system, and says nothing about.
  package func counts(_ adapter: Int) -> Counts {
    var counts = Counts()
    for row in rows where !row.definition.kind.isHuman {
      switch row.automation[adapter] {
      case .automated: counts.automated += 1
      case .manual: counts.manual += 1
      case .unsupported: counts.unsupported += 1
      case .elsewhere: counts.elsewhere += 1
      case .missing: counts.missing += 1
      }
    }
    return counts
  }

  /// Uses of the steps that are no human steps, in order of size, for the median.
  package var medianUse: Int {
    let uses = rows.filter { !$0.definition.kind.isHuman }.map(\.uses).sorted()
    return uses.isEmpty ? 0 : uses[uses.count / 2]
  }

  // MARK: Text

  /// `docs/steps.md`: every step by area, with its wordings, what it does and an example.
  package func markdown() -> String {
    var text = "# Steps\n\nMade by `lmsaccept steps --markdown`; change the vocabulary, not this file.\n"
    var area: String?
    for row in rows.filter({ !$0.definition.kind.isHuman }) + rows.filter(\.definition.kind.isHuman) {
      let file = row.chapter
      if file != area {
        text += "\n## \(file)\n"
        area = file
      }
      text += entry(row)
    }
    return text
  }

  private func entry(_ row: Row) -> String {
    let definition = row.definition
    var text = "\n### `\(definition.id)` (\(definition.kind.rawValue))\n\n"
    if !definition.doc.isEmpty { text += definition.doc + "\n\n" }
    for wording in definition.wordings {
      text += "- \(wording.language)\(wording.isAttempt ? ", attempt" : ""): `\(wording.pattern)`\n"
    }
    if let table = definition.table {
      text += "- table: \(table.map { "`\($0.name)`" }.joined(separator: ", "))\n"
    }
    for example in definition.examples { text += "- example: \(example)\n" }
    for (adapter, automation) in zip(adapters, row.automation) {
      text += "- \(adapter): \(Self.words(automation))\n"
    }
    return text
  }

  /// One table: a line a step, a column an adapter.
  package func coverageMarkdown() -> String {
    var text = "| step | \(adapters.joined(separator: " | ")) |\n|---|\(adapters.map { _ in "---|" }.joined())\n"
    for row in rows where !row.definition.kind.isHuman {
      text += "| `\(row.definition.id)` | \(row.automation.map(Self.words).joined(separator: " | ")) |\n"
    }
    return text
  }

  /// What an adapter says, in words.
  package static func words(_ automation: Automation) -> String {
    switch automation {
    case .automated: "automated"
    case .manual(let reason): "by a person: \(reason.english)"
    case .unsupported(let reason): "not there: \(reason.english)"
    case .elsewhere(let system): "by a person: \(system.reason(Texts(language: "en")))"
    case .missing: "missing"
    }
  }

  // MARK: JSON

  package var json: JSONValue {
    .object([
      JSONMember("adapters", .strings(adapters)),
      JSONMember("steps", .array(rows.map(json))),
    ])
  }

  private func json(_ row: Row) -> JSONValue {
    let definition = row.definition
    let wordings = definition.wordings.map { wording in
      JSONValue.object([
        JSONMember("language", .string(wording.language)), JSONMember("pattern", .string(wording.pattern)),
        JSONMember("attempt", .bool(wording.isAttempt)),
      ])
    }
    let automation = zip(adapters, row.automation).map { JSONMember($0, Self.json($1)) }
    return .object([
      JSONMember("id", .string(definition.id)), JSONMember("kind", .string(definition.kind.rawValue)),
      JSONMember("doc", .string(definition.doc)), JSONMember("place", .string(definition.place.description)),
      JSONMember("wordings", .array(wordings)),
      JSONMember(
        "parameters", .array(definition.parameters.map { ["name": .string($0.name), "type": .string($0.type)] })),
      JSONMember("examples", .strings(definition.examples)), JSONMember("automation", .object(automation)),
      JSONMember("uses", .int(row.uses)), JSONMember("scenarios", .strings(row.scenarios)),
    ])
  }

  private static func json(_ automation: Automation) -> JSONValue {
    switch automation {
    case .automated: ["state": "automated"]
    case .manual(let reason): ["state": "manual", "reason": .string(reason.english)]
    case .unsupported(let reason): ["state": "unsupported", "reason": .string(reason.english)]
    case .elsewhere(let system):
      [
        "state": "elsewhere", "system": .string(system.name),
        "reason": .string(system.reason(Texts(language: "en"))),
      ]
    case .missing: ["state": "missing"]
    }
  }
}
