import Campaign
package import RunModel
import Spreadsheets

/// A file as it came back, taken apart: its rows, and every place where it says whose sheet it is.
struct ReturnedFile: Sendable {
  /// A place that names a sheet.
  struct Claim: Sendable, Hashable {
    var sheet: SheetID
    /// `the property lmsaccept.sheet`, `Read me!B2`, `line 1`.
    var place: String
  }

  /// A text or a picture on a cell.
  struct Attached<Thing: Sendable>: Sendable {
    /// Index of the table; nil on any other sheet.
    var table: Int?
    var row: Int
    var place: String
    var thing: Thing
  }

  var tables: [FilledTable] = []
  var claims: [Claim] = []
  /// As the custom property has it.
  var project: String?
  var answers = SheetAnswers()
  var notes: [Attached<String>] = []
  var pictures: [Attached<XLSXPicture>] = []
  /// What was read over or could not be read.
  var remarks: [Said] = []
  /// Texts where nothing is read, on sheets and above tables.
  var strays: [StrayTexts] = []
  /// Such of which the remarks say already where they stand.
  var loose: [StrayText] = []
  /// What stands on the sheets around the rows, as it was printed; empty when the file does not say.
  var printed: Set<String> = []
  /// Whether letters outside of the code page may have become question marks.
  var isLossy = false
  var dates = XLSXDateSystem.from1900
}

/// What the tester filled in outside of the table: on the read-me sheet, or above the header of CSV.
struct SheetAnswers: Sendable, Hashable {
  var tester: String?
  var device: String?
  /// When everything was tested that has no day of its own, as written.
  var day: String?
  /// What was answered to "I tested this myself", as written.
  var statement: String?

  private static let testerLabels: Set = ["tested by", "getest door"]
  private static let deviceLabels: Set = [
    "device", "default device", "usual device", "apparaat", "standaardapparaat", "gebruikelijk apparaat",
  ]

  /// What else our sheets say above their table.
  private static let printedLabels: Set = Set(
    Texts.all.flatMap { [PrintedSheet.worksheetName($0), PrintedSheet.guidanceLabel($0), PrintedSheet.hint($0)] }
      .map(\.plainWord))

  /// Behind it an answer is looked for.
  static func isLabel(_ cell: String) -> Bool {
    guard cell.utf8.count <= 200 else { return false }
    let label = plainLabel(cell)
    return [testerLabels, deviceLabels, dayLabels, statementLabels].contains { $0.contains(label) }
  }

  private static func plainLabel(_ cell: String) -> String {
    var label = cell.plainWord
    while label.hasSuffix(":") || label.hasSuffix("?") { label.removeLast() }
    return label.plainWord
  }

  private static let dayLabels: Set = ["date", "datum"]
  private static let statementLabels: Set = [
    "i tested this myself (yes)", "i tested this myself", "ik heb dit zelf getest (ja)", "ik heb dit zelf getest",
  ]

  /// The answer stands in the first filled cell behind its label.
  /// - Returns: whether the cells are blank, or begin with something that is printed there.
  @discardableResult
  mutating func look(in cells: [String]) -> Bool {
    guard let first = cells.firstIndex(where: { !$0.isBlank }) else { return true }
    guard cells[first].utf8.count <= 200 else { return false }
    if Self.printedLabels.contains(cells[first].plainWord) { return true }
    guard Self.isLabel(cells[first]) else { return false }
    let label = Self.plainLabel(cells[first])
    let answer = cells[(first + 1)...].lazy.map(\.trimmed).first { !$0.isEmpty }
    guard let answer, answer.utf8.count <= 400 else { return answer == nil }
    let line = answer.split { $0.isWhitespace }.joined(separator: " ")
    if tester == nil, Self.testerLabels.contains(label) { tester = line }
    if device == nil, Self.deviceLabels.contains(label) { device = line }
    if day == nil, Self.dayLabels.contains(label) { day = line }
    if statement == nil, Self.statementLabels.contains(label) { statement = line }
    return true
  }
}

extension SheetAnswers {
  private static let yes: Set = ["yes", "y", "ja", "j", "true", "waar", "x", "v", "✓", "✔"]
  private static let no: Set = ["no", "n", "nee", "false", "onwaar"]

  /// Whether the tester says to have tested everything in person; nil when nothing, or nothing clear, was said.
  var isOwnWork: Bool? {
    guard let word = statement?.plainWord else { return nil }
    if Self.yes.contains(word) { return true }
    return Self.no.contains(word) ? false : nil
  }
}

