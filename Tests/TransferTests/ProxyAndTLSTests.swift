import Foundation
import Testing
import Transfer

/// Proxies and TLS.
struct ProxyAndTLSTests {
  @Test func `a proxy is asked for the whole address, except for hosts that are excepted`()
    async throws
  {
    let proxy = try ScriptedServer { request, connection in
      connection.answer("200 OK", [], "proxied " + request.path)
      return .keep
    }
    let origin = WebOrigin(.http, host: "lms.invalid")
    let harness = try TransferHarness(HTTPClient.Options(proxy: .url(proxy.base, except: "")))
    let exchange = try await harness.client.send(
      Request("GET", "\(origin)/a?b", allowedHosts: [origin]))
    #expect(exchange.text == "proxied http://lms.invalid/a?b")

    let direct = try ScriptedServer { _, connection in
      connection.answer("200 OK", [], "direct")
      return .keep
    }
    let excepting = try TransferHarness(
      HTTPClient.Options(proxy: .url(proxy.base, except: "127.0.0.1")))
    #expect(try await excepting.get(direct).text == "direct")
  }

  @Test func `a proxy that refuses the tunnel is the proxy's trouble`() async throws {
    let proxy = try ScriptedServer { _, connection in
      connection.answer("403 Forbidden", [], "no")
      return .close
    }
    let origin = WebOrigin(.https, host: "lms.invalid")
    let harness = try TransferHarness(HTTPClient.Options(proxy: .url(proxy.base, except: "")))
    let error = await harness.error(Request("POST", "\(origin)/", allowedHosts: [origin]))
    #expect(error?.kind == .proxy, "\(error?.description ?? "")")
    #expect(error?.mayHaveArrived == false)
    #expect(proxy.requests.map(\.head).first?.hasPrefix("CONNECT lms.invalid:443 HTTP/1.1") == true)
  }

  @Test func `only a trusted certificate is spoken to`() async throws {
    let server = try TLSServer()
    let request = Request("GET", "\(server.origin)/", allowedHosts: [server.origin])

    let careful = try TransferHarness()
    let error = await careful.error(request)
    #expect(error?.kind == .tls)
    #expect(error?.mayHaveArrived == false)
    #expect(error?.reason.hasPrefix("the server's certificate is not trusted (") == true)

    let told = try TransferHarness(
      HTTPClient.Options(authorityFile: server.certificate, proxy: .none))
    #expect(try await told.client.send(request).status == 200)

    let wrongName = WebOrigin(.https, host: "localhost", port: server.origin.port)
    #expect(
      await told.error(Request("GET", "\(wrongName)/", allowedHosts: [wrongName]))?.kind == .tls)

    let careless = HTTPClient.live(
      told.loop, options: HTTPClient.Options(verifiesTLS: false, proxy: .none))
    #expect(try await careless.send(request).status == 200)

    // The connection that was made without looking must not serve a client that looks.
    let carefulAgain = HTTPClient.live(told.loop, options: HTTPClient.Options(proxy: .none))
    await #expect {
      try await carefulAgain.send(request)
    } throws: {
      ($0 as? TransferError)?.kind == .tls
    }
  }
}

/// `openssl s_server` with a certificate of its own for 127.0.0.1; ended with the object.
private final class TLSServer {
  let origin: WebOrigin
  let certificate: String
  private let folder: URL
  private let process = Process()

  init() throws {
    folder = FileManager.default.temporaryDirectory.appending(
      path: "transfer-tls-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    certificate = folder.appending(path: "certificate.pem").path
    let key = folder.appending(path: "key.pem").path
    let maker = Process()
    maker.executableURL = URL(filePath: "/usr/bin/openssl")
    maker.arguments = [
      "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
      "-days", "2", "-subj",
      "/CN=test", "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", key, "-out", certificate,
    ]
    maker.standardError = FileHandle.nullDevice
    try maker.run()
    maker.waitUntilExit()

    let output = Pipe()
    process.executableURL = maker.executableURL
    process.arguments = [
      "s_server", "-accept", "127.0.0.1:0", "-cert", certificate, "-key", key, "-www",
    ]
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    process.standardInput = Pipe()
    try process.run()
    // It prints "ACCEPT 127.0.0.1:port" once it listens.
    var text = ""
    while !text.contains("ACCEPT") || !text.hasSuffix("\n") {
      let data = output.fileHandleForReading.availableData
      guard !data.isEmpty else { throw POSIXError(.ECONNREFUSED) }
      text += String(decoding: data, as: UTF8.self)
    }
    let port = text.components(separatedBy: "ACCEPT ").last?.split(separator: ":").last.flatMap {
      Int($0.trimmingCharacters(in: .whitespacesAndNewlines))
    }
    guard let port else { throw POSIXError(.ECONNREFUSED) }
    origin = WebOrigin(.https, host: "127.0.0.1", port: port)
  }

  deinit {
    process.terminate()
    try? FileManager.default.removeItem(at: folder)
  }
}
