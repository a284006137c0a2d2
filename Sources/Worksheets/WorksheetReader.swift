import Campaign
import Dispatch
import RunModel
import Spreadsheets
import Synchronization

/// Takes a returned worksheet apart, row by row.
struct WorksheetReader {
  private let returned: ReturnedWorksheet
  private let rules: RowRules
  private let rows: RoundRows
  private var words: PrintedWords
  private let printed: PrintedColumns
  private var result: WorksheetImport
  /// Rows that stand more than once and do not say the same each time: none of them is taken.
  private var doubled: Set<RowGuards.Slot> = []
  private var seen: Set<RowGuards.Slot> = []
  /// Where each of the rows stands that stand more than once.
  private var copies: [RowGuards.Slot: [FilledPlace]] = [:]
  /// Of each row, by table; nil where its two places do not fit together.
  private let guards: [[RowGuards?]]
  private let answerRemarks: [Said]
  private let beside: FilesBeside
  /// What the read-me sheet says of all rows without a day of their own; empty for nothing.
  private let day: String
  /// Row numbers of good rows, by table: what pictures and notes are tied to.
  private var goodRows: [[Int: RowGuards.Slot]] = []

  init(_ returned: ReturnedWorksheet, _ context: WorksheetImport.Context) {
    self.returned = returned
    let language = returned.sheet?.language ?? returned.register.language
    rules = RowRules(
      days: TestDayReader(language: language, days: context.days, dates: returned.file.dates),
      needsCommentOnPass: context.needsCommentOnPass)
    (day, answerRemarks) = Self.read(returned.file.answers, rules.days)
    rows = context.rows
    words = PrintedWords(
      rows.results, sheet: returned.sheet, texts: Texts(language: language), isLossy: returned.file.isLossy)
    printed = PrintedColumns(
      returned.file.tables, texts: Texts(language: language), isLossy: returned.file.isLossy)
    guards = returned.file.tables.map(Self.guards)
    beside = context.beside
    result = WorksheetImport(worksheet: returned)
  }

  private static func guards(of table: FilledTable) -> [RowGuards?] {
    let (size, count) = (1_000, table.count)
    let chunks = Mutex<[[RowGuards?]]>(Array(repeating: [], count: (count + size - 1) / size))
    // No row's guards say anything about another's.
    DispatchQueue.concurrentPerform(iterations: (count + size - 1) / size) { chunk in
      let guards = (chunk * size..<min(count, (chunk + 1) * size)).map { index in
        RowGuards(row: table.cell(index, .row).text, check: table.cell(index, .check).text)
      }
      chunks.withLock { $0[chunk] = guards }
    }
    return chunks.withLock { $0.flatMap(\.self) }
  }

  /// The day in ISO form, and what the lead should know of the answers.
  private static func read(_ answers: SheetAnswers, _ days: TestDayReader) -> (day: String, remarks: [Said]) {
    var day = ""
    var remarks: [Said] = []
    if let written = answers.day {
      switch days.read(FilledCell(text: written)) {
      case .none: break
      case .day(let read): day = read.text
      case .unclear(let said):
        remarks.append(
          Said(
            "the date on the first sheet is not taken: " + said.english,
            "de datum op het eerste blad is niet overgenomen: " + said.dutch))
      }
    }
    if let statement = answers.statement, answers.isOwnWork != true {
      remarks.append(
        answers.isOwnWork == false
          ? Said("the tester says that somebody else tested this", "de tester zegt dit niet zelf te hebben getest")
          : Said(
            "\"I tested this myself\" was answered with \"\(statement.shortened)\"",
            "op \"Ik heb dit zelf getest\" staat \"\(statement.shortened)\""))
    }
    return (day, remarks)
  }

