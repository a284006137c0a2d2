import Campaign
import Diagnostics
import JSON
import RunModel
import Spreadsheets
import Testing

import Reporting

/// How results are rolled up, and that nothing hides inside "passed".
struct AcceptanceTests {
  private static let noon = 1_795_456_563.0

  private func report(_ results: [JoinedResult], language: String = "en") -> Report {
    var record = SampleRun.record(language: language)
    record.scenarios = results.map(\.scenario)
    record.header.reservations = []
    var report = Report(record)
    report.results = results
    return report
  }

  private func acceptance(
    _ results: [JoinedResult], planned: [PlannedScenario]? = [], findings: [Finding] = [],
    language: String = "en", _ change: (inout AcceptanceInputs) -> Void = { _ in }
  ) -> AcceptanceReport {
    var inputs = SampleAcceptance.inputs(report(results, language: language))
    inputs.histories = []
    inputs.planned = planned
    inputs.findings = findings
    inputs.project.requirements = []
    change(&inputs)
    return AcceptanceReport(inputs)
  }

  private func page(_ report: AcceptanceReport) -> String { String(decoding: report.html(), as: UTF8.self) }

  // MARK: Nothing hides inside passed

  @Test(arguments: [
    (Standing.known, "known"), (.flaky, "flaky"), (.notApplicable, "not applicable"),
    (.passedWithRemark, "passed with remark"), (.failed, "failed"), (.broken, "broken"),
    (.unexpectedPass, "unexpected pass"),
  ])
  func `a result that is not simply passed is counted and named apart`(_ standing: Standing, _ name: String) throws {
    let outcome = try #require(Outcome(rawValue: standing.rawValue))
    let report = acceptance([Judging.result("A-1", .passed), Judging.result("A-2", outcome)])
    #expect(report.totals.count(.passed) == 1)
    #expect(report.totals.count(standing) == 1)
    #expect(report.figuresSentence.contains("1 \(name)"))
    #expect(report.figuresSentence.contains("1 passed"))
    #expect(page(report).contains("data-standing=\"\(name)\""))
  }

  @Test func `a stale pass is stale, and is told on page one`() {
    let report = acceptance([Judging.result("A-1", .passed, origin: Judging.stale)])
    #expect(report.totals.count(.passed) == 0 && report.totals.count(.stale) == 1)
    #expect(report.figuresSentence.contains("1 stale"))
    #expect(page(report).contains("1 scenario stale"))
    #expect(page(report).contains("the site has changed"))
  }

  @Test func `a pass without a check has not passed`() {
    let report = acceptance([Judging.result("A-1", .passed, checks: 0)])
    #expect(report.totals.count(.passed) == 0 && report.totals.count(.unchecked) == 1)
    #expect(page(report).contains("1 scenario ran without a check"))
  }

  @Test func `what people judged stands apart from what the machine checked`() throws {
    let report = acceptance([Judging.result("A-1", .passed), Judging.judged("H-1", [.passed])])
    let line = try #require(report.totals.lines.first { $0.standing == .passed })
    #expect(line.machine == 1 && line.people == 1)
  }

  @Test func `a failed step that a person may look at is still the machine's`() throws {
    var failed = Judging.record("A-1", .failed)
    failed.scenario.steps[0].definition = nil
    let row = try #require(PersonRow.rows(of: failed, project: "p").first)
    #expect(row.kind == .failed)
    let unseen = JoinedResult(scenario: failed, rows: [JoinedRow(row: row, verdicts: [])], outcome: .failed)
    #expect(!unseen.isJudgedByPeople)
    let seen = [JoinedRow(row: row, verdicts: [Judging.verdict(row, .failed, by: "t")])]
    #expect(JoinedResult(scenario: failed, rows: seen, outcome: .failed).isJudgedByPeople)
  }

  @Test func `what was planned and never run is counted as not run`() {
    let report = acceptance(
      [Judging.result("A-1", .passed)], planned: [Judging.scenario("A-1"), Judging.scenario("A-2")])
    #expect(report.totals.count(.notRun) == 1)
    #expect(report.figuresSentence.contains("1 of 2 scenarios") && report.figuresSentence.contains("1 never run"))
    #expect(page(report).contains("1 scenario not run"))
  }

