import GRDB
import RunModel

/// Says of findings on which targets they were found.
struct FindingTargets {
  private let db: Database
  /// By the numbers of runs.
  private let ofRun: [Int: String]

  init(_ db: Database) throws {
    self.db = db
    let rows = try Row.fetchAll(db, sql: "SELECT number, json_extract(header, '$.target') FROM run")
    ofRun = Dictionary(rows.map { ($0[0], $0[1] ?? "") }, uniquingKeysWith: { $1 })
  }

  func fill(_ findings: inout [Int: Finding]) throws {
    for (number, finding) in findings { findings[number]?.targets = try targets(of: finding) }
  }

  private func targets(of finding: Finding) throws -> Set<String>? {
    if finding[.scenario].isEmpty { return nil }
    let found =
      finding.isByMachine
      ? finding.changes.compactMap { Self.run(in: $0.source ?? "") }.compactMap { ofRun[$0] }
      : try String.fetchAll(
        db,
        sql: """
          SELECT DISTINCT json_extract(r.header, '$.target') FROM run_scenario s JOIN run r ON r.number = s.run
          WHERE s.id = ? AND s.example = ?
          """, arguments: [finding[.scenario], finding[.exampleKey]])
    return found.isEmpty ? nil : Set(found)
  }

  /// `run 4 1 USR-03` -> 4
  private static func run(in source: String) -> Int? {
    let words = source.split(separator: " ")
    return words.count > 1 && words[0] == "run" ? Int(words[1]) : nil
  }
}