  mutating func read() -> WorksheetImport {
    result.fileRemarks = returned.remarks + returned.file.remarks + answerRemarks
    for strays in returned.file.strays { tell(strays) }
    result.strays += returned.file.loose
    findDoubled()
    for (place, table) in returned.file.tables.enumerated() {
      goodRows.append([:])
      // Growing by doubling would leave half of the room unused.
      result.verdicts.reserveCapacity(result.verdicts.count + table.count)
      for index in 0..<table.count where !table.isBlank(index) {
        result.counts.rows += 1
        if table.isHidden(index) { result.hiddenRows += 1 }
        classify(table, place, index, guards[place][index])
      }
      let ids = guards[place]
      let strays = table.strayColumns { index in
        // A line without ids and words of its own goes to the lead as a whole.
        ids[index] != nil || WorksheetColumn.filled.contains { !table.cell(index, $0).isBlank }
      }
      for column in strays { tell(column) }
    }
    takeNotes()
    takePictures()
    let wanted = returned.sheet?.rows.keys.filter { rows.has($0) && !seen.contains(.row($0)) } ?? []
    result.missing = wanted.sorted { $0.text < $1.text }
    return result
  }

  private mutating func findDoubled() {
    var first: [RowGuards.Slot: (table: Int, index: Int)] = [:]
    for (place, table) in returned.file.tables.enumerated() {
      for index in 0..<table.count {
        guard let slot = guards[place][index]?.slot else { continue }
        guard let before = first[slot] else {
          first[slot] = (place, index)
          continue
        }
        if copies[slot] == nil { copies[slot] = [returned.file.tables[before.table].place(before.index)] }
        copies[slot]?.append(table.place(index))
        let columns = WorksheetColumn.filled + [.check]
        let isSame = columns.allSatisfy {
          returned.file.tables[before.table].cell(before.index, $0) == table.cell(index, $0)
        }
        if !isSame { doubled.insert(slot) }
      }
    }
  }

  // MARK: Classes

  /// - Parameter number: of the table.
  private mutating func classify(_ table: FilledTable, _ number: Int, _ index: Int, _ guards: RowGuards?) {
    guard let guards, guards.sheet != nil || returned.sheet == nil else {
      reject(
        .damaged, table, index,
        Said("row id and check column do not fit together", "rij-id en controlekolom horen niet bij elkaar"))
      return
    }
    if case .row(let id) = guards.slot, rows.shared.contains(id) {
      seen.insert(guards.slot)
      reject(
        .duplicate, table, index,
        Said(
          "two rows of the round have this id; \"lmsaccept worksheet export\" says which",
          "twee rijen van de ronde hebben deze id; \"lmsaccept worksheet export\" zegt welke"))
      return
    }
    let isFirst = seen.insert(guards.slot).inserted
    guard isFirst, !doubled.contains(guards.slot) else {
      reject(.duplicate, table, index, copy(of: guards.slot, table.place(index)))
      return
    }
    guard guards.sheet == returned.sheet?.id else {
      reject(.unknown, table, index, owner(of: guards))
      return
    }
    switch guards.slot {
    case .free(let slot): takeFree(slot, table, number, index)
    case .row(let id): classify(id, guards, table, number, index)
    }
  }

  private mutating func classify(
    _ id: RowID, _ guards: RowGuards, _ table: FilledTable, _ number: Int, _ index: Int
  ) {
    if let sheet = returned.sheet {
      guard let printed = sheet.rows[id] else {
        reject(.unknown, table, index, Said("this sheet has no such row", "dit werkblad heeft geen rij met deze id"))
        return
      }
      guard guards.fingerprint == printed else {
        reject(
          .damaged, table, index,
          Said("the check column is not what was handed out", "de controlekolom is niet zoals hij is uitgegeven"))
        return
      }
    }
    guard let (result, joined) = rows[id] else {
      if returned.sheet == nil {
        reject(.unknown, table, index, Said("no scenario has this row", "geen scenario heeft deze rij"))
      } else {
        reject(.stale, table, index, Said("no scenario has this row any more", "geen scenario heeft deze rij nog"))
      }
      return
    }
    guard guards.fingerprint == joined.row.fingerprint else {
      reject(
        .stale, table, index,
        Said(
          "the scenario was changed since this sheet was made, or a newer run made anew what was tested",
          "het scenario is gewijzigd sinds dit werkblad, of een nieuwere run maakte opnieuw wat is getest"))
      return
    }
    switch words.look(at: joined.row, of: result.scenario.scenario, table, index) {
    case .moved(let other):
      reject(
        .damaged, table, index,
        Said(
          "the words of row \(other) stand beside this id: a column was sorted or moved by itself",
          "naast deze id staan de woorden van rij \(other): een kolom is los gesorteerd of verplaatst"))
      return
    case .gone:
      reject(
        .damaged, table, index,
        Said(
          "none of the row's own words stand beside its id: columns were sorted or emptied",
          "naast de id staat geen van de eigen woorden van de rij: kolommen zijn los gesorteerd of geleegd"))
      return
    case .edited(let edits): for edit in edits { tell(edit, table, index) }
    case .same: break
    }
    for edit in printed.edits(of: joined.row, result.scenario.scenario, table, number, index) {
      tell(edit, table, index)
    }
    self.result.counts.good += 1
    goodRows[goodRows.count - 1][table.number(index)] = guards.slot
    take(table, index, joined)
  }

