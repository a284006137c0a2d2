import Crypto
import Foundation
import GRDB

/// Stores a text or body once, under SHA-256 of the campaign's salt and its bytes.
///
/// Bodies are plain: compressing 1 kB costs more than storing a step, and the same bodies come again in every run.
struct BodyStore {
  /// Longer bodies are cut here; `size` keeps the true length.
  static let capBytes = 256 * 1024

  let salt: [UInt8]
  /// Digests known to be stored, so that a plan repeated in each run costs no insert.
  private var known: Set<[UInt8]> = []

  init(salt: [UInt8]) {
    self.salt = salt
  }

  func digest(of bytes: [UInt8]) -> [UInt8] {
    var hash = SHA256()
    hash.update(data: salt)
    hash.update(data: bytes)
    return Array(hash.finalize())
  }

  /// - Parameter isWhole: plans and sources may not be cut, or nobody could read them again.
  mutating func store(_ bytes: [UInt8], isWhole: Bool = false, in db: Database) throws -> [UInt8] {
    let digest = digest(of: bytes)
    if known.contains(digest) { return digest }
    let kept = isWhole || bytes.count <= Self.capBytes ? bytes : Array(bytes[..<Self.capBytes])
    var insert = try RowStatement(db, "INSERT OR IGNORE INTO body (digest, size, bytes) VALUES (?, ?, ?)")
    insert.bind(digest)
    insert.bind(bytes.count)
    insert.bind(kept)
    try insert.run()
    if known.count > 50_000 { known.removeAll() }
    known.insert(digest)
    return digest
  }

  /// What was stored may have been rolled back.
  mutating func forget() { known.removeAll() }

  static func bytes(of digest: [UInt8], in db: Database) throws -> [UInt8]? {
    try Data.fetchOne(db, sql: "SELECT bytes FROM body WHERE digest = ?", arguments: [Data(digest)]).map { Array($0) }
  }
}
