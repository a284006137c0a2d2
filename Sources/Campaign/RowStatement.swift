import GRDB
import GRDBSQLite

/// A prepared statement filled from left to right: the hot path of a run, three times faster than boxed arguments.
struct RowStatement {
  private let statement: Statement
  private let handle: OpaquePointer
  private let connection: OpaquePointer?
  private var place: Int32 = 0
  private var code = SQLITE_OK

  /// SQLite copies the bytes before the call returns.
  private static let copies = unsafeBitCast(-1, to: sqlite3_destructor_type.self)

  init(_ db: Database, _ sql: String) throws {
    statement = try db.cachedStatement(sql: sql)
    handle = statement.sqliteStatement
    connection = db.sqliteConnection
    sqlite3_reset(handle)
  }

  mutating func bind(_ number: Int) {
    place += 1
    note(sqlite3_bind_int64(handle, place, Int64(number)))
  }

  mutating func bind(_ number: Int64) {
    place += 1
    note(sqlite3_bind_int64(handle, place, number))
  }

  mutating func bind(_ number: Double) {
    place += 1
    note(sqlite3_bind_double(handle, place, number))
  }

  mutating func bind(_ text: String) {
    place += 1
    var text = text
    let code = text.withUTF8 { bytes in
      bytes.withMemoryRebound(to: CChar.self) { characters in
        // An empty buffer may have no address, and SQLite takes a null pointer for NULL.
        characters.isEmpty
          ? sqlite3_bind_text(handle, place, "", 0, Self.copies)
          : sqlite3_bind_text(handle, place, characters.baseAddress, Int32(characters.count), Self.copies)
      }
    }
    note(code)
  }

  /// An empty text becomes NULL: most columns of most rows have nothing to say.
  mutating func bindUnlessEmpty(_ text: String) {
    if text.isEmpty { bindNull() } else { bind(text) }
  }

  mutating func bind(_ text: String?) {
    if let text { bind(text) } else { bindNull() }
  }

  mutating func bind(_ number: Int?) {
    if let number { bind(number) } else { bindNull() }
  }

  mutating func bind(_ bytes: [UInt8]) {
    place += 1
    let code = bytes.withUnsafeBytes { buffer in
      buffer.isEmpty
        ? sqlite3_bind_zeroblob(handle, place, 0)
        : sqlite3_bind_blob(handle, place, buffer.baseAddress, Int32(buffer.count), Self.copies)
    }
    note(code)
  }

  mutating func bind(_ bytes: [UInt8]?) {
    if let bytes { bind(bytes) } else { bindNull() }
  }

  mutating func bindNull() {
    place += 1
    note(sqlite3_bind_null(handle, place))
  }

  func run() throws {
    // What the row before had in a place that nothing was bound to would be written again.
    if place != sqlite3_bind_parameter_count(handle) { throw failure(SQLITE_RANGE) }
    if code != SQLITE_OK { throw failure(code) }
    let result = sqlite3_step(handle)
    sqlite3_reset(handle)
    if result != SQLITE_DONE { throw failure(result) }
  }

  private mutating func note(_ result: Int32) {
    if code == SQLITE_OK { code = result }
  }

  private func failure(_ result: Int32) -> DatabaseError {
    let message = connection.flatMap { sqlite3_errmsg($0) }.map { String(cString: $0) }
    return DatabaseError(resultCode: ResultCode(rawValue: result), message: message)
  }
}
