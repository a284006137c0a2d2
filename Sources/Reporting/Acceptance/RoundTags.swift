import Campaign
import RunModel

/// With which tags a scenario counts in a round: those of today, of the run of its result, and of every other run of the
/// round.
///
/// What leaves a pack, an area or a requirement after it failed has failed in it. Whoever agrees on other tags begins a
/// round with them.
struct RoundTags: Sendable {
  private typealias Key = AcceptanceTrail.Key

  /// Each list once, in no order; only of scenarios of which there is more than the result's own.
  private var others: [Key: Set<[String]>] = [:]

  init(_ sources: Criteria.Sources) {
    for scenario in sources.planned ?? [] { others[Key(scenario), default: []].insert(scenario.tags) }
    for run in sources.round.runs {
      for scenario in run.scenarios { others[Key(scenario.scenario), default: []].insert(scenario.scenario.tags) }
    }
  }

  /// One list or more; the result's own first.
  func lists(of scenario: PlannedScenario) -> [[String]] {
    guard let all = others[Key(scenario)] else { return [scenario.tags] }
    return [scenario.tags] + all.subtracting([scenario.tags])
  }

  /// Values of a tag in any of them: `USR-R1` of `@req:USR-R1`.
  func values(of key: String, _ scenario: PlannedScenario) -> Set<String> {
    let start = "@\(key):"
    return Set(lists(of: scenario).joined().filter { $0.hasPrefix(start) }.map { String($0.dropFirst(start.count)) })
  }
}
