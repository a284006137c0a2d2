import Campaign
import Diagnostics
import Reporting
import RunModel
import Testing

/// Each criterion has a case in which it must not be met.
struct CriteriaTests {
  private static let texts = Texts(language: "en")
  private static let must = ["@prio:must"]

  private func all(
    _ results: [JoinedResult] = [Judging.result("A-1", .passed)], planned: [PlannedScenario]? = [],
    findings: [Finding] = [], requirements: [Requirement] = [], settings: CriteriaSettings = CriteriaSettings(),
    round: Criteria.RoundSources = .init()
  ) -> [String: Criterion] {
    let criteria = Criteria(
      .init(
        results: results, planned: planned, findings: findings, requirements: requirements, settings: settings,
        round: round), Self.texts)
    return Dictionary(criteria.all.map { ($0.id, $0) }, uniquingKeysWith: { $1 })
  }

  private func statement(_ isMet: Bool) throws -> CriterionStatement {
    CriterionStatement(isMet: isMet, on: try #require(CalendarDay("2026-11-20")), by: "Marieke", text: "TR-7")
  }

  private func site(_ lines: [(String, String)]) -> SiteFingerprint {
    SiteFingerprint(lines.map { (name: $0.0, text: $0.1) })
  }

  @Test func `the criteria are those of the settings, in their order`() {
    let criteria = Criteria(.init(results: []), Self.texts).all
    #expect(criteria.map(\.id) == CriteriaSettings.ids)
    #expect(Set(criteria.map(\.kind)) == Set(Criterion.Kind.allCases))
  }

  @Test func `before anything was run nothing is met`() {
    for criterion in all([]).values { #expect(criterion.standing == .notMeasured, "\(criterion.id)") }
  }

  // MARK: What the features say today

  private static let inRunOne = ResultOrigin(run: 1, round: 1)

  @Test func `a priority that was lowered after the run counts in this round as it was`() {
    let open = Judging.result("A-2", .broken, Self.must, origin: Self.inRunOne)
    let results = [Judging.result("A-1", .passed, Self.must), open]
    let today = [Judging.scenario("A-1", Self.must), Judging.scenario("A-2", ["@prio:could"])]
    let x1 = all(results, planned: today)["X1"]
    #expect(x1?.standing == .notMet && x1?.measure == "1/2" && x1?.missing == ["A-2"])
    #expect(x1?.notes == ["A-2 is counted as must, with which run 1 was planned; today it is could"])
    #expect(all(results, planned: [today[0], Judging.scenario("A-2")])["X1"]?.standing == .notMet)
  }

  @Test func `another run of the round does not lower it either, the next round does`() {
    let now = Judging.scenario("A-2", ["@prio:should"])
    let results = [
      Judging.result("A-1", .passed, Self.must),
      Judging.result("A-2", .broken, ["@prio:should"], origin: ResultOrigin(run: 2, round: 1)),
    ]
    let planned = [Judging.scenario("A-1", Self.must), now]
    var first = SampleRun.record()
    first.number = 1
    first.scenarios = [Judging.record("A-2", .failed, Self.must)]
    let inRound = all(results, planned: planned, round: .init(runs: [first]))
    #expect(inRound["X1"]?.missing == ["A-2"] && inRound["X2"]?.denominator == 0)
    let after = all(results, planned: planned)
    #expect(after["X1"]?.standing == .met && after["X1"]?.notes == [] && after["X2"]?.missing == ["A-2"])
  }

  @Test func `a priority that was raised counts at once`() {
    let results = [Judging.result("A-1", .broken, ["@prio:could"])]
    let x1 = all(results, planned: [Judging.scenario("A-1", Self.must)])["X1"]
    #expect(x1?.missing == ["A-1"] && x1?.notes == [])
  }

  @Test
  func `a scenario that failed stays of its requirement, pack and area, whatever a later run of the round calls it`() {
    let before = ["@req:R1", "@area:TST", "@area:E2E"]
    var first = SampleRun.record()
    first.number = 1
    first.scenarios = [Judging.record("A-2", .failed, before)]
    let good = Judging.result("A-1", .passed, before)
    let bad = Judging.result("A-2", .failed, origin: ResultOrigin(run: 2, round: 1))
    let high = [Requirement(id: "R1", area: "", text: "", source: "", risk: "high")]
    let planned = [Judging.scenario("A-1", before), Judging.scenario("A-2")]
    let inRound = all([good, bad], planned: planned, requirements: high, round: .init(runs: [first]))
    #expect(inRound["E1"]?.missing == ["A-2"] && inRound["X7"]?.standing == .notMet)
    let after = all([good, bad], planned: planned, requirements: high)
    #expect(after["E1"]?.standing == .met && after["X7"]?.standing == .met)
    // What passed proves nothing by a link that is gone.
    first.scenarios = [Judging.record("A-3", .passed, before)]
    let unlinked = [Judging.result("A-3", .passed)]
    let gone = all(unlinked, planned: [Judging.scenario("A-3")], requirements: high, round: .init(runs: [first]))
    #expect(gone["X7"]?.standing == .notMet && gone["X7"]?.missing == ["R1"])
    // A tag that comes back counts without another run.
    let back = all([good, bad], planned: [planned[0], Judging.scenario("A-2", before)], requirements: high)
    #expect(back["X7"]?.standing == .notMet)
  }

  @Test func `a deleted scenario is named where it counted, and its failure leaves the requirement unproven`() {
    let tags = ["@req:R1", "@area:TST", "@area:E2E"]
    let good = Judging.result("A-1", .passed, tags)
    func withdrawn(_ outcome: Outcome, isCarried: Bool = false) -> [String: Criterion] {
      let gone = Judging.result(
        "A-2", outcome, tags, origin: ResultOrigin(run: 1, round: 1, isCarried: isCarried, staleness: .withdrawn))
      let criteria = Criteria(
        .init(
          results: [good], withdrawn: [gone], planned: [Judging.scenario("A-1", tags)],
          requirements: [Requirement(id: "R1", area: "", text: "", source: "", risk: "high")]), Self.texts)
      return Dictionary(criteria.all.map { ($0.id, $0) }, uniquingKeysWith: { $1 })
    }
    let failed = withdrawn(.failed)
    for id in ["E1", "X7", "X9"] { #expect(failed[id]?.notes.first?.contains("not counted: A-2") ?? false, "\(id)") }
    #expect(failed["X7"]?.standing == .notMet && withdrawn(.passed)["X7"]?.standing == .met)
    #expect(withdrawn(.failed, isCarried: true)["X7"]?.standing == .met)
  }

  @Test func `what only testers call not applicable is named`() {
    let waiting = Judging.waiting("H-1", Self.must)
    let row = PersonRow.rows(of: waiting, project: "p")[0]
    var record = SampleRun.record()
    record.header.project = "p"
    record.scenarios = [waiting]
    let results = JoinedResult.join(record, verdicts: [Judging.verdict(row, .notApplicable, by: "Sanne")])
    let x1 = all([Judging.result("A-1", .passed, Self.must)] + results)["X1"]
    #expect(x1?.notes == ["left out: H-1, not applicable by the word of Sanne"])
  }

  @Test func `what left the entry pack or the chains after its run is asked for all the same`() {
    let entry = [Judging.result("TST-01", .failed, ["@area:TST"])]
    #expect(all(entry, planned: [Judging.scenario("TST-01")])["E1"]?.missing == ["TST-01"])
    let chain = [Judging.result("E2E-01", .passed, ["@area:E2E"])]
    #expect(all(chain, planned: [Judging.scenario("E2E-01")])["X9"]?.missing == ["E2E-01"])
    let joined = [Judging.result("E2E-01", .passed)]
    #expect(all(joined, planned: [Judging.scenario("E2E-01", ["@area:E2E"])])["X9"]?.missing == ["E2E-01"])
  }

  @Test func `what is in no feature any more counts in nothing, and is named`() {
    let gone = Judging.result(
      "A-2", .failed, Self.must, origin: ResultOrigin(run: 1, round: 1, staleness: .withdrawn))
    let criteria = Criteria(
      .init(
        results: [Judging.result("A-1", .passed, Self.must)], withdrawn: [gone],
        planned: [Judging.scenario("A-1", Self.must)]), Self.texts
    ).exit
    let x1 = criteria.first { $0.id == "X1" }
    #expect(x1?.measure == "1/1" && x1?.standing == .met)
    #expect(x1?.notes == ["not counted: A-2, no longer in the features; run 1, round 1: failed"])
    #expect(criteria.first { $0.id == "X10" }?.standing == .met)
    let only = Criteria(.init(results: [], withdrawn: [gone], planned: []), Self.texts).exit
    #expect(only.first { $0.id == "X1" }?.standing == .notMeasured)
  }

  @Test func `why the scenarios cannot be read is said`() {
    let criteria = Criteria(
      .init(results: [Judging.result("A-1", .passed, Self.must)], trouble: .noScenario("Scenarios/")), Self.texts
    ).exit
    #expect(
      criteria.first { $0.id == "X1" }?.missing == [
        "the scenarios cannot be read (Scenarios/ and its folders hold no scenario), so nobody knows what was never run"
      ])
  }

  // MARK: Entry

  @Test func `E1 wants everything of the entry pack passed, also what was never run`() {
    let entry = ["@area:TST"]
    let good = Judging.result("TST-01", .passed, entry)
    #expect(all([good])["E1"]?.standing == .met)
    for bad in [Outcome.failed, .broken, .awaiting, .known, .flaky] {
      #expect(all([good, Judging.result("TST-02", bad, entry)])["E1"]?.missing == ["TST-02"], "\(bad)")
    }
    #expect(all([good, Judging.result("TST-02", .passed, entry, checks: 0)])["E1"]?.standing == .notMet)
    #expect(all([good, Judging.result("TST-02", .passed, entry, origin: Judging.stale)])["E1"]?.standing == .notMet)
    #expect(all([good], planned: [Judging.scenario("TST-03", entry)])["E1"]?.missing == ["TST-03"])
    #expect(all()["E1"]?.standing == .notMeasured)
  }

  @Test func `E2 wants the site to say what was agreed`() {
    let settings = CriteriaSettings(site: ["release": "4.5", "service": "2"])
    func e2(_ lines: [(String, String)]?) -> Criterion? {
      all(settings: settings, round: .init(round: Round(number: 1, openedAt: 0, site: lines.map(site))))["E2"]
    }
    #expect(e2([("site release", "4.5"), ("service", "2"), ("other", "x")])?.standing == .met)
    #expect(e2([("site release", "4.5.1"), ("service", "2")])?.measure == "1/2")
    #expect(e2([("site release", "4.5.1"), ("service", "2")])?.missing == ["release: 4.5.1"])
    #expect(e2([("site release", "4.5")])?.standing == .notMet)
    #expect(e2(nil)?.standing == .notMeasured)
    #expect(all()["E2"]?.standing == .notMeasured)
  }

  @Test(arguments: ["E3", "E4", "S1", "X8"])
  func `what only a person can say is never measured`(_ id: String) throws {
    #expect(all()[id]?.standing == .notMeasured)
    let stated = all(settings: CriteriaSettings(statements: [id: try statement(true)]))[id]
    #expect(stated?.standing == .metByStatement && stated?.measure == "" && stated?.isOpen == false)
    let denied = all(settings: CriteriaSettings(statements: [id: try statement(false)]))[id]
    #expect(denied?.standing == .notMet)
  }

  @Test func `E5 wants a worksheet for each tester and role, and a stated briefing`() throws {
    let learner = Judging.judged("H-1", [], ["@role:learner"])
    let testers = [Tester(name: "Sanne", roles: ["learner", "trainer"]), Tester(name: "Tom", roles: ["learner"])]
    func sheet(_ tester: String, _ role: String, round: Int = 1) -> IssuedSheet {
      IssuedSheet(
        id: "S-\(tester)",
        request: SheetRequest(round: round, tester: tester, role: role, language: "en", rows: []), issue: 1,
        issuedAt: 0, journalHead: "")
    }
    func e5(_ sheets: [IssuedSheet], _ settings: CriteriaSettings) -> Criterion? {
      all(
        [learner], settings: settings,
        round: .init(round: Round(number: 1, openedAt: 0), sheets: sheets, testers: testers))["E5"]
    }
    let both = [sheet("Sanne", "learner"), sheet("Tom", "learner")]
    let briefed = CriteriaSettings(statements: ["E5": try statement(true)])
    #expect(e5(both, briefed)?.standing == .metByStatement && e5(both, briefed)?.measure == "2/2")
    #expect(e5(both, CriteriaSettings())?.standing == .notMeasured)
    #expect(e5(both, CriteriaSettings(statements: ["E5": try statement(false)]))?.standing == .notMet)
    #expect(e5([both[0]], briefed)?.missing == ["worksheet of Tom (learner)"])
    #expect(e5([both[0], sheet("Tom", "learner", round: 2)], briefed)?.standing == .notMet)
    #expect(all(settings: briefed, round: .init(testers: testers))["E5"]?.standing == .notMeasured)
  }

  @Test func `E6 wants NOT-06 passed`() {
    #expect(all([Judging.result("NOT-06", .passed)])["E6"]?.standing == .met)
    #expect(all([Judging.result("NOT-06", .broken)])["E6"]?.standing == .notMet)
    #expect(all([Judging.result("NOT-06", .passed, origin: Judging.stale)])["E6"]?.standing == .notMet)
    #expect(all()["E6"]?.standing == .notMeasured)
  }

  // MARK: Suspension

  @Test func `S2 counts the blocked rows of the last test day only`() throws {
    let (first, last) = (try #require(CalendarDay("2026-11-20")), try #require(CalendarDay("2026-11-21")))
    func s2(_ days: [(day: CalendarDay, verdicts: [Verdict])]) -> Criterion? { all(round: .init(days: days))["S2"] }
    #expect(s2([(first, [.passed, .passed, .passed, .blocked])])?.standing == .met)
    #expect(s2([(first, [.passed, .passed, .blocked])])?.standing == .notMet)
    #expect(s2([(first, [.blocked]), (last, [.passed])])?.standing == .met)
    #expect(s2([(first, [.passed]), (last, [.blocked])])?.missing == ["2026-11-21"])
    #expect(s2([])?.standing == .notMeasured)
  }

  @Test func `S3 wants one site in the whole round`() {
    let round = Round(number: 1, openedAt: 0, site: site([("release", "1")]))
    let code = round.site?.code ?? ""
    #expect(all(round: .init(round: round, sites: [code]))["S3"]?.standing == .met)
    #expect(all(round: .init(round: round, sites: [code, "OTHER"]))["S3"]?.numerator == 1)
    #expect(all(round: .init(round: round, sites: ["OTHER"]))["S3"]?.standing == .notMet)
    #expect(all()["S3"]?.standing == .notMeasured)
  }

  // MARK: Exit

  @Test func `a norm that is not the usual one is named, and only that`() {
    var norms = CriterionNorms.standard
    (norms.must, norms.moderateDays) = (0, 90)
    let agreed = all(settings: CriteriaSettings(norms: norms))
    #expect(agreed["X1"]?.notes == ["the project's own norm; usual: 100 %"])
    #expect(agreed["X5"]?.notes == ["the project's own norm; usual: 30 days"])
    #expect(agreed["X2"]?.notes == [] && all().values.allSatisfy { $0.notes.isEmpty })
  }

  @Test func `what is stated for a day that has not come is not stated`() throws {
    let settings = CriteriaSettings(statements: ["E3": try statement(true), "E4": try statement(false)])
    func standing(_ id: String, on day: String) -> Criterion.Standing? {
      all(settings: settings, round: .init(today: CalendarDay(day)))[id]?.standing
    }
    #expect(standing("E3", on: "2026-11-20") == .metByStatement)
    #expect(standing("E3", on: "2026-11-19") == .notMeasured)
    #expect(standing("E4", on: "2026-11-19") == .notMet)
  }

  @Test func `norms of the project count`() {
    var norms = CriterionNorms.standard
    (norms.must, norms.cosmetic) = (50, 0)
    let results = [Judging.result("A-1", .passed, Self.must), Judging.result("A-2", .broken, Self.must)]
    let findings = [Judging.finding(1, "cosmetic")]
    let strict = all(results, findings: findings)
    #expect(strict["X1"]?.standing == .notMet && strict["X6"]?.standing == .met)
    let agreed = all(results, findings: findings, settings: CriteriaSettings(norms: norms))
    #expect(agreed["X1"]?.standing == .met && agreed["X6"]?.standing == .notMet)
    #expect(agreed["X1"]?.norm == "50 %")
  }

  @Test func `X2 wants nine of ten should scenarios`() {
    let results = (0..<10).map { Judging.result("A-\($0)", $0 < 8 ? .passed : .awaiting, ["@prio:should"]) }
    #expect(all(results)["X2"]?.standing == .notMet)
  }

  @Test func `X3 to X6 count open findings by severity`() {
    #expect(all(findings: [Judging.finding(1, "blocking")])["X3"]?.standing == .notMet)
    #expect(all(findings: [Judging.finding(1, "serious")])["X4"]?.standing == .notMet)
    #expect(all(findings: [Judging.finding(1, "moderate")])["X5"]?.standing == .notMet)
    #expect(all(findings: (1...21).map { Judging.finding($0, "cosmetic") })["X6"]?.standing == .notMet)
  }

  @Test func `X5 wants a date within thirty days of the report`() {
    func standing(_ due: String) -> Criterion.Standing? {
      let finding = Judging.finding(1, "moderate", .accepted, [.owner: "Anna", .due: due])
      let sources = Criteria.Sources(
        results: [Judging.result("A-1", .passed)], planned: [], findings: [finding],
        round: .init(today: CalendarDay("2026-11-26")))
      return Criteria(sources, Texts(language: "en")).exit.first { $0.id == "X5" }?.standing
    }
    #expect(standing("2026-12-26") == .met)
    #expect(standing("2026-12-27") == .notMet)
    #expect(standing("soon") == .notMet)
    #expect(standing("") == .notMet)
  }

  @Test func `X7 is not met while a scenario of the requirement was never run`() {
    let requirement = Requirement(id: "R1", area: "", text: "t", source: "", risk: "high")
    let passed = [Judging.result("A-1", .passed, ["@req:R1"])]
    #expect(all(passed, requirements: [requirement])["X7"]?.standing == .met)
    let never = [Judging.scenario("A-1", ["@req:R1"]), Judging.scenario("A-2", ["@req:R1"])]
    #expect(all(passed, planned: never, requirements: [requirement])["X7"]?.missing == ["R1"])
    var excused = never
    excused[1].notApplicable = "the LMS has none"
    #expect(all(passed, planned: excused, requirements: [requirement])["X7"]?.standing == .met)
  }

  @Test func `X9 to X12 look at chains, stale results, open rows and retests`() {
    #expect(all([Judging.judged("E-1", [.passed], ["@area:E2E"])])["X9"]?.standing == .notMet)
    #expect(all([Judging.result("A-1", .passed, Self.must, origin: Judging.stale)])["X10"]?.standing == .notMet)
    #expect(all([Judging.judged("H-1", [])])["X11"]?.standing == .notMet)
    #expect(all(findings: [Judging.finding(1, "cosmetic", .fixed)])["X12"]?.standing == .notMet)
  }

  @Test(arguments: [Verdict.notRun, .blocked, .notApplicable])
  func `X9 counts nobody as a judge who did not judge`(_ verdict: Verdict) {
    let chain = ["@area:E2E"]
    #expect(all([Judging.judged("E-1", [.passed, .passed], chain)])["X9"]?.standing == .met)
    #expect(all([Judging.judged("E-1", [.passed, verdict], chain)])["X9"]?.missing == ["E-1"], "\(verdict)")
  }

  @Test func `X8 is measured where scenarios compare counts, whatever is stated`() throws {
    func counting(_ outcome: Outcome) -> JoinedResult {
      var result = Judging.result("MHI-01", outcome)
      result.scenario.scenario = Judging.counting("MHI-01")
      return result
    }
    let settings = CriteriaSettings(statements: ["X8": try statement(true)])
    #expect(all(settings: settings)["X8"]?.standing == .metByStatement)
    let good = all([counting(.passed)], settings: settings)["X8"]
    #expect(good?.standing == .met && good?.measure == "1/1")
    for outcome in [Outcome.failed, .awaiting, .known] {
      let bad = all([counting(outcome)], settings: settings)["X8"]
      #expect(bad?.standing == .notMet && bad?.missing == ["MHI-01"], "\(outcome)")
    }
    let never = all(planned: [Judging.counting("MHI-02")], settings: settings)["X8"]
    #expect(never?.standing == .notMet && never?.measure == "0/1")
  }

  @Test func `nothing that scenarios nobody ran could undo is met while they cannot be read`() {
    let requirement = Requirement(id: "R1", area: "", text: "t", source: "", risk: "high")
    let tags = ["@prio:must", "@area:TST", "@req:R1"]
    let results = [
      Judging.result("TST-01", .passed, tags), Judging.result("NOT-06", .passed, ["@prio:should"]),
      Judging.judged("E-1", [.passed, .passed], ["@area:E2E"]),
    ]
    let known = all(results, requirements: [requirement])
    let unknown = all(results, planned: nil, requirements: [requirement])
    for id in ["E1", "E6", "X1", "X2", "X7", "X9", "X10"] {
      #expect(known[id]?.standing == .met, "\(id)")
      #expect(unknown[id]?.isOpen == true, "\(id)")
    }
    #expect(unknown["X1"]?.missing.first?.hasPrefix("the scenarios cannot be read") == true)
    // What is not met stays so.
    #expect(all([Judging.result("A-1", .broken, Self.must)], planned: nil)["X1"]?.standing == .notMet)
  }

  @Test func `what does not apply is neither met nor open, and says why`() {
    let settings = CriteriaSettings(exemptions: ["X8": "nothing is moved", "X3": "agreed"])
    let criteria = all(findings: [Judging.finding(1, "blocking")], settings: settings)
    #expect(criteria["X8"]?.standing == .notApplicable && criteria["X8"]?.isOpen == false)
    #expect(criteria["X3"]?.standing == .notApplicable && criteria["X3"]?.exemption == "agreed")
  }

  @Test(arguments: ["en", "nl"])
  func `a terminal of 80 columns shows every line of them`(_ language: String) throws {
    let texts = Texts(language: language)
    let results = (1...30).map { Judging.result("USR-\($0) [department, Directie]", .broken, Self.must) }
    let settings = CriteriaSettings(
      exemptions: ["X8": "nothing is moved from any other system, as the contract says in its fourth annex"],
      statements: ["E3": try statement(true)])
    let planned = results.map { Judging.scenario($0.scenario.scenario.id) }
    let lines = CriteriaText.lines(
      Criteria(.init(results: results, planned: planned, settings: settings), texts).all, texts)
    #expect(lines.allSatisfy { $0.displayWidth <= 80 }, "\(lines.filter { $0.displayWidth > 80 })")
    #expect(lines.contains { $0.hasPrefix("  X9 ") } && lines.contains { $0.hasPrefix("           ") })
    let whole = lines.joined(separator: " ").split(separator: " ").joined(separator: " ")
    #expect(whole.contains("in its fourth annex") && whole.contains(texts("and 18 more", "en nog 18")))
  }

  @Test func `lines for the terminal name what is missing`() throws {
    let settings = CriteriaSettings(
      exemptions: ["X8": "nothing is moved"], statements: ["E3": try statement(true)])
    let criteria = Criteria(
      .init(
        results: [Judging.result("A-1", .passed, Self.must), Judging.result("A-2", .broken, Self.must)], planned: [],
        settings: settings), Self.texts
    ).all
    let text = CriteriaText.lines(criteria, Self.texts).joined(separator: "\n")
    #expect(text.contains("missing: A-2"))
    #expect(text.contains("stated by Marieke, 2026-11-20: TR-7"))
    #expect(text.contains("because: nothing is moved"))
    #expect(text.hasSuffix("8 of 20 that apply are met"))
  }
}
