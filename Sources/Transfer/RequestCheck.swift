import Diagnostics

/// Refuses a request that must not or cannot be sent, before any thread or socket hears of it.
enum RequestCheck {
  /// Headers that frame the message or choose the host; another value than the real one would be a lie to the server
  /// (request smuggling) or to the cookie jar (libcurl matches cookies by a Host header of ours).
  private static let framing = ["host", "content-length", "transfer-encoding", "expect"]

  /// - Returns: the address, taken apart, whose origin is allowed.
  static func check(_ request: Request) throws(TransferError) -> WebAddress {
    guard !request.method.isEmpty, request.method.utf8.allSatisfy(isTokenByte) else {
      throw refusal(request, "\"\(request.method.visibleLine)\" is not a method")
    }
    let address: WebAddress
    do { address = try WebAddress(request.url) } catch { throw refusal(request, error.message) }
    for field in request.headers { try check(field, of: request) }
    try checkBody(request)
    guard request.allowedHosts.contains(address.origin) else {
      throw TransferError(
        .hostNotAllowed, doing: request.summary,
        reason: "\(address.origin) is not a host that may be asked")
    }
    return address
  }

  private static func check(_ field: HeaderField, of request: Request) throws(TransferError) {
    guard !field.name.isEmpty, field.name.utf8.allSatisfy(isTokenByte) else {
      throw refusal(request, "\"\(field.name.visibleLine)\" is not a header name")
    }
    if field.value.utf8.contains(where: { ($0 < 0x20 && $0 != 0x09) || $0 == 0x7F }) {
      throw refusal(
        request, "the value of the header \(field.name) has a line end or control character in it")
    }
    if framing.contains(where: { $0.equalsIgnoringASCIICase(field.name) }) {
      throw refusal(
        request, "the header \(field.name) follows from address and body and cannot be set")
    }
  }

  private static func checkBody(_ request: Request) throws(TransferError) {
    switch request.body {
    case .none: return
    case .bytes(_, let type):
      if let type { try check(HeaderField("Content-Type", type), of: request) }
    case .multipart(let parts):
      for part in parts { try check(part, of: request) }
    }
    if request.method == "HEAD" { throw refusal(request, "a HEAD request has no body") }
  }

  private static func check(_ part: Request.Part, of request: Request) throws(TransferError) {
    var texts = [part.name]
    if case .file(let name, let type, _) = part.content {
      try check(HeaderField("Content-Type", type), of: request)
      texts.append(name)
    }
    // Line ends in names are percent-encoded by libcurl; a NUL would end the name early.
    if texts.contains(where: { $0.utf8.contains(0) }) {
      throw refusal(request, "the name of a part or file has a NUL in it")
    }
  }

  private static func refusal(_ request: Request, _ reason: String) -> TransferError {
    TransferError(.invalidRequest, doing: request.summary, reason: reason)
  }

  /// A `tchar` of RFC 9110, section 5.6.2.
  private static func isTokenByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "!"), UInt8(ascii: "#"), UInt8(ascii: "$"), UInt8(ascii: "%"),
      UInt8(ascii: "&"),
      UInt8(ascii: "'"), UInt8(ascii: "*"), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."),
      UInt8(ascii: "^"), UInt8(ascii: "_"), UInt8(ascii: "`"), UInt8(ascii: "|"), UInt8(ascii: "~"):
      true
    default: PercentEncoding.isLetter(byte) || (0x30...0x39).contains(byte)
    }
  }
}
