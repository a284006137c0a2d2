/// Who is in which course.
enum ParticipantFunctions {
  static let all = [
    Function("core_enrol_get_enrolled_users", .read, enrolled),
    Function("core_enrol_get_users_courses", .read, courses),
    Function("core_enrol_search_users", .read, search),
  ]

  private static func enrolled(_ call: inout Call) throws(Refusal) -> Value {
    let course = try call.enter(call.arguments["courseid"].int ?? 0, wrapped: true)
    guard call.can(.viewParticipants, in: .course(course.id)) else { throw .missing(.viewParticipants) }
    var options: [String: String] = [:]
    for option in call.arguments["options"].list { options[option["name"].text] = option["value"].text }
    let now = options["onlyactive"] == "1" ? call.now : nil
    var found = call.state.participants(of: course.id, activeAt: now).filter { user in
      guard let group = options["groupid"].flatMap({ Int($0) }), group > 0 else { return true }
      return call.keeps(call.state.groups[group]?.members.contains(user.id) == true)
    }
    if call.faults.contains(.listUnfiltered) { found = call.state.users.filter { $0.id > 1 && !$0.isDeleted } }
    if !call.faults.contains(.writeTwice) { found = found.withoutRepeats }
    if let from = options["limitfrom"].flatMap({ Int($0) }) { found = Array(found.dropFirst(from)) }
    if let number = options["limitnumber"].flatMap({ Int($0) }), number > 0 { found = Array(found.prefix(number)) }
    let fields = options["userfields"].map { Set($0.split(separator: ",").map(String.init)) }
    return .list(
      found.map { user in
        let value = UserView(call).participant(user, in: course)
        guard let fields else { return value }
        return .object(value.members.filter { fields.contains($0.key) || $0.key == "id" || $0.key == "fullname" })
      })
  }

  private static func courses(_ call: inout Call) throws(Refusal) -> Value {
    let user = try call.userOrCaller("userid")
    guard call.canSee(user) else { return [] }
    let counts = call.arguments["returnusercount"].flag
    let isSelf = user.id == call.caller.id
    let found = call.state.courses.filter { course in
      guard course.id != Course.siteID else { return false }
      let isIn = call.state.isActive(user.id, in: course.id, at: call.now)
      guard call.keeps(isIn) else { return false }
      // Of somebody else's courses only those come that the caller may look into.
      return isSelf
        ? course.isVisible || call.can(.viewHiddenCourses, in: .course(course.id))
        : call.canEnter(course) || call.can(.viewCompletion, in: .user(user.id))
    }
    return .list(found.map { CourseView(call).enrolled($0, user: user, counts: counts) })
  }

  private static func search(_ call: inout Call) throws(Refusal) -> Value {
    let course = try call.enter(call.arguments["courseid"].int ?? 0, wrapped: true)
    try call.require(.viewParticipants, in: .course(course.id))
    let words = call.arguments["search"].text.lowercased()
    let found = call.state.participants(of: course.id).withoutRepeats.filter {
      call.keeps($0.fullName.lowercased().contains(words) || $0["email"].lowercased().contains(words))
    }
    let size = max(1, call.arguments["perpage"].int ?? 10)
    return .list(
      found.dropFirst((call.arguments["page"].int ?? 0) * size).prefix(size).map { user in
        [
          "id": .int(user.id), "fullname": .string(user.fullName), "email": .string(user["email"]),
          "profileimageurlsmall": .string(call.baseURL + "/theme/image.php/u/f2"),
          "profileimageurl": .string(call.baseURL + "/theme/image.php/u/f1"),
        ]
      })
  }
}

extension [User] {
  /// Each person once: somebody with two enrolments is one participant.
  var withoutRepeats: [User] {
    var seen: Set<Int> = []
    return filter { seen.insert($0.id).inserted }
  }
}
