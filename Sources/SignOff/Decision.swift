package import JSON
package import RunModel

/// What the customer decides about a frozen report.
package struct Decision: Sendable, Hashable {
  package enum Value: String, Sendable, CaseIterable {
    case accepted
    case acceptedWithReservations = "accepted-with-reservations"
    case rejected
    case deferred
    /// Comes about when parts differ; nobody chooses it.
    case partly

    package static let choices = allCases.filter { $0 != .partly }
  }

  package struct Part: Sendable, Hashable {
    package var name: String
    package var value: Value

    package init(name: String, value: Value) {
      self.name = name
      self.value = value
    }
  }

  /// Of the whole: what all parts have in common, or `partly`.
  package var value: Value
  package var parts: [Part]
  /// The person who decides, as the list of signers names them.
  package var by: String
  package var grounds: [String]
  package var reservations: [Reservation]
  /// The day from which it holds.
  package var effective: CalendarDay
  /// When a guarantee or trial period begins, and when the LMS is or was first used for real.
  package var guaranteeFrom: CalendarDay?
  package var firstUse: CalendarDay?
  /// Whether the moment until which one could go back to the old LMS has passed; nil: nobody said.
  package var isBackOutPassed: Bool?
  /// Of a postponed decision: when it is looked at again, and what is missing until then.
  package var next: CalendarDay?
  package var missing: [String]

  package init(
    value: Value, parts: [Part] = [], by: String, grounds: [String] = [], reservations: [Reservation] = [],
    effective: CalendarDay, guaranteeFrom: CalendarDay? = nil, firstUse: CalendarDay? = nil,
    isBackOutPassed: Bool? = nil, next: CalendarDay? = nil, missing: [String] = []
  ) {
    self.value = value
    self.parts = parts
    self.by = by
    self.grounds = grounds
    self.reservations = reservations
    self.effective = effective
    self.guaranteeFrom = guaranteeFrom
    self.firstUse = firstUse
    self.isBackOutPassed = isBackOutPassed
    self.next = next
    self.missing = missing
  }

  /// What parts come to together.
  package static func whole(of parts: [Value]) -> Value? {
    guard let first = parts.first else { return nil }
    return parts.allSatisfy { $0 == first } ? first : .partly
  }

  /// True when something is accepted by it.
  package var accepts: Bool {
    let values = parts.isEmpty ? [value] : parts.map(\.value)
    return values.contains { $0 == .accepted || $0 == .acceptedWithReservations }
  }

  package var rejects: Bool { value == .rejected || parts.contains { $0.value == .rejected } }
  package var defers: Bool { value == .deferred || parts.contains { $0.value == .deferred } }
}

extension Decision {
  package var json: JSONValue {
    .object(
      [
        JSONMember("value", .string(value.rawValue)),
        JSONMember(
          "parts", .array(parts.map { ["name": .string($0.name), "value": .string($0.value.rawValue)] })),
        JSONMember("by", .string(by)), JSONMember("grounds", .strings(grounds)),
        JSONMember("reservations", .array(reservations.map(\.json))),
        JSONMember("effective", .string(effective.description)), JSONMember("guarantee_from", Self.day(guaranteeFrom)),
        JSONMember("first_use", Self.day(firstUse)), JSONMember("next", Self.day(next)),
        JSONMember("missing", .strings(missing)),
        // Entries are compared byte for byte with what is written here: those from before the field have no such key.
      ] + (isBackOutPassed.map { [JSONMember("back_out_passed", .bool($0))] } ?? []))
  }

  package init?(_ json: JSONValue) {
    guard let value = json["value"]?.string.flatMap(Value.init), let by = json["by"]?.string,
      let grounds = json["grounds"]?.texts, let reservations = Reservation.list(json["reservations"]),
      let effective = json["effective"]?.string.flatMap({ CalendarDay($0) }), let missing = json["missing"]?.texts
    else { return nil }
    let parts = (json["parts"]?.array ?? []).compactMap { part -> Part? in
      guard let name = part["name"]?.string, let value = part["value"]?.string.flatMap(Value.init) else { return nil }
      return Part(name: name, value: value)
    }
    func day(_ key: String) -> CalendarDay? { json[key]?.string.flatMap { CalendarDay($0) } }
    self.init(
      value: value, parts: parts, by: by, grounds: grounds, reservations: reservations, effective: effective,
      guaranteeFrom: day("guarantee_from"), firstUse: day("first_use"),
      isBackOutPassed: json["back_out_passed"]?.bool, next: day("next"), missing: missing)
  }

  private static func day(_ day: CalendarDay?) -> JSONValue { day.map { .string($0.description) } ?? .null }
}

extension Texts {
  package func name(_ value: Decision.Value) -> String {
    switch value {
    case .accepted: self("Accepted", "Geaccepteerd")
    case .acceptedWithReservations: self("Accepted with reservations", "Geaccepteerd onder voorbehoud")
    case .rejected: self("Rejected", "Afgekeurd")
    case .deferred: self("Decision postponed", "Besluit aangehouden")
    case .partly: self("Partly accepted", "Gedeeltelijk geaccepteerd")
    }
  }

  func yesOrNo(_ value: Bool) -> String { value ? self("yes", "ja") : self("no", "nee") }

  package func advised(_ value: Advice.Value) -> String {
    switch value {
    case .go: self("Release", "Vrijgeven")
    case .goWithConditions: self("Release with conditions", "Vrijgeven onder voorwaarden")
    case .noGo: self("Do not release", "Niet vrijgeven")
    }
  }
}
