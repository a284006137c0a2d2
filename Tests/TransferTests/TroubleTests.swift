import Synchronization
import Testing
import Transfer

/// Whatever goes wrong on the way is trouble with a kind and a sentence, never an answer.
struct TroubleTests {
  @Test func `nobody listens`() async throws {
    let harness = try TransferHarness()
    let server = try ScriptedServer { _, _ in .close }
    server.stop()
    let port = server.port
    let origin = WebOrigin(.http, host: "127.0.0.1", port: port)
    let error = await harness.error(
      Request("POST", "\(origin)/path?token=secret", allowedHosts: [origin]))
    #expect(error?.kind == .refused)
    #expect(error?.description == "POST http://127.0.0.1:\(port)/path?…: connection refused")
    #expect(error?.code == 7)
    #expect(error?.mayHaveArrived == false)
  }

  @Test func `a name that does not exist`() async throws {
    let harness = try TransferHarness()
    let origin = WebOrigin(.http, host: "lms.invalid")
    var request = Request("GET", "\(origin)/", allowedHosts: [origin])
    // A resolver may ask several servers, seconds each; that is no matter of the connect limit here.
    request.limits.connect = .seconds(60)
    let error = await harness.error(request)
    #expect(
      error?.description == "GET http://lms.invalid/: the name lms.invalid could not be resolved")
    #expect(error?.kind == .couldNotResolve)
  }

  @Test(arguments: [
    ("", TransferError.Kind.connectionLost),
    ("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc", .connectionLost),
    ("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab", .connectionLost),
    ("hello, I am no web server\r\n", .badAnswer),
    ("HTTP/1.1 200 OK\r\nA: b\0c\r\n\r\n", .badAnswer),
    ("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", .connectionLost),
    ("HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\n", .badAnswer),
    ("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 3\r\n\r\nabc", .badAnswer),
  ])
  func `an answer that is cut or no answer`(bytes: String, kind: TransferError.Kind) async throws {
    let server = try ScriptedServer { _, connection in
      connection.send(bytes)
      return .close
    }
    let harness = try TransferHarness()
    let error = await harness.error(try harness.request("GET", server, "/x"))
    #expect(error?.kind == kind, "\(error?.description ?? "")")
    #expect(error?.mayHaveArrived == true)
  }

  @Test func `compressed data cut in the middle is no answer`() async throws {
    let server = try ScriptedServer { _, connection in
      let half = Fixture.gzip.count / 2
      connection.send(
        "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: \(Fixture.gzip.count)\r\n\r\n"
      )
      connection.send(Array(Fixture.gzip.prefix(half)))
      return .close
    }
    let harness = try TransferHarness()
    #expect(await harness.error(try harness.request("GET", server))?.kind == .connectionLost)
  }

  @Test func `a body without end is cut off at the limit`() async throws {
    let sent = Mutex(0)
    let server = try ScriptedServer { _, connection in
      connection.send("HTTP/1.1 200 OK\r\n\r\n")
      let block = [UInt8](repeating: 0x61, count: 1 << 20)
      for _ in 0..<200 {
        guard connection.send(block) else { break }
        sent.withLock { $0 += 1 }
      }
      return .close
    }
    let harness = try TransferHarness()
    var request = try harness.request("GET", server)
    request.limits.bodyBytes = 3 << 20
    let error = await harness.error(request)
    #expect(error?.kind == .tooLarge)
    #expect(error?.reason == "the answer is larger than 3145728 bytes")
    #expect(sent.withLock { $0 } < 200)
  }

  @Test func `the limit counts decoded bytes and allows the last one`() async throws {
    let server = try ScriptedServer { _, connection in
      connection.send(
        "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: \(Fixture.gzip.count)\r\n\r\n"
      )
      connection.send(Fixture.gzip)
      return .keep
    }
    let harness = try TransferHarness()
    var request = try harness.request("GET", server)
    request.limits.bodyBytes = Fixture.gzipText.utf8.count
    #expect(try await harness.client.send(request).body.count == request.limits.bodyBytes)
    request.limits.bodyBytes -= 1
    #expect(await harness.error(request)?.kind == .tooLarge)
  }

  @Test func `a head without end is cut off`() async throws {
    let server = try ScriptedServer { _, connection in
      connection.send("HTTP/1.1 200 OK\r\n")
      let line = Array("X-Filler: \(String(repeating: "x", count: 1000))\r\n".utf8)
      while connection.send(line) {}
      return .close
    }
    let harness = try TransferHarness()
    #expect(await harness.error(try harness.request("GET", server))?.kind == .tooLarge)
  }

  @Test func `silence ends with the idle limit`() async throws {
    let server = try ScriptedServer { _, connection in
      connection.send("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc")
      connection.waitForEnd()
      return .close
    }
    let harness = try TransferHarness()
    var request = try harness.request("GET", server)
    request.limits.idle = .milliseconds(200)
    let error = await harness.error(request)
    #expect(error?.kind == .idleTimeout)
    #expect(error?.reason == "nothing moved for 0.2 s")
  }

  @Test func `the whole limit counts over redirects`() async throws {
    let server = try ScriptedServer { request, connection in
      if request.path == "/" {
        connection.answer("302 Found", ["Location: /wait"])
        return .keep
      }
      connection.waitForEnd()
      return .close
    }
    let harness = try TransferHarness()
    var request = try harness.request("GET", server)
    request.followsRedirects = true
    request.limits.whole = .seconds(3)
    let error = await harness.error(request)
    #expect(error?.kind == .wholeTimeout)
    #expect(error?.description == "GET \(server.base)/wait: not finished within 3 s")
    #expect(error?.hops.map(\.status) == [302])
  }

  @Test func `a server that accepts and then shakes no hands ends with the connect limit`()
    async throws
  {
    let server = try ScriptedServer { _, _ in .close }
    let harness = try TransferHarness()
    let origin = WebOrigin(.https, host: "127.0.0.1", port: server.port)
    var request = Request("GET", "\(origin)/", allowedHosts: [origin])
    request.limits.connect = .milliseconds(200)
    let error = await harness.error(request)
    #expect(error?.kind == .connectTimeout)
    #expect(error?.mayHaveArrived == false)
  }

  @Test(arguments: ["POST", "PUT", "DELETE", "PATCH", "MKCOL"])
  func `a write on a kept connection that died is not sent again`(method: String) async throws {
    // A machine so busy that the connection grows too old for a write meanwhile gets another go.
    for _ in 0..<20 {
      let server = try ScriptedServer { request, connection in
        if request.path == "/first" {
          connection.answer("200 OK")
          return .keep
        }
        // Read, perhaps carried out, and never answered.
        return .close
      }
      let harness = try TransferHarness()
      _ = try await harness.get(server, "/first")
      var request = try harness.request(method, server, "/write")
      request.body = .form([("a", "1")])
      let error = await harness.error(request)
      #expect(error?.kind == .connectionLost)
      #expect(error?.mayHaveArrived == true)
      #expect(server.requests.map(\.path) == ["/first", "/write"])
      guard server.requests.map(\.connection) == [0, 0] else { continue }
      #expect(error?.reason.contains("not sent again") == true)
      return
    }
    Issue.record("no write went over the kept connection")
  }

  @Test func `a read on a kept connection that died is sent once more`() async throws {
    let server = try ScriptedServer { request, connection in
      if request.path == "/read", connection.number == 0 { return .close }
      connection.answer("200 OK", [], "\(connection.number)")
      return .keep
    }
    let harness = try TransferHarness()
    _ = try await harness.get(server, "/first")
    #expect(try await harness.get(server, "/read").text == "1")
  }

  @Test func `cancelling the task ends the transfer at once`() async throws {
    let (arrivals, arrival) = AsyncStream.makeStream(of: Void.self)
    let (ends, end) = AsyncStream.makeStream(of: Void.self)
    let server = try ScriptedServer { _, connection in
      arrival.yield()
      connection.waitForEnd()
      end.yield()
      return .close
    }
    let harness = try TransferHarness()
    let request = try harness.request("POST", server, "/slow?secret")
    let task = Task { await harness.error(request) }
    _ = await arrivals.first { true }
    task.cancel()
    let error = await task.value
    #expect(error?.kind == .cancelled)
    #expect(error?.mayHaveArrived == true)
    // The server sees the connection go: nothing is left running behind the caller's back.
    _ = await ends.first { true }
  }

  @Test func `a task that is cancelled before sends nothing`() async throws {
    let server = try ScriptedServer { _, connection in
      connection.answer("200 OK")
      return .keep
    }
    let harness = try TransferHarness()
    let request = try harness.request("POST", server)
    let (gate, open) = AsyncStream.makeStream(of: Void.self)
    let task = Task {
      // Ends at once when the task is cancelled, so the request is made by a cancelled task.
      for await _ in gate {}
      return await harness.error(request)
    }
    task.cancel()
    let error = await task.value
    open.finish()
    #expect(error?.kind == .cancelled)
    #expect(error?.mayHaveArrived == false)
    _ = try await harness.get(server)
    #expect(server.requests.map(\.method) == ["GET"])
  }

  @Test func `shutting down ends what is under way and refuses what comes later`() async throws {
    let (arrivals, arrival) = AsyncStream.makeStream(of: Void.self)
    let server = try ScriptedServer { _, connection in
      arrival.yield()
      connection.waitForEnd()
      return .close
    }
    let harness = try TransferHarness()
    let request = try harness.request("GET", server)
    let task = Task { await harness.error(request) }
    _ = await arrivals.first { true }
    await harness.loop.shutDown()
    #expect(await task.value?.kind == .shutDown)
    #expect(await harness.error(request)?.kind == .shutDown)
    await harness.loop.shutDown()
    #expect(await harness.client.cookie("a", CookieJar(), server.base) == nil)
    await harness.client.clear(CookieJar())
    await harness.client.discard(CookieJar())
  }

  @Test func `a loop that nobody holds any more closes its connections`() async throws {
    let (ends, end) = AsyncStream.makeStream(of: Void.self)
    let server = try ScriptedServer { _, connection in
      connection.answer("200 OK", [], "kept")
      connection.waitForEnd()
      end.yield()
      return .close
    }
    #expect(try await TransferHarness().get(server).text == "kept")
    _ = await ends.first { true }
  }
}
