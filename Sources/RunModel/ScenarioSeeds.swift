/// What the seeding steps of a scenario make, told apart by how long it lives (section 1 of `docs/language.md`).
package struct ScenarioSeeds: Sendable {
  /// Objects that stay until `clean`: what `lmsaccept seed` makes. Steps with only these rows, in order.
  package private(set) var lasting: [PlannedStep] = []
  /// Rows that are made when the scenario runs and go with it: relations, own copies, and what refers to an own copy.
  package private(set) var ownCount = 0

  package init(_ scenario: PlannedScenario, book: StepBook) {
    /// What the scenario has for itself.
    var own: Set<ThingName> = []
    for step in scenario.steps {
      guard case .seed(var table) = step.understanding, let kind = book.kinds[table.kind] else { continue }
      let all = table.rows
      table.rows = all.filter { row in
        let isOwn = table.isNew || kind.references(of: row).contains { own.contains($0.thing) }
        if isOwn { own.insert(kind.thing(of: row)) }
        return !isOwn && !kind.isRelation
      }
      ownCount += all.count - table.rows.count
      guard !table.rows.isEmpty else { continue }
      var lastingStep = step
      lastingStep.understanding = .seed(table)
      lasting.append(lastingStep)
    }
  }

  /// The names of what stays.
  package func lastingThings(_ book: StepBook) -> [ThingName] {
    lasting.flatMap { step -> [ThingName] in
      guard case .seed(let table) = step.understanding, let kind = book.kinds[table.kind] else { return [] }
      return table.rows.map(kind.thing)
    }
  }
}
