/// The gradebook read and written.
enum GradeFunctions {
  static let all = [
    Function("gradereport_user_get_grade_items", .read, report),
    Function("gradereport_overview_get_course_grades", .read, overview),
    Function("core_grades_update_grades", .update, update),
    Function("core_grades_get_gradeitems", .read, items),
  ]

  private static func report(_ call: inout Call) throws(Refusal) -> Value {
    let wanted = call.arguments["userid"].int ?? 0
    let course = try call.enterForUser(call.arguments["courseid"].int ?? 0, user: wanted)
    let seesAll = call.can(.viewGrades, in: .course(course.id))
    var users: [User] = []
    if wanted == 0, seesAll {
      users = call.state.participants(of: course.id, activeAt: call.now).withoutRepeats.filter {
        call.state.roles(of: $0.id, in: .course(course.id)).contains(Role.studentID)
      }
    } else {
      let user = try call.userOrCaller("userid")
      let isOwn = user.id == call.caller.id && course.showsGrades
      guard seesAll || isOwn || call.can(.viewGrades, in: .user(user.id)) else {
        throw Refusal("nopermissiontoviewgrades", "Cannot view grades.")
      }
      users = [user]
    }
    return ["usergrades": .list(users.map { GradeReport(call, course: course, user: $0).value }), "warnings": []]
  }

  private static func overview(_ call: inout Call) throws(Refusal) -> Value {
    let user = try call.userOrCaller("userid")
    guard user.id == call.caller.id || call.can(.viewGrades, in: .user(user.id)) else {
      throw Refusal("nopermissiontoviewgrades", "Cannot view grades.")
    }
    let courses = call.state.courses.filter { course in
      call.keeps(call.state.enrolments.contains { $0.user == user.id && $0.course == course.id })
        && course.id != Course.siteID
    }
    return [
      "grades": .list(
        courses.map { course in
          let total = GradeReport(call, course: course, user: user).visibleTotal
          return [
            "courseid": .int(course.id), "grade": .string(total.map { Gradebook.formatted($0) } ?? "-"),
            "rawgrade": Value(total.map { Gradebook.formatted($0, decimals: 5) }),
          ]
        }), "warnings": [],
    ]
  }

  private static func update(_ call: inout Call) throws(Refusal) -> Value {
    let course = try call.course(call.arguments["courseid"].int ?? 0)
    _ = try call.enter(course.id)
    try call.require(.editGrades, in: .course(course.id))
    let module = call.arguments["activityid"].int ?? 0
    guard let item = call.state.gradeItems.first(where: { $0.course == course.id && $0.module == module }) else {
      throw .unknownRecord
    }
    let details = call.arguments["itemdetails"]
    call.state.gradeItems.update(item.id) { item in
      if details.has("hidden") { item.isHidden = details["hidden"].flag }
      if let maximum = details["grademax"].double { item.maximum = maximum }
    }
    for grade in call.arguments["grades"].list {
      let user = try call.user(grade["studentid"].int ?? 0)
      if user.id == call.caller.id { throw selfGrading }
      let feedback = grade.has("str_feedback") ? grade["str_feedback"].text : nil
      Gradebook.set(
        item, user: user.id, to: grade["grade"].double, feedback: feedback, source: call.arguments["source"].text,
        &call)
    }
    return 0
  }

  /// Nobody grades himself.
  static let selfGrading = Refusal(
    "nopermissions", "Sorry, but you do not currently have permissions to do that (Grade your own work).",
    exception: "core\\exception\\required_capability_exception")

  private static func items(_ call: inout Call) throws(Refusal) -> Value {
    let course = try call.enter(call.arguments["courseid"].int ?? 0)
    try call.require(.viewGrades, in: .course(course.id))
    return [
      "gradeItems": .list(
        Gradebook.items(of: course.id, call.state).map { item in
          [
            "id": .string(String(item.id)),
            "itemname": call.name(item.module.flatMap { call.state.modules[$0] }?.name ?? ""),
            "category": call.name(course.fullname),
          ]
        }), "warnings": [],
    ]
  }
}
