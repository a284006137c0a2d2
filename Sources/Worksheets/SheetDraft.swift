package import Campaign
package import RunModel

/// The rows for one tester in one role, before the sheet is registered and printed.
package struct SheetDraft: Sendable {
  package struct Row: Sendable {
    let scenario: Heading
    let id: RowID
    let fingerprint: String
    private let kind: PersonRow.Kind
    /// Of the step that gives the row its id.
    private let ordinal: Int32
    /// Among the rows of the scenario.
    private let place: Int32
    /// What was said in rounds before, the last word of each tester, and in this one on an earlier wording; oldest first.
    let before: [StoredVerdict]
    /// Ids of what was found on the row in rounds before.
    let findings: [String]

    init(_ row: PersonRow, at place: Int, of scenario: Heading, before: [StoredVerdict], findings: [String]) {
      self.scenario = scenario
      self.place = Int32(place)
      self.before = before
      self.findings = findings
      id = row.id
      fingerprint = row.fingerprint
      kind = row.kind
      ordinal = Int32(row.ordinal)
    }

    /// All of it but the steps that it covers; made anew each time, since ten thousands are better kept packed.
    var person: PersonRow {
      var row = scenario.row(Int(place))
      row.id = id
      row.fingerprint = fingerprint
      row.kind = kind
      row.ordinal = Int(ordinal)
      return row
    }

    /// nil where the machine compared nothing.
    var evidence: MachineEvidence? {
      guard kind == .failed || kind == .open else { return nil }
      return MachineEvidence(of: person, run: scenario.run)
    }
  }

  /// What the rows of a scenario say of it: one for all of them and for all sheets that they stand on.
  final class Heading: Sendable {
    let title: String
    /// Title and name.
    let text: String
    let requirement: String
    /// Key of a priority; nil for none.
    let priority: String?
    /// The run that the machine's part is of.
    let run: Int
    /// A row without what is its own.
    private let blank: PersonRow?
    private let texts: PackedTexts

    init(_ result: JoinedResult) {
      let scenario = result.scenario.scenario
      title = scenario.title
      text = RowWords.scenario(scenario)
      requirement = scenario.values(of: "req").joined(separator: " ")
      priority = scenario.values(of: "prio").first
      run = result.origin?.run ?? result.scenario.begunIn
      let rows = result.rows.map(\.row)
      texts = PackedTexts(
        rows.map { row in
          [row.prepared, row.actions, [row.remark]]
            + [row.expectation, row.expected, row.actual].map { $0.map { [$0] } ?? [] }
        })
      blank = rows.first.map { row in
        var row = row
        (row.prepared, row.actions, row.steps) = ([], [], [])
        (row.expectation, row.expected, row.actual) = (nil, nil, nil)
        return row
      }
    }

    /// The texts of a row; its id, fingerprint, kind and ordinal are another's.
    fileprivate func row(_ place: Int) -> PersonRow {
      guard var row = blank else { preconditionFailure("only a scenario with rows is asked for one") }
      let lists = texts.lists(6, of: place)
      (row.prepared, row.actions, row.remark) = (lists[0], lists[1], lists[2].first ?? "")
      (row.expectation, row.expected, row.actual) = (lists[3].first, lists[4].first, lists[5].first)
      return row
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
      rows: rows.map { SheetRequest.Row(id: $0.id, fingerprint: $0.fingerprint) })
  }
}

extension SheetDraft {
  /// What was said and found in earlier rounds.
  package struct Before: Sendable {
    /// By row, oldest first.
    var verdicts: [RowID: [StoredVerdict]] = [:]
    /// Ids by row; of a merged finding that of the one it went into.
    var findings: [String: [String]] = [:]

    package init() {}

    /// - Parameter round: the sheet's; what was found in it stands under the known issues.
    package init(_ verdicts: [StoredVerdict], _ findings: [Finding], round: Int) {
      self.verdicts = Dictionary(grouping: verdicts, by: \.row)
      for finding in findings where !finding[.row].isEmpty && Int(finding[.round]) ?? round < round {
        let id = finding.status == .duplicate ? finding[.duplicateOf] : finding.id
        let row = finding[.row]
        if !(self.findings[row]?.contains(id) ?? false) { self.findings[row, default: []].append(id) }
      }
    }
  }

  /// What one scenario gives to the sheets.
  package struct Share: Sendable {
    /// Whose rows they are, with the ids of all of them.
    package let rows: (owner: RowCollision.Owner, ids: [RowID])
    /// Keys of the roles that any row is for, open or not.
    let roles: [String]
    let wanted: [(sheet: Sheet, rows: [Row])]

    struct Sheet: Hashable, Sendable {
      var role: String
      /// Empty for whoever comes.
      var tester: String
    }

    /// - Parameter testers: all of the project.
    package init(of result: JoinedResult, before: Before = Before(), testers: [Tester]) {
      rows = (RowCollision.Owner(result.scenario.scenario), result.rows.map(\.row.id))
      roles = Set(result.rows.map(\.row.sheetRole)).sorted()
      let heading = Heading(result)
      let places = Dictionary(result.rows.enumerated().map { ($1.row.id, $0) }) { first, _ in first }
      let sheets = roles.flatMap { role in SheetDraft.names(testers, of: role).map { Sheet(role: role, tester: $0) } }
      wanted = sheets.map { sheet in
        let open = result.rowsForPeople(tester: sheet.tester).filter { $0.row.sheetRole == sheet.role }
        return (
          sheet,
          open.map { row in
            Row(
              row.row, at: places[row.row.id] ?? 0, of: heading,
              before: (before.verdicts[row.row.id] ?? []) + row.stale,
              findings: before.findings[row.row.id.text] ?? [])
          }
        )
      }
    }
  }

  /// One for each role with rows and each of its testers, the lead's first; scenarios and steps in their order.
  ///
  /// - Parameters:
  ///   - shares: of the scenarios of the round so far, in their order.
  ///   - roleNames: key of a role word -> what it is called in the sheet's language.
  /// - Returns: also those with nothing to do, without rows.
  package static func all(
    _ shares: [Share], testers: [Tester], texts: Texts, roleNames: [String: String]
  ) -> [SheetDraft] {
    let roles = shares.reduce(into: Set()) { $0.formUnion($1.roles) }
    var counts: [Share.Sheet: Int] = [:]
    for (sheet, own) in shares.lazy.flatMap(\.wanted) { counts[sheet, default: 0] += own.count }
    // Growing by doubling would leave half of the room unused.
    var rows = counts.mapValues { count in
      var rows: [Row] = []
      rows.reserveCapacity(count)
      return rows
    }
    for (sheet, own) in shares.lazy.flatMap(\.wanted) { rows[sheet, default: []] += own }
    return roles.sorted { ($0 == "lead" ? 0 : 1, $0) < ($1 == "lead" ? 0 : 1, $1) }.flatMap { role in
      names(testers, of: role).map { tester in
        SheetDraft(
          tester: tester, role: role, roleName: name(of: role, texts, roleNames),
          rows: rows[Share.Sheet(role: role, tester: tester)] ?? [])
      }
    }
  }

  /// Testers with a role, in the project's order; one without a name for a role that nobody has.
  private static func names(_ testers: [Tester], of role: String) -> [String] {
    let own = role == "lead" ? [] : testers.filter { $0.roles.contains(role) }.map(\.name)
    return own.isEmpty ? [""] : own
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
