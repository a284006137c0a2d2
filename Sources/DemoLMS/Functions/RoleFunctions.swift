/// Roles given and taken.
enum RoleFunctions {
  static let all = [
    Function("core_role_assign_roles", .create) { (call) throws(Refusal) in
      for wanted in call.arguments["assignments"].list {
        let (role, user, context) = try checked(wanted, call)
        Enrolling.assign(role, to: user, in: context, &call)
      }
      return .null
    },
    Function("core_role_unassign_roles", .delete) { (call) throws(Refusal) in
      for wanted in call.arguments["unassignments"].list {
        let (role, user, context) = try checked(wanted, call)
        Enrolling.unassign(role, from: user, in: context, &call)
      }
      return .null
    },
  ]

  private static func checked(_ wanted: Value, _ call: Call) throws(Refusal) -> (Int, Int, Context) {
    let role = wanted["roleid"].int ?? 0
    let context = try context(of: wanted, call.state)
    if let course = context.courseID { _ = try call.enter(course) }
    try call.require(.assignRoles, in: context)
    guard call.mayGive(role, in: context) else {
      throw .invalidParameter("Can not assign roleid=\(role) in contextid=\(context.number)")
    }
    let user = wanted["userid"].int ?? 0
    guard let found = call.state.users[user], !found.isDeleted else {
      throw .codingError("User ID does not exist or is deleted!")
    }
    return (role, user, context)
  }

  private static func context(of wanted: Value, _ state: State) throws(Refusal) -> Context {
    let context =
      wanted.has("contextid")
      ? Context(number: wanted["contextid"].int ?? 0)
      : Context(level: wanted["contextlevel"].text, instance: wanted["instanceid"].int ?? 0)
    guard let context else { throw .invalidParameter("Invalid context level = \(wanted["contextlevel"].text)") }
    let exists =
      switch context {
      case .system: true
      case .category(let id): state.categories[id] != nil
      case .course(let id): state.courses[id] != nil
      case .module(let id): state.modules[id] != nil
      case .user(let id): state.users[id] != nil
      }
    guard exists else { throw .unknownRecord }
    return context
  }
}

extension Call {
  /// Whether the caller may give a role to somebody in a context, and the role can be given there at all.
  func mayGive(_ role: Int, in context: Context) -> Bool {
    guard let role = options.roles.first(where: { $0.id == role }), role.levels.contains(context.level) else {
      return false
    }
    if caller.isAdmin || faults.contains(.everyCapabilityAllowed) { return true }
    let chain = state.chain(of: context)
    return state.roleAssignments.contains { assignment in
      assignment.user == caller.id && chain.contains(assignment.context)
        && options.roles.contains { $0.id == assignment.role && $0.mayGive.contains(role.id) }
    }
  }
}