  @Test func `what is in no feature any more stands apart with its result, and counts nowhere`() {
    let gone = ResultOrigin(run: 3, round: 1, staleness: .withdrawn)
    var report = SampleRun.record()
    report.scenarios = []
    var inputs = SampleAcceptance.inputs(Report(report))
    inputs.report.results = [Judging.result("A-1", .passed, ["@req:ENR-R1"])]
    inputs.report.withdrawn = [Judging.result("OLD-1", .failed, ["@req:ENR-R1"], origin: gone)]
    inputs.planned = [Judging.scenario("A-1")]
    let acceptance = AcceptanceReport(inputs)
    #expect(acceptance.totals.total.total == 1 && acceptance.figures.planned == 1 && acceptance.figures.stale == 0)
    #expect(acceptance.requirements.first { $0.requirement.id == "ENR-R1" }?.status == .notProven)
    let page = page(acceptance)
    #expect(page.contains("1 scenario run and no longer in the features"))
    #expect(page.contains("No longer in the features</h3>") && page.contains("OLD-1"))
    #expect(String(decoding: acceptance.json(), as: UTF8.self).contains("\"scenario\":\"OLD-1\""))
  }

  @Test func `each form of acceptance has a line, and so has what names none`() {
    let tags: [(String, [String])] = [
      ("A-1", ["@form:uat"]), ("A-2", ["@form:oat", "@form:contract"]), ("A-3", []), ("A-4", ["@form:oat"]),
    ]
    let results = tags.prefix(3).map { Judging.result($0.0, $0.0 == "A-2" ? .failed : .passed, $0.1) }
    let report = acceptance(results, planned: tags.map { Judging.scenario($0.0, $0.1) })
    #expect(report.forms.map(\.form) == [.users, .operations, .contract, nil])
    #expect(report.forms.map(\.planned) == [1, 2, 1, 1])
    #expect(report.forms[1].counts.map(\.standing) == [.failed, .notRun])
    #expect(page(report).contains("Operations (oat)") && page(report).contains("1 failed, 1 not run"))
    #expect(acceptance([Judging.result("A-1", .passed)]).forms.isEmpty)
    #expect(page(acceptance([Judging.result("A-1", .passed)])).contains("No scenario names a form"))
  }

  @Test func `page one names who issues the report and who decides, and terms stand at the end`() {
    let report = AcceptanceReport(SampleAcceptance.full(Report(SampleRun.record())))
    #expect(report.documentSentence.hasPrefix("Issued by Noord (Marieke); decides: Steering group; scope: Users"))
    let page = page(report)
    #expect(page.contains("decides: Steering group") && page.contains("Back-out possible until"))
    #expect(page.contains("Annex C: terms</h2>") && page.contains("hr: 2 runs, 3 open findings"))
    #expect(page.contains("2 good verdicts: the scenario was run on two targets"))
  }

  @Test func `what an earlier decision still asks for stands on page one, if it was signed and is no rehearsal`() {
    let day = CalendarDay(number: 20_700)
    func point(due: Int, metOn: CalendarDay? = nil, signers: [String] = ["A (approved)"], isRehearsal: Bool = false)
      -> String?
    {
      let report = acceptance([Judging.result("A-1", .passed)]) { inputs in
        let promise = EarlierDecision.Promise(
          Reservation(
            id: "C7", text: "t", owner: "o", due: CalendarDay(number: due), proof: "p", consequence: "c"), metOn: metOn)
        inputs.earlier = [
          EarlierDecision(
            revision: 4, code: "X", isRehearsal: isRehearsal, value: "accepted-with-reservations", name: "n", by: "A",
            on: day, signers: signers, promises: [promise])
        ]
      }
      return page(report).split(separator: "\n").first { $0.contains("decision on revision 4") }.map(String.init)
    }
    #expect(point(due: 20_700)?.contains("expired: C7") ?? false)
    #expect(point(due: 29_000)?.contains("1 open reservation of the decision on revision 4: C7<") ?? false)
    #expect(point(due: 20_700, metOn: day) == nil)
    #expect(point(due: 20_700, signers: []) == nil && point(due: 20_700, isRehearsal: true) == nil)
  }

  @Test func `when nobody knows what was planned the first page says so`() {
    #expect(page(acceptance([Judging.result("A-1", .passed)], planned: nil)).contains("never run is not known"))
    #expect(!page(acceptance([Judging.result("A-1", .passed)])).contains("never run is not known"))
  }

  @Test func `what waits for the machine stands among the open points, and blames nobody`() {
    let waiting = JoinedResult(scenario: Judging.record("A-1", .awaiting, checks: 0), rows: [], outcome: .awaiting)
    let page = page(acceptance([waiting]))
    #expect(page.contains("1 scenario waits for lmsaccept finish"))
    #expect(page.contains("people have judged") && !page.contains("verdict of a step"))
  }

