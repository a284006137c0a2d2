import Campaign
import RunModel
import Spreadsheets

/// Takes a worksheet apart, row by row.
struct WorksheetReader {
  private let context: WorksheetImport.Context
  private let texts: Texts
  private let data: ArraySlice<CSVTable.Row>
  private let places: [WorksheetColumn: Int]
  private let known: [RowID: JoinedRow]
  private let sheet: SheetID
  private var result: WorksheetImport

  /// The header stands among the first rows; above it may stand anything.
  private static let headerRows = 30

  init(
    table: CSVTable, name: String, bytes: [UInt8], context: WorksheetImport.Context
  ) throws(WorksheetProblem) {
    self.context = context
    texts = Texts(language: context.language)
    guard let header = table.rows.prefix(Self.headerRows).firstIndex(where: Self.isHeader) else { throw .noHeader }
    places = Self.places(in: table.rows[header].fields)
    data = table.rows[(header + 1)...]
    let above = table.rows[..<header]
    guard let sheet = above.flatMap(\.fields).lazy.compactMap(SheetID.init).first else { throw .noSheetID }
    self.sheet = sheet
    // Also roles that have no row any more: their sheet is old, not somebody else's.
    let roles = Set(context.results.flatMap { $0.scenario.scenario.values(of: "role") } + ["", "lead"])
    let round = (1...max(1, context.round)).last { round in
      roles.contains { SheetID(project: context.project, round: round, role: $0) == sheet }
    }
    guard let round else { throw .otherProject(sheet.text) }
    guard let tester = context.tester ?? Self.tester(in: above) else { throw .noTester }
    known = Dictionary(context.results.flatMap(\.rows).map { ($0.row.id, $0) }) { first, _ in first }
    result = WorksheetImport(name: name, bytes: bytes, round: round, tester: tester)
  }

  private static func isHeader(_ row: CSVTable.Row) -> Bool {
    let columns = Set(places(in: row.fields).keys)
    return columns.isSuperset(of: WorksheetColumn.needed)
  }

  /// The first place of each column; columns may have been moved or added.
  private static func places(in header: [String]) -> [WorksheetColumn: Int] {
    var places: [WorksheetColumn: Int] = [:]
    for (place, cell) in header.enumerated() {
      if let column = WorksheetColumn.named(cell), places[column] == nil { places[column] = place }
    }
    return places
  }

  private static func tester(in rows: ArraySlice<CSVTable.Row>) -> String? {
    let labels = ["tested by", "getest door"]
    guard let row = rows.first(where: { labels.contains($0.fields.first?.plainWord ?? "") }) else { return nil }
    return row.fields.dropFirst().lazy.map(\.trimmed).first { !$0.isEmpty }
  }

  mutating func read() -> WorksheetImport {
    let rows = data.filter { $0.fields.contains { !$0.trimmed.isEmpty } }
    result.counts.rows = rows.count
    let doubled = doubledRows(rows)
    var seen: Set<RowID> = []
    for row in rows { classify(row, doubled: doubled, seen: &seen) }
    let wanted = known.values.filter { joined in
      let role = joined.row.isForLead ? "lead" : joined.row.role
      return joined.outcome == .awaiting
        && SheetID(project: context.project, round: result.round, role: role) == sheet
    }
    result.missing = wanted.map(\.row.id).filter { !seen.contains($0) }.sorted { $0.text < $1.text }
    return result
  }

  /// Rows that stand more than once and do not say the same each time: neither of them is taken.
  private func doubledRows(_ rows: [CSVTable.Row]) -> Set<RowID> {
    var said: [RowID: [String]] = [:]
    var doubled: Set<RowID> = []
    for row in rows {
      guard let id = RowID(cell(.row, row)) else { continue }
      let words = [WorksheetColumn.check, .verdict, .observed, .severity, .kind].map { cell($0, row) }
      if let before = said[id], before != words { doubled.insert(id) }
      said[id] = words
    }
    return doubled
  }

  private mutating func classify(_ row: CSVTable.Row, doubled: Set<RowID>, seen: inout Set<RowID>) {
    let written = cell(.row, row)
    let guards = cell(.check, row).split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    guard let id = RowID(written), guards.count == 2, RowID(guards[0]) == id else {
      result.counts.damaged += 1
      note(row, texts("row id and check column do not fit together", "rij-id en controlekolom horen niet bij elkaar"))
      return
    }
    guard !doubled.contains(id), seen.insert(id).inserted else {
      result.counts.duplicate += 1
      note(row, texts("this row stands more than once in the file", "deze rij staat meer dan eens in het bestand"))
      return
    }
    guard let joined = known[id] else {
      result.counts.unknown += 1
      note(row, texts("no scenario has this row", "geen scenario heeft deze rij"))
      return
    }
    guard guards[1].uppercased() == joined.row.fingerprint else {
      result.counts.stale += 1
      note(
        row, texts("the scenario was changed since this sheet was made", "het scenario is gewijzigd sinds dit werkblad")
      )
      return
    }
    result.counts.good += 1
    takeVerdict(row, joined)
  }

