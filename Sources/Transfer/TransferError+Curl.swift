import CCurl
import Diagnostics

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

extension TransferError {
  /// Kind and sentence for libcurl's code.
  ///
  /// - Parameters:
  ///   - detail: libcurl's own words; shown only where they say more than we can, and they never hold the query.
  ///   - systemError: `errno` of the last connect.
  static func explain(
    _ code: CURLcode, flight: Flight, detail: String, systemError: Int, wasConnected: Bool
  ) -> (kind: Kind, reason: String) {
    let limits = flight.request.limits
    let words = detail.isEmpty ? String(cString: curl_easy_strerror(code)) : detail
    let aside = " (" + String(words.visibleLine.prefix(200)) + ")"
    switch code {
    case CURLE_URL_MALFORMAT, CURLE_BAD_FUNCTION_ARGUMENT:
      return (.invalidRequest, "the request could not be prepared" + aside)
    case CURLE_COULDNT_RESOLVE_HOST:
      return (.couldNotResolve, "the name \(flight.hop.address.origin.host) could not be resolved")
    case CURLE_COULDNT_RESOLVE_PROXY, CURLE_PROXY: return (.proxy, "the proxy did not help" + aside)
    case CURLE_COULDNT_CONNECT: return couldNotConnect(systemError, aside: aside)
    case CURLE_OPERATION_TIMEDOUT where !wasConnected && limits.connect <= limits.whole:
      return (.connectTimeout, "no connection within \(limits.connect.inSeconds)")
    case CURLE_OPERATION_TIMEDOUT:
      return (.wholeTimeout, "not finished within \(limits.whole.inSeconds)")
    case CURLE_PEER_FAILED_VERIFICATION:
      return (.tls, "the server's certificate is not trusted" + aside)
    case CURLE_SSL_CONNECT_ERROR, CURLE_SSL_CERTPROBLEM, CURLE_SSL_CIPHER, CURLE_SSL_CACERT_BADFILE,
      CURLE_SSL_ISSUER_ERROR, CURLE_SSL_ENGINE_NOTFOUND, CURLE_SSL_ENGINE_SETFAILED,
      CURLE_SSL_CRL_BADFILE,
      CURLE_USE_SSL_FAILED, CURLE_SSL_PINNEDPUBKEYNOTMATCH, CURLE_SSL_INVALIDCERTSTATUS,
      CURLE_SSL_CLIENTCERT:
      return (.tls, "no encrypted connection" + aside)
    case CURLE_GOT_NOTHING:
      return (.connectionLost, "the server closed the connection without an answer")
    case CURLE_PARTIAL_FILE: return (.connectionLost, "the answer ended early" + aside)
    case CURLE_RECV_ERROR where words.contains("CONNECT"):
      return (.proxy, "the proxy refused" + aside)
    case CURLE_SEND_ERROR, CURLE_RECV_ERROR, CURLE_SSL_SHUTDOWN_FAILED:
      return (.connectionLost, "the connection broke" + aside)
    case CURLE_UNSUPPORTED_PROTOCOL, CURLE_WEIRD_SERVER_REPLY:
      return (.badAnswer, "what came back is not HTTP as we know it" + aside)
    case CURLE_HTTP2, CURLE_HTTP2_STREAM: return (.badAnswer, "HTTP/2 broke off" + aside)
    case CURLE_BAD_CONTENT_ENCODING: return (.badAnswer, "the body could not be decoded" + aside)
    default: return (.other, "the transfer failed" + aside)
    }
  }

  private static func couldNotConnect(_ systemError: Int, aside: String) -> (
    kind: Kind, reason: String
  ) {
    switch Int32(truncatingIfNeeded: systemError) {
    case ECONNREFUSED: (.refused, "connection refused")
    case ENETUNREACH, EHOSTUNREACH, ENETDOWN, EHOSTDOWN:
      (.unreachable, "no way to the host" + aside)
    case ETIMEDOUT: (.connectTimeout, "no connection" + aside)
    default: (.unreachable, "no connection" + aside)
    }
  }
}

extension Duration {
  /// `10 s`, `0.3 s`.
  var inSeconds: String {
    let tenths = Int((self / .milliseconds(100)).rounded())
    return tenths % 10 == 0 ? "\(tenths / 10) s" : "\(tenths / 10).\(tenths % 10) s"
  }
}
