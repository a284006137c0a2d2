import Crypto
import Foundation
import GRDB

/// SHA-256 of bytes.
package func sha256(_ bytes: [UInt8]) -> [UInt8] {
  Array(SHA256.hash(data: bytes))
}

/// SHA-256 of texts with a NUL between them.
///
/// - Parameter salt: bytes before the first text.
func sha256(salt: [UInt8] = [], _ texts: [String]) -> SHA256Digest {
  var bytes = salt
  bytes.reserveCapacity(texts.reduce(salt.count + texts.count) { $0 + $1.utf8.count })
  for (place, text) in texts.enumerated() {
    if place > 0 { bytes.append(0) }
    bytes.append(contentsOf: text.utf8)
  }
  return SHA256.hash(data: bytes)
}

extension [UInt8] {
  /// For a column of the database.
  var data: Data { Data(self) }

  /// The campaign's own, which keeps texts in the chain from being guessed.
  static func salt(in db: Database) throws -> [UInt8] {
    Array(try Data.fetchOne(db, sql: "SELECT salt FROM campaign") ?? Data())
  }
}