/// A sentence in both languages.
package struct Said: Sendable, Hashable {
  package var english: String
  package var dutch: String

  init(_ english: String, _ dutch: String) {
    self.english = english
    self.dutch = dutch
  }

  package func text(_ texts: Texts) -> String { texts(english, dutch) }
}

extension ReturnedFile {
  /// Recognises a file by its content, whatever it is called.
  static func read(_ bytes: [UInt8]) throws(WorksheetProblem) -> ReturnedFile {
    let head = bytes.drop { $0 <= 0x20 }.prefix(5)
    let isOther = [[0x50, 0x4B], [0xD0, 0xCF, 0x11, 0xE0], Array("%PDF".utf8), [0x3C]].contains {
      head.starts(with: $0)
    }
    return if isOther || bytes.isEmpty { try workbook(bytes) } else { try csv(bytes) }
  }

  /// Claims of a row of cells outside of the table.
  /// - Returns: whether it is one of those that our sheets print there.
  @discardableResult
  private mutating func look(in cells: [String], place: (Int) -> String) -> Bool {
    var isPrinted = answers.look(in: cells)
    for (column, cell) in cells.enumerated() where cell.utf8.count <= 400 {
      for word in cell.split(whereSeparator: \.isWhitespace) {
        guard let sheet = SheetID(String(word)) else { continue }
        claims.append(Claim(sheet: sheet, place: place(column)))
        isPrinted = true
      }
    }
    return isPrinted
  }

  /// A row above the table that somebody wrote there.
  private mutating func noteAbove(_ cells: [String], at place: FilledPlace, _ english: String, _ dutch: String) {
    let text = cells.filter { !$0.isBlank }.joined(separator: " ")
    let (one, other) = ("\(english) above the table was not read", "\(dutch) boven de tabel is niet gelezen")
    remarks.append(Said("\(one): \"\(text.shortened)\"", "\(other): \"\(text.shortened)\""))
    loose.append(StrayText(place: place, row: "", said: Said(one, other), text: text))
  }

  /// What stands in a row that we print beside what we print there.
  private mutating func noteBeside(_ cells: [(place: FilledPlace, text: String)], _ strays: inout StrayTexts) {
    var answered = false
    for (number, cell) in cells.filter({ !$0.text.isBlank }).enumerated() {
      // Behind its label stands the answer.
      if number == 0, SheetAnswers.isLabel(cell.text) {
        answered = true
        continue
      }
      if number == 1, answered { continue }
      if !isPrinted(cell.text) { strays.add(cell.text, at: cell.place) }
    }
  }

  private func isPrinted(_ text: String) -> Bool { printed.contains(Self.plainPrint(text)) }

  /// Signs alone stand as they are: of them no letter would be left to compare.
  private static func plainPrint(_ text: String) -> String {
    let letters = text.plainLetters(isLossy: false)
    return letters.isEmpty ? text.trimmed : letters
  }
}

// MARK: CSV

extension ReturnedFile {
  private static let csvLimits = CSVLimits(rows: 20_030)

  private static func csv(_ bytes: [UInt8]) throws(WorksheetProblem) -> ReturnedFile {
    var first: WorksheetProblem?
    // The first line may be a tester's own, without the separator of the rest.
    for separator in [nil, "\t", ";", ","] as [Character?] {
      do throws(WorksheetProblem) {
        return try csv(bytes, separator: separator)
      } catch {
        if case .unreadable(let problem) = error, problem.kind == .encoding || problem.kind == .tooLarge { throw error }
        first = (first?.saysMore(than: error) ?? false) ? first : error
      }
    }
    throw first ?? .noHeader
  }

  private static func csv(_ bytes: [UInt8], separator: Character?) throws(WorksheetProblem) -> ReturnedFile {
    let table: CSVTable
    do {
      table = try CSVReader(limits: csvLimits, separator: separator, sentinel: WorksheetColumn.sentinel).read(bytes)
    } catch {
      throw .unreadable(error)
    }
    var file = ReturnedFile()
    file.isLossy = table.encoding == .windows1252 || table.encoding == .macRoman
    switch FilledHeader().find(in: table.rows.lazy.map(\.fields)) {
    case .header(let row, let places):
      let header = table.rows[row]
      for above in table.rows[..<row] {
        let place = FilledPlace(row: above.line, isLine: true)
        guard file.look(in: above.fields, place: { _ in "line \(above.line)" }) else {
          file.noteAbove(above.fields, at: place, "line \(above.line)", "regel \(above.line)")
          continue
        }
        let more = PrintedSheet.behindPrinted(above.fields)
        if more.isEmpty { continue }
        file.noteAbove(more, at: place, "line \(above.line)", "regel \(above.line)")
      }
      file.tables = [FilledTable(csv: table.rows[(row + 1)...], header: header, places: places)]
      return file
    case .lacking(let row, let columns): throw .lackingColumns("line \(table.rows[row].line)", columns.map(\.key))
    case .doubled(let row, let name): throw .doubledColumn("line \(table.rows[row].line)", name)
    case .nothing: throw .noHeader
    }
  }
}

