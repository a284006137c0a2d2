/// The pages a person starts from.
enum HomePages {
  static let all = [
    Page("/my/") { (call, _, sesskey) throws(Refusal) in dashboard(call, sesskey) },
    Page("/my/index.php") { (call, _, sesskey) throws(Refusal) in dashboard(call, sesskey) },
    Page("/my/courses.php") { (call, _, sesskey) throws(Refusal) in dashboard(call, sesskey) },
    Page("/login/change_password.php", .update, changePassword),
  ]

  private static func dashboard(_ call: Call, _ sesskey: String) -> WebAnswer {
    let mine = call.state.courses.filter {
      call.state.isActive(call.caller.id, in: $0.id, at: call.now) && call.canEnter($0)
    }
    let rows = mine.map {
      "<li><a href=\"\(call.baseURL)/course/view.php?id=\($0.id)\">\($0.fullname.escapedHTML)</a></li>"
    }
    return call.page(
      "Dashboard", sesskey, "<h2>Hi, \(call.caller["firstname"].escapedHTML)!</h2><ul>\(rows.joined())</ul>")
  }

  private static func changePassword(
    _ call: inout Call, _ request: WebRequest, _ sesskey: String
  ) throws(Refusal) -> WebAnswer {
    var errors: [String: String] = [:]
    if request.isPost {
      let new = request.body["newpassword1"] ?? ""
      if request.body["password"] != call.caller.password { errors["password"] = "Invalid login, please try again" }
      if request.body["newpassword2"] != new { errors["newpassword2"] = "These passwords do not match" }
      if let complaint = PasswordPolicy.complaint(about: new) { errors["newpassword1"] = complaint.withoutTags }
      if errors.isEmpty {
        call.state.users.update(call.caller.id) { user in
          user.password = new
          user.preferences["auth_forcepasswordchange"] = nil
        }
        return call.redirect("/my/")
      }
    }
    var form = FormMarkup(
      action: call.baseURL + "/login/change_password.php", marker: "_qf__login_change_password_form",
      sesskey: sesskey, errors: errors)
    form.text("password", label: "Current password")
    form.text("newpassword1", label: "New password")
    form.text("newpassword2", label: "New password (again)")
    form.button("submitbutton", "Save changes")
    return call.page("Change password", sesskey, form.markup)
  }
}
