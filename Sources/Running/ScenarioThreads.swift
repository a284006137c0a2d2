/// Gives each scenario that is open a thread of its own, from its beginning to its end, so that none has to wait for the
/// script of another; also those that wait for the LMS keep theirs.
package struct ScenarioThreads: Sendable {
  /// nil: the scenario runs in the cooperative pool.
  package var take: @Sendable () -> (any TaskExecutor)?
  /// Called once for each `take`, with what it returned.
  package var giveBack: @Sendable ((any TaskExecutor)?) -> Void

  package init(
    take: @escaping @Sendable () -> (any TaskExecutor)?, giveBack: @escaping @Sendable ((any TaskExecutor)?) -> Void
  ) {
    self.take = take
    self.giveBack = giveBack
  }

  /// All scenarios in the cooperative pool.
  package static let pool = ScenarioThreads(take: { nil }, giveBack: { _ in })
}
