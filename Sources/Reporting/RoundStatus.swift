package import Campaign
package import RunModel

/// Where a round stands on a day: what the daily mail, `--json` and the burn-up lines are made from.
package struct RoundStatus: Sendable {
  /// How it stood at the end of a day.
  package struct Day: Sendable {
    package var day: CalendarDay
    package var figures: RoundFigures
    /// By severity; `unrated` for none.
    package var opened: [String: Int]
    package var closed: [String: Int]
  }

  /// Somebody, or a role, with rows that wait for a verdict.
  package struct Waiting: Sendable, Hashable {
    package var who: String
    package var rows: Int
  }

  package var project: String
  package var target: String
  package var round: Round
  /// From 1: days since the round began, its first included.
  package var dayNumber: Int
  package var today: CalendarDay
  package var figures: RoundFigures
  /// Scenarios with a result of today, and verdicts that came in today.
  package var scenariosToday: Int
  package var verdictsToday: Int
  package var openedToday: Int
  package var closedToday: Int
  package var findings: [Finding]
  package var results: [JoinedResult]
  package var waiting: [Waiting]
  package var disputes: [JoinedRow]
  package var criteria: [Criterion]
  package var days: [Day]
  package var lead: String?
  package var journalHead: String?
  /// What every page must say: built-in LMS, faults on, TLS checks off.
  package var reservations: [String]
  package var texts: Texts

  package var openFindings: [Finding] { findings.filter(\.isOpen).sorted(by: Finding.byWeight) }
  package var retestQueue: [Finding] { findings.filter { $0.status == .fixed } }
  /// What could not be told, so that it is still work.
  package var blocked: [JoinedResult] {
    results.filter { !$0.isStale && [.broken, .undefined, .ambiguous, .skipped].contains($0.outcome) }
  }
}

extension RoundStatus {
  /// What a status is computed from.
  package struct Sources: Sendable {
    package var project: Project
    package var round: Round
    package var report: Report
    package var history: RoundHistory
    package var findings: [Finding]
    /// As written today; nil when the texts cannot be read: then only what was run is known.
    package var planned: [PlannedScenario]?
    package var planTrouble: PlanTrouble?
    /// Seconds since 1970.
    package var now: Double
    package var utcOffsetMinutes: Int

    package init(
      project: Project, round: Round, report: Report, history: RoundHistory, findings: [Finding],
      planned: [PlannedScenario]? = nil, planTrouble: PlanTrouble? = nil, now: Double, utcOffsetMinutes: Int
    ) {
      self.project = project
      self.round = round
      self.report = report
      self.history = history
      self.findings = findings
      self.planned = planned
      self.planTrouble = planTrouble
      self.now = now
      self.utcOffsetMinutes = utcOffsetMinutes
    }
  }

  package init(_ sources: Sources) {
    let (report, round) = (sources.report, sources.round)
    func day(_ seconds: Double) -> CalendarDay {
      CalendarDay(secondsSince1970: seconds, utcOffsetMinutes: sources.utcOffsetMinutes)
    }
    let titles = Set((sources.planned ?? []).map(\.title))
    let counted = sources.findings.filter { $0.status != .duplicate }
    let today = day(sources.now)
    let started = Dictionary(
      sources.history.runs.map { ($0.number, day($0.header.startedAt)) }, uniquingKeysWith: { $1 })
    let results = report.results
    project = sources.project.name
    target = report.record.header.target
    self.round = round
    self.today = today
    dayNumber = max(1, today.number - day(round.openedAt).number + 1)
    figures = RoundFigures(results, planned: titles)
    scenariosToday = results.count { result in result.origin.map { started[$0.run] == today } ?? false }
    verdictsToday = sources.history.verdicts.count { day($0.at) == today }
    findings = sources.findings
    openedToday = counted.count { day($0.foundAt) == today }
    closedToday = counted.count { $0.closedAt.map { day($0) == today } ?? false }
    self.results = results
    waiting = report.openRowsByRole(testers: sources.project.testers)
    disputes = results.flatMap(\.disagreements)
    let criteria = Criteria.Sources(
      results: results, withdrawn: report.withdrawn, planned: sources.planned,
      trouble: sources.planTrouble, findings: sources.findings,
      requirements: sources.project.requirements, settings: sources.project.criteria,
      round: .init(runs: sources.history.runs, today: today))
    self.criteria = Criteria(criteria, report.texts).exit
    lead = sources.project.lead?.name
    journalHead = report.journalHead
    reservations = report.record.header.reservations
    if sources.planned == nil {
      let reason = Criteria.unreadable(report.texts, sources.planTrouble)
      reservations.append(reason.prefix(1).uppercased() + reason.dropFirst() + ".")
    }
    texts = report.texts
    days = []
    days = Self.days(sources, from: day(round.openedAt), to: today, last: figures, day: day)
  }

  private static func days(
    _ sources: Sources, from first: CalendarDay, to today: CalendarDay, last: RoundFigures,
    day: (Double) -> CalendarDay
  ) -> [Day] {
    let moments =
      sources.history.runs.map(\.header.startedAt) + sources.history.verdicts.map(\.at)
      + sources.findings.flatMap { [$0.foundAt] + ($0.closedAt.map { [$0] } ?? []) }
    // A day on which nothing came in is a point of the line all the same, but not the years of an old campaign.
    let busy = Set(moments.map(day).filter { $0 >= first && $0 <= today } + [today])
    let counted = sources.findings.filter { $0.status != .duplicate }
    return busy.sorted().map { date in
      let end = Double(date.number + 1) * 86_400 - Double(sources.utcOffsetMinutes) * 60
      let figures = date == today ? last : RoundFigures(sources.history.results(before: end), planned: [])
      return Day(
        day: date, figures: figures,
        opened: tally(counted.filter { day($0.foundAt) == date }),
        closed: tally(counted.filter { $0.closedAt.map { day($0) == date } ?? false }))
    }
  }

  private static func tally(_ findings: [Finding]) -> [String: Int] {
    findings.reduce(into: [:]) { $0[$1.severity?.rawValue ?? "unrated", default: 0] += 1 }
  }
}

extension Finding {
  /// When it was last closed; nil while it is open.
  package var closedAt: Double? {
    if isOpen { return nil }
    return changes.last { $0.values[.status] != nil }?.at
  }
}

extension Report {
  /// Rows without a verdict by role, with the names of those who test it.
  package func openRowsByRole(testers: [Tester]) -> [RoundStatus.Waiting] {
    var counts: [String: Int] = [:]
    for row in openRows { counts[row.row.isForLead ? "lead" : row.row.role, default: 0] += 1 }
    return counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { role, count in
      let names = testers.filter { $0.roles.contains(role) }.map(\.name)
      let word = role == "lead" ? texts("the lead", "de leider") : roleName(role)
      return RoundStatus.Waiting(
        who: names.isEmpty ? word : "\(word) (\(names.joined(separator: ", ")))", rows: count)
    }
  }
}
