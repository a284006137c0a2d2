/// What the test lead advises before the customer decides; the customer may decide otherwise.
package struct Advice: Sendable, Hashable {
  package enum Value: String, Sendable, CaseIterable {
    case go
    case goWithConditions = "go-with-conditions"
    case noGo = "no-go"
  }

  package var value: Value
  package var by: String
  /// Seconds since 1970.
  package var at: Double
  /// One sentence each, in the order given; never empty for anything but `go`.
  package var reasons: [String]
  package var conditions: [Reservation]

  package init(value: Value, by: String, at: Double, reasons: [String], conditions: [Reservation] = []) {
    self.value = value
    self.by = by
    self.at = at
    self.reasons = reasons
    self.conditions = conditions
  }
}

/// Something that is still to be done when a delivery is accepted: a condition of an advice or of a decision.
package struct Reservation: Sendable, Hashable {
  /// `C1`, unique in its advice or decision.
  package var id: String
  package var text: String
  package var owner: String
  package var due: CalendarDay
  /// What will show that it was done.
  package var proof: String
  /// What happens when it was not done by then.
  package var consequence: String
  /// Ids of the findings and criteria that it is about: `F-0012`, `X3`.
  package var about: [String]

  /// The finding that it is about; nil for none.
  package var finding: String? { about.first { $0.hasPrefix("F-") } }

  package init(
    id: String, text: String, owner: String, due: CalendarDay, proof: String, consequence: String,
    finding: String? = nil, about: [String] = []
  ) {
    self.id = id
    self.text = text
    self.owner = owner
    self.due = due
    self.proof = proof
    self.consequence = consequence
    self.about = about.isEmpty ? finding.map { [$0] } ?? [] : about
  }
}
