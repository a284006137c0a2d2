package import JSON
package import RunModel

/// That a reservation of the decision was met: said by somebody who may decide, after the decision was signed.
package struct Fulfilment: Sendable, Hashable {
  /// `C1`, as the decision calls it.
  package var reservation: String
  /// As the list of signers names the person.
  package var by: String
  package var on: CalendarDay
  /// What shows it.
  package var proof: String

  package init(reservation: String, by: String, on: CalendarDay, proof: String) {
    self.reservation = reservation
    self.by = by
    self.on = on
    self.proof = proof
  }

  package var json: JSONValue {
    [
      "reservation": .string(reservation), "by": .string(by), "on": .string(on.description), "proof": .string(proof),
    ]
  }

  package init?(_ json: JSONValue) {
    guard let reservation = json["reservation"]?.string, let by = json["by"]?.string,
      let on = json["on"]?.string.flatMap({ CalendarDay($0) }), let proof = json["proof"]?.string
    else { return nil }
    self.init(reservation: reservation, by: by, on: on, proof: proof)
  }
}

/// How a reservation stands on a day.
package enum ReservationState: Sendable, Hashable {
  case open
  case expired
  case met(Fulfilment)
  case metLate(Fulfilment)

  /// - Parameter chain: all entries of the bundle: what is said of another decision's reservation says nothing of this.
  package init(_ reservation: Reservation, in chain: [DecisionEntry], on day: CalendarDay) {
    let decided = chain.lastIndex { $0.decision?.reservations.contains(reservation) ?? false }
    let said = decided.flatMap { decided in
      chain[decided...].lazy.compactMap(\.fulfilment).first { $0.reservation == reservation.id }
    }
    guard let said else {
      self = reservation.isExpired(on: day) ? .expired : .open
      return
    }
    self = reservation.isExpired(on: said.on) ? .metLate(said) : .met(said)
  }
}

extension Texts {
  /// Empty for one that is open and in time.
  package func name(_ state: ReservationState) -> String {
    switch state {
    case .open: ""
    case .expired: self("expired", "verlopen")
    case .met(let said): self("met on \(said.on), \(said.by): ", "ingelost op \(said.on), \(said.by): ") + said.proof
    case .metLate(let said):
      self("met late, on \(said.on), \(said.by): ", "te laat ingelost, op \(said.on), \(said.by): ") + said.proof
    }
  }
}
