package import Campaign
package import RunModel

/// Computes the criteria of a round from what is stored and what the project file states.
///
/// What cannot be told counts against: a finding that nobody rated counts as blocking and as serious, a stale result as
/// not executed. A share of nothing is not measured, and neither is anything before the first result: an empty pack must
/// not look like a good one.
package struct Criteria {
  /// What criteria are computed from; those for entry and suspension need what is known of the round, too.
  package struct Sources: Sendable {
    package var results: [JoinedResult]
    /// Last results of scenarios that stand in no feature any more: they count in no criterion, and those that they
    /// would have counted in say so.
    package var withdrawn: [JoinedResult]
    /// The scenarios as they are written today; nil: they cannot be read, and then nothing is met that what was never
    /// run, or was reworded since, could undo.
    package var planned: [PlannedScenario]?
    /// Why they cannot be read.
    package var trouble: PlanTrouble?
    package var findings: [Finding]
    package var requirements: [Requirement]
    package var settings: CriteriaSettings
    package var round: RoundSources

    package init(
      results: [JoinedResult], withdrawn: [JoinedResult] = [], planned: [PlannedScenario]? = nil,
      trouble: PlanTrouble? = nil, findings: [Finding] = [],
      requirements: [Requirement] = [], settings: CriteriaSettings = CriteriaSettings(),
      round: RoundSources = RoundSources()
    ) {
      self.results = results
      self.withdrawn = withdrawn
      self.planned = planned
      self.trouble = trouble
      self.findings = findings
      self.requirements = requirements
      self.settings = settings
      self.round = round
    }

    /// Those that were run in this round: with the next one what was agreed on anew counts.
    var withdrawnNow: [JoinedResult] { withdrawn.filter { !($0.origin?.isCarried ?? false) } }
  }

  /// What is known of a round beside its results.
  package struct RoundSources: Sendable {
    package var round: Round?
    /// What was run in it on the target: with which priority, for one.
    package var runs: [RunRecord]
    /// Codes of the sites that its runs found, each once.
    package var sites: Set<String>
    package var sheets: [IssuedSheet]
    package var testers: [Tester]
    /// What testers said on each day, oldest first.
    package var days: [(day: CalendarDay, verdicts: [Verdict])]
    package var isEntry: @Sendable ([String]) -> Bool
    /// The day of the report; nil: dates of findings are compared with nothing.
    package var today: CalendarDay?

    package init(
      round: Round? = nil, runs: [RunRecord] = [], sites: Set<String> = [], sheets: [IssuedSheet] = [],
      testers: [Tester] = [],
      days: [(day: CalendarDay, verdicts: [Verdict])] = [],
      isEntry: @escaping @Sendable ([String]) -> Bool = { $0.contains("@area:TST") }, today: CalendarDay? = nil
    ) {
      self.round = round
      self.runs = runs
      self.today = today
      self.sites = sites
      self.sheets = sheets
      self.testers = testers
      self.days = days
      self.isEntry = isEntry
    }
  }

  let sources: Sources
  /// Planned scenarios without any result.
  let unrun: [PlannedScenario]
  let requirements: [RequirementResult]
  let priorities: RoundPriorities
  let tags: RoundTags
  let texts: Texts

  package init(_ sources: Sources, _ texts: Texts) {
    self.sources = sources
    priorities = RoundPriorities(sources)
    let tags = RoundTags(sources)
    self.tags = tags
    self.texts = texts
    let titles = Set(sources.results.map(\.scenario.scenario.title))
    unrun = (sources.planned ?? []).filter { !titles.contains($0.title) }
    requirements = RequirementResult.all(
      sources.requirements, in: sources.results, unrun: unrun, withdrawn: sources.withdrawnNow,
      isPlanKnown: sources.planned != nil
    ) { tags.values(of: "req", $0) }
  }

  var results: [JoinedResult] { sources.results }

  func tags(of result: JoinedResult) -> [[String]] { tags.lists(of: result.scenario.scenario) }

  /// Scenarios of this round that nobody plans any more and that a criterion would have counted, a sentence each.
  func gone(where isWanted: (JoinedResult) -> Bool) -> [String] {
    sources.withdrawnNow.filter(isWanted).map { result in
      let title = result.scenario.scenario.title
      return texts("not counted: \(title), ", "telt niet mee: \(title), ") + result.lastWords(texts)
    }
  }

  /// What testers, and not the plan or the lead, took out, a sentence each.
  func leftOut(where isWanted: (JoinedResult) -> Bool) -> [String] {
    results.filter { isWanted($0) && !$0.callersOfNotApplicable.isEmpty }.map { result in
      let names = result.callersOfNotApplicable.joined(separator: ", ")
      return texts("left out: ", "weggelaten: ") + result.scenario.scenario.title
        + texts(", not applicable by the word of \(names)", ", niet van toepassing volgens \(names)")
    }
  }
  var findings: [Finding] { sources.findings }
  var norms: CriterionNorms { sources.settings.norms }

  /// All that there are, in the order in which they are asked for.
  package var all: [Criterion] { entry + suspension + exit }

  package var entry: [Criterion] {
    [entryPack, plannedSite, stated("E3"), stated("E4"), worksheets, caughtMail].map(settled)
  }

  package var suspension: [Criterion] { [stated("S1"), blockedRows, sameSite].map(settled) }

  package var exit: [Criterion] {
    [
      executed("X1", "must", norms.must), executed("X2", "should", norms.should),
      open("X3", .blocking, norms.blocking), serious, moderate, open("X6", .cosmetic, norms.cosmetic), highRisk,
      migrationCounts, chains, staleMusts, awaiting, retests,
    ].map(settled)
  }

  /// With what the project file says of it; nothing is met while nothing was run.
  private func settled(_ criterion: Criterion) -> Criterion {
    var criterion = criterion
    criterion.exemption = sources.settings.exemptions[criterion.id]
    if results.isEmpty, findings.isEmpty, criterion.kind == .exit, criterion.statement == nil, criterion.isMet == true {
      criterion.isMet = nil
      criterion.missing = [texts("nothing was run", "er is niets gedraaid")]
    }
    if sources.planned == nil, criterion.isMet == true, Self.ofPlan.contains(criterion.id) {
      criterion.isMet = nil
      criterion.missing = [Self.unreadable(texts, sources.trouble)]
    }
    if criterion.isMet == true, let statement = criterion.statement, let today = sources.round.today,
      statement.on > today
    {
      criterion.isMet = nil
      criterion.missing = [
        texts(
          "stated for \(statement.on), which has not come", "verklaard voor \(statement.on), en dat is nog niet geweest"
        )
      ]
    }
    if let own = ownNorm(of: criterion.id) { criterion.notes.insert(own, at: 0) }
    if criterion.isMet == nil, criterion.missing.isEmpty {
      criterion.missing = [texts("there is nothing to measure", "er is niets te meten")]
    }
    return criterion
  }

  /// Those that another text, or a scenario that nobody ran, would change.
  private static let ofPlan: Set<String> = ["E1", "E6", "X1", "X2", "X7", "X8", "X9", "X10"]

  /// Why they are not met without the texts.
  package static func unreadable(_ texts: Texts, _ trouble: PlanTrouble?) -> String {
    let why = trouble.map { " (\($0.text(texts)))" } ?? ""
    return texts(
      "the scenarios cannot be read\(why), so nobody knows what was never run",
      "de scenario's zijn niet te lezen\(why), dus niemand weet wat nooit is gedraaid")
  }

  /// What only a person can say.
  func stated(_ id: String) -> Criterion {
    let statement = sources.settings.statements[id]
    return Criterion(
      id: id, title: Self.statedTitle(id, texts), norm: Self.statedNorm(id, texts), numerator: 0,
      isMet: statement?.isMet, missing: statement == nil ? [texts("nobody stated it", "niemand verklaarde het")] : [],
      statement: statement)
  }

  private static func statedTitle(_ id: String, _ texts: Texts) -> String {
    switch id {
    case "E3": texts("supplier's own test report received", "testrapport van de leverancier ontvangen")
    case "E4": texts("no open blocking finding of the system test", "geen open blokkade uit de systeemtest")
    case "S1": texts("no role without sign-in", "geen rol zonder toegang")
    default: texts("migration counts equal", "aantallen na migratie gelijk")
    }
  }

  private static func statedNorm(_ id: String, _ texts: Texts) -> String {
    switch id {
    case "E3": texts("yes", "ja")
    case "S1": texts("at most 60 min", "hoogstens 60 min")
    case "X8": "100 %"
    default: "0"
    }
  }
}

extension JoinedResult {
  /// It came to a verdict, good or bad, on what is tested now. Blocked and broken is still work.
  package var isExecuted: Bool { Standing(self).isExecuted }

  /// Testers by whose word alone it does not apply; none when the plan, the LMS or the lead says so.
  package var callersOfNotApplicable: [String] {
    guard outcome == .notApplicable else { return [] }
    let rows = rows.filter { $0.resolution == nil && $0.outcome == .notApplicable }
    return Set(rows.flatMap(\.verdicts).filter { $0.verdict == .notApplicable }.map(\.tester)).sorted()
  }

  /// People have said what was asked, and the machine has not gone on with it.
  package var isUnfinished: Bool { !isStale && outcome == .awaiting && openRows.isEmpty }

  /// Something that goes through the whole LMS, as in real life.
  package var isChain: Bool { scenario.scenario.values(of: "area").contains("E2E") }
}