  private mutating func takeVerdict(_ row: CSVTable.Row, _ joined: JoinedRow) {
    let before = joined.verdicts.last { $0.tester == result.tester && $0.round == result.round }
    let word = cell(.verdict, row)
    if word.isEmpty {
      takeEmpty(row, before)
      return
    }
    guard let (verdict, isSynonym) = VerdictWords.verdict(word) else {
      problem(row, texts("verdict \"\(word)\" is not clear", "oordeel \"\(word)\" is niet duidelijk"))
      return
    }
    let severityWord = cell(.severity, row)
    let severity = VerdictWords.severity(severityWord)
    let kind = VerdictWords.kind(cell(.kind, row))
    if let fault = fault(verdict, row, severityWord: severityWord, severity: severity, kind: kind) {
      problem(row, fault)
      return
    }
    if isSynonym {
      let text = texts(
        "\"\(word)\" was read as \(texts.name(verdict))", "\"\(word)\" is gelezen als \(texts.name(verdict))")
      result.synonyms.append(WorksheetImport.Remark(line: row.line, row: joined.row.id.text, text: text))
    }
    let stored = StoredVerdict(
      row: joined.row.id, fingerprint: joined.row.fingerprint, round: result.round, tester: result.tester,
      scenario: joined.row.scenarioID, exampleKey: joined.row.exampleKey, ordinal: joined.row.ordinal, verdict: verdict,
      observed: cell(.observed, row), severity: severity, kind: kind ?? "", evidence: cell(.evidence, row),
      testedAt: cell(.testedAt, row), minutes: cell(.minutes, row), device: cell(.device, row))
    if before == stored {
      result.counts.unchanged += 1
    } else {
      result.counts.new += 1
      result.verdicts.append(stored)
    }
  }

  private mutating func takeEmpty(_ row: CSVTable.Row, _ before: StoredVerdict?) {
    if let before {
      result.counts.cleared += 1
      note(
        row,
        texts(
          "the verdict \(texts.name(before.verdict)) was cleared; it stays stored",
          "het oordeel \(texts.name(before.verdict)) is leeggemaakt; het blijft bewaard"))
    } else if !cell(.observed, row).isEmpty || !cell(.severity, row).isEmpty {
      problem(row, texts("a remark without a verdict", "een opmerking zonder oordeel"))
    } else {
      result.counts.open += 1
    }
  }

  /// What does not go together in a row, in a sentence; nil when all does.
  private func fault(
    _ verdict: Verdict, _ row: CSVTable.Row, severityWord: String, severity: Severity?, kind: String?
  ) -> String? {
    if verdict != .passed, cell(.observed, row).isEmpty {
      let name = texts.name(verdict)
      return texts("\(name) needs what was seen", "bij \(name) hoort wat u zag")
    }
    if !severityWord.isEmpty, severity == nil {
      return texts("severity \"\(severityWord)\" is not clear", "ernst \"\(severityWord)\" is niet duidelijk")
    }
    if severity != nil, verdict != .failed {
      return texts("a severity, but not failed", "een ernst, maar niet gefaald")
    }
    if kind == nil {
      return texts("kind \"\(cell(.kind, row))\" is not clear", "soort \"\(cell(.kind, row))\" is niet duidelijk")
    }
    return nil
  }

  private mutating func problem(_ row: CSVTable.Row, _ text: String) {
    result.counts.problems += 1
    note(row, text)
  }

  private mutating func note(_ row: CSVTable.Row, _ text: String) {
    result.problems.append(WorksheetImport.Remark(line: row.line, row: cell(.row, row), text: text))
  }

  private func cell(_ column: WorksheetColumn, _ row: CSVTable.Row) -> String {
    guard let place = places[column], place < row.fields.count else { return "" }
    return row.fields[place].trimmed
  }
}

extension String {
  /// Without white space at both ends.
  var trimmed: String {
    var text = self[...]
    while text.first?.isWhitespace ?? false { text.removeFirst() }
    while text.last?.isWhitespace ?? false { text.removeLast() }
    return String(text)
  }
}
