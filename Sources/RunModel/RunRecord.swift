/// A run as reports see it: folded from stored events, scenarios in plan order.
package struct RunRecord: Sendable {
  /// The number in the campaign, from 1.
  package var number: Int
  package var header: RunHeader
  /// By plan index; a scenario that never started has no steps and no result.
  package var scenarios: [ScenarioRecord]
  /// nil when the process was killed.
  package var footer: RunFooter?

  package init(number: Int, header: RunHeader, scenarios: [ScenarioRecord], footer: RunFooter?) {
    self.number = number
    self.header = header
    self.scenarios = scenarios
    self.footer = footer
  }
}

package struct ScenarioRecord: Sendable {
  package var scenario: PlannedScenario
  package var attempt: Int
  /// In step order; may be shorter than the scenario when the process was killed.
  package var steps: [StepRecord]
  package var result: ScenarioResult?
  /// Nanoseconds since the run started.
  package var startedAt: Int64?
  /// What went wrong before the first step (people, new copies); nil when nothing did.
  package var setUp: StepResult?
  /// What went wrong after the last step (attempts nobody judged); nil when nothing did.
  package var conclusion: StepResult?
  /// Attempts before this one, oldest first: `@retry` repeated the scenario.
  package var earlier: [ScenarioRecord]
  /// Number of the run that made what people work with: the record's own, or the one that `lmsaccept finish` went on
  /// with; 0 before the record was stored.
  package var begunIn = 0

  package init(
    scenario: PlannedScenario, attempt: Int = 1, steps: [StepRecord] = [], result: ScenarioResult? = nil,
    startedAt: Int64? = nil, setUp: StepResult? = nil, conclusion: StepResult? = nil,
    earlier: [ScenarioRecord] = []
  ) {
    self.scenario = scenario
    self.attempt = attempt
    self.steps = steps
    self.result = result
    self.startedAt = startedAt
    self.setUp = setUp
    self.conclusion = conclusion
    self.earlier = earlier
  }

  /// All attempts, oldest first.
  package var attempts: [ScenarioRecord] { earlier + [self] }
}

package struct StepRecord: Sendable {
  package var step: PlannedStep
  package var result: StepResult
  /// Numbers of the exchanges made in this step.
  package var exchanges: [Int]

  package init(step: PlannedStep, result: StepResult, exchanges: [Int] = []) {
    self.step = step
    self.result = result
    self.exchanges = exchanges
  }
}
