package import Campaign
package import RunModel

/// What every report is made from: a run (or the state of a round), and what people said about it.
package struct Report: Sendable {
  package var record: RunRecord
  /// Words of people, and decisions about them, that may have been about another target: they count for none.
  package var unclearWords = 0
  /// In plan order, without those that the features of today do not hold.
  package var results: [JoinedResult]
  /// Last results of scenarios that stand in no feature any more: shown, and counted nowhere.
  package var withdrawn: [JoinedResult] = []
  /// Of steps that went wrong, by plan index; masked before they were stored.
  package var exchanges: [Int: [ExchangeRecord]]
  package var texts: Texts
  /// Key of a role word -> what it is called in the report's language.
  package var roleNames: [String: String]
  /// Digest of the journal's last line, printed on every page: who has the page can tell a rewritten journal.
  package var journalHead: String?

  /// - Parameters:
  ///   - origins: of the scenarios, when the record is the state of a round (`CampaignStore.latest`).
  ///   - open: ids of the findings that are open (`@known`).
  ///   - language: nil for the project's.
  package init(
    _ record: RunRecord, verdicts: [StoredVerdict] = [], resolutions: [Resolution] = [],
    origins: [ResultOrigin]? = nil, exchanges: [Int: [ExchangeRecord]] = [:], roleNames: [String: String] = [:],
    open: Set<String> = [], language: String? = nil
  ) {
    self.record = record
    results = JoinedResult.join(record, verdicts: verdicts, resolutions: resolutions, origins: origins, open: open)
    if results.contains(where: \.isWithdrawn) {
      withdrawn = results.filter(\.isWithdrawn)
      results.removeAll(where: \.isWithdrawn)
    }
    self.exchanges = exchanges
    self.roleNames = roleNames
    texts = Texts(language: language ?? record.header.language)
  }

  /// Reads what reports show from the campaign; nil when there is no such run.
  /// - Parameter plan: of that run, when it is still there; otherwise it is read, too.
  package static func load(
    run: Int, plan: [PlannedScenario]? = nil, from store: CampaignStore, roleNames: [String: String] = [:],
    language: String? = nil
  ) async throws(CampaignProblem) -> Report? {
    guard let record = try await store.record(ofRun: run, plan: plan) else { return nil }
    let verdicts = try await store.verdicts(round: record.header.round)
    let resolutions = try await store.resolutions(rounds: [record.header.round])
    let exchanges = try await store.evidence(run: run)
    var report = Report(
      record, verdicts: verdicts, resolutions: resolutions, exchanges: exchanges, roleNames: roleNames,
      open: try await store.openFindings(), language: language)
    report.journalHead = try await store.journal().last.map { hex($0.digest) }
    return report
  }
}

extension Report {
  package func roleName(_ role: String) -> String {
    if role.isEmpty { return texts("anybody", "iedereen") }
    return roleNames[role] ?? role
  }

  /// Scenarios of an outcome, by people and machine together.
  package func results(_ outcome: Outcome) -> [JoinedResult] { results.filter { $0.outcome == outcome } }

  /// How many scenarios ended how; stale results ended in nothing.
  package var counts: [Outcome: Int] {
    results.reduce(into: [:]) { if !$1.isStale { $0[$1.outcome, default: 0] += 1 } }
  }

  /// Results of another site or another text, which count for nothing.
  package var stale: [JoinedResult] { results.filter(\.isStale) }

  /// Outcomes that occur, worst first, with their numbers.
  package var countedOutcomes: [(outcome: Outcome, count: Int)] {
    let counts = counts
    return Outcome.allCases.compactMap { outcome in counts[outcome].map { (outcome, $0) } }
  }

  /// All rows that nobody has judged, in plan order.
  package var openRows: [JoinedRow] { results.flatMap(\.openRows) }

  /// Open rows by the role that has to judge them; the lead's stand under `lead`.
  package var openRowsByRole: [(name: String, count: Int)] {
    var counts: [String: Int] = [:]
    for row in openRows {
      let name = row.row.isForLead ? texts("the lead", "de leider") : roleName(row.row.role)
      counts[name, default: 0] += 1
    }
    return counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { ($0.key, $0.value) }
  }

  /// Reasons of *not applicable*, the commonest first.
  package var inapplicableReasons: [(reason: String, count: Int)] {
    var counts: [String: Int] = [:]
    for result in results(.notApplicable) { counts[result.scenario.result?.message ?? "", default: 0] += 1 }
    return counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { ($0.key, $0.value) }
  }
}
