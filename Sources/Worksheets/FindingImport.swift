package import Campaign
package import Diagnostics
package import RunModel
package import Spreadsheets

/// What a list of findings that came back would change, before anything is stored.
///
/// Every row of the file is exactly one of good, stale, duplicate, unknown and damaged; every good row is exactly one of
/// changed, unchanged and refused.
package struct FindingImport: Sendable {
  package struct Counts: Sendable, Hashable {
    package var rows = 0
    package var good = 0
    /// The finding was changed since the list was made.
    package var stale = 0
    /// The finding stands more than once in the file: none of these rows counts.
    package var duplicate = 0
    /// A right id of no finding.
    package var unknown = 0
    /// The id or the check column is not what was handed out, or a cell holds a formula.
    package var damaged = 0
    package var changed = 0
    package var unchanged = 0
    /// A rule or a word stands against it.
    package var refused = 0

    package init() {}
  }

  package struct Change: Sendable, Hashable {
    package var number: Int
    /// What the finding said when the list was made.
    package var fingerprint: String
    package var edit: FindingEdit
    /// `status new -> fixed`, as the preview shows it.
    package var text: String
  }

  package struct Remark: Sendable, Hashable {
    /// 1-based line of the file, or row of the sheet.
    package var line: Int
    package var id: String
    package var text: String
  }

  package var name: String
  package var bytes: [UInt8]
  package var counts = Counts()
  package var changes: [Change] = []
  package var problems: [Remark] = []

  /// Stores what is good; what somebody else changed in between is refused now, row by row.
  /// - Returns: how many findings were changed, and what was refused after all.
  package func apply(to store: CampaignStore) async throws(CampaignProblem) -> (stored: Int, refused: [Remark]) {
    var stored = 0
    var refused: [Remark] = []
    if changes.isEmpty { return (0, []) }
    try await store.keep(findingList: bytes, name: name)
    for change in changes {
      switch try await store.change(change.number, change.edit, seen: change.fingerprint) {
      case .success(let values): stored += values.isEmpty ? 0 : 1
      case .failure(let refusal):
        refused.append(Remark(line: 0, id: Finding.id(change.number), text: refusal.message))
      }
    }
    return (stored, refused)
  }
}

/// Why a file is no list of findings.
package enum FindingListProblem: Error, Sendable {
  case csv(CSVProblem)
  case xlsx(XLSXProblem)
  case noHeader

  package func diagnostic(path: String) -> Diagnostic {
    switch self {
    case .csv(let problem): problem.diagnostic(path: path, text: nil)
    case .xlsx(let problem): problem.diagnostic(path: path)
    case .noHeader:
      Diagnostic(
        .error, "worksheet.no-findings", "\(path): no row names the columns of a list of findings",
        hint: "the header needs at least the columns finding, status and check")
    }
  }
}

extension FindingImport {
  /// Reads a list and says what it would change; stores nothing.
  package static func preview(
    _ bytes: [UInt8], name: String, findings: [Finding]
  ) throws(FindingListProblem) -> FindingImport {
    let rows = try FindingListRow.read(bytes)
    guard let header = rows.prefix(30).firstIndex(where: FindingListRow.isHeader) else { throw .noHeader }
    var reader = FindingListReader(
      header: rows[header], findings: findings, result: FindingImport(name: name, bytes: bytes))
    for row in rows[(header + 1)...] where row.cells.contains(where: { !$0.text.trimmed.isEmpty }) {
      reader.gather(row)
    }
    return reader.finish()
  }
}
