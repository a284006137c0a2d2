import GRDB
package import RunModel

/// What a tester said about a row, as it came in; later words stand beside earlier ones.
package struct StoredVerdict: Sendable, Hashable {
  package var row: RowID
  package var fingerprint: String
  package var round: Int
  package var tester: String
  package var scenario: String
  package var exampleKey: String
  package var ordinal: Int
  package var verdict: Verdict
  package var observed: String
  package var severity: Severity?
  /// `defect`, `wish`, `question`, or empty.
  package var kind: String
  package var evidence: String
  /// As the tester wrote it.
  package var testedAt: String
  package var minutes: String
  package var device: String
  /// The worksheet that it came on, and which issue of it; empty and 0 when nobody knows.
  package var sheet: String
  package var issue: Int
  /// `testedAt` in ISO form, with a time where there was one; empty for none.
  package var testedOn: String

  package init(
    row: RowID, fingerprint: String, round: Int, tester: String, scenario: String, exampleKey: String, ordinal: Int,
    verdict: Verdict, observed: String = "", severity: Severity? = nil, kind: String = "", evidence: String = "",
    testedAt: String = "", minutes: String = "", device: String = "", sheet: String = "", issue: Int = 0,
    testedOn: String = ""
  ) {
    self.row = row
    self.fingerprint = fingerprint
    self.round = round
    self.tester = tester
    self.scenario = scenario
    self.exampleKey = exampleKey
    self.ordinal = ordinal
    self.verdict = verdict
    self.observed = observed
    self.severity = severity
    self.kind = kind
    self.evidence = evidence
    self.testedAt = testedAt
    self.minutes = minutes
    self.device = device
    self.sheet = sheet
    self.issue = issue
    self.testedOn = testedOn
  }

  /// The same words, on whichever sheet they came and however the date was written.
  package func saysTheSame(as other: StoredVerdict) -> Bool {
    var one = self
    (one.sheet, one.issue, one.testedOn) = (other.sheet, other.issue, other.testedOn)
    // Of one stored before dates were read, only the words can be compared.
    if !testedOn.isEmpty, testedOn == other.testedOn { one.testedAt = other.testedAt }
    return one == other
  }
}

extension CampaignStore {
  /// The last word of each tester on each row of a round, oldest first.
  package func verdicts(round: Int) async throws(CampaignProblem) -> [StoredVerdict] {
    try await read { db in try StoredVerdict.last(round: round, in: db) }
  }

  /// Stores what came in a file that is no worksheet of the register.
  /// - Returns: how many verdicts were stored.
  package func store(
    _ verdicts: [StoredVerdict], from name: String, bytes: [UInt8]
  ) async throws(CampaignProblem) -> Int {
    try await receive(ReceivedWorksheet(name: name, bytes: bytes, verdicts: verdicts)).verdicts
  }
}

extension StoredVerdict {
  /// The last word of each tester on each row of a round, oldest first.
  static func last(round: Int, in db: Database) throws -> [StoredVerdict] {
    // By place, since looking for a name among twenty costs more than reading all of them.
    let rows = try Row.fetchCursor(
      db,
      sql: """
        SELECT row, fingerprint, round, tester, scenario, example, ordinal, verdict, observed, severity, class,
        evidence, tested_at, minutes, device, sheet, issue, tested_on
        FROM verdict WHERE id IN (SELECT max(id) FROM verdict WHERE round = ? GROUP BY row, tester) ORDER BY id
        """, arguments: [round])
    var verdicts: [StoredVerdict] = []
    while let row = try rows.next() {
      guard let id = RowID(row[0]), let verdict = Verdict(rawValue: row[7]) else { continue }
      let severity: String? = row[9]
      verdicts.append(
        StoredVerdict(
          row: id, fingerprint: row[1], round: row[2], tester: row[3], scenario: row[4], exampleKey: row[5],
          ordinal: row[6], verdict: verdict, observed: row[8], severity: severity.flatMap(Severity.init), kind: row[10],
          evidence: row[11], testedAt: row[12], minutes: row[13], device: row[14], sheet: row[15], issue: row[16],
          testedOn: row[17]))
    }
    return verdicts
  }
}
