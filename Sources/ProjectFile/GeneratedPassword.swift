import Crypto
import Foundation

/// Passwords that are the same in every run of a campaign and written down nowhere in the project.
///
/// They are derived from a campaign secret that lives outside the project (`$XDG_CONFIG_HOME/lmsaccept`, mode 0600).
package struct GeneratedPassword: Sendable {
  private let secret: SymmetricKey

  package init(secret: [UInt8]) {
    self.secret = SymmetricKey(data: secret)
  }

  /// Sixteen characters with a lower case and an upper case letter, a digit and a sign, as usual policies demand.
  package func password(project: String, handle: String) -> String {
    let code = HMAC<SHA256>.authenticationCode(for: Data("\(project)\u{0}\(handle)".utf8), using: secret)
    let bytes = Array(code)
    // No look-alikes (0 O 1 l I): the list is handed out on paper.
    let letters = Array("abcdefghjkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789")
    let body = bytes[0..<12].map { letters[Int($0) % letters.count] }
    let fixed = [
      Array("abcdefghjkmnpqrstuvwxyz")[Int(bytes[12]) % 23], Array("ABCDEFGHJKLMNPQRSTUVWXYZ")[Int(bytes[13]) % 24],
      Array("23456789")[Int(bytes[14]) % 8], Array("!.-_")[Int(bytes[15]) % 4],
    ]
    return String(fixed + body)
  }

  /// Reads the secret of a project, or makes one at the first use.
  ///
  /// - Throws: the file system's error when the folder cannot be made or the file cannot be read.
  package static func ofProject(_ name: String, environment: [String: String]) throws -> GeneratedPassword {
    let home = environment["HOME"] ?? "/"
    let base = environment["XDG_CONFIG_HOME"].flatMap { $0.isEmpty ? nil : $0 } ?? home + "/.config"
    let folder = URL(fileURLWithPath: base).appendingPathComponent("lmsaccept")
    let safe = name.map { $0.isLetter || $0.isNumber || $0 == "-" || $0 == "_" ? $0 : "_" }
    let file = folder.appendingPathComponent(String(safe) + ".secret")
    if let data = try? Data(contentsOf: file), data.count >= 32 { return GeneratedPassword(secret: Array(data)) }
    try FileManager.default.createDirectory(
      at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    let secret = SymmetricKey(size: .bits256).withUnsafeBytes { Array($0) }
    guard
      FileManager.default.createFile(
        atPath: file.path, contents: Data(secret), attributes: [.posixPermissions: 0o600])
    else { throw CocoaError(.fileWriteUnknown, userInfo: [NSFilePathErrorKey: file.path]) }
    return GeneratedPassword(secret: secret)
  }
}
