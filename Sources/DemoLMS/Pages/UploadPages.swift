/// People by file: the two steps of Moodle's user upload.
enum UploadPages {
  static let all = [Page("/admin/tool/uploaduser/index.php", .create, upload)]

  private static func upload(_ call: inout Call, _ request: WebRequest, _ sesskey: String) throws(Refusal) -> WebAnswer
  {
    try call.require(.uploadUsers)
    let sent = request.body
    if request.isPost, sent["_qf__admin_uploaduser_form2"] != nil { return try process(&call, sent, sesskey) }
    if request.isPost {
      if let rows = rows(of: sent["userfile"], call), rows.count > 1 {
        return preview(call, rows, draft: sent["userfile"] ?? "", sesskey)
      }
      return form(call, sesskey, errors: ["userfile": "Required"])
    }
    return form(call, sesskey, errors: [:])
  }

  private static func rows(of draft: String?, _ call: Call) -> [[String]]? {
    call.draft(draft).map { CSVText.read(String(decoding: $0.bytes, as: UTF8.self)) }
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
    form.select(
      "uuupdatetype", label: "Existing user details", [("0", "No changes"), ("1", "Override with file")], chosen: "0")
    form.select(
      "uupasswordold", label: "Existing user password", [("0", "No changes"), ("1", "Update")], chosen: "0")
    form.select("uuallowdeletes", label: "Allow deletes", [("0", "No"), ("1", "Yes")], chosen: "0")
    form.select("uuallowsuspends", label: "Allow suspending", [("0", "No"), ("1", "Yes")], chosen: "1")
    form.button("submitbutton", "Upload users")
    let table = rows.prefix(11).map { "<tr>\($0.map { "<td>\($0.escapedHTML)</td>" }.joined())</tr>" }.joined()
    return call.page("Upload users preview", sesskey, "<table>\(table)</table>" + form.markup)
  }

  private static func process(_ call: inout Call, _ sent: Form, _ sesskey: String) throws(Refusal) -> WebAnswer {
    guard let rows = rows(of: sent["iid"], call), let header = rows.first else {
      throw Refusal("cannotreadtmpfile", "Error reading temporary file")
    }
    var upload = PeopleUpload(sent)
    for row in rows.dropFirst() where row != [""] {
      upload.take(Dictionary(zip(header, row)) { first, _ in first }, &call)
    }
    upload.end(&call)
    return call.page("Upload users results", sesskey, upload.log)
  }
}
