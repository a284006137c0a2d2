/// A page for somebody who is signed in.
struct Page: Sendable {
  typealias Body = @Sendable (inout Call, WebRequest, String) throws(Refusal) -> WebAnswer

  var path: String
  /// What a POST does; a GET reads unless `writesByGet` says otherwise.
  var effect: Function.Effect
  var writesByGet: @Sendable (WebRequest) -> Bool
  /// Gets the call, the request and the sesskey.
  var body: Body

  init(
    _ path: String, _ effect: Function.Effect = .read,
    writesByGet: @escaping @Sendable (WebRequest) -> Bool = { _ in false }, _ body: @escaping Body
  ) {
    self.path = path
    self.effect = effect
    self.writesByGet = writesByGet
    self.body = body
  }

  static let all: [String: Page] = {
    let areas: [[Page]] = [
      HomePages.all, ProfilePages.all, CoursePages.all, ModuleForms.all, QuizPages.all, FeedbackPages.all,
      EnrolPages.all, AdminPages.all, UploadPages.all, ReportPages.all, PackagePages.all,
      TaskPages.all, BadgePages.all,
    ]
    return Dictionary(uniqueKeysWithValues: areas.joined().map { ($0.path, $0) })
  }()

  /// The frame around every page: title, the configuration scripts read, the body.
  static func frame(_ title: String, sesskey: String, baseURL: String, user: User?, _ content: String) -> String {
    let menu =
      user.map {
        "<div id=\"user-menu-toggle\"><span class=\"usertext\">\($0.fullName.escapedHTML)</span></div>"
          + "<a href=\"\(baseURL)/login/logout.php?sesskey=\(sesskey)\">Log out</a>"
      } ?? ""
    return """
      <!DOCTYPE html>
      <html dir="ltr" lang="en" xml:lang="en">
      <head>
      <title>\(title.escapedHTML)</title>
      <meta http-equiv="Content-Type" content="text/html; charset=utf-8" />
      <script>
      //<![CDATA[
      var M = {}; M.cfg = {"wwwroot":"\(baseURL)","sesskey":"\(sesskey)","userId":\(user?.id ?? 0)};
      //]]>
      </script>
      </head>
      <body>
      \(menu)
      <div id="page"><div id="region-main" role="main">
      \(content)
      </div></div>
      </body>
      </html>
      """
  }
}

extension Call {
  /// A page of this site for the caller.
  func page(_ title: String, _ sesskey: String, _ content: String, status: Int = 200) -> WebAnswer {
    .html(
      Page.frame("\(title) | \(options.siteName)", sesskey: sesskey, baseURL: baseURL, user: caller, content),
      status: status)
  }

  func redirect(_ path: String) -> WebAnswer { .redirect(baseURL + path) }
}
