/// Work handed in for assignments.
enum SubmissionFunctions {
  static let all = [
    Function("mod_assign_save_submission", .create, save),
    Function("mod_assign_submit_for_grading", .create, submit),
    Function("mod_assign_get_submission_status", .read, status),
    Function("mod_assign_get_submissions", .read, list),
  ]

  private static func save(_ call: inout Call) throws(Refusal) -> Value {
    let module = try call.module("assign", instance: call.arguments["assignmentid"].int ?? 0)
    _ = try call.enter(module.course)
    try call.require(.submitAssignment, in: .course(module.course))
    if let cutoff = FormDate.read("cutoffdate", from: module.settings), cutoff < call.now {
      let item = "User id: \(call.caller.id), Assignment id: \(module.instance) Notices:"
      return .list([
        Call.warning(
          item, module.instance, Refusal("couldnotsavesubmission", "Could not save submission."))
      ])
    }
    let user = call.subject
    let now = call.now
    let data = call.arguments["plugindata"]
    let row =
      call.state.submissions.first { $0.module == module.id && $0.user == user.id && !call.allowsDuplicates }
      ?? call.state.submissions.add(
        Submission(module: module.id, user: user.id, text: "", status: "new", created: now, modified: now))
    let draft = data["files_filemanager"].int ?? 0
    let files = call.state.drafts.filter { $0.item == draft && $0.user == call.caller.id }.map(\.name)
    call.state.submissions.update(row.id) { row in
      if data.has("onlinetext_editor") { row.text = data["onlinetext_editor"]["text"].text }
      if draft != 0 { row.files = files }
      row.status = module.isOn("submissiondrafts") ? "draft" : "submitted"
      row.modified = now
    }
    call.notify(
      user.id, "Assignment submission confirmation - \(module.name)",
      "You have submitted your assignment for \(module.name).", event: "assign_notification", about: module)
    tellGraders(of: module, about: user, &call)
    Completion.update(module, user.id, &call)
    return []
  }

  /// Trainers hear of work that was handed in, where the assignment says so.
  private static func tellGraders(of module: Module, about user: User, _ call: inout Call) {
    guard module.isOn("sendnotifications") else { return }
    let graders = call.state.participants(of: module.course).withoutRepeats.filter {
      $0.id != user.id && call.has($0.id, .gradeAssignment, in: .course(module.course))
    }
    for grader in graders {
      call.notify(
        grader.id, "\(user.fullName) has updated their assignment submission for \(module.name)",
        "\(user.fullName) has updated their assignment submission for '\(module.name)'.",
        event: "assign_notification", from: user.id, about: module)
    }
  }

  private static func submit(_ call: inout Call) throws(Refusal) -> Value {
    let module = try call.module("assign", instance: call.arguments["assignmentid"].int ?? 0)
    _ = try call.enter(module.course)
    try call.require(.submitAssignment, in: .course(module.course))
    let user = call.subject.id
    guard let row = call.state.submissions.first(where: { $0.module == module.id && $0.user == user }),
      row.status == "draft"
    else {
      let item = "User id: \(user), Assignment id: \(module.instance) Notices:"
      return .list([
        Call.warning(
          item, module.instance, Refusal("couldnotsubmitforgrading", "Could not submit assignment for grading."))
      ])
    }
    call.state.submissions.update(row.id) { $0.status = "submitted" }
    Completion.update(module, user, &call)
    return []
  }

