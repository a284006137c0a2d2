/// What is in a course: sections and activities.
enum ContentFunctions {
  static let all = [
    Function("core_course_get_contents", .read, contents),
    Function("core_course_get_course_module", .read) { (call) throws(Refusal) in
      try describe(try call.module(call.arguments["cmid"].int ?? 0), call)
    },
    Function("core_course_get_course_module_by_instance", .read) { (call) throws(Refusal) in
      let kind = call.arguments["module"].text
      return try describe(try call.module(kind, instance: call.arguments["instance"].int ?? 0), call)
    },
    Function("core_course_delete_modules", .delete, delete),
    Function("core_update_inplace_editable", .update, rename),
    Function("core_course_view_course", .create) { (call) throws(Refusal) in
      let course = try call.enter(call.arguments["courseid"].int ?? 0)
      call.log(
        "Course viewed", "The user with id '\(call.caller.id)' viewed the course with id '\(course.id)'.",
        course: course.id)
      return ["status": true, "warnings": []]
    },
    Function("core_courseformat_new_module", .create) { (call) throws(Refusal) in
      let text = "Module \(call.arguments["modname"].text) does not support quick creation"
      throw Refusal(text, "error/\(text)")
    },
    Function("mod_page_get_pages_by_courses", .read, pages),
    Function("mod_page_view_page", .create) { (call) throws(Refusal) in try view("page", "pageid", &call) },
    Function("mod_assign_view_assign", .create) { (call) throws(Refusal) in try view("assign", "assignid", &call) },
    Function("mod_quiz_view_quiz", .create) { (call) throws(Refusal) in try view("quiz", "quizid", &call) },
    Function("mod_feedback_view_feedback", .create) { (call) throws(Refusal) in
      try view("feedback", "feedbackid", &call)
    },
  ]

  private static func contents(_ call: inout Call) throws(Refusal) -> Value {
    let course = try call.enter(call.arguments["courseid"].int ?? 0, wrapped: true)
    var wanted: [String: String] = [:]
    for option in call.arguments["options"].list { wanted[option["name"].text] = option["value"].text }
    let seesHidden = call.can(.viewHiddenActivities, in: .course(course.id))
    let sections = call.state.sections.filter { section in
      section.course == course.id && (section.isVisible || seesHidden)
        && call.keeps(wanted["sectionid"].map { $0 == String(section.id) } ?? true)
        && call.keeps(wanted["sectionnumber"].map { $0 == String(section.number) } ?? true)
    }.sorted { $0.number < $1.number }
    return .list(
      sections.map { section in
        let modules = call.state.modules.filter { module in
          module.section == section.id && (module.isVisible || seesHidden) && wanted["excludemodules"] != "1"
            && call.keeps(wanted["cmid"].map { $0 == String(module.id) } ?? true)
            && call.keeps(wanted["modname"].map { $0 == module.kind } ?? true)
        }
        return [
          "id": .int(section.id), "name": call.name(section.name), "visible": Value(flag: section.isVisible),
          "summary": "", "summaryformat": 1, "section": .int(section.number), "hiddenbynumsections": 0,
          "uservisible": true, "component": .null, "itemid": .null,
          "modules": .list(modules.map { ModuleView(call).value(of: $0) }),
        ]
      })
  }

  /// The one name that can be changed in place: that of a section.
  private static func rename(_ call: inout Call) throws(Refusal) -> Value {
    let type = call.arguments["itemtype"].text
    guard call.arguments["component"].text == "format_topics", ["sectionname", "sectionnamenl"].contains(type) else {
      throw .codingError("Could not find a way to change this in place: \(type)")
    }
    guard let section = call.state.sections[call.arguments["itemid"].int ?? 0] else { throw .unknownRecord }
    _ = try call.enter(section.course)
    try call.require(.updateCourses, in: .course(section.course))
    let name = call.arguments["value"].text
    call.state.sections.update(section.id) { $0.name = name }
    return [
      "displayvalue": .string(name.escapedHTML), "component": "format_topics", "itemtype": .string(type),
      "value": .string(name), "itemid": .string(String(section.id)), "edithint": "Edit section name",
      "editlabel": .string("New name for section \(name)"), "type": "text", "options": "", "linkeverything": 0,
    ]
  }

