/// Notifications and messages between people.
enum MessageFunctions {
  static let all = [
    Function("message_popup_get_popup_notifications", .read, popups),
    Function("message_popup_get_unread_popup_notification_count", .read) { (call) throws(Refusal) in
      let user = try receiver(call)
      return .int(call.state.notifications.filter { $0.to == user && $0.read == nil }.count)
    },
    Function("core_message_get_messages", .read, messages),
    Function("core_message_send_instant_messages", .create, send),
    Function("core_message_mark_notification_read", .update, markRead),
    Function("core_message_mark_all_notifications_as_read", .update) { (call) throws(Refusal) in
      let user = try receiver(call)
      let now = call.now
      call.state.notifications.updateAll(where: { $0.to == user && $0.read == nil }) { $0.read = now }
      return true
    },
    Function("core_message_get_unread_conversations_count", .read) { (call) throws(Refusal) in
      let user = try receiver(call)
      return .int(Set(call.state.messages.filter { $0.to == user && $0.read == nil }.map(\.from)).count)
    },
  ]

  private static func receiver(_ call: Call) throws(Refusal) -> Int {
    let id = call.arguments["useridto"].int ?? 0
    if id == 0 || id == call.caller.id { return call.caller.id }
    guard call.can(.readNotifications) else { throw Refusal("accessdenied", "Access denied") }
    return id
  }

  private static func popups(_ call: inout Call) throws(Refusal) -> Value {
    let user = try receiver(call)
    let mine = call.state.notifications.filter { call.keeps($0.to == user) }
    let ordered = call.arguments["newestfirst"].flag ? mine.reversed() : mine
    let limit = call.arguments["limit"].int ?? 0
    let rest = ordered.dropFirst(call.arguments["offset"].int ?? 0)
    let shown = limit > 0 ? rest.prefix(limit) : rest.prefix(ordered.count)
    return [
      "notifications": .list(
        shown.map { row in
          common(row, call).merging([
            "shortenedsubject": .string(row.subject), "contexturlname": .string(row.pageName ?? ""),
            "timecreatedpretty": .string("\(call.now - row.time) secs ago"), "read": .bool(row.read != nil),
            "deleted": false, "iconurl": .string(call.baseURL + "/theme/image.php/i/marker"), "customdata": .null,
          ])
        }), "unreadcount": .int(mine.filter { $0.read == nil }.count),
    ]
  }

  private static func common(_ row: Notification, _ call: Call) -> Value {
    [
      "id": .int(row.id), "useridfrom": .int(row.from), "useridto": .int(row.to), "subject": .string(row.subject),
      "text": .string("<p>\(row.text.escapedHTML)</p>"), "fullmessage": .string(row.text), "fullmessageformat": 1,
      "fullmessagehtml": .string("<p>\(row.text.escapedHTML)</p>"), "smallmessage": .string(row.text),
      "timecreated": .int(row.time), "timeread": Value(row.read), "component": .string(row.component),
      "eventtype": .string(row.event), "contexturl": .init(row.page.map { call.baseURL + $0 }),
      "contexturlname": .init(row.pageName),
    ]
  }

  private static func messages(_ call: inout Call) throws(Refusal) -> Value {
    let user = try receiver(call)
    let type = call.arguments["type"].text
    guard ["notifications", "conversations", "both"].contains(type) else {
      throw .invalidParameter("Invalid value for type: \(type)")
    }
    let read = call.arguments["read"].int ?? 1
    let from = call.arguments["useridfrom"].int ?? 0
    let isWanted: (Int, Int, Int?) -> Bool = { to, sender, time in
      to == user && (from == 0 || sender == from) && (read == 2 || (read == 1) == (time != nil))
    }
    let users = call.state.users
    let name: (Int) -> Value = { .string(users[$0]?.fullName ?? "Do not reply to this email ") }
    var rows: [Value] = []
    if type != "conversations" {
      for row in call.state.notifications where call.keeps(isWanted(row.to, row.from, row.read)) {
        rows.append(common(row, call).merging(["notification": 1]))
      }
    }
    if type != "notifications" {
      for row in call.state.messages where call.keeps(isWanted(row.to, row.from, row.read)) {
        var mail = Notification(
          from: row.from, to: row.to, subject: "", text: row.text, component: "moodle", event: "instantmessage",
          time: row.time)
        mail.id = row.id
        mail.read = row.read
        rows.append(common(mail, call).merging(["notification": 0]))
      }
    }
    if call.arguments["newestfirst"].flag { rows.reverse() }
    let number = call.arguments["limitnum"].int ?? 0
    let rest = rows.dropFirst(call.arguments["limitfrom"].int ?? 0)
    let shown = number > 0 ? rest.prefix(number) : rest.prefix(rows.count)
    return [
      "messages": .list(
        shown.map { row in
          row.merging([
            "usertofullname": name(row["useridto"].int ?? 0),
            "userfromfullname": name(row["useridfrom"].int ?? 0), "customdata": .null,
          ])
        }), "warnings": [],
    ]
  }

  private static func send(_ call: inout Call) throws(Refusal) -> Value {
    var answers: [Value] = []
    for wanted in call.arguments["messages"].list {
      let id = wanted["touserid"].int ?? 0
      var refusal: String?
      if let user = call.state.users[id], !user.isDeleted {
        if !call.canSee(user) {
          refusal = "You can't message this user due to their message preferences. Try adding them as a contact."
        }
      } else {
        refusal = "You cannot send a message to a user ID (\(id)) that doesn't exist."
      }
      if let refusal {
        answers.append(["msgid": -1, "errormessage": .string(refusal), "candeletemessagesforallusers": false])
        continue
      }
      let to = call.faults.contains(.mailToNobody) ? 0 : id
      let message = Message(from: call.caller.id, to: to, text: wanted["text"].text, time: call.now)
      let stored = call.state.messages.add(message)
      if call.faults.contains(.mailTwice) { call.state.messages.add(message) }
      answers.append([
        "msgid": .int(stored.id), "text": .string("<p>\(stored.text.escapedHTML)</p>"),
        "timecreated": .int(stored.time),
        "conversationid": .int(min(id, call.caller.id) * 1000 + max(id, call.caller.id)),
        "useridfrom": .int(call.caller.id), "candeletemessagesforallusers": false,
      ])
    }
    return .list(answers)
  }

  private static func markRead(_ call: inout Call) throws(Refusal) -> Value {
    let id = call.arguments["notificationid"].int ?? 0
    guard let row = call.state.notifications[id] else { throw .unknownRecord }
    guard row.to == call.caller.id || call.can(.readNotifications) else {
      throw Refusal("accessdenied", "Access denied")
    }
    let time = call.arguments["timeread"].int ?? 0
    let now = call.now
    call.state.notifications.update(id) { $0.read = time > 0 ? time : now }
    return ["notificationid": .int(id), "warnings": []]
  }
}
