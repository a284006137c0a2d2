/// The questions of an evaluation.
enum FeedbackPages {
  static let all = [
    Page("/mod/feedback/edit_item.php", .create, editItem),
    Page("/mod/feedback/edit.php") { (call, request, sesskey) throws(Refusal) in
      let feedback = try feedback(request.query.int("id") ?? request.query.int("cmid") ?? 0, call)
      let rows = call.state.feedbackItems.filter { $0.module == feedback.id }.map {
        "<li>\($0.name.escapedHTML)</li>"
      }
      return call.page("Questions", sesskey, "<ol>\(rows.joined())</ol>")
    },
  ]

  private static func feedback(_ id: Int, _ call: Call) throws(Refusal) -> Module {
    let feedback = try call.module(id)
    _ = try call.enter(feedback.course)
    try call.require(.manageActivities, in: .course(feedback.course))
    return feedback
  }

  private static func editItem(
    _ call: inout Call, _ request: WebRequest, _ sesskey: String
  ) throws(Refusal) -> WebAnswer {
    let feedback = try feedback(request.fields.int("cmid") ?? 0, call)
    let type = request.fields["typ"] ?? ""
    guard ["numeric", "textfield", "textarea", "multichoice", "info", "label"].contains(type) else {
      throw Refusal("typemissing", "missing value \"type\"")
    }
    var errors: [String: String] = [:]
    if request.isPost {
      let name = request.body["name"] ?? ""
      if name.trimmed().isEmpty { errors["name"] = "Required" }
      if errors.isEmpty {
        call.state.feedbackItems.add(
          FeedbackItem(
            module: feedback.id, type: type, name: name, label: request.body["label"] ?? "",
            presentation: presentation(of: request.body, type), isRequired: request.body.isOn("required")))
        return call.redirect("/mod/feedback/edit.php?id=\(feedback.id)")
      }
    }
    var form = FormMarkup(
      action: call.baseURL + "/mod/feedback/edit_item.php", marker: "_qf__feedback_\(type)_form", sesskey: sesskey,
      errors: errors)
    for (name, value) in [
      ("cmid", String(feedback.id)), ("id", ""), ("feedback", String(feedback.instance)), ("template", "0"),
      ("typ", type), ("hasvalue", "0"), ("options", ""), ("dependitem", "0"), ("dependvalue", ""),
      ("clone_item", "0"), ("position", request.query["position"] ?? "1"),
    ] { form.hidden(name, value) }
    form.checkbox("required", label: "Required", isOn: false)
    form.text("name", label: "Question")
    form.text("label", label: "Label")
    if type == "numeric" {
      form.text("rangefrom", label: "Range from", "-")
      form.text("rangeto", label: "Range to", "-")
    }
    if type == "multichoice" {
      form.select("subtype", label: "Type", [("r", "One answer"), ("c", "Several"), ("d", "Menu")], chosen: "r")
      form.area("values", label: "Answers")
    }
    form.button("save_item", "Save question")
    return call.page("Edit question", sesskey, form.markup)
  }

  private static func presentation(of sent: Form, _ type: String) -> String {
    switch type {
    case "numeric": "\(sent["rangefrom"] ?? "-")|\(sent["rangeto"] ?? "-")"
    case "multichoice":
      "\(sent["subtype"] ?? "r")>>>>>"
        + (sent["values"] ?? "").split(whereSeparator: \.isNewline).joined(separator: "|")
    case "textfield": "30|255"
    case "textarea": "40|20"
    default: ""
    }
  }
}
