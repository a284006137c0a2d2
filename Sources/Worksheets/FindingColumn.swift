import RunModel

/// The columns of a list of findings that people change and send back, in their order.
enum FindingColumn: Hashable {
  case id
  case field(Finding.Field)
  /// Why something is changed; empty when the list goes out.
  case reason
  /// Id and fingerprint of what the row said.
  case check

  static let all: [FindingColumn] =
    [.id] + [.title, .summary].map(FindingColumn.field) + Finding.Field.editable.map(FindingColumn.field) + [.reason]
    + [
      .row, .requirement, .steps, .expected, .observed, .evidence, .reporter, .round, .run, .site, .duplicateOf,
      .retest,
    ]
    .map(FindingColumn.field) + [.check]

  static let needed: [FindingColumn] = [.id, .field(.status), .check]

  var isEditable: Bool {
    switch self {
    case .field(let field): Finding.Field.editable.contains(field)
    case .reason: true
    case .id, .check: false
    }
  }

  var key: String {
    switch self {
    case .id: "finding"
    case .field(.title): "scenario"
    case .field(let field): field.rawValue
    case .reason: "reason"
    case .check: "check"
    }
  }

  func label(_ texts: Texts) -> String {
    switch self {
    case .id: texts("Finding", "Bevinding")
    case .reason: texts("Why this change", "Waarom deze wijziging")
    case .check: WorksheetColumn.sentinel
    case .field(let field): Self.label(field, texts)
    }
  }

  private static func label(_ field: Finding.Field, _ texts: Texts) -> String {
    switch field {
    case .title: "Scenario"
    case .summary: texts("Summary", "Samenvatting")
    case .status: "Status"
    case .severity: texts("Severity", "Ernst")
    case .kind: texts("Class", "Soort")
    case .priority: texts("Priority", "Prioriteit")
    case .contractual: texts("Contractual", "Contractueel")
    case .owner: texts("Owner", "Eigenaar")
    case .due: texts("Due", "Uiterlijk")
    case .disposition: texts("Disposition", "Afhandeling")
    case .workaround: texts("Workaround", "Omweg")
    case .fixedIn: texts("Fixed in", "Opgelost in")
    case .row: texts("Row", "Rij")
    case .requirement: texts("Requirement", "Eis")
    case .steps: texts("Steps", "Stappen")
    case .expected: texts("Expected", "Verwacht")
    case .observed: texts("Observed", "Gezien")
    case .evidence: texts("Evidence", "Bewijs")
    case .reporter: texts("Reported by", "Gemeld door")
    case .round: texts("Round", "Ronde")
    case .run: "Run"
    case .site: "Site"
    case .duplicateOf: texts("Duplicate of", "Dubbel met")
    case .retest: texts("Retest", "Hertest")
    default: field.rawValue
    }
  }

  /// The column that a header cell names, by key or by either label, in any case.
  static func named(_ cell: String) -> FindingColumn? {
    let word = cell.plainWord
    return all.first { column in
      [column.key, column.label(Texts(language: "en")), column.label(Texts(language: "nl"))]
        .contains { $0.plainWord == word }
    }
  }
}
