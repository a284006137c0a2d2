import Testing
import Transfer

/// What is decided without a network.
struct RuleTests {
  private func hop(
    _ method: String, _ url: String, _ headers: [HeaderField] = [], _ body: Request.Body = .none
  ) throws -> Hop {
    Hop(method: method, address: try WebAddress(url), headers: headers, body: body)
  }

  private static let formHeaders = [
    HeaderField("Authorization", "Bearer x"), HeaderField("content-type", "text/plain"),
    HeaderField("X-Own", "1"),
  ]

  @Test(arguments: [
    (301, "POST", "GET"), (302, "POST", "GET"), (303, "POST", "GET"), (307, "POST", "POST"),
    (308, "POST", "POST"),
    (301, "PUT", "PUT"), (302, "DELETE", "DELETE"), (303, "PUT", "GET"), (303, "HEAD", "HEAD"),
    (302, "HEAD", "HEAD"),
    (302, "GET", "GET"),
  ])
  func `the method after a redirect`(status: Int, method: String, expected: String) throws {
    let body: Request.Body = method == "GET" || method == "HEAD" ? .none : .bytes([1], type: nil)
    let before = try hop(method, "http://a/x", Self.formHeaders, body)
    let after = try RedirectRule.follow(
      before, status: status, location: "/y", allowed: [], followed: 0)
    #expect(after.method == expected)
    #expect(after.address.description == "http://a/y")
    #expect(after.body == (method == expected ? body : .none))
    #expect(
      after.headers.map(\.name)
        == (method == expected ? before.headers.map(\.name) : ["Authorization", "X-Own"]))
  }

  @Test func `another origin gets none of the caller's headers`() throws {
    let other = try WebOrigin(of: "https://b/")
    let after = try RedirectRule.follow(
      hop("GET", "https://a/x", Self.formHeaders), status: 302, location: "https://b/y",
      allowed: [other], followed: 0)
    #expect(after.headers == [])
    #expect(after.address.origin == other)
  }

  @Test(arguments: [
    ("GET", "https://a/", "http://a/", 302, 0, TransferError.Kind.redirectRefused),
    ("GET", "https://a/", "http://b/", 302, 0, .redirectRefused),
    ("GET", "http://a/", "http://c/", 302, 0, .hostNotAllowed),
    ("GET", "http://a/", "http://a:81/", 302, 0, .hostNotAllowed),
    ("GET", "http://a/", "ftp://a/", 302, 0, .redirectRefused),
    ("GET", "http://a/", "file:///etc/passwd", 302, 0, .redirectRefused),
    ("GET", "http://a/", "http://x@b/", 302, 0, .redirectRefused),
    ("GET", "http://a/", "/x", 302, 10, .tooManyRedirects),
    ("POST", "http://a/", "http://b/", 307, 0, .redirectRefused),
    ("DELETE", "http://a/", "http://b/", 302, 0, .redirectRefused),
  ])
  func `redirects that must not be followed`(
    method: String, from: String, location: String, status: Int, followed: Int,
    kind: TransferError.Kind
  ) throws {
    let allowed = [
      try WebOrigin(of: "http://b/"), try WebOrigin(of: "http://a/"),
      try WebOrigin(of: "https://a/"),
    ]
    let before = try hop(method, from)
    #expect {
      try RedirectRule.follow(
        before, status: status, location: location, allowed: allowed, followed: followed)
    } throws: {
      ($0 as? RedirectRule.Refusal)?.kind == kind
    }
  }

  @Test func `a refused redirect does not tell the query`() throws {
    let before = try hop("GET", "http://a/")
    #expect {
      try RedirectRule.follow(
        before, status: 302, location: "http://c/x?code=secret", allowed: [], followed: 0)
    } throws: {
      ($0 as? RedirectRule.Refusal)?.reason
        == "redirected to http://c/x?…, and http://c may not be asked"
    }
  }

  @Test func `head lines are read in order, folded and repeated ones too`() {
    let head =
      "HTTP/1.1 200 OK\r\nA: 1\r\nset-cookie: x=1\r\nSet-Cookie:y=2 \r\nno colon\r\nLong: one\r\n  two\r\nE:\r\n\r\n"
    let exchange = Exchange(status: 200, head: Array(head.utf8), body: [], url: "http://a/")
    #expect(
      exchange.headers == [
        HeaderField("A", "1"), HeaderField("set-cookie", "x=1"), HeaderField("Set-Cookie", "y=2"),
        HeaderField("Long", "one two"), HeaderField("E", ""),
      ])
    #expect(exchange.header("SET-COOKIE") == "x=1")
    #expect(exchange.header("long") == "one two")
    #expect(exchange.header("e") == "")
    #expect(exchange.header("Lon") == nil)
    #expect(exchange.headers.values(named: "Set-cookie") == ["x=1", "y=2"])
    #expect(exchange.protocolVersion == "1.1")
    #expect(Exchange(status: 1, head: [], body: [], url: "").protocolVersion == "")
  }

  @Test(
    arguments: [
      ("http://lms.test/moodle/x", "a", "1"), ("http://lms.test/moodle", "a", "1"),
      ("http://lms.test/other", "a", "root"),
      ("http://lms.test/moodlex", "a", "root"), ("http://sub.lms.test/", "d", "dom"),
      ("http://lms.test/", "d", "dom"),
      ("http://sub.lms.test/", "a", nil), ("http://xlms.test/", "d", nil),
      ("http://lms.test/", "s", nil),
      ("https://lms.test/", "s", "sec"), ("http://lms.test/", "old", nil),
      ("http://lms.test/", "h", "only"),
      ("http://lms.test/", "A", nil),
    ] as [(String, String, String?)])
  func `the cookie that would be sent`(url: String, name: String, expected: String?) throws {
    let lines = [
      "lms.test\tFALSE\t/\tFALSE\t0\ta\troot", "lms.test\tFALSE\t/moodle\tFALSE\t0\ta\t1",
      ".lms.test\tTRUE\t/\tFALSE\t0\td\tdom", "lms.test\tFALSE\t/\tTRUE\t0\ts\tsec",
      "lms.test\tFALSE\t/\tFALSE\t999\told\tx",
      "#HttpOnly_lms.test\tFALSE\t/\tFALSE\t1001\th\tonly", "bad line",
    ]
    #expect(try CookieLines.value(name, for: WebAddress(url), in: lines, now: 1000) == expected)
  }

  @Test func `idle begins with the request and begins again with each byte`() {
    let start = ContinuousClock.now
    var watch = IdleWatch()
    func isOver(_ seconds: Int, _ progress: Int) -> Bool {
      watch.isOver(.seconds(3), progress: progress, now: start + .seconds(seconds))
    }
    let before = isOver(100, 0)
    watch.begin(now: start)
    let looks = [isOver(1, 0), isOver(3, 0), isOver(5, 1), isOver(7, 1), isOver(8, 1)]
    #expect(!before)
    #expect(looks == [false, false, false, false, true])
  }

  @Test func `a scripted client answers in order and then says so`() async throws {
    let client = HTTPClient.scripted([
      Exchange(status: 201, headers: [HeaderField("A", "b")], body: "x")
    ])
    let request = Request("POST", "http://a/x?token=secret", allowedHosts: [])
    let first = try await client.send(request)
    #expect(first.status == 201 && first.text == "x" && first.header("a") == "b")
    await #expect(
      throws: TransferError(.other, doing: "POST http://a/x?…", reason: "no scripted reply is left")
    ) {
      try await client.send(request)
    }
  }
}
