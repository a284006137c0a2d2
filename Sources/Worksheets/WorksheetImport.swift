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
  /// Files beside the worksheet that belong to its rows; `take` makes evidence of them.
  package var files: [NamedFile] = []
  /// Those of them that are kept.
  package private(set) var takenFiles: [NamedFile] = []
  package var problems: [Problem] = []
  /// Verdicts that differ from this tester's stored ones, with both.
  package var changes: [Remark] = []
  /// What was understood although it is not what the sheet asks for, and texts that were read over.
  package var remarks: [Remark] = []
  /// What stands where nothing is read, whole; nothing of it is lost with the rows that are good.
  package var strays: [StrayText] = []
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
  /// Makes evidence of the files that its rows name, as of pictures on them.
  ///
  /// - Parameter read: the bytes of a file of the worksheet's folder, or why they are not to be had.
  package mutating func takeFiles(_ read: (String) -> Result<[UInt8], FileRefusal>) {
    for file in files {
      switch read(file.name) {
      case .success(let bytes):
        takenFiles.append(file)
        pictures.append(
          EvidencePicture(
            row: file.row, tester: tester, round: round, name: evidenceName(file.row, file.name), bytes: bytes))
      case .failure(let refusal):
        let said = Said("\"\(file.name)\" \(refusal.english)", "\"\(file.name)\" \(refusal.dutch)")
        remarks.append(Remark(place: file.place, row: file.row, said: said))
      }
    }
  }

  /// Why a file is not taken, without its name.
  package struct FileRefusal: Error {
    var english: String
    var dutch: String

    package init(_ english: String, _ dutch: String) {
      self.english = english
      self.dutch = dutch
    }
  }

  /// `R-7K2QXBM_round2_sanne_1of2.png`: in a folder of evidence it must say by itself what it shows.
  func evidenceName(_ row: String, _ end: String) -> String {
    let who = tester.lowercased().split { !$0.isLetter && !$0.isNumber }.joined(separator: "-")
    // Called after its row it says so once.
    let rest = end.uppercased().hasPrefix(row) ? String(end.dropFirst(row.count).drop { "_- .".contains($0) }) : end
    return "\(row)_round\(round)_\(who)_\(rest)"
  }
}

extension WorksheetImport {
  /// What rows are compared with.
  package struct Context: Sendable {
    /// Of the worksheet's round.
    package var rows: RoundRows
    /// A pass needs words, too.
    package var needsCommentOnPass: Bool
    /// From the day the round began to the last day that may be today somewhere.
    package var days: ClosedRange<CalendarDay>
    /// What lies in the folder of the worksheet.
    package var beside: FilesBeside

    package init(
      rows: RoundRows, needsCommentOnPass: Bool = false, days: ClosedRange<CalendarDay>,
      beside: FilesBeside = FilesBeside()
    ) {
      self.beside = beside
      self.rows = rows
      self.needsCommentOnPass = needsCommentOnPass
      self.days = days
    }
  }
}

extension ReturnedWorksheet {
  /// Says what the file would change; stores nothing.
  package consuming func preview(in context: consuming WorksheetImport.Context) -> WorksheetImport {
    var reader = WorksheetReader(self, context)
    var preview = reader.read()
    preview.worksheet.forgetCells()
    return preview
  }
}
