import Campaign
import Reporting
import RunModel

/// A small acceptance with something of everything.
enum SampleAcceptance {
  static let requirements = [
    Requirement(id: "ENR-R1", area: "ENR", text: "A learner can enrol", source: "3.1", risk: "high"),
    Requirement(id: "USR-R1", area: "USR", text: "A trainer changes <fields>", source: "3.2", risk: "high"),
    Requirement(id: "CRT-R1", area: "CRT", text: "A certificate", source: "3.3", risk: "low"),
    Requirement(id: "XXX-R1", area: "XXX", text: "Nobody tests this", source: "3.4", risk: "low"),
  ]

  static func inputs(_ report: Report) -> AcceptanceInputs {
    let project = Project(
      name: "noord-lms", language: report.texts.language, campaign: "", target: "lms", targets: [:],
      requirements: requirements, testers: [Tester(name: "joris", roles: ["learner"], organisation: "Noord")],
      lead: LeadContact(name: "Marieke"))
    return AcceptanceInputs(
      project: project, report: report, rounds: [Round(number: 1, openedAt: 1_795_456_563)],
      histories: [RoundHistory(runs: [report.record])], seal: ReportSeal(state: .draft, at: 1_795_500_000),
      utcOffsetMinutes: 60)
  }

  /// With all that a project can say, two rounds, findings and an advice.
  static func full(_ report: Report) -> AcceptanceInputs {
    var inputs = inputs(report)
    let due = CalendarDay(number: 20_800)
    inputs.project.acceptance = AcceptanceFacts(
      title: "LeerSoft <4.5>", organisation: "Noord", supplier: "LeerSoft BV", authority: "Steering group",
      contract: "2026-114", place: "Utrecht",
      parts: [AcceptancePart(id: "users", title: "Users", areas: ["USR"])],
      limitations: [KnownLimitation(text: "no app", effect: "browser only", whom: "learners", until: due)],
      risks: [ResidualRisk(risk: "peak load", chance: "low", effect: "slow", measure: "watch", acceptedBy: "M. Bos")],
      deviations: ["two testers were ill"], firstUse: due, backOut: due, retention: due,
      distribution: ["steering group"])
    inputs.project.criteria = CriteriaSettings(
      exemptions: ["X8": "nothing is moved"],
      statements: [
        "E3": CriterionStatement(isMet: true, on: CalendarDay(number: 20_770), by: "Marieke", text: "TR-7")
      ],
      site: ["release": "4.5"])
    let site = SiteFingerprint([(name: "site release", text: "4.5"), (name: "target", text: "lms (moodle)")])
    var second = report.record
    second.number = 32
    second.header.startedAt += 3 * 86_400
    second.header.round = 2
    second.scenarios = Array(second.scenarios.prefix(2))
    inputs.rounds = [
      Round(number: 1, openedAt: 1_795_456_563, site: site, closedAt: 1_795_600_000),
      Round(number: 2, openedAt: 1_795_700_000, reason: "second delivery", site: site),
    ]
    inputs.histories.append(RoundHistory(runs: [second]))
    inputs.runSites = [31: site.code, 32: site.code]
    inputs.otherRuns = ["hr": 2]
    inputs.otherFindings = ["hr": 3]
    inputs.report.unclearWords = 2
    inputs.report.withdrawn = [
      Judging.result(
        "OLD-01", .failed, ["@prio:must"], origin: ResultOrigin(run: 31, round: 1, staleness: .withdrawn))
    ]
    inputs.planned = []
    inputs.findings = [
      Judging.finding(1, "blocking", .new, [.summary: "nobody can <enrol>", .title: "ENR-02", .round: "1"]),
      Judging.finding(2, "moderate", .accepted, [.owner: "Anna", .due: "2026-12-20", .workaround: "by hand"]),
      Judging.finding(3, "cosmetic", .retestPassed, [.retestedBy: "joris", .retestedIn: "R-7K2QXBM"]),
    ]
    func promise(_ id: String, _ text: String, due: Int, metOn: Int? = nil) -> EarlierDecision.Promise {
      EarlierDecision.Promise(
        Reservation(
          id: id, text: text, owner: "Bouw", due: CalendarDay(number: due), proof: "p", consequence: "c", about: ["X1"]),
        metOn: metOn.map { CalendarDay(number: $0) })
    }
    inputs.earlier = [
      EarlierDecision(
        revision: 1, code: "BCDF-GHJK", isRehearsal: false, value: "accepted-with-reservations",
        name: report.texts("Accepted with reservations", "Geaccepteerd onder voorbehoud"), by: "Anna Bakker",
        on: CalendarDay(number: 20_770), signers: ["Anna Bakker (approved)"],
        promises: [
          promise("C1", "mail <arrives>", due: 20_772), promise("C2", "names sort", due: 20_772, metOn: 20_771),
          promise("C3", "a manual", due: 20_790),
        ]),
      EarlierDecision(
        revision: 2, code: "BCDF-GHJL", isRehearsal: true, value: "rejected",
        name: report.texts("Rejected", "Afgekeurd"), by: "Anna Bakker", on: CalendarDay(number: 20_771)),
    ]
    inputs.advice = Advice(
      value: .goWithConditions, by: "Marieke", at: 1_795_720_000, reasons: ["the defect has a workaround"],
      conditions: [
        Reservation(
          id: "C1", text: "mend it", owner: "LeerSoft", due: due, proof: "a retest", consequence: "roll back",
          finding: "F-0001")
      ])
    return inputs
  }
}
