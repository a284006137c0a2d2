import Campaign
import GRDB
import RunModel
import Testing

struct SiteFingerprintTests {
  private let site = SiteFingerprint([("version", "5.1"), ("address", "https://x.example: 8080")])

  @Test func `it comes back as it was stored, sorted`() {
    #expect(site.lines.map(\.name) == ["address", "version"])
    #expect(SiteFingerprint(text: site.text) == site)
    #expect(SiteFingerprint(text: "") == nil)
  }

  @Test func `a line end in a value makes no second line`() {
    let evil = SiteFingerprint([("a", "1\nversion: 9")])
    #expect(evil.lines.count == 1)
    #expect(SiteFingerprint(text: evil.text) == evil)
  }

  @Test func `what differs is named`() {
    let other = SiteFingerprint([("version", "5.2"), ("plugin", "x")])
    #expect(
      other.differences(from: site) == [
        "address: https://x.example: 8080 -> (none)", "plugin: (none) -> x", "version: 5.1 -> 5.2",
      ])
    #expect(other.code != site.code)
  }
}

struct RoundTests {
  private let folder = CampaignFolder()
  private static let site = SiteFingerprint([("version", "5.1")])
  private static let fixed = SiteFingerprint([("version", "5.1.1")])

  private func plan(_ id: String, _ index: Int = 0, tags: [String] = []) -> PlannedScenario {
    Plan.scenario(index, id, tags: tags, [Plan.step(0, "checked"), Plan.human(1, .judge, "sees it")])
  }

  private static let machine = [StepResult(.passed, checks: 1), StepResult(.awaiting, cause: "person")]

  private func latest(
    _ store: CampaignStore, _ round: Int, planned: [PlannedScenario]? = nil
  ) async throws -> [JoinedResult] {
    guard let latest = try await store.latest(round: round, planned: planned) else { return [] }
    var verdicts: [StoredVerdict] = []
    for round in latest.rounds.sorted() { verdicts += try await store.verdicts(round: round) }
    let results = JoinedResult.join(
      latest.record, verdicts: verdicts, resolutions: try await store.resolutions(rounds: latest.rounds),
      origins: latest.origins)
    // Worksheets read the round in a way of their own, and must see the same.
    if planned == nil {
      let lean = try await store.rowsForPeople(round: round) ?? []
      #expect(lean.map(\.scenario.scenario.title) == results.map(\.scenario.scenario.title))
      #expect(lean.map(\.outcome) == results.map(\.outcome) && lean.map(\.origin) == results.map(\.origin))
      let (one, other) = (lean.flatMap(\.rows), results.flatMap(\.rows))
      #expect(one.map(\.row.id) == other.map(\.row.id))
      #expect(one.map(\.row.fingerprint) == other.map(\.row.fingerprint) && one.map(\.outcome) == other.map(\.outcome))
      #expect(one.map(\.verdicts) == other.map(\.verdicts) && one.map(\.stale) == other.map(\.stale))
    }
    return results
  }

  /// Round 1 on a site: one scenario, judged good by a tester.
  private func firstRound(_ store: CampaignStore, site: SiteFingerprint? = site) async throws {
    let run = try await store.run([(plan("A-01"), Self.machine)])
    if let site { _ = try await store.note(site: site, round: 1, requirements: []) }
    let record = try #require(try await store.record(ofRun: run))
    let row = try #require(PersonRow.rows(of: record).first)
    let verdict = StoredVerdict(
      row: row.id, fingerprint: row.fingerprint, round: 1, tester: "joris", scenario: "A-01", exampleKey: "",
      ordinal: row.ordinal, verdict: .passed)
    _ = try await store.store([verdict], from: "a", bytes: [1])
  }

  // MARK: The site