  private static func status(_ call: inout Call) throws(Refusal) -> Value {
    let module = try call.module("assign", instance: call.arguments["assignid"].int ?? 0)
    let user = try call.userOrCaller("userid")
    _ = try call.enter(module.course)
    if user.id != call.caller.id { try call.require(.gradeAssignment, in: .course(module.course)) }
    let row = call.state.submissions.first { $0.module == module.id && $0.user == user.id }
    let grade = releasedGrade(of: module, user.id, call)
    var attempt: Value = [:]
    if let row {
      attempt["submission"] = value(of: row, module).merging(["assignment": .int(module.instance), "latest": 1])
    }
    let groups = call.state.groups.filter { $0.course == module.course && $0.members.contains(user.id) }
    let isDraft = row?.status == "draft"
    let mayEdit =
      call.can(.submitAssignment, in: .course(module.course))
      && (row?.status != "submitted" || !module.isOn("submissiondrafts"))
    attempt = attempt.merging([
      "submissiongroupmemberswhoneedtosubmit": [], "submissionsenabled": true, "locked": false,
      "graded": .bool(grade != nil), "canedit": .bool(mayEdit), "caneditowner": .bool(mayEdit),
      "cansubmit": .bool(isDraft), "extensionduedate": .null, "timelimit": 0, "blindmarking": false,
      "gradingstatus": .string(gradingStatus(of: module, user.id, call)),
      "usergroups": .list(groups.map { .int($0.id) }),
    ])
    var answer: Value = ["lastattempt": attempt]
    if let grade { answer["feedback"] = feedback(grade, of: module) }
    return answer.merging(["assignmentdata": ["attachments": ["intro": []]], "warnings": []])
  }

  /// The grade as the person may see it: not before it is released, and not while its column is hidden.
  private static func releasedGrade(of module: Module, _ user: Int, _ call: Call) -> AssignGrade? {
    guard let grade = call.state.assignGrades.first(where: { $0.module == module.id && $0.user == user }) else {
      return nil
    }
    if call.can(.gradeAssignment, in: .course(module.course)) { return grade }
    let isHidden = call.state.gradeItems.first { $0.module == module.id }?.isHidden == true
    return isHidden || (module.isOn("markingworkflow") && grade.workflow != "released") ? nil : grade
  }

  private static func gradingStatus(of module: Module, _ user: Int, _ call: Call) -> String {
    let grade = call.state.assignGrades.first { $0.module == module.id && $0.user == user }
    if module.isOn("markingworkflow") {
      return grade.map { $0.workflow.isEmpty ? "notmarked" : $0.workflow } ?? "notmarked"
    }
    return grade == nil ? "notgraded" : "graded"
  }

  private static func feedback(_ grade: AssignGrade, of module: Module) -> Value {
    let shown = "\(Gradebook.formatted(grade.value)) / \(Gradebook.formatted(module.gradeMaximum ?? 0))"
    return [
      "grade": AssignmentFunctions.value(of: grade).merging(["assignment": .int(module.instance)]),
      "gradefordisplay": .string(shown), "gradeddate": .int(grade.modified),
      "plugins": [
        [
          "type": "comments", "name": "Feedback comments",
          "editorfields": [
            [
              "name": "comments", "description": "Feedback comments", "text": .string(grade.feedback), "format": 1,
            ]
          ],
        ]
      ],
    ]
  }

  private static func list(_ call: inout Call) throws(Refusal) -> Value {
    var answer: [Value] = []
    for id in call.arguments["assignmentids"].list.compactMap(\.int) {
      let module = try call.module("assign", instance: id)
      _ = try call.enter(module.course)
      try call.require(.gradeAssignment, in: .course(module.course))
      let rows = call.state.submissions.filter { $0.module == module.id }
      answer.append([
        "assignmentid": .int(id),
        "submissions": .list(
          rows.map {
            value(of: $0, module).merging(["gradingstatus": .string(gradingStatus(of: module, $0.user, call))])
          }),
      ])
    }
    return ["assignments": .list(answer), "warnings": []]
  }

  private static func value(of row: Submission, _ module: Module) -> Value {
    let files: [Value] = row.files.map { name in
      ["filename": .string(name), "filepath": "/", "filesize": 0, "timemodified": .int(row.modified)]
    }
    return [
      "id": .int(row.id), "userid": .int(row.user), "attemptnumber": 0, "timecreated": .int(row.created),
      "timemodified": .int(row.modified), "timestarted": .null, "status": .string(row.status), "groupid": 0,
      "plugins": [
        [
          "type": "onlinetext", "name": "Online text",
          "fileareas": [["area": "submissions_onlinetext", "files": []]],
          "editorfields": [
            [
              "name": "onlinetext", "description": "Online text submissions", "text": .string(row.text), "format": 1,
            ]
          ],
        ],
        [
          "type": "file", "name": "File submissions",
          "fileareas": [["area": "submission_files", "files": .list(files)]],
        ],
      ],
    ]
  }
}
