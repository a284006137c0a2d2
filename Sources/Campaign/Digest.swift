import Crypto
import Foundation
import GRDB

/// SHA-256 of bytes.
package func sha256(_ bytes: [UInt8]) -> [UInt8] {
  Array(SHA256.hash(data: bytes))
}

extension [UInt8] {
  /// For a column of the database.
  var data: Data { Data(self) }

  /// The campaign's own, which keeps texts in the chain from being guessed.
  static func salt(in db: Database) throws -> [UInt8] {
    Array(try Data.fetchOne(db, sql: "SELECT salt FROM campaign") ?? Data())
  }
}
