import GRDB

/// The tables of a campaign file.
///
/// Times are seconds since 1970 (UTC) or, inside a run, nanoseconds since it started. Bodies, plans and source texts
/// stand once in `body`, under a salted digest, so that a body can be removed and every digest over rows still holds.
enum Schema {
  /// `LMSA`: how a campaign is told from any other SQLite file.
  static let applicationID = 0x4C4D_5341

  static var migrator: DatabaseMigrator {
    var migrator = DatabaseMigrator()
    migrator.registerMigration("1") { db in
      try db.execute(sql: "PRAGMA application_id = \(applicationID)")
      try db.execute(sql: base)
      try db.execute(sql: results)
      try db.execute(sql: people)
      try db.execute(sql: journal)
    }
    registerSheets(&migrator)
    registerImport(&migrator)
    registerFindings(&migrator)
    registerFinish(&migrator)
    registerSignOff(&migrator)
    registerRemarks(&migrator)
    registerSignOffTargets(&migrator)
    return migrator
  }

  private static let base = """
    CREATE TABLE campaign (project TEXT NOT NULL, made_at REAL NOT NULL, salt BLOB NOT NULL);
    CREATE TABLE round (number INTEGER PRIMARY KEY, opened_at REAL NOT NULL, fingerprint TEXT NOT NULL, reason TEXT NOT NULL);
    CREATE TABLE body (id INTEGER PRIMARY KEY, digest BLOB NOT NULL UNIQUE, size INTEGER NOT NULL, bytes BLOB);
    CREATE TABLE ledger (
      id INTEGER PRIMARY KEY AUTOINCREMENT, target TEXT NOT NULL, what TEXT NOT NULL, name TEXT NOT NULL,
      key TEXT NOT NULL, data TEXT NOT NULL, lifetime TEXT NOT NULL, scenario TEXT NOT NULL, state TEXT NOT NULL);
    CREATE INDEX ledger_open ON ledger (target, name, key) WHERE state IN ('intended', 'made', 'stuck');
    """

  private static let results = """
    CREATE TABLE run (
      number INTEGER PRIMARY KEY, round INTEGER NOT NULL, started_at REAL NOT NULL, header TEXT NOT NULL,
      footer TEXT, digest BLOB);
    CREATE TABLE run_scenario (
      run INTEGER NOT NULL, idx INTEGER NOT NULL, id TEXT NOT NULL, example TEXT NOT NULL, revision TEXT NOT NULL,
      plan BLOB NOT NULL, PRIMARY KEY (run, idx)) WITHOUT ROWID;
    CREATE INDEX run_scenario_id ON run_scenario (id, example);
    CREATE TABLE attempt (
      run INTEGER NOT NULL, scenario INTEGER NOT NULL, attempt INTEGER NOT NULL, started INTEGER NOT NULL,
      outcome TEXT, message TEXT, troubles TEXT, held INTEGER, duration INTEGER, requests INTEGER,
      PRIMARY KEY (run, scenario, attempt)) WITHOUT ROWID;
    CREATE TABLE step (
      run INTEGER NOT NULL, scenario INTEGER NOT NULL, attempt INTEGER NOT NULL, ordinal INTEGER NOT NULL,
      outcome TEXT NOT NULL, message TEXT, expected TEXT, actual TEXT, place TEXT, exchange INTEGER,
      requests INTEGER NOT NULL, checks INTEGER NOT NULL, duration INTEGER NOT NULL, cause TEXT, more TEXT,
      PRIMARY KEY (run, scenario, attempt, ordinal)) WITHOUT ROWID;
    CREATE TABLE exchange (
      run INTEGER NOT NULL, scenario INTEGER NOT NULL, attempt INTEGER NOT NULL, number INTEGER NOT NULL,
      step INTEGER NOT NULL, target TEXT NOT NULL, who TEXT NOT NULL, method TEXT NOT NULL, url TEXT NOT NULL,
      status INTEGER NOT NULL, duration INTEGER NOT NULL, trouble TEXT, request_headers TEXT, request_body BLOB,
      answer_headers TEXT, answer_body BLOB,
      PRIMARY KEY (run, scenario, attempt, number)) WITHOUT ROWID;
    """

  private static let people = """
    CREATE TABLE received (
      digest BLOB PRIMARY KEY, name TEXT NOT NULL, bytes BLOB NOT NULL, received_at REAL NOT NULL) WITHOUT ROWID;
    CREATE TABLE verdict (
      id INTEGER PRIMARY KEY, row TEXT NOT NULL, fingerprint TEXT NOT NULL, round INTEGER NOT NULL, tester TEXT NOT NULL,
      scenario TEXT NOT NULL, example TEXT NOT NULL, ordinal INTEGER NOT NULL, verdict TEXT NOT NULL,
      observed TEXT NOT NULL, severity TEXT, class TEXT NOT NULL, evidence TEXT NOT NULL, tested_at TEXT NOT NULL,
      minutes TEXT NOT NULL, device TEXT NOT NULL, received BLOB, stored_at REAL NOT NULL);
    CREATE INDEX verdict_row ON verdict (row, round, tester);
    """

  /// REPLACE deletes without asking the delete trigger, so a line that is there is refused on insert, too.
  private static let journal = """
    CREATE TABLE journal (
      number INTEGER PRIMARY KEY, at REAL NOT NULL, actor TEXT NOT NULL, action TEXT NOT NULL, object TEXT NOT NULL,
      detail TEXT NOT NULL, reason TEXT NOT NULL, before BLOB NOT NULL, digest BLOB NOT NULL);
    CREATE TRIGGER journal_keeps BEFORE UPDATE ON journal BEGIN SELECT RAISE(ABORT, 'the journal only grows'); END;
    CREATE TRIGGER journal_stays BEFORE DELETE ON journal BEGIN SELECT RAISE(ABORT, 'the journal only grows'); END;
    CREATE TRIGGER journal_once BEFORE INSERT ON journal WHEN EXISTS (SELECT 1 FROM journal WHERE number = NEW.number)
      BEGIN SELECT RAISE(ABORT, 'the journal only grows'); END;
    CREATE TRIGGER verdict_keeps BEFORE UPDATE ON verdict BEGIN SELECT RAISE(ABORT, 'verdicts only grow'); END;
    CREATE TRIGGER verdict_stays BEFORE DELETE ON verdict BEGIN SELECT RAISE(ABORT, 'verdicts only grow'); END;
    """
}
