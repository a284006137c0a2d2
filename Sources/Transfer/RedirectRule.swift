/// What one hop asks for: the part of a request that a redirect may change.
package struct Hop: Sendable, Hashable {
  package var method: String
  package var address: WebAddress
  package var headers: [HeaderField]
  package var body: Request.Body

  package init(method: String, address: WebAddress, headers: [HeaderField], body: Request.Body) {
    self.method = method
    self.address = address
    self.headers = headers
    self.body = body
  }
}

/// Decides where an answer with a Location leads; pure, so that each rule can be tried without a network.
///
/// * 301, 302 and 303 turn POST into GET; 303 turns every method but HEAD into GET; else the method stays (Fetch).
/// * Headers of the caller (Authorization, Cookie and all others) end at the origin they were meant for, and so does
///   a body. A write that would have to be repeated at another origin is refused.
/// * Never from https to http, never to another scheme, at most ten times.
package enum RedirectRule {
  static let statuses = [301, 302, 303, 307, 308]
  static let maximum = 10

  package struct Refusal: Error, Hashable {
    package var kind: TransferError.Kind
    package var reason: String
  }

  package static func follow(
    _ hop: Hop, status: Int, location: String, allowed: [WebOrigin], followed: Int
  ) throws(Refusal) -> Hop {
    guard followed < maximum else {
      throw Refusal(kind: .tooManyRedirects, reason: "redirected more than \(maximum) times")
    }
    let target: WebAddress
    do { target = try hop.address.resolve(location) } catch {
      throw Refusal(
        kind: .redirectRefused, reason: "redirected to an address that cannot be followed: \(error)"
      )
    }
    let origin = hop.address.origin
    if origin.scheme == .https, target.origin.scheme == .http {
      throw Refusal(
        kind: .redirectRefused,
        reason: "redirected from https to \(target.masked), which is not encrypted")
    }
    guard target.origin == origin || allowed.contains(target.origin) else {
      throw Refusal(
        kind: .hostNotAllowed,
        reason: "redirected to \(target.masked), and \(target.origin) may not be asked")
    }
    var next = hop
    next.address = target
    if (hop.method == "POST" && status <= 303) || (status == 303 && hop.method != "HEAD") {
      next.method = "GET"
      next.body = .none
      next.headers.removeAll { $0.describesBody }
    }
    if target.origin != origin {
      guard next.body == .none, isSafe(next.method) else {
        throw Refusal(
          kind: .redirectRefused,
          reason: "redirected to \(target.masked), where this \(next.method) was not meant to go")
      }
      next.headers = []
    }
    return next
  }

  /// Methods that change nothing, so that sending twice does no harm (RFC 9110, section 9.2.1).
  static func isSafe(_ method: String) -> Bool {
    method == "GET" || method == "HEAD" || method == "OPTIONS"
  }
}

extension HeaderField {
  fileprivate var describesBody: Bool {
    ["content-type", "content-encoding", "content-language", "content-location"].contains {
      $0.equalsIgnoringASCIICase(name)
    }
  }
}
