/// Badges: enabled, and read by those who got them.
enum BadgeFunctions {
  static let all = [
    Function("core_badges_enable_badges", .update, enable),
    Function("core_badges_get_user_badges", .read, list),
  ]

  private static func enable(_ call: inout Call) throws(Refusal) -> Value {
    var result: [Value] = []
    var warnings: [Value] = []
    let now = call.now
    for id in call.arguments["badgeids"].list.compactMap(\.int) {
      guard let badge = call.state.badges[id] else { throw .unknownRecord }
      guard call.can(.configureBadges, in: badge.context) else {
        warnings.append(warning(id, "nopermissions", "You do not have permission to do that."))
        continue
      }
      guard badge.isForCompletion else {
        warnings.append(warning(id, "nocriteria", "Criteria for this badge have not been set up yet."))
        continue
      }
      call.state.badges.update(id) {
        $0.status = $0.status == .inactive ? .active : .activeLocked
        $0.modified = now
      }
      guard let enabled = call.state.badges[id] else { throw .unknownRecord }
      let count = Awarding.review(enabled, &call)
      result.append(["badgeid": .int(id), "awards": .string(String(count))])
    }
    return ["result": .list(result), "warnings": .list(warnings)]
  }

  private static func warning(_ id: Int, _ code: String, _ message: String) -> Value {
    ["item": .string(String(id)), "warningcode": .string(code), "message": .string(message)]
  }

  private static func list(_ call: inout Call) throws(Refusal) -> Value {
    let user = try call.userOrCaller("userid")
    let course = call.arguments["courseid"].int ?? 0
    let found = call.state.issuedBadges.filter { issued in
      call.keeps(issued.user == user.id && (course == 0 || call.state.badges[issued.badge]?.course == course))
    }
    var badges: [Value] = []
    for issued in found.reversed() {
      guard let badge = call.state.badges[issued.badge], let recipient = call.state.users[issued.user] else { continue }
      badges.append(value(of: issued, badge, to: recipient, call))
    }
    return ["badges": .list(badges), "warnings": []]
  }

  /// As Moodle tells it: others than the recipient read less of it.
  private static func value(of issued: IssuedBadge, _ badge: Badge, to recipient: User, _ call: Call) -> Value {
    let image = "\(call.baseURL)/webservice/pluginfile.php/\(badge.context.number)/badges/badgeimage/\(badge.id)/f3"
    var value: Value = [
      "id": .int(badge.id), "name": call.name(badge.name), "description": .string(badge.description),
      "issuername": .string(badge.issuer), "issuerurl": .string(call.baseURL),
      "issuercontact": .string(badge.contact), "type": 2, "attachment": 1,
      "uniquehash": .string(issued.code), "dateissued": .int(issued.issued), "dateexpire": Value(issued.expires),
      "recipientid": .int(recipient.id), "recipientfullname": call.name(recipient.fullName), "version": "",
      "language": "en", "imagecaption": "", "badgeurl": .string(image), "alignment": [], "relatedbadges": [],
    ]
    value["coursefullname"] = call.name(call.state.courses[badge.course]?.fullname ?? "")
    guard recipient.id == call.caller.id || call.caller.isAdmin else {
      let hidden: Value = ["timecreated": 0, "timemodified": 0, "notification": 1, "status": 0, "visible": 0]
      return value.merging(hidden)
    }
    let own: Value = [
      "timecreated": .int(badge.created), "timemodified": .int(badge.modified), "usercreated": .int(badge.author),
      "usermodified": .int(badge.author), "expiredate": Value(badge.expireDate),
      "expireperiod": Value(badge.expirePeriod), "courseid": .int(badge.course),
      "message": "<p>You have been awarded the badge \"%badgename%\"!</p>",
      "messagesubject": "Congratulations! You just earned a badge!", "notification": 0, "nextcron": .null,
      "status": .int(badge.status.rawValue), "visible": 1, "issuedid": .int(issued.id),
      "email": .string(recipient["email"]),
    ]
    return value.merging(own)
  }
}

extension Badge {
  var context: Context { .course(course) }
}
