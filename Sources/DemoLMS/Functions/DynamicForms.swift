/// The forms that core_form_dynamic_form shows and takes: profile fields, course fields and custom reports.
enum DynamicForms {
  static func submit(_ call: inout Call) throws(Refusal) -> Value {
    let sent = Form(encoded: call.arguments["formdata"].text.utf8)
    let name = call.arguments["form"].text
    try call.require([reportForm, audienceForm].contains(name) ? .editReports : .configureSite)
    let marker = "_qf__" + name.replacing("\\", with: "_")
    switch name {
    case "core_user\\form\\profile_field_form":
      if sent[marker] == nil { return shown(profileForm(sent, marker, [:])) }
      let errors = saveProfileField(sent, &call)
      return errors.isEmpty ? done : shown(profileForm(sent, marker, errors))
    case "core_customfield\\field_config_form":
      if sent[marker] == nil { return shown(courseForm(sent, marker, [:])) }
      let errors = saveCourseField(sent, &call)
      return errors.isEmpty ? done : shown(courseForm(sent, marker, errors))
    case reportForm:
      if sent[marker] == nil { return shown(reportForm(sent, marker, [:])) }
      return try saveReport(sent, marker, &call)
    case audienceForm: return try saveAudience(sent, &call)
    default: throw .codingError("Unknown form \(name)")
    }
  }

  private static let reportForm = "core_reportbuilder\\form\\report"

  private static func reportForm(_ sent: Form, _ marker: String, _ errors: [String: String]) -> FormMarkup {
    var form = FormMarkup(
      action: "/lib/ajax/service.php", marker: marker, sesskey: sent["sesskey"] ?? "", errors: errors)
    form.hidden("id", sent["id"] ?? "")
    form.text("name", label: "Name", sent["name"] ?? "")
    let sources = ReportColumn.sources.sorted { $0.key < $1.key }.map { ($0.key, $0.value.title) }
    form.select("source", label: "Report source", sources, chosen: sent["source"] ?? "")
    form.checkbox("includedefaultsetup", label: "Include default setup", isOn: true)
    return form
  }

  /// Answers with the page of the new report, as JSON inside the answer's JSON.
  private static func saveReport(_ sent: Form, _ marker: String, _ call: inout Call) throws(Refusal) -> Value {
    let name = (sent["name"] ?? "").trimmed()
    guard !name.isEmpty, let source = ReportColumn.sources[sent["source"] ?? ""] else {
      return shown(reportForm(sent, marker, ["name": "Required"]))
    }
    let report = call.state.reports.add(
      CustomReport(
        name: name, source: sent["source"] ?? "", columns: sent.isOn("includedefaultsetup") ? source.columns : [],
        author: call.caller.id, time: call.now, tags: sent.all("tags").map { String($0.prefix(50)) }))
    let address = "\(call.baseURL)/reportbuilder/edit.php?id=\(report.id)"
    return ["submitted": true, "data": .string("\"\(address.replacing("/", with: "\\/"))\"")]
  }

  private static let audienceForm = "core_reportbuilder\\form\\audience"

  /// Lets people with some roles at the site read a report.
  private static func saveAudience(_ sent: Form, _ call: inout Call) throws(Refusal) -> Value {
    let report = try ReportFunctions.editable(sent.int("reportid") ?? 0, call)
    guard sent["classname"] == "core_reportbuilder\\reportbuilder\\audience\\systemrole" else {
      throw .codingError("Unknown audience \(sent["classname"] ?? "")")
    }
    let roles = sent.fields.filter { $0.name.hasPrefix("roles[") }.compactMap { Int($0.value) }
    call.state.reports.update(report.id) { $0.audience += roles }
    let names = call.options.roles.filter { roles.contains($0.id) }.map(\.name).joined(separator: ", ")
    let data: Value = [
      "instanceid": .int(report.id), "heading": "Assigned system role", "description": .string(names),
    ]
    return ["submitted": true, "data": .string(data.json)]
  }

  private static let done: Value = ["submitted": true, "data": "null"]

  private static func shown(_ form: FormMarkup) -> Value {
    ["submitted": false, "html": .string(form.markup), "javascript": ""]
  }

