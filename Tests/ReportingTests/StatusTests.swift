import Campaign
import Diagnostics
import JSON
import Reporting
import RunModel
import Testing

struct StatusTests {
  private func scenario(_ id: String, _ tags: [String] = []) -> PlannedScenario { Judging.scenario(id, tags) }

  private func result(
    _ id: String, _ outcome: Outcome, _ tags: [String] = [], checks: Int = 1, origin: ResultOrigin? = nil
  ) -> JoinedResult { Judging.result(id, outcome, tags, checks: checks, origin: origin) }

  private func judged(
    _ id: String, _ said: [Verdict], _ tags: [String] = [], resolution: Verdict? = nil
  ) -> JoinedResult { Judging.judged(id, said, tags, resolution: resolution) }

  private static let stale = Judging.stale

  private func finding(
    _ number: Int, _ severity: String, _ status: FindingStatus = .new, _ more: [Finding.Field: String] = [:]
  ) -> Finding { Judging.finding(number, severity, status, more) }

  private func criteria(
    _ results: [JoinedResult], planned: [PlannedScenario]? = [], findings: [Finding] = [],
    requirements: [Requirement] = []
  ) -> [String: Criterion] {
    let all = Criteria(
      .init(results: results, planned: planned, findings: findings, requirements: requirements),
      Texts(language: "en")
    ).exit
    return Dictionary(all.map { ($0.id, $0) }, uniquingKeysWith: { $1 })
  }

  // MARK: Figures

  @Test func `figures add up to all that was planned`() {
    let results =
      Outcome.allCases.enumerated().map { result("A-\($0.offset)", $0.element) } + [
        result("S-1", .passed, origin: Self.stale), result("U-1", .passed, checks: 0), judged("H-1", [.passed]),
        judged("H-2", []), judged("H-3", [.failed, .passed]),
      ]
    let figures = RoundFigures(results, planned: ["A-0", "N-1", "N-2"])
    #expect(figures.planned == results.count + 2)
    let parts = figures.executed + figures.blocked + figures.notApplicable + figures.awaiting + figures.stale
    #expect(parts + figures.notRun == figures.planned)
  }

  @Test func `a stale pass never counts`() {
    let figures = RoundFigures([result("A-1", .passed, origin: Self.stale)])
    #expect(figures.passed == 0 && figures.executed == 0 && figures.stale == 1 && figures.passedByMachine == 0)
    #expect(!result("A-1", .passed, origin: Self.stale).isCheckedByMachine)
  }

  @Test func `neither people nor known failures are in what the machine passed`() {
    let figures = RoundFigures([
      result("A-1", .passed), result("A-2", .known), result("A-3", .flaky), result("A-4", .passedWithRemark),
      result("A-5", .passed, checks: 0), judged("H-1", [.passed]), result("A-6", .unexpectedPass),
    ])
    #expect(figures.passedByMachine == 1)
    #expect(figures.passed == 2 && figures.known == 1 && figures.failed == 1 && figures.blocked == 1)
  }

  // MARK: Criteria

  @Test func `what was not concluded is not executed`() {
    let must = ["@prio:must"]
    let done: [Outcome] = [.passed, .failed, .known, .flaky, .passedWithRemark]
    let open: [Outcome] = [.broken, .undefined, .awaiting, .skipped]
    let results = (done + open).enumerated().map { result("A-\($0.offset)", $0.element, must) }
    let criterion = criteria(results + [result("N-1", .notApplicable, must)], planned: [scenario("P-1", must)])["X1"]
    #expect(criterion?.measure == "5/10" && criterion?.isMet == false)
    #expect(criterion?.missing == ["A-5", "A-6", "A-7", "A-8", "P-1"])
  }

  @Test func `ninety of a hundred should scenarios are enough, eighty-nine are not`() {
    for (done, isMet) in [(90, true), (89, false)] {
      let results = (0..<100).map { result("A-\($0)", $0 < done ? .passed : .broken, ["@prio:should"]) }
      #expect(criteria(results)["X2"]?.isMet == isMet)
    }
  }

