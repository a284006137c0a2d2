/// What people want to be told, and how.
enum PreferenceFunctions {
  static let all = [
    Function("core_message_get_user_notification_preferences", .read, notices),
    Function("core_user_update_user_preferences", .update, update),
  ]

  /// A kind of message that the LMS sends; `isLocked` when the site keeps it on.
  private struct Notice {
    var component: String
    var key: String
    var title: String
    var isLocked: Bool
  }

  private static let notices = [
    Notice(
      component: "Assignment", key: "message_provider_mod_assign_assign_due_soon", title: "Assignment due soon",
      isLocked: true),
    Notice(
      component: "Assignment", key: "message_provider_mod_assign_assign_notification",
      title: "Assignment notifications", isLocked: false),
    Notice(
      component: "Forum", key: "message_provider_mod_forum_posts", title: "Subscribed forum posts", isLocked: false),
  ]
  private static let ways = [("popup", "Web"), ("email", "Email")]

  /// The person of the argument, whose preferences the caller may see and change.
  private static func owner(_ call: Call) throws(Refusal) -> User {
    let user = try call.userOrCaller("userid")
    if user.id != call.caller.id { try call.require(.updateUsers) }
    return user
  }

  private static func notices(_ call: inout Call) throws(Refusal) -> Value {
    let user = try owner(call)
    let components = notices.reduce(into: [String]()) { if !$0.contains($1.component) { $0.append($1.component) } }
    return [
      "preferences": [
        "userid": .int(user.id), "disableall": 0,
        "processors": .list(
          ways.map {
            [
              "displayname": .string($0.1), "name": .string($0.0), "hassettings": true,
              "contextid": .int(Context.user(user.id).number), "userconfigured": 1,
            ]
          }),
        "components": .list(
          components.map { component in
            [
              "displayname": .string(component),
              "notifications": .list(notices.filter { $0.component == component }.map { value(of: $0, user, call) }),
            ]
          }),
      ], "warnings": [],
    ]
  }

  private static func value(of notice: Notice, _ user: User, _ call: Call) -> Value {
    let isLocked = notice.isLocked && !call.faults.contains(.lockIgnored)
    let chosen = user.preferences[notice.key + "_enabled"].map { Set($0.split(separator: ",").map(String.init)) }
    return [
      "displayname": .string(notice.title), "preferencekey": .string(notice.key),
      "processors": .list(
        ways.map { name, title in
          var way: Value = ["displayname": .string(title), "name": .string(name), "locked": .bool(isLocked)]
          if isLocked { way["lockedmessage"] = "Locked on" }
          way["userconfigured"] = 1
          way["enabled"] = .bool(isLocked || chosen?.contains(name) ?? true)
          return way
        }),
    ]
  }

  /// A preference without a value goes. What is locked is stored all the same and changes nothing, as in Moodle.
  private static func update(_ call: inout Call) throws(Refusal) -> Value {
    let user = try owner(call)
    for wanted in call.arguments["preferences"].list {
      let name = wanted["type"].text
      let value = wanted["value"].isNull ? nil : wanted["value"].text
      call.state.users.update(user.id) { $0.preferences[name] = value }
    }
    return .null
  }
}
