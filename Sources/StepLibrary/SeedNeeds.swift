package import RunModel

/// What scenarios need beforehand and `lmsaccept seed` makes: the one answer for `seed` and for `seed --plan`.
package struct SeedNeeds: Sendable {
  /// Those that the plan finds applicable: their people are made ready.
  let planned: [PlannedScenario]
  /// Of these, those that the library finds applicable, too: their things are made.
  package let scenarios: [PlannedScenario]
  /// Declared people, in the project's order.
  package let people: [Person]
  private let library: Library

  package init(_ scenarios: [PlannedScenario], library: Library) {
    self.library = library
    planned = scenarios.filter { $0.notApplicable == nil }
    self.scenarios = planned.filter { library.reasonNotToApply($0) == nil }
    let made = planned.reduce(into: Set<String>()) { $0.formUnion(People($1, library: library).madeHandles) }
    people = library.settings.people.filter { made.contains($0.handle) }
  }

  /// Those of the people whose role holds on the whole site: they get it beforehand, too.
  package var peopleWithSiteRole: [Person] {
    guard let levels = library.roleLevels, library.unsupportedKinds["role assign"] == nil else { return [] }
    return people.filter { person in levels[person.role].map { $0 != "course" } ?? false }
  }

  /// The seeding steps that `seed` runs, each with only the rows that stay and that the LMS has a place for.
  package func seeds(of scenario: PlannedScenario) -> [PlannedStep] {
    ScenarioSeeds(scenario, book: library.book).lasting.filter { step in
      guard case .seed(let table) = step.understanding else { return false }
      return library.leftOutKinds[table.kind] == nil
    }
  }

  /// Scenarios of which the LMS has no place for something, with the reason as listings say it: nothing is made for them.
  package var notApplicable: [(scenario: PlannedScenario, reason: String)] {
    planned.compactMap { scenario in library.reasonNotToApply(scenario).map { (scenario, $0.reason.english) } }
  }

  /// How many rows are made only when their scenario runs, and go with it.
  package var ownCount: Int {
    scenarios.reduce(0) { $0 + ScenarioSeeds($1, book: library.book).ownCount }
  }

  /// Kinds that are asked for and that the adapter leaves out, with its reason.
  package var leftOut: [(kind: String, reason: String)] {
    let asked = scenarios.flatMap { ScenarioSeeds($0, book: library.book).lasting }.compactMap { step -> String? in
      if case .seed(let table) = step.understanding { return table.kind }
      return nil
    }
    return Set(asked).sorted().compactMap { kind in library.leftOutKinds[kind].map { (kind, $0.english) } }
  }
}

/// The declared people that a scenario needs: those it names, and those its seeds and tables refer to.
struct People {
  let handles: Set<String>
  /// Without those of whom the project gives a token and no account: they are there already.
  let madeHandles: Set<String>

  init(_ scenario: PlannedScenario, library: Library) {
    let declared = Set(library.settings.people.map(\.handle))
    var found = Set(scenario.people)
    for step in scenario.steps {
      guard case .seed(let table) = step.understanding, let kind = library.book.kinds[table.kind] else { continue }
      found.formUnion(table.rows.flatMap(kind.references).filter { $0.thing.kind == "user" }.map { $0.thing.key[0] })
    }
    handles = found.intersection(declared)
    let given = library.settings.people.filter { $0.columns["token"] != nil && $0.columns["username"] == nil }
    madeHandles = handles.subtracting(given.map(\.handle))
  }
}

extension Library {
  /// Why a scenario does not apply, beyond what its plan says: somebody's role, or a thing it seeds, is nothing here.
  func reasonNotToApply(_ scenario: PlannedScenario) -> (reason: Reason, cause: String)? {
    let needed = People(scenario, library: self).handles
    for person in settings.people where needed.contains(person.handle) {
      if let levels = roleLevels, levels[person.role] == nil, isRole(person.role) {
        let reason = Reason(
          "role '\(person.role)' has no counterpart on this LMS (\"\(person.handle)\")",
          "de rol '\(dutch(role: person.role))' heeft op dit LMS geen tegenhanger (\"\(person.handle)\")")
        return (reason, "role")
      }
    }
    for step in scenario.steps {
      if case .seed(let table) = step.understanding, let reason = unsupportedKinds[table.kind] {
        return (reason, "unsupported")
      }
    }
    return nil
  }

  /// What the vocabulary calls a role in Dutch; without that its key.
  private func dutch(role name: String) -> String {
    book.words["role"]?.first { $0.key == name }?.spellings["nl"]?.first ?? name
  }

  /// True for a key of the word list `role`; other words in the project file are somebody's own.
  func isRole(_ name: String) -> Bool { book.words["role"]?.contains { $0.key == name } ?? false }
}
