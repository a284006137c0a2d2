/// One criterion for beginning, going on with or leaving a round: what was wanted, what is there, and what stands in the
/// way by name.
package struct Criterion: Sendable, Hashable {
  /// When it is asked for; the id begins with `E`, `S` or `X`.
  package enum Kind: String, Sendable, CaseIterable {
    case entry, suspension, exit
  }

  /// What it comes to. Only `met` and `metByStatement` are met.
  package enum Standing: String, Sendable, CaseIterable {
    case met
    /// A person says so, with name and date: nothing that is stored shows it.
    case metByStatement = "met by statement"
    case notMet = "not met"
    case notMeasured = "not measured"
    /// The project says why it does not apply.
    case notApplicable = "not applicable"
  }

  /// `X1`
  package var id: String
  package var title: String
  /// As people read it: `100 %`, `at most 5`.
  package var norm: String
  package var numerator: Int
  /// nil for a criterion that only counts.
  package var denominator: Int?
  /// nil when nothing was measured or stated: that is not met, but it is not failed either.
  package var isMet: Bool?
  /// Ids of scenarios, findings, rows or requirements that stand in the way; for what was not measured, why.
  package var missing: [String]
  /// What was counted in another way than the features of today alone would have it, a sentence each.
  package var notes: [String]
  /// What a person stated, where stored results cannot tell.
  package var statement: CriterionStatement?
  /// Why the project leaves it out; it is then shown with this reason and counts as nothing.
  package var exemption: String?

  package init(
    id: String, title: String, norm: String, numerator: Int, denominator: Int? = nil, isMet: Bool?,
    missing: [String] = [], notes: [String] = [], statement: CriterionStatement? = nil, exemption: String? = nil
  ) {
    self.id = id
    self.title = title
    self.norm = norm
    self.numerator = numerator
    self.denominator = denominator
    self.isMet = isMet
    self.missing = missing
    self.notes = notes
    self.statement = statement
    self.exemption = exemption
  }

  package var kind: Kind {
    switch id.first {
    case "E": .entry
    case "S": .suspension
    default: .exit
    }
  }

  package var standing: Standing {
    if exemption != nil { return .notApplicable }
    switch isMet {
    case true: return statement == nil ? .met : .metByStatement
    case false: return .notMet
    default: return .notMeasured
    }
  }

  /// True for what stands in the way of `--require-met`.
  package var isOpen: Bool { [.notMet, .notMeasured].contains(standing) }

  /// `96/120`, or `3`; empty when only a statement can tell.
  package var measure: String {
    if isStatedOnly { return "" }
    return denominator.map { "\(numerator)/\($0)" } ?? String(numerator)
  }

  /// Nothing stored can show it.
  package var isStatedOnly: Bool { CriteriaSettings.stateable.contains(id) && denominator == nil }
}

/// What somebody says about a criterion that no stored result can show.
package struct CriterionStatement: Sendable, Hashable {
  package var isMet: Bool
  package var on: CalendarDay
  package var by: String
  /// What it rests on: `report 4.5-TR-7, 212 cases`.
  package var text: String

  package init(isMet: Bool, on: CalendarDay, by: String, text: String = "") {
    self.isMet = isMet
    self.on = on
    self.by = by
    self.text = text
  }
}

/// How much is enough; the project may agree on other numbers.
package struct CriterionNorms: Sendable, Hashable {
  /// Shares in percent.
  package var must = 100
  package var should = 90
  package var highRisk = 100
  /// How many findings may be open.
  package var blocking = 0
  package var serious = 0
  package var moderate = 5
  /// Within how many days from the report moderate ones have to be mended.
  package var moderateDays = 30
  package var cosmetic = 20
  /// Testers who have to judge a scenario that is a whole chain.
  package var chainTesters = 2
  /// Percent of a day's rows that may be blocked before testing stops.
  package var blockedRows = 25

  package init() {}

  package static let standard = CriterionNorms()
}

/// What the project file says about its criteria.
package struct CriteriaSettings: Sendable, Hashable {
  package var norms: CriterionNorms
  /// Id -> why it does not apply.
  package var exemptions: [String: String]
  /// Id -> what somebody stated.
  package var statements: [String: CriterionStatement]
  /// What the site's fingerprint must say, by name, when the tests begin.
  package var site: [String: String]

  package init(
    norms: CriterionNorms = .standard, exemptions: [String: String] = [:],
    statements: [String: CriterionStatement] = [:], site: [String: String] = [:]
  ) {
    self.norms = norms
    self.exemptions = exemptions
    self.statements = statements
    self.site = site
  }

  package static let ids =
    (1...6).map { "E\($0)" } + (1...3).map { "S\($0)" } + (1...12).map { "X\($0)" }

  /// What people state because nothing stored shows it; of E5 only that the testers were briefed, and X8 only where no
  /// scenario compares counts.
  package static let stateable = ["E3", "E4", "E5", "S1", "X8"]
}
