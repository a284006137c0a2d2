/// Ways into a course: by oneself, by cohort.
enum EnrolPages {
  static let all = [
    Page("/enrol/editinstance.php", .create, edit),
    Page("/enrol/self/unenrolself.php", .delete, leave),
    Page("/enrol/instances.php", .delete, writesByGet: { $0.query["action"] == "delete" && $0.query["confirm"] == "1" })
    {
      (call, request, sesskey) throws(Refusal) in try list(&call, request, sesskey)
    },
  ]

  private static func edit(_ call: inout Call, _ request: WebRequest, _ sesskey: String) throws(Refusal) -> WebAnswer {
    let course = try call.enter(request.fields.int("courseid") ?? 0)
    try call.require(.configureEnrolments, in: .course(course.id))
    let type = request.fields["type"] ?? ""
    guard ["self", "cohort", "guest"].contains(type) else {
      throw Refusal("invalidenrolinstance", "Invalid enrolment instance")
    }
    var errors: [String: String] = [:]
    if request.isPost {
      var instance = EnrolInstance(course: course.id, type: type)
      instance.name = request.body["name"] ?? ""
      instance.password = request.body["password"] ?? ""
      instance.role = request.body.int("roleid") ?? Role.studentID
      let cohorts = request.body.fields.filter { $0.name == "customint1[]" }.compactMap { Int($0.value) }
      let chosen = cohorts.isEmpty ? request.body.all("customint1").compactMap { Int($0) } : cohorts
      if type == "cohort", chosen.allSatisfy({ call.state.cohorts[$0] == nil }) { errors["customint1[]"] = "Required" }
      if errors.isEmpty {
        for cohort in type == "cohort" ? chosen.filter({ call.state.cohorts[$0] != nil }) : [0] {
          if type == "cohort" { instance.cohort = cohort }
          if type == "self" { limit(&instance, request.body) }
          let added = call.state.enrolInstances.add(instance)
          if type == "cohort" { Enrolling.sync(added, &call) }
        }
        return call.redirect("/enrol/instances.php?id=\(course.id)")
      }
    }
    return form(call, course, type, sesskey, errors)
  }

  /// customint3: how many may come in; customint5: members of which cohort only; 0 for no limit.
  private static func limit(_ instance: inout EnrolInstance, _ sent: Form) {
    instance.places = sent.int("customint3").flatMap { $0 > 0 ? $0 : nil }
    instance.cohort = sent.int("customint5").flatMap { $0 > 0 ? $0 : nil }
  }

  /// Ends an enrolment that somebody took himself.
  private static func leave(_ call: inout Call, _ request: WebRequest, _ sesskey: String) throws(Refusal) -> WebAnswer {
    let wanted = request.fields.int("enrolid") ?? 0
    guard let door = call.state.enrolInstances[wanted], door.type == "self" else { throw .unknownRecord }
    let course = try call.enter(door.course)
    let user = call.subject.id
    let mine = call.state.enrolments.filter { $0.instance == door.id && $0.user == user }
    guard !mine.isEmpty else { return call.redirect("/course/view.php?id=\(course.id)") }
    if request.isPost, request.body["confirm"] == "1" {
      for enrolment in mine { Enrolling.unenrol(enrolment, &call) }
      return call.redirect("/my/")
    }
    var form = FormMarkup(
      action: call.baseURL + "/enrol/self/unenrolself.php", marker: "_qf__confirm", sesskey: sesskey)
    form.hidden("enrolid", String(door.id))
    form.hidden("confirm", "1")
    form.button("continue", "Continue")
    return call.page("Unenrol me from course", sesskey, form.markup)
  }

  private static func form(
    _ call: Call, _ course: Course, _ type: String, _ sesskey: String, _ errors: [String: String]
  ) -> WebAnswer {
    var form = FormMarkup(
      action: call.baseURL + "/enrol/editinstance.php", marker: "_qf__enrol_instance_edit_form", sesskey: sesskey,
      errors: errors)
    form.hidden("id", "")
    form.hidden("courseid", String(course.id))
    form.hidden("type", type)
    form.hidden("returnurl", "\(call.baseURL)/enrol/instances.php?id=\(course.id)")
    form.text("name", label: "Custom instance name")
    form.select("status", label: "Allow existing enrolments", [("0", "Yes"), ("1", "No")], chosen: "0")
    if type == "self" {
      form.select("customint6", label: "Allow new self enrolments", [("1", "Yes"), ("0", "No")], chosen: "1")
      form.text("password", label: "Enrolment key")
      form.text("customint3", label: "Max enrolled users", "0")
      form.select(
        "customint5", label: "Only cohort members",
        [("0", "No")] + call.state.cohorts.map { (String($0.id), $0.name) }, chosen: "0")
    }
    if type == "cohort" {
      form.select(
        "customint1[]", label: "Cohort", call.state.cohorts.map { (String($0.id), $0.name) }, chosen: "", many: true)
    }
    let roles = call.options.roles.filter { $0.levels.contains(.course) }.map { (String($0.id), $0.name) }
    form.select("roleid", label: "Assign role", roles, chosen: "5")
    form.button("submitbutton", "Add method")
    return call.page("Enrolment methods", sesskey, form.markup)
  }

  private static func list(_ call: inout Call, _ request: WebRequest, _ sesskey: String) throws(Refusal) -> WebAnswer {
    let course = try call.enter(request.query.int("id") ?? 0)
    try call.require(.configureEnrolments, in: .course(course.id))
    if request.query["action"] == "delete", request.query["confirm"] == "1",
      let instance = request.query.int("instance").flatMap({ call.state.enrolInstances[$0] }),
      instance.course == course.id
    {
      guard request.query["sesskey"] == sesskey else { throw AdminPages.badSesskey }
      for enrolment in call.state.enrolments where enrolment.instance == instance.id {
        Enrolling.unenrol(enrolment, &call)
      }
      call.state.enrolInstances[instance.id] = nil
      return call.redirect("/enrol/instances.php?id=\(course.id)")
    }
    let rows = call.state.enrolInstances.filter { $0.course == course.id }.map { instance in
      let cohort = instance.cohort.flatMap { call.state.cohorts[$0]?.name }
      let role = call.options.roles.first { $0.id == instance.role }?.name ?? ""
      let name =
        cohort.map { "\(instance.name.isEmpty ? "Cohort sync" : instance.name) (\($0) - \(role))" }
        ?? "\(instance.type) \(instance.name)"
      let link =
        "\(call.baseURL)/enrol/instances.php?sesskey=\(sesskey)&id=\(course.id)&action=delete&instance=\(instance.id)"
      return "<tr><td>\(name.escapedHTML)</td><td><a href=\"\(link.escapedHTML)\">Delete</a></td></tr>"
    }
    return call.page("Enrolment methods", sesskey, "<table>\(rows.joined())</table>")
  }
}