// MARK: Workbooks

extension ReturnedFile {
  /// A remark may be longer than Excel lets people type: LibreOffice and scripts have no such limit.
  private static var limits: XLSXLimits {
    var limits = XLSXLimits()
    limits.cellUnits = 131_072
    // The hidden sheet has a line for each row, and some beside them.
    limits.rows = 20_200
    return limits
  }

  private static func workbook(_ bytes: [UInt8]) throws(WorksheetProblem) -> ReturnedFile {
    let workbook: XLSXWorkbook
    do {
      workbook = try XLSXReader(limits: limits).read(bytes)
    } catch {
      throw .unreadableWorkbook(error)
    }
    var file = ReturnedFile()
    file.dates = workbook.dates
    for property in workbook.properties {
      if property.name == "lmsaccept.project" { file.project = property.text }
      guard property.name == "lmsaccept.sheet", let sheet = SheetID(property.text) else { continue }
      file.claims.append(Claim(sheet: sheet, place: "the property lmsaccept.sheet"))
    }
    var header = FilledHeader()
    for sheet in workbook.sheets where sheet.isKeySheet {
      header.labels.merge(sheet.labels) { first, _ in first }
      file.printed.formUnion(sheet.printed.map(plainPrint))
    }
    var fault: WorksheetProblem?
    for sheet in workbook.sheets {
      if sheet.isKeySheet { file.lookAtCells(of: sheet) } else { try file.take(sheet, header, fault: &fault) }
    }
    if file.tables.isEmpty { throw fault ?? .noHeader }
    for place in file.tables.indices { file.tables[place].isOneOfSeveral = file.tables.count > 1 }
    file.note(workbook.notices)
    return file
  }

  private mutating func take(
    _ sheet: XLSXSheet, _ header: FilledHeader, fault: inout WorksheetProblem?
  ) throws(WorksheetProblem) {
    var table: Int?
    switch header.find(in: sheet.rows.lazy.map(\.texts)) {
    case .header(let row, let places):
      table = tables.count
      for above in sheet.rows[..<row] {
        let place = above.place(of: above.cells.first { !$0.text.isBlank }, on: sheet.name)
        let name = place.description
        if !look(at: above, of: sheet) {
          noteAbove(above.cells.map(\.text), at: place, name, name)
        } else if !printed.isEmpty {
          var more = StrayTexts("what stands above the table", "wat boven de tabel staat", sheet: sheet.name)
          noteBeside(above.cells.map { (above.place(of: $0, on: sheet.name), $0.text) }, &more)
          if !more.isEmpty { strays.append(more) }
        }
      }
      tables.append(
        FilledTable(workbook: sheet.rows[(row + 1)...], name: sheet.name, header: sheet.rows[row], places: places))
    case .lacking(let row, let columns):
      fault = fault ?? .lackingColumns("\(sheet.name), row \(sheet.rows[row].number)", columns.map(\.key))
      lookAtCells(of: sheet)
      noteStrays(of: sheet)
    // To go on with one of them would be to guess which the tester meant.
    case .doubled(let row, let name): throw .doubledColumn("\(sheet.name), row \(sheet.rows[row].number)", name)
    case .nothing:
      lookAtCells(of: sheet)
      noteStrays(of: sheet)
    }
    for note in sheet.notes {
      notes.append(
        Attached(table: table, row: note.address.row, place: "\(sheet.name)!\(note.address)", thing: note.text))
    }
    for picture in sheet.pictures {
      let place = picture.address.map { "\(sheet.name)!\($0)" } ?? sheet.name
      pictures.append(
        Attached(
          table: picture.address == nil ? nil : table, row: picture.address?.row ?? 0, place: place, thing: picture))
    }
    if table != nil { note(sheet.merged, header: tables.last?.headerRow ?? 0) }
  }

  /// The hidden sheet holds thousands of rows; what says whose it is stands on top.
  private mutating func lookAtCells(of sheet: XLSXSheet) {
    for row in sheet.rows.prefix(60) { look(at: row, of: sheet) }
  }

