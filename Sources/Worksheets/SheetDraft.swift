package import Campaign
package import RunModel

/// The rows for one tester in one role, before the sheet is registered and printed.
package struct SheetDraft: Sendable {
  package struct Row: Sendable {
    let scenario: Heading
    let person: PersonRow
    /// What was said in rounds before, the last word of each tester, and in this one on an earlier wording; oldest first.
    let before: [StoredVerdict]
    /// nil where the machine compared nothing.
    let evidence: MachineEvidence?
  }

  /// What the rows of a scenario say of it: one for all of them, since there may be ten thousands.
  final class Heading: Sendable {
    let title: String
    /// Title and name.
    let text: String
    let requirement: String
    /// Key of a priority; nil for none.
    let priority: String?

    init(_ scenario: PlannedScenario) {
      title = scenario.title
      text = RowWords.scenario(scenario)
      requirement = scenario.values(of: "req").joined(separator: " ")
      priority = scenario.values(of: "prio").first
    }
  }

  /// Empty for whoever comes.
  package var tester: String
  /// Key of a role word; `lead` for what the lead makes ready.
  package var role: String
  /// What the role is called in the sheet's language.
  package var roleName: String
  package var rows: [Row]

  package func request(round: Int, language: String) -> SheetRequest {
    SheetRequest(
      round: round, tester: tester, role: role, language: language,
      rows: rows.map { SheetRequest.Row(id: $0.person.id, fingerprint: $0.person.fingerprint) })
  }
}

extension SheetDraft {
  /// One for each role with rows and each of its testers, the lead's first; scenarios and steps in their order.
  ///
  /// - Parameters:
  ///   - results: of the round so far.
  ///   - before: verdicts of earlier rounds, oldest first.
  ///   - roleNames: key of a role word -> what it is called in the sheet's language.
  /// - Returns: also those with nothing to do, without rows.
  package static func all(
    _ results: [JoinedResult], before: [StoredVerdict] = [], testers: [Tester], texts: Texts,
    roleNames: [String: String]
  ) -> [SheetDraft] {
    var roles: Set<String> = []
    for result in results { for row in result.rows { roles.insert(row.row.sheetRole) } }
    let headings = results.map { Heading($0.scenario.scenario) }
    let said = Dictionary(grouping: before, by: \.row)
    return roles.sorted { ($0 == "lead" ? 0 : 1, $0) < ($1 == "lead" ? 0 : 1, $1) }.flatMap { role in
      let name = self.name(of: role, texts, roleNames)
      let own = role == "lead" ? [] : testers.filter { $0.roles.contains(role) }.map(\.name)
      return (own.isEmpty ? [""] : own).map { tester in
        var wanted: [Row] = []
        // Growing by doubling would leave half of the room unused.
        wanted.reserveCapacity(results.reduce(0) { $0 + $1.rows.count { $0.row.sheetRole == role } })
        for (result, heading) in zip(results, headings) {
          for row in result.rowsForPeople(tester: tester) where row.row.sheetRole == role {
            wanted.append(
              Row(
                scenario: heading, person: row.row, before: (said[row.row.id] ?? []) + row.stale,
                evidence: MachineEvidence(of: row.row, in: result)))
          }
        }
        return SheetDraft(tester: tester, role: role, roleName: name, rows: wanted)
      }
    }
  }

  private static func name(of role: String, _ texts: Texts, _ roleNames: [String: String]) -> String {
    switch role {
    case "lead": texts("lead", "leider")
    case "": texts("tester", "tester")
    default: roleNames[role] ?? role
    }
  }
}

extension PersonRow {
  /// The role whose sheet the row stands on.
  fileprivate var sheetRole: String { isForLead ? "lead" : role }
}
