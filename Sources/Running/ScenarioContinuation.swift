package import RunModel

/// What `lmsaccept finish` goes on with: how far a scenario came, and what people said of what they did since.
package struct ScenarioContinuation: Sendable {
  /// What became of each step so far, by ordinal.
  package var earlier: [Int: StepResult]
  /// What the rows came to that speak of a step, by ordinal; nothing for a step whose row is open.
  package var said: [Int: Outcome]
  /// True when an earlier `finish` ended in the middle, so that an action may have been done already.
  package var wasCutOff: Bool
  /// The attempt that goes on: a result that needed a repeat stays one.
  package var attempt: Int

  package init(earlier: [Int: StepResult], said: [Int: Outcome], wasCutOff: Bool = false, attempt: Int = 1) {
    self.earlier = earlier
    self.said = said
    self.wasCutOff = wasCutOff
    self.attempt = attempt
  }

  /// The result that a step keeps; nil for a step that is still to be decided.
  func settled(_ step: PlannedStep) -> StepResult? {
    guard var result = earlier[step.ordinal], !isOpen(result) else { return nil }
    // Its exchange stands in the run that sent it.
    result.exchange = nil
    return result
  }

  /// True for a step that waits, and for one that an earlier `finish` could not decide.
  private func isOpen(_ result: StepResult) -> Bool {
    switch result.outcome {
    case .awaiting: result.cause == "waiting"
    case .skipped: result.waited && result.cause != Self.verdict
    case .broken: result.waited
    default: false
    }
  }

  /// Cause of a step that a person's verdict decided.
  static let verdict = "verdict"
}
