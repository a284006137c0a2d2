import GRDB
package import RunModel
import SideWork

/// The state of a round: each scenario with its last result, taken from whichever run gave it.
package struct LatestRecord: Sendable {
  /// Header of the newest run; scenarios in their order (`ScenarioOrder`), indexed anew.
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
  ///   - planned: the scenarios as they are written today, to tell results of an older text, and of one that is gone;
  ///     nil: those of the newest run of each scenario.
  ///   - target: only runs on this one: what passed on another system passed there. nil: all runs.
  ///   - known: runs that were read already, by number.
  /// - Returns: nil when nothing was run in the round or before it.
  package func latest(
    round: Int, planned: [PlannedScenario]? = nil, target: String? = nil, known: [Int: RunRecord] = [:]
  ) async throws(CampaignProblem) -> LatestRecord? {
    let texts = Dictionary((planned ?? []).map { (Key($0), Self.text(of: $0)) }) { first, _ in first }
    let state = try await state(round: round, target: target)
    let folded = try await fold(state, known: known) { scenario, origin in
      var origin = origin
      let text = texts[Key(scenario.scenario)]
      if planned != nil, text == nil {
        origin.staleness = .withdrawn
      } else if let text, origin.staleness == nil, text != Self.text(of: scenario.scenario) {
        origin.staleness = .scenario
      }
      return (scenario, origin)
    }
    guard let folded, var newest = folded.runs.last else { return nil }
    newest.header.round = round
    newest.header.reservations = []
    for reservation in folded.runs.flatMap(\.header.reservations)
    where !newest.header.reservations.contains(reservation) {
      newest.header.reservations.append(reservation)
    }
    var latest = LatestRecord(record: newest, origins: [], reservations: newest.header.reservations)
    for (var scenario, origin) in folded.scenarios {
      scenario.scenario.index = latest.origins.count
      latest.record.scenarios.append(scenario)
      latest.origins.append(origin)
    }
    latest.record.header.scenarios = latest.record.scenarios.map(\.scenario)
    return latest
  }

  /// The rows of the state of a round with what people said of them, as worksheets need them: without the steps of their
  /// scenarios and the texts of their files, which for ten thousands of rows are most of what a campaign holds.
  ///
  /// - Returns: nil when nothing was run in the round or before it.
  package func rowsForPeople(round: Int) async throws(CampaignProblem) -> [JoinedResult]? {
    try await rowsForPeople(round: round) { $0 }
  }

  /// The same, one scenario after the other, with only what the body makes of each held.
  ///
  /// - Parameters:
  ///   - isAlone: nothing else is done meanwhile, so that a second processor is free for joining.
  ///   - body: called in the order of reading.
  /// - Returns: what the body made, in the order of the scenarios; nil when nothing was run in the round or before it.
  package func rowsForPeople<Part: Sendable>(
    round: Int, isAlone: Bool = false, _ body: @escaping @Sendable (JoinedResult) -> Part
  ) async throws(CampaignProblem) -> [Part]? {
    let state = try await state(round: round)
    let rounds = Set(state.last.values.map(\.round))
    var verdicts: [StoredVerdict] = []
    for round in rounds.sorted() { verdicts += try await self.verdicts(round: round) }
    let join = JoinedResult.Join(
      project: state.project, verdicts: verdicts, resolutions: try await resolutions(rounds: rounds))
    let folded = try await fold(state, withSources: false, besideReading: isAlone) { scenario, origin in
      var result = join.result(of: scenario, origin: origin)
      result.scenario.steps = []
      result.scenario.scenario.steps = []
      result.scenario.earlier = []
      // The outcome that they decide about is known by now.
      for place in result.rows.indices { result.rows[place].row.steps = [] }
      return body(result)
    }
    return folded?.scenarios
  }

  /// Where the last result of each scenario comes from.
  private struct RoundState: Sendable {
    var round: Int
    var sites: SiteBook
    var last: [Key: (run: Int, round: Int)] = [:]
    /// Of the newest run, which gives the ids of rows.
    var project = ""

    func origin(of key: Key) -> ResultOrigin? {
      guard let from = last[key] else { return nil }
      var origin = ResultOrigin(run: from.run, round: from.round, isCarried: from.round != round)
      if sites.isStale(run: from.run, of: from.round, in: round) { origin.staleness = .site }
      return origin
    }
  }

  private func state(round: Int, target: String? = nil) async throws(CampaignProblem) -> RoundState {
    var state = RoundState(round: round, sites: try await sites(target: target))
    for earlier in state.sites.rounds where earlier <= round {
      for result in try await lastResults(round: earlier, target: target) {
        state.last[Key(result)] = (result.run, earlier)
      }
    }
    if let newest = state.last.values.map(\.run).max() {
      state.project = try await read { db in try RunFold(db, run: newest).frame()?.header.project } ?? ""
    }
    return state
  }

  /// Reads each scenario of a state, from the run that gave its result, and keeps what the body makes of it.
  ///
  /// - Parameter besideReading: the body works on one scenario while the next is read, which pays when it takes as long.
  /// - Returns: in the order of the scenarios, with the runs, oldest first and without scenarios; nil when there are none.
  private func fold<Part: Sendable>(
    _ state: RoundState, known: [Int: RunRecord] = [:], withSources: Bool = true, besideReading: Bool = false,
    _ body: @escaping @Sendable (ScenarioRecord, ResultOrigin) -> Part
  ) async throws(CampaignProblem) -> (scenarios: [Part], runs: [RunRecord])? {
    try await read { db in
      // Read from beginning to end, so little of it is asked for again.
      try db.execute(sql: "PRAGMA cache_size = -500")
      var parts: [(order: ScenarioOrder, part: Part)] = []
      parts.reserveCapacity(state.last.count)
      let making = SideWork<[(ScenarioRecord, ResultOrigin)], [(order: ScenarioOrder, part: Part)]> { batch in
        batch.map { scenario, origin in (ScenarioOrder(scenario.scenario), body(scenario, origin)) }
      }
      var batch: [(ScenarioRecord, ResultOrigin)] = []
      var batchesBegun = 0
      func begin() {
        making.begin(batch)
        batch.removeAll(keepingCapacity: true)
        batchesBegun += 1
      }
      func finish(allBut count: Int) {
        while batchesBegun > count {
          parts += making.next()
          batchesBegun -= 1
        }
      }
      var runs: [RunRecord] = []
      for run in Set(state.last.values.map(\.run)).sorted() {
        let fold = RunFold(db, run: run)
        var seen: Set<Key> = []
        func take(_ scenario: ScenarioRecord) {
          let key = Key(scenario.scenario)
          guard let origin = state.origin(of: key), seen.insert(key).inserted else { return }
          guard besideReading else {
            parts.append((ScenarioOrder(scenario.scenario), body(scenario, origin)))
            return
          }
          batch.append((scenario, origin))
          if batch.count == Self.batchOfScenarios { begin() }
          finish(allBut: 2)
        }
        if var record = known[run] {
          for scenario in record.scenarios where state.last[Key(scenario.scenario)]?.run == run { take(scenario) }
          record.scenarios = []
          runs.append(record)
          continue
        }
        guard let frame = try fold.frame() else { continue }
        runs.append(frame)
        try fold.eachScenario(
          where: { state.last[Key(id: $0, example: $1)]?.run == run }, withSources: withSources, take)
      }
      if !batch.isEmpty { begin() }
      finish(allBut: 0)
      // What comes of it needs the room.
      try db.execute(sql: "PRAGMA cache_size = -2000; PRAGMA shrink_memory")
      if runs.isEmpty { return nil }
      return (parts.sorted { $0.order < $1.order }.map(\.part), runs)
    }
  }

  /// Few are in memory together, and handing them over costs little beside them.
  private static let batchOfScenarios = 8

  /// What a result is a result of. Tags are no part of the revision, but role and requirement are part of a row.
  private static func text(of scenario: PlannedScenario) -> [String] {
    [scenario.revision] + scenario.values(of: "role") + ["|"] + scenario.values(of: "req")
  }

  private struct Key: Hashable {
    var id: String
    var example: String

    init(id: String, example: String) {
      self.id = id
      self.example = example
    }

    init(_ scenario: PlannedScenario) {
      id = scenario.id
      example = scenario.exampleKey
    }

    init(_ result: LastResult) {
      id = result.scenario
      example = result.exampleKey
    }
  }
}
