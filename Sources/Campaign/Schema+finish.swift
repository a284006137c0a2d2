import GRDB

extension Schema {
  /// What scripts of waiting scenarios know, for `lmsaccept finish`; beside the run that its digest is over.
  static func registerFinish(_ migrator: inout DatabaseMigrator) {
    migrator.registerMigration("2-finish") { db in
      try db.execute(
        sql: """
          CREATE TABLE kept (
            run INTEGER NOT NULL, scenario INTEGER NOT NULL, memory TEXT NOT NULL,
            PRIMARY KEY (run, scenario)) WITHOUT ROWID;
          """)
    }
  }
}
