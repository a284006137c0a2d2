package import RunModel

/// A scenario's result by machine and people together: the worse of both.
package struct JoinedResult: Sendable {
  package var scenario: ScenarioRecord
  package var rows: [JoinedRow]
  package var outcome: Outcome
  /// Where the result comes from; nil when it is simply of the run that is shown.
  package var origin: ResultOrigin?

  package init(scenario: ScenarioRecord, rows: [JoinedRow], outcome: Outcome, origin: ResultOrigin? = nil) {
    self.scenario = scenario
    self.rows = rows
    self.outcome = outcome
    self.origin = origin
  }

  /// True for a result of another site or of another text: shown with that word, counted as nothing.
  package var isStale: Bool { origin?.staleness != nil }
  /// True when the features of today do not hold the scenario: nobody plans it, so it counts in no total.
  package var isWithdrawn: Bool { origin?.staleness == .withdrawn }
  /// Rows on which testers, or a tester and the machine, say different things, and which the lead has not decided.
  package var disagreements: [JoinedRow] { rows.filter(\.isDisputed) }
  /// Rows that nobody has judged as they are worded now.
  package var openRows: [JoinedRow] { rows.filter { $0.outcome == .awaiting } }
}

/// A row with the last word of each tester.
package struct JoinedRow: Sendable {
  package var row: PersonRow
  /// Only those that speak of the row as it is worded now.
  package var verdicts: [StoredVerdict]
  /// Verdicts on an earlier wording: shown, never counted.
  package var stale: [StoredVerdict]
  /// The lead's decision about this wording; the verdicts stay beside it.
  package var resolution: Resolution? {
    get { decided.first }
    set { decided = newValue.map { [$0] } ?? [] }
  }
  /// One or none: few rows have one, and a third of the room of all others would be kept free for it.
  private var decided: [Resolution]

  package init(
    row: PersonRow, verdicts: [StoredVerdict], stale: [StoredVerdict] = [], resolution: Resolution? = nil
  ) {
    self.row = row
    self.verdicts = verdicts
    self.stale = stale
    decided = resolution.map { [$0] } ?? []
  }

  /// What the lead decided; else failed beats blocked beats open beats remark. *Not applicable* gives way to somebody
  /// who could test it, and so does *blocked* by the environment.
  package var outcome: Outcome {
    if let resolution { return resolution.verdict.outcome }
    if row.kind == .failed { return .failed }
    let applicable = counted.map(\.verdict.outcome).filter { $0 != .notApplicable }
    return Outcome.worst(of: applicable) ?? (verdicts.isEmpty ? .awaiting : .notApplicable)
  }

  /// True when somebody found it good and somebody else, or the machine, did not; nothing is settled by majority.
  package var isDisputed: Bool {
    if resolution != nil { return false }
    let said = counted.map(\.verdict)
    if row.kind == .failed { return said.contains(where: \.isGood) }
    return said.contains(where: \.isGood) && said.contains { $0 == .failed || $0 == .blocked }
  }

  /// True when nobody, the machine included, has said anything of what the row asks.
  package var isUntested: Bool { row.kind != .failed && verdicts.allSatisfy { $0.verdict == .notRun } }

  /// How many of the testers say what the row comes to: `2 of 3`.
  package var agreement: (count: Int, of: Int) {
    let outcome = outcome
    return (verdicts.count { $0.verdict.outcome == outcome }, verdicts.count)
  }

  /// Without those whom their own environment kept from testing, once somebody else could.
  ///
  /// Only the word in the column *kind* says so: what stands in a remark is not guessed at.
  private var counted: [StoredVerdict] {
    guard verdicts.contains(where: \.verdict.isGood) else { return verdicts }
    return verdicts.filter { $0.verdict != .blocked || $0.kind != FindingClass.environment.rawValue }
  }
}

extension StoredVerdict {
  fileprivate func isAbout(_ row: PersonRow) -> Bool {
    ordinal == row.ordinal && scenario == row.scenarioID && exampleKey == row.exampleKey
  }
}

extension Verdict {
  fileprivate var isGood: Bool { self == .passed || self == .passedWithRemark }
}

