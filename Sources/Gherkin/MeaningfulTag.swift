import Diagnostics

/// A tag that is more than a label: `@id:USR-01`, `@prio:must`, `@safe`.
struct MeaningfulTag {
  enum Kind: String, CaseIterable {
    case id, req, area, prio, role, form, needs, only, not, lock, known, retry, safe, mode, examples
  }

  /// What a tag stands on, as it is spoken.
  enum Place: String {
    case feature = "a feature"
    case rule = "a rule"
    case scenario = "a scenario"
    case examples = "examples"
  }

  let kind: Kind
  /// What stands behind the colon; nil without one.
  let value: String?

  /// nil for a tag that is free.
  init?(_ name: String) {
    let parts = name.dropFirst().split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    guard let first = parts.first, let kind = Kind(rawValue: String(first)) else { return nil }
    self.kind = kind
    value = parts.count > 1 ? String(parts[1]) : nil
  }

  /// The meaningful tag within two edits, as it is written (`@id:`).
  ///
  /// A tag is compared up to its colon; a tag without one differs by that from those that need it. Two letters that
  /// are both wrong are another word.
  static func nearest(to name: String) -> String? {
    let body = name.dropFirst()
    if words.contains(body.prefix { $0 != ":" }.lowercased()) { return nil }
    let head = body.contains(":") ? String(body.prefix { $0 != ":" }) + ":" : String(body)
    var best: (distance: Int, name: String)?
    for kind in Kind.allCases {
      let wanted = kind.head
      let distance = editDistance(Array(head.lowercased().unicodeScalars), Array(wanted.unicodeScalars))
      if distance <= 2, distance < kind.rawValue.count, distance < best?.distance ?? .max {
        best = (distance, "@" + wanted)
      }
    }
    return best?.name
  }

  /// What is near a tag of ours and means something else in an LMS.
  private static let words: Set<String> = ["forum", "forums"]

  /// What the value should be, what is wrong with it, and what to do.
  struct Problem {
    var expected: String
    var found: String
    var hint: String
  }

  var problem: Problem? {
    if kind == .safe {
      guard value != nil else { return nil }
      return Problem(expected: "@safe without a value", found: "it takes none", hint: "write @safe")
    }
    guard let value, !value.isEmpty else {
      return Problem(expected: "a value behind @\(kind.rawValue):", found: "none", hint: "write \(kind.example)")
    }
    switch kind {
    case .prio: return choice(value, of: ["must", "should", "could"])
    case .mode: return choice(value, of: ["api", "hybrid", "human"])
    case .form: return choice(value, of: ["uat", "oat", "contract", "regulatory"])
    case .retry:
      if let times = Int(value), times > 0, value.utf8.first != UInt8(ascii: "+") { return nil }
      return Problem(expected: "how often to repeat", found: "not a whole number from 1", hint: "write \(kind.example)")
    case .known: return known(value)
    default: return nil
    }
  }

  private func choice(_ value: String, of choices: [String]) -> Problem? {
    guard !choices.contains(value) else { return nil }
    let near = nearestName(to: value, among: choices)
    return Problem(
      expected: "@\(kind.rawValue): with \(choices.dropLast().joined(separator: ", ")) or \(choices.last ?? "")",
      found: "none of these",
      hint: near.map { "did you mean @\(kind.rawValue):\($0)?" } ?? "write \(kind.example)")
  }

  /// `F-0012,until=2027-01-31`
  private func known(_ value: String) -> Problem? {
    let parts = value.split(separator: ",", omittingEmptySubsequences: false)
    let isWhole =
      parts.count == 2 && !parts[0].isEmpty && parts[1].hasPrefix("until=") && Self.isDate(parts[1].dropFirst(6))
    return isWhole
      ? nil
      : Problem(
        expected: "a finding and the day until which it is known", found: "not of this form",
        hint: "write \(kind.example)")
  }

  private static func isDate(_ text: Substring) -> Bool {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.map(\.utf8.count) == [4, 2, 2], text.utf8.allSatisfy({ $0 == 0x2D || (0x30...0x39).contains($0) }),
      let year = Int(parts[0]), let month = Int(parts[1]), let day = Int(parts[2]), (1...12).contains(month)
    else { return false }
    let isLeap = year.isMultiple(of: 4) && (!year.isMultiple(of: 100) || year.isMultiple(of: 400))
    let days = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    return (1...days[month - 1]).contains(day)
  }
}

extension MeaningfulTag.Kind {
  fileprivate var head: String { self == .safe ? rawValue : rawValue + ":" }

  var places: [MeaningfulTag.Place] {
    switch self {
    case .id: [.scenario]
    case .examples: [.examples]
    default: [.feature, .rule, .scenario, .examples]
    }
  }

  var isRepeatable: Bool {
    switch self {
    case .id, .prio, .retry, .safe, .mode, .examples: false
    default: true
    }
  }

  fileprivate var example: String {
    switch self {
    case .id: "@id:USR-01"
    case .req: "@req:USR-R1"
    case .area: "@area:USR"
    case .prio: "@prio:must"
    case .role: "@role:learner"
    case .form: "@form:uat"
    case .needs: "@needs:grading"
    case .only: "@only:moodle"
    case .not: "@not:kolibri"
    case .lock: "@lock:mailbox"
    case .known: "@known:F-0012,until=2027-01-31"
    case .retry: "@retry:2"
    case .safe: "@safe"
    case .mode: "@mode:api"
    case .examples: "@examples:grades.csv"
    }
  }
}
