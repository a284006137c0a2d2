package import RunModel

/// What was decided on an earlier frozen report of this campaign, as the journal knows it: a later report must not let a
/// promise be forgotten.
package struct EarlierDecision: Sendable, Hashable {
  package struct Promise: Sendable, Hashable {
    package var reservation: Reservation
    /// The day on which it was met; nil: nobody has said so.
    package var metOn: CalendarDay?

    package init(_ reservation: Reservation, metOn: CalendarDay? = nil) {
      self.reservation = reservation
      self.metOn = metOn
    }

    package func isExpired(on day: CalendarDay) -> Bool { reservation.isExpired(on: metOn ?? day) }
  }

  package var revision: Int
  package var code: String
  package var isRehearsal: Bool
  /// As the decision is called for programs: `accepted-with-reservations`.
  package var value: String
  /// The same for people, in the report's language.
  package var name: String
  package var by: String
  package var on: CalendarDay
  /// Who signed the decision, with what they meant by it; empty: nobody.
  package var signers: [String]
  package var promises: [Promise]

  package init(
    revision: Int, code: String, isRehearsal: Bool, value: String, name: String, by: String, on: CalendarDay,
    signers: [String] = [], promises: [Promise] = []
  ) {
    self.revision = revision
    self.code = code
    self.isRehearsal = isRehearsal
    self.value = value
    self.name = name
    self.by = by
    self.on = on
    self.signers = signers
    self.promises = promises
  }
}

extension EarlierDecision.Promise {
  /// How it stands: for people, in the report's language.
  func state(on day: CalendarDay, _ texts: Texts) -> String {
    guard let metOn else {
      return isExpired(on: day) ? texts("expired", "verlopen") : texts("open", "open")
    }
    return isExpired(on: day)
      ? texts("met late, on \(metOn)", "te laat ingelost, op \(metOn)")
      : texts("met on \(metOn)", "ingelost op \(metOn)")
  }

  /// The same for programs.
  func standing(on day: CalendarDay) -> String {
    if metOn == nil { return isExpired(on: day) ? "expired" : "open" }
    return isExpired(on: day) ? "met-late" : "met"
  }
}
