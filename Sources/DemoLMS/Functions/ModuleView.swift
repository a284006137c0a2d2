/// An activity as core_course_get_contents shows it.
struct ModuleView {
  private let call: Call

  init(_ call: Call) { self.call = call }

  private static let plurals = [
    "page": "Pages", "assign": "Assignments", "quiz": "Quizzes", "feedback": "Feedback", "forum": "Forums",
    "label": "Text and media areas", "url": "URLs", "scorm": "SCORM packages",
  ]
  private static let purposes = [
    "assign": "assessment", "quiz": "assessment", "feedback": "communication", "forum": "collaboration",
  ]

  func value(of module: Module) -> Value {
    let isLabel = module.kind == "label"
    var value: Value = ["id": .int(module.id)]
    if !isLabel { value["url"] = .string("\(call.baseURL)/mod/\(module.kind)/view.php?id=\(module.id)") }
    value = value.merging([
      "name": call.name(module.name), "instance": .int(module.instance),
      "contextid": .int(Context.module(module.id).number), "visible": Value(flag: module.isVisible),
      "uservisible": .bool(call.canUse(module)), "visibleoncoursepage": 1,
      "modicon": .string("\(call.baseURL)/theme/image.php/boost/\(module.kind)/monologo"),
      "modname": .string(module.kind), "purpose": .string(ModuleView.purposes[module.kind] ?? "content"),
      "branded": false, "modplural": .string(ModuleView.plurals[module.kind] ?? module.kind),
      "availability": Value(module.settings["availabilityconditionsjson"].flatMap { $0.isEmpty ? nil : $0 }),
      "indent": 0, "onclick": "", "afterlink": .null, "customdata": "\"\"", "noviewlink": .bool(isLabel),
      "completion": .int(module.completion),
    ])
    if let intro = module.settings["introeditor[text]"], !intro.isEmpty, isLabel {
      value["description"] = .string(intro)
    }
    if !call.canUse(module) { value["availabilityinfo"] = .string(call.conditions(of: module)) }
    if module.kind == "forum" { value["activitybadge"] = [] }
    if module.completion > 0 { value["completiondata"] = completion(of: module) }
    value["downloadcontent"] = 1
    value["dates"] = .list(dates(of: module))
    value["groupmode"] = 0
    return value
  }

  private func completion(of module: Module) -> Value {
    let details = Completion.details(of: module, user: call.caller.id, call)
    return details.removing(["cmid", "modname", "instance", "tracking"])
  }

  private func dates(of module: Module) -> [Value] {
    let names = [
      ("allowsubmissionsfromdate", "Opened:"), ("timeopen", "Opened:"), ("duedate", "Due:"), ("timeclose", "Closed:"),
    ]
    return names.compactMap { name, label in
      guard let time = FormDate.read(name, from: module.settings) else { return nil }
      return ["label": .string(label), "timestamp": .int(time), "dataid": .string(name)]
    }
  }
}
