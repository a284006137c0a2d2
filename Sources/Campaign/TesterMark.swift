/// Stands for the name of somebody who tested where the name itself must not be read.
package enum TesterMark {
  /// SHA-256 of the salt and the name, hexadecimal; names that differ in case or space only are one person's.
  package static func of(_ name: String, salt: String) -> String { hex(sha256(Array("\(salt)\n\(plain(name))".utf8))) }

  /// The same as long as the campaign lives, and no use for its bodies.
  static func salt(of salt: [UInt8]) -> String { hex(sha256(salt + Array("sign-off".utf8))) }

  package static func plain(_ name: String) -> String {
    name.lowercased().split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }
}
