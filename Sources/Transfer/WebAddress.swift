/// An absolute `http` or `https` address, taken apart after RFC 3986.
///
/// Stricter than browsers where guessing could lead elsewhere: user names, other schemes, control characters and odd
/// host names are refused. Kinder where it cannot: spaces and characters beyond ASCII are percent-encoded as UTF-8, dot
/// segments are taken out. The address that we check and the text that libcurl gets are thereby the same.
package struct WebAddress: Sendable, Hashable, CustomStringConvertible {
  package let origin: WebOrigin
  /// Begins with a slash.
  package let path: String
  /// Without the question mark; nil and empty differ.
  package let query: String?
  /// Without the number sign; never sent.
  package let fragment: String?
  /// The address as it is requested: without fragment.
  package let requestText: String

  package init(_ text: String) throws(AddressProblem) {
    let reference = AddressReference(text)
    try reference.refuseControls()
    guard let scheme = reference.scheme else {
      throw AddressProblem("the address does not begin with http:// or https://")
    }
    let known = try Self.known(scheme)
    guard let authority = reference.authority else {
      throw AddressProblem("the address has no host")
    }
    self.init(
      origin: try Self.origin(known, authority: authority), path: Self.path(withoutDots: reference.path),
      query: reference.query.map(PercentEncoding.tidied), fragment: reference.fragment.map(PercentEncoding.tidied))
  }

  private init(origin: WebOrigin, path: String, query: String?, fragment: String?) {
    self.origin = origin
    self.path = path
    self.query = query
    self.fragment = fragment
    let start = origin.description + path
    requestText = query.map { start + "?" + $0 } ?? start
  }

  /// The whole address; the port only when it is not the scheme's own.
  package var description: String {
    fragment.map { requestText + "#" + $0 } ?? requestText
  }

  /// For people and logs: a query becomes `?…`, since tokens live there.
  package var masked: String {
    origin.description + path + (query == nil ? "" : "?…")
  }

  /// The address a reference (a link, a form's action, a Location) means here: RFC 3986, section 5.2, strict.
  ///
  /// White space around it is cut, tabs and line ends in it are taken out, as HTML wants it.
  package func resolve(_ reference: String) throws(AddressProblem) -> WebAddress {
    let reference = AddressReference(AddressReference.tidied(reference))
    try reference.refuseControls()
    let query = reference.query.map(PercentEncoding.tidied)
    let fragment = reference.fragment.map(PercentEncoding.tidied)
    let scheme = try reference.scheme.map { text throws(AddressProblem) in try Self.known(text) }
    if scheme != nil, reference.authority == nil { throw AddressProblem("the address has no host") }
    if let authority = reference.authority {
      let origin = try Self.origin(scheme ?? origin.scheme, authority: authority)
      return WebAddress(
        origin: origin, path: Self.path(withoutDots: reference.path), query: query,
        fragment: fragment)
    }
    if reference.path.isEmpty {
      return WebAddress(origin: origin, path: path, query: query ?? self.query, fragment: fragment)
    }
    let isAbsolute = reference.path.utf8.first == UInt8(ascii: "/")
    let merged = isAbsolute ? String(reference.path) : directory + reference.path
    return WebAddress(
      origin: origin, path: Self.path(withoutDots: merged[...]), query: query, fragment: fragment)
  }

  /// This address with another query; pairs as `FormEncoding` writes them, empty pairs take the query away.
  package func with(query pairs: [(name: String, value: String)]) -> WebAddress {
    WebAddress(
      origin: origin, path: path, query: pairs.isEmpty ? nil : FormEncoding.text(pairs),
      fragment: fragment)
  }

  /// The path up to and with its last slash.
  private var directory: String {
    path.lastIndex(of: "/").map { String(path[...$0]) } ?? "/"
  }

  private static func known(_ scheme: Substring) throws(AddressProblem) -> WebOrigin.Scheme {
    guard let known = WebOrigin.Scheme(rawValue: scheme.lowercased()) else {
      throw AddressProblem("\"\(scheme)\" is not a scheme that is spoken here (http, https)")
    }
    return known
  }

  private static func origin(
    _ scheme: WebOrigin.Scheme, authority: Substring
  ) throws(AddressProblem) -> WebOrigin {
    if authority.utf8.contains(UInt8(ascii: "@")) {
      throw AddressProblem(
        "the address has a user name before its host; give accounts in another way")
    }
    var host = authority
    var port: Int?
    let end = authority.utf8.lastIndex(of: UInt8(ascii: "]"))
    if let colon = authority.utf8.lastIndex(of: UInt8(ascii: ":")), end.map({ $0 < colon }) ?? true {
      host = authority[..<colon]
      let digits = authority[authority.utf8.index(after: colon)...]
      if !digits.isEmpty {
        guard digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let number = Int(digits),
          (1...65535).contains(number)
        else { throw AddressProblem("the port is not a number from 1 to 65535") }
        port = number
      }
    }
    guard isHost(host) else {
      throw AddressProblem(
        host.isEmpty ? "the address has no host" : "the host has characters that no host has")
    }
    return WebOrigin(scheme, host: String(host), port: port)
  }

  /// A name (letters of any script, digits, `-`, `_`, `.`) or an IPv6 address in brackets.
  private static func isHost(_ host: Substring) -> Bool {
    guard let first = host.utf8.first else { return false }
    if first == UInt8(ascii: "[") {
      let inside = host.dropFirst().dropLast()
      return host.utf8.last == UInt8(ascii: "]") && inside.utf8.contains(UInt8(ascii: ":"))
        && inside.utf8.allSatisfy { PercentEncoding.isHexDigit($0) || $0 == 0x3A || $0 == 0x2E }
    }
    return host.utf8.allSatisfy(isHostByte)
      || host.unicodeScalars.allSatisfy { scalar in
        scalar.isASCII
          ? isHostByte(UInt8(scalar.value))
          : scalar.properties.isAlphabetic || scalar.properties.numericType != nil
      }
  }

  private static func isHostByte(_ byte: UInt8) -> Bool {
    PercentEncoding.isUnreserved(byte) && byte != UInt8(ascii: "~")
  }

  /// RFC 3986, section 5.2.4; an empty path becomes a slash.
  static func path(withoutDots path: Substring) -> String {
    if path.isEmpty { return "/" }
    let path = PercentEncoding.tidied(path)
    guard path.utf8.contains(where: { $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "%") }) else { return path }
    var segments: [Substring] = []
    let parts = path.split(separator: "/", omittingEmptySubsequences: false).dropFirst()
    for (index, part) in zip(parts.indices, parts) {
      let isLast = index == parts.indices.last
      switch part.lowercased() {
      case ".", "%2e":
        if isLast { segments.append("") }
      case "..", ".%2e", "%2e.", "%2e%2e":
        _ = segments.popLast()
        if isLast { segments.append("") }
      default: segments.append(part)
      }
    }
    return "/" + segments.joined(separator: "/")
  }
}