  /// - Parameter place: of the copy that is told.
  private func copy(of slot: RowGuards.Slot, _ place: FilledPlace) -> Said {
    let others = copies[slot, default: []].filter { $0 != place }.prefix(3)
    func listed(_ texts: (String, String) -> String) -> String {
      others.map { $0.text(texts) }.joined(separator: ", ")
    }
    let (english, dutch) =
      doubled.contains(slot)
      ? ("; they do not say the same, so none is taken", "; zij zeggen niet hetzelfde, dus geen ervan is overgenomen")
      : ("; they say the same, and the first is taken", "; zij zeggen hetzelfde, en de eerste is overgenomen")
    return Said(
      "this row stands more than once, also in \(listed { one, _ in one })" + english,
      "deze rij staat er meer dan eens, ook in \(listed { $1 })" + dutch)
  }

  private func owner(of guards: RowGuards) -> Said {
    guard let id = guards.sheet, let other = returned.register.sheets[id] else {
      return Said(
        "a row of a sheet that was not handed out here", "een rij van een werkblad dat hier niet is uitgegeven")
    }
    let name = other.tester.isEmpty ? other.role : other.tester
    return Said(
      "a row of another sheet: \(id) of \(name), round \(other.round)",
      "een rij van een ander werkblad: \(id) van \(name), ronde \(other.round)")
  }

  // MARK: Good rows

  private mutating func take(_ table: FilledTable, _ index: Int, _ joined: JoinedRow) {
    let row = FilledRow(table, index)
    let before = (joined.verdicts + joined.stale).last { $0.tester == result.tester && $0.round == result.round }
    if row.isEmpty, row.openFormula == nil {
      takeEmpty(table, index, before?.fingerprint == joined.row.fingerprint ? before : nil)
      return
    }
    let understood: UnderstoodRow
    do throws(RowRules.Fault) {
      understood = try rules.understand(row)
      guard let verdict = understood.verdict else {
        throw RowRules.Fault(.verdict, "a remark without a verdict", "een opmerking zonder oordeel")
      }
      try rules.check(verdict, understood, row)
    } catch {
      problem(table, index, error)
      return
    }
    guard let verdict = understood.verdict else { return }
    let stored = StoredVerdict(
      row: joined.row.id, fingerprint: joined.row.fingerprint, round: result.round, tester: result.tester,
      scenario: joined.row.scenarioID, exampleKey: joined.row.exampleKey, ordinal: joined.row.ordinal,
      verdict: verdict, observed: row.observed, severity: understood.severity, kind: understood.kind,
      evidence: row.evidence, testedAt: row.testedAt.text.trimmed, minutes: row.minutes,
      device: row.device.isEmpty ? returned.file.answers.device ?? "" : row.device,
      sheet: returned.sheet?.id.text ?? "", issue: returned.sheet?.issue ?? 0,
      testedOn: understood.testedOn.isEmpty ? day : understood.testedOn)
    if let before, before.fingerprint == stored.fingerprint {
      guard settle(stored, after: before, table, index) else { return }
    } else {
      result.counts.new += 1
      result.verdicts.append(stored)
    }
    name(filesOf: row.evidence, of: joined.row.id.text, table, index)
    tell(row, understood, table, index)
  }

