import Testing
import Transfer

/// Requests that are refused before anything leaves this machine.
struct RefusalTests {
  private func refusal(_ change: (inout Request) -> Void) async throws -> (
    TransferError?, asked: Int
  ) {
    let server = try ScriptedServer { _, connection in
      connection.answer("200 OK")
      return .keep
    }
    let harness = try TransferHarness()
    var request = try harness.request("POST", server)
    change(&request)
    return (await harness.error(request), server.requests.count)
  }

  @Test(arguments: [
    HeaderField("X", "a\r\nY: b"), HeaderField("X", "a\nb"), HeaderField("X", "a\rb"),
    HeaderField("X", "a\0b"),
    HeaderField("X Y", "a"), HeaderField("", "a"), HeaderField("X:", "a"),
    HeaderField("X\r\nY", "a"),
    HeaderField("Host", "other.test"), HeaderField("content-length", "0"),
    HeaderField("Transfer-Encoding", "chunked"),
    HeaderField("Expect", "100-continue"), HeaderField("Ü", "a"),
  ])
  func `headers that would change the message`(field: HeaderField) async throws {
    let (error, asked) = try await refusal { $0.headers = [field] }
    #expect(error?.kind == .invalidRequest)
    #expect(error?.mayHaveArrived == false)
    #expect(error?.description.contains("\n") == false)
    #expect(asked == 0)
  }

  @Test(arguments: ["", "GET /other HTTP/1.1\r\nX:", "GE T", "GET\0", "GÉT"])
  func `methods that are none`(method: String) async throws {
    let (error, asked) = try await refusal { $0.method = method }
    #expect(error?.kind == .invalidRequest)
    #expect(asked == 0)
  }

  @Test(arguments: [
    "file:///etc/passwd", "ftp://127.0.0.1/", "/relative", "http://user:secret@127.0.0.1/",
    "http://127.0.0.1/\r\nX: y",
    "",
  ])
  func `addresses that are none`(url: String) async throws {
    let (error, asked) = try await refusal { $0.url = url }
    #expect(error?.kind == .invalidRequest)
    #expect(error?.description.contains("secret") == false)
    #expect(asked == 0)
  }

  @Test(arguments: [
    "http://localhost:PORT/", "https://127.0.0.1:PORT/", "http://127.0.0.1/", "http://127.1:PORT/",
    "http://127.0.0.1.:PORT/",
  ])
  func `hosts that are not listed, however near`(url: String) async throws {
    let (error, asked) = try await refusal { request in
      let port = request.url.split(separator: ":").last?.split(separator: "/").first ?? ""
      request.url = url.replacing("PORT", with: port)
    }
    #expect(error?.kind == .hostNotAllowed)
    #expect(asked == 0)
  }

  @Test func `an empty list allows nothing`() async throws {
    let (error, asked) = try await refusal { $0.allowedHosts = [] }
    #expect(error?.kind == .hostNotAllowed)
    #expect(asked == 0)
  }

  @Test(arguments: [
    Request.Body.bytes([], type: "a\r\nb"), .multipart([Request.Part("a\0b", .value(""))]),
    .multipart([Request.Part("a", .file(name: "x\0y", type: "text/plain", bytes: []))]),
    .multipart([Request.Part("a", .file(name: "x", type: "text/plain\r\nX: y", bytes: []))]),
  ])
  func `bodies whose names would change the message`(body: Request.Body) async throws {
    let (error, asked) = try await refusal { $0.body = body }
    #expect(error?.kind == .invalidRequest)
    #expect(asked == 0)
  }

  @Test func `a HEAD request with a body`() async throws {
    let (error, asked) = try await refusal { request in
      request.method = "HEAD"
      request.body = .bytes([1], type: nil)
    }
    #expect(error?.kind == .invalidRequest)
    #expect(asked == 0)
  }
}
