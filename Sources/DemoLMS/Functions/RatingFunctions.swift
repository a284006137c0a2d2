/// Competencies of people: rated, reviewed and read.
enum RatingFunctions {
  static let all = [
    Function("core_competency_grade_competency", .create, grade),
    Function("core_competency_grade_competency_in_course", .create, gradeInCourse),
    Function("core_competency_grade_competency_in_plan", .create, gradeInPlan),
    Function("core_competency_user_competency_request_review", .update) { (call) throws(Refusal) in
      try review(&call, from: 0, to: 1, own: true)
    },
    Function("core_competency_user_competency_cancel_review_request", .update) { (call) throws(Refusal) in
      try review(&call, from: 1, to: 0, own: true)
    },
    Function("core_competency_user_competency_start_review", .update) { (call) throws(Refusal) in
      try review(&call, from: 1, to: 2, own: false)
    },
    Function("core_competency_user_competency_stop_review", .update) { (call) throws(Refusal) in
      try review(&call, from: 2, to: 0, own: false)
    },
    Function("tool_lp_data_for_user_competency_summary", .read) { (call) throws(Refusal) in
      try summary(call, isIn: nil)
    },
    Function("tool_lp_data_for_user_competency_summary_in_course", .read, summaryInCourse),
  ]

  private static func note(_ call: Call) -> String? {
    call.arguments["note"].isNull ? nil : call.arguments["note"].text
  }

  private static func grade(_ call: inout Call) throws(Refusal) -> Value {
    let user = try call.user(call.arguments["userid"].int ?? 0)
    let competency = try FrameworkFunctions.competency(call.arguments["competencyid"].int ?? 0, call)
    guard call.can(.gradeCompetency, in: .user(user.id)) else { throw .missing(.gradeCompetency) }
    let evidence = try Rating.rate(
      user.id, competency.id, grade: call.arguments["grade"].int ?? 0, note: note(call), in: .user(user.id),
      identifier: "evidence_manualoverride", subject: nil, &call)
    return EvidenceView(call).value(of: evidence)
  }

  private static func gradeInCourse(_ call: inout Call) throws(Refusal) -> Value {
    let course = try call.enter(call.arguments["courseid"].int ?? 0)
    let user = try call.user(call.arguments["userid"].int ?? 0)
    let competency = try FrameworkFunctions.competency(call.arguments["competencyid"].int ?? 0, call)
    try call.require(.gradeCompetency, in: .course(course.id))
    if user.id == call.caller.id { throw GradeFunctions.selfGrading }
    let isLinked = call.state.courseCompetencies.contains { $0.course == course.id && $0.competency == competency.id }
    guard isLinked else { throw .codingError("The competency does not belong to this course: \(competency.id)") }
    let evidence = try Rating.rate(
      user.id, competency.id, grade: call.arguments["grade"].int ?? 0, note: note(call), in: .course(course.id),
      identifier: "evidence_manualoverrideincourse", subject: "Course: \(course.fullname)", &call)
    return EvidenceView(call).value(of: evidence)
  }

  private static func gradeInPlan(_ call: inout Call) throws(Refusal) -> Value {
    guard let plan = call.state.plans[call.arguments["planid"].int ?? 0] else { throw .unknownRecord }
    let competency = try FrameworkFunctions.competency(call.arguments["competencyid"].int ?? 0, call)
    guard call.can(.gradeCompetency, in: .user(plan.user)) else { throw .missing(.gradeCompetency) }
    guard plan.competencies.contains(competency.id) else {
      throw .codingError("The competency does not belong to this plan: \(competency.id)")
    }
    let evidence = try Rating.rate(
      plan.user, competency.id, grade: call.arguments["grade"].int ?? 0, note: note(call), in: .user(plan.user),
      identifier: "evidence_manualoverrideinplan", subject: plan.name, &call)
    return EvidenceView(call).value(of: evidence)
  }

  private static func review(_ call: inout Call, from: Int, to: Int, own: Bool) throws(Refusal) -> Value {
    let user = try call.user(call.arguments["userid"].int ?? 0)
    let competency = try FrameworkFunctions.competency(call.arguments["competencyid"].int ?? 0, call)
    let mayDo =
      own && user.id == call.caller.id ? true : call.can(.reviewCompetency, in: .user(user.id))
    guard mayDo else { throw .missing(.reviewCompetency) }
    let row = Rating.record(of: user.id, competency.id, &call)
    guard row.status == from else { throw .codingError("The competency is not in the right state for this") }
    let reviewer = call.caller.id
    call.state.userCompetencies.update(row.id) { row in
      row.status = to
      row.reviewer = to == 2 ? reviewer : nil
    }
    return true
  }

  private static func summary(_ call: Call, isIn course: Course?) throws(Refusal) -> Value {
    let user = try call.user(call.arguments["userid"].int ?? 0)
    let competency = try FrameworkFunctions.competency(call.arguments["competencyid"].int ?? 0, call)
    let mayRead =
      user.id == call.caller.id || call.can(.viewUserCompetency, in: .user(user.id))
      || course.map { call.can(.viewUserCompetency, in: .course($0.id)) } == true
    guard mayRead else { throw .missing(.viewUserCompetency) }
    return EvidenceView(call).summary(of: user, competency)
  }

  private static func summaryInCourse(_ call: inout Call) throws(Refusal) -> Value {
    let course = try call.enterForUser(call.arguments["courseid"].int ?? 0, user: call.arguments["userid"].int ?? 0)
    let summary = try summary(call, isIn: course)
    return [
      "usercompetencysummary": summary, "course": CourseView(call).timeline(course), "coursemodules": [], "plans": [],
      "pluginbaseurl": .string(call.baseURL + "/admin/tool/lp"),
    ]
  }
}
