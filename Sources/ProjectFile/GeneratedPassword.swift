import Crypto
import Diagnostics
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

  /// Why the campaign secret is not there; lower case, no full stop.
  package struct Problem: Error, Sendable, Hashable {
    package var message: String

    package init(message: String) {
      self.message = message
    }
  }

  /// Where the secret of a project is kept.
  package static func file(of project: String, environment: [String: String]) throws(Problem) -> String {
    func set(_ name: String) -> String? { environment[name].flatMap { $0.hasPrefix("/") ? $0 : nil } }
    guard let base = set("XDG_CONFIG_HOME") ?? set("HOME").map({ $0 + "/.config" }) else {
      throw Problem(message: "neither XDG_CONFIG_HOME nor HOME names a folder")
    }
    let safe = project.map { $0.isLetter || $0.isNumber || $0 == "-" || $0 == "_" ? $0 : "_" }
    return "\(base)/lmsaccept/\(String(safe)).secret"
  }

  /// Reads the secret of a project, or makes one at the first use; two at once get the same.
  package static func ofProject(
    _ name: String, environment: [String: String]
  ) throws(Problem) -> GeneratedPassword {
    let file = try file(of: name, environment: environment)
    if let secret = try read(file) { return GeneratedPassword(secret: secret) }
    let folder = file.parentFolder
    do {
      try FileManager.default.createDirectory(
        atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    } catch {
      throw Problem(message: "\(folder) cannot be made")
    }
    // Written beside and linked into place: nobody reads half of it, and who comes second takes what is there.
    let draft = "\(file).\(ProcessInfo.processInfo.processIdentifier)-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: draft) }
    let secret = SymmetricKey(size: .bits256).withUnsafeBytes { Data($0) }
    let attributes: [FileAttributeKey: Any] = [.posixPermissions: 0o600]
    guard FileManager.default.createFile(atPath: draft, contents: secret, attributes: attributes) else {
      throw Problem(message: "\(file) cannot be written")
    }
    try? FileManager.default.linkItem(atPath: draft, toPath: file)
    guard let kept = try read(file) else { throw Problem(message: "\(file) cannot be written") }
    return GeneratedPassword(secret: kept)
  }

  /// nil when there is none yet. One that is damaged is never replaced: every account would lose its password.
  private static func read(_ file: String) throws(Problem) -> [UInt8]? {
    guard FileManager.default.fileExists(atPath: file) else { return nil }
    guard let data = FileManager.default.contents(atPath: file) else {
      throw Problem(message: "\(file) cannot be read")
    }
    let rights = (try? FileManager.default.attributesOfItem(atPath: file))?[.posixPermissions] as? Int ?? 0o777
    guard rights & 0o077 == 0 else { throw Problem(message: "others may read \(file)") }
    guard data.count >= 32 else { throw Problem(message: "\(file) is damaged") }
    return Array(data)
  }
}
