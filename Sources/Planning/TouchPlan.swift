import RunModel

/// What each scenario reads and writes, so that no two run at once when one writes what the other touches.
///
/// Ensuring an object is a read as long as every scenario asks for the same words; two different descriptions of one
/// key would take turns in changing it, so then each is a write. Own copies (`new`) and what refers to them belong to
/// one scenario and count for nobody.
struct TouchPlan {
  let book: StepBook
  private let people: [Person]
  /// Handle -> user name: seeds name people by either, and both are one account.
  private let usernames: [String: String]

  /// - Parameter people: as the project declares them; `the learner` is the first with that role.
  init(book: StepBook, people: [Person]) {
    self.book = book
    self.people = people
    usernames = Dictionary(people.map { ($0.handle, $0.username) }, uniquingKeysWith: { first, _ in first })
  }

  func touches(of scenarios: [PlannedScenario]) -> [PlannedScenario] {
    let contested = contestedSeeds(scenarios)
    return scenarios.map { scenario in
      var planned = scenario
      planned.touches = touches(of: scenario, contested: contested)
      return planned
    }
  }

  private func touches(of scenario: PlannedScenario, contested: Set<String>) -> [Touch] {
    var found = Found()
    for step in scenario.steps {
      switch step.understanding {
      case .seed(let seed): add(seed, contested: contested, to: &found)
      case .matched(let match): add(match, step, language: scenario.language, to: &found)
      case .human, .undefined, .ambiguous: break
      }
    }
    return found.things.sorted { $0.key < $1.key }.map { Touch(thing: $0.key, writes: $0.value) }
  }

  /// Things of one scenario and whether it writes them.
  private struct Found {
    var things: [String: Bool] = [:]
    /// Names of own copies and of what lives in them.
    var own: Set<String> = []

    mutating func add(_ thing: String, writes: Bool) {
      if !own.contains(thing) { things[thing] = (things[thing] ?? false) || writes }
    }
  }

  // MARK: Seeds

  private func add(_ seed: SeedTable, contested: Set<String>, to found: inout Found) {
    guard let kind = book.kinds[seed.kind] else { return }
    for row in seed.rows {
      let name = name(of: row, kind: kind)
      let references = references(of: row, kind: kind)
      let isOwn = seed.isNew || (!kind.isRelation && references.contains(where: found.own.contains))
      if isOwn { found.own.insert(name) } else { found.add(name, writes: contested.contains(name)) }
      // Making a relation changes what both its ends see: their lists and counts.
      for reference in references { found.add(reference, writes: kind.isRelation) }
    }
  }

  /// Names of objects that the scenarios, or a scenario and the project's people, describe in more than one way.
  private func contestedSeeds(_ scenarios: [PlannedScenario]) -> Set<String> {
    var described: [String: Set<[SeedCell]>] = [:]
    var contested: Set<String> = []
    for scenario in scenarios {
      for step in scenario.steps {
        guard case .seed(let seed) = step.understanding, !seed.isNew, let kind = book.kinds[seed.kind] else { continue }
        for row in seed.rows {
          let name = name(of: row, kind: kind)
          described[name, default: []].insert(row.sorted { $0.column < $1.column })
          if kind.name == "user", differsFromDeclared(row) { contested.insert(name) }
        }
      }
    }
    return contested.union(described.filter { $0.value.count > 1 }.keys)
  }

  private func differsFromDeclared(_ row: [SeedCell]) -> Bool {
    guard let username = row.first(where: { $0.column == "username" })?.text,
      let person = people.first(where: { $0.handle == username || $0.username == username })
    else { return false }
    return row.contains { $0.column != "username" && person.columns[$0.column] != $0.text }
  }

  private func name(of row: [SeedCell], kind: ThingKind) -> String {
    let key = kind.key.map { column in
      let text = row.first { $0.column == column }?.text ?? ""
      let isUser = kind.name == "user" || kind.columns.first { $0.name == column }?.refersTo == "user"
      return isUser ? usernames[text] ?? text : text
    }
    return "\(kind.name):\(key.joined(separator: " / "))"
  }

  private func references(of row: [SeedCell], kind: ThingKind) -> [String] {
    row.compactMap { cell in
      kind.columns.first { $0.name == cell.column }?.refersTo.map { reference(to: cell.text, $0) }
    }
  }

  private func reference(to text: String, _ kind: String) -> String {
    "\(kind):\(kind == "user" ? usernames[text] ?? text : text)"
  }

  // MARK: Steps

  private func add(_ match: StepMatch, _ step: PlannedStep, language: String, to found: inout Found) {
    let definition = book.definitions[match.definition]
    for argument in match.arguments {
      let writes = definition.changes.contains(argument.name)
      switch argument.value {
      case .person(let handle, let role):
        let name = handle ?? people.first { $0.role == role }?.handle
        if let name { found.add(reference(to: name, "user"), writes: writes) }
      case .thing(let kind, let key): found.add(reference(to: key, kind), writes: writes)
      case .part(let kind, let keys): add(kind, keys, writes: writes, to: &found)
      case .word, .int, .number, .seconds, .text, .missing: break
      }
    }
    if let columns = definition.table, let table = step.table {
      add(table, columns, language: language, writes: definition.kind != .check, to: &found)
    }
  }

  /// An activity lives in its course: what changes it changes the course's contents.
  private func add(_ name: String, _ keys: [String], writes: Bool, to found: inout Found) {
    let kind = book.kinds[name]
    var wholes: [String] = []
    for (column, key) in zip(kind?.key ?? [], keys) {
      guard let whole = kind?.columns.first(where: { $0.name == column })?.refersTo else { continue }
      wholes.append(reference(to: key, whole))
    }
    let isOwn = wholes.contains(where: found.own.contains)
    if !isOwn { found.add("\(name):\(keys.joined(separator: " / "))", writes: writes) }
    for whole in wholes { found.add(whole, writes: writes) }
  }

  /// A table of a step that does something may change all it names; one of a check is only compared.
  private func add(
    _ table: [[String]], _ columns: [ThingColumn], language: String, writes: Bool, to found: inout Found
  ) {
    guard let header = table.first else { return }
    let reader = SeedReader(book: book, language: language)
    let kinds = header.map { name in columns.first { reader.isCalled($0, name) }?.refersTo }
    for row in table.dropFirst() {
      for (kind, text) in zip(kinds, row) where !text.isEmpty {
        if let kind { found.add(reference(to: text, kind), writes: writes) }
      }
    }
  }
}
