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
    var items: [String: [Item]] = [:]
    for result in results {
      let scenario = result.scenario.scenario
      let isChain = scenario.values(of: "area").contains("E2E")
      let rows = Dictionary(grouping: result.rowsForPeople.map(\.row)) { $0.isForLead ? "lead" : $0.role }
      for (role, rows) in rows {
        items[role, default: []].append(
          Item(
            scenario: scenario.title, id: scenario.id, rows: rows.count, minutes: minutes(rows, isChain: isChain),
            isChain: isChain))
      }
    }
    return items.keys.sorted { ($0 == "lead" ? 0 : 1, $0) < ($1 == "lead" ? 0 : 1, $1) }.flatMap { role in
      if role == "lead" {
        let name = project.lead?.name ?? texts("the lead", "de leider")
        return [TesterWork(tester: name, role: role, account: nil, days: [], items: items[role] ?? [])]
      }
      let testers = project.testers.filter { $0.roles.contains(role) }
      let someone = Tester(name: "", roles: [role])
      return (testers.isEmpty ? [someone] : testers).map { tester in
        TesterWork(
          tester: tester.name, role: role, account: account(of: tester, role: role, in: project), days: tester.days,
          items: items[role] ?? [])
      }
    }
  }

  /// The tester's own account where it has the role, else that of the first person who has.
  private static func account(of tester: Tester, role: String, in project: Project) -> String? {
    let people = project.people.filter { $0.role == role }
    return (people.first { $0.handle == tester.account } ?? people.first)?.username
  }
}

extension JoinedResult {
  /// Rows that belong on a worksheet: those without a verdict, and what failed and nobody has looked at.
  package var rowsForPeople: [JoinedRow] {
    rows.filter { $0.outcome == .awaiting || $0.row.kind == .failed && $0.verdicts.isEmpty }
  }
}
