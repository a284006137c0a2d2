import CCurl
import Foundation
import Synchronization

/// Owns the threads that speak to libcurl, and through them connections, TLS sessions, name caches and cookie jars.
///
/// Callers `await`; nothing of the cooperative pool ever blocks. One thread serves whoever asks; who asks much may have one
/// alone (`takeThread`), with connections of its own. Jars are the same for all. The threads end with `shutDown` or with
/// the last reference; requests under way then fail with `shutDown`.
package final class TransferLoop: Sendable {
  private struct Threads {
    var free: [TransferInbox] = []
    var all: [TransferInbox] = []
  }

  private let jars = CookieJars()
  private let common: TransferInbox
  private let threads = Mutex(Threads())
  /// Each takes two descriptors besides its connections, and processes often have a thousand.
  private static let mostThreads = 64

  package init() throws(TransferError) {
    _ = Self.isLibraryReady
    guard let common = Self.startThread(jars) else {
      throw TransferError(
        .other, code: Int32(CURLE_FAILED_INIT.rawValue), doing: "libcurl", reason: "did not start")
    }
    self.common = common
  }

  deinit {
    for inbox in threads.withLock(\.all) + [common] { _ = inbox.post(.stop(nil)) }
  }

  private static func startThread(_ jars: CookieJars) -> TransferInbox? {
    guard let multi = curl_multi_init() else { return nil }
    let inbox = TransferInbox(multi: multi, jars: jars)
    let address = UInt(bitPattern: multi)
    let thread = Thread { TransferThread.run(address, inbox: inbox) }
    thread.name = "transfer"
    // Scripts run on it, too.
    thread.stackSize = 8 << 20
    thread.start()
    return inbox
  }

  /// A transfer thread for one caller alone, until `giveBack`: tasks that prefer it run there, a piece at a time, and what
  /// they send goes out and comes in there. Between an answer and the next request nobody has to be woken then.
  ///
  /// For tasks that never block. After `shutDown` they go on in the cooperative pool.
  ///
  /// - Returns: nil when no more can be had; tasks run in the pool then, and send over the thread that serves all.
  package func takeThread() -> (any TaskExecutor)? {
    threads.withLock { threads in
      if let inbox = threads.free.popLast() { return inbox }
      guard threads.all.count < Self.mostThreads, let inbox = Self.startThread(jars) else { return nil }
      threads.all.append(inbox)
      return inbox
    }
  }

  package func giveBack(_ thread: any TaskExecutor) {
    guard let inbox = thread as? TransferInbox else { return }
    threads.withLock { $0.free.append(inbox) }
  }

  /// Sends one request and waits for the whole answer; cancelling the task ends the transfer at once.
  package func send(
    _ request: Request, options: HTTPClient.Options = HTTPClient.Options()
  ) async throws(TransferError) -> Exchange {
    let address = try RequestCheck.check(request)
    let inbox = TransferInbox.ofThisThread(with: jars) ?? common
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

  package func cookie(_ name: String, in jar: CookieJar, for url: String) -> String? {
    guard let address = try? WebAddress(url) else { return nil }
    return CookieLines.value(name, for: address, in: jars.lines(of: jar), now: time(nil))
  }

  package func clear(_ jar: CookieJar) { jars.clear(jar) }

  package func discard(_ jar: CookieJar) { jars.discard(jar) }

  /// Ends the threads; returns when connections are closed and all memory is given back. Harmless when repeated.
  package func shutDown() async {
    for inbox in threads.withLock(\.all) + [common] {
      await withCheckedContinuation { continuation in
        if !inbox.post(.stop(continuation)) { continuation.resume() }
      }
    }
    jars.close()
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
      cookie: { name, jar, url in loop.cookie(name, in: jar, for: url) },
      clear: { jar in loop.clear(jar) },
      discard: { jar in loop.discard(jar) })
  }
}
