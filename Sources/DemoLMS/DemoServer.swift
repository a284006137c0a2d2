import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import ServiceLifecycle
import Synchronization

/// A running built-in LMS.
package final class DemoServer: Sendable {
  package let port: Int
  package let adminToken: String
  private let site: Site
  private let group: ServiceGroup
  private let running: Task<Void, any Error>

  package var baseURL: String { site.baseURL }

  /// The faults that are on now.
  package var faults: Set<Fault> {
    get { site.faults }
    set { site.faults = newValue }
  }

  /// Starts a server and returns once it accepts connections.
  ///
  /// - Throws: when the port is taken or the data file cannot be read.
  package static func start(_ options: DemoLMS.Options = DemoLMS.Options()) async throws -> DemoServer {
    let site = try Site(options: options)
    let desk = Desk(site)
    var silent = Logger(label: "lmsaccept.demo") { _ in SwiftLogNoOpLogHandler() }
    silent.logLevel = .critical
    let logger = silent
    let bound = AsyncStream<Int?>.makeStream()
    let application = Application(
      responder: CallbackResponder { (request: Request, _: BasicRequestContext) in
        try await DemoServer.respond(request, desk)
      },
      configuration: ApplicationConfiguration(address: .hostname(options.host, port: options.port)),
      onServerRunning: { channel in
        bound.continuation.yield(channel.localAddress?.port)
        bound.continuation.finish()
      }, logger: logger)
    let group = ServiceGroup(configuration: ServiceGroupConfiguration(services: [application], logger: logger))
    let running = Task {
      // A server that cannot start never reports a port: let the waiting start go on.
      defer { bound.continuation.finish() }
      try await group.run()
    }
    for await port in bound.stream {
      guard let port else { break }
      site.setBaseURL("http://\(options.host):\(port)")
      return DemoServer(port: port, site: site, group: group, running: running)
    }
    try await running.value
    throw StartFailure()
  }

  private init(port: Int, site: Site, group: ServiceGroup, running: Task<Void, any Error>) {
    self.port = port
    self.site = site
    self.group = group
    self.running = running
    adminToken = site.options.adminToken
  }

  /// Stops the server; returns when its port is free again.
  package func stop() async {
    await group.triggerGracefulShutdown()
    _ = await running.result
  }

  /// Waits until the server ends, by `stop` or by a failure.
  package func wait() async throws { try await running.value }

  /// The server ended before it listened, without saying why.
  struct StartFailure: Error {}

  private static func respond(_ request: Request, _ desk: Desk) async throws -> Response {
    let buffer = try await request.body.collect(upTo: 16 << 20)
    var web = WebRequest(isPost: request.method == .post, path: request.uri.path)
    if let query = request.uri.query { web.query = Form(encoded: query.utf8) }
    web.bytes = Array(buffer.readableBytesView)
    web.cookie = sessionCookie(request.headers[values: .cookie])
    let type = request.headers[.contentType] ?? ""
    if type.hasPrefix("multipart/form-data") {
      (web.body, web.files) = Multipart.read(web.bytes, contentType: type)
    } else if type.hasPrefix("application/x-www-form-urlencoded") {
      web.body = Form(encoded: web.bytes)
    }
    if desk.site.isLate(for: web) { try await Task.sleep(for: .milliseconds(3200)) }
    return response(desk.answer(web), bare: desk.site.faults.contains(.headersMissing))
  }

  private static func sessionCookie(_ headers: [String]) -> String? {
    for pair in headers.flatMap({ $0.split(separator: ";") }) {
      let text = pair.trimmed()
      if text.hasPrefix("MoodleSession=") { return String(text.dropFirst("MoodleSession=".count)) }
    }
    return nil
  }

  /// - Parameter bare: without what protects a browser.
  private static func response(_ answer: WebAnswer, bare: Bool) -> Response {
    var headers = HTTPFields()
    headers[.contentType] = answer.type
    headers[.accessControlAllowOrigin] = "*"
    if !bare, let frames = HTTPField.Name("X-Frame-Options") { headers[frames] = "sameorigin" }
    if let location = answer.location { headers[.location] = location }
    if let cookie = answer.cookie { headers[.setCookie] = "MoodleSession=\(cookie); path=/\(bare ? "" : "; HttpOnly")" }
    return Response(
      status: HTTPResponse.Status(code: answer.status), headers: headers,
      body: ResponseBody(byteBuffer: ByteBuffer(bytes: answer.bytes)))
  }
}
