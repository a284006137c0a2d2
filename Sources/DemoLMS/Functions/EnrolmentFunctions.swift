/// People put into courses and taken out.
enum EnrolmentFunctions {
  static let all = [
    Function("enrol_manual_enrol_users", .create, enrol),
    Function("enrol_manual_unenrol_users", .delete, unenrol),
    Function("enrol_self_enrol_user", .create, selfEnrol),
    Function("enrol_self_get_instance_info", .read, selfInfo),
    Function("core_enrol_get_course_enrolment_methods", .read, methods),
  ]

  private static func enrol(_ call: inout Call) throws(Refusal) -> Value {
    for wanted in call.arguments["enrolments"].list {
      let role = wanted["roleid"].int ?? 0
      let course = wanted["courseid"].int ?? 0
      guard call.state.courses[course] != nil, course != Course.siteID else {
        throw .invalidParameter("Invalid course id: \(course)")
      }
      // The right is judged before the access, so a stranger is told which right he lacks.
      try call.require(.enrol, in: .course(course))
      _ = try call.enter(course, wrapped: true)
      let user = try call.user(wanted["userid"].int ?? 0)
      guard call.mayGive(role, in: .course(course)) else {
        throw Refusal(
          "wsusercannotassign",
          "You don't have the permission to assign this role (\(role)) to this user (\(user.id)) "
            + "in this course (\(course)).")
      }
      guard
        let instance = call.state.enrolInstances.first(where: { $0.course == course && $0.type == "manual" })
      else {
        throw Refusal(
          "wsnoinstance",
          "Manual enrolment plugin instance doesn't exist or is disabled for the course (id = \(course))")
      }
      var enrolment = Enrolment(user: user.id, course: course, instance: instance.id)
      enrolment.start = wanted["timestart"].int ?? 0
      enrolment.end = wanted["timeend"].int ?? 0
      enrolment.isSuspended = wanted["suspend"].flag
      Enrolling.enrol(enrolment, role: role, &call)
      Enrolling.welcome(user, to: course, &call)
    }
    return .null
  }

  private static func unenrol(_ call: inout Call) throws(Refusal) -> Value {
    for wanted in call.arguments["enrolments"].list {
      let course = wanted["courseid"].int ?? 0
      _ = try call.enter(course)
      try call.require(.unenrol, in: .course(course))
      let user = try call.user(wanted["userid"].int ?? 0)
      let manual = call.state.enrolInstances.filter { $0.course == course && $0.type == "manual" }.map(\.id)
      let gone = call.state.enrolments.filter { $0.user == user.id && manual.contains($0.instance) }
      for enrolment in gone { Enrolling.unenrol(enrolment, &call) }
    }
    return .null
  }

  private static func selfEnrol(_ call: inout Call) throws(Refusal) -> Value {
    let course = try call.course(call.arguments["courseid"].int ?? 0)
    let wanted = call.arguments["instanceid"].int ?? 0
    let doors = call.state.enrolInstances.filter {
      $0.course == course.id && $0.type == "self" && (wanted == 0 || $0.id == wanted)
    }
    guard let door = doors.first, course.isVisible else {
      throw Refusal("canntenrol", "Enrolment is disabled or inactive")
    }
    let user = call.subject
    let isIn = call.state.enrolments.contains { $0.user == user.id && $0.course == course.id }
    if isIn, !call.allowsDuplicates {
      return refused(Call.warning("instance", door.id, Refusal("1", "Enrolment is disabled or inactive")))
    }
    if !door.password.isEmpty, call.arguments["password"].text != door.password {
      return refused(Call.warning("instance", door.id, Refusal("4", "Incorrect enrolment key, please try again")))
    }
    if let obstacle = obstacle(at: door, to: user.id, call) {
      return refused(Call.warning("instance", door.id, Refusal("1", obstacle)))
    }
    Enrolling.enrol(Enrolment(user: user.id, course: course.id, instance: door.id), role: door.role, &call)
    return ["status": true, "warnings": []]
  }

  /// Why somebody cannot come in by himself: the places are taken, or the course is for others.
  private static func obstacle(at door: EnrolInstance, to user: Int, _ call: Call) -> String? {
    if let cohort = door.cohort.flatMap({ call.state.cohorts[$0] }), !call.faults.contains(.placesUnlimited),
      !cohort.members.contains(user)
    {
      return "Only members of cohort '\(cohort.name)' can self-enrol."
    }
    let taken = call.state.enrolments.filter { $0.instance == door.id }.count
    guard let places = door.places, taken >= places, !call.faults.contains(.placesUnlimited) else { return nil }
    return "Maximum number of users allowed to self-enrol was already reached."
  }

  private static func refused(_ warning: Value) -> Value { ["status": false, "warnings": .list([warning])] }

  private static func selfInfo(_ call: inout Call) throws(Refusal) -> Value {
    guard let door = call.state.enrolInstances[call.arguments["instanceid"].int ?? 0], door.type == "self" else {
      throw .unknownRecord
    }
    var value: Value = [
      "id": .int(door.id), "courseid": .int(door.course), "type": "self", "name": call.name(door.name),
      "status": true,
    ]
    if !door.password.isEmpty { value["enrolpassword"] = "Enrolment key" }
    return value
  }

  private static func methods(_ call: inout Call) throws(Refusal) -> Value {
    let course = try call.course(call.arguments["courseid"].int ?? 0)
    let doors = call.state.enrolInstances.filter {
      $0.course == course.id && ($0.type == "self" || $0.type == "guest")
    }
    return .list(
      doors.map {
        [
          "id": .int($0.id), "courseid": .int($0.course), "type": .string($0.type), "name": call.name($0.name),
          "status": true, "wsfunction": .string("enrol_\($0.type)_get_instance_info"),
        ]
      })
  }
}
