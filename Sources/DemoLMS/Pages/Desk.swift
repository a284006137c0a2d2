/// Answers every request: finds the service or page, and who asks.
struct Desk: Sendable {
  let site: Site
  private let dispatcher: Dispatcher

  init(_ site: Site) {
    self.site = site
    dispatcher = Dispatcher(site: site)
  }

  func answer(_ request: WebRequest) -> WebAnswer {
    switch request.path {
    case "/webservice/rest/server.php", "/webservice/rest/simpleserver.php":
      return .json(dispatcher.rest(request.fields), type: "application/json")
    case "/login/token.php": return .json(Authentication.token(request.fields, site))
    case "/webservice/upload.php": return .json(Upload(site: site).take(request))
    case "/lib/ajax/service.php", "/lib/ajax/service-nologin.php":
      return .json(Ajax(site: site, dispatcher: dispatcher).answer(request))
    case "/admin/cron.php": return Cron(site: site).answer(request)
    case "/": return .html(FrontPage.markup(site))
    case "/course/index.php": return .html(FrontPage.catalogue(site))
    case "/badges/badge.php": return BadgePages.verification(request.query["hash"], site)
    case let path where path.hasPrefix("/lmsaccept/"): return Controls(site: site).answer(request)
    default: break
    }
    if let answer = LoginPages(site: site).answer(request) { return answer }
    return page(request)
  }

  /// A page for people who are signed in; others are sent to the login page.
  private func page(_ request: WebRequest) -> WebAnswer {
    let session = request.cookie.flatMap { cookie in site.look { state, _ in state.sessions[cookie] } }
    let path = request.path == "/my" ? "/my/" : request.path
    guard let page = Page.all[path] else { return notFound("Sorry, the requested file could not be found", nil) }
    guard let session, let user = session.user else {
      if site.faults.contains(.visitorSeesCourses), ["/course/view.php", "/user/profile.php"].contains(path) {
        return shownToVisitor(page, request)
      }
      return .redirect(site.baseURL + "/login/index.php")
    }
    let isWrite = request.isPost ? page.effect != .read : page.writesByGet(request)
    do throws(Refusal) {
      if request.isPost, request.body["sesskey"] != session.sesskey { throw AdminPages.badSesskey }
      let effect: Function.Effect = isWrite ? (page.effect == .read ? .create : page.effect) : .read
      return try site.run(
        effect: effect,
        caller: { (state, _) throws(Refusal) -> User in
          guard let user = state.users[user], !user.isDeleted, !user.isSuspended else { throw .invalidToken }
          return user
        }
      ) { (call) throws(Refusal) -> WebAnswer in
        call.origin = "web"
        if call.caller.mustChangePassword, path != "/login/change_password.php" {
          return call.redirect("/login/change_password.php")
        }
        return try FaultyPage(page, effect).run(&call, request, session.sesskey)
      }
    } catch {
      return notFound(error.message, session.sesskey)
    }
  }

  /// What a fault shows to a visitor: the administrator's page, with the form to sign in that every visitor is shown.
  private func shownToVisitor(_ page: Page, _ request: WebRequest) -> WebAnswer {
    do throws(Refusal) {
      return try site.run(
        effect: .read,
        caller: { (state, _) throws(Refusal) -> User in
          guard let admin = state.users[User.adminID] else { throw .unknownRecord }
          return admin
        }
      ) { (call) throws(Refusal) -> WebAnswer in
        var answer = try page.body(&call, request, "")
        answer.bytes += Array("<form id=\"login\"><input type=\"hidden\" name=\"logintoken\" value=\"-\"></form>".utf8)
        return answer
      }
    } catch {
      return notFound(error.message, nil)
    }
  }

  /// Moodle answers a page that somebody may not see, or that is not there, with 404 and the reason in the text.
  private func notFound(_ message: String, _ sesskey: String?) -> WebAnswer {
    .html(
      Page.frame(
        "Error | \(site.options.siteName)", sesskey: sesskey ?? "", baseURL: site.baseURL, user: nil,
        "<div class=\"box errorbox\"><p class=\"errormessage\">\(message.escapedHTML)</p></div>"), status: 404)
  }
}

/// A page with the faults that bend what its form stores.
struct FaultyPage {
  private let page: Page
  private let effect: Function.Effect

  init(_ page: Page, _ effect: Function.Effect) {
    self.page = page
    self.effect = effect
  }

  func run(_ call: inout Call, _ request: WebRequest, _ sesskey: String) throws(Refusal) -> WebAnswer {
    let faults = call.faults
    if effect == .read || faults.isEmpty { return try page.body(&call, request, sesskey) }
    if faults.contains(.errorIn200) {
      return call.page("Error", sesskey, "<p class=\"errormessage\">Error writing to database</p>")
    }
    var request = request
    if faults.contains(.writeOtherCourse) {
      let state = call.state
      for index in request.body.fields.indices where ["course", "courseid"].contains(request.body.fields[index].name) {
        let id = Int(request.body.fields[index].value) ?? 0
        request.body.fields[index].value = String(state.otherCourse(than: id)?.id ?? id)
      }
    }
    let before = call.state
    let answer = try page.body(&call, request, sesskey)
    if faults.contains(.writeTwice), effect == .create {
      var again = call
      again.allowsDuplicates = true
      if (try? page.body(&again, request, sesskey)) != nil { call.state = again.state }
    }
    let losing: Set<Fault> =
      switch effect {
      case .read: []
      case .create: [.writeLost, .successWithWarning]
      case .update: [.writeLost, .updateIgnored, .successWithWarning]
      case .delete: [.deleteIgnored, .successWithWarning]
      }
    if !faults.isDisjoint(with: losing) { call.state = before }
    return answer
  }
}
