/// Builds a form with the names and ids that Moodle's forms have.
struct FormMarkup {
  private var html = ""
  private let action: String
  private let errors: [String: String]

  /// `marker` is the hidden field by which Moodle knows its own forms.
  init(action: String, marker: String, sesskey: String, errors: [String: String] = [:]) {
    self.action = action
    self.errors = errors
    hidden("sesskey", sesskey)
    hidden(marker, "1")
  }

  mutating func hidden(_ name: String, _ value: String) {
    html += "<input type=\"hidden\" name=\"\(name.escapedHTML)\" value=\"\(value.escapedHTML)\" />\n"
  }

  mutating func text(_ name: String, label: String, _ value: String = "") {
    row(name, label, "<input type=\"text\" name=\"\(name)\" id=\"\(id(name))\" value=\"\(value.escapedHTML)\" />")
  }

  mutating func area(_ name: String, label: String, _ value: String = "") {
    row(name, label, "<textarea name=\"\(name)\" id=\"\(id(name))\">\(value.escapedHTML)</textarea>")
  }

  /// A value that is shown and cannot be changed.
  mutating func fixed(_ name: String, label: String, _ value: String) {
    row(name, label, "<div class=\"form-control-static\">\(value.escapedHTML)</div>")
  }

  mutating func select(
    _ name: String, label: String, _ options: [(value: String, text: String)], chosen: String, many: Bool = false
  ) {
    let rows = options.map { option in
      let mark = option.value == chosen ? " selected=\"selected\"" : ""
      return "<option value=\"\(option.value.escapedHTML)\"\(mark)>\(option.text.escapedHTML)</option>"
    }
    let several = many ? " multiple=\"multiple\"" : ""
    row(name, label, "<select name=\"\(name)\" id=\"\(id(name))\"\(several)>\(rows.joined())</select>")
  }

  /// A checkbox, with the hidden 0 that stands for its being off.
  mutating func checkbox(_ name: String, label: String, isOn: Bool) {
    let mark = isOn ? " checked=\"checked\"" : ""
    row(
      name, label,
      "<input type=\"hidden\" name=\"\(name)\" value=\"0\" /><input type=\"checkbox\" name=\"\(name)\" "
        + "id=\"\(id(name))\" value=\"1\"\(mark) />")
  }

  /// A checkbox that is not sent when it is off.
  mutating func tick(_ name: String, label: String, isOn: Bool) {
    let mark = isOn ? " checked=\"checked\"" : ""
    row(name, label, "<input type=\"checkbox\" name=\"\(name)\" id=\"\(id(name))\" value=\"1\"\(mark) />")
  }

  mutating func button(_ name: String, _ text: String) {
    html += "<input type=\"submit\" name=\"\(name)\" id=\"id_\(name)\" value=\"\(text.escapedHTML)\" />\n"
  }

  var markup: String {
    "<form action=\"\(action.escapedHTML)\" method=\"post\" accept-charset=\"utf-8\" class=\"mform\">\n\(html)</form>"
  }

  private mutating func row(_ name: String, _ label: String, _ control: String) {
    let error = errors[name] ?? ""
    html +=
      "<div class=\"fitem\"><label for=\"\(id(name))\">\(label.escapedHTML)</label>\(control)"
      + "<div class=\"invalid-feedback\" id=\"id_error_\(plain(name))\">\(error.escapedHTML)</div></div>\n"
  }

  /// `grade[modgrade_point]` has the id `id_grade_modgrade_point`.
  private func id(_ name: String) -> String { "id_" + plain(name) }

  private func plain(_ name: String) -> String {
    name.replacing("][", with: "_").replacing("[", with: "_").replacing("]", with: "")
  }
}
