import Diagnostics
package import RunModel

/// Two steps whose rows on a worksheet would have one id: a verdict on one could be taken for the other's.
///
/// Six letters tell 594,823,321 rows apart. Among 20,000 steps two share an id in three of ten projects, among 2,000 in
/// three of a thousand.
package struct RowCollision: Sendable {
  package struct Place: Sendable {
    package var scenario: PlannedScenario
    package var step: PlannedStep
  }

  package var id: RowID
  package var earlier: Place
  package var later: Place
}

extension RowCollision {
  /// All among the steps of some scenarios, in their order; any step may become a row, since any may fail.
  package static func all(in scenarios: [PlannedScenario], project: String) -> [RowCollision] {
    var seen: [UInt64: (scenario: Int, step: Int)] = [:]
    seen.reserveCapacity(scenarios.reduce(0) { $0 + $1.steps.count })
    var collisions: [RowCollision] = []
    for (place, scenario) in scenarios.enumerated() {
      for (number, step) in scenario.steps.enumerated() {
        let written = RowID.number(
          project: project, scenario: scenario.id, exampleKey: scenario.exampleKey, ordinal: step.ordinal)
        guard let first = seen.updateValue((place, number), forKey: written) else { continue }
        seen[written] = first
        let id = RowID(
          project: project, scenario: scenario.id, exampleKey: scenario.exampleKey, ordinal: step.ordinal)
        let before = scenarios[first.scenario]
        collisions.append(
          RowCollision(
            id: id, earlier: Place(scenario: before, step: before.steps[first.step]),
            later: Place(scenario: scenario, step: step)))
      }
    }
    return collisions
  }

  /// A scenario by what a person finds it by.
  package struct Owner: Sendable {
    package let id: String
    package let title: String
    /// `Scenarios/usr.feature:12`.
    package let place: String

    package init(_ scenario: PlannedScenario) {
      id = scenario.id
      title = scenario.title
      place = "\(scenario.file.path):\(scenario.position.line)"
    }
  }

  /// Ids that more than one row of a round has, with two scenarios that have it: of a campaign whose scenarios were
  /// never checked together.
  ///
  /// - Parameter rows: of each scenario.
  package static func shared(among rows: [(owner: Owner, ids: [RowID])]) -> [RowID: [Owner]] {
    // Sorted beside each other: of ten thousands a dictionary would take three times the room.
    var all: [(id: RowID, place: Int)] = []
    all.reserveCapacity(rows.reduce(0) { $0 + $1.ids.count })
    for (place, scenario) in rows.enumerated() { for id in scenario.ids { all.append((id, place)) } }
    all.sort { ($0.id.text, $0.place) < ($1.id.text, $1.place) }
    var shared: [RowID: [Owner]] = [:]
    for (one, other) in zip(all, all.dropFirst()) where one.id == other.id {
      shared[one.id] = [rows[one.place].owner, rows[other.place].owner]
    }
    return shared
  }

  package static func shared(in results: [JoinedResult]) -> [RowID: [Owner]] {
    shared(among: results.map { (Owner($0.scenario.scenario), $0.rows.map(\.row.id)) })
  }
}
