package import RunModel

/// The state of a round: each scenario with its last result, taken from whichever run gave it.
package struct LatestRecord: Sendable {
  /// Header of the newest run; scenarios in order of id, indexed anew.
  package var record: RunRecord
  /// The run that each scenario's result comes from, by index.
  package var runs: [Int]
  /// Reservations of all runs that are shown.
  package var reservations: [String]
}

extension CampaignStore {
  /// nil when nothing was run in the round.
  package func latest(round: Int) async throws(CampaignProblem) -> LatestRecord? {
    let last = try await lastResults(round: round)
    var records: [Int: RunRecord] = [:]
    for run in Set(last.map(\.run)) { records[run] = try await record(ofRun: run) }
    guard let newest = records.keys.max().flatMap({ records[$0] }) else { return nil }
    var byKey: [Int: [Key: ScenarioRecord]] = [:]
    for (run, record) in records {
      byKey[run] = Dictionary(record.scenarios.map { (Key($0.scenario), $0) }) { first, _ in first }
    }
    var latest = LatestRecord(record: newest, runs: [], reservations: [])
    latest.record.scenarios = []
    for result in last {
      guard var scenario = byKey[result.run]?[Key(id: result.scenario, example: result.exampleKey)] else { continue }
      scenario.scenario.index = latest.runs.count
      latest.record.scenarios.append(scenario)
      latest.runs.append(result.run)
    }
    latest.record.header.scenarios = latest.record.scenarios.map(\.scenario)
    for run in records.keys.sorted() {
      for reservation in records[run]?.header.reservations ?? [] where !latest.reservations.contains(reservation) {
        latest.reservations.append(reservation)
      }
    }
    latest.record.header.reservations = latest.reservations
    return latest
  }

  private struct Key: Hashable {
    var id: String
    var example: String

    init(id: String, example: String) {
      self.id = id
      self.example = example
    }

    init(_ scenario: PlannedScenario) {
      self.init(id: scenario.id, example: scenario.exampleKey)
    }
  }
}
