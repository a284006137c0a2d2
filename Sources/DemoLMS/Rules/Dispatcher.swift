/// Runs web service functions: finds them, checks arguments and shapes, and lets the faults bite.
struct Dispatcher: Sendable {
  let site: Site

  /// A call over REST: `form` holds the token, the function, settings and arguments. The answer is the whole body.
  func rest(_ form: Form) -> Value {
    do throws(Refusal) {
      return try answer(form)
    } catch {
      return error.value(debug: site.options.debug)
    }
  }

  private func answer(_ form: Form) throws(Refusal) -> Value {
    let token = form["wstoken"] ?? ""
    let name = form["wsfunction"] ?? ""
    let isRaw = form["moodlewssettingraw"] == "1"
    let outside: Set<String> = ["wstoken", "wsfunction", "moodlewsrestformat"]
    var arguments = Form()
    arguments.fields = form.fields.filter { !outside.contains($0.name) && !$0.name.hasPrefix("moodlewssetting") }
    let service = site.options.service
    let asking = site.look { state, _ in state.tokens[token]?.service }
    return try run(name, arguments: arguments.tree, isRaw: isRaw, service: asking) {
      (state, now) throws(Refusal) -> User in
      guard let found = state.tokens[token], let user = state.users[found.user], !user.isDeleted else {
        throw .invalidToken
      }
      if found.validUntil > 0, found.validUntil < now { throw .notInService }
      try Dispatcher.checkAccount(user)
      guard let signature = Signature.all[name] else { throw .unknownRecord }
      guard found.service == service || (found.service == "moodle_mobile_app" && signature.isMobile) else {
        throw .notInService
      }
      return user
    }
  }

  /// A call by a browser session; only functions that Moodle marks for ajax.
  func ajax(_ name: String, arguments: Value, user: Int) throws(Refusal) -> Value {
    guard let signature = Signature.all[name], signature.isAjax else {
      throw Refusal(
        "servicenotavailable", "Web service is not available. (It doesn't exist or might be disabled.)")
    }
    return try run(name, arguments: arguments, isRaw: false, origin: "web") { (state, _) throws(Refusal) -> User in
      guard let user = state.users[user], !user.isDeleted else { throw .unknownRecord }
      return user
    }
  }

  private static func checkAccount(_ user: User) throws(Refusal) {
    if user.isSuspended {
      throw Refusal(
        "wsaccessusersuspended", "Refused web service access for suspended username: \(user.username)")
    }
    if !user.isConfirmed {
      throw Refusal(
        "wsaccessuserunconfirmed", "Refused web service access for unconfirmed username: \(user.username)")
    }
  }

  private func run(
    _ name: String, arguments: Value, isRaw: Bool, origin: String = "ws",
    service: String? = nil, caller: (State, Int) throws(Refusal) -> User
  ) throws(Refusal) -> Value {
    // The caller is judged first: without a token nobody learns which functions exist.
    let function = Function.all[name]
    let options = site.options
    let answer = try site.run(effect: function?.effect ?? .read, caller: caller) { (call) throws(Refusal) -> Value in
      guard let function, let signature = Signature.all[name] else { throw .unknownRecord }
      call.arguments = try signature.parameters.check(arguments, languages: options.languages)
      call.wantsRawText = isRaw
      call.origin = origin
      call.service = service
      return try FaultyFunction(function).run(&call)
    }
    if options.checksAnswers, let misfit = Dispatcher.misfit(of: answer, name: name) {
      throw Refusal(
        "invalidresponse", "Invalid response value detected",
        exception: "core\\exception\\invalid_response_exception", detail: misfit)
    }
    return AnswerFaults(site.faults).apply(to: answer, name: name, effect: function?.effect ?? .read)
  }

  private static func misfit(of answer: Value, name: String) -> String? {
    guard let shape = Signature.all[name]?.answer else { return answer.isNull ? nil : "an answer where none is due" }
    return shape.misfit(of: answer)
  }
}
