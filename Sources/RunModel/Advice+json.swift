package import JSON

/// What an advice says, as it is kept and signed; when it was given stands beside it.
extension Advice {
  package var json: JSONValue {
    [
      "value": .string(value.rawValue), "by": .string(by), "reasons": .strings(reasons),
      "conditions": .array(conditions.map(\.json)),
    ]
  }

  /// nil when it is not that.
  package init?(_ json: JSONValue, at: Double) {
    guard let value = json["value"]?.string.flatMap(Value.init), let by = json["by"]?.string,
      let reasons = json["reasons"]?.texts, let conditions = Reservation.list(json["conditions"])
    else { return nil }
    self.init(value: value, by: by, at: at, reasons: reasons, conditions: conditions)
  }
}

extension Reservation {
  package var json: JSONValue {
    [
      "id": .string(id), "text": .string(text), "owner": .string(owner), "due": .string(due.description),
      "proof": .string(proof), "consequence": .string(consequence), "about": .strings(about),
    ]
  }

  package init?(_ json: JSONValue) {
    guard let id = json["id"]?.string, let text = json["text"]?.string, let owner = json["owner"]?.string,
      let due = json["due"]?.string.flatMap({ CalendarDay($0) }), let proof = json["proof"]?.string,
      let consequence = json["consequence"]?.string, let about = json["about"]?.texts
    else { return nil }
    self.init(id: id, text: text, owner: owner, due: due, proof: proof, consequence: consequence, about: about)
  }

  package static func list(_ json: JSONValue?) -> [Reservation]? {
    guard let values = json?.array else { return nil }
    let all = values.compactMap(Reservation.init)
    return all.count == values.count ? all : nil
  }

  /// True on the days after it was due.
  package func isExpired(on day: CalendarDay) -> Bool { day > due }
}

extension JSONValue {
  /// A list of texts and nothing else.
  package var texts: [String]? {
    guard let array else { return nil }
    let texts = array.compactMap(\.string)
    return texts.count == array.count ? texts : nil
  }
}
