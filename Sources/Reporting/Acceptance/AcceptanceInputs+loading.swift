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
    package var isEntry: @Sendable ([String]) -> Bool
    package var seal: ReportSeal
    package var utcOffsetMinutes: Int

    package init(
      project: Project, target: String, round: Int? = nil, language: String? = nil, roleNames: [String: String] = [:],
      planned: [PlannedScenario]? = nil,
      isEntry: @escaping @Sendable ([String]) -> Bool = { $0.contains("@area:TST") }, seal: ReportSeal,
      utcOffsetMinutes: Int = 0
    ) {
      self.project = project
      self.target = target
      self.round = round
      self.language = language
      self.roleNames = roleNames
      self.planned = planned
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
      var history = try await store.history(round: round.number)
      for run in history.runs where run.header.target != request.target { others[run.header.target, default: 0] += 1 }
      history.runs.removeAll { $0.header.target != request.target }
      histories.append(history)
    }
    let known = Dictionary(histories.flatMap(\.runs).map { ($0.number, $0) }) { first, _ in first }
    let wanted = try await store.latest(
      round: number, planned: request.planned, target: request.target, known: known)
    guard let latest = wanted else { return nil }
    let report = try await Report.load(
      latest, from: store, roleNames: request.roleNames, language: request.language ?? request.project.language)
    return AcceptanceInputs(
      project: request.project, report: report, rounds: rounds, histories: histories,
      runSites: try await store.runSites(), otherRuns: others, findings: try await store.findings(),
      sheets: try await store.issuedSheets(), planned: request.planned, isEntry: request.isEntry, seal: request.seal,
      utcOffsetMinutes: request.utcOffsetMinutes)
  }
}

extension Report {
  /// The state of a round, joined with what people said in the rounds that its results come from.
  package static func load(
    _ latest: LatestRecord, from store: CampaignStore, roleNames: [String: String] = [:], language: String
  ) async throws(CampaignProblem) -> Report {
    var verdicts: [StoredVerdict] = []
    for round in latest.rounds.sorted() { verdicts += try await store.verdicts(round: round) }
    var report = Report(
      latest.record, verdicts: verdicts, resolutions: try await store.resolutions(rounds: latest.rounds),
      origins: latest.origins, roleNames: roleNames, open: try await store.openFindings(), language: language)
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
