/// Moodle's default rules for passwords.
enum PasswordPolicy {
  /// What is wrong with a password, in the HTML Moodle says it with; nil when nothing is.
  static func complaint(about password: String) -> String? {
    var lines: [String] = []
    if password.count < 8 { lines.append("Passwords must be at least 8 characters long.") }
    if !password.contains(where: \.isNumber) { lines.append("Passwords must have at least 1 digit(s).") }
    if !password.contains(where: \.isLowercase) {
      lines.append("Passwords must have at least 1 lower case letter(s).")
    }
    if !password.contains(where: \.isUppercase) {
      lines.append("Passwords must have at least 1 upper case letter(s).")
    }
    if password.allSatisfy({ $0.isLetter || $0.isNumber }) {
      lines.append("The password must have at least 1 special character(s) such as *, -, or #.")
    }
    return lines.isEmpty ? nil : lines.map { "<div>\($0)</div>" }.joined()
  }
}