  private static func profileForm(_ sent: Form, _ marker: String, _ errors: [String: String]) -> FormMarkup {
    var form = FormMarkup(
      action: "/lib/ajax/service.php", marker: marker, sesskey: sent["sesskey"] ?? "", errors: errors)
    form.hidden("id", sent["id"] ?? "")
    form.hidden("action", "editfield")
    form.hidden("datatype", sent["datatype"] ?? "text")
    form.text("shortname", label: "Short name", sent["shortname"] ?? "")
    form.text("name", label: "Name", sent["name"] ?? "")
    for flag in ["required", "locked", "forceunique", "signup"] {
      form.select(flag, label: flag, [("0", "No"), ("1", "Yes")], chosen: sent[flag] ?? "0")
    }
    let visibilities = [
      ("0", "Not visible"), ("1", "Visible to user"), ("3", "Visible to teachers"), ("2", "Visible to everyone"),
    ]
    form.select("visible", label: "Who is this field visible to?", visibilities, chosen: sent["visible"] ?? "2")
    form.hidden("categoryid", sent["categoryid"] ?? "1")
    form.area("param1", label: "Menu options", sent["param1"] ?? "")
    form.text("param2", label: "Maximum", sent["param2"] ?? "")
    return form
  }

  private static func saveProfileField(_ sent: Form, _ call: inout Call) -> [String: String] {
    var errors: [String: String] = [:]
    let shortname = sent["shortname"] ?? ""
    if shortname.isEmpty { errors["shortname"] = "Required" }
    if (sent["name"] ?? "").isEmpty { errors["name"] = "Required" }
    if call.state.profileFields.contains(where: { $0.shortname == shortname }), !call.allowsDuplicates {
      errors["shortname"] = "This short name is already in use"
    }
    guard errors.isEmpty else { return errors }
    var field = ProfileField(
      shortname: shortname, name: sent["name"] ?? "", datatype: sent["datatype"] ?? "text")
    field.isRequired = sent.isOn("required")
    field.isLocked = sent.isOn("locked")
    field.isUnique = sent.isOn("forceunique")
    field.visibility = sent.int("visible").flatMap(ProfileField.Visibility.init) ?? .everyone
    if field.datatype == "menu" { field.options = lines(sent["param1"]) }
    call.state.profileFields.add(field)
    return [:]
  }

  private static func lines(_ text: String?) -> [String] {
    (text ?? "").split(whereSeparator: \.isNewline).map { $0.trimmed() }.filter { !$0.isEmpty }
  }

  private static func courseForm(_ sent: Form, _ marker: String, _ errors: [String: String]) -> FormMarkup {
    var form = FormMarkup(
      action: "/lib/ajax/service.php", marker: marker, sesskey: sent["sesskey"] ?? "", errors: errors)
    form.hidden("id", sent["id"] ?? "")
    form.hidden("categoryid", sent["categoryid"] ?? "1")
    form.hidden("type", sent["type"] ?? "text")
    form.text("name", label: "Name", sent["name"] ?? "")
    form.text("shortname", label: "Short name", sent["shortname"] ?? "")
    form.select("configdata[required]", label: "Required", [("0", "No"), ("1", "Yes")], chosen: "0")
    form.select("configdata[uniquevalues]", label: "Unique data", [("0", "No"), ("1", "Yes")], chosen: "0")
    form.select("configdata[locked]", label: "Locked", [("0", "No"), ("1", "Yes")], chosen: "0")
    form.select(
      "configdata[visibility]", label: "Visible to", [("2", "Everyone"), ("1", "Teachers"), ("0", "Nobody")],
      chosen: "2")
    form.area("configdata[options]", label: "Menu options", sent["configdata[options]"] ?? "")
    form.text("configdata[defaultvalue]", label: "Default value")
    return form
  }

  private static func saveCourseField(_ sent: Form, _ call: inout Call) -> [String: String] {
    var errors: [String: String] = [:]
    let shortname = sent["shortname"] ?? ""
    if shortname.isEmpty { errors["shortname"] = "Required" }
    if (sent["name"] ?? "").isEmpty { errors["name"] = "Required" }
    if call.state.courseFields.contains(where: { $0.shortname == shortname }), !call.allowsDuplicates {
      errors["shortname"] = "Short name already exists"
    }
    guard errors.isEmpty else { return errors }
    call.state.courseFields.add(
      CourseField(
        category: sent.int("categoryid") ?? 1, shortname: shortname, name: sent["name"] ?? "",
        type: sent["type"] ?? "text", options: lines(sent["configdata[options]"])))
    return [:]
  }
}
