extension String {
  /// As Moodle's `format_string` sends a name: ampersand and angle brackets are escaped, quotes are not.
  var escapedName: String {
    guard utf8.contains(where: { $0 == UInt8(ascii: "&") || $0 == UInt8(ascii: "<") || $0 == UInt8(ascii: ">") }) else {
      return self
    }
    return replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
  }

  /// Safe in an HTML text and in a quoted attribute.
  var escapedHTML: String {
    escapedName.replacing("\"", with: "&quot;").replacing("'", with: "&#039;")
  }

  /// Without tags, for tests on what a text says.
  var withoutTags: String {
    var text = ""
    var inside = false
    for character in self {
      if character == "<" { inside = true }
      if !inside { text.append(character) }
      if character == ">" { inside = false }
    }
    return text
  }
}
