/// Finds a cookie in the lines of libcurl's cookie list (Netscape format, seven fields between tabs).
package enum CookieLines {
  /// The value that would be sent to the address: domain, path, `Secure` and expiry agree; of several, the longest path.
  ///
  /// - Parameter now: seconds since 1970.
  package static func value(_ name: String, for address: WebAddress, in lines: [String], now: Int)
    -> String?
  {
    var best: (path: Int, value: String)?
    for line in lines {
      let fields = line.split(separator: "\t", omittingEmptySubsequences: false)
      guard fields.count == 7, fields[5] == name, matches(fields, address, now: now) else {
        continue
      }
      if fields[2].utf8.count > best?.path ?? -1 {
        best = (fields[2].utf8.count, String(fields[6]))
      }
    }
    return best?.value
  }

  /// Fields: domain, subdomains too, path, only over TLS, expiry (0: with the session), name, value.
  private static func matches(_ fields: [Substring], _ address: WebAddress, now: Int) -> Bool {
    if fields[3] == "TRUE", address.origin.scheme != .https, !isLoopback(address.origin.host) {
      return false
    }
    if let expiry = Int(fields[4]), expiry != 0, expiry < now { return false }
    var domain = fields[0].lowercased()[...]
    if domain.hasPrefix("#httponly_") { domain = domain.dropFirst("#httponly_".count) }
    if domain.hasPrefix(".") { domain = domain.dropFirst() }
    let host = address.origin.host
    let isHost = host == domain || (fields[1] == "TRUE" && host.hasSuffix("." + domain))
    return isHost && isPath(address.path, under: fields[2])
  }

  /// RFC 6265, section 5.1.4.
  private static func isPath(_ path: String, under folder: Substring) -> Bool {
    guard path.hasPrefix(folder) else { return false }
    return path.utf8.count == folder.utf8.count || folder.hasSuffix("/")
      || path.dropFirst(folder.count).hasPrefix("/")
  }

  /// libcurl takes and sends `Secure` cookies on these hosts without TLS too.
  private static func isLoopback(_ host: String) -> Bool {
    host == "localhost" || host == "127.0.0.1" || host == "[::1]"
  }
}
