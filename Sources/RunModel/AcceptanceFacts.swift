/// What the project says about the acceptance itself, beside what was tested: who accepts what from whom.
///
/// Nothing here was measured; reports print it as the project's own words.
package struct AcceptanceFacts: Sendable, Hashable {
  /// nil: the project's name stands for it.
  package var title: String?
  /// Who accepts.
  package var organisation: String?
  /// Who delivered.
  package var supplier: String?
  /// Who is entitled to decide: `the steering group LMS`.
  package var authority: String?
  /// Contract or order, as both sides call it.
  package var contract: String?
  package var place: String?
  /// What is accepted one by one, in the order written; empty: only the whole.
  package var parts: [AcceptancePart]
  package var limitations: [KnownLimitation]
  package var risks: [ResidualRisk]
  /// From the test plan, a sentence each.
  package var deviations: [String]
  /// Contracts may treat use as acceptance.
  package var firstUse: CalendarDay?
  /// The last day on which going back to the old LMS is possible.
  package var backOut: CalendarDay?
  /// Until when the report is kept.
  package var retention: CalendarDay?
  /// Who gets a copy.
  package var distribution: [String]

  package init(
    title: String? = nil, organisation: String? = nil, supplier: String? = nil, authority: String? = nil,
    contract: String? = nil, place: String? = nil, parts: [AcceptancePart] = [], limitations: [KnownLimitation] = [],
    risks: [ResidualRisk] = [], deviations: [String] = [], firstUse: CalendarDay? = nil,
    backOut: CalendarDay? = nil, retention: CalendarDay? = nil, distribution: [String] = []
  ) {
    self.title = title
    self.organisation = organisation
    self.supplier = supplier
    self.authority = authority
    self.contract = contract
    self.place = place
    self.parts = parts
    self.limitations = limitations
    self.risks = risks
    self.deviations = deviations
    self.firstUse = firstUse
    self.backOut = backOut
    self.retention = retention
    self.distribution = distribution
  }
}

/// A part of the delivery that gets a decision of its own.
package struct AcceptancePart: Sendable, Hashable {
  /// The key in the project file; decisions name it.
  package var id: String
  package var title: String
  /// Ids of requirements that belong to it.
  package var requirements: [String]
  /// Areas whose requirements and scenarios belong to it: `USR`.
  package var areas: [String]

  package init(id: String, title: String, requirements: [String] = [], areas: [String] = []) {
    self.id = id
    self.title = title
    self.requirements = requirements
    self.areas = areas
  }
}

/// Something that the delivery does not do, and everybody knows it.
package struct KnownLimitation: Sendable, Hashable {
  package var text: String
  package var effect: String
  package var whom: String
  package var until: CalendarDay?

  package init(text: String, effect: String = "", whom: String = "", until: CalendarDay? = nil) {
    self.text = text
    self.effect = effect
    self.whom = whom
    self.until = until
  }
}

/// What may still go wrong after acceptance, and who takes that.
package struct ResidualRisk: Sendable, Hashable {
  package var risk: String
  package var chance: String
  package var effect: String
  package var measure: String
  package var acceptedBy: String

  package init(risk: String, chance: String = "", effect: String = "", measure: String = "", acceptedBy: String = "") {
    self.risk = risk
    self.chance = chance
    self.effect = effect
    self.measure = measure
    self.acceptedBy = acceptedBy
  }
}
