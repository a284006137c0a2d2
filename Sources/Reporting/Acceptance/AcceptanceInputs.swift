package import Campaign
package import RunModel

/// Everything that an acceptance report is made from; `load` reads it from a campaign.
package struct AcceptanceInputs: Sendable {
  package var project: Project
  /// Each scenario's last result on the target, in the report's language.
  package var report: Report
  /// All rounds up to the one that is reported, which is the last.
  package var rounds: [Round]
  /// What came in in each of them, on the target.
  package var histories: [RoundHistory]
  /// Which site each run found, by code.
  package var runSites: [Int: String]
  /// Runs on other targets, by target: they are no results of this one.
  package var otherRuns: [String: Int]
  /// Of the target: what the machine found on it, and what people found in scenarios that were run on it, or in none.
  package var findings: [Finding]
  /// How many findings are open on other targets, by target.
  package var otherFindings: [String: Int]
  /// Worksheets that were handed out.
  package var sheets: [IssuedSheet]
  /// As written today; nil when the texts cannot be read: then nobody knows what was never run.
  package var planned: [PlannedScenario]?
  /// Why they cannot be read.
  package var planTrouble: PlanTrouble?
  /// Says of a scenario's tags whether it is asked for before the tests begin.
  package var isEntry: @Sendable ([String]) -> Bool
  /// What the test lead advises; nil: nothing yet.
  package var advice: Advice?
  /// On earlier frozen reports of the target, the oldest first.
  package var earlier: [EarlierDecision] = []
  package var seal: ReportSeal
  /// How somebody without lmsaccept checks a frozen report, a paragraph each; empty for a draft.
  package var verification: [String]
  package var utcOffsetMinutes: Int

  package init(
    project: Project, report: Report, rounds: [Round], histories: [RoundHistory] = [], runSites: [Int: String] = [:],
    otherRuns: [String: Int] = [:], findings: [Finding] = [], otherFindings: [String: Int] = [:],
    sheets: [IssuedSheet] = [],
    planned: [PlannedScenario]? = nil, planTrouble: PlanTrouble? = nil,
    isEntry: @escaping @Sendable ([String]) -> Bool = { $0.contains("@area:TST") }, advice: Advice? = nil,
    seal: ReportSeal, verification: [String] = [], utcOffsetMinutes: Int = 0
  ) {
    self.project = project
    self.report = report
    self.rounds = rounds
    self.histories = histories
    self.runSites = runSites
    self.otherRuns = otherRuns
    self.findings = findings
    self.otherFindings = otherFindings
    self.sheets = sheets
    self.planned = planned
    self.planTrouble = planTrouble
    self.isEntry = isEntry
    self.advice = advice
    self.seal = seal
    self.verification = verification
    self.utcOffsetMinutes = utcOffsetMinutes
  }

  package var round: Round { rounds.last ?? Round(number: report.record.header.round, openedAt: seal.at) }
  var texts: Texts { report.texts }
  /// The day of the report.
  var today: CalendarDay { CalendarDay(secondsSince1970: seal.at, utcOffsetMinutes: utcOffsetMinutes) }
}