  @Test func `the first reading is the round's and a later one is compared with it`() async throws {
    let store = try folder.open()
    #expect(try await store.note(site: Self.site, round: 1, requirements: []) == .first)
    #expect(try await store.note(site: Self.site, round: 1, requirements: []) == .same)
    #expect(
      try await store.note(site: Self.fixed, round: 1, requirements: []) == .changed(["version: 5.1 -> 5.1.1"]))
    #expect(try await store.rounds().first?.site == Self.site)
    let actions = try await store.journal().map(\.text).filter { $0.contains("site-read") }
    #expect(actions.count == 1)
  }

  // MARK: Carrying over

  @Test func `a pass carries over when site and text are the same, and says from where`() async throws {
    let store = try folder.open()
    try await firstRound(store)
    _ = try await store.openRound(site: Self.site, reason: "again")
    let result = try #require(try await latest(store, 2, planned: [plan("A-01")]).first)
    #expect(result.outcome == .passed && !result.isStale)
    #expect(result.origin == ResultOrigin(run: 1, round: 1, isCarried: true))
    #expect(Texts(language: "nl").origin(result.origin) == "uit ronde 1")
  }

  @Test func `a pass on another site is stale and counts as nothing`() async throws {
    let store = try folder.open()
    try await firstRound(store)
    _ = try await store.openRound(site: Self.fixed, reason: "fixes")
    let result = try #require(try await latest(store, 2).first)
    #expect(result.isStale && result.outcome == .skipped && result.rows.isEmpty)
    #expect(result.origin?.staleness == .site)
  }

  @Test(arguments: [true, false])
  func `a site that could not be read is never the same`(_ isFirstKnown: Bool) async throws {
    let store = try folder.open()
    try await firstRound(store, site: isFirstKnown ? Self.site : nil)
    _ = try await store.openRound(site: isFirstKnown ? nil : Self.site, reason: "again")
    #expect(try await latest(store, 2).map(\.isStale) == [true])
  }

  @Test func `results from before the site changed in the middle of a round are stale`() async throws {
    let store = try folder.open()
    _ = try await store.run([(plan("A-01"), Self.machine)])
    _ = try await store.note(site: Self.site, round: 1, run: 1, requirements: [])
    _ = try await store.run([(plan("A-02"), Self.machine)])
    _ = try await store.note(site: Self.site, round: 1, run: 2, requirements: [])
    #expect(try await latest(store, 1).map(\.isStale) == [false, false])
    _ = try await store.run([(plan("A-02"), Self.machine)])
    let reading = try await store.note(site: Self.fixed, round: 1, run: 3, requirements: [])
    #expect(reading == .changed(["version: 5.1 -> 5.1.1"]))
    #expect(try await latest(store, 1).map(\.isStale) == [true, false])
    // What is true in the next round, too: its site is the new one, and A-01 was on the old.
    _ = try await store.openRound(site: Self.fixed, reason: "noticed")
    #expect(try await latest(store, 2).map(\.isStale) == [true, false])
  }

  @Test func `what was run on another target is no result of this one`() async throws {
    let store = try folder.open()
    _ = try await store.run([(plan("A-01"), Self.machine), (plan("A-02", 1), Self.machine)])
    _ = try await store.run([(plan("A-01"), Self.machine)], target: "copy")
    let here = try #require(try await store.latest(round: 1, target: "lms"))
    #expect(here.runs == [1, 1])
    let copy = try #require(try await store.latest(round: 1, target: "copy"))
    #expect(copy.runs == [2] && copy.record.header.target == "copy")
    #expect(try await store.latest(round: 1, target: "other") == nil)
  }

  @Test func `a scenario that is in no feature any more is withdrawn, whatever else changed`() async throws {
    let store = try folder.open()
    _ = try await store.run([(plan("A-01"), Self.machine), (plan("A-02", 1), Self.machine)])
    let results = try await latest(store, 1, planned: [plan("A-01")])
    #expect(results.map(\.isWithdrawn) == [false, true])
    #expect(results[1].outcome == .skipped && results[1].rows.isEmpty)
    #expect(try await latest(store, 1).map(\.isWithdrawn) == [false, false])
    _ = try await store.openRound(site: Self.fixed, reason: "2nd")
    #expect(try await latest(store, 2, planned: []).map(\.origin?.staleness) == [.withdrawn, .withdrawn])
  }

  @Test func `a plan that is written today as it was recorded is that of today`() async throws {
    let store = try folder.open()
    let (same, other) = (plan("A-01", tags: ["@prio:must"]), plan("A-02", 1, tags: ["@prio:must"]))
    _ = try await store.run([(same, Self.machine), (other, Self.machine)])
    var today = [plan("A-02", 0, tags: ["@prio:could"]), same]
    today[1].index = 1
    let read = try await store.history(round: 1).runs[0].scenarios
    let shared = try await store.history(round: 1, planned: today).runs[0].scenarios
    #expect(shared.map(\.scenario.tags) == [["@prio:must"], ["@prio:must"]])
    for (one, other) in zip(read, shared) {
      #expect(one.scenario.index == other.scenario.index && one.scenario.title == other.scenario.title)
      #expect(one.steps.map(\.step.text) == other.steps.map(\.step.text))
      #expect(one.steps.map(\.result.outcome) == other.steps.map(\.result.outcome))
      #expect(one.result?.outcome == other.result?.outcome)
      #expect(one.scenario.file == other.scenario.file && one.scenario.revision == other.scenario.revision)
    }
  }

  @Test func `a good word counts for no target when it may be about either, a bad one for both`() async throws {
    let clock = TestClock()
    let began = clock.now
    let store = try CampaignStore(
      path: folder.file, options: .init(project: "noord-lms", actor: "marieke@laptop", now: { clock.now }))
    func say(_ verdict: Verdict, _ tester: String) async throws {
      let results = try await store.rowsForPeople(round: 1) ?? []
      guard let row = results.first?.rows.first?.row else {
        Issue.record("there is no row")
        return
      }
      let said = StoredVerdict(
        row: row.id, fingerprint: row.fingerprint, round: 1, tester: tester, scenario: "A-01", exampleKey: "",
        ordinal: 1, verdict: verdict)
      _ = try await store.store([said], from: "\(tester).csv", bytes: Array(tester.utf8))
    }
    func counted(_ target: String) async throws -> [String] {
      let others = try await store.otherTargets(round: 1, than: target)
      let said = try await store.verdicts(round: 1, not: others)
      let all = try await store.verdicts(round: 1)
      #expect(said.verdicts.count + said.unclear == all.count)
      return said.verdicts.map(\.tester).sorted()
    }
    _ = try await store.run([(plan("A-01"), Self.machine)], startedAt: began - 10)
    try await say(.passed, "anna")
    #expect(try await counted("lms") == ["anna"])
    #expect(try await counted("copy").isEmpty)
    _ = try await store.run([(plan("A-01"), Self.machine)], target: "copy", startedAt: began + 10)
    #expect(try await counted("lms") == ["anna"])
    clock.pass(days: 1)
    try await say(.passed, "bob")
    try await say(.failed, "carl")
    #expect(try await counted("lms") == ["anna", "carl"])
    #expect(try await counted("copy") == ["carl"])
  }

  @Test func `the site of another target says nothing about this one`() async throws {
    let store = try folder.open()
    let copy = SiteFingerprint([("target", "copy (moodle)"), ("version", "5.1")])
    _ = try await store.run([(plan("A-01"), Self.machine)])
    _ = try await store.note(site: copy, round: 1, requirements: [])
    _ = try await store.openRound(site: copy, reason: "the same copy")
    // Nobody read the site of the target itself, in either round.
    let latest = try #require(try await store.latest(round: 2, target: "lms"))
    #expect(latest.origins.map(\.staleness) == [.site])
    #expect(copy.isOf(target: "copy") && !copy.isOf(target: "lms") && !copy.isOf(target: "cop"))
    #expect(Self.site.isOf(target: "lms"))
  }

  @Test func `a result of another text is stale, in its own round and in the next`() async throws {
    let store = try folder.open()
    try await firstRound(store)
    var rewritten = plan("A-01")
    rewritten.revision = "other"
    #expect(try await latest(store, 1, planned: [plan("A-01")]).map(\.isStale) == [false])
    #expect(try await latest(store, 1, planned: [rewritten]).map(\.origin?.staleness) == [.scenario])
    var retagged = plan("A-01", tags: ["@req:R9"])
    retagged.revision = plan("A-01").revision
    #expect(try await latest(store, 1, planned: [retagged]).map(\.isStale) == [true])
    _ = try await store.openRound(site: Self.site, reason: "again")
    #expect(try await latest(store, 2, planned: [rewritten]).map(\.isStale) == [true])
  }

  @Test func `a scenario run again in the new round is judged anew`() async throws {
    let store = try folder.open()
    try await firstRound(store)
    _ = try await store.openRound(site: Self.site, reason: "again")
    var header = Plan.header([plan("A-01")])
    header.round = 2
    store.record(RunEvent(at: 0, kind: .runStarted(header)))
    store.record(RunEvent(at: 1, scenario: 0, kind: .scenarioStarted(attempt: 1)))
    for (ordinal, result) in Self.machine.enumerated() {
      store.record(RunEvent(at: 2, scenario: 0, kind: .stepFinished(ordinal: ordinal, result: result)))
    }
    store.record(RunEvent(at: 3, scenario: 0, kind: .scenarioFinished(ScenarioResult(outcome: .awaiting))))
    try await store.flush()
    let result = try #require(try await latest(store, 2).first)
    #expect(result.outcome == .awaiting && result.origin?.isCarried == false)
    #expect(try await latest(store, 1).map(\.outcome) == [.passed])
  }

  // MARK: Closing

  @Test func `a closed round takes neither runs nor verdicts, and takes them again when reopened`() async throws {
    let store = try folder.open()
    try await firstRound(store)
    #expect(try await store.setRound(1, closed: true, reason: "done"))
    #expect(try await !store.setRound(1, closed: true, reason: "done"))
    #expect(try await store.rounds().first?.isClosed == true)
    await #expect { try await store.requireOpen(round: 1) } throws: { ($0 as? CampaignProblem)?.kind == .closed }
    let verdict = StoredVerdict(
      row: RowID(project: "noord-lms", scenario: "A-01", exampleKey: "", ordinal: 1), fingerprint: "BCDFGHJK", round: 1,
      tester: "anna", scenario: "A-01", exampleKey: "", ordinal: 1, verdict: .failed)
    // A store ends with its first failed transaction, so another one tries.
    let late = try folder.open()
    await #expect {
      _ = try await late.store([verdict], from: "late", bytes: [2])
    } throws: { ($0 as? CampaignProblem)?.kind == .closed }
    let runner = try folder.open()
    await #expect {
      _ = try await runner.run([(plan("A-02"), Self.machine)])
    } throws: { ($0 as? CampaignProblem)?.kind == .closed }
    #expect(try await store.setRound(1, closed: false, reason: "a late sheet"))
    #expect(try await store.store([verdict], from: "late", bytes: [2]) == 1)
    let actions = try await store.journal().map(\.text).filter { $0.contains("round-") }
    #expect(actions.count == 2)
    #expect(try await store.verify().isEmpty)
  }

  @Test func `what a round holds comes back`() async throws {
    let store = try folder.open()
    let scenarios = [
      RoundScenario(id: "A-01", title: "A-01", why: .retest(["F-0001", "F-0002"])),
      RoundScenario(id: "A-02", exampleKey: "k", title: "A-02 [x]", why: .sample),
    ]
    let requirement = Requirement(id: "R1", area: "A", text: "t", source: "", risk: "high")
    let number = try await store.openRound(
      site: Self.site, reason: "fixes", selection: "--tags @x", testers: ["joris"], requirements: [requirement],
      scenarios: scenarios)
    let round = try #require(try await store.rounds().last)
    #expect(number == 2 && round.scenarios == scenarios && round.testers == ["joris"] && round.reason == "fixes")
    #expect(round.requirements == ["R1": requirement.digest] && round.selection == "--tags @x")
  }
}

