/// Why there is no answer to a request. Never says anything about the system under test but that we could not tell.
package struct TransferError: Error, Sendable, Hashable, CustomStringConvertible {
  package enum Kind: String, Sendable, Hashable, CaseIterable {
    /// The request itself cannot be sent (address, method, header): nothing left this machine.
    case invalidRequest
    /// The address is none of `allowedHosts`: nothing was sent there.
    case hostNotAllowed
    case couldNotResolve
    case refused
    /// No route, or the network is down.
    case unreachable
    case connectTimeout
    case idleTimeout
    case wholeTimeout
    case tls
    case proxy
    /// The connection ended before the whole answer was there.
    case connectionLost
    case tooLarge
    case tooManyRedirects
    /// A redirect that must not be followed: from https to http, to another scheme, or with a body to another host.
    case redirectRefused
    /// What came back is not HTTP, or its body cannot be decoded.
    case badAnswer
    case cancelled
    /// The loop was shut down under the request.
    case shutDown
    case other
  }

  package var kind: Kind
  /// libcurl's number (CURLcode); 0 when libcurl was not asked or did nothing wrong.
  package var code: Int32
  /// Method and address without query and fragment.
  package var doing: String
  /// What went wrong, lower case, no full stop, no secrets.
  package var reason: String
  /// The redirects followed before.
  package var hops: [RedirectHop]
  /// Whether the request, or its first hop, may have reached a server; false only when it surely did not.
  package var mayHaveArrived: Bool

  package init(
    _ kind: Kind, code: Int32 = 0, doing: String, reason: String, hops: [RedirectHop] = [],
    mayHaveArrived: Bool = false
  ) {
    self.kind = kind
    self.code = code
    self.doing = doing
    self.reason = reason
    self.hops = hops
    self.mayHaveArrived = mayHaveArrived
  }

  /// One sentence for a tester: `POST http://127.0.0.1:9/path: connection refused`.
  package var description: String {
    "\(doing): \(reason)"
  }
}
