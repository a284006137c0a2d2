import GRDB
import RunModel

/// Follows a scenario from a run of `lmsaccept finish` back to the run that began it.
struct RunChain {
  struct Link {
    var run: Int
    var header: RunHeader
    /// Place of the scenario in that run's plan.
    var index: Int
  }

  private let db: Database

  init(_ db: Database) { self.db = db }

  /// nil when the run has no such scenario. The header is without its scenarios.
  func link(run: Int, scenario: String, exampleKey: String) throws -> Link? {
    let row = try Row.fetchOne(
      db,
      sql: """
        SELECT r.header, r.started_at, r.round, s.idx FROM run r JOIN run_scenario s ON s.run = r.number
        WHERE r.number = ? AND s.id = ? AND s.example = ?
        """, arguments: [run, scenario, exampleKey])
    return try row.map { row in
      let header = try HeaderCoding.header(
        row["header"], startedAt: row["started_at"], round: row["round"], scenarios: [])
      return Link(run: run, header: header, index: row["idx"])
    }
  }

  /// Of the scenarios with which a run went on: place in its plan -> the run that began them.
  func begun(run: Int) throws -> [Int: Int] {
    let row = try Row.fetchOne(
      db, sql: "SELECT header, started_at, round FROM run WHERE number = ?", arguments: [run])
    guard let row else { return [:] }
    let header = try HeaderCoding.header(
      row["header"], startedAt: row["started_at"], round: row["round"], scenarios: [])
    return try header.continues.keys.reduce(into: [:]) { $0[$1] = try first(run: run, index: $1).run }
  }

  /// The run that began the scenario at a place of a run's plan: itself when it went on with none.
  func first(run: Int, index: Int) throws -> Link {
    let row = try Row.fetchOne(
      db, sql: "SELECT id, example FROM run_scenario WHERE run = ? AND idx = ?", arguments: [run, index])
    guard let row, var link = try link(run: run, scenario: row["id"], exampleKey: row["example"]) else {
      throw DatabaseError(resultCode: .SQLITE_CORRUPT)
    }
    // A run goes on only with an earlier one, so a damaged file cannot lead round in a circle.
    while let before = link.header.continues[link.index], before < link.run,
      let older = try self.link(run: before, scenario: row["id"], exampleKey: row["example"])
    {
      link = older
    }
    return link
  }
}
