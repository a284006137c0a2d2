import RunModel

/// What a tester filled in on one row, as text.
struct FilledRow: Sendable {
  let verdict: String
  /// Character for character; empty when there is nothing but white space.
  let observed: String
  let severity: String
  let kind: String
  let evidence: String
  let testedAt: FilledCell
  let minutes: String
  let device: String
  /// Columns with a formula, and one for which the file has no result.
  let formulas: [WorksheetColumn]
  let openFormula: WorksheetColumn?
  /// Characters that a text cannot hold were replaced.
  let hadNUL: Bool

  init(_ table: FilledTable, _ index: Int) {
    var formulas: [WorksheetColumn] = []
    var openFormula: WorksheetColumn?
    var hadNUL = false
    func cell(_ column: WorksheetColumn) -> FilledCell {
      var cell = table.cell(index, column)
      switch cell.kind {
      case .formula: formulas.append(column)
      case .openFormula: openFormula = openFormula ?? column
      default: break
      }
      if cell.text.utf8.contains(0) {
        hadNUL = true
        cell.text = cell.text.replacingNUL
      }
      return cell
    }
    func whole(_ column: WorksheetColumn) -> String {
      let text = cell(column).text
      return text.isBlank ? "" : text
    }
    verdict = cell(.verdict).text.trimmed
    observed = whole(.observed)
    severity = cell(.severity).text.trimmed
    kind = cell(.kind).text.trimmed
    evidence = whole(.evidence)
    testedAt = cell(.testedAt)
    minutes = cell(.minutes).text.trimmed
    device = cell(.device).text.trimmed
    self.formulas = formulas
    self.openFormula = openFormula
    self.hadNUL = hadNUL
  }

  /// Nothing that says anything about the test; a day or a device may have been filled in beforehand.
  var isEmpty: Bool { verdict.isEmpty && observed.isEmpty && severity.isEmpty && kind.isEmpty && evidence.isEmpty }
}

/// A row's words, understood.
struct UnderstoodRow: Sendable {
  var verdict: Verdict?
  var severity: Severity?
  var kind = ""
  var testedOn = ""
  /// Words that are not the sheet's own.
  var synonyms: [(column: WorksheetColumn, said: Said)] = []
}

/// Reads the words of a row and holds them against the rules; one that is not clear is a problem, never a guess.
struct RowRules: Sendable {
  var days: TestDayReader
  var needsCommentOnPass: Bool

  struct Fault: Error {
    var column: WorksheetColumn
    var said: Said

    init(_ column: WorksheetColumn, _ english: String, _ dutch: String) {
      self.column = column
      said = Said(english, dutch)
    }
  }

  private static let english = Texts(language: "en")
  private static let dutch = Texts(language: "nl")

  func understand(_ row: FilledRow) throws(Fault) -> UnderstoodRow {
    if let column = row.openFormula {
      throw Fault(
        column, "the formula in \"\(column.label(Self.english))\" has no result in the file",
        "de formule in \"\(column.label(Self.dutch))\" heeft geen uitkomst in het bestand")
    }
    var understood = UnderstoodRow()
    if !row.verdict.isEmpty {
      guard let verdict = VerdictWords.verdict(row.verdict) else {
        throw Fault(
          .verdict, "verdict \"\(row.verdict.shortened)\" is not clear",
          "oordeel \"\(row.verdict.shortened)\" is niet duidelijk")
      }
      understood.verdict = verdict.value
      let (english, dutch) = (Self.english.name(verdict.value), Self.dutch.name(verdict.value))
      if verdict.isSynonym { understood.note(.verdict, row.verdict, english, dutch) }
    }
    try readSeverity(row, &understood)
    switch days.read(row.testedAt) {
    case .none: break
    case .unclear(let said): throw Fault(.testedAt, said.english, said.dutch)
    case .day(let day):
      understood.testedOn = day.text
      if day.isSynonym { understood.note(.testedAt, row.testedAt.text.trimmed, day.text, day.text) }
    }
    return understood
  }

  private func readSeverity(_ row: FilledRow, _ understood: inout UnderstoodRow) throws(Fault) {
    if !row.severity.isEmpty {
      guard let severity = VerdictWords.severity(row.severity) else {
        throw Fault(
          .severity, "severity \"\(row.severity.shortened)\" is not clear",
          "ernst \"\(row.severity.shortened)\" is niet duidelijk")
      }
      understood.severity = severity.value
      let (english, dutch) = (Self.english.name(severity.value), Self.dutch.name(severity.value))
      if severity.isSynonym { understood.note(.severity, row.severity, english, dutch) }
    }
    if row.kind.isEmpty { return }
    guard let kind = VerdictWords.kind(row.kind) else {
      throw Fault(
        .kind, "kind \"\(row.kind.shortened)\" is not clear", "soort \"\(row.kind.shortened)\" is niet duidelijk")
    }
    understood.kind = kind.value
    if kind.isSynonym { understood.note(.kind, row.kind, kind.value, kind.value) }
  }

  /// What does not go together in a row that has a verdict.
  func check(_ verdict: Verdict, _ understood: UnderstoodRow, _ row: FilledRow) throws(Fault) {
    let (english, dutch) = (Self.english.name(verdict), Self.dutch.name(verdict))
    if row.observed.isEmpty, verdict != .passed || needsCommentOnPass {
      throw Fault(.observed, "\(english) needs what was seen", "bij \(dutch) hoort wat u zag")
    }
    if understood.severity != nil, verdict != .failed {
      throw Fault(
        .severity, "a severity (\(row.severity)), but the verdict is \(english)",
        "een ernst (\(row.severity)), maar het oordeel is \(dutch)")
    }
    if understood.kind == "defect", verdict == .passed {
      throw Fault(
        .kind, "a defect (\(row.kind)), but the verdict is \(english)",
        "een gebrek (\(row.kind)), maar het oordeel is \(dutch)")
    }
  }
}

extension UnderstoodRow {
  fileprivate mutating func note(_ column: WorksheetColumn, _ word: String, _ english: String, _ dutch: String) {
    synonyms.append(
      (column, Said("\"\(word.shortened)\" was read as \(english)", "\"\(word.shortened)\" is gelezen als \(dutch)")))
  }
}

extension String {
  /// One line of at most sixty characters, for a sentence about it.
  var shortened: String {
    let line = split { $0.isWhitespace }.joined(separator: " ")
    return line.count > 60 ? String(line.prefix(59)) + "…" : line
  }
}

extension String {
  /// SQLite ends a text at its first NUL, and the rest would be lost without a word.
  var replacingNUL: String {
    guard utf8.contains(0) else { return self }
    return String(String.UnicodeScalarView(unicodeScalars.map { $0.value == 0 ? "\u{FFFD}" : $0 }))
  }
}
