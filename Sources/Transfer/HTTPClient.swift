import Synchronization

/// Sends requests and keeps cookies; a value, so that a test can hand in another.
package struct HTTPClient: Sendable {
  /// Sends one request and returns what came back, whatever its status.
  package var send: @Sendable (Request) async throws(TransferError) -> Exchange
  /// The value of the cookie of this name that the jar would send to the address; nil when there is none.
  package var cookie: @Sendable (_ name: String, _ jar: CookieJar, _ url: String) async -> String?
  /// Takes every cookie out of the jar.
  package var clear: @Sendable (_ jar: CookieJar) async -> Void
  /// Frees the jar; using it again starts with an empty one.
  package var discard: @Sendable (_ jar: CookieJar) async -> Void

  package init(
    send: @escaping @Sendable (Request) async throws(TransferError) -> Exchange,
    cookie: @escaping @Sendable (String, CookieJar, String) async -> String? = { _, _, _ in nil },
    clear: @escaping @Sendable (CookieJar) async -> Void = { _ in },
    discard: @escaping @Sendable (CookieJar) async -> Void = { _ in }
  ) {
    self.send = send
    self.cookie = cookie
    self.clear = clear
    self.discard = discard
  }

  /// What holds for every request of one client.
  package struct Options: Sendable, Hashable {
    package var verifiesTLS: Bool
    /// PEM file with the authorities to trust instead of the system's.
    package var authorityFile: String?
    package var proxy: Proxy
    package var userAgent: String

    package init(
      verifiesTLS: Bool = true, authorityFile: String? = nil, proxy: Proxy = .environment,
      userAgent: String = "lmsaccept"
    ) {
      self.verifiesTLS = verifiesTLS
      self.authorityFile = authorityFile
      self.proxy = proxy
      self.userAgent = userAgent
    }
  }

  package enum Proxy: Sendable, Hashable {
    /// `http_proxy`, `https_proxy`, `all_proxy` and `no_proxy`, as libcurl reads them.
    case environment
    case none
    /// `except` is a comma list of hosts, as in `no_proxy`.
    case url(String, except: String)
  }
}

extension HTTPClient {
  /// Answers in order from a list; one request too many is a `TransferError` of kind `other`.
  package static func scripted(_ replies: [Exchange]) -> HTTPClient {
    let next = Mutex(0)
    return .scripted { request throws(TransferError) in
      let index = next.withLock { next in
        defer { next += 1 }
        return next
      }
      guard index < replies.count else {
        throw TransferError(.other, doing: request.summary, reason: "no scripted reply is left")
      }
      return replies[index]
    }
  }

  /// Answers by a function of the request.
  package static func scripted(
    _ reply: @escaping @Sendable (Request) throws(TransferError) -> Exchange
  ) -> HTTPClient {
    HTTPClient(send: { request throws(TransferError) in try reply(request) })
  }
}