  /// What a tester's second word on a row does. - Returns: false when it is a conflict for the lead.
  private mutating func settle(
    _ stored: StoredVerdict, after before: StoredVerdict, _ table: FilledTable, _ index: Int
  ) -> Bool {
    if before.saysTheSame(as: stored) {
      result.counts.unchanged += 1
      return true
    }
    let said = Said(
      "\(Self.english.name(stored.verdict)), was \(Self.english.name(before.verdict))"
        + Self.difference(before.observed, stored.observed, "was", "is now"),
      "\(Self.dutch.name(stored.verdict)), was \(Self.dutch.name(before.verdict))"
        + Self.difference(before.observed, stored.observed, "was", "is nu"))
    let isSameSheet = before.sheet == stored.sheet
    let isNewerIssue = before.sheet.isEmpty || stored.issue > before.issue
    let isEarlier = !stored.testedOn.isEmpty && !before.testedOn.isEmpty && stored.testedOn < before.testedOn
    guard isSameSheet || isNewerIssue, !isEarlier else {
      let why =
        isEarlier
        ? Said("tested earlier than what is stored", "eerder getest dan wat is opgeslagen")
        : Said("another sheet that is no newer says otherwise", "een ander, niet nieuwer werkblad zegt iets anders")
      problem(
        table, index, RowRules.Fault(.verdict, "\(said.english): \(why.english)", "\(said.dutch): \(why.dutch)"))
      return false
    }
    result.counts.changed += 1
    result.changes.append(remark(table, index, .verdict, said))
    result.verdicts.append(stored)
    return true
  }

  private static let english = Texts(language: "en")
  private static let dutch = Texts(language: "nl")

  private static func difference(_ before: String, _ after: String, _ was: String, _ now: String) -> String {
    before == after ? "" : "; \(was) \"\(before.shortened)\", \(now) \"\(after.shortened)\""
  }

  private mutating func takeEmpty(_ table: FilledTable, _ index: Int, _ before: StoredVerdict?) {
    guard let before else {
      result.counts.open += 1
      return
    }
    result.counts.cleared += 1
    reject(
      .good, table, index,
      Said(
        "the verdict \(Self.english.name(before.verdict)) was cleared; it stays stored",
        "het oordeel \(Self.dutch.name(before.verdict)) is leeggemaakt; het blijft bewaard"), .verdict)
  }

  private mutating func takeFree(_ slot: String, _ table: FilledTable, _ number: Int, _ index: Int) {
    result.counts.good += 1
    goodRows[goodRows.count - 1][table.number(index)] = .free(slot)
    for edit in printed.edits(ofFree: slot, table, number, index) { tell(edit, table, index) }
    let row = FilledRow(table, index)
    if row.isEmpty, row.openFormula == nil {
      result.counts.spare += 1
      return
    }
    do throws(RowRules.Fault) {
      let understood = try rules.understand(row)
      if row.observed.isEmpty {
        throw RowRules.Fault(
          .observed, "an extra finding needs what was seen", "bij een extra bevinding hoort wat u zag")
      }
      result.counts.remarks += 1
      result.extraRemarks.append(
        ExtraRemark(
          sheet: returned.sheet?.id.text ?? "", slot: slot, tester: result.tester, round: result.round,
          observed: row.observed, severity: understood.severity, kind: understood.kind, evidence: row.evidence,
          testedAt: row.testedAt.text.trimmed, testedOn: understood.testedOn,
          minutes: row.minutes, device: row.device.isEmpty ? returned.file.answers.device ?? "" : row.device))
      name(filesOf: row.evidence, of: slot, table, index)
      tell(row, understood, table, index)
    } catch {
      problem(table, index, error)
    }
  }

  private mutating func tell(_ row: FilledRow, _ understood: UnderstoodRow, _ table: FilledTable, _ index: Int) {
    for synonym in understood.synonyms { note(table, index, synonym.column, synonym.said) }
    for column in row.formulas {
      note(
        table, index, column,
        Said("a formula: what it showed was taken as text", "een formule: wat zij toonde is als tekst genomen"))
    }
    if row.hadNUL {
      note(
        table, index, nil,
        Said("a character that no text can hold was replaced", "een teken dat geen tekst kan bevatten is vervangen"))
    }
  }

