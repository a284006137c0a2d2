/// Something that was found and has to be dealt with: folded from its changes, oldest first.
///
/// Values are kept as texts by field, so that a change, an export and a journal line speak of the same names.
package struct Finding: Sendable, Hashable {
  /// What a finding says; the raw value is the name that exports, `--json` and the journal use.
  package enum Field: String, Sendable, CaseIterable {
    /// `machine`, `person`, `remark`, `extra`, `lead`: who or what came upon it.
    case origin
    case scenario
    case exampleKey = "example"
    /// Scenario and example as people read them.
    case title
    case row, ordinal
    /// The step it was found at, as written.
    case step
    case cause, revision, round, run
    /// Short code of the site's fingerprint in that round.
    case site
    case reporter
    case summary, steps, expected, observed, evidence, requirement
    /// Who said the same row wrong after the reporter, and in which words: of one change only, so that each can be erased
    /// by itself. `observed` holds the words of all.
    case alsoBy = "also_by"
    case also
    case status, severity, priority, contractual, owner, due, disposition, workaround
    case kind = "class"
    case fixedIn = "fixed_in"
    case duplicateOf = "duplicate_of"
    /// `passed` or `failed`, by whom, and in what: `run 4`, `R-7K2QXBM`.
    case retest
    case retestedBy = "retested_by"
    case retestedIn = "retested_in"
    /// What came last before it was called fixed: only what comes later is a retest.
    case fixedAfterRun = "fixed_after_run"
    case fixedAfterVerdict = "fixed_after_verdict"
    case fixedInRound = "fixed_in_round"

    /// May hold what somebody wrote about themselves or others: never in the journal as it is.
    package var isPersonal: Bool {
      switch self {
      case .reporter, .summary, .steps, .expected, .observed, .evidence, .owner, .workaround, .retestedBy: true
      case .alsoBy, .also: true
      default: false
      }
    }

    /// What the lead changes by command or in a list that comes back.
    package static let editable: [Field] = [
      .status, .severity, .kind, .priority, .contractual, .owner, .due, .disposition, .workaround, .fixedIn,
    ]
  }

  /// From 1.
  package var number: Int
  package var values: [Field: String]
  /// Seconds since 1970 of the first change.
  package var foundAt: Double
  package var changes: [FindingChange]
  /// Where it was found: by the machine, the targets of the runs that saw it; by people, those on which the scenario was
  /// run, for a worksheet names none. nil where nobody can tell: then it is everybody's.
  package var targets: Set<String>?

  package init(number: Int, values: [Field: String], foundAt: Double = 0, changes: [FindingChange] = []) {
    self.number = number
    self.values = values
    self.foundAt = foundAt
    self.changes = changes
  }

  /// Folds the next change into what the finding says; the words of one more person stand below those before, and so
  /// do files that come later.
  package mutating func take(_ change: FindingChange) {
    let (observed, evidence) = (self[.observed], self[.evidence])
    values.merge(change.values) { $1 }
    if !evidence.isEmpty, let more = change.values[.evidence], !more.isEmpty {
      values[.evidence] = "\(evidence)\n\(more)"
    }
    if let also = change.values[.also], !also.isEmpty {
      let line = "\(change.values[.alsoBy] ?? ""): \(also)"
      values[.observed] = observed.isEmpty ? line : "\(observed)\n\(line)"
    }
    (values[.also], values[.alsoBy]) = (nil, nil)
    changes.append(change)
  }

  /// `F-0001`.
  package var id: String { Self.id(number) }

  package static func id(_ number: Int) -> String {
    let digits = String(number)
    return "F-" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
  }

  /// Reads `F-0012`, `f-12` or `12`; nil for anything else.
  package static func number(_ written: String) -> Int? {
    var word = written.uppercased().filter { !$0.isWhitespace }[...]
    if word.hasPrefix("F-") { word = word.dropFirst(2) }
    guard !word.isEmpty, word.count <= 9, word.utf8.allSatisfy({ (48...57).contains($0) }) else { return nil }
    return Int(word).flatMap { $0 > 0 ? $0 : nil }
  }

  /// Empty when nothing was said.
  package subscript(field: Field) -> String { values[field] ?? "" }

  package var status: FindingStatus { FindingStatus(rawValue: self[.status]) ?? .new }
  /// nil until somebody rates it; it then counts as the worst that a criterion asks about.
  package var severity: Severity? { Severity(rawValue: self[.severity]) }
  package var kind: FindingClass? { FindingClass(rawValue: self[.kind]) }
  package var priority: FindingPriority? { FindingPriority(rawValue: self[.priority]) }
  package var disposition: Disposition? { Disposition(rawValue: self[.disposition]) }
  package var ordinal: Int? { Int(self[.ordinal]) }
  package var isOpen: Bool { status.isOpen }
  /// True also when nobody can tell.
  package func isAbout(target: String) -> Bool { targets?.contains(target) ?? true }
  package var isByMachine: Bool { self[.origin] == "machine" }
  package var requirements: [String] { self[.requirement].split(separator: " ").map(String.init) }

  /// Open ones first, the worst first, unrated before cosmetic ones, then the oldest.
  package static func byWeight(_ left: Finding, _ right: Finding) -> Bool {
    left.weight != right.weight ? left.weight < right.weight : left.number < right.number
  }

  private var weight: Int {
    let rank =
      switch severity {
      case .blocking: 0
      case .serious: 1
      case nil: 2
      case .moderate: 3
      case .cosmetic: 4
      }
    return isOpen ? rank : rank + 10
  }
}

/// One change of a finding: which fields got which values, who did it, when and why.
package struct FindingChange: Sendable, Hashable {
  /// Seconds since 1970, UTC.
  package var at: Double
  package var actor: String
  package var values: [Finding.Field: String]
  package var reason: String
  /// What stored result or remark it comes from: `run 4 1 USR-03 k`, `verdict 17`; nil for a person's own change.
  package var source: String?

  package init(
    at: Double, actor: String, values: [Finding.Field: String], reason: String = "", source: String? = nil
  ) {
    self.at = at
    self.actor = actor
    self.values = values
    self.reason = reason
    self.source = source
  }
}
