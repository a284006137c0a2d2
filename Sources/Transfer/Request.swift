import Diagnostics

/// One HTTP request, ready to be sent.
package struct Request: Sendable, Hashable {
  /// Upper case by convention; sent as it is.
  package var method: String
  /// Absolute `http` or `https` address; a fragment is not sent, user names in it are refused.
  package var url: String
  /// Sent in this order. Accept-Encoding and Content-Type are added when absent; what frames the message is not ours
  /// to set: Host, Content-Length, Transfer-Encoding and Expect are refused.
  package var headers: [HeaderField]
  package var body: Body
  /// Whose cookies are sent and kept; nil: no cookies at all.
  package var jar: CookieJar?
  package var limits: Limits
  /// Whether 301, 302, 303, 307 and 308 are followed; see `RedirectRule`.
  package var followsRedirects: Bool
  /// Where this request and its redirects may go. Empty allows nothing.
  package var allowedHosts: [WebOrigin]

  package init(
    _ method: String = "GET", _ url: String, headers: [HeaderField] = [], body: Body = .none,
    jar: CookieJar? = nil,
    limits: Limits = Limits(), followsRedirects: Bool = false, allowedHosts: [WebOrigin]
  ) {
    self.method = method
    self.url = url
    self.headers = headers
    self.body = body
    self.jar = jar
    self.limits = limits
    self.followsRedirects = followsRedirects
    self.allowedHosts = allowedHosts
  }

  /// Method and address without query: safe to show.
  package var summary: String {
    let shown = (try? WebAddress(url))?.masked ?? "(an address that cannot be read)"
    return method.visibleLine + " " + shown.visibleLine
  }

  package enum Body: Sendable, Hashable {
    case none
    /// `type` becomes the Content-Type unless the headers have one; nil sends none.
    case bytes([UInt8], type: String?)
    case multipart([Part])

    /// Ordered pairs as a browser posts them (`application/x-www-form-urlencoded`).
    package static func form(_ pairs: [(name: String, value: String)]) -> Body {
      .bytes(FormEncoding.bytes(pairs), type: "application/x-www-form-urlencoded")
    }
  }

  /// One part of a `multipart/form-data` body.
  package struct Part: Sendable, Hashable {
    package var name: String
    package var content: Content

    package enum Content: Sendable, Hashable {
      case value(String)
      case file(name: String, type: String, bytes: [UInt8])
    }

    package init(_ name: String, _ content: Content) {
      self.name = name
      self.content = content
    }
  }

  package struct Limits: Sendable, Hashable {
    /// Name look-up, TCP and TLS together, for each hop.
    package var connect: Duration
    /// How long nothing may arrive or leave, from the start of each hop.
    package var idle: Duration
    /// From `send` to the last byte, redirects included.
    package var whole: Duration
    /// Decoded body bytes; one more aborts the transfer.
    package var bodyBytes: Int

    package init(
      connect: Duration = .seconds(10), idle: Duration = .seconds(30),
      whole: Duration = .seconds(120),
      bodyBytes: Int = 32 << 20
    ) {
      self.connect = connect
      self.idle = idle
      self.whole = whole
      self.bodyBytes = bodyBytes
    }
  }
}

/// One header line, name and value as sent or received.
package struct HeaderField: Sendable, Hashable {
  package var name: String
  package var value: String

  package init(_ name: String, _ value: String) {
    self.name = name
    self.value = value
  }
}

extension [HeaderField] {
  /// The values of every field of this name, in order; ASCII case does not count.
  package func values(named name: String) -> [String] {
    compactMap { $0.name.equalsIgnoringASCIICase(name) ? $0.value : nil }
  }
}

extension String {
  /// Compares without allocating; only A to Z are folded, as HTTP wants it.
  func equalsIgnoringASCIICase(_ other: String) -> Bool {
    utf8.count == other.utf8.count
      && zip(utf8, other.utf8).allSatisfy { $0.lowercasedASCII == $1.lowercasedASCII }
  }
}

extension UInt8 {
  var lowercasedASCII: UInt8 { self &- 0x41 < 26 ? self | 0x20 : self }
}
