/// One criterion for leaving a round, computed: what was wanted, what is there, and what stands in the way by name.
package struct Criterion: Sendable, Hashable {
  /// `X1`
  package var id: String
  package var title: String
  /// As people read it: `100 %`, `at most 5`.
  package var norm: String
  package var numerator: Int
  /// nil for a criterion that only counts.
  package var denominator: Int?
  /// nil when nothing was measured: that is not met, but it is not failed either.
  package var isMet: Bool?
  /// Ids of scenarios, findings, rows or requirements that stand in the way.
  package var missing: [String]

  package init(
    id: String, title: String, norm: String, numerator: Int, denominator: Int? = nil, isMet: Bool?,
    missing: [String] = []
  ) {
    self.id = id
    self.title = title
    self.norm = norm
    self.numerator = numerator
    self.denominator = denominator
    self.isMet = isMet
    self.missing = missing
  }

  /// `96/120`, or `3`.
  package var measure: String { denominator.map { "\(numerator)/\($0)" } ?? String(numerator) }
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
  package var cosmetic = 20
  /// Testers who have to judge a scenario that is a whole chain.
  package var chainTesters = 2

  package init() {}

  package static let standard = CriterionNorms()
}
