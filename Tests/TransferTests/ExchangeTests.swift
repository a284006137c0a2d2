import Testing
import Transfer

/// Requests as they leave and answers as they come, over real sockets.
struct ExchangeTests {
  @Test func `an answer is handed over whole`() async throws {
    let server = try ScriptedServer { _, connection in
      connection.answer(
        "201 Created", ["X-A: 1", "Set-Cookie: a=1", "Set-Cookie: b=2", "x-a: 3"], "hello")
      return .keep
    }
    let harness = try TransferHarness()
    let exchange = try await harness.get(server, "/a/../b?c=1#d")
    #expect(exchange.status == 201)
    #expect(exchange.text == "hello")
    #expect(exchange.protocolVersion == "1.1")
    #expect(
      exchange.headers.map(\.name) == ["X-A", "Set-Cookie", "Set-Cookie", "x-a", "Content-Length"])
    #expect(exchange.headers.values(named: "set-cookie") == ["a=1", "b=2"])
    #expect(exchange.url == server.base + "/b?c=1")
    #expect(exchange.elapsedSeconds > 0)
    #expect(exchange.hops == [])
    #expect(exchange.bytesReceived == exchange.head.count + 5)
    let seen = try #require(server.requests.first)
    #expect(seen.head.hasPrefix("GET /b?c=1 HTTP/1.1\r\n"))
    #expect(exchange.bytesSent == seen.head.utf8.count)
    #expect(seen.header("User-Agent") == "lmsaccept")
    #expect(seen.header("Accept-Encoding")?.contains("gzip") == true)
    #expect(seen.header("Cookie") == nil)
  }

  @Test func `chunks, early hints and trailers leave only head and body`() async throws {
    let server = try ScriptedServer { _, connection in
      connection.send(
        "HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\nHTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nA: b\r\n\r\n"
          + "5\r\nhello\r\n7\r\n, world\r\n0\r\nX-Trailer: HTTP/1.1\r\n\r\n")
      return .keep
    }
    let exchange = try await TransferHarness().get(server)
    #expect(exchange.text == "hello, world")
    #expect(
      exchange.headers == [HeaderField("Transfer-Encoding", "chunked"), HeaderField("A", "b")])
  }

  @Test func `a compressed body is decoded and its size on the wire is known`() async throws {
    let server = try ScriptedServer { _, connection in
      connection.send(
        "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: \(Fixture.gzip.count)\r\n\r\n"
      )
      connection.send(Fixture.gzip)
      return .keep
    }
    let exchange = try await TransferHarness().get(server)
    #expect(exchange.text == Fixture.gzipText)
    #expect(exchange.bytesReceived == exchange.head.count + Fixture.gzip.count)
  }

  @Test func `an answer that dribbles in byte by byte is the same answer`() async throws {
    let server = try ScriptedServer { _, connection in
      for byte in "HTTP/1.1 200 OK\r\nContent-Length: 3\r\nA: b\r\n\r\nabc".utf8 {
        connection.send([byte])
      }
      return .keep
    }
    let exchange = try await TransferHarness().get(server)
    #expect(exchange.text == "abc" && exchange.header("A") == "b")
  }

  @Test func `an answer without length ends with the connection`() async throws {
    let server = try ScriptedServer { _, connection in
      connection.send("HTTP/1.0 404 Not Found\r\nContent-Type: text/html\r\n\r\n<p>gone</p>")
      return .close
    }
    let exchange = try await TransferHarness().get(server)
    #expect(
      exchange.status == 404 && exchange.text == "<p>gone</p>" && exchange.protocolVersion == "1.0")
  }

  @Test func `headers leave in order, empty and repeated ones too`() async throws {
    let server = try ScriptedServer { _, connection in
      connection.answer("200 OK")
      return .keep
    }
    let harness = try TransferHarness()
    var request = try harness.request("GET", server)
    request.headers = [
      HeaderField("X-B", "1"), HeaderField("X-A", ""), HeaderField("X-B", "2; ü"),
      HeaderField("Accept", "text/html"),
    ]
    _ = try await harness.client.send(request)
    let lines = try #require(server.requests.first).lines
    #expect(lines.filter { $0.hasPrefix("X-") } == ["X-B: 1", "X-A:", "X-B: 2; ü"])
    #expect(lines.filter { $0.hasPrefix("Accept:") } == ["Accept: text/html"])
  }

  @Test(arguments: ["POST", "PUT", "PATCH", "DELETE", "GET", "REPORT"])
  func `a body leaves with its length and type and without Expect`(method: String) async throws {
    let server = try ScriptedServer { _, connection in
      connection.answer("200 OK")
      return .keep
    }
    let harness = try TransferHarness()
    var request = try harness.request(method, server)
    let large = [UInt8](repeating: 0x61, count: 1_500_000) + [0, 1, 255]
    request.body = .bytes(large, type: "application/octet-stream")
    _ = try await harness.client.send(request)
    request.body = .bytes([0x7B, 0x7D], type: nil)
    _ = try await harness.client.send(request)
    request.headers = [HeaderField("content-type", "application/json")]
    request.body = .bytes([0x7B, 0x7D], type: "text/plain")
    _ = try await harness.client.send(request)
    let seen = server.requests
    #expect(seen.map(\.method) == [method, method, method])
    #expect(seen[0].body == large)
    #expect(
      seen.map { $0.header("Content-Type") } == [
        "application/octet-stream", nil, "application/json",
      ])
    #expect(seen.map { $0.header("Content-Length") } == ["1500003", "2", "2"])
    #expect(seen.allSatisfy { $0.header("Expect") == nil })
    #expect(seen[2].lines.filter { $0.lowercased().hasPrefix("content-type") }.count == 1)
  }

  @Test(arguments: [
    ("POST", "0"), ("PUT", "0"), ("PATCH", "0"), ("GET", nil), ("DELETE", nil), ("HEAD", nil),
  ])
  func `a request without body says so`(method: String, length: String?) async throws {
    let server = try ScriptedServer { request, connection in
      connection.send(
        "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n" + (request.method == "HEAD" ? "" : "hello"))
      return .keep
    }
    let harness = try TransferHarness()
    let exchange = try await harness.client.send(harness.request(method, server))
    let seen = try #require(server.requests.first)
    #expect(seen.method == method)
    #expect(seen.header("Content-Length") == length)
    #expect(seen.header("Content-Type") == nil)
    #expect(exchange.text == (method == "HEAD" ? "" : "hello"))
  }

  @Test func `one handle used again leaves nothing behind`() async throws {
    let server = try ScriptedServer { request, connection in
      connection.send(
        "HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\n" + (request.method == "HEAD" ? "" : "x"))
      return .keep
    }
    let harness = try TransferHarness()
    var post = try harness.request("POST", server)
    post.headers = [HeaderField("Authorization", "Bearer first"), HeaderField("Accept", "text/x")]
    post.body = .form([("a", "1")])
    var upload = post
    upload.body = .multipart([Request.Part("f", .value("1"))])
    for request in try [
      post, harness.request("HEAD", server), upload, harness.request("GET", server), post,
    ] {
      _ = try await harness.client.send(request)
    }
    let seen = server.requests
    #expect(seen.map(\.method) == ["POST", "HEAD", "POST", "GET", "POST"])
    #expect(seen.map { $0.header("Authorization") != nil } == [true, false, true, false, true])
    #expect(
      seen[3].lines.map { $0.prefix { $0 != ":" } } == [
        "Host", "User-Agent", "Accept", "Accept-Encoding",
      ])
    #expect(seen[3].body == [] && seen[1].header("Content-Length") == nil)
    #expect(seen[4].text == "a=1")
    // On a machine that is busy libcurl may take the first for dead once, and opens another.
    #expect(Set(seen.map(\.connection)).count <= 2, "a kept connection is used again")
  }

  @Test func `a form leaves as a browser would send it`() async throws {
    let server = try ScriptedServer { _, connection in
      connection.answer("200 OK")
      return .keep
    }
    let harness = try TransferHarness()
    var request = try harness.request("POST", server)
    request.body = .form([("users[0][name]", "Anna & Co"), ("a", "é")])
    _ = try await harness.client.send(request)
    let seen = try #require(server.requests.first)
    #expect(seen.text == "users%5B0%5D%5Bname%5D=Anna+%26+Co&a=%C3%A9")
    #expect(seen.header("Content-Type") == "application/x-www-form-urlencoded")
  }

  @Test func `parts leave in order with names, types and raw bytes`() async throws {
    let server = try ScriptedServer { _, connection in
      connection.answer("200 OK")
      return .keep
    }
    let harness = try TransferHarness()
    var request = try harness.request("POST", server)
    request.body = .multipart([
      Request.Part("token", .value("s3")), Request.Part("empty", .value("")),
      Request.Part(
        "file\"\r\nX: y", .file(name: "ü \"q\".csv", type: "text/csv", bytes: [0, 255, 13, 10, 65])),
    ])
    _ = try await harness.client.send(request)
    let seen = try #require(server.requests.first)
    let boundary = try #require(seen.header("Content-Type")?.split(separator: "boundary=").last)
    let expected =
      "--B\r\nContent-Disposition: form-data; name=\"token\"\r\n\r\ns3\r\n"
      + "--B\r\nContent-Disposition: form-data; name=\"empty\"\r\n\r\n\r\n"
      + "--B\r\nContent-Disposition: form-data; name=\"file%22%0D%0AX: y\"; filename=\"ü %22q%22.csv\"\r\n"
      + "Content-Type: text/csv\r\n\r\n"
    let head = Array(expected.replacing("--B\r\n", with: "--" + boundary + "\r\n").utf8)
    #expect(seen.body == head + [0, 255, 13, 10, 65] + Array("\r\n--\(boundary)--\r\n".utf8))
    #expect(seen.header("Expect") == nil)
  }

  @Test func `many requests at once all get their own answer`() async throws {
    let server = try ScriptedServer { request, connection in
      connection.answer("200 OK", [], request.path)
      return .keep
    }
    let harness = try TransferHarness()
    let wrong = try await withThrowingTaskGroup(of: Bool.self) { group in
      for worker in 0..<16 {
        group.addTask {
          for number in 0..<25 {
            let path = "/\(worker)/\(number)"
            if try await harness.get(server, path).text != path { return true }
          }
          return false
        }
      }
      return try await group.reduce(0) { $0 + ($1 ? 1 : 0) }
    }
    #expect(wrong == 0)
    #expect(Set(server.requests.map(\.path)).count == 400)
    #expect(Set(server.requests.map(\.connection)).count <= 16)
  }
}
