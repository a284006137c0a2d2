import Diagnostics
package import RunModel
import Spreadsheets

/// What a pack of scenarios covers: areas and roles, and each requirement with the scenarios that show it.
///
/// A scenario counts once, whatever number of examples and languages it is written in: a result belongs to its id.
package struct ScenarioCoverage: Sendable {
  package struct Scenario: Sendable, Hashable {
    package var id: String
    package var name: String
    package var areas: [String]
    package var roles: [String]
    package var requirements: [String]
    package var priority: String
    package var judge: ScenarioJudge
  }

  package struct Line: Sendable {
    package var requirement: Requirement
    package var scenarios: [Scenario]
    /// nil: no scenario names it.
    package var judge: ScenarioJudge?
  }

  /// In order of id.
  package let scenarios: [Scenario]
  /// The norm in its order; after it ids that only scenarios name, with an empty text.
  package let lines: [Line]
  /// How many of the lines are of the norm; all of them when there is none.
  package let listed: Int
  /// Areas of requirements and scenarios, in their order.
  package let areas: [String]
  /// Keys of roles, in the vocabulary's order.
  package let roles: [String]

  /// - Parameters:
  ///   - norm: the requirements that have to be covered; empty: those that scenarios name.
  ///   - roles: all keys there are, in order.
  ///   - isAutomated: whether the target's adapter does a step itself.
  package init(
    _ planned: [PlannedScenario], norm: [Requirement], roles: [String], isAutomated: (PlannedStep) -> Bool
  ) {
    var order: [String] = []
    var examples: [String: [PlannedScenario]] = [:]
    for scenario in planned {
      if examples[scenario.id] == nil { order.append(scenario.id) }
      examples[scenario.id, default: []].append(scenario)
    }
    scenarios = order.sorted().compactMap { id in
      guard let all = examples[id], let first = all.first else { return nil }
      let judge = ScenarioJudge.together(all.map { ScenarioJudge($0, isAutomated: isAutomated) }) ?? .notApplicable
      return Scenario(
        id: id, name: first.name, areas: first.values(of: "area"), roles: first.values(of: "role"),
        requirements: first.values(of: "req"), priority: first.values(of: "prio").first ?? "", judge: judge)
    }
    var showing: [String: [Scenario]] = [:]
    for scenario in scenarios {
      for id in Set(scenario.requirements) { showing[id, default: []].append(scenario) }
    }
    let known = Set(norm.map(\.id))
    let others = showing.keys.filter { !known.contains($0) }.sorted()
      .map { Requirement(id: $0, area: "", text: "", source: "", risk: "") }
    listed = norm.isEmpty ? others.count : norm.count
    lines = (norm + others).map { requirement in
      let own = showing[requirement.id] ?? []
      return Line(requirement: requirement, scenarios: own, judge: ScenarioJudge.together(own.map(\.judge)))
    }
    var areas: [String] = []
    for area in norm.map(\.area) + scenarios.flatMap(\.areas) where !area.isEmpty && !areas.contains(area) {
      areas.append(area)
    }
    self.areas = areas
    let used = Set(scenarios.flatMap(\.roles))
    self.roles = roles.filter(used.contains) + used.subtracting(roles).sorted()
  }

  /// Requirements that no scenario names.
  package var uncovered: [Requirement] { lines.filter { $0.judge == nil }.map(\.requirement) }
  /// Requirements whose scenarios compare nothing and ask nobody.
  package var unjudged: [Requirement] { lines.filter { $0.judge == .nobody }.map(\.requirement) }
  /// Ids that scenarios name and the norm does not know.
  package var unknown: [String] { lines.filter { $0.requirement.text.isEmpty }.map(\.requirement.id) }

  package func count(_ area: String, role: String? = nil) -> Int {
    scenarios.count { $0.areas.contains(area) && (role.map($0.roles.contains) ?? true) }
  }

  /// Of the norm, or of all where there is none.
  package func count(_ judge: ScenarioJudge?) -> Int { lines.prefix(listed).count { $0.judge == judge } }
}

extension ScenarioCoverage {
  /// One row a requirement and scenario; a requirement that nothing covers has one row. Keys stay English.
  package var csv: [UInt8] {
    var writer = CSVWriter(.programs)
    writer.row(["requirement", "area", "text", "risk", "scenario", "name", "priority", "roles", "judged by"])
    for line in lines {
      let requirement = line.requirement
      let head = [requirement.id, requirement.area, requirement.text, requirement.risk]
      for scenario in line.scenarios {
        writer.row(
          (head + [
            scenario.id, scenario.name, scenario.priority, scenario.roles.joined(separator: " "),
            scenario.judge.rawValue,
          ]).map(\.visible))
      }
      if line.scenarios.isEmpty { writer.row((head + ["", "", "", "", "not covered"]).map(\.visible)) }
    }
    return writer.bytes
  }

  /// One row an area, with in how many of its scenarios each role acts or judges; the last row is of all. Keys stay English.
  package var areasCSV: [UInt8] {
    var writer = CSVWriter(.programs)
    writer.row((["area", "scenarios"] + roles).map(\.visible))
    for area in areas {
      writer.row([area.visible, String(count(area))] + roles.map { String(count(area, role: $0)) })
    }
    writer.row(
      ["all", String(scenarios.count)] + roles.map { role in String(scenarios.count { $0.roles.contains(role) }) })
    return writer.bytes
  }
}
