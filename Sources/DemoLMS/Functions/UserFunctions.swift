/// Accounts: made, changed, removed and looked up.
enum UserFunctions {
  static let all = [
    Function("core_user_create_users", .create, create),
    Function("core_user_update_users", .update, update),
    Function("core_user_delete_users", .delete, delete),
    Function("core_user_get_users", .read, search),
    Function("core_user_get_users_by_field", .read, byField),
    Function("core_user_get_course_user_profiles", .read, courseProfiles),
  ]

  private static func create(_ call: inout Call) throws(Refusal) -> Value {
    try call.require(.createUsers)
    var made: [Value] = []
    for wanted in call.arguments["users"].list {
      let user = try Account.create(wanted, &call)
      made.append(["id": .int(user.id), "username": .string(user.username)])
    }
    return .list(made)
  }

  private static func update(_ call: inout Call) throws(Refusal) -> Value {
    try call.require(.updateUsers)
    var warnings: [Value] = []
    for changes in call.arguments["users"].list {
      let id = changes["id"].int ?? 0
      guard let user = call.state.users[id], !user.isDeleted else {
        warnings.append(Call.warning("user", id, Refusal("invaliduserid", "Invalid user ID")))
        continue
      }
      if changes.has("password"), PasswordPolicy.complaint(about: changes["password"].text) != nil {
        // Moodle refuses the password in a warning that then does not fit its own declaration.
        throw Refusal(
          "invalidresponse", "Invalid response value detected",
          exception: "core\\exception\\invalid_response_exception")
      }
      if let refusal = Account.obstacle(to: changes, of: user, call) {
        warnings.append(Call.warning("user", id, refusal))
        continue
      }
      call.state.users.update(id) { Account.apply(changes, to: &$0, fields: call.state.profileFields) }
      call.log(
        "User updated", "The user with id '\(call.caller.id)' updated the profile for the user with id '\(id)'.",
        related: id)
    }
    return ["warnings": .list(warnings)]
  }

  private static func delete(_ call: inout Call) throws(Refusal) -> Value {
    try call.require(.deleteUsers)
    for id in call.arguments["userids"].list.compactMap(\.int) {
      let user = try call.user(id)
      if user.isAdmin { throw Refusal("useradminodelete", "Administrator accounts cannot be deleted.") }
      Account.delete(id, &call)
    }
    return .null
  }

  private static func byField(_ call: inout Call) throws(Refusal) -> Value {
    let field = call.arguments["field"].text
    guard ["id", "idnumber", "username", "email"].contains(field) else {
      throw .codingError("invalid field parameter")
    }
    let wanted = Set(call.arguments["values"].list.map(\.text))
    let found = call.state.users.filter { user in
      !user.isDeleted && call.keeps(wanted.contains(user.matching(field))) && call.canSee(user)
    }
    return .list(found.map { UserView(call).value(of: $0) })
  }

  private static func search(_ call: inout Call) throws(Refusal) -> Value {
    var warnings: [Value] = []
    var tests: [(String, String)] = []
    for criterion in call.arguments["criteria"].list {
      let key = criterion["key"].text
      if ["id", "username", "firstname", "lastname", "email", "idnumber", "auth"].contains(key) {
        tests.append((key, criterion["value"].text))
      } else {
        let text = "The search key '\(key)' is not supported, look at the web service documentation"
        warnings.append(["item": .string(key), "warningcode": "invalidfieldparameter", "message": .string(text)])
      }
    }
    let found = call.state.users.filter { user in
      guard !user.isDeleted, call.canSee(user) else { return false }
      return call.keeps(tests.allSatisfy { user.matches($0.0, $0.1) })
    }
    return ["users": .list(found.map { UserView(call).value(of: $0) }), "warnings": .list(warnings)]
  }

  private static func courseProfiles(_ call: inout Call) throws(Refusal) -> Value {
    var profiles: [Value] = []
    for wanted in call.arguments["userlist"].list {
      let course = try call.enter(wanted["courseid"].int ?? 0)
      let user = try call.user(wanted["userid"].int ?? 0)
      profiles.append(UserView(call).participant(user, in: course).removing(["lastcourseaccess"]))
    }
    return .list(profiles)
  }
}

extension User {
  func matching(_ field: String) -> String {
    switch field {
    case "id": String(id)
    case "username": username
    case "auth": auth
    default: self[field]
    }
  }

  /// Whether a search criterion fits; `%` stands for anything in names and mail addresses.
  func matches(_ field: String, _ pattern: String) -> Bool {
    let value = matching(field)
    guard ["email", "firstname", "lastname"].contains(field) else { return value == pattern }
    var parts = pattern.lowercased().split(separator: "%", omittingEmptySubsequences: false)[...]
    var rest = value.lowercased()[...]
    guard parts.count > 1 else { return rest == pattern.lowercased() }
    let first = parts.removeFirst()
    let last = parts.removeLast()
    guard rest.hasPrefix(first), rest.dropFirst(first.count).hasSuffix(last) else { return false }
    rest = rest.dropFirst(first.count).dropLast(last.count)
    for part in parts where !part.isEmpty {
      guard let found = rest.firstRange(of: part) else { return false }
      rest = rest[found.upperBound...]
    }
    return true
  }
}
