/// What people have done.
enum CompletionFunctions {
  static let all = [
    Function("core_completion_get_activities_completion_status", .read, activities),
    Function("core_completion_get_course_completion_status", .read, course),
    Function("core_completion_update_activity_completion_status_manually", .create, byHand),
    Function("core_completion_override_activity_completion_status", .update, override),
    Function("core_completion_mark_course_self_completed", .create, declare),
  ]

  private static func activities(_ call: inout Call) throws(Refusal) -> Value {
    let course = try call.enterForUser(call.arguments["courseid"].int ?? 0, user: call.arguments["userid"].int ?? 0)
    let user = try call.user(call.arguments["userid"].int ?? 0)
    guard user.id == call.caller.id || call.can(.viewCompletion, about: user.id, in: course.id) else {
      throw Refusal("cannotviewreport", "You cannot view this report")
    }
    let modules = call.state.modules.filter { $0.course == course.id && $0.completion > 0 }
    return [
      "statuses": .list(modules.map { Completion.details(of: $0, user: user.id, call) }), "warnings": [],
    ]
  }

  private static func course(_ call: inout Call) throws(Refusal) -> Value {
    let course = try call.enterForUser(call.arguments["courseid"].int ?? 0, user: call.arguments["userid"].int ?? 0)
    let user = try call.user(call.arguments["userid"].int ?? 0)
    guard user.id == call.caller.id || call.can(.viewCompletion, about: user.id, in: course.id) else {
      throw Refusal("cannotviewreport", "You cannot view this report")
    }
    guard let wanted = course.criteria else {
      throw Refusal("nocriteriaset", "No completion criteria set for this course")
    }
    let always = call.faults.contains(.completionWithoutRule)
    let rows: [Value] = Completion.criteria(of: course, user: user.id, call).map { criterion in
      let isMet = always || criterion.met != nil
      return [
        "type": .int(criterion.type), "title": .string(criterion.title), "status": isMet ? "Yes" : "No",
        "complete": .bool(isMet), "timecompleted": Value(criterion.met),
        "details": [
          "type": .string(criterion.title), "criteria": .string(criterion.subject),
          "requirement": .string(criterion.requirement), "status": "",
        ],
      ]
    }
    return [
      "completionstatus": [
        "completed": .bool(Completion.isComplete(course, user.id, call)), "aggregation": .int(wanted.aggregation),
        "completions": .list(rows),
      ], "warnings": [],
    ]
  }

  private static func byHand(_ call: inout Call) throws(Refusal) -> Value {
    let module = try call.module(call.arguments["cmid"].int ?? 0)
    _ = try call.enter(module.course)
    guard module.completion == 1 else {
      throw Refusal("cannotmanualctrack", "Activity does not provide manual completion tracking")
    }
    let user = call.subject.id
    Completion.set(module.id, user, to: call.arguments["completed"].flag ? 1 : 0, &call)
    Completion.updateCourse(module.course, user, &call)
    return ["status": true, "warnings": []]
  }

  private static func override(_ call: inout Call) throws(Refusal) -> Value {
    let module = try call.module(call.arguments["cmid"].int ?? 0)
    _ = try call.enter(module.course)
    guard call.can(.overrideCompletion, in: .course(module.course)) else { throw .noPermission }
    let user = try call.user(call.arguments["userid"].int ?? 0)
    let state = call.arguments["newstate"].int ?? 0
    Completion.set(module.id, user.id, to: state, by: call.caller.id, &call)
    Completion.updateCourse(module.course, user.id, &call)
    return [
      "cmid": .int(module.id), "userid": .int(user.id), "state": .int(state),
      "timecompleted": .int(state == 0 ? 0 : call.now), "overrideby": .int(call.caller.id),
      "tracking": .int(module.completion),
    ]
  }

  private static func declare(_ call: inout Call) throws(Refusal) -> Value {
    let course = try call.enter(call.arguments["courseid"].int ?? 0)
    guard course.criteria?.isSelf == true else {
      throw Refusal("noselfcompletioncriteria", "There are no self completion criteria set for this course")
    }
    let user = call.subject.id
    let row =
      call.state.courseCompletions.first { $0.course == course.id && $0.user == user }
      ?? call.state.courseCompletions.add(CourseCompletion(course: course.id, user: user))
    guard row.declared == nil else {
      throw Refusal("useralreadymarkedcomplete", "You have already marked yourself as complete")
    }
    let now = call.now
    call.state.courseCompletions.update(row.id) { $0.declared = now }
    Completion.updateCourse(course.id, user, &call)
    return ["status": true, "warnings": []]
  }
}

extension Call {
  /// A course that the caller may enter, or whose participant he may look at from outside (a line manager).
  func enterForUser(_ id: Int, user: Int) throws(Refusal) -> Course {
    let course = try course(id)
    if user != caller.id, user != 0, !canEnter(course), can(.viewCompletion, in: .user(user)) { return course }
    return try enter(id)
  }
}
