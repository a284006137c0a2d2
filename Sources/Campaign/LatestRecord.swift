package import RunModel

/// The state of a round: each scenario with its last result, taken from whichever run gave it.
package struct LatestRecord: Sendable {
  /// Header of the newest run; scenarios in order of id, indexed anew.
  package var record: RunRecord
  /// Where each scenario's result comes from, by index.
  package var origins: [ResultOrigin]
  /// Reservations of all runs that are shown.
  package var reservations: [String]

  /// The run that each scenario's result comes from, by index.
  package var runs: [Int] { origins.map(\.run) }
  /// Whose verdicts belong to the results.
  package var rounds: Set<Int> { Set(origins.map(\.round)) }
}

extension CampaignStore {
  /// The last results of a round; what was not run in it comes from the rounds before, when it still holds.
  ///
  /// A result of an earlier round holds when the site's fingerprint was read in both rounds and is the same, and when
  /// text, role and requirements of the scenario are the same; else it is there as stale. So is a result of this round
  /// from before the site changed in the middle of it.
  ///
  /// - Parameters:
  ///   - planned: the scenarios as they are written today, to tell results of an older text; nil: those of the newest
  ///     run of each scenario.
  ///   - target: only runs on this one: what passed on another system passed there. nil: all runs.
  ///   - known: runs that were read already, by number.
  /// - Returns: nil when nothing was run in the round or before it.
  package func latest(
    round: Int, planned: [PlannedScenario]? = nil, target: String? = nil, known: [Int: RunRecord] = [:]
  ) async throws(CampaignProblem) -> LatestRecord? {
    let sites = try await sites(target: target)
    var last: [Key: (result: LastResult, round: Int)] = [:]
    for earlier in sites.rounds where earlier <= round {
      for result in try await lastResults(round: earlier, target: target) { last[Key(result)] = (result, earlier) }
    }
    var records: [Int: RunRecord] = [:]
    for run in Set(last.values.map(\.result.run)) {
      if let record = known[run] { records[run] = record } else { records[run] = try await record(ofRun: run) }
    }
    guard let newest = records.keys.max().flatMap({ records[$0] }) else { return nil }
    var byKey: [Int: [Key: ScenarioRecord]] = [:]
    for (run, record) in records {
      byKey[run] = Dictionary(record.scenarios.map { (Key($0.scenario), $0) }) { first, _ in first }
    }
    let texts = Dictionary((planned ?? []).map { (Key($0), Self.text(of: $0)) }) { first, _ in first }
    var latest = LatestRecord(record: newest, origins: [], reservations: [])
    latest.record.scenarios = []
    latest.record.header.round = round
    for (key, (result, from)) in last.sorted(by: { $0.key < $1.key }) {
      guard var scenario = byKey[result.run]?[key] else { continue }
      var origin = ResultOrigin(run: result.run, round: from, isCarried: from != round)
      if let text = texts[key], text != Self.text(of: scenario.scenario) { origin.staleness = .scenario }
      if sites.isStale(run: result.run, of: from, in: round) { origin.staleness = .site }
      scenario.scenario.index = latest.origins.count
      latest.record.scenarios.append(scenario)
      latest.origins.append(origin)
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

  /// What a result is a result of. Tags are no part of the revision, but role and requirement are part of a row.
  private static func text(of scenario: PlannedScenario) -> [String] {
    [scenario.revision] + scenario.values(of: "role") + ["|"] + scenario.values(of: "req")
  }

  private struct Key: Hashable, Comparable {
    var id: String
    var example: String

    init(_ scenario: PlannedScenario) {
      id = scenario.id
      example = scenario.exampleKey
    }

    init(_ result: LastResult) {
      id = result.scenario
      example = result.exampleKey
    }

    static func < (left: Key, right: Key) -> Bool { (left.id, left.example) < (right.id, right.example) }
  }
}