  @Test func `one of a thing is said as one`() {
    func sentence(_ language: String) -> String {
      acceptance([Judging.result("A-1", .passed)], language: language).figuresSentence
    }
    #expect(sentence("en").hasPrefix("1 of 1 scenario came"))
    #expect(sentence("nl").hasPrefix("1 van 1 scenario kwam"))
  }

  @Test func `a reservation that a run stored is said in the reader's language`() {
    let (english, dutch) = (Texts(language: "en"), Texts(language: "nl"))
    let all: [RunReservation] = [
      .builtIn, .uncheckedTLS, .faults(["update-ignored"]), .changedLibrary(["a.lua", "b.lua"]), .settings(["x=1"]),
    ]
    for reservation in all {
      #expect(RunReservation.said(reservation.text(english), in: dutch) == reservation.text(dutch))
      #expect(RunReservation.said(reservation.text(dutch), in: english) == reservation.text(english))
    }
    #expect(RunReservation.said("Iets anders.", in: english) == "Iets anders.")
  }

  @Test(arguments: ["en", "nl"]) func `the rule of the roll-up is printed`(_ language: String) {
    let report = acceptance([Judging.result("A-1", .passed)], language: language)
    #expect(page(report).contains(language == "nl" ? "Hoe resultaten worden opgeteld" : "How results are rolled up"))
  }

