package import Campaign
package import RunModel

/// What one tester has to do in one role: the rows of one worksheet, scenario by scenario.
package struct TesterWork: Sendable, Hashable {
  /// One scenario's rows, which are done in one go.
  package struct Item: Sendable, Hashable {
    /// Its title, example and all.
    package var scenario: String
    package var id: String
    package var rows: Int
    /// As expected without interruptions.
    package var minutes: Int
    /// Goes over several roles, so at least two people should judge it.
    package var isChain: Bool

    package init(scenario: String, id: String, rows: Int, minutes: Int, isChain: Bool = false) {
      self.scenario = scenario
      self.id = id
      self.rows = rows
      self.minutes = minutes
      self.isChain = isChain
    }
  }

  package var tester: String
  /// Key of the role word; `lead` for what the lead makes ready, empty for a scenario without roles.
  package var role: String
  /// User name in the LMS; nil when nobody has the role there.
  package var account: String?
  /// On which this tester is there, `2026-12-01`; empty: not said.
  package var days: [String]
  package var items: [Item]

  package init(tester: String, role: String, account: String? = nil, days: [String] = [], items: [Item]) {
    self.tester = tester
    self.role = role
    self.account = account
    self.days = days
    self.items = items
  }

  /// Equal for what one person does: a role that nobody was named for is a person of its own.
  package var hands: String { tester.isEmpty ? "(\(role))" : tester }
  package var rows: Int { items.reduce(0) { $0 + $1.rows } }
  package var minutes: Int { items.reduce(0) { $0 + $1.minutes } }
}

extension TesterWork {
  /// Three minutes for each thing to do, two for each thing to judge, half as much again in a chain.
  private static func minutes(_ rows: [PersonRow], isChain: Bool) -> Int {
    let minutes = rows.reduce(0) { $0 + $1.actions.count * 3 + 2 }
    return isChain ? (minutes * 3 + 1) / 2 : minutes
  }

  /// The work of a round: for each role that has rows, one entry for each of its testers, the lead's first.
  ///
  /// A role without testers gets one entry with an empty name.
  package static func all(_ results: [JoinedResult], project: Project, texts: Texts) -> [TesterWork] {
    let roles = Set(results.flatMap { $0.rows.map { role(of: $0.row) } })
    return roles.sorted { ($0 == "lead" ? 0 : 1, $0) < ($1 == "lead" ? 0 : 1, $1) }.flatMap { role in
      if role == "lead" {
        let name = project.lead?.name ?? texts("the lead", "de leider")
        return [TesterWork(tester: name, role: role, items: items(results, role: role, tester: ""))]
      }
      let testers = project.testers.filter { $0.roles.contains(role) }
      let someone = Tester(name: "", roles: [role])
      return (testers.isEmpty ? [someone] : testers).map { tester in
        TesterWork(
          tester: tester.name, role: role, account: tester.userName(in: role, of: project.people), days: tester.days,
          items: items(results, role: role, tester: tester.name))
      }
    }.filter { !$0.items.isEmpty }
  }

  private static func role(of row: PersonRow) -> String { row.isForLead ? "lead" : row.role }

  private static func items(_ results: [JoinedResult], role: String, tester: String) -> [Item] {
    results.compactMap { result in
      let scenario = result.scenario.scenario
      let rows = result.rowsForPeople(tester: tester).map(\.row).filter { self.role(of: $0) == role }
      if rows.isEmpty { return nil }
      let isChain = scenario.values(of: "area").contains("E2E")
      return Item(
        scenario: scenario.title, id: scenario.id, rows: rows.count, minutes: minutes(rows, isChain: isChain),
        isChain: isChain)
    }
  }
}
