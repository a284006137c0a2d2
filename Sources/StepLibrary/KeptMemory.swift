import JSON

/// What the prelude's `keep` wrote down, on its way into the campaign.
struct KeptMemory {
  private let value: JSONValue

  init(_ value: JSONValue) {
    self.value = value
  }

  /// Values that hold a secret are named as lost, so that a step which needs one ends with that reason.
  ///
  /// - Returns: nil when a secret stands where nothing can be left out, as in the names of own copies.
  func without(_ masker: Masker) -> JSONValue? {
    guard masker.text(value.text) != value.text, case .object(let members) = value else { return value }
    let why: JSONValue = "it holds a secret"
    var lost = members.first { $0.key == "lost" }?.value.members ?? []
    var kept: [JSONMember] = []
    for member in members where member.key != "lost" {
      if masker.text(member.value.text) == member.value.text {
        kept.append(member)
      } else if member.key == "world", case .object(let names) = member.value {
        let open = names.filter { masker.text($0.value.text) == $0.value.text }
        let closed = Set(names.map(\.key)).subtracting(open.map(\.key))
        lost += closed.sorted().map { JSONMember("world.\($0)", why) }
        kept.append(JSONMember("world", .object(open)))
      } else if member.key == "outcome" {
        lost.append(JSONMember("outcome()", why))
      } else if member.key != "ids" {
        return nil
      }
      // Ids are looked up again.
    }
    return .object(kept + [JSONMember("lost", .object(lost))])
  }
}

extension JSONValue {
  fileprivate var members: [JSONMember] {
    if case .object(let members) = self { return members }
    return []
  }
}
