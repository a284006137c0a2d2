import Campaign
package import RunModel

/// The completion report: what the testers state, from which the customer decides.
///
/// Everything in it is computed from its inputs once, so that every rendition says the same, and the same inputs give the
/// same bytes.
package struct AcceptanceReport: Sendable {
  package let inputs: AcceptanceInputs
  /// For entry, suspension and exit.
  package let criteria: [Criterion]
  package let requirements: [RequirementResult]
  /// Planned scenarios without any result.
  package let unrun: [PlannedScenario]
  package let figures: RoundFigures
  /// How many scenarios ended how; with those that were never run, all that are planned.
  package let totals: TestedTotals
  /// What each scenario came to in each round, and how the rounds went.
  package let trail: AcceptanceTrail

  package init(_ inputs: AcceptanceInputs) {
    self.inputs = inputs
    let trail = AcceptanceTrail(inputs)
    let results = inputs.report.results
    let computed = Criteria(
      .init(
        results: results, withdrawn: inputs.report.withdrawn, planned: inputs.planned, trouble: inputs.planTrouble,
        findings: inputs.findings,
        requirements: inputs.project.requirements, settings: inputs.project.criteria,
        round: .init(
          round: inputs.round, runs: inputs.histories.last?.runs ?? [], sites: trail.sites, sheets: inputs.sheets,
          testers: inputs.project.testers,
          days: trail.verdicts, isEntry: inputs.isEntry,
          today: inputs.today)),
      inputs.report.texts)
    self.trail = trail
    criteria = computed.all
    requirements = computed.requirements
    unrun = computed.unrun
    totals = TestedTotals(results, unrun: computed.unrun)
    figures = RoundFigures(results, planned: Set((inputs.planned ?? []).map(\.title)))
  }

  /// One page that needs nothing else and prints well.
  package func html() -> [UInt8] { AcceptancePage.bytes(self) }

  package var texts: Texts { inputs.report.texts }
  var report: Report { inputs.report }
  var facts: AcceptanceFacts { inputs.project.acceptance }
  var seal: ReportSeal { inputs.seal }

  /// Without duplicates, the weightiest first.
  var openFindings: [Finding] { inputs.findings.filter(\.isOpen).sorted(by: Finding.byWeight) }
  var closedFindings: [Finding] { inputs.findings.filter { !$0.isOpen } }
}
