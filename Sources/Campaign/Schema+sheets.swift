import GRDB

extension Schema {
  /// Worksheets that were handed out: what came back is compared with what its rows said then.
  static func registerSheets(_ migrator: inout DatabaseMigrator) {
    migrator.registerMigration("2-sheets") { db in
      try db.execute(
        sql: """
          CREATE TABLE sheet (
            id TEXT PRIMARY KEY, round INTEGER NOT NULL, tester TEXT NOT NULL, role TEXT NOT NULL,
            issue INTEGER NOT NULL, language TEXT NOT NULL, digest BLOB NOT NULL, issued_at INTEGER NOT NULL,
            journal TEXT NOT NULL) WITHOUT ROWID;
          CREATE TABLE sheet_row (
            sheet TEXT NOT NULL, place INTEGER NOT NULL, row TEXT NOT NULL, fingerprint TEXT NOT NULL,
            PRIMARY KEY (sheet, place)) WITHOUT ROWID;
          CREATE TRIGGER sheet_keeps BEFORE UPDATE ON sheet BEGIN SELECT RAISE(ABORT, 'sheets only grow'); END;
          CREATE TRIGGER sheet_stays BEFORE DELETE ON sheet BEGIN SELECT RAISE(ABORT, 'sheets only grow'); END;
          """)
    }
  }
}
