import GRDB

extension Schema {
  /// On what a remark that no row asked for was seen, and how long that took.
  static func registerRemarks(_ migrator: inout DatabaseMigrator) {
    migrator.registerMigration("4-remarks") { db in
      try db.execute(
        sql: """
          ALTER TABLE extra_remark ADD COLUMN minutes TEXT NOT NULL DEFAULT '';
          ALTER TABLE extra_remark ADD COLUMN device TEXT NOT NULL DEFAULT '';
          """)
    }
  }
}
