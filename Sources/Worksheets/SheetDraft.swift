package import Campaign
package import RunModel

/// The rows for one tester in one role, before the sheet is registered and printed.
package struct SheetDraft: Sendable {
  package struct Row: Sendable {
    var scenario: PlannedScenario
    var joined: JoinedRow
    /// What was said in rounds before, the last word of each tester, oldest first.
    var before: [StoredVerdict] = []
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
      rows: rows.map { SheetRequest.Row(id: $0.joined.row.id, fingerprint: $0.joined.row.fingerprint) })
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
    let roles = Set(results.flatMap(\.rows).map { $0.row.isForLead ? "lead" : $0.row.role })
    let said = Dictionary(grouping: before, by: \.row)
    return roles.sorted { ($0 == "lead" ? 0 : 1, $0) < ($1 == "lead" ? 0 : 1, $1) }.flatMap { role in
      let name = self.name(of: role, texts, roleNames)
      let own = role == "lead" ? [] : testers.filter { $0.roles.contains(role) }.map(\.name)
      return (own.isEmpty ? [""] : own).map { tester in
        let wanted = results.flatMap { result in
          result.rowsForPeople(tester: tester).filter { ($0.row.isForLead ? "lead" : $0.row.role) == role }
            .map { Row(scenario: result.scenario.scenario, joined: $0, before: said[$0.row.id] ?? []) }
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
