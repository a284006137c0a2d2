/// People's profiles: seen, and changed by themselves.
enum ProfilePages {
  static let all = [
    Page("/user/profile.php") { (call, request, sesskey) throws(Refusal) in try profile(call, request, sesskey) },
    Page("/user/view.php") { (call, request, sesskey) throws(Refusal) in try profile(call, request, sesskey) },
    Page("/user/edit.php", .update, edit),
    Page("/user/language.php", .update, language),
    Page("/user/profile/index.php") { (call, _, sesskey) throws(Refusal) in
      try call.require(.configureSite)
      let rows = call.state.profileFields.map { "<tr><td>\($0.shortname)</td><td>\($0.name.escapedHTML)</td></tr>" }
      return call.page("User profile fields", sesskey, "<h3>Other fields</h3><table>\(rows.joined())</table>")
    },
  ]

  private static func profile(_ call: Call, _ request: WebRequest, _ sesskey: String) throws(Refusal) -> WebAnswer {
    let user = try call.user(request.query.int("id") ?? call.caller.id)
    guard call.canSee(user) else {
      throw Refusal("usernotavailable", "The details of this user are not available to you")
    }
    let shown = UserView(call).value(of: user)
    var rows = ["email", "idnumber", "department", "institution", "city", "country", "phone1"].compactMap { key in
      shown.has(key) && !shown[key].text.isEmpty ? "<dt>\(key)</dt><dd>\(shown[key].text.escapedHTML)</dd>" : nil
    }
    for field in shown["customfields"].list {
      rows.append("<dt>\(field["name"].text)</dt><dd>\(field["displayvalue"].text.escapedHTML)</dd>")
    }
    return call.page(
      user.fullName, sesskey, "<h1>\(user.fullName.escapedHTML)</h1><dl>\(rows.joined())</dl>")
  }

  private static let fields: [(name: String, label: String)] = [
    ("firstname", "First name"), ("lastname", "Last name"), ("email", "Email address"), ("city", "City/town"),
    ("country", "Country"), ("timezone", "Timezone"), ("description_editor[text]", "Description"),
    ("idnumber", "ID number"), ("institution", "Institution"), ("department", "Department"), ("phone1", "Phone"),
    ("phone2", "Mobile phone"), ("address", "Address"),
  ]

  private static func column(_ name: String) -> String { name == "description_editor[text]" ? "description" : name }

  private static func isLocked(_ name: String, _ call: Call) -> Bool {
    call.options.lockedFields.contains(name) && !call.can(.updateUsers)
  }

  private static func edit(_ call: inout Call, _ request: WebRequest, _ sesskey: String) throws(Refusal) -> WebAnswer {
    let user = try call.user(request.fields.int("id") ?? call.caller.id)
    if user.id != call.caller.id { try call.require(.updateUsers) }
    var errors: [String: String] = [:]
    if request.isPost, request.body["cancel"] == nil {
      errors = save(user, request.body, &call)
      if errors.isEmpty { return call.redirect("/user/profile.php?id=\(user.id)") }
    }
    var form = FormMarkup(
      action: call.baseURL + "/user/edit.php", marker: "_qf__user_edit_form", sesskey: sesskey, errors: errors)
    form.hidden("id", String(user.id))
    form.hidden("course", "1")
    for field in fields {
      let value = request.body[field.name] ?? user[column(field.name)]
      if isLocked(field.name, call) {
        form.fixed(field.name, label: field.label, value)
      } else {
        form.text(field.name, label: field.label, value)
      }
    }
    for field in call.state.profileFields where field.visibility != .nobody || call.can(.updateUsers) {
      let value = user.customFields[field.shortname] ?? ""
      let name = "profile_field_\(field.shortname)"
      if field.isLocked, !call.can(.updateUsers) {
        form.fixed(name, label: field.name, value)
      } else if field.datatype == "menu" {
        form.select(name, label: field.name, field.options.map { ($0, $0) }, chosen: value)
      } else {
        form.text(name, label: field.name, value)
      }
    }
    form.button("submitbutton", "Update profile")
    return call.page("Edit profile", sesskey, form.markup)
  }

  private static func save(_ user: User, _ sent: Form, _ call: inout Call) -> [String: String] {
    var errors: [String: String] = [:]
    var changes: Value = [:]
    for field in fields where !isLocked(field.name, call) {
      if let value = sent[field.name] { changes[column(field.name)] = .string(value) }
    }
    for field in ["firstname", "lastname"] where changes.has(field) && changes[field].text.trimmed().isEmpty {
      errors[field] = "Missing \(field == "firstname" ? "first name" : "last name")"
    }
    if let refusal = Account.obstacle(to: changes, of: user, call) {
      errors[refusal.code == "idnumbertaken" ? "idnumber" : "email"] = refusal.message
    }
    guard errors.isEmpty else { return errors }
    var custom: [Value] = []
    for field in call.state.profileFields where !field.isLocked || call.can(.updateUsers) {
      if let value = sent["profile_field_\(field.shortname)"] {
        custom.append(["type": .string(field.shortname), "value": .string(value)])
      }
    }
    changes["customfields"] = .list(custom)
    let target = user.id == call.caller.id ? call.subject.id : user.id
    let fields = call.state.profileFields
    call.state.users.update(target) { Account.apply(changes, to: &$0, fields: fields) }
    call.log(
      "User updated", "The user with id '\(call.caller.id)' updated the profile for the user with id '\(target)'.",
      related: target)
    return [:]
  }

  private static func language(
    _ call: inout Call, _ request: WebRequest, _ sesskey: String
  ) throws(Refusal) -> WebAnswer {
    if request.isPost, let wanted = request.body["lang"], call.options.languages.contains(wanted) {
      call.state.users.update(call.subject.id) { $0.texts["lang"] = wanted }
      return call.redirect("/user/preferences.php?userid=\(call.caller.id)")
    }
    var form = FormMarkup(
      action: call.baseURL + "/user/language.php", marker: "_qf__user_edit_language_form", sesskey: sesskey)
    form.hidden("id", String(call.caller.id))
    form.hidden("course", "1")
    form.select(
      "lang", label: "Preferred language", call.options.languages.map { ($0, $0) },
      chosen: call.language(of: call.caller))
    form.button("submitbutton", "Save changes")
    return call.page("Preferred language", sesskey, form.markup)
  }
}
