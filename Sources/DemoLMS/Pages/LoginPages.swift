/// The login form and what belongs to it: pages for people who are not signed in.
struct LoginPages {
  let site: Site

  func answer(_ request: WebRequest) -> WebAnswer? {
    switch request.path {
    case "/login/index.php": request.isPost ? signIn(request) : form(request)
    case "/login/logout.php": signOut(request)
    default: nil
    }
  }

  private func form(_ request: WebRequest) -> WebAnswer {
    let base = site.baseURL
    let (cookie, session, user, isNew) = site.change { state, _ in
      if let cookie = request.cookie, let session = state.sessions[cookie] {
        state.sessions[cookie]?.alert = nil
        return (cookie, session, session.user.flatMap { state.users[$0] }, false)
      }
      let session = Session(sesskey: String(Secret.random().prefix(10)), loginToken: Secret.random())
      let cookie = Secret.random()
      state.sessions[cookie] = session
      return (cookie, session, nil, true)
    }
    if let user {
      if request.query["testsession"] != nil { return .redirect(base + "/my/") }
      let text = "<p>You are already logged in as \(user.fullName.escapedHTML).</p>"
      return .html(Page.frame("Confirm", sesskey: session.sesskey, baseURL: base, user: user, text))
    }
    let alert = session.alert.map { "<div class=\"alert alert-danger\" role=\"alert\">\($0.escapedHTML)</div>" } ?? ""
    let markup = """
      \(alert)
      <form class="login-form" action="\(base)/login/index.php" method="post" id="login">
      <input id="anchor" type="hidden" name="anchor" value="">
      <input type="hidden" name="logintoken" value="\(session.loginToken)">
      <input type="text" name="username" id="username" value="" autocomplete="username">
      <input type="password" name="password" id="password" value="" autocomplete="current-password">
      <button type="submit" id="loginbtn">Log in</button>
      </form>
      """
    var answer = WebAnswer.html(
      Page.frame(
        "Log in to the site | \(site.options.siteName)", sesskey: session.sesskey, baseURL: base, user: nil, markup))
    if isNew { answer.cookie = cookie }
    return answer
  }

  private func signIn(_ request: WebRequest) -> WebAnswer {
    let options = site.options
    let locks = !site.faults.contains(.guessingUnlimited)
    let (location, cookie): (String, String?) = site.change { state, now in
      guard let old = request.cookie, let session = state.sessions[old],
        session.loginToken == request.body["logintoken"]
      else {
        if let old = request.cookie { state.sessions[old]?.alert = "Your session has timed out. Please log in again." }
        return ("/login/index.php?loginredirect=1", nil)
      }
      let outcome = Authentication.check(
        request.body["username"] ?? "", request.body["password"] ?? "", in: &state, at: now, options, locks: locks)
      switch outcome {
      case .refused(let refusal):
        state.sessions[old]?.alert = refusal.message
        return ("/login/index.php?loginredirect=1", nil)
      case .signedIn(let user):
        state.sessions[old] = nil
        let cookie = Secret.random()
        state.sessions[cookie] = Session(
          user: user.id, sesskey: String(Secret.random().prefix(10)), loginToken: Secret.random())
        return (
          user.mustChangePassword ? "/login/change_password.php" : "/login/index.php?testsession=\(user.id)", cookie
        )
      }
    }
    var answer = WebAnswer.redirect(site.baseURL + location)
    answer.cookie = cookie
    return answer
  }

  private func signOut(_ request: WebRequest) -> WebAnswer {
    if site.faults.contains(.signOutIgnored) { return .redirect(site.baseURL + "/") }
    site.change { state, _ in
      guard let cookie = request.cookie, state.sessions[cookie]?.sesskey == request.query["sesskey"] else { return }
      state.sessions[cookie] = nil
    }
    return .redirect(site.baseURL + "/")
  }
}
