/// Scheme, host and port: what two addresses must share to be the same place.
package struct WebOrigin: Sendable, Hashable, CustomStringConvertible {
  package enum Scheme: String, Sendable, Hashable {
    case http, https

    package var defaultPort: Int { self == .http ? 80 : 443 }
  }

  package let scheme: Scheme
  /// Lower case; an IPv6 address stands in brackets.
  package let host: String
  package let port: Int

  package init(_ scheme: Scheme, host: String, port: Int? = nil) {
    self.scheme = scheme
    self.host = host.lowercased()
    self.port = port ?? scheme.defaultPort
  }

  /// The origin of an address; its path and query do not count.
  package init(of address: String) throws(AddressProblem) {
    self = try WebAddress(address).origin
  }

  /// Without the port when it is the scheme's own.
  package var description: String {
    port == scheme.defaultPort
      ? "\(scheme.rawValue)://\(host)" : "\(scheme.rawValue)://\(host):\(port)"
  }
}
