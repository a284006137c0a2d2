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
}
