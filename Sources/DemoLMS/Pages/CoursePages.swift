/// Courses in the browser, and the form of what completes them.
enum CoursePages {
  static let all =
    [
      Page("/course/view.php") { (call, request, sesskey) throws(Refusal) in try view(call, request, sesskey) },
      Page("/course/completion.php", .update, completion),
      Page("/user/preferences.php") { (call, _, sesskey) throws(Refusal) in
        call.page(
          "Preferences", sesskey, "<h2>Preferences</h2><a href=\"\(call.baseURL)/user/edit.php\">Edit profile</a>")
      },
    ]
    + ["page", "assign", "quiz", "feedback", "url", "label", "forum", "scorm"].map { kind in
      Page("/mod/\(kind)/view.php", writesByGet: { _ in true }) { (call, request, sesskey) throws(Refusal) in
        let module = try call.module(request.query.int("id") ?? 0)
        try call.use(module)
        Completion.view(module, by: call.subject.id, &call)
        let text = module.settings["page[text]"] ?? module.settings["introeditor[text]"] ?? ""
        return call.page(
          module.name, sesskey, "<h2>\(module.name.escapedHTML)</h2><div class=\"content\">\(text)</div>")
      }
    }

  private static func view(_ call: Call, _ request: WebRequest, _ sesskey: String) throws(Refusal) -> WebAnswer {
    guard let course = call.state.courses[request.query.int("id") ?? 0] else {
      throw Refusal("invalidcourseid", "You are trying to use an invalid course ID")
    }
    guard call.canEnter(course) else { throw Refusal("noguestaccess", "You cannot enrol yourself in this course.") }
    let seesHidden = call.can(.viewHiddenActivities, in: .course(course.id))
    let sections = call.state.sections.filter { $0.course == course.id }.map { section in
      let modules = call.state.modules.filter { $0.section == section.id && ($0.isVisible || seesHidden) }
      let rows = modules.map {
        "<li class=\"activity \($0.kind)\" id=\"module-\($0.id)\">"
          + "<a href=\"\(call.baseURL)/mod/\($0.kind)/view.php?id=\($0.id)\">\($0.name.escapedHTML)</a></li>"
      }
      return "<li class=\"section\"><h3>\(section.name.escapedHTML)</h3><ul>\(rows.joined())</ul></li>"
    }
    return call.page(
      "Course: \(course.fullname)", sesskey,
      "<h1>\(course.fullname.escapedHTML)</h1><ul class=\"topics\">\(sections.joined())</ul>")
  }

  private static func completion(
    _ call: inout Call, _ request: WebRequest, _ sesskey: String
  ) throws(Refusal) -> WebAnswer {
    let course = try call.enter(request.fields.int("id") ?? 0)
    try call.require(.updateCourses, in: .course(course.id))
    let tracked = call.state.modules.filter { $0.course == course.id && $0.completion > 0 }
    if request.isPost {
      var criteria = CompletionCriteria()
      criteria.activities = tracked.map(\.id).filter { request.body.isOn("criteria_activity[\($0)]") }
      criteria.isSelf = request.body.isOn("criteria_self")
      if request.body.isOn("criteria_grade") {
        criteria.passGrade = request.body["criteria_grade_value"].flatMap { Double($0) } ?? 0
      }
      criteria.aggregation = request.body.int("overall_aggregation") ?? 1
      call.state.courses.update(course.id) { $0.criteria = criteria.isEmpty ? nil : criteria }
      return call.redirect("/course/view.php?id=\(course.id)")
    }
    var form = FormMarkup(
      action: "\(call.baseURL)/course/completion.php?id=\(course.id)", marker: "_qf__course_completion_form",
      sesskey: sesskey)
    form.hidden("id", String(course.id))
    form.select(
      "overall_aggregation", label: "Completion requirements",
      [
        ("1", "Course is complete when ALL conditions are met"),
        ("2", "Course is complete when ANY of the conditions are met"),
      ],
      chosen: String(course.criteria?.aggregation ?? 1))
    for module in tracked {
      form.checkbox(
        "criteria_activity[\(module.id)]", label: module.name,
        isOn: course.criteria?.activities.contains(module.id) == true)
    }
    form.select(
      "activity_aggregation", label: "Condition requires", [("1", "ALL"), ("2", "ANY")], chosen: "1")
    form.checkbox("criteria_grade", label: "Enable", isOn: course.criteria?.passGrade != nil)
    form.text(
      "criteria_grade_value", label: "Required course grade",
      course.criteria?.passGrade.map { Value.spelling(of: $0) } ?? "")
    form.checkbox("criteria_self", label: "Enable", isOn: course.criteria?.isSelf == true)
    form.button("submitbutton", "Save changes")
    return call.page("Course completion settings", sesskey, form.markup)
  }
}