extension JoinedResult {
  /// Joins each scenario of a record with what people said about its rows.
  ///
  /// - Parameter origins: by place in the record, for the state of a round: each scenario is joined with the verdicts of
  ///   the round that its result comes from. nil: all verdicts are of the one round that is shown.
  /// - Parameter open: ids of the findings that are open: what people find good although `@known` names one of these is
  ///   an unexpected pass, as it is for the machine.
  package static func join(
    _ record: RunRecord, verdicts: [StoredVerdict], resolutions: [Resolution] = [], origins: [ResultOrigin]? = nil,
    open: Set<String> = []
  ) -> [JoinedResult] {
    let join = Join(project: record.header.project, verdicts: verdicts, resolutions: resolutions, open: open)
    return record.scenarios.enumerated().map { place, scenario in
      join.result(of: scenario, origin: origins.flatMap { $0.indices.contains(place) ? $0[place] : nil })
    }
  }

  /// What people said, ready to be joined with one scenario after the other.
  package struct Join: Sendable {
    private let project: String
    private let said: [RowID: [StoredVerdict]]
    private let decided: [RowID: [Resolution]]
    private let open: Set<String>

    package init(project: String, verdicts: [StoredVerdict], resolutions: [Resolution], open: Set<String> = []) {
      self.project = project
      self.open = open
      said = Dictionary(grouping: verdicts, by: \.row)
      decided = Dictionary(grouping: resolutions, by: \.row)
    }

    package func result(of scenario: ScenarioRecord, origin: ResultOrigin? = nil) -> JoinedResult {
      // Nobody is asked to judge what is not of this site or this text any more.
      if let origin, origin.staleness != nil {
        return JoinedResult(scenario: scenario, rows: [], outcome: .skipped, origin: origin)
      }
      let rows = PersonRow.rows(of: scenario, project: project).map { row in
        // Two rows with one id are refused before they run; should they meet all the same, words stay with their own.
        let all =
          said.isEmpty
          ? []
          : (said[row.id] ?? []).filter { (origin == nil || $0.round == origin?.round) && $0.isAbout(row) }
        let resolution =
          decided.isEmpty
          ? nil
          : decided[row.id]?.last {
            $0.fingerprint == row.fingerprint && (origin == nil || $0.round == origin?.round)
          }
        return JoinedRow(
          row: row, verdicts: all.filter { $0.fingerprint == row.fingerprint },
          stale: all.filter { $0.fingerprint != row.fingerprint }, resolution: resolution)
      }
      return JoinedResult(
        scenario: scenario, rows: rows,
        outcome: JoinedResult.expected(
          JoinedResult.outcome(of: scenario, rows: rows), of: scenario.scenario, open: open), origin: origin)
    }
  }

  fileprivate static func expected(_ outcome: Outcome, of scenario: PlannedScenario, open: Set<String>) -> Outcome {
    guard !open.isEmpty, outcome == .passed || outcome == .passedWithRemark || outcome == .flaky else { return outcome }
    let known = scenario.values(of: "known").map { String($0.prefix { $0 != "," }) }
    return known.contains(where: open.contains) ? .unexpectedPass : outcome
  }

  fileprivate static func outcome(of scenario: ScenarioRecord, rows: [JoinedRow]) -> Outcome {
    guard let machine = scenario.result?.outcome else { return .broken }
    // What the lead decided about a step that the machine failed; the steps after it were not run, whatever was decided.
    let decided = Set(rows.filter { $0.row.kind == .failed && $0.resolution != nil }.map(\.row.ordinal))
    guard machine == .awaiting || machine == .failed && !decided.isEmpty else { return machine }
    // A step that waits for a row is open until `finish` has run it, whatever the row says.
    let covered = Set(rows.flatMap(\.row.steps))
    let open = scenario.steps.filter { $0.result.outcome == .awaiting && !covered.contains($0.step.ordinal) }
    let done = scenario.steps.filter { !decided.contains($0.step.ordinal) }.map(\.result.outcome)
      .filter { $0 != .awaiting }
    let beside = [scenario.setUp, scenario.conclusion].compactMap { $0?.outcome }
    let repeated: [Outcome] = scenario.attempt > 1 ? [.flaky] : []
    return Outcome.worst(of: done + beside + rows.map(\.outcome) + open.map(\.result.outcome) + repeated) ?? .awaiting
  }
}