  private static func describe(_ module: Module, _ call: Call) throws(Refusal) -> Value {
    _ = try call.enter(module.course)
    let section = call.state.sections[module.section]
    var cm: Value = [
      "id": .int(module.id), "course": .int(module.course), "module": .int(1), "name": call.name(module.name),
      "modname": .string(module.kind), "instance": .int(module.instance), "section": .int(module.section),
      "sectionnum": .int(section?.number ?? 0), "groupmode": 0, "groupingid": 0,
      "completion": .int(module.completion),
    ]
    if call.can(.manageActivities, in: .course(module.course)) {
      cm = cm.merging([
        "idnumber": .string(module.idnumber), "added": .int(module.added), "score": 0, "indent": 0,
        "visible": Value(flag: module.isVisible), "visibleoncoursepage": 1, "visibleold": Value(flag: module.isVisible),
        "completiongradeitemnumber": module.isOn("completionusegrade") ? 0 : .null,
        "completionpassgrade": Value(flag: module.isOn("completionpassgrade")),
        "completionview": Value(flag: module.isOn("completionview")), "completionexpected": 0, "showdescription": 0,
        "downloadcontent": 1, "availability": .null,
      ])
      if let maximum = module.gradeMaximum {
        cm["grade"] = .double(maximum)
        cm["gradepass"] = .string(String(module.number("gradepass") ?? 0))
      }
    }
    return ["cm": cm, "warnings": []]
  }

  private static func delete(_ call: inout Call) throws(Refusal) -> Value {
    for id in call.arguments["cmids"].list.compactMap(\.int) {
      let module = try call.module(id)
      _ = try call.enter(module.course)
      try call.require(.manageActivities, in: .course(module.course))
      call.state.deleteModule(id)
    }
    return .null
  }

  private static func pages(_ call: inout Call) throws(Refusal) -> Value {
    let courses = call.arguments["courseids"].list.compactMap(\.int)
    let pages = try call.modules("page", in: courses)
    return [
      "pages": .list(
        pages.map { page in
          [
            "id": .int(page.instance), "coursemodule": .int(page.id), "course": .int(page.course),
            "name": call.name(page.name), "intro": .string(page.settings["introeditor[text]"] ?? ""),
            "introformat": 1, "introfiles": [], "section": .int(call.state.sections[page.section]?.number ?? 0),
            "visible": .bool(page.isVisible), "groupmode": 0, "groupingid": 0, "lang": "",
            "content": .string(page.settings["page[text]"] ?? ""), "contentformat": 1, "contentfiles": [],
            "legacyfiles": 0, "legacyfileslast": .null, "display": 5, "displayoptions": "", "revision": 1,
            "timemodified": .int(page.added),
          ]
        }), "warnings": [],
    ]
  }

  private static func view(_ kind: String, _ argument: String, _ call: inout Call) throws(Refusal) -> Value {
    let module = try call.module(kind, instance: call.arguments[argument].int ?? 0)
    try call.use(module)
    Completion.view(module, by: call.subject.id, &call)
    return ["status": true, "warnings": []]
  }
}

extension Call {
  /// The activities of a kind in some courses, or in all of the caller's when none are named.
  func modules(_ kind: String, in courses: [Int]) throws(Refusal) -> [Module] {
    for id in courses { _ = try enter(id) }
    let mine = Set(state.enrolments.filter { $0.user == caller.id && $0.isActive(at: now) }.map(\.course))
    return state.modules.filter { module in
      module.kind == kind && (courses.isEmpty ? mine.contains(module.course) : keeps(courses.contains(module.course)))
        && (module.isVisible || can(.viewHiddenActivities, in: .course(module.course)))
    }
  }
}
