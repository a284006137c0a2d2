/// The form that adds or changes an activity, with the field names of Moodle's.
enum ModuleForms {
  static let all = [
    Page("/course/modedit.php", .create) { (call, request, sesskey) throws(Refusal) in
      try edit(&call, request, sesskey)
    }
  ]

  /// A field of a form and what it holds when nothing is chosen.
  enum Field: Sendable {
    case text(String, String)
    case area(String)
    case select(String, [String], String)
    case check(String)
    /// Date parts with a box that enables them.
    case date(String)
    case duration(String)
  }

  private static let common: [Field] = [
    .area("introeditor[text]"), .select("visible", ["1", "0"], "1"), .text("cmidnumber", ""),
    .select("groupmode", ["0", "1", "2"], "0"), .text("availabilityconditionsjson", ""),
    .select("completion", ["0", "1", "2"], "0"), .check("completionview"),
  ]

  private static let graded: [Field] = [
    .text("gradepass", ""), .check("completionusegrade"), .check("completionpassgrade"),
  ]

  static let fields: [String: [Field]] = [
    "page": [.area("page[text]")], "label": [], "url": [.text("externalurl", "")], "forum": [],
    "assign": [
      .date("allowsubmissionsfromdate"), .date("duedate"), .date("cutoffdate"),
      .check("assignsubmission_onlinetext_enabled"), .check("assignsubmission_file_enabled"),
      .check("assignfeedback_comments_enabled"), .select("submissiondrafts", ["0", "1"], "0"),
      .select("grade[modgrade_type]", ["none", "scale", "point"], "point"), .text("grade[modgrade_point]", "100"),
      .select("markingworkflow", ["0", "1"], "0"), .select("sendnotifications", ["0", "1"], "0"),
      .check("completionsubmit"),
    ] + graded,
    "quiz": [
      .date("timeopen"), .date("timeclose"), .duration("timelimit"), .text("grade", "10"),
      .select("attempts", ["0"] + (1...10).map(String.init), "0"), .select("grademethod", ["1", "2", "3", "4"], "1"),
      .text("questionsperpage", "1"), .select("preferredbehaviour", ["deferredfeedback"], "deferredfeedback"),
      .check("completionattemptsexhausted"),
    ] + graded,
    "scorm": [
      .text("packagefile", ""), .text("maxgrade", "100"), .check("completionstatusrequired[2]"),
      .check("completionstatusrequired[4]"),
    ],
    "feedback": [
      .select("anonymous", ["1", "2"], "1"), .select("multiple_submit", ["0", "1"], "0"), .check("completionsubmit"),
    ],
  ]

  private static let control: Set<String> = [
    "sesskey", "course", "coursemodule", "section", "module", "modulename", "instance", "add", "update", "return",
    "sr", "beforemod", "submitbutton", "submitbutton2",
  ]

  private static func edit(_ call: inout Call, _ request: WebRequest, _ sesskey: String) throws(Refusal) -> WebAnswer {
    let updated = request.fields.int("update").flatMap { call.state.modules[$0] }
    let kind = updated?.kind ?? request.fields["add"] ?? ""
    let course = try call.enter(updated?.course ?? request.fields.int("course") ?? 0)
    try call.require(.manageActivities, in: .course(course.id))
    guard fields[kind] != nil else { throw Refusal("moduledoesnotexist", "This activity does not exist") }
    guard request.isPost else {
      let name = updated?.name ?? ""
      return show(
        call, kind, course, request.query, sesskey, values: updated?.settings ?? [:], name: name, errors: [:])
    }
    var settings: [String: String] = [:]
    for field in request.body.fields where !control.contains(field.name) && !field.name.hasPrefix("_qf") {
      settings[field.name] = field.value
    }
    let name = kind == "label" ? labelName(settings) : settings["name"] ?? ""
    if kind == "scorm", let draft = call.draft(settings["packagefile"]), let package = Package(draft.bytes) {
      settings["package.version"] = package.version
      settings["package.parts"] = String(package.parts)
    }
    let errors = errors(in: settings, name: name, kind)
    guard errors.isEmpty else {
      return show(call, kind, course, request.body, sesskey, values: settings, name: name, errors: errors)
    }
    if let updated {
      change(updated, name: name, settings, &call)
    } else {
      call.state.addModule(
        kind: kind, name: name, course: course.id, section: request.body.int("section") ?? 0, settings: settings,
        now: call.now)
    }
    return call.redirect("/course/view.php?id=\(course.id)")
  }

