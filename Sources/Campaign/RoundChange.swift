import JSON

/// What the journal says of the life of a round beside its words.
enum RoundChange {
  /// Names of testers and selections can be erased, so they are not part of it.
  static func seal(_ state: String, _ detail: JSONValue) -> String {
    hex(sha256(Array("\(state)\0\((detail["requirements"] ?? .null).text)".utf8)))
  }

  /// - Parameter scenarios: title and why it was chosen, in any order.
  static func seal(_ scenarios: [(title: String, why: String)]) -> String {
    hex(sha256(Array(scenarios.map { "\($0.title)\0\($0.why)" }.sorted().joined(separator: "\n").utf8)))
  }
}
