import Testing
import Transfer

/// Redirects and cookies, over real sockets.
struct RedirectAndCookieTests {
  private static let script: ScriptedServer.Script = { request, connection in
    switch request.path {
    case "/login":
      connection.answer(
        "302 Found", ["Location: home?x=1#top", "Set-Cookie: session=abc; Path=/; HttpOnly"])
    case "/moved": connection.answer("308 Permanent Redirect", ["location: /home"], "moved")
    case "/loop": connection.answer("302 Found", ["Location: /loop"])
    case "/nowhere": connection.answer("302 Found")
    case let path where path.hasPrefix("/to?"):
      connection.answer(
        "302 Found", ["Location: " + (FormEncoding.pairs(path.dropFirst(4)).first?.value ?? "")])
    default:
      connection.answer("200 OK", ["Set-Cookie: last=\(connection.number); Path=/deep"], "home")
    }
    return .keep
  }

  @Test func `a post that redirects becomes a get with the new cookie`() async throws {
    let server = try ScriptedServer(Self.script)
    let harness = try TransferHarness()
    var request = try harness.request("POST", server, "/login")
    request.followsRedirects = true
    request.jar = CookieJar()
    request.headers = [HeaderField("X-Own", "1"), HeaderField("Content-Type", "text/plain")]
    request.body = .bytes([0x61], type: nil)
    let exchange = try await harness.client.send(request)
    #expect(exchange.status == 200 && exchange.text == "home")
    #expect(exchange.url == server.base + "/home?x=1")
    let hop = RedirectHop(
      status: 302, url: server.base + "/login", location: server.base + "/home?x=1#top")
    #expect(exchange.hops == [hop])
    let seen = server.requests
    #expect(seen.map { "\($0.method) \($0.path)" } == ["POST /login", "GET /home?x=1"])
    #expect(seen[1].header("Cookie") == "session=abc")
    #expect(seen[1].header("X-Own") == "1")
    #expect(seen[1].header("Content-Type") == nil && seen[1].header("Content-Length") == nil)
  }

  @Test func `a permanent redirect keeps method and body`() async throws {
    let server = try ScriptedServer(Self.script)
    let harness = try TransferHarness()
    var request = try harness.request("POST", server, "/moved")
    request.followsRedirects = true
    request.body = .form([("a", "1")])
    let exchange = try await harness.client.send(request)
    #expect(exchange.text == "home")
    #expect(server.requests.map(\.text) == ["a=1", "a=1"])
    request.body = .multipart([Request.Part("b", .value("2"))])
    _ = try await harness.client.send(request)
    #expect(server.requests.suffix(2).map { $0.text.contains("name=\"b\"") } == [true, true])
  }

  @Test func `without following, and without a location, the redirect is the answer`() async throws {
    let server = try ScriptedServer(Self.script)
    let harness = try TransferHarness()
    #expect(try await harness.get(server, "/login").status == 302)
    var request = try harness.request("GET", server, "/nowhere")
    request.followsRedirects = true
    #expect(try await harness.client.send(request).status == 302)
  }

  @Test func `a circle ends after ten`() async throws {
    let server = try ScriptedServer(Self.script)
    let harness = try TransferHarness()
    var request = try harness.request("GET", server, "/loop")
    request.followsRedirects = true
    let error = await harness.error(request)
    #expect(error?.kind == .tooManyRedirects)
    #expect(error?.hops.count == 10)
    #expect(server.requests.count == 11)
  }

  @Test func `another host is not asked unless it is listed, and then hears nothing of the first`()
    async throws
  {
    let other = try ScriptedServer(Self.script)
    let server = try ScriptedServer(Self.script)
    let harness = try TransferHarness()
    let target = other.base + "/home?code=secret"
    var request = try harness.request("GET", server, "/to?" + FormEncoding.text([("u", target)]))
    request.followsRedirects = true
    request.headers = [
      HeaderField("Authorization", "Bearer x"), HeaderField("Cookie", "a=b"),
      HeaderField("X-Own", "1"),
    ]
    let error = await harness.error(request)
    #expect(error?.kind == .hostNotAllowed)
    #expect(
      error?.reason == "redirected to \(other.base)/home?…, and \(other.base) may not be asked")
    #expect(other.requests.count == 0)

    request.allowedHosts.append(try WebOrigin(of: other.base))
    #expect(try await harness.client.send(request).url == target)
    let lines = try #require(other.requests.first).lines
    #expect(
      lines.map { $0.prefix { $0 != ":" } } == ["Host", "User-Agent", "Accept", "Accept-Encoding"])
  }

  @Test(arguments: [
    "file:///etc/passwd", "http://[", "gopher://127.0.0.1/", "http://u:p@127.0.0.1/",
  ])
  func `a location that leads nowhere safe is trouble`(location: String) async throws {
    let server = try ScriptedServer(Self.script)
    let harness = try TransferHarness()
    var request = try harness.request("GET", server, "/to?" + FormEncoding.text([("u", location)]))
    request.followsRedirects = true
    #expect(await harness.error(request)?.kind == .redirectRefused)
    #expect(server.requests.count == 1)
  }

  @Test func `each jar keeps its own cookies and shares connections`() async throws {
    let server = try ScriptedServer(Self.script)
    let harness = try TransferHarness()
    let (anna, ben) = (CookieJar(), CookieJar())
    func get(_ path: String, _ jar: CookieJar?) async throws {
      var request = try harness.request("GET", server, path)
      request.jar = jar
      _ = try await harness.client.send(request)
    }
    try await get("/login", anna)
    try await get("/home", ben)
    try await get("/home", nil)
    try await get("/home", anna)
    #expect(server.requests.map { $0.header("Cookie") } == [nil, nil, nil, "session=abc"])
    #expect(Set(server.requests.map(\.connection)) == [0])
    #expect(await harness.client.cookie("session", anna, server.base + "/x") == "abc")
    #expect(await harness.client.cookie("session", ben, server.base + "/x") == nil)
    #expect(await harness.client.cookie("session", anna, "http://other.test/") == nil)
    #expect(await harness.client.cookie("last", anna, server.base) == nil)
    #expect(await harness.client.cookie("last", anna, server.base + "/deep/x") == "0")

    await harness.client.clear(anna)
    #expect(await harness.client.cookie("session", anna, server.base) == nil)
    try await get("/login", anna)
    #expect(await harness.client.cookie("session", anna, server.base) == "abc")
    await harness.client.discard(anna)
    #expect(await harness.client.cookie("session", anna, server.base) == nil)
    try await get("/home", anna)
    #expect(server.requests.last?.header("Cookie") == nil)
  }

  @Test func `a jar that is discarded while in use is freed later`() async throws {
    let (arrivals, arrival) = AsyncStream.makeStream(of: Void.self)
    let (gates, gate) = AsyncStream.makeStream(of: Void.self)
    let server = try ScriptedServer { _, connection in
      arrival.yield()
      connection.waitForEnd()
      return .close
    }
    let harness = try TransferHarness()
    let jar = CookieJar()
    var request = try harness.request("GET", server)
    request.jar = jar
    let task = Task { [request] in
      let error = await harness.error(request)
      gate.finish()
      return error
    }
    _ = await arrivals.first { true }
    await harness.client.discard(jar)
    task.cancel()
    for await _ in gates {}
    #expect(await task.value?.kind == .cancelled)
    await harness.client.discard(CookieJar())
    await harness.loop.shutDown()
  }
}
