import RunModel

/// The columns of a worksheet, in their order; the key is what programs see, the label what people see.
///
/// The raw value is the place among all columns, from 0.
enum WorksheetColumn: Int, Sendable, CaseIterable {
  case row, nr, scenario, requirement, priority, role, prepared, actions, expect
  case verdict, observed, severity, kind, evidence, testedAt
  case minutes, device, previous, check

  /// Columns without which a file is no worksheet.
  static let needed: [WorksheetColumn] = [.row, .verdict, .observed, .check]

  var key: String {
    switch self {
    case .row: "row"
    case .nr: "nr"
    case .scenario: "scenario"
    case .requirement: "requirement"
    case .priority: "priority"
    case .role: "role"
    case .prepared: "prepared"
    case .actions: "do"
    case .expect: "expect"
    case .verdict: "verdict"
    case .observed: "observed"
    case .severity: "severity"
    case .kind: "class"
    case .evidence: "evidence"
    case .testedAt: "tested_at"
    case .minutes: "minutes"
    case .device: "device"
    case .previous: "previous"
    case .check: "check"
    }
  }

  func label(_ texts: Texts) -> String {
    switch self {
    case .row: texts("Row", "Rij")
    case .nr: texts("No", "Nr")
    case .scenario: "Scenario"
    case .requirement: texts("Requirement", "Eis")
    case .priority: texts("Priority", "Prioriteit")
    case .role: texts("Role", "Rol")
    case .prepared: texts("Prepared", "Klaargezet")
    case .actions: texts("What to do", "Wat doet u?")
    case .expect: texts("What to expect", "Wat verwacht u?")
    case .verdict: texts("Verdict", "Oordeel")
    case .observed: texts("What did you see?", "Wat zag u?")
    case .severity: texts("Severity", "Ernst")
    case .kind: texts("Kind", "Soort")
    case .evidence: texts("Evidence", "Bewijs")
    case .testedAt: texts("Tested on", "Getest op")
    case .minutes: texts("Minutes", "Minuten")
    case .device: texts("Device", "Apparaat")
    case .previous: texts("Previous", "Eerder")
    // The accent shows in which code page a program saved the file.
    case .check: Self.sentinel
    }
  }

  static let sentinel = "check é"

  /// What a tester fills in, in the order of the sheet.
  static let filled: [WorksheetColumn] = [
    .verdict, .observed, .severity, .kind, .evidence, .testedAt, .minutes, .device,
  ]

  /// What is read back; the other columns are only compared.
  static let read: Set<WorksheetColumn> = Set([.row, .check] + filled)

  /// The column that a header cell names, by key or by either label, in any case.
  static func named(_ cell: String) -> WorksheetColumn? { names[cell.plainWord] }

  private static let names: [String: WorksheetColumn] = {
    var names = ["check": WorksheetColumn.check]
    for column in allCases {
      for name in [column.key, column.label(Texts(language: "en")), column.label(Texts(language: "nl"))] {
        names[name.plainWord] = column
      }
    }
    return names
  }()
}

extension String {
  /// Lower case, spaces at the ends gone and each run of spaces one.
  var plainWord: String {
    lowercased().split { $0.isWhitespace || $0 == "\u{FEFF}" }.joined(separator: " ")
  }
}
