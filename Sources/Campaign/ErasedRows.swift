import GRDB
import JSON

/// What lines `erased` of the journal say is gone: there the stored words cannot agree with their digests any more.
struct ErasedRows {
  private(set) var verdicts: Set<Int> = []
  private(set) var remarks: Set<Int> = []
  private(set) var pictures: Set<Int> = []
  private(set) var resolutions: Set<Int> = []
  private(set) var advices: Set<Int> = []
  private(set) var findings: Set<Int> = []
  private(set) var received: Set<String> = []
  /// The digest that a run has since names were taken out of it.
  private(set) var runs: [Int: String] = [:]

  init(_ db: Database) throws {
    let lines = try String.fetchAll(db, sql: "SELECT detail FROM journal WHERE action = 'erased' ORDER BY number")
    for line in lines {
      guard let detail = try? JSONValue(parsing: line) else { continue }
      func numbers(_ key: String) -> [Int] { (detail[key]?.array ?? []).compactMap(\.int) }
      verdicts.formUnion(numbers("verdicts"))
      remarks.formUnion(numbers("remarks"))
      pictures.formUnion(numbers("pictures"))
      resolutions.formUnion(numbers("resolutions"))
      advices.formUnion(numbers("advices"))
      findings.formUnion(numbers("findings"))
      received.formUnion((detail["received"]?.array ?? []).compactMap(\.string))
      for run in detail["runs"]?.array ?? [] {
        if let number = run["number"]?.int, let digest = run["digest"]?.string { runs[number] = digest }
      }
    }
  }
}
