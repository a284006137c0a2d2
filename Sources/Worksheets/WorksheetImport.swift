package import Campaign
package import RunModel

/// What a returned worksheet would change, before anything is stored.
///
/// Every row of the file is exactly one of good, stale, duplicate, unknown and damaged; every good row is exactly one
/// of new, changed, unchanged, open, cleared, problem, remark and spare.
package struct WorksheetImport: Sendable {
  package struct Counts: Sendable, Hashable {
    package var rows = 0
    package var good = 0
    /// The row's text changed since the sheet was made.
    package var stale = 0
    /// The row stands more than once in the file, or its id in the round.
    package var duplicate = 0
    /// A right id of no row of this sheet.
    package var unknown = 0
    /// The id or the check column is not what was handed out.
    package var damaged = 0
    package var new = 0
    /// Says something else than this tester said before.
    package var changed = 0
    package var unchanged = 0
    package var open = 0
    /// Had a verdict of this tester, comes back empty: nothing is removed.
    package var cleared = 0
    /// Not clear, against the rules, or against what is stored.
    package var problems = 0
    /// Free rows at the end with something in them.
    package var remarks = 0
    /// Free rows at the end that were left empty.
    package var spare = 0

    package init() {}
  }

  /// Something about one row.
  package struct Remark: Sendable, Hashable {
    package var place: FilledPlace
    /// As written.
    package var row: String
    package var said: Said
  }

  /// A row of which nothing is stored: the lead has to look at it.
  package struct Problem: Sendable, Hashable {
    package var remark: Remark
    package var rowClass: RowClass
    /// Column key -> what the tester wrote, of columns that hold something.
    package var written: [String: String]
  }

  package enum RowClass: String, Sendable, Hashable {
    case good, stale, duplicate, unknown, damaged
  }

  package var worksheet: ReturnedWorksheet
  package var counts = Counts()
  /// What `apply` stores.
  package var verdicts: [StoredVerdict] = []
  package var extraRemarks: [ExtraRemark] = []
  package var pictures: [EvidencePicture] = []
  package var problems: [Problem] = []
  /// Verdicts that differ from this tester's stored ones, with both.
  package var changes: [Remark] = []
  /// What was understood although it is not what the sheet asks for, and texts that were read over.
  package var remarks: [Remark] = []
  /// About the file as a whole.
  package var fileRemarks: [Said] = []
  /// Rows of this sheet that the file does not have.
  package var missing: [RowID] = []
  /// Rows that were hidden by hand or by a filter; they were read as all others.
  package var hiddenRows = 0

  package var round: Int { worksheet.round }
  package var tester: String { worksheet.tester }

  /// Stores what is good and keeps the file byte for byte; all or nothing.
  package func apply(to store: CampaignStore) async throws(CampaignProblem) -> CampaignStore.Received {
    try await store.receive(
      ReceivedWorksheet(
        name: worksheet.name, bytes: worksheet.bytes, sheet: worksheet.sheet?.id.text ?? "", round: round,
        tester: tester, isOwnWork: worksheet.file.answers.isOwnWork, verdicts: verdicts,
        remarks: extraRemarks, pictures: pictures))
  }
}

extension WorksheetImport {
  /// What rows are compared with.
  package struct Context: Sendable {
    /// Of the worksheet's round.
    package var results: [JoinedResult]
    /// A pass needs words, too.
    package var needsCommentOnPass: Bool
    /// From the day the round began to the last day that may be today somewhere.
    package var days: ClosedRange<CalendarDay>

    package init(results: [JoinedResult], needsCommentOnPass: Bool = false, days: ClosedRange<CalendarDay>) {
      self.results = results
      self.needsCommentOnPass = needsCommentOnPass
      self.days = days
    }
  }
}

extension ReturnedWorksheet {
  /// Says what the file would change; stores nothing.
  package func preview(in context: WorksheetImport.Context) -> WorksheetImport {
    var reader = WorksheetReader(self, context)
    return reader.read()
  }
}
