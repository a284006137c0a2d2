import Crypto
import GRDB
import GRDBSQLite

/// SHA-256 over all stored rows of a run; bodies count by their salted digests.
enum RunDigest {
  private static let queries = [
    "SELECT number, round, started_at, header FROM run WHERE number = ?",
    "SELECT * FROM run_scenario WHERE run = ? ORDER BY idx",
    "SELECT * FROM attempt WHERE run = ? ORDER BY scenario, attempt",
    "SELECT * FROM step WHERE run = ? ORDER BY scenario, attempt, ordinal",
    "SELECT * FROM exchange WHERE run = ? ORDER BY scenario, attempt, number",
  ]

  static func compute(run: Int, in db: Database) throws -> [UInt8] {
    var hash = SHA256()
    for query in queries {
      let statement = try db.cachedStatement(sql: query)
      let handle = statement.sqliteStatement
      sqlite3_reset(handle)
      sqlite3_bind_int64(handle, 1, Int64(run))
      defer { sqlite3_reset(handle) }
      var buffer: [UInt8] = []
      var code = sqlite3_step(handle)
      while code == SQLITE_ROW {
        for column in 0..<sqlite3_column_count(handle) { append(column, of: handle, to: &buffer) }
        if buffer.count > 64 * 1024 {
          hash.update(data: buffer)
          buffer.removeAll(keepingCapacity: true)
        }
        code = sqlite3_step(handle)
      }
      guard code == SQLITE_DONE else { throw DatabaseError(resultCode: ResultCode(rawValue: code)) }
      hash.update(data: buffer)
    }
    return Array(hash.finalize())
  }

  /// Type, length and bytes, so that no two rows give the same text.
  private static func append(_ column: Int32, of handle: OpaquePointer, to buffer: inout [UInt8]) {
    let type = sqlite3_column_type(handle, column)
    buffer.append(UInt8(truncatingIfNeeded: type))
    guard type != SQLITE_NULL else { return }
    if type == SQLITE_INTEGER {
      // As SQLite itself would write it, which takes it three calls and a copy.
      let digits = String(sqlite3_column_int64(handle, column)).utf8
      withUnsafeBytes(of: Int32(digits.count).littleEndian) { buffer.append(contentsOf: $0) }
      buffer.append(contentsOf: digits)
      return
    }
    let bytes = sqlite3_column_blob(handle, column)
    let count = sqlite3_column_bytes(handle, column)
    withUnsafeBytes(of: count.littleEndian) { buffer.append(contentsOf: $0) }
    if let bytes { buffer.append(contentsOf: UnsafeRawBufferPointer(start: bytes, count: Int(count))) }
  }
}
