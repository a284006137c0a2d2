/// Assignments looked up and graded.
enum AssignmentFunctions {
  static let all = [
    Function("mod_assign_get_assignments", .read, list),
    Function("mod_assign_get_grades", .read, grades),
    Function("mod_assign_save_grade", .create, saveGrade),
    Function("mod_assign_set_user_flags", .update, setFlags),
  ]

  private static func list(_ call: inout Call) throws(Refusal) -> Value {
    let modules = try call.modules("assign", in: call.arguments["courseids"].list.compactMap(\.int))
    let courses = call.state.courses.filter { course in modules.contains { $0.course == course.id } }
    return [
      "courses": .list(
        courses.map { course in
          [
            "id": .int(course.id), "fullname": call.name(course.fullname), "shortname": call.name(course.shortname),
            "timemodified": .int(course.modified),
            "assignments": .list(modules.filter { $0.course == course.id }.map { value(of: $0, call) }),
          ]
        }), "warnings": [],
    ]
  }

  private static func value(of module: Module, _ call: Call) -> Value {
    let flag: (String) -> Value = { Value(flag: module.isOn($0)) }
    return [
      "id": .int(module.instance), "cmid": .int(module.id), "course": .int(module.course),
      "name": call.name(module.name), "nosubmissions": 0, "submissiondrafts": flag("submissiondrafts"),
      "sendnotifications": 0, "sendlatenotifications": 0, "sendstudentnotifications": 1,
      "duedate": .int(FormDate.read("duedate", from: module.settings) ?? 0),
      "allowsubmissionsfromdate": .int(FormDate.read("allowsubmissionsfromdate", from: module.settings) ?? 0),
      "grade": .int(Int(module.gradeMaximum ?? 0)), "gradepenalty": 0, "timemodified": .int(module.added),
      "completionsubmit": flag("completionsubmit"),
      "cutoffdate": .int(FormDate.read("cutoffdate", from: module.settings) ?? 0), "gradingduedate": 0,
      "teamsubmission": 0, "requireallteammemberssubmit": 0, "teamsubmissiongroupingid": 0, "blindmarking": 0,
      "hidegrader": 0, "revealidentities": 0, "attemptreopenmethod": "untilpass", "maxattempts": 1,
      "markingworkflow": flag("markingworkflow"), "markingallocation": 0, "markinganonymous": 0,
      "requiresubmissionstatement": 0, "configs": [],
    ]
  }

  private static func grades(_ call: inout Call) throws(Refusal) -> Value {
    var answer: [Value] = []
    for id in call.arguments["assignmentids"].list.compactMap(\.int) {
      let module = try call.module("assign", instance: id)
      _ = try call.enter(module.course)
      try call.require(.gradeAssignment, in: .course(module.course))
      let rows = call.state.assignGrades.filter { $0.module == module.id }
      answer.append([
        "assignmentid": .int(id), "grades": .list(rows.map { value(of: $0) }),
      ])
    }
    return ["assignments": .list(answer), "warnings": []]
  }

  static func value(of grade: AssignGrade) -> Value {
    [
      "id": .int(grade.id), "userid": .int(grade.user), "attemptnumber": 0, "timecreated": .int(grade.created),
      "timemodified": .int(grade.modified), "grader": .int(grade.grader),
      "grade": .string(Gradebook.formatted(grade.value, decimals: 5)),
    ]
  }

  private static func saveGrade(_ call: inout Call) throws(Refusal) -> Value {
    let module = try call.module("assign", instance: call.arguments["assignmentid"].int ?? 0)
    _ = try call.enter(module.course)
    try call.require(.gradeAssignment, in: .course(module.course))
    let user = try call.user(call.arguments["userid"].int ?? 0)
    if user.id == call.caller.id { throw GradeFunctions.selfGrading }
    let value = call.arguments["grade"].double ?? 0
    // Moodle drops a grade out of range without a word.
    guard value >= 0, value <= module.gradeMaximum ?? 0 else { return .null }
    let now = call.now
    let before = call.state.assignGrades.first { $0.module == module.id && $0.user == user.id }
    if before != nil, call.faults.contains(.updateIgnored) { return .null }
    let row =
      before
      ?? call.state.assignGrades.add(
        AssignGrade(module: module.id, user: user.id, value: 0, grader: 0, created: now, modified: now))
    let workflow = call.arguments["workflowstate"].text
    if workflow == "released" { try call.require(.releaseGrades, in: .course(module.course)) }
    let feedback = call.arguments["plugindata"]["assignfeedbackcomments_editor"]
    let grader = call.caller.id
    call.state.assignGrades.update(row.id) { row in
      row.value = value
      row.modified = now
      row.grader = grader
      if !feedback.isNull { row.feedback = feedback["text"].text }
      if !workflow.isEmpty { row.workflow = workflow }
    }
    release(row.id, &call)
    return .null
  }

  private static func setFlags(_ call: inout Call) throws(Refusal) -> Value {
    let module = try call.module("assign", instance: call.arguments["assignmentid"].int ?? 0)
    _ = try call.enter(module.course)
    try call.require(.gradeAssignment, in: .course(module.course))
    var answer: [Value] = []
    for flags in call.arguments["userflags"].list {
      let user = try call.user(flags["userid"].int ?? 0)
      let row = call.state.assignGrades.first { $0.module == module.id && $0.user == user.id }
      if let workflow = flags.has("workflowstate") ? flags["workflowstate"].text : nil, let row {
        if workflow == "released" { try call.require(.releaseGrades, in: .course(module.course)) }
        call.state.assignGrades.update(row.id) { $0.workflow = workflow }
        release(row.id, &call)
      }
      answer.append(["id": .int(row?.id ?? 0), "userid": .int(user.id)])
    }
    return .list(answer)
  }

  /// Brings a trainer's grade into the gradebook, unless the marking workflow holds it back.
  private static func release(_ id: Int, _ call: inout Call) {
    guard let row = call.state.assignGrades[id], let module = call.state.modules[row.module],
      let item = call.state.gradeItems.first(where: { $0.module == module.id })
    else { return }
    let isReleased = !module.isOn("markingworkflow") || row.workflow == "released"
    let isKnown = Gradebook.value(item, row.user, call.state) != nil
    guard isReleased || isKnown else { return }
    Gradebook.set(
      item, user: row.user, to: isReleased ? row.value : nil, feedback: isReleased ? row.feedback : "",
      source: "mod/assign", &call)
    if isReleased {
      call.notify(
        row.user, "\(call.caller.fullName) has given feedback for assignment \(module.name)",
        "\(call.caller.fullName) has given feedback for assignment \(module.name)", event: "assign_notification",
        from: call.caller.id, about: module)
    }
  }
}
