package import RunModel

/// Which scenario may start now: plan order, but never two at once when one writes what the other touches.
///
/// Pure and synchronous. Locks are taken when a scenario is scheduled, never while holding another.
package struct Schedule: Sendable {
  private var waiting: [PlannedScenario]
  private var running: [Int: PlannedScenario] = [:]
  private var readers: [String: Int] = [:]
  private var writers: [String: Int] = [:]
  private var locks: Set<String> = []
  /// How far ahead of a blocked scenario to look for one that may start.
  private static let window = 256

  package init(_ scenarios: [PlannedScenario]) {
    waiting = scenarios.reversed()
  }

  package var isEmpty: Bool { waiting.isEmpty }

  /// Takes the first scenario that conflicts with nothing running; nil when all must wait.
  package mutating func next() -> PlannedScenario? {
    for distance in 0..<min(waiting.count, Self.window) {
      let place = waiting.count - 1 - distance
      guard mayStart(waiting[place]) else { continue }
      let scenario = waiting.remove(at: place)
      start(scenario)
      return scenario
    }
    return nil
  }

  package mutating func finished(_ index: Int) {
    guard let scenario = running.removeValue(forKey: index) else { return }
    for touch in scenario.touches {
      release(touch.thing, in: touch.writes ? \.writers : \.readers)
    }
    locks.subtract(scenario.locks)
  }

  private func mayStart(_ scenario: PlannedScenario) -> Bool {
    if locks.contains("*") { return false }
    if scenario.locks.contains("*"), !running.isEmpty { return false }
    if !locks.isDisjoint(with: scenario.locks) { return false }
    return scenario.touches.allSatisfy { touch in
      writers[touch.thing] == nil && (!touch.writes || readers[touch.thing] == nil)
    }
  }

  private mutating func start(_ scenario: PlannedScenario) {
    running[scenario.index] = scenario
    for touch in scenario.touches {
      if touch.writes { writers[touch.thing, default: 0] += 1 } else { readers[touch.thing, default: 0] += 1 }
    }
    locks.formUnion(scenario.locks)
  }

  private mutating func release(_ thing: String, in holders: WritableKeyPath<Schedule, [String: Int]>) {
    let left = (self[keyPath: holders][thing] ?? 0) - 1
    self[keyPath: holders][thing] = left > 0 ? left : nil
  }
}
