package import Campaign
package import RunModel

extension AcceptanceInputs {
  /// What is wanted of which round.
  package struct Request: Sendable {
    package var project: Project
    /// Name of the target: results of others are not of this one.
    package var target: String
    /// nil: the newest.
    package var round: Int?
    /// nil: the project's.
    package var language: String?
    package var roleNames: [String: String]
    package var planned: [PlannedScenario]?
    package var planTrouble: PlanTrouble?
    package var isEntry: @Sendable ([String]) -> Bool
    package var seal: ReportSeal
    package var utcOffsetMinutes: Int

    package init(
      project: Project, target: String, round: Int? = nil, language: String? = nil, roleNames: [String: String] = [:],
      planned: [PlannedScenario]? = nil, planTrouble: PlanTrouble? = nil,
      isEntry: @escaping @Sendable ([String]) -> Bool = { $0.contains("@area:TST") }, seal: ReportSeal,
      utcOffsetMinutes: Int = 0
    ) {
      self.project = project
      self.target = target
      self.round = round
      self.language = language
      self.roleNames = roleNames
      self.planned = planned
      self.planTrouble = planTrouble
      self.isEntry = isEntry
      self.seal = seal
      self.utcOffsetMinutes = utcOffsetMinutes
    }
  }

  /// Reads each run once; nil when nothing was run on the target in the round or before it.
  package static func load(
    _ request: Request, from store: CampaignStore
  ) async throws(CampaignProblem) -> AcceptanceInputs? {
    let newest = try await store.currentRound()
    let number = request.round ?? newest
    let rounds = try await store.rounds().filter { $0.number <= number }
    var histories: [RoundHistory] = []
    var others: [String: Int] = [:]
    for round in rounds {
      var history = try await store.history(round: round.number, planned: request.planned)
      for run in history.runs where run.header.target != request.target { others[run.header.target, default: 0] += 1 }
      if history.runs.contains(where: { $0.header.target != request.target }) {
        history.runs.removeAll { $0.header.target != request.target }
        let unclear = try await store.otherTargets(round: round.number, than: request.target)
        history.verdicts.removeAll { said in
          unclear.isUnclear(said.verdict.verdict, on: said.verdict.scenario, said.verdict.exampleKey, at: said.at)
        }
      }
      histories.append(history)
    }
    let known = Dictionary(histories.flatMap(\.runs).map { ($0.number, $0) }) { first, _ in first }
    let wanted = try await store.latest(
      round: number, planned: request.planned, target: request.target, known: known)
    guard let latest = wanted else { return nil }
    let report = try await Report.load(
      latest, from: store, roleNames: request.roleNames, language: request.language ?? request.project.language,
      target: request.target)
    let findings = try await store.findings()
    let advice = try await store.advices(round: number, target: request.target).last?.advice
    let own = findings.filter { $0.isAbout(target: request.target) }
    return AcceptanceInputs(
      project: request.project, report: report, rounds: rounds, histories: histories,
      runSites: try await store.runSites(), otherRuns: others, findings: own,
      otherFindings: findings.filter { !$0.isAbout(target: request.target) }.ofTargets,
      sheets: try await store.issuedSheets(), planned: request.planned, planTrouble: request.planTrouble,
      isEntry: request.isEntry, advice: advice, seal: request.seal,
      utcOffsetMinutes: request.utcOffsetMinutes)
  }
}

extension LatestRecord {
  /// A decision names its row only; what row that is, the scenarios say.
  /// - Returns: how many were left out.
  fileprivate func dropUnclear(from resolutions: inout [Resolution], round: Int, _ others: OtherTargets) -> Int {
    guard resolutions.contains(where: { $0.round == round }) else { return 0 }
    var rows: [RowID: PlannedScenario] = [:]
    for scenario in record.scenarios {
      for row in PersonRow.rows(of: scenario, project: record.header.project) { rows[row.id] = scenario.scenario }
    }
    let before = resolutions.count
    resolutions.removeAll { resolution in
      guard resolution.round == round, let scenario = rows[resolution.row] else { return false }
      return others.isUnclear(resolution.verdict, on: scenario.id, scenario.exampleKey, at: resolution.at)
    }
    return before - resolutions.count
  }
}

extension [Finding] {
  /// How many of them are open, by target; those of people under every target on which the scenario was run.
  var ofTargets: [String: Int] {
    reduce(into: [:]) { counts, finding in
      for target in finding.targets ?? [] where finding.isOpen { counts[target, default: 0] += 1 }
    }
  }
}

extension Report {
  /// The state of a round, joined with what people said in the rounds that its results come from.
  ///
  /// - Parameter target: whose results they are; nil: of all, whoever's.
  package static func load(
    _ latest: LatestRecord, from store: CampaignStore, roleNames: [String: String] = [:], language: String,
    target: String? = nil
  ) async throws(CampaignProblem) -> Report {
    var verdicts: [StoredVerdict] = []
    var resolutions = try await store.resolutions(rounds: latest.rounds)
    var unclear = 0
    for round in latest.rounds.sorted() {
      guard let target else {
        verdicts += try await store.verdicts(round: round)
        continue
      }
      let others = try await store.otherTargets(round: round, than: target)
      let said = try await store.verdicts(round: round, not: others)
      verdicts += said.verdicts
      unclear += said.unclear
      if !others.isEmpty { unclear += latest.dropUnclear(from: &resolutions, round: round, others) }
    }
    var report = Report(
      latest.record, verdicts: verdicts, resolutions: resolutions, origins: latest.origins, roleNames: roleNames,
      open: try await store.openFindings(), language: language)
    report.unclearWords = unclear
    report.journalHead = try await store.journal().last.map { hex($0.digest) }
    var said: [String] = []
    for reservation in latest.reservations.map({ RunReservation.said($0, in: report.texts) })
    where !said.contains(reservation) {
      said.append(reservation)
    }
    report.record.header.reservations = said
    return report
  }
}