  @Test func `every standing has a place in the order of outcomes`() {
    let outcomes = Standing.allCases.compactMap { Outcome(rawValue: $0.rawValue) }
    #expect(outcomes.count == Outcome.allCases.count)
    for standing in Standing.allCases where standing != .passed { #expect(standing.rank < Standing.passed.rank) }
    #expect(Standing.allCases.filter { $0.isExecuted && $0.isUndone }.isEmpty)
  }

  // MARK: Page one

  @Test func `a draft says so, and so does a rehearsal, on every page`() {
    let draft = page(acceptance([Judging.result("A-1", .passed)]))
    #expect(draft.contains("@top-right { font: bold 8pt sans-serif; content: \"DRAFT\""))
    #expect(draft.contains("Draft: nothing is frozen yet"))
    let rehearsal = page(
      acceptance([Judging.result("A-1", .passed)], language: "nl") {
        $0.seal = ReportSeal(state: .rehearsal, code: "7K2QX-AAAAA", revision: 1, at: Self.noon)
      })
    #expect(rehearsal.contains("OEFENING 7K2QX-AAAAA") && rehearsal.contains("<body class=\"rehearsal\">"))
    let frozen = page(
      acceptance([Judging.result("A-1", .passed)]) {
        $0.seal = ReportSeal(state: .frozen, code: "7K2QX-AAAAA", revision: 2, replaces: "OLD", at: Self.noon)
      })
    #expect(frozen.contains("content: \"7K2QX-AAAAA\"") && frozen.contains("revision 2, in place of OLD"))
    #expect(!frozen.contains("DRAFT\"\n") && !frozen.contains("Draft: nothing"))
  }

  @Test func `the advice stands on page one, or that there is none`() throws {
    let none = page(acceptance([Judging.result("A-1", .passed)]))
    #expect(none.contains("None given yet"))
    let due = try #require(CalendarDay("2026-12-01"))
    let given = page(
      acceptance([Judging.result("A-1", .passed)]) {
        $0.advice = Advice(
          value: .goWithConditions, by: "Marieke", at: Self.noon, reasons: ["one defect has a workaround"],
          conditions: [
            Reservation(
              id: "C1", text: "mend it", owner: "LeerSoft", due: due, proof: "retest", consequence: "roll back",
              about: ["F-0001", "F-0002", "X3"])
          ])
      })
    #expect(given.contains("F-0001, F-0002, X3"))
    #expect(given.contains("Release with conditions") && given.contains("one defect has a workaround"))
    #expect(given.contains("C1 mend it (LeerSoft, 2026-12-01)") && given.contains("roll back"))
  }

  @Test func `the verdict names what is not met and what was not measured`() {
    let report = acceptance(
      [Judging.result("A-1", .failed, ["@prio:must"])], findings: [Judging.finding(1, "blocking")])
    #expect(report.verdictSentence == "7 of 12 exit criteria are met; not met: X3; not measured: X2, X7, X8, X9.")
  }

  @Test func `blocking, serious and unrated findings stand on page one`() {
    let findings = [
      Judging.finding(1, "blocking", .new, [.summary: "nobody can sign in", .title: "USR-01"]),
      Judging.finding(2, "cosmetic"),
      Judging.finding(3, ""),
    ]
    let page = page(acceptance([Judging.result("A-1", .passed)], findings: findings))
    #expect(page.contains("2 blocking, serious or unrated findings: 1 blocking, 1 not rated"))
    #expect(page.contains("F-0001 Blocking, USR-01: nobody can sign in (no owner)"))
    #expect(page.contains("1 other open finding: 1 cosmetic"))
  }

  // MARK: Rounds

  private func run(_ number: Int, round: Int, day: Int, _ records: [ScenarioRecord]) -> RunRecord {
    var record = SampleRun.record()
    record.number = number
    record.header.round = round
    record.header.project = "p"
    record.header.startedAt = Self.noon + Double(day) * 86_400
    record.scenarios = records
    return record
  }

  private func trail(
    _ histories: [RoundHistory], sites: [Int: String] = [:], rounds: [Round]? = nil, findings: [Finding] = []
  ) -> AcceptanceTrail {
    var inputs = SampleAcceptance.inputs(report([]))
    inputs.rounds = rounds ?? histories.indices.map { Round(number: $0 + 1, openedAt: Self.noon) }
    inputs.histories = histories
    inputs.runSites = sites
    inputs.findings = findings
    return AcceptanceTrail(inputs)
  }

  private func marks(_ trail: AcceptanceTrail, _ id: String) -> [Int: Standing] {
    trail.standings[.init(Judging.scenario(id))] ?? [:]
  }

  @Test func `each round keeps its own last result`() {
    let trail = trail([
      RoundHistory(runs: [
        run(1, round: 1, day: 0, [Judging.record("A-1", .passed), Judging.record("A-2", .failed)]),
        run(2, round: 1, day: 1, [Judging.record("A-1", .broken)]),
      ]),
      RoundHistory(runs: [run(3, round: 2, day: 2, [Judging.record("A-2", .passed)])]),
    ])
    #expect(marks(trail, "A-1") == [1: .broken])
    #expect(marks(trail, "A-2") == [1: .failed, 2: .passed])
  }

  @Test func `a result that was cut off is none`() {
    var cut = Judging.record("A-1", .broken)
    cut.steps[0].result.cause = "interrupted"
    let trail = trail([
      RoundHistory(runs: [run(1, round: 1, day: 0, [Judging.record("A-1", .passed)]), run(2, round: 1, day: 0, [cut])])
    ])
    #expect(marks(trail, "A-1") == [1: .passed])
  }

  @Test func `a verdict counts on the day on which it came in`() {
    let waiting = Judging.waiting("H-1")
    let row = PersonRow.rows(of: waiting, project: "p")[0]
    let trail = trail([
      RoundHistory(
        runs: [run(1, round: 1, day: 0, [waiting, Judging.record("A-1", .passed)])],
        verdicts: [(Judging.verdict(row, .passed, by: "t"), Self.noon + 2 * 86_400)])
    ])
    #expect(trail.days.map(\.executed) == [1, 2])
    #expect(trail.days.map(\.passed) == [1, 2])
    #expect(marks(trail, "H-1") == [1: .passed])
  }

  @Test func `the lead's decision counts from its day on`() {
    let waiting = Judging.waiting("H-1")
    let row = PersonRow.rows(of: waiting, project: "p")[0]
    let decision = Resolution(
      row: row.id, fingerprint: row.fingerprint, round: 1, verdict: .failed, reason: "seen", actor: "lead",
      at: Self.noon + 86_400)
    let trail = trail([
      RoundHistory(
        runs: [run(1, round: 1, day: 0, [waiting])],
        verdicts: [(Judging.verdict(row, .passed, by: "t"), Self.noon + 1)], resolutions: [decision])
    ])
    #expect(trail.days.map(\.passed) == [1, 0])
    #expect(marks(trail, "H-1") == [1: .failed])
  }

  @Test func `on another site what passed before counts for nothing`() {
    let first = run(1, round: 1, day: 0, [Judging.record("A-1", .passed), Judging.record("A-2", .passed)])
    let second = run(2, round: 2, day: 1, [Judging.record("A-2", .passed)])
    let histories = [RoundHistory(runs: [first]), RoundHistory(runs: [second])]
    #expect(trail(histories, sites: [1: "OLD", 2: "NEW"]).days.map(\.passed) == [2, 1])
    #expect(trail(histories, sites: [1: "OLD", 2: "OLD"]).days.map(\.passed) == [2, 2])
    // What nobody could read may be anything.
    #expect(trail(histories, sites: [2: "NEW"]).days.map(\.passed) == [2, 1])
  }

  @Test func `a site that changed in the middle of a round makes its earlier results stale`() {
    let history = RoundHistory(runs: [
      run(1, round: 1, day: 0, [Judging.record("A-1", .passed)]),
      run(2, round: 1, day: 1, [Judging.record("A-2", .passed)]),
    ])
    let trail = trail([history], sites: [1: "OLD", 2: "NEW"])
    #expect(marks(trail, "A-1") == [1: .stale] && marks(trail, "A-2") == [1: .passed])
    #expect(trail.sites == ["OLD", "NEW"])
  }

  @Test func `findings are open from their day to the day of their closing`() {
    func finding(_ number: Int, from: Int, to: Int?) -> Finding {
      var finding = Judging.finding(number, "serious", to == nil ? .new : .rejected)
      finding.foundAt = Self.noon + Double(from) * 86_400
      finding.changes =
        to.map {
          [FindingChange(at: Self.noon + Double($0) * 86_400, actor: "l", values: [.status: "rejected"])]
        } ?? []
      return finding
    }
    let history = RoundHistory(runs: [run(1, round: 1, day: 0, [Judging.record("A-1", .passed)])])
    let trail = trail([history], findings: [finding(1, from: 0, to: 2), finding(2, from: 1, to: nil)])
    #expect(trail.days.map(\.openFindings) == [1, 2, 1])
  }

  // MARK: Traceability

  @Test func `every scenario of a requirement stands in the table, one line each`() throws {
    let requirement = Requirement(id: "R1", area: "USR", text: "t", source: "", risk: "high")
    let lonely = Requirement(id: "R2", area: "USR", text: "u", source: "", risk: "low")
    let record = Judging.record("A-1", .passed, ["@req:R1"])
    let report = acceptance(
      [Judging.result("A-1", .passed, ["@req:R1"]), Judging.result("A-2", .failed, ["@req:R1"])],
      planned: [Judging.scenario("A-3", ["@req:R1"])]
    ) {
      $0.project.requirements = [requirement, lonely]
      $0.histories = [RoundHistory(runs: [run(1, round: 1, day: 0, [record])])]
    }
    let rows = try CSVReader().read(report.traceabilityCSV()).rows.map(\.fields)
    #expect(rows[0].suffix(3) == ["now", "judged_by", "round_1"])
    #expect(
      rows.dropFirst().map { [$0[0], $0[3], $0[4], $0[7], $0[8], $0[9]] } == [
        ["R1", "not met", "A-1", "passed", "machine", "passed"], ["R1", "not met", "A-2", "failed", "machine", ""],
        ["R1", "not met", "A-3", "not run", "", ""], ["R2", "uncovered", "", "", "", ""],
      ])
    let text = page(report)
    for id in ["A-1", "A-2", "A-3"] { #expect(text.contains(id)) }
  }

  // MARK: Other renditions

  @Test func `JSON, workbook and tables hold the same numbers as the page`() throws {
    let results = [
      Judging.result("A-1", .passed, ["@prio:must"]), Judging.result("A-2", .failed), Judging.judged("H-1", []),
    ]
    let report = acceptance(results, findings: [Judging.finding(1, "serious", .new, [.summary: "=1+1"])])
    let json = try JSONValue(parsing: String(decoding: report.json(), as: UTF8.self))
    let standings = json["results"]?["by_standing"]?.array ?? []
    #expect(standings.compactMap { $0["standing"]?.string } == ["failed", "awaiting", "passed"])
    #expect(json["findings"]?.array?.first?["summary"]?.string == "=1+1")
    let criteria = try CSVReader().read(report.criteriaCSV()).rows
    #expect(criteria.count == CriteriaSettings.ids.count + 1)
    let book = try XLSXReader().read(report.workbook())
    #expect(book.sheets.map(\.name) == ["results", "findings", "traceability", "criteria"])
  }

  @Test func `the same inputs give the same bytes`() throws {
    let results = (1...40).map { Judging.result("A-\($0)", $0 % 3 == 0 ? .failed : .passed, ["@req:R\($0 % 7)"]) }
    let (one, other) = (acceptance(results), acceptance(results))
    #expect(one.html() == other.html() && one.json() == other.json())
    #expect(try one.workbook() == other.workbook())
  }
}
