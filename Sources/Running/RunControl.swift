import Synchronization

/// Lets somebody outside (Ctrl-C, a time limit) end a run that still cleans up after itself.
package final class RunControl: Sendable {
  private struct State {
    var isCancelled = false
    var running: [Int: @Sendable () -> Void] = [:]
  }

  private let state = Mutex(State())

  package init() {}

  package var isCancelled: Bool { state.withLock(\.isCancelled) }

  /// Stops scheduling and cancels the steps that run; clean-up still happens. Safe from any thread, also twice.
  package func cancel() {
    let running = state.withLock { state in
      state.isCancelled = true
      return Array(state.running.values)
    }
    for cancel in running { cancel() }
  }

  /// Runs a scenario's steps so that `cancel` reaches them, and nothing after them.
  ///
  /// - Parameter executor: where they run; a task of its own does not take that from the one that begins it.
  func cancellable<Value: Sendable>(
    _ scenario: Int, on executor: (any TaskExecutor)?, _ body: @escaping @Sendable () async -> Value
  ) async -> Value {
    let task = Task(executorPreference: executor) { await body() }
    let isLate = state.withLock { state in
      state.running[scenario] = { task.cancel() }
      return state.isCancelled
    }
    if isLate { task.cancel() }
    let value = await task.value
    state.withLock { $0.running[scenario] = nil }
    return value
  }
}