struct RoundRuleTests {
  private func scenario(
    _ id: String, tags: [String] = [], outcome: Outcome = .passed, round: Int = 1
  ) -> JoinedResult {
    let scenario = Plan.scenario(0, id, tags: tags, [Plan.step(0, "checked")])
    return JoinedResult(
      scenario: ScenarioRecord(scenario: scenario, result: ScenarioResult(outcome: outcome)), rows: [],
      outcome: outcome, origin: ResultOrigin(run: 1, round: round))
  }

  private func choose(
    _ results: [JoinedResult], onSite: Set<Int> = [1], findings: [Finding] = [], changed: Set<String> = [],
    planned: [PlannedScenario]? = nil, round: Int = 2
  ) -> [String: RoundScenario.Why] {
    let rule = RoundRule(
      round: round, results: results, roundsOnSite: onSite, findings: findings, changedRequirements: changed)
    let chosen = rule.choose(from: planned ?? results.map(\.scenario.scenario))
    return Dictionary(chosen.map { ($0.id, $0.why) }, uniquingKeysWith: { $1 })
  }

  @Test func `open findings are tested again, closed ones are not`() {
    let values: (String, String) -> [Finding.Field: String] = { [.scenario: $0, .status: $1] }
    let findings = [
      Finding(number: 1, values: values("A-01", "fixed")), Finding(number: 2, values: values("A-01", "new")),
      Finding(number: 3, values: values("A-02", "rejected")),
    ]
    let chosen = choose([scenario("A-01"), scenario("A-02"), scenario("A-03")], findings: findings)
    #expect(chosen["A-01"] == .retest(["F-0001", "F-0002"]))
    #expect([.sample, nil].contains(chosen["A-02"]))
  }