  @Test func `a share of nothing is not measured`() {
    let empty = criteria([])
    for criterion in empty.values { #expect(criterion.isMet == nil, "\(criterion.id)") }
    let one = criteria([result("A-1", .passed)])
    for id in ["X1", "X2", "X7", "X8", "X9"] { #expect(one[id]?.isMet == nil, "\(id)") }
    for id in ["X3", "X4", "X5", "X6", "X10", "X11", "X12"] { #expect(one[id]?.isMet == true, "\(id)") }
  }

  @Test func `an unrated finding counts as the worst, a deferred one as open`() {
    let unrated = criteria([], findings: [finding(1, "")])
    #expect(unrated["X3"]?.missing == ["F-0001"] && unrated["X3"]?.isMet == false && unrated["X4"]?.isMet == false)
    let deferred = criteria([], findings: [finding(1, "blocking", .deferred)])
    #expect(deferred["X3"]?.isMet == false)
    for status in [FindingStatus.rejected, .duplicate, .retestPassed] {
      #expect(criteria([], findings: [finding(1, "blocking", status)])["X3"]?.isMet == true)
    }
  }

  @Test func `a serious finding may stay when its workaround was accepted by name`() {
    let accepted: [Finding.Field: String] = [.disposition: "workaround", .workaround: "by hand", .owner: "Anna"]
    #expect(criteria([], findings: [finding(1, "serious", .accepted, accepted)])["X4"]?.isMet == true)
    for field in accepted.keys {
      var lacking = accepted
      lacking[field] = nil
      #expect(criteria([], findings: [finding(1, "serious", .accepted, lacking)])["X4"]?.isMet == false)
    }
  }

  @Test func `moderate ones need an owner and a date, and there may be five`() {
    let owned: [Finding.Field: String] = [.owner: "Anna", .due: "2026-12-01"]
    let five = (1...5).map { finding($0, "moderate", .accepted, owned) }
    #expect(criteria([], findings: five)["X5"]?.isMet == true)
    #expect(criteria([], findings: five + [finding(6, "moderate", .accepted, owned)])["X5"]?.isMet == false)
    #expect(criteria([], findings: [finding(1, "moderate")])["X5"]?.missing == ["F-0001 (no owner, no date)"])
  }

  @Test func `a chain needs two testers and no open disagreement`() {
    let chain = ["@area:E2E"]
    #expect(criteria([judged("E-1", [.passed], chain)])["X9"]?.isMet == false)
    #expect(criteria([judged("E-1", [.passed, .passed], chain)])["X9"]?.isMet == true)
    #expect(criteria([judged("E-1", [.passed, .failed], chain)])["X9"]?.missing == ["E-1"])
    #expect(criteria([judged("E-1", [.passed, .failed], chain, resolution: .passed)])["X9"]?.isMet == true)
    // A disagreement anywhere stands in the way.
    let other = [judged("E-1", [.passed, .passed], chain), judged("A-1", [.passed, .failed])]
    #expect(criteria(other)["X9"]?.missing == ["A-1"])
  }

  @Test func `stale must scenarios, open rows and fixed findings stand in the way`() {
    let all = criteria(
      [result("A-1", .passed, ["@prio:must"], origin: Self.stale), judged("H-1", [])],
      findings: [finding(1, "cosmetic", .fixed), finding(2, "cosmetic", .retestPassed)])
    #expect(all["X10"]?.missing == ["A-1"] && all["X1"]?.isMet == false)
    #expect(all["X11"]?.numerator == 1 && all["X11"]?.isMet == false)
    #expect(all["X12"]?.measure == "1/2" && all["X12"]?.missing == ["F-0001"])
  }

  @Test func `a requirement that only a stale result proves is not met`() {
    let requirement = Requirement(id: "R1", area: "", text: "t", source: "", risk: "high")
    let fresh = criteria([result("A-1", .passed, ["@req:R1"])], requirements: [requirement])["X7"]
    #expect(fresh?.isMet == true)
    let stale = criteria([result("A-1", .passed, ["@req:R1"], origin: Self.stale)], requirements: [requirement])["X7"]
    #expect(stale?.isMet == false && stale?.missing == ["R1"])
  }

  // MARK: The mail

  private func status(language: String = "nl", findings: [Finding] = [], verdicts: Bool = true) -> RoundStatus {
    let record = SampleRun.record(language: language)
    let report = Report(record, verdicts: verdicts ? SampleRun.verdicts(for: record) : [])
    var with = report
    with.journalHead = "0123abcd"
    let project = Project(
      name: "noord-lms", language: language, campaign: "", target: "lms", targets: [:],
      testers: [Tester(name: "Joris", roles: ["learner"])], lead: LeadContact(name: "Marieke"))
    return RoundStatus(
      .init(
        project: project, round: Round(number: 1, openedAt: 1_795_456_563), report: with,
        history: RoundHistory(runs: [record], verdicts: [], resolutions: []), findings: findings, planned: [],
        now: 1_795_456_563 + 86_400, utcOffsetMinutes: 60))
  }

  @Test(arguments: ["en", "nl"])
  func `the mail has at most twelve lines in the project's language`(_ language: String) throws {
    let findings = (1...9).map { finding($0, ["blocking", "serious", ""][$0 % 3]) } + [finding(10, "cosmetic", .fixed)]
    let lines = status(language: language, findings: findings).lines
    #expect(lines.count <= 12)
    try Golden.check(lines.joined(separator: "\n") + "\n", "status-\(language).txt")
  }

  @Test func `days are counted from the round's first, and show how it stood in the evening`() {
    let status = status()
    #expect(status.dayNumber == 2)
    #expect(status.days.map(\.day.description) == ["2026-11-23", "2026-11-24"])
    #expect(status.days[0].figures.passed > 0)
  }

  @Test func `the machine-readable form has every criterion and every figure`() {
    let json = status(findings: [finding(1, "serious")]).json
    #expect(json["criteria"]?.array?.count == 12)
    #expect(json["findings"]?["by_severity"]?["serious"]?.int == 1)
    #expect(json["scenarios"]?["planned"]?.int == 9)
    #expect(json["journal"]?.string == "0123abcd")
  }
}
