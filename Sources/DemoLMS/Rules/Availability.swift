/// What must be done before an activity can be used, as Moodle keeps it: `{"op":"&","c":[{"type":"completion","cm":7,"e":1}]}`.
///
/// Only conditions of that type are known here; others hold nobody up.
struct Availability {
  private let wanted: [(module: Int, state: Int)]
  private let needsAll: Bool

  init(of module: Module) {
    let text = module.settings["availabilityconditionsjson"] ?? ""
    let rule = text.isEmpty ? Value.null : JSONText.read(Array(text.utf8)) ?? .null
    needsAll = rule["op"].text != "|"
    wanted = rule["c"].list.compactMap { condition in
      guard condition["type"].text == "completion", let module = condition["cm"].int else { return nil }
      return (module, condition["e"].int ?? 1)
    }
  }

  /// The activities that a person has not done in the wanted way; empty when nothing is in the way.
  func lacking(_ user: Int, _ call: Call) -> [Int] {
    let missing = wanted.filter { condition in
      guard let module = call.state.modules[condition.module] else { return true }
      let state = Completion.state(of: module, user, call)
      return condition.state == 1 ? ![1, 2].contains(state) : state != condition.state
    }
    return needsAll || missing.count == wanted.count ? missing.map(\.module) : []
  }
}

extension Call {
  /// Whether the conditions of an activity let the caller in; who sees hidden activities is not held up.
  func canUse(_ module: Module) -> Bool {
    if can(.viewHiddenActivities, in: .course(module.course)) || faults.contains(.prerequisitesIgnored) { return true }
    return Availability(of: module).lacking(caller.id, self).isEmpty
  }

  /// Lets the caller use an activity, or says that it is not accessible.
  func use(_ module: Module) throws(Refusal) {
    _ = try enter(module.course)
    guard canUse(module) else { throw .hiddenActivity }
  }

  /// What the caller still has to do, in Moodle's words.
  func conditions(of module: Module) -> String {
    let lacking = Availability(of: module).lacking(caller.id, self)
    let names = lacking.map { state.modules[$0]?.name ?? "(missing activity)" }
    return "Not available unless: "
      + names.map { "The activity <strong>\($0.escapedHTML)</strong> is marked complete" }.joined(separator: "; ")
  }
}