  // MARK: Files of evidence

  /// What a row names under *evidence*, and files beside the worksheet that are called after the row.
  private mutating func name(filesOf text: String, of row: String, _ table: FilledTable, _ index: Int) {
    for called in beside.files(calledAfter: row) { add(called, of: row, table, index) }
    for name in NamedFile.names(in: text) {
      switch beside.look(for: name) {
      case .file(let found): add(found, of: row, table, index)
      case .missing:
        note(
          table, index, .evidence,
          Said(
            "no file \"\(name.shortened)\" lies beside the worksheet; put it there and import once more",
            "naast het werkblad ligt geen bestand \"\(name.shortened)\"; leg het daar en importeer nog eens"))
      case .path:
        note(
          table, index, .evidence,
          Said(
            "\"\(name.shortened)\" leads elsewhere and is not followed; "
              + "put the file beside the worksheet and write its name alone",
            "\"\(name.shortened)\" wijst ergens anders heen en wordt niet gevolgd; "
              + "leg het bestand naast het werkblad en schrijf alleen de naam"))
      }
    }
  }

  private mutating func add(_ name: String, of row: String, _ table: FilledTable, _ index: Int) {
    let file = NamedFile(row: row, name: name, place: table.place(index, .evidence))
    if !result.files.contains(where: { $0.row == row && $0.name == name }) { result.files.append(file) }
  }

  // MARK: What lies on cells

  /// A note is a remark of its own: the tester's words in the row stay as they are.
  private mutating func takeNotes() {
    for note in returned.file.notes where !note.thing.isBlank {
      guard let table = note.table else {
        result.fileRemarks.append(
          Said(
            "\(note.place): a note, \"\(note.thing.withoutThreadNotice.shortened)\"",
            "\(note.place): een notitie, \"\(note.thing.withoutThreadNotice.shortened)\""))
        continue
      }
      guard let slot = goodRows[table][note.row] else {
        // Our own sheets explain their headers with notes.
        if note.row <= returned.file.tables[table].headerRow { continue }
        result.fileRemarks.append(
          Said(
            "\(note.place): a note beside no good row, \"\(note.thing.withoutThreadNotice.shortened)\"",
            "\(note.place): een notitie bij geen goede rij, \"\(note.thing.withoutThreadNotice.shortened)\""))
        continue
      }
      let name = slot.name
      result.extraRemarks.append(
        ExtraRemark(
          sheet: returned.sheet?.id.text ?? "", slot: name, tester: result.tester, round: result.round,
          observed: note.thing.withoutThreadNotice.replacingNUL))
      result.fileRemarks.append(
        Said(
          "\(note.place): the note was taken as a remark on \(name)",
          "\(note.place): de notitie is een opmerking bij \(name)"))
    }
  }

  /// On a free row that says nothing nobody would know what a picture shows.
  private func hasWords(_ slot: RowGuards.Slot) -> Bool {
    if case .row = slot { true } else { result.extraRemarks.contains { $0.slot == slot.name } }
  }

  private mutating func takePictures() {
    var byRow: [String: [XLSXPicture]] = [:]
    var order: [String] = []
    for picture in returned.file.pictures {
      guard let table = picture.table, let slot = goodRows[table][picture.row], hasWords(slot) else {
        result.fileRemarks.append(
          Said(
            "\(picture.place): a picture beside no good row; it stays in the received file",
            "\(picture.place): een afbeelding bij geen goede rij; zij blijft in het ontvangen bestand"))
        continue
      }
      let id = slot.name
      if byRow[id] == nil { order.append(id) }
      byRow[id, default: []].append(picture.thing)
    }
    for id in order {
      let pictures = byRow[id] ?? []
      for (place, picture) in pictures.enumerated() {
        let ending = picture.part.split(separator: ".").last.map { $0.lowercased() } ?? ""
        let safe = ending.utf8.allSatisfy { (0x61...0x7A).contains($0) } && (1...5).contains(ending.count)
        result.pictures.append(
          EvidencePicture(
            row: id, tester: result.tester, round: result.round,
            name: result.evidenceName(id, "\(place + 1)of\(pictures.count).\(safe ? ending : "picture")"),
            bytes: picture.bytes))
      }
    }
  }

