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
    var seen: [RowID: (scenario: Int, step: Int)] = [:]
    seen.reserveCapacity(scenarios.reduce(0) { $0 + $1.steps.count })
    var collisions: [RowCollision] = []
    for (place, scenario) in scenarios.enumerated() {
      for (number, step) in scenario.steps.enumerated() {
        let id = RowID(
          project: project, scenario: scenario.id, exampleKey: scenario.exampleKey, ordinal: step.ordinal)
        guard let first = seen.updateValue((place, number), forKey: id) else { continue }
        seen[id] = first
        let before = scenarios[first.scenario]
        collisions.append(
          RowCollision(
            id: id, earlier: Place(scenario: before, step: before.steps[first.step]),
            later: Place(scenario: scenario, step: step)))
      }
    }
    return collisions
  }

  /// Ids that more than one row of a round has, with the scenarios of two of them: of a campaign whose scenarios were
  /// never checked together.
  package static func shared(in results: [JoinedResult]) -> [RowID: [PlannedScenario]] {
    var seen: [RowID: Int] = [:]
    var shared: [RowID: [PlannedScenario]] = [:]
    for (place, result) in results.enumerated() {
      for row in result.rows {
        guard let first = seen.updateValue(place, forKey: row.row.id) else { continue }
        shared[row.row.id] = [results[first].scenario.scenario, result.scenario.scenario]
      }
    }
    return shared
  }
}
