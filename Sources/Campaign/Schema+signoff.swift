import GRDB

extension Schema {
  /// What leads to a decision: advices, frozen reports, what was erased; and where a journal line was written.
  ///
  /// `freeze.state` is the digest over everything a report is made from but the journal: the same state is the same
  /// revision. Lines from before have no `utc_offset`, and their text none either.
  static func registerSignOff(_ migrator: inout DatabaseMigrator) {
    migrator.registerMigration("3-signoff") { db in
      try db.execute(
        sql: """
          ALTER TABLE journal ADD COLUMN utc_offset INTEGER;
          CREATE TABLE advice (
            id INTEGER PRIMARY KEY, round INTEGER NOT NULL, at REAL NOT NULL, utc_offset INTEGER NOT NULL,
            actor TEXT NOT NULL, adviser TEXT NOT NULL, content TEXT NOT NULL);
          CREATE TABLE freeze (
            revision INTEGER PRIMARY KEY, round INTEGER NOT NULL, at REAL NOT NULL, utc_offset INTEGER NOT NULL,
            actor TEXT NOT NULL, code TEXT NOT NULL UNIQUE, content TEXT NOT NULL, state TEXT NOT NULL,
            journal INTEGER NOT NULL, evidence TEXT NOT NULL, rehearsal INTEGER NOT NULL);
          """)
      for table in ["advice", "freeze"] {
        try db.execute(
          sql: """
            CREATE TRIGGER \(table)_keeps BEFORE UPDATE ON \(table) BEGIN SELECT RAISE(ABORT, '\(table) only grows'); END;
            CREATE TRIGGER \(table)_stays BEFORE DELETE ON \(table) BEGIN SELECT RAISE(ABORT, '\(table) only grows'); END;
            """)
      }
    }
  }

  /// Which system an advice and a frozen report are about; nobody knows it of those from before.
  static func registerSignOffTargets(_ migrator: inout DatabaseMigrator) {
    migrator.registerMigration("5-signoff-targets") { db in
      for table in ["advice", "freeze"] {
        try db.execute(sql: "ALTER TABLE \(table) ADD COLUMN target TEXT NOT NULL DEFAULT ''")
      }
    }
  }
}
