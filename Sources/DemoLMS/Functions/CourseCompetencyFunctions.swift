/// Which course serves which competency.
enum CourseCompetencyFunctions {
  static let all = [
    Function("core_competency_add_competency_to_course", .create, add),
    Function("core_competency_remove_competency_from_course", .delete, remove),
    Function("core_competency_list_course_competencies", .read, list),
    Function("core_competency_count_competencies_in_course", .read) { (call) throws(Refusal) in
      let course = try call.enter(call.arguments["id"].int ?? 0)
      return .int(call.state.courseCompetencies.filter { $0.course == course.id }.count)
    },
    Function("core_competency_set_course_competency_ruleoutcome", .update, setOutcome),
    Function("tool_lp_list_courses_using_competency", .read) { (call) throws(Refusal) in
      let competency = try FrameworkFunctions.competency(call.arguments["id"].int ?? 0, call)
      let courses = call.state.courseCompetencies.filter { call.keeps($0.competency == competency.id) }
        .compactMap { call.state.courses[$0.course] }.filter { call.canEnter($0) }
      return .list(courses.map { CourseView(call).timeline($0) })
    },
  ]

  private static func add(_ call: inout Call) throws(Refusal) -> Value {
    let course = try call.enter(call.arguments["courseid"].int ?? 0)
    try call.require(.manageCourseCompetencies, in: .course(course.id))
    let competency = try FrameworkFunctions.competency(call.arguments["competencyid"].int ?? 0, call)
    let isThere = call.state.courseCompetencies.contains { $0.course == course.id && $0.competency == competency.id }
    if isThere, !call.allowsDuplicates { return false }
    call.state.courseCompetencies.add(
      CourseCompetency(course: course.id, competency: competency.id, time: call.now, author: call.caller.id))
    return true
  }

  private static func remove(_ call: inout Call) throws(Refusal) -> Value {
    let course = try call.enter(call.arguments["courseid"].int ?? 0)
    try call.require(.manageCourseCompetencies, in: .course(course.id))
    let id = call.arguments["competencyid"].int ?? 0
    guard call.state.courseCompetencies.contains(where: { $0.course == course.id && $0.competency == id }) else {
      return false
    }
    call.state.courseCompetencies.remove { $0.course == course.id && $0.competency == id }
    return true
  }

  private static func list(_ call: inout Call) throws(Refusal) -> Value {
    let course = try call.enter(call.arguments["id"].int ?? 0)
    let links = call.state.courseCompetencies.filter { call.keeps($0.course == course.id) }
    return .list(
      links.enumerated().compactMap { index, link in
        guard let competency = call.state.competencies[link.competency] else { return nil }
        return [
          "competency": FrameworkFunctions.value(of: competency),
          "coursecompetency": [
            "courseid": .int(link.course), "competencyid": .int(link.competency), "sortorder": .int(index),
            "ruleoutcome": .int(link.outcome.rawValue), "id": .int(link.id), "timecreated": .int(link.time),
            "timemodified": .int(link.time), "usermodified": .int(link.author),
          ],
        ]
      })
  }

  private static func setOutcome(_ call: inout Call) throws(Refusal) -> Value {
    let id = call.arguments["coursecompetencyid"].int ?? 0
    guard let link = call.state.courseCompetencies[id] else { throw .unknownRecord }
    _ = try call.enter(link.course)
    try call.require(.manageCourseCompetencies, in: .course(link.course))
    guard let outcome = CourseCompetency.Outcome(rawValue: call.arguments["ruleoutcome"].int ?? -1) else {
      throw .persistent("Invalid rule outcome")
    }
    call.state.courseCompetencies.update(id) { $0.outcome = outcome }
    return true
  }
}
