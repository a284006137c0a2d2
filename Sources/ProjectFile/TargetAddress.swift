import Foundation
package import RunModel

/// What an address of a target must be like, in the project file and on the command line.
package enum TargetAddress {
  package struct Problem: Sendable, Hashable {
    package var code: String
    package var message: String
    package var hint: String
  }

  private static let schemes: Set<String> = [
    "http", "https", "sftp", "ftps", "imap", "imaps", "ldap", "ldaps", "smtp",
  ]

  /// nil when requests may go there: a target off loopback must say whether people work on it.
  package static func problem(_ address: String, environment: TargetSettings.Environment?) -> Problem? {
    let isPlain = address.unicodeScalars.allSatisfy { !$0.properties.isWhitespace && $0.value >= 0x20 }
    guard isPlain, let url = URL(string: address), let scheme = url.scheme?.lowercased(), schemes.contains(scheme),
      let host = url.host, !host.isEmpty
    else {
      return Problem(
        code: "project.base", message: "\"\(address)\" is not an address",
        hint: "write https://host or http://host:port")
    }
    if url.user != nil || url.password != nil {
      return Problem(
        code: "project.base", message: "the address must not hold a user or password", hint: "put them under settings")
    }
    if environment == nil, !isLoopback(host) {
      return Problem(
        code: "project.environment", message: "a system off this machine must say what it is",
        hint: "add \"environment: test\" or \"environment: production\"")
    }
    return nil
  }

  /// Numbers only: `127.0.0.1.example.org` is a name that anybody can own.
  private static func isLoopback(_ host: String) -> Bool {
    let name = host.lowercased().filter { $0 != "[" && $0 != "]" }
    if name == "localhost" || name == "::1" { return true }
    let parts = name.split(separator: ".", omittingEmptySubsequences: false)
    return parts.count == 4 && parts[0] == "127" && parts.allSatisfy { UInt8($0) != nil }
  }
}
