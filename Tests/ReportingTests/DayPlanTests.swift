import Campaign
import Reporting
import RunModel
import Testing

/// When who tests what, and what stands in the way of it.
@Suite struct `Day plan` {
  private typealias Item = TesterWork.Item

  private func work(
    _ tester: String, _ minutes: [Int], role: String = "learner", account: String? = "sanne", days: [String] = [],
    isChain: Bool = false
  ) -> TesterWork {
    TesterWork(
      tester: tester, role: role, account: account, days: days,
      items: minutes.enumerated().map { place, minutes in
        Item(scenario: "\(role)-\(place)", id: "\(role)-\(place)", rows: 1, minutes: minutes, isChain: isChain)
      })
  }

  @Test func `no session is longer than ninety minutes, setting up and a quarter to spare included`() {
    let plan = DayPlan([work("Sanne", [20, 20, 20, 20, 20, 20, 20])])
    #expect(plan.sessions.map(\.minutes) == [90, 90, 40])
    #expect(plan.sessions.map(\.begin) == ["09:00", "10:45", "13:30"])
    #expect(plan.sessions.map { $0.items.count } == [3, 3, 1])
    #expect(plan.warnings == [])
  }

  @Test func `one scenario that takes longer has a session of its own and is named`() {
    let plan = DayPlan([work("Sanne", [10, 100, 10])])
    #expect(plan.sessions.map(\.minutes) == [28, 140, 28])
    #expect(plan.warnings == [.longSession(tester: "Sanne", scenario: "learner-1", minutes: 140)])
  }

  @Test func `days that do not suffice leave sessions without one`() {
    let plan = DayPlan([work("Sanne", [60, 60, 60, 60, 60], days: ["2026-12-01"])])
    #expect(plan.sessions.map(\.day) == ["2026-12-01", "2026-12-01", "2026-12-01", "2026-12-01", nil])
    #expect(plan.warnings == [.noDayLeft(tester: "Sanne", sessions: 1)])
  }

  @Test func `who names no day is there on all that others name`() {
    let plan = DayPlan([work("Sanne", [60], days: ["2026-12-02"]), work("Tom", [60], account: "tom")])
    #expect(plan.sessions.map(\.day) == ["2026-12-02", "2026-12-02"])
    let nobody = DayPlan([work("Sanne", [60, 60, 60, 60, 60])])
    #expect(nobody.sessions.map(\.day) == ["1", "1", "1", "1", "2"])
  }

  @Test func `one account at one time in two hands is a warning, one after the other is none`() {
    let clash = DayPlan([work("Sanne", [60]), work("Tom", [60])])
    #expect(clash.warnings == [.sharedAccount(account: "sanne", testers: ["Sanne", "Tom"], day: "1", slot: 0)])
    let apart = DayPlan([work("Sanne", [60], days: ["2026-12-01"]), work("Tom", [60], days: ["2026-12-02"])])
    #expect(apart.warnings == [])
  }

  @Test func `a chain that one person judges alone is a warning`() {
    let alone = DayPlan([work("Sanne", [10], isChain: true)])
    #expect(alone.warnings == [.loneChain(scenario: "learner-0", tester: "Sanne")])
    let both = DayPlan([work("Sanne", [10], isChain: true), work("Tom", [10], account: "tom", isChain: true)])
    #expect(both.warnings == [])
  }

  @Test func `rows that nobody was named for, and a role without an account, are said`() {
    let plan = DayPlan([
      work("", [10, 10], role: "guest", account: nil), work("Sanne", [10], role: "hr", account: nil),
      work("Lead", [10], role: "lead", account: nil),
    ])
    #expect(plan.warnings == [.noTester(role: "guest", rows: 2), .noAccount(tester: "Sanne", role: "hr")])
    #expect(plan.sessions.map(\.day) == ["0", "1", "1"])
  }

  @Test func `two roles of one tester follow each other, two roles of nobody do not`() {
    let one = DayPlan([work("Sanne", [60], role: "learner"), work("Sanne", [60], role: "trainer", account: "tom")])
    #expect(one.sessions.map(\.slot) == [0, 1])
    let none = DayPlan([work("", [60], role: "learner"), work("", [60], role: "trainer", account: "tom")])
    #expect(none.sessions.map(\.slot) == [0, 0])
  }

  @Test(arguments: ["en", "nl"])
  func `stands in a table with triages and notes`(_ language: String) throws {
    let plan = DayPlan([
      work("Lead", [10], role: "lead", account: nil), work("Sanne", [60, 60, 60], days: ["2026-12-01"]),
      work("=Tom", [60], days: ["2026-12-01"]),
    ])
    let texts = Texts(language: language)
    try Golden.check(
      DayPlanCSV.bytes(plan, lead: "Marieke", texts: texts) { $0 }, "day-plan-\(language).csv")
  }

  @Test func `work is what is open, by role and tester, with the account that has the role`() {
    let record = SampleRun.record()
    let people = [
      Person(handle: "sanne", role: "learner"), Person(handle: "tim", role: "learner"),
      Person(handle: "tom", role: "trainer"),
    ]
    let testers = [
      Tester(name: "Joris", roles: ["learner", "trainer"], account: "tim"), Tester(name: "Ann", roles: ["learner"]),
    ]
    let project = Project(campaign: "", target: "lms", targets: [:], people: people, testers: testers)
    let work = TesterWork.all(Report(record).results, project: project, texts: Texts(language: "nl"))
    #expect(work.map(\.tester) == ["de leider", "Joris", "Ann", "Joris"])
    #expect(work.map(\.role) == ["lead", "learner", "learner", "trainer"])
    #expect(work.map(\.account) == [nil, "tim", "sanne", "tom"])
    #expect(work.map(\.rows) == [1, 2, 2, 1])
    let said = Report(record, verdicts: SampleRun.verdicts(for: record)).results
    let left = TesterWork.all(said, project: project, texts: Texts(language: "nl"))
    // Whom the machine's failure was shown has said something, and Joris has not.
    #expect(left.map(\.role) == ["lead", "learner", "learner", "trainer"])
  }
}

@Suite struct `Briefing page` {
  @Test(arguments: ["en", "nl"])
  func `says in one page what a tester needs`(_ language: String) throws {
    let target = TargetSettings(name: "lms", adapter: "moodle", base: "https://test.example.org", environment: .test)
    let work = TesterWork(
      tester: "Sanne <de Vries>", role: "learner", account: "acc-sanne", days: ["2026-12-01"],
      items: [TesterWork.Item(scenario: "CRT-01", id: "CRT-01", rows: 2, minutes: 12)])
    let content = BriefingPage.Content(
      project: "noord-lms", tester: "Sanne <de Vries>", target: target, round: 2, work: [work],
      sessions: DayPlan([work]).sessions, lead: LeadContact(name: "Marieke", email: "m@example.org", phone: "050 1"),
      settings: BriefingSettings(
        place: "hall", back: "2026-12-03", live: "https://lms.example.org", remarks: ["Ook: \u{202E}dit"]),
      knownIssues: ["F-0001 No picture"], version: "0.1.0", journalHead: "abcd")
    let texts = Texts(language: language)
    try Golden.check(BriefingPage.bytes(content, texts: texts) { $0 }, "briefing-\(language).html")
  }
}
