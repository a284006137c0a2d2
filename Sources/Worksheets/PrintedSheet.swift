package import Campaign
import Diagnostics
package import RunModel

/// A registered worksheet with all that is printed on it, as a workbook or as CSV.
package struct PrintedSheet: Sendable {
  /// What stands around the rows.
  package struct Surroundings: Sendable {
    package var project: String
    /// Address of the LMS.
    package var base: String
    /// User name that the tester signs in with; nil when nobody has the role.
    package var account: String?
    package var lead: LeadContact?
    package var briefing: BriefingSettings
    /// What is known already, so that nobody reports it again.
    package var knownIssues: [KnownIssue]
    /// `lmsaccept 0.1.0`.
    package var version: String

    package init(
      project: String, base: String = "", account: String? = nil, lead: LeadContact? = nil,
      briefing: BriefingSettings = BriefingSettings(), knownIssues: [KnownIssue] = [], version: String = ""
    ) {
      self.project = project
      self.base = base
      self.account = account
      self.lead = lead
      self.briefing = briefing
      self.knownIssues = knownIssues
      self.version = version
    }
  }

  package let draft: SheetDraft
  package let issued: IssuedSheet
  let around: Surroundings
  let texts: Texts

  /// - Parameter issued: of the draft's request; its language is the sheet's.
  package init(_ draft: SheetDraft, _ issued: IssuedSheet, _ around: Surroundings) {
    self.draft = draft
    self.issued = issued
    self.around = around
    texts = Texts(language: issued.request.language)
  }

  /// `worksheet-learner-sanne-de-vries-S-7K2QXBM`: safe on every system, and tells sheets apart in a mailbox.
  package var name: String { "\(plainName)-\(issued.id)" }

  /// The same without the id, for a folder that holds the newest issue only.
  package var plainName: String {
    let parts = [texts("worksheet", "werkblad"), draft.roleName, draft.tester].filter { !$0.isEmpty }
    return parts.map(Self.safe).filter { !$0.isEmpty }.joined(separator: "-")
  }

  private static func safe(_ text: String) -> String {
    let kept = text.lowercased().map { $0.isLetter || $0.isNumber ? String($0) : "-" }.joined()
    var name = kept.split(separator: "-").joined(separator: "-")
    // File systems take 255 bytes for all of it.
    while name.utf8.count > 60 { name.removeLast() }
    return name
  }

  /// Rows that ask for what no scenario asked.
  static let freeRows = 3

  static func freeRow(_ number: Int) -> String { "R-NEW-\(number)" }

  func check(_ row: PersonRow) -> String { "\(row.id)/\(row.fingerprint)/\(issued.id)" }

  func check(freeRow number: Int) -> String { "\(Self.freeRow(number))//\(issued.id)" }

  /// What stands in a column of a row; empty where the tester writes.
  ///
  /// - Parameter person: the row's, made once for all of its columns.
  func text(_ column: WorksheetColumn, of row: SheetDraft.Row, _ person: PersonRow, number: Int) -> String {
    let scenario = row.scenario
    switch column {
    case .row: return person.id.text
    case .nr: return String(number)
    case .scenario: return scenario.text
    case .requirement: return scenario.requirement
    case .priority: return scenario.priority.map { texts.name(priority: $0) } ?? ""
    case .role: return draft.roleName
    case .prepared, .actions, .expect: return RowWords.text(column, of: person, texts)
    case .previous: return previous(row)
    case .check: return check(person)
    case .verdict, .observed, .severity, .kind, .evidence, .testedAt, .minutes, .device: return ""
    }
  }

  func text(_ column: WorksheetColumn, freeRow number: Int) -> String {
    switch column {
    case .row: Self.freeRow(number)
    case .role: draft.roleName
    case .check: check(freeRow: number)
    default: Self.freeText(column, texts)
    }
  }

  /// What stands in a column of every free row.
  static func freeText(_ column: WorksheetColumn, _ texts: Texts) -> String {
    switch column {
    case .scenario: texts("Something no row asks for", "Wat geen rij vraagt")
    case .expect:
      texts("Write what you found, and choose what it is.", "Schrijf op wat u vond en kies wat het is.")
    default: ""
    }
  }

  /// Earlier rounds, and this one's words on an earlier wording, one a line; below them what was found.
  private func previous(_ row: SheetDraft.Row) -> String {
    let said = row.before.map { said in
      let round = said.round == issued.request.round ? "" : texts(" (round ", " (ronde ") + "\(said.round))"
      return "\(said.tester): \(texts.name(said.verdict))\(round)"
    }
    return (said + [row.findings.joined(separator: ", ")]).filter { !$0.isEmpty }.joined(separator: "\n")
  }
}

/// A finding that testers need not report again.
package struct KnownIssue: Sendable, Hashable {
  /// `F-0003`.
  package var id: String
  /// Title of the scenario it was found in; empty for none.
  package var scenario: String
  package var summary: String
  /// In the sheet's language.
  package var status: String

  package init(id: String, scenario: String, summary: String, status: String) {
    self.id = id
    self.scenario = scenario
    self.summary = summary
    self.status = status
  }
}
