import GRDB

extension Schema {
  /// What came back on worksheets beside verdicts. A later word stands beside an earlier one; nothing is taken out.
  static func registerImport(_ migrator: inout DatabaseMigrator) {
    migrator.registerMigration("2-import") { db in
      try db.execute(
        sql: """
          ALTER TABLE verdict ADD COLUMN sheet TEXT NOT NULL DEFAULT '';
          ALTER TABLE verdict ADD COLUMN issue INTEGER NOT NULL DEFAULT 0;
          ALTER TABLE verdict ADD COLUMN tested_on TEXT NOT NULL DEFAULT '';
          ALTER TABLE received ADD COLUMN sheet TEXT NOT NULL DEFAULT '';
          ALTER TABLE received ADD COLUMN round INTEGER NOT NULL DEFAULT 0;
          ALTER TABLE received ADD COLUMN tester TEXT NOT NULL DEFAULT '';
          CREATE TABLE extra_remark (
            id INTEGER PRIMARY KEY, digest BLOB NOT NULL UNIQUE, sheet TEXT NOT NULL, slot TEXT NOT NULL,
            tester TEXT NOT NULL, round INTEGER NOT NULL, observed TEXT NOT NULL, severity TEXT, class TEXT NOT NULL,
            evidence TEXT NOT NULL, tested_at TEXT NOT NULL, tested_on TEXT NOT NULL, received BLOB NOT NULL,
            stored_at REAL NOT NULL);
          CREATE TABLE evidence_picture (
            id INTEGER PRIMARY KEY, row TEXT NOT NULL, tester TEXT NOT NULL, round INTEGER NOT NULL, name TEXT NOT NULL,
            digest BLOB NOT NULL, bytes BLOB NOT NULL, received BLOB NOT NULL, stored_at REAL NOT NULL,
            UNIQUE (row, tester, round, digest));
          CREATE TRIGGER extra_remark_keeps BEFORE UPDATE ON extra_remark
            BEGIN SELECT RAISE(ABORT, 'remarks only grow'); END;
          CREATE TRIGGER extra_remark_stays BEFORE DELETE ON extra_remark
            BEGIN SELECT RAISE(ABORT, 'remarks only grow'); END;
          CREATE TRIGGER evidence_picture_keeps BEFORE UPDATE ON evidence_picture
            BEGIN SELECT RAISE(ABORT, 'evidence only grows'); END;
          CREATE TRIGGER evidence_picture_stays BEFORE DELETE ON evidence_picture
            BEGIN SELECT RAISE(ABORT, 'evidence only grows'); END;
          """)
    }
  }
}