  /// A sheet that a tester added, of which nothing is read, or what a tester wrote between our words on one of ours.
  private mutating func noteStrays(of sheet: XLSXSheet) {
    let isOurs = PrintedSheet.sheetNames.contains(sheet.name.plainWord)
    let isList = sheet.name.plainWord == PrintedSheet.listName
    // A sheet of which we did not repeat the words begins with some that are not known.
    if isList || isOurs && !isPrinted(sheet.rows.first?.cells.first?.text ?? "") { return }
    var more =
      isOurs
      ? StrayTexts("text on \"\(sheet.name)\"", "tekst op \"\(sheet.name)\"", sheet: sheet.name)
      : StrayTexts("sheet \"\(sheet.name)\"", "blad \"\(sheet.name)\"", sheet: sheet.name)
    for row in sheet.rows {
      let cells = row.cells.map { (row.place(of: $0, on: nil), $0.text) }
      if isOurs {
        noteBeside(cells, &more)
      } else {
        for (place, text) in cells where !text.isBlank { more.add(text, at: place) }
      }
    }
    if !more.isEmpty { strays.append(more) }
  }

  @discardableResult
  private mutating func look(at row: XLSXRow, of sheet: XLSXSheet) -> Bool {
    look(in: row.cells.map(\.text)) { "\(sheet.name)!\(row.cells[$0].address)" }
  }

  private mutating func note(_ merged: [XLSXRange], header: Int) {
    for range in merged where range.last.row > header && range.first != range.last {
      remarks.append(
        Said(
          "cells \(range) were merged: only the first of them has a content",
          "de cellen \(range) zijn samengevoegd: alleen de eerste heeft inhoud"))
    }
  }

  private mutating func note(_ notices: [XLSXNotice]) {
    for notice in notices {
      switch notice {
      // Those in cells that are read are told with their row.
      case .formulas, .skippedSheet: break
      case .externalLink:
        remarks.append(
          Said("links to other files were not followed", "koppelingen met andere bestanden zijn niet gevolgd"))
      case .embedded(let part):
        remarks.append(
          Said("an embedded file was not opened: \(part)", "een ingevoegd bestand is niet geopend: \(part)"))
      case .richValue(let sheet, let address):
        remarks.append(
          Said(
            "\(sheet)!\(address): a picture in a cell cannot be read; paste it over the cells",
            "\(sheet)!\(address): een afbeelding in een cel is niet te lezen; plak haar over de cellen"))
      case .looseDrawing(let sheet, _):
        remarks.append(
          Said(
            "\(sheet): a drawing cannot be tied to a row; it stays in the received file",
            "\(sheet): een tekening hoort bij geen rij; zij blijft in het ontvangen bestand"))
      }
    }
  }
}

extension XLSXSheet {
  /// The hidden sheet of keys, also where a program made it visible.
  fileprivate var isKeySheet: Bool { name.lowercased().hasPrefix("_lmsaccept") }

  /// The labels as printed: a row with a column's key, and the label behind it.
  fileprivate var labels: [String: WorksheetColumn] {
    let keys = Dictionary(uniqueKeysWithValues: WorksheetColumn.allCases.map { ($0.key, $0) })
    var labels: [String: WorksheetColumn] = [:]
    for row in rows.prefix(200) {
      for (one, next) in zip(row.cells, row.cells.dropFirst()) {
        guard let column = keys[one.text.plainKey], !next.text.isBlank, next.text.utf8.count <= 200 else { continue }
        labels[next.text.plainWord] = column
      }
    }
    return labels
  }
}

extension XLSXSheet {
  /// What the key sheet says was printed on the sheets around the rows.
  fileprivate var printed: [String] {
    rows.prefix(1_000).filter { $0.cells.first?.text == PrintedSheet.printedKey }.flatMap {
      $0.cells.dropFirst().map(\.text)
    }
  }
}

extension XLSXRow {
  /// - Parameter sheet: nil where the sentence names it.
  fileprivate func place(of cell: XLSXCell?, on sheet: String?) -> FilledPlace {
    FilledPlace(sheet: sheet, row: number, column: cell?.address.column, isLine: false)
  }

  /// Texts by place, gaps filled; long ones cannot be a header's.
  fileprivate var texts: [String] {
    var texts: [String] = []
    for cell in cells {
      while texts.count < cell.address.column - 1 { texts.append("") }
      texts.append(cell.text)
    }
    return texts
  }
}

extension String {
  /// `column.verdict` and `verdict` name the same column.
  fileprivate var plainKey: String {
    let word = plainWord
    return word.hasPrefix("column.") ? String(word.dropFirst(7)) : word
  }
}
