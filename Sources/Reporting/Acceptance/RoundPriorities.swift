import Campaign
import RunModel

/// Which priority a scenario counts with in a round: the strictest of what the features say today, what the run of its
/// result was planned with, and what any other run of the round was planned with.
///
/// A scenario that was not executed must not leave a criterion because somebody lowered its priority afterwards. Whoever
/// agrees on another priority begins a round with it.
struct RoundPriorities: Sendable {
  /// The strictest first.
  private static let order = ["must", "should", "could"]

  private typealias Key = AcceptanceTrail.Key

  /// Rank in `order`; nil for one without a priority.
  private var today: [Key: Int?] = [:]
  /// The strictest that a run was planned with, with that run.
  private var planned: [Key: (rank: Int, run: Int)] = [:]

  init(_ sources: Criteria.Sources) {
    for scenario in sources.planned ?? [] { today.updateValue(Self.rank(of: scenario), forKey: Key(scenario)) }
    for result in sources.results { take(result.scenario.scenario, run: result.origin?.run ?? 0) }
    for result in sources.withdrawn { take(result.scenario.scenario, run: result.origin?.run ?? 0) }
    for run in sources.round.runs {
      for scenario in run.scenarios { take(scenario.scenario, run: run.number) }
    }
  }

  private mutating func take(_ scenario: PlannedScenario, run: Int) {
    let key = Key(scenario)
    let known = planned[key]?.rank ?? Self.order.count
    guard known > 0, let rank = Self.rank(of: scenario), rank < known else { return }
    planned[key] = (rank, run)
  }

  /// nil for one without a priority.
  private static func rank(of scenario: PlannedScenario) -> Int? {
    scenario.values(of: "prio").compactMap(order.firstIndex).min()
  }

  /// True in one priority at most: who is must is not should, too.
  func isCounted(_ scenario: PlannedScenario, as priority: String) -> Bool {
    let key = Key(scenario)
    let ranks = [today[key] ?? nil, planned[key]?.rank].compactMap(\.self)
    return ranks.min().map { Self.order[$0] == priority } ?? false
  }

  /// What was lowered, a sentence each, with the run that was planned with more.
  func notes(on results: [JoinedResult], _ priority: String, _ texts: Texts) -> [String] {
    results.compactMap { result in
      let scenario = result.scenario.scenario
      let key = Key(scenario)
      // What is not known of today was not lowered.
      guard let was = planned[key], let isNow = today[key], was.rank < isNow ?? Self.order.count else { return nil }
      let name = texts.name(priority: priority)
      let now = isNow.map { texts.name(priority: Self.order[$0]) } ?? texts("without a priority", "zonder prioriteit")
      let run = was.run
      return texts(
        "\(scenario.title) is counted as \(name), with which run \(run) was planned; today it is \(now)",
        "\(scenario.title) telt als \(name), zoals gepland in run \(run); nu is het \(now)")
    }
  }
}

extension JoinedResult {
  /// `no longer in the features; run 3, round 1: failed`, by the machine's word: nobody is asked about it any more.
  func lastWords(_ texts: Texts) -> String {
    let outcome = texts.name(scenario.result?.outcome ?? .broken)
    let place = origin.map { texts("run \($0.run), round \($0.round)", "run \($0.run), ronde \($0.round)") } ?? ""
    return texts("no longer in the features; ", "staat niet meer in de features; ") + "\(place): \(outcome)"
  }
}
