import Crypto
import Foundation
package import RunModel

/// Chooses what the next round holds.
///
/// Retests of open findings; scenarios whose text or requirement changed; must scenarios that never passed on the new
/// site; what never came to a verdict; and a tenth of the rest, which passed, so that a fix that broke something else has
/// a chance to be seen. The tenth is chosen by a hash of scenario and round: another tenth each round, and the same one
/// whenever the choice is made again.
package struct RoundRule: Sendable {
  package var round: Int
  /// State of the round before; results of another site are joined like the others, for a tenth of those that passed
  /// there is enough.
  package var results: [JoinedResult]
  /// Earlier rounds on the site of the new one.
  package var roundsOnSite: Set<Int>
  package var findings: [Finding]
  /// Requirements whose text is not what it was when the round before began.
  package var changedRequirements: Set<String>

  package static let sampleShare = 10

  package init(
    round: Int, results: [JoinedResult], roundsOnSite: Set<Int> = [], findings: [Finding] = [],
    changedRequirements: Set<String> = []
  ) {
    self.round = round
    self.results = results
    self.roundsOnSite = roundsOnSite
    self.findings = findings
    self.changedRequirements = changedRequirements
  }

  /// - Parameter planned: the scenarios as they are written today, in order; each comes at most once.
  package func choose(from planned: [PlannedScenario]) -> [RoundScenario] {
    let before = Dictionary(results.map { (Key($0.scenario.scenario), $0) }) { first, _ in first }
    let open = Dictionary(grouping: findings.filter(\.isOpen)) { Key(id: $0[.scenario], example: $0[.exampleKey]) }
    var chosen: [(place: Int, scenario: RoundScenario)] = []
    var rest: [(place: Int, scenario: PlannedScenario)] = []
    for (place, scenario) in planned.enumerated() where scenario.notApplicable == nil {
      let key = Key(scenario)
      if let why = why(scenario, before[key], (open[key] ?? []).map(\.id).sorted()) {
        chosen.append((place, Self.made(scenario, why)))
      } else {
        rest.append((place, scenario))
      }
    }
    let count = (rest.count + Self.sampleShare - 1) / Self.sampleShare
    let sample = rest.map { (rank($0.scenario), $0) }.sorted { $0.0 < $1.0 }.prefix(count).map(\.1)
    chosen += sample.map { ($0.place, Self.made($0.scenario, .sample)) }
    return chosen.sorted { $0.place < $1.place }.map(\.scenario)
  }

  private func why(_ scenario: PlannedScenario, _ before: JoinedResult?, _ findings: [String]) -> RoundScenario.Why? {
    if !findings.isEmpty { return .retest(findings) }
    guard let before else { return .new }
    if before.origin?.staleness == .scenario || before.scenario.scenario.revision != scenario.revision {
      return .scenarioChanged
    }
    let changed = scenario.values(of: "req").filter(changedRequirements.contains)
    if !changed.isEmpty { return .requirementChanged(changed) }
    let isGood = Self.good.contains(before.outcome)
    let isOnSite = before.origin.map { roundsOnSite.contains($0.round) } ?? false
    if scenario.values(of: "prio").contains("must"), !isGood || !isOnSite { return .must }
    return isGood || before.outcome == .notApplicable ? nil : .unfinished
  }

  private static let good: Set<Outcome> = [.passed, .passedWithRemark]

  private func rank(_ scenario: PlannedScenario) -> String {
    hex(Array(SHA256.hash(data: Data("\(round)\0\(scenario.id)\0\(scenario.exampleKey)".utf8))))
  }

  private static func made(_ scenario: PlannedScenario, _ why: RoundScenario.Why) -> RoundScenario {
    RoundScenario(id: scenario.id, exampleKey: scenario.exampleKey, title: scenario.title, why: why)
  }

  private struct Key: Hashable {
    var id: String
    var example: String

    init(id: String, example: String) {
      self.id = id
      self.example = example
    }

    init(_ scenario: PlannedScenario) { self.init(id: scenario.id, example: scenario.exampleKey) }
  }
}

extension Requirement {
  /// Of what it says: another one means that what was tested may not be what is asked any more.
  package var digest: String { hex(sha256(Array("\(id)\0\(area)\0\(text)\0\(risk)".utf8)).prefix(8)) }
}
