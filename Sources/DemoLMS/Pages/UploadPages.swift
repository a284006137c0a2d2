/// People by file: the two steps of Moodle's user upload.
enum UploadPages {
  static let all = [Page("/admin/tool/uploaduser/index.php", .create, upload)]

  private static func upload(_ call: inout Call, _ request: WebRequest, _ sesskey: String) throws(Refusal) -> WebAnswer
  {
    try call.require(.uploadUsers)
    let sent = request.body
    if request.isPost, sent["_qf__admin_uploaduser_form2"] != nil { return try process(&call, sent, sesskey) }
    if request.isPost {
      if let rows = rows(of: sent.int("userfile") ?? 0, call), rows.count > 1 {
        return preview(call, rows, draft: sent["userfile"] ?? "", sesskey)
      }
      return form(call, sesskey, errors: ["userfile": "Required"])
    }
    return form(call, sesskey, errors: [:])
  }

  private static func rows(of draft: Int, _ call: Call) -> [[String]]? {
    call.state.drafts.first { $0.item == draft && $0.user == call.caller.id }
      .map { CSVText.read(String(decoding: $0.bytes, as: UTF8.self)) }
  }

  private static func form(_ call: Call, _ sesskey: String, errors: [String: String]) -> WebAnswer {
    var form = FormMarkup(
      action: call.baseURL + "/admin/tool/uploaduser/index.php", marker: "_qf__admin_uploaduser_form1",
      sesskey: sesskey, errors: errors)
    form.text("userfile", label: "File")
    form.select("delimiter_name", label: "CSV separator", [("comma", ",")], chosen: "comma")
    form.select("encoding", label: "Encoding", [("UTF-8", "UTF-8")], chosen: "UTF-8")
    form.select("previewrows", label: "Preview rows", [("10", "10")], chosen: "10")
    form.button("submitbutton", "Upload users")
    return call.page("Upload users", sesskey, form.markup)
  }

  private static func preview(_ call: Call, _ rows: [[String]], draft: String, _ sesskey: String) -> WebAnswer {
    var form = FormMarkup(
      action: call.baseURL + "/admin/tool/uploaduser/index.php", marker: "_qf__admin_uploaduser_form2",
      sesskey: sesskey)
    form.hidden("iid", draft)
    form.hidden("previewrows", "10")
    form.select(
      "uutype", label: "Upload type",
      [
        ("0", "Add new only, skip existing users"), ("2", "Add new and update existing users"),
        ("3", "Update existing users only"),
      ],
      chosen: "0")
    form.select("uupasswordnew", label: "New user password", [("0", "Field required in file")], chosen: "0")
    form.button("submitbutton", "Upload users")
    let table = rows.prefix(11).map { "<tr>\($0.map { "<td>\($0.escapedHTML)</td>" }.joined())</tr>" }.joined()
    return call.page("Upload users preview", sesskey, "<table>\(table)</table>" + form.markup)
  }

  private static func process(_ call: inout Call, _ sent: Form, _ sesskey: String) throws(Refusal) -> WebAnswer {
    guard let rows = rows(of: sent.int("iid") ?? 0, call), let header = rows.first else {
      throw Refusal("cannotreadtmpfile", "Error reading temporary file")
    }
    let mode = sent["uutype"] ?? "0"
    var counts = (created: 0, updated: 0, skipped: 0, errors: 0)
    var lines: [String] = []
    for row in rows.dropFirst() where row != [""] {
      let fields = Dictionary(zip(header, row)) { first, _ in first }
      let outcome = line(fields, mode, &call)
      switch outcome {
      case "New user": counts.created += 1
      case "User updated": counts.updated += 1
      case let text where text.hasPrefix("User not"): counts.skipped += 1
      default: counts.errors += 1
      }
      lines.append("<tr><td>\((fields["username"] ?? "").escapedHTML)</td><td>\(outcome.escapedHTML)</td></tr>")
    }
    let summary =
      "Users created: \(counts.created)<br />Users updated: \(counts.updated)<br />"
      + "Users skipped: \(counts.skipped)<br />Errors: \(counts.errors)"
    return call.page("Upload users results", sesskey, "<table>\(lines.joined())</table><p>\(summary)</p>")
  }

  /// Works on one person; what cannot be done is said and leaves the others alone.
  private static func line(_ fields: [String: String], _ mode: String, _ call: inout Call) -> String {
    let username = fields["username"] ?? ""
    let known = call.state.users.first { $0.username == username && !$0.isDeleted }
    var wanted: Value = ["username": .string(username)]
    for field in ["password"] + User.textFields {
      if let value = fields[field] { wanted[field] = .string(value) }
    }
    if let suspended = fields["suspended"] { wanted["suspended"] = .string(suspended) }
    let custom = fields.filter { $0.key.hasPrefix("profile_field_") }.sorted { $0.key < $1.key }
    if !custom.isEmpty {
      wanted["customfields"] = .list(
        custom.map { ["type": .string(String($0.key.dropFirst(14))), "value": .string($0.value)] })
    }
    var user = known
    if let known {
      if mode == "0" { return "User not added - already registered" }
      if fields["deleted"] == "1" {
        Account.delete(known.id, &call)
        return "User updated"
      }
      if let refusal = Account.obstacle(to: wanted, of: known, call) { return refusal.message }
      let profileFields = call.state.profileFields
      call.state.users.update(known.id) { Account.apply(wanted, to: &$0, fields: profileFields) }
    } else {
      if mode == "3" { return "User not updated - does not exist" }
      do throws(Refusal) {
        user = try Account.create(wanted, &call)
      } catch {
        return error.detail ?? error.message.withoutTags
      }
    }
    if let user, let trouble = place(user, fields, &call) { return trouble }
    return known == nil ? "New user" : "User updated"
  }

  /// Puts a person into the courses and cohorts of his line.
  private static func place(_ user: User, _ fields: [String: String], _ call: inout Call) -> String? {
    for number in 1...9 {
      if let shortname = fields["course\(number)"], !shortname.isEmpty {
        guard let course = call.state.courses.first(where: { $0.shortname == shortname }),
          let instance = call.state.enrolInstances.first(where: { $0.course == course.id && $0.type == "manual" })
        else { return "Unknown course named \"\(shortname)\"" }
        let wanted = fields["role\(number)"] ?? "student"
        guard let role = call.options.roles.first(where: { $0.shortname == wanted || String($0.id) == wanted }) else {
          return "Unknown role \"\(wanted)\""
        }
        Enrolling.enrol(Enrolment(user: user.id, course: course.id, instance: instance.id), role: role.id, &call)
      }
      if let name = fields["cohort\(number)"], !name.isEmpty {
        guard let cohort = call.state.cohorts.first(where: { $0.idnumber == name || String($0.id) == name }) else {
          return "Unknown cohort (\(name))!"
        }
        if !cohort.members.contains(user.id) {
          call.state.cohorts.update(cohort.id) { $0.members.append(user.id) }
          Enrolling.syncCohort(cohort.id, &call)
        }
      }
    }
    return nil
  }
}
