/// lib/ajax/service.php: several calls in one request, by session or without any.
struct Ajax {
  let site: Site
  let dispatcher: Dispatcher

  func answer(_ request: WebRequest) -> Value {
    let text = request.query["args"].map { Array($0.utf8) } ?? request.bytes
    let calls = JSONText.read(text)?.list ?? []
    if request.path.hasSuffix("service-nologin.php") {
      return .list(calls.map { anonymous($0["methodname"].text) })
    }
    let session = request.cookie.flatMap { cookie in site.look { state, _ in state.sessions[cookie] } }
    guard let session, let user = session.user else {
      return .list([
        failure(
          Refusal(
            "servicerequireslogin",
            "Web service is not available. (The session has been logged out or has expired.)"))
      ])
    }
    guard request.query["sesskey"] == session.sesskey else { return .list([failure(AdminPages.badSesskey)]) }
    var answers: [Value] = []
    for call in calls {
      do throws(Refusal) {
        let data = try dispatcher.ajax(call["methodname"].text, arguments: call["args"], user: user)
        answers.append(["error": false, "data": data])
      } catch {
        // The first failure ends the batch: what follows is neither run nor answered.
        answers.append(failure(error))
        break
      }
    }
    return .list(answers)
  }

  private func anonymous(_ name: String) -> Value {
    guard name == "tool_mobile_get_public_config" else {
      return failure(
        Refusal(
          "servicenotavailable", "Web service is not available. (It doesn't exist or might be disabled.)"))
    }
    return ["error": false, "data": SiteFunctions.publicConfig(site.options, baseURL: site.baseURL)]
  }

  private func failure(_ refusal: Refusal) -> Value {
    [
      "error": true,
      "exception": [
        "message": .string(refusal.message), "errorcode": .string(refusal.code),
        "link": .string(site.baseURL + "/"),
        "moreinfourl": .string("https://docs.moodle.org/501/en/error/moodle/\(refusal.code)"),
      ],
    ]
  }
}

/// webservice/upload.php: a file into the draft area of the token's person.
struct Upload {
  let site: Site

  func take(_ request: WebRequest) -> Value {
    let token = request.fields["token"] ?? ""
    let item = request.fields.int("itemid").flatMap { $0 == 0 ? nil : $0 } ?? Int.random(in: 100_000_000...999_999_999)
    let options = site.options
    return site.change { state, _ in
      guard let found = state.tokens[token], let user = state.users[found.user], !user.isDeleted else {
        return Authentication.error(.invalidToken)
      }
      guard found.service == options.service || found.service == "moodle_mobile_app" else {
        return Authentication.error(.notInService)
      }
      return .list(
        request.files.map { file in
          state.drafts.add(DraftFile(item: item, user: user.id, name: file.name, bytes: file.bytes))
          return [
            "component": "user", "contextid": .int(Context.user(user.id).number), "userid": .string(String(user.id)),
            "filearea": "draft", "filename": .string(file.name), "filepath": "/", "itemid": .int(item),
            "license": "unknown", "author": .string(user.fullName), "source": "", "filesize": .int(file.bytes.count),
          ]
        })
    }
  }
}

/// admin/cron.php, where the site allows it. The status is 200 whatever happens.
struct Cron {
  let site: Site

  func answer(_ request: WebRequest) -> WebAnswer {
    guard let password = site.options.cronPassword else {
      return .text(
        "!!! Sorry, internet access to this page has been disabled by the administrator. !!!\n",
        type: "text/html; charset=utf-8")
    }
    guard request.query["password"] == password else {
      return .text(
        "!!! Sorry, you have not provided a valid password to access this page !!!\n",
        type: "text/html; charset=utf-8")
    }
    do throws(Refusal) {
      try site.run(
        effect: .update,
        caller: { (state, _) throws(Refusal) -> User in
          guard let admin = state.users[User.adminID] else { throw .unknownRecord }
          return admin
        }
      ) { (call) throws(Refusal) in
        Completion.updateAll(&call)
        for instance in call.state.enrolInstances where instance.cohort != nil { Enrolling.sync(instance, &call) }
      }
    } catch {
      return .text("!!! \(error.message) !!!\n")
    }
    return .text("Server Time: now\n\n\nRan 0 adhoc tasks found\nCron run completed correctly\n")
  }
}

/// What a visitor sees who is not signed in.
enum FrontPage {
  static func markup(_ site: Site) -> String {
    Page.frame(
      site.options.siteName, sesskey: "", baseURL: site.baseURL, user: nil,
      """
      <h1>\(site.options.siteName.escapedHTML)</h1>
      <p>This is the built-in LMS of lmsaccept. It speaks Moodle's web services, holds invented people only and
      proves nothing about any other LMS.</p>
      <p><a href="\(site.baseURL)/course/index.php">Courses</a> <a href="\(site.baseURL)/login/index.php">Log in</a></p>
      """)
  }

  /// The public catalogue: names of visible courses and nothing of their contents.
  static func catalogue(_ site: Site) -> String {
    let rows = site.look { state, now in
      state.courses.filter { course in
        course.id != Course.siteID && course.isVisible && (site.options.offersEndedCourses || !course.hasEnded(at: now))
          && state.path(of: course.category).allSatisfy { state.categories[$0]?.isVisible == true }
      }.map { "<li class=\"coursename\">\($0.fullname.escapedHTML)</li>" }
    }
    return Page.frame(
      "Available courses", sesskey: "", baseURL: site.baseURL, user: nil,
      "<h2>Available courses</h2><ul>\(rows.joined())</ul>")
  }
}
