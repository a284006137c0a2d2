/// What came back for one request that was answered, whatever the status.
package struct Exchange: Sendable, Hashable {
  package var status: Int
  /// Decoded: content encodings and chunks are undone.
  package var body: [UInt8]
  /// Where the answer came from, after redirects, without fragment.
  package var url: String
  /// From `send` to the last byte, redirects included.
  package var elapsedSeconds: Double
  /// The redirects that were followed, in order.
  package var hops: [RedirectHop]
  /// Of the last hop: request line, headers and body as they left.
  package var bytesSent: Int
  /// Of the last hop: headers and body as they arrived, before decoding.
  package var bytesReceived: Int
  /// Status line and header lines of the final answer as received, `\r\n` ended; parsed only when somebody asks.
  package var head: [UInt8]

  package init(
    status: Int, head: [UInt8], body: [UInt8], url: String, elapsedSeconds: Double = 0,
    hops: [RedirectHop] = [],
    bytesSent: Int = 0, bytesReceived: Int = 0
  ) {
    self.status = status
    self.head = head
    self.body = body
    self.url = url
    self.elapsedSeconds = elapsedSeconds
    self.hops = hops
    self.bytesSent = bytesSent
    self.bytesReceived = bytesReceived
  }

  /// An exchange that never happened, for tests and scripted clients.
  package init(
    status: Int, headers: [HeaderField] = [], body: String = "",
    url: String = "http://scripted.test/"
  ) {
    let lines = headers.map { "\($0.name): \($0.value)\r\n" }.joined()
    self.init(
      status: status, head: Array("HTTP/1.1 \(status)\r\n\(lines)\r\n".utf8),
      body: Array(body.utf8), url: url)
  }

  /// `1.0`, `1.1`, `2` …, as the status line says.
  package var protocolVersion: String {
    let line = head.prefix { $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "\r") }
    return String(decoding: line.dropFirst("HTTP/".utf8.count), as: UTF8.self)
  }

  /// Every header field in order of arrival; repeated names stay apart.
  package var headers: [HeaderField] {
    HeadReader(head).fields
  }

  /// The first value of this name; nil when absent. ASCII case does not count.
  package func header(_ name: String) -> String? {
    HeadReader(head).first(named: name)
  }

  /// The body as UTF-8; ill-formed bytes become U+FFFD.
  package var text: String {
    String(decoding: body, as: UTF8.self)
  }
}

/// One answer that sent us elsewhere.
package struct RedirectHop: Sendable, Hashable {
  package var status: Int
  /// The address that answered.
  package var url: String
  /// The absolute address it sent us to.
  package var location: String

  package init(status: Int, url: String, location: String) {
    self.status = status
    self.url = url
    self.location = location
  }
}
