import CCurl
import Foundation
import Synchronization

/// Owns the one thread that speaks to libcurl, and through it connections, TLS sessions, name cache and cookie jars.
///
/// Callers `await`; nothing of the cooperative pool ever blocks. The thread ends with `shutDown` or with the last
/// reference; requests under way then fail with `shutDown`.
package final class TransferLoop: Sendable {
  private let inbox: TransferInbox

  package init() throws(TransferError) {
    _ = Self.isLibraryReady
    guard let multi = curl_multi_init() else {
      throw TransferError(
        .other, code: Int32(CURLE_FAILED_INIT.rawValue), doing: "libcurl", reason: "did not start")
    }
    let inbox = TransferInbox(multi: multi)
    self.inbox = inbox
    let address = UInt(bitPattern: multi)
    let thread = Thread { TransferThread.run(address, inbox: inbox) }
    thread.name = "transfer"
    thread.start()
  }

  deinit {
    _ = inbox.post(.stop(nil))
  }

  /// Sends one request and waits for the whole answer; cancelling the task ends the transfer at once.
  package func send(
    _ request: Request, options: HTTPClient.Options = HTTPClient.Options()
  ) async throws(TransferError) -> Exchange {
    let address = try RequestCheck.check(request)
    let inbox = inbox
    let flight = Flight(request, at: address, options: options)
    let result = await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        flight.take(continuation)
        if !inbox.post(.start(flight)) { flight.fail(.shutDown, "the program is shutting down") }
      }
    } onCancel: {
      // May overtake the start, which then sees the mark.
      flight.isCancelled.store(true, ordering: .releasing)
      _ = inbox.post(.cancel(flight))
    }
    return try result.get()
  }

  package func cookie(_ name: String, in jar: CookieJar, for url: String) async -> String? {
    guard let address = try? WebAddress(url) else { return nil }
    return await withCheckedContinuation { continuation in
      if !inbox.post(.cookie(name, jar, address, continuation)) {
        continuation.resume(returning: nil)
      }
    }
  }

  package func clear(_ jar: CookieJar) async {
    await withCheckedContinuation { continuation in
      if !inbox.post(.clear(jar, continuation)) { continuation.resume() }
    }
  }

  package func discard(_ jar: CookieJar) async {
    await withCheckedContinuation { continuation in
      if !inbox.post(.discard(jar, continuation)) { continuation.resume() }
    }
  }

  /// Ends the thread; returns when connections are closed and all memory is given back. Harmless when repeated.
  package func shutDown() async {
    await withCheckedContinuation { continuation in
      if !inbox.post(.stop(continuation)) { continuation.resume() }
    }
  }

  /// libcurl's global state is made once, before any thread uses it, and lives as long as the process.
  private static let isLibraryReady: Bool =
    curl_global_init(Int(CURL_GLOBAL_SSL | CURL_GLOBAL_WIN32)) == CURLE_OK
}

extension HTTPClient {
  /// Sends through libcurl. Clients of one loop share its connections and jars; connections only when they agree in
  /// what their options say about TLS and proxies.
  package static func live(_ loop: TransferLoop, options: Options = Options()) -> HTTPClient {
    HTTPClient(
      send: { request throws(TransferError) in try await loop.send(request, options: options) },
      cookie: { name, jar, url in await loop.cookie(name, in: jar, for: url) },
      clear: { jar in await loop.clear(jar) },
      discard: { jar in await loop.discard(jar) })
  }
}
