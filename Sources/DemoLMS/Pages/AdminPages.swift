/// Roles and scales in the browser.
enum AdminPages {
  static let all = [
    Page("/admin/roles/assign.php", .create, assign),
    Page("/admin/roles/manage.php") { (call, _, sesskey) throws(Refusal) in
      try call.require(.configureSite)
      let rows = call.options.roles.map { role in
        "<tr><td><a href=\"define.php?action=view&amp;roleid=\(role.id)\">\(role.name.escapedHTML)</a></td>"
          + "<td></td><td>\(role.shortname)</td></tr>"
      }
      return call.page("Define roles", sesskey, "<table id=\"roles\">\(rows.joined())</table>")
    },
    Page("/admin/plugins.php") { (call, _, sesskey) throws(Refusal) in
      try call.require(.configureSite)
      let rows = ModuleForms.fields.keys.sorted().map {
        "<tr class=\"type-mod name-mod_\($0)\"><td class=\"pluginname\">mod_\($0)</td>"
          + "<td class=\"version\">\(call.options.version)</td></tr>"
      }
      return call.page("Plugins overview", sesskey, "<table id=\"plugins-control-panel\">\(rows.joined())</table>")
    },
    Page("/admin/settings.php") { (call, request, sesskey) throws(Refusal) in
      try call.require(.configureSite)
      if request.query["section"] == "optionalsubsystems" {
        return call.page(
          "Advanced features", sesskey,
          "<input type=\"checkbox\" name=\"s__enableglobalsearch\" id=\"id_s__enableglobalsearch\" value=\"1\" checked>"
        )
      }
      guard request.query["section"] == "debugging" else { throw Refusal("sectionerror", "Section error!") }
      let isOn = call.faults.contains(.debuggingOn)
      let options = [("0", "NONE"), ("32767", "DEVELOPER")].map { value, name in
        "<option value=\"\(value)\"\((value != "0") == isOn ? " selected" : "")>\(name)</option>"
      }
      return call.page(
        "Debugging", sesskey, "<select name=\"s__debug\" id=\"id_s__debug\">\(options.joined())</select>")
    },
    Page("/grade/edit/scale/edit.php", .create, scale),
    Page("/grade/edit/scale/index.php") { (call, _, sesskey) throws(Refusal) in
      try call.require(.manageScales)
      let rows = call.state.scales.map { scale in
        "<tr><td>\(scale.name.escapedHTML)<div>\(scale.items.joined(separator: ", ").escapedHTML)</div></td>"
          + "<td><a href=\"edit.php?courseid=0&amp;id=\(scale.id)\">Edit</a></td></tr>"
      }
      return call.page("Scales", sesskey, "<table>\(rows.joined())</table>")
    },
  ]

  static let badSesskey = Refusal(
    "invalidsesskey",
    "Your session has most likely timed out. Please check if you are logged in or go back to the previous screen "
      + "and reload the page.")

  private static func assign(_ call: inout Call, _ request: WebRequest, _ sesskey: String) throws(Refusal) -> WebAnswer
  {
    guard let context = Context(number: request.fields.int("contextid") ?? 1) else { throw .unknownRecord }
    try call.require(.assignRoles, in: context)
    guard let id = request.fields.int("roleid"), id != 0 else {
      let rows = call.options.roles.filter { $0.levels.contains(context.level) }.map { role in
        let count = call.state.roleAssignments.filter { $0.role == role.id && $0.context == context }.count
        return "<tr><td><a href=\"assign.php?contextid=\(context.number)&amp;roleid=\(role.id)\">\(role.name)</a></td>"
          + "<td>\(count)</td></tr>"
      }
      return call.page("Assign roles", sesskey, "<table>\(rows.joined())</table>")
    }
    if request.isPost {
      guard call.mayGive(id, in: context) else { throw .missing(.assignRoles) }
      if request.body["add"] != nil {
        for user in request.body.all("addselect").compactMap({ Int($0) }) where call.state.users[user] != nil {
          Enrolling.assign(id, to: user, in: context, &call)
        }
      }
      if request.body["remove"] != nil {
        for user in request.body.all("removeselect").compactMap({ Int($0) }) {
          Enrolling.unassign(id, from: user, in: context, &call)
        }
      }
    }
    let holders = Set(call.state.roleAssignments.filter { $0.role == id && $0.context == context }.map(\.user))
    let option: (User) -> String = {
      "<option value=\"\($0.id)\">\($0.fullName.escapedHTML) (\($0["email"].escapedHTML))</option>"
    }
    let people = call.state.users.filter { $0.id > User.guestID && !$0.isDeleted }
    let markup = """
      <form id="assignform" method="post" action="\(call.baseURL)/admin/roles/assign.php?contextid=\(context.number)&amp;roleid=\(id)">
      <input type="hidden" name="sesskey" value="\(sesskey)" />
      <select name="removeselect[]" id="removeselect" multiple="multiple">
      \(people.filter { holders.contains($0.id) }.map(option).joined(separator: "\n"))
      </select>
      <input name="add" id="add" type="submit" value="Add" /><input name="remove" id="remove" type="submit" value="Remove" />
      <select name="addselect[]" id="addselect" multiple="multiple">
      \(people.filter { !holders.contains($0.id) }.map(option).joined(separator: "\n"))
      </select>
      </form>
      """
    return call.page("Assign role", sesskey, markup)
  }

  private static func scale(_ call: inout Call, _ request: WebRequest, _ sesskey: String) throws(Refusal) -> WebAnswer {
    try call.require(.manageScales)
    var errors: [String: String] = [:]
    if request.isPost {
      let name = request.body["name"] ?? ""
      let items = (request.body["scale"] ?? "").split(separator: ",").map { $0.trimmed() }.filter { !$0.isEmpty }
      if name.trimmed().isEmpty { errors["name"] = "Required" }
      if items.count < 2 { errors["scale"] = "Please make sure the scale has at least two items" }
      if errors.isEmpty {
        call.state.scales.add(Scale(name: name, items: items))
        return call.redirect("/grade/edit/scale/index.php?id=0")
      }
    }
    var form = FormMarkup(
      action: call.baseURL + "/grade/edit/scale/edit.php", marker: "_qf__edit_scale_form", sesskey: sesskey,
      errors: errors)
    form.hidden("id", "0")
    form.hidden("courseid", "0")
    form.text("name", label: "Name", request.body["name"] ?? "")
    form.checkbox("standard", label: "Standard scale", isOn: true)
    form.area("scale", label: "Scale", request.body["scale"] ?? "")
    form.button("submitbutton", "Save changes")
    return call.page("Add a scale", sesskey, form.markup)
  }
}
