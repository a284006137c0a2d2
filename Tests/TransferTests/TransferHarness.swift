import Testing
import Transfer

/// A loop of its own and short words for what most tests do; proxies of the machine do not take part.
struct TransferHarness {
  let loop: TransferLoop
  let client: HTTPClient

  init(_ options: HTTPClient.Options = HTTPClient.Options(proxy: .none)) throws {
    loop = try TransferLoop()
    client = .live(loop, options: options)
  }

  /// A request that may go to the server it names and to no other.
  func request(_ method: String, _ server: ScriptedServer, _ path: String = "/") throws -> Request {
    Request(method, server.base + path, allowedHosts: [try WebOrigin(of: server.base)])
  }

  func get(_ server: ScriptedServer, _ path: String = "/") async throws -> Exchange {
    try await client.send(request("GET", server, path))
  }

  /// The error that sending ends with; records a failure when there is an answer instead.
  func error(_ request: Request, sourceLocation: SourceLocation = #_sourceLocation) async
    -> TransferError?
  {
    do throws(TransferError) {
      let exchange = try await client.send(request)
      Issue.record("answered with \(exchange.status)", sourceLocation: sourceLocation)
      return nil
    } catch {
      return error
    }
  }
}
