import GRDB

extension Schema {
  /// Findings, resolutions and the life of rounds: tables that only grow.
  ///
  /// A closed round takes neither runs nor verdicts, whichever way they come: the file itself refuses them.
  static func registerFindings(_ migrator: inout DatabaseMigrator) {
    migrator.registerMigration("2-findings") { db in
      try db.execute(sql: findings)
      try db.execute(sql: rounds)
      for table in ["finding_change", "resolution", "round_change", "run_site"] {
        try db.execute(
          sql: """
            CREATE TRIGGER \(table)_keeps BEFORE UPDATE ON \(table) BEGIN SELECT RAISE(ABORT, '\(table) only grows'); END;
            CREATE TRIGGER \(table)_stays BEFORE DELETE ON \(table) BEGIN SELECT RAISE(ABORT, '\(table) only grows'); END;
            """)
      }
    }
  }

  /// `source` names the stored result or remark that a change comes from, so that none is taken twice.
  private static let findings = """
    CREATE TABLE finding_change (
      id INTEGER PRIMARY KEY, finding INTEGER NOT NULL, at REAL NOT NULL, actor TEXT NOT NULL, fields TEXT NOT NULL,
      reason TEXT NOT NULL, source TEXT UNIQUE);
    CREATE INDEX finding_change_of ON finding_change (finding);
    CREATE TABLE resolution (
      id INTEGER PRIMARY KEY, row TEXT NOT NULL, fingerprint TEXT NOT NULL, round INTEGER NOT NULL, verdict TEXT NOT NULL,
      reason TEXT NOT NULL, actor TEXT NOT NULL, at REAL NOT NULL);
    CREATE INDEX resolution_row ON resolution (row, round);
    """

  /// `state` is `opened`, `closed`, `reopened` or `site` (the site's fingerprint was read for the first time); `run_site`
  /// holds the code of the site that a run found.
  private static let rounds = """
    CREATE TABLE round_change (
      id INTEGER PRIMARY KEY, round INTEGER NOT NULL, at REAL NOT NULL, actor TEXT NOT NULL, state TEXT NOT NULL,
      detail TEXT NOT NULL, reason TEXT NOT NULL);
    CREATE TABLE round_scenario (
      round INTEGER NOT NULL, id TEXT NOT NULL, example TEXT NOT NULL, title TEXT NOT NULL, why TEXT NOT NULL,
      PRIMARY KEY (round, id, example)) WITHOUT ROWID;
    CREATE TABLE run_site (run INTEGER PRIMARY KEY, site TEXT NOT NULL);
    CREATE TRIGGER run_open BEFORE INSERT ON run WHEN 'closed' = (
      SELECT state FROM round_change WHERE round = NEW.round AND state <> 'site' ORDER BY id DESC LIMIT 1)
      BEGIN SELECT RAISE(ABORT, 'the round is closed'); END;
    CREATE TRIGGER verdict_open BEFORE INSERT ON verdict WHEN 'closed' = (
      SELECT state FROM round_change WHERE round = NEW.round AND state <> 'site' ORDER BY id DESC LIMIT 1)
      BEGIN SELECT RAISE(ABORT, 'the round is closed'); END;
    """
}
