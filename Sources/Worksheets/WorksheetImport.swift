package import Campaign
import RunModel
import Spreadsheets

/// What a returned worksheet would change, before anything is stored.
///
/// Every row of the file is exactly one of good, stale, duplicate, unknown and damaged; every good row is exactly one
/// of new, unchanged, open, cleared and problem.
package struct WorksheetImport: Sendable {
  package struct Counts: Sendable, Hashable {
    package var rows = 0
    package var good = 0
    /// The row's text changed since the sheet was made.
    package var stale = 0
    /// The row stands more than once in the file.
    package var duplicate = 0
    /// A right id of no row that we know.
    package var unknown = 0
    /// The id or the check column is not what was handed out.
    package var damaged = 0
    package var new = 0
    package var unchanged = 0
    package var open = 0
    /// Had a verdict of this tester, comes back empty: nothing is removed.
    package var cleared = 0
    package var problems = 0

    package init() {}
  }

  /// Something that the lead has to look at; nothing of that row is stored.
  package struct Remark: Sendable, Hashable {
    /// 1-based line of the file.
    package var line: Int
    /// As written.
    package var row: String
    /// One sentence, in the sheet's language.
    package var text: String
  }

  package var name: String
  package var bytes: [UInt8]
  package var round: Int
  package var tester: String
  package var counts = Counts()
  /// What `apply` stores.
  package var verdicts: [StoredVerdict] = []
  package var problems: [Remark] = []
  /// Words that were understood although they are not on the sheet.
  package var synonyms: [Remark] = []
  /// Open rows of this sheet that the file does not have.
  package var missing: [RowID] = []

  /// Stores what is good and keeps the file byte for byte.
  /// - Returns: how many verdicts were stored; 0 for the same file again.
  package func apply(to store: CampaignStore) async throws(CampaignProblem) -> Int {
    try await store.store(verdicts, from: name, bytes: bytes)
  }
}

extension WorksheetImport {
  /// Where a worksheet may belong.
  package struct Context: Sendable {
    package var project: String
    package var results: [JoinedResult]
    /// Rounds up to this one exist.
    package var round: Int
    package var language: String
    /// Given on the command line; else the name under "Tested by".
    package var tester: String?

    package init(project: String, results: [JoinedResult], round: Int, language: String, tester: String? = nil) {
      self.project = project
      self.results = results
      self.round = round
      self.language = language
      self.tester = tester
    }
  }

  /// Reads a worksheet and says what it would change; stores nothing.
  package static func preview(
    _ bytes: [UInt8], name: String, in context: Context
  ) throws(WorksheetProblem) -> WorksheetImport {
    let table: CSVTable
    do {
      table = try CSVReader(sentinel: WorksheetColumn.sentinel).read(bytes)
    } catch {
      throw .unreadable(error)
    }
    var reader = try WorksheetReader(table: table, name: name, bytes: bytes, context: context)
    return reader.read()
  }
}
