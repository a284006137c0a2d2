/// Signing in by user name and password.
enum Authentication {
  enum Outcome: Sendable {
    case signedIn(User)
    case refused(Refusal)
  }

  private static let noGuest = Refusal("noguest", "No guests here!")
  static let invalid = Refusal("invalidlogin", "Invalid login, please try again")

  /// Judges a password, and counts wrong ones for the lockout. One answer stands for every reason.
  static func check(
    _ username: String, _ password: String, in state: inout State, at now: Int, _ options: DemoLMS.Options,
    locks: Bool = true
  ) -> Outcome {
    guard let user = state.users.first(where: { $0.username == username.lowercased() && !$0.isDeleted }) else {
      return .refused(invalid)
    }
    if user.id == User.guestID { return .refused(password == "guest" ? noGuest : invalid) }
    if user.isSuspended || user.auth == "nologin" || user.lockedUntil > now { return .refused(invalid) }
    guard user.password == password, !password.isEmpty else {
      state.users.update(user.id) { user in
        user.failedLogins += 1
        if locks, options.lockoutThreshold > 0, user.failedLogins >= options.lockoutThreshold {
          user.lockedUntil = now + 1800
          user.failedLogins = 0
        }
      }
      return .refused(invalid)
    }
    guard user.isConfirmed else {
      return .refused(Refusal("usernotconfirmed", "Could not confirm \(user.username)"))
    }
    state.users.update(user.id) { user in
      user.failedLogins = 0
      user.lockedUntil = 0
      if user.firstAccess == 0 { user.firstAccess = now }
      user.lastAccess = now
    }
    return .signedIn(user)
  }

  /// login/token.php: the same token each time for a person and a service.
  static func token(_ form: Form, _ site: Site) -> Value {
    for name in ["username", "password", "service"] where form[name] == nil {
      return error(Refusal("missingparam", "A required parameter (\(name)) was missing"))
    }
    let service = form["service"] ?? ""
    let options = site.options
    let locks = !site.faults.contains(.guessingUnlimited)
    return site.change { state, now in
      switch check(form["username"] ?? "", form["password"] ?? "", in: &state, at: now, options, locks: locks) {
      case .refused(let refusal): return error(refusal)
      case .signedIn(let user):
        guard service == options.service || service == "moodle_mobile_app" else {
          return error(
            Refusal(
              "servicenotavailable", "Web service is not available. (It doesn't exist or might be disabled.)"))
        }
        let known = state.tokens.first { $0.value.user == user.id && $0.value.service == service }
        if let known, known.value.validUntil == 0 || known.value.validUntil > now { return answer(known.key) }
        var token = Token(user: user.id, service: service)
        token.validUntil = now + 7_257_600
        let text = Secret.random()
        state.tokens[text] = token
        return answer(text)
      }
    }
  }

  private static func answer(_ token: String) -> Value { ["token": .string(token), "privatetoken": .null] }

  /// The shape in which login/token.php and upload.php report errors.
  static func error(_ refusal: Refusal) -> Value {
    [
      "error": .string(refusal.message), "errorcode": .string(refusal.code), "stacktrace": .null,
      "debuginfo": .null, "reproductionlink": .null,
    ]
  }
}
