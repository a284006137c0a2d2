/// The rules by which accounts are made and changed.
enum Account {
  /// Makes an account from the fields of core_user_create_users.
  static func create(_ wanted: Value, _ call: inout Call) throws(Refusal) -> User {
    var user = User(username: wanted["username"].text)
    if user.username.isEmpty { throw .invalidParameter("The username field is empty.") }
    for field in ["firstname", "lastname"] where wanted[field].text.trimmed().isEmpty {
      throw .invalidParameter("The field \(field) cannot be blank")
    }
    let makesPassword = wanted["createpassword"].flag
    if !makesPassword, wanted["password"].text.isEmpty {
      throw .invalidParameter("Invalid password: you must provide a password, or set createpassword.")
    }
    if !isAddress(wanted["email"].text) {
      throw .invalidParameter("Email address is invalid: \(wanted["email"].text)")
    }
    if let refusal = obstacle(to: wanted, of: nil, call) {
      throw .invalidParameter(refusal.detail ?? refusal.message)
    }
    if !makesPassword, let complaint = PasswordPolicy.complaint(about: wanted["password"].text) {
      throw Refusal(complaint, "error/\(complaint)")
    }
    user.created = call.now
    apply(wanted, to: &user, fields: call.state.profileFields)
    if makesPassword {
      user.password = Secret.random() + "aA1!"
      user.preferences["auth_forcepasswordchange"] = "1"
    }
    user = call.state.users.add(user)
    if makesPassword {
      call.notify(
        user.id, "New user account",
        "A new account has been created for you at '\(call.options.siteName)' with a temporary password.",
        event: "newaccount")
    }
    call.log(
      "User created", "The user with id '\(call.caller.id)' created the user with id '\(user.id)'.",
      related: user.id)
    return user
  }

  /// Why an account cannot get these fields; nil when nothing stands in the way. `user` is nil for a new account.
  static func obstacle(to changes: Value, of user: User?, _ call: Call) -> Refusal? {
    if call.allowsDuplicates { return nil }
    let isTaken: ((User) -> Bool) -> Bool = { isSame in
      call.state.users.contains { !$0.isDeleted && $0.id != user?.id && isSame($0) }
    }
    let username = changes["username"].text
    if changes.has("username"), isTaken({ $0.username == username }) {
      return Refusal("dmlwriteexception", "Error writing to database", detail: "Username already exists: \(username)")
    }
    let email = changes["email"].text.lowercased()
    if changes.has("email"), isTaken({ $0["email"].lowercased() == email }) {
      return Refusal("useremailduplicate", "Duplicate address", detail: "Email address already exists: \(email)")
    }
    if changes.has("email"), !isAddress(email) {
      return Refusal("useremailinvalid", "Email address is invalid: \(email)")
    }
    let number = changes["idnumber"].text
    if call.options.uniqueIDNumbers, !number.isEmpty, isTaken({ $0["idnumber"] == number }) {
      return Refusal("idnumbertaken", "ID number already in use", detail: "ID number already exists: \(number)")
    }
    return nil
  }

  /// Writes the fields that were sent.
  static func apply(_ changes: Value, to user: inout User, fields: Table<ProfileField>) {
    if changes.has("username") { user.username = changes["username"].text }
    if changes.has("password") { user.password = changes["password"].text }
    if changes.has("auth") { user.auth = changes["auth"].text }
    for field in User.textFields where changes.has(field) { user.texts[field] = changes[field].text }
    if user["country"].count > 2 { user.texts["country"] = "" }
    if let format = changes["mailformat"].int { user.mailFormat = format }
    if let suspended = changes["suspended"].int { user.isSuspended = suspended == 1 }
    for sent in changes["customfields"].list {
      guard let field = fields.first(where: { $0.shortname == sent["type"].text }) else { continue }
      user.customFields[field.shortname] = field.accepted(sent["value"].text)
    }
    for sent in changes["preferences"].list { user.preferences[sent["type"].text] = sent["value"].text }
  }

  /// Marks an account as deleted and takes it out of everything it takes part in.
  static func delete(_ id: Int, _ call: inout Call) {
    call.state.users.update(id) { user in
      user.isDeleted = true
      user.username = "\(user["email"]).\(call.now)"
      user.texts["email"] = ""
      user.texts["idnumber"] = ""
    }
    call.state.enrolments.remove { $0.user == id }
    call.state.roleAssignments.remove { $0.user == id || $0.context == .user(id) }
    call.state.cohorts.updateAll(where: { $0.members.contains(id) }) { $0.members.removeAll { $0 == id } }
    call.state.groups.updateAll(where: { $0.members.contains(id) }) { $0.members.removeAll { $0 == id } }
    for (text, token) in call.state.tokens where token.user == id { call.state.tokens[text] = nil }
    for (cookie, session) in call.state.sessions where session.user == id { call.state.sessions[cookie] = nil }
    call.log("User deleted", "The user with id '\(call.caller.id)' deleted the user with id '\(id)'.", related: id)
  }

  static func isAddress(_ text: String) -> Bool {
    let parts = text.split(separator: "@", omittingEmptySubsequences: false)
    return parts.count == 2 && !parts[0].isEmpty && parts[1].contains(".") && !text.contains(where: \.isWhitespace)
  }
}

extension ProfileField {
  /// The value as it is stored: one that a menu does not offer empties the field, as in Moodle.
  func accepted(_ value: String) -> String {
    switch datatype {
    case "menu": options.contains(value) ? value : ""
    case "checkbox": value == "1" ? "1" : "0"
    default: value
    }
  }
}
