/// The failure that a finding stands for: what `@known:F-0012` may excuse, and nothing beside it.
package struct KnownFailure: Sendable, Hashable {
  /// `F-0012`.
  package var finding: String
  /// Id of the scenario in which it was found: `USR-03`.
  package var scenario: String
  /// Empty for a plain scenario.
  package var exampleKey: String
  /// The step that failed; -1 is the set-up before the first step, the number of steps a rule about the whole scenario.
  package var ordinal: Int
  /// The cause as the step's result names it: `expectation`, `refused`, ….
  package var cause: String
  /// False once the finding is closed: then nothing is excused any more.
  package var isOpen: Bool

  package init(
    finding: String, scenario: String, exampleKey: String = "", ordinal: Int, cause: String, isOpen: Bool = true
  ) {
    self.finding = finding
    self.scenario = scenario
    self.exampleKey = exampleKey
    self.ordinal = ordinal
    self.cause = cause
    self.isOpen = isOpen
  }
}
