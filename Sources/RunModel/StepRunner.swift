/// Runs the steps of one scenario; made by the step library, used by the runner.
///
/// One at a time: the runner awaits each call before the next.
package protocol ScenarioSession: AnyObject, Sendable {
  /// People and new copies; before the first step. nil when all is ready, else the result that ends the scenario.
  func prepare() async -> StepResult?
  /// Runs one matched step or seed. Human, undefined and ambiguous steps never come here.
  func run(_ step: PlannedStep) async -> StepResult
  /// After the last step that ran: attempts nobody judged, and other rules that hold for a whole scenario.
  func conclude() async -> StepResult?
  /// Removes what the scenario made, newest first, or keeps it when a person still has to look.
  /// - Returns: one sentence for each thing that could not be removed.
  func cleanUp(keeping: Bool) async -> [String]
}

/// The place of a running scenario among those at work (`--jobs`), which it gives up while it waits for the LMS.
///
/// Who comes back goes on at once: a deadline does not wait until a place is free.
package struct ScenarioPlace: Sendable {
  package var leave: @Sendable () -> Void
  /// Called once for each `leave`, also after an interruption.
  package var comeBack: @Sendable () -> Void

  package init(leave: @escaping @Sendable () -> Void = {}, comeBack: @escaping @Sendable () -> Void = {}) {
    self.leave = leave
    self.comeBack = comeBack
  }
}

/// Gives a session for each scenario; shared by the whole run.
package struct SessionMaker: Sendable {
  /// Once before the first scenario: the tool's own accounts, and all people of the selection in bulk.
  package var begin: @Sendable (_ scenarios: [PlannedScenario]) async -> StepResult?
  package var open: @Sendable (_ scenario: PlannedScenario, _ place: ScenarioPlace) async -> any ScenarioSession
  /// After a result that `endsRun`: nil when the system answers after all, else why not.
  package var probe: @Sendable () async -> String?
  package var end: @Sendable () async -> Void

  package init(
    begin: @escaping @Sendable ([PlannedScenario]) async -> StepResult?,
    open: @escaping @Sendable (PlannedScenario, ScenarioPlace) async -> any ScenarioSession,
    probe: @escaping @Sendable () async -> String? = { nil },
    end: @escaping @Sendable () async -> Void = {}
  ) {
    self.begin = begin
    self.open = open
    self.probe = probe
    self.end = end
  }
}