  /// A label is called by the beginning of its text.
  private static func labelName(_ settings: [String: String]) -> String {
    String((settings["introeditor[text]"] ?? "").withoutTags.trimmed().prefix(50))
  }

  private static func errors(in settings: [String: String], name: String, _ kind: String) -> [String: String] {
    var errors: [String: String] = [:]
    if name.trimmed().isEmpty { errors["name"] = "- You must supply a value here." }
    if kind == "page", settings["page[text]"]?.isEmpty ?? true { errors["page"] = "- You must supply a value here." }
    if kind == "scorm", settings["package.parts"] == nil { errors["packagefile"] = "Required" }
    let highest = Double(settings["grade[modgrade_point]"] ?? settings["grade"] ?? "") ?? 100
    if let pass = settings["gradepass"].flatMap({ Double($0) }), pass > highest {
      errors["gradepass"] =
        "The grade to pass can not be greater than the maximum possible grade \(Value.spelling(of: highest))"
    }
    return errors
  }

  private static func change(_ module: Module, name: String, _ settings: [String: String], _ call: inout Call) {
    call.state.modules.update(module.id) { module in
      module.name = name
      module.settings = settings
      module.idnumber = settings["cmidnumber"] ?? ""
      module.isVisible = settings["visible"] != "0"
      module.completion = settings["completion"].flatMap { Int($0) } ?? 0
    }
    guard let changed = call.state.modules[module.id] else { return }
    call.state.gradeItems.updateAll(where: { $0.module == module.id }) { item in
      item.maximum = changed.gradeMaximum ?? item.maximum
      item.pass = changed.number("gradepass") ?? 0
    }
  }

  private static func show(
    _ call: Call, _ kind: String, _ course: Course, _ place: Form, _ sesskey: String, values: [String: String],
    name: String, errors: [String: String]
  ) -> WebAnswer {
    var form = FormMarkup(
      action: call.baseURL + "/course/modedit.php", marker: "_qf__mod_\(kind)_mod_form", sesskey: sesskey,
      errors: errors)
    let update = place["update"] ?? "0"
    for (name, value) in [
      ("course", String(course.id)), ("coursemodule", update == "0" ? "" : update),
      ("section", place["section"] ?? "0"),
      ("module", "1"), ("modulename", kind), ("instance", ""), ("add", update == "0" ? kind : "0"),
      ("update", update), ("return", "0"), ("sr", "-1"), ("beforemod", "0"), ("introeditor[format]", "1"),
      ("introeditor[itemid]", "0"),
    ] { form.hidden(name, value) }
    if kind == "page" {
      form.hidden("page[format]", "1")
      form.hidden("page[itemid]", "0")
    }
    if kind != "label" { form.text("name", label: "Name", name) }
    for field in common + (fields[kind] ?? []) { add(field, to: &form, values) }
    form.button("submitbutton2", "Save and return to course")
    form.button("submitbutton", "Save and display")
    return call.page("New \(kind)", sesskey, form.markup)
  }

  private static func add(_ field: Field, to form: inout FormMarkup, _ values: [String: String]) {
    switch field {
    case .text(let name, let value): form.text(name, label: name, values[name] ?? value)
    case .area(let name): form.area(name, label: name, values[name] ?? "")
    case .select(let name, let options, let value):
      form.select(name, label: name, options.map { ($0, $0) }, chosen: values[name] ?? value)
    case .check(let name): form.checkbox(name, label: name, isOn: values[name] == "1")
    case .date(let name):
      form.tick("\(name)[enabled]", label: name, isOn: values["\(name)[enabled]"] == "1")
      for (part, value) in [("day", "1"), ("month", "1"), ("year", "2030"), ("hour", "0"), ("minute", "0")] {
        form.text("\(name)[\(part)]", label: part, values["\(name)[\(part)]"] ?? value)
      }
    case .duration(let name):
      form.tick("\(name)[enabled]", label: name, isOn: values["\(name)[enabled]"] == "1")
      form.text("\(name)[number]", label: "number", values["\(name)[number]"] ?? "0")
      form.select(
        "\(name)[timeunit]", label: "unit", [("1", "seconds"), ("60", "minutes"), ("3600", "hours")],
        chosen: values["\(name)[timeunit]"] ?? "60")
    }
  }
}
