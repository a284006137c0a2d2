import GRDB

/// Which site each round and each run had, by code; what could not be read is not in it.
package struct SiteBook: Sendable {
  /// Numbers of all rounds, in order.
  private(set) var rounds: [Int] = []
  private var ofRound: [Int: String] = [:]
  private var ofRun: [Int: String] = [:]
  /// Of the newest run of each round that read one.
  private var newest: [Int: String] = [:]

  /// - Parameter runs: on the target, in order of their numbers; site is nil for one that could not read it.
  package init(rounds: [Round], runs: [(number: Int, round: Int, site: String?)], target: String? = nil) {
    for round in rounds {
      self.rounds.append(round.number)
      if round.site?.isOf(target: target) ?? true { ofRound[round.number] = round.site?.code }
    }
    for run in runs {
      ofRun[run.number] = run.site
      if let site = run.site { newest[run.round] = site }
    }
  }

  /// - Parameter target: only runs on this one say what is tested; nil: all.
  init(_ db: Database, target: String? = nil) throws {
    for row in try Row.fetchAll(db, sql: "SELECT number, fingerprint FROM round ORDER BY number") {
      rounds.append(row["number"])
      let site = SiteFingerprint(text: row["fingerprint"])
      // A round begins on one site; when that is another target, it says nothing about this one.
      if site?.isOf(target: target) ?? true { ofRound[row["number"]] = site?.code }
    }
    let runs = try Row.fetchAll(
      db,
      sql: """
        SELECT s.run, s.site, r.round FROM run_site s JOIN run r ON r.number = s.run
        WHERE ? IS NULL OR json_extract(r.header, '$.target') = ? ORDER BY s.run
        """, arguments: [target, target])
    for row in runs {
      ofRun[row["run"]] = row["site"]
      newest[row["round"]] = row["site"]
    }
  }

  /// What is tested in a round now: a site that changed in the middle of it is the one that counts.
  func current(in round: Int) -> String? { newest[round] ?? ofRound[round] }

  /// Whether a result is of another site than the one that is tested in a round now.
  ///
  /// Within a round only a site that was read to be another is another. From an earlier round only one that was read to
  /// be the same is the same: what could not be read may be anything.
  package func isStale(run: Int, of earlier: Int, in round: Int) -> Bool {
    let (was, isNow) = (ofRun[run] ?? ofRound[earlier], current(in: round))
    if earlier == round { return ofRun[run].map { $0 != isNow } ?? false }
    return was == nil || was != isNow
  }
}