  // MARK: Saying so

  private mutating func problem(_ table: FilledTable, _ index: Int, _ fault: RowRules.Fault) {
    result.counts.problems += 1
    reject(.good, table, index, fault.said, fault.column)
  }

  /// Keeps what the tester wrote, for the lead.
  private mutating func reject(
    _ rowClass: WorksheetImport.RowClass, _ table: FilledTable, _ index: Int, _ said: Said,
    _ column: WorksheetColumn? = nil
  ) {
    switch rowClass {
    case .good: break
    case .stale: result.counts.stale += 1
    case .duplicate: result.counts.duplicate += 1
    case .unknown: result.counts.unknown += 1
    case .damaged: result.counts.damaged += 1
    }
    var written: [String: String] = [:]
    for column in WorksheetColumn.filled {
      let text = table.cell(index, column).text
      if !text.isBlank { written[column.key] = text }
    }
    // A line that somebody wrote below the table, or a row without ids: all of it.
    if written.isEmpty, rowClass == .damaged {
      written["observed"] = table.everything(index).filter { !$0.isBlank }.joined(separator: " | ")
    }
    let column = column.flatMap { table.places[$0] == nil ? nil : $0 }
    result.problems.append(
      WorksheetImport.Problem(
        remark: remark(table, index, column, said), rowClass: rowClass, written: written))
  }

  /// A text in a printed column that is not the printed one.
  private mutating func tell(_ edit: PrintedWords.Edit, _ table: FilledTable, _ index: Int) {
    let said =
      edit.was.isBlank
      ? Said(
        "text in a column that is not read: \"\(edit.now.shortened)\"",
        "tekst in een kolom die niet wordt gelezen: \"\(edit.now.shortened)\"")
      : Said(
        "the wording was changed, which is not read: \"\(edit.was.shortened)\" became \"\(edit.now.shortened)\"",
        "de tekst is gewijzigd, dat wordt niet gelezen: \"\(edit.was.shortened)\" werd \"\(edit.now.shortened)\""
      )
    note(table, index, edit.column, said)
    result.strays.append(
      StrayText(
        place: table.place(index, edit.column), row: String(table.word(index, .row).prefix(40)),
        said: Said("not read: a printed column", "niet gelezen: een gedrukte kolom"), text: edit.now))
  }

  private mutating func tell(_ strays: StrayTexts) {
    result.fileRemarks.append(strays.said)
    result.strays += strays.texts
  }

  private mutating func note(_ table: FilledTable, _ index: Int, _ column: WorksheetColumn?, _ said: Said) {
    result.remarks.append(remark(table, index, column, said))
  }

  private func remark(
    _ table: FilledTable, _ index: Int, _ column: WorksheetColumn?, _ said: Said
  ) -> WorksheetImport.Remark {
    WorksheetImport.Remark(
      place: table.place(index, column), row: String(table.word(index, .row).prefix(40)), said: said)
  }
}

extension String {
  /// The words of a comment that today's Excel keeps apart: what it writes for older programs is led in by a notice,
  /// in the language of that Excel, with a link that is the same in all.
  var withoutThreadNotice: String {
    guard hasPrefix("["), let link = firstRange(of: "fwlink/?linkid=870924") else { return self }
    var lines = self[link.upperBound...].split(separator: "\n", omittingEmptySubsequences: false).dropFirst()
    lines = lines.drop { $0.isEmpty }
    // "Comment:" in that language.
    if lines.first?.last == ":" { lines = lines.dropFirst() }
    let words = lines.map { String($0).trimmed }.joined(separator: "\n").trimmed
    return words.isEmpty ? self : words
  }
}

extension RowGuards.Slot {
  fileprivate var name: String {
    switch self {
    case .row(let id): id.text
    case .free(let slot): slot
    }
  }
}
