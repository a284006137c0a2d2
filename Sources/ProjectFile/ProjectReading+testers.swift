import Diagnostics
import RunModel
internal import Yams

extension ProjectReading {
  /// `testers: { Sanne de Vries: { roles: [learner], account: sanne, days: [2026-12-01] } }`
  mutating func readTesters(_ node: Node?, people: [Person]) -> [Tester] {
    guard let node else { return [] }
    guard case .mapping(let entries) = node else {
      _ = mapping(node, allowed: nil, what: "testers")
      return []
    }
    var testers: [Tester] = []
    for (key, value) in entries {
      guard let name = word(key) else { continue }
      // Two names that differ in case only would share one file.
      guard !testers.contains(where: { $0.name.lowercased() == name.lowercased() }) else {
        problems.append(
          document.problem("project.syntax", "the tester \"\(name)\" stands twice", at: key, hint: "keep one of them"))
        continue
      }
      let allowed = ["roles", "account", "email", "organisation", "days"]
      let fields = mapping(value, allowed: allowed, what: "the tester \"\(name)\"")
      guard case .mapping = value else { continue }
      if fields["roles"] == nil { missing("roles", "a worksheet is for somebody in a role", key) }
      testers.append(
        Tester(
          name: name, roles: roles(fields["roles"]), account: account(fields["account"], people: people),
          email: address(fields["email"]), organisation: word(fields["organisation"]), days: days(fields["days"])))
    }
    return testers
  }

  mutating func readLead(_ node: Node?) -> LeadContact? {
    guard let node else { return nil }
    let fields = mapping(node, allowed: ["name", "email", "phone"], what: "lead")
    guard case .mapping = node else { return nil }
    guard let name = word(fields["name"]) else {
      if fields["name"] == nil { missing("name", "testers want to know whom to call", node) }
      return nil
    }
    return LeadContact(name: name, email: address(fields["email"]), phone: word(fields["phone"]))
  }

  mutating func readBriefing(_ node: Node?) -> BriefingSettings {
    guard let node else { return BriefingSettings() }
    let fields = mapping(node, allowed: ["place", "back", "live", "remarks"], what: "briefing")
    return BriefingSettings(
      place: word(fields["place"]), back: word(fields["back"]), live: word(fields["live"]),
      remarks: list(fields["remarks"]))
  }

  mutating func readWorksheets(_ node: Node?) -> WorksheetSettings {
    guard let node else { return WorksheetSettings() }
    let fields = mapping(node, allowed: ["comment_on_pass"], what: "worksheets")
    return WorksheetSettings(needsCommentOnPass: oneOf(fields["comment_on_pass"], ["true", "false"]) == "true")
  }

  private mutating func roles(_ node: Node?) -> [String] {
    guard let node else { return [] }
    guard case .sequence(let items) = node, !items.isEmpty else {
      problems.append(
        document.problem("project.shape", "a list of roles is expected here", at: node, hint: "write [learner]"))
      return []
    }
    var keys: [String] = []
    for item in items {
      guard let key = roles.map({ oneOf(item, $0) }) ?? word(item), !keys.contains(key) else { continue }
      keys.append(key)
    }
    return keys
  }

  private mutating func account(_ node: Node?, people: [Person]) -> String? {
    guard let node, let handle = word(node) else { return nil }
    if people.contains(where: { $0.handle == handle }) { return handle }
    let near = nearestName(to: handle, among: people.map(\.handle))
    problems.append(
      document.problem(
        "project.value", "no person is called \"\(handle)\"", at: node,
        hint: near.map { "did you mean \"\($0)\"?" } ?? "declare \"\(handle)\" under people:"))
    return nil
  }

  /// Only so much that a name in the wrong place is noticed.
  private mutating func address(_ node: Node?) -> String? {
    guard let node, let text = word(node) else { return nil }
    let parts = text.split(separator: "@", omittingEmptySubsequences: false)
    if parts.count == 2, parts.allSatisfy({ !$0.isEmpty }), !text.contains(where: \.isWhitespace) { return text }
    problems.append(
      document.problem("project.value", "this is not a mail address", at: node, hint: "write name@example.org"))
    return nil
  }

  /// In order, each once.
  private mutating func days(_ node: Node?) -> [String] {
    guard let node else { return [] }
    guard case .sequence(let items) = node else {
      problems.append(
        document.problem("project.shape", "a list of days is expected here", at: node, hint: "write [2026-12-01]"))
      return []
    }
    var days: Set<String> = []
    for item in items {
      if let day = day(item) { days.insert(day.description) }
    }
    return days.sorted()
  }

  /// `2026-12-01` and nothing else.
  mutating func day(_ node: Node?) -> CalendarDay? {
    guard let node, let text = word(node) else { return nil }
    if let day = CalendarDay(text) { return day }
    problems.append(
      document.problem("project.value", "\"\(text)\" is not a day", at: node, hint: "write it like 2026-12-01"))
    return nil
  }
}