  @Test func `changed texts and requirements, new and unfinished ones come`() {
    let results = [
      scenario("A-01"), scenario("A-02", tags: ["@req:R1"]), scenario("A-03", outcome: .broken),
      scenario("A-04", outcome: .failed), scenario("A-05", outcome: .notApplicable),
    ]
    var planned = results.map(\.scenario.scenario) + [Plan.scenario(9, "A-09", [Plan.step(0, "new")])]
    planned[0].revision = "other"
    let chosen = choose(results, changed: ["R1"], planned: planned)
    #expect(chosen["A-01"] == .scenarioChanged && chosen["A-02"] == .requirementChanged(["R1"]))
    #expect(chosen["A-03"] == .unfinished && chosen["A-04"] == .unfinished && chosen["A-09"] == .new)
  }

  @Test func `must scenarios come unless they passed on this very site`() {
    let results = [
      scenario("A-01", tags: ["@prio:must"]), scenario("A-02", tags: ["@prio:must"], round: 2),
      scenario("A-03", tags: ["@prio:must"], outcome: .flaky, round: 2),
    ]
    let chosen = choose(results, onSite: [2])
    #expect(chosen["A-01"] == .must && chosen["A-03"] == .must && chosen["A-02"] == .sample)
  }

  @Test(arguments: [(0, 0), (1, 1), (10, 1), (11, 2), (100, 10)])
  func `a tenth of those that passed comes, rounded up`(_ passed: Int, _ sample: Int) {
    let results = (0..<passed).map { scenario("A-\($0)") }
    #expect(choose(results).count == sample)
    #expect(choose(results).values.allSatisfy { $0 == .sample })
  }

  @Test func `the tenth can be chosen again, whatever the order, and is another one next time`() {
    let results = (0..<200).map { scenario("A-\($0)") }
    let first = choose(results)
    #expect(first == choose(results.reversed()))
    #expect(first != choose(results, round: 3))
  }

  @Test func `why is stored as words and read again`() {
    let all: [RoundScenario.Why] = [
      .retest(["F-0001"]), .scenarioChanged, .requirementChanged(["R1", "R2"]), .must, .unfinished, .new, .sample,
      .first,
    ]
    for why in all { #expect(RoundScenario.Why(text: why.text) == why) }
  }
}
