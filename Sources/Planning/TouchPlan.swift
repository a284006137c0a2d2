import RunModel

/// What each scenario reads and writes, so that no two run at once when one writes what the other touches.
///
/// Ensuring an object is a read as long as every scenario asks for the same words; two different descriptions of one
/// key would take turns in changing it, so then each is a write. Own copies (`new`) belong to one scenario and count
/// for nobody.
struct TouchPlan {
  let book: StepBook

  func touches(of scenarios: [PlannedScenario]) -> [PlannedScenario] {
    let contested = contestedSeeds(scenarios)
    return scenarios.map { scenario in
      var planned = scenario
      planned.touches = touches(of: scenario, contested: contested)
      return planned
    }
  }

  private func touches(of scenario: PlannedScenario, contested: Set<String>) -> [Touch] {
    var own: Set<String> = []
    var found: [String: Bool] = [:]
    func add(_ thing: String, writes: Bool) {
      if !own.contains(thing) { found[thing] = (found[thing] ?? false) || writes }
    }
    for step in scenario.steps {
      switch step.understanding {
      case .seed(let seed): touches(of: seed, own: &own, contested: contested, add)
      case .matched(let match): touches(of: match, people: scenario.people, add)
      case .human, .undefined, .ambiguous: break
      }
    }
    return found.sorted { $0.key < $1.key }.map { Touch(thing: $0.key, writes: $0.value) }
  }

  private func touches(
    of seed: SeedTable, own: inout Set<String>, contested: Set<String>, _ add: (String, Bool) -> Void
  ) {
    guard let kind = book.kinds[seed.kind] else { return }
    for row in seed.rows {
      let name = Self.name(of: row, kind: kind)
      if seed.isNew { own.insert(name) } else { add(name, contested.contains(name)) }
      for cell in row {
        guard let reference = kind.columns.first(where: { $0.name == cell.column })?.refersTo else { continue }
        // Making a relation changes what both its ends see: their lists and counts.
        add("\(reference):\(cell.text)", kind.isRelation)
      }
    }
  }

  private func touches(of match: StepMatch, people: [String], _ add: (String, Bool) -> Void) {
    let definition = book.definitions[match.definition]
    for argument in match.arguments {
      let writes = definition.changes.contains(argument.name)
      switch argument.value {
      case .person(let handle, _): if let handle = handle ?? people.first { add("user:\(handle)", writes) }
      case .thing(let kind, let key): add("\(kind):\(key)", writes)
      case .part(let kind, let keys):
        add("\(kind):\(keys.joined(separator: " / "))", writes)
        // An activity lives in its course: what changes it changes the course's contents.
        if let course = keys.last { add("course:\(course)", writes) }
      case .word, .int, .number, .seconds, .text, .missing: break
      }
    }
  }

  /// Names of objects that the scenarios describe in more than one way.
  private func contestedSeeds(_ scenarios: [PlannedScenario]) -> Set<String> {
    var described: [String: Set<[SeedCell]>] = [:]
    for scenario in scenarios {
      for step in scenario.steps {
        guard case .seed(let seed) = step.understanding, !seed.isNew, let kind = book.kinds[seed.kind] else { continue }
        for row in seed.rows {
          described[Self.name(of: row, kind: kind), default: []].insert(row.sorted { $0.column < $1.column })
        }
      }
    }
    return Set(described.filter { $0.value.count > 1 }.keys)
  }

  private static func name(of row: [SeedCell], kind: ThingKind) -> String {
    let key = kind.key.map { column in row.first { $0.column == column }?.text ?? "" }
    return "\(kind.name):\(key.joined(separator: " / "))"
  }
}
