import Campaign
import Worksheets

/// What testers and their programs do to a worksheet, one thing each, at a random place.
enum Mutation: String, CaseIterable {
  // Nothing of this may cost a single row.
  case sorted, reversed, rowDeleted, doubledAlike, blankRow, headerLower, headerUpper, headerTranslated, headerKeys,
    columnMoved, columnsReversed, columnAdded, idLowerCase, idSpaced, idWithoutDash, idOtherDash, checkLowerCase,
    wordingEdited, synonym, fillerSpaces, dayText, daySerial, formulaRemark, longRemark, controlCharacter, picture,
    noteOnCell, hiddenRow, keysVisible, extraRemark, lineAbove, otherTesterName
  // These concern rows, and only the rows they concern may be lost.
  case idDamaged, idGone, checkGone, checkDamaged, rowOfOtherSheet, doubledOtherwise, unclearVerdict,
    failedWithoutWords,
    passedWithSeverity, unclearDay, impossibleDay, futureDay, rowInserted, merged, textBelow, openFormula, olderWording
  // These concern many rows.
  case guardSorted, wordsSorted, allButGuardsSorted

  var isBenign: Bool {
    (Mutation.allCases.firstIndex(of: self) ?? 0) <= (Mutation.allCases.firstIndex(of: .otherTesterName) ?? 0)
  }
  var needsWorkbook: Bool {
    [
      .daySerial, .formulaRemark, .picture, .noteOnCell, .hiddenRow, .keysVisible, .merged, .openFormula,
      .controlCharacter,
    ]
    .contains(self)
  }
}

/// A sheet on its way through mutations, and what must come of it.
struct MutatedSheet {
  var sheet: FilledSheet
  /// Rows that were concerned: whatever becomes of them, it is not wrong.
  var concerned: Set<String> = []
  /// What the good rows must say: row id -> remark.
  var remarks: [String: String] = [:]
  /// Once rows and columns are out of step, ids cannot be followed any further.
  var isTornApart = false
  private let texts: [String]

  init(_ sheet: FilledSheet, texts: [String], using random: inout Generator) {
    self.sheet = sheet
    self.texts = texts
    for row in sheet.rows.indices where !id(row).hasPrefix("R-NEW") {
      let remark = id(row) + (0..<Int.random(in: 0...4, using: &random)).map { _ in Self.pick(texts, &random) }.joined()
      self.sheet[row, "observed"] = remark
      remarks[id(row)] = remark
    }
  }

  private static func pick<Element>(_ elements: [Element], _ random: inout Generator) -> Element {
    elements[Int.random(in: 0..<elements.count, using: &random)]
  }

  private func id(_ row: Int) -> String { sheet[row, "row"] }

  /// The id that the row was handed out with, whatever happened to its cells since.
  private func origin(_ row: Int) -> String {
    let written = sheet[row, "observed"]
    return remarks.keys.first { written.hasPrefix($0) } ?? ""
  }

  private func hasDifferingCopies(_ id: String) -> Bool {
    let columns = ["check", "verdict", "observed", "severity", "class", "evidence", "tested_at", "minutes", "device"]
    let copies = judged().filter { origin($0) == id }.map { row in
      columns.map { sheet.rows[row].cells[sheet.place($0)] }
    }
    return Set(copies).count > 1
  }

  private func judged() -> [Int] { sheet.rows.indices.filter { !origin($0).isEmpty } }

  mutating func apply(_ mutation: Mutation, _ random: inout Generator) {
    let rows = judged()
    guard rows.count > 1 else { return }
    let row = Self.pick(rows, &random)
    defer {
      // Copies of a row that no longer say the same are for the lead.
      let origins = judged().map { origin($0) }
      concerned.formUnion(
        Dictionary(grouping: origins) { $0 }.filter { $0.value.count > 1 && hasDifferingCopies($0.key) }.keys)
    }
    switch mutation {
    case .sorted: sheet.rows.shuffle(using: &random)
    case .reversed: sheet.rows.reverse()
    case .rowDeleted:
      remarks[origin(row)] = nil
      concerned.insert(origin(row))
      sheet.rows.remove(at: row)
    case .doubledAlike: sheet.rows.insert(sheet.rows[row], at: row + 1)
    case .blankRow:
      sheet.rows.insert(.init(cells: sheet.columns.map { _ in .text(" ") }), at: row)
    case .headerLower: sheet.columns = sheet.columns.map { $0.lowercased() }
    case .headerUpper: sheet.columns = sheet.columns.map { $0 == "check é" ? $0 : $0.uppercased() }
    case .headerTranslated: rename(Returning.labels["en"] ?? [])
    // The accent in the last header tells code pages apart; without it other bytes than UTF-8 are refused.
    case .headerKeys: rename(Returning.keys.map { $0 == "check" ? "check é" : $0 })
    case .columnMoved:
      moveColumn(
        from: Int.random(in: 0..<sheet.columns.count, using: &random),
        to: Int.random(in: 0..<sheet.columns.count, using: &random))
    case .columnsReversed:
      let count = sheet.columns.count
      for place in 0..<count { moveColumn(from: count - 1, to: place) }
    case .columnAdded: addColumn(at: Int.random(in: 0...sheet.columns.count, using: &random))
    default: applyToRow(mutation, row, &random)
    }
  }

  private mutating func applyToRow(_ mutation: Mutation, _ row: Int, _ random: inout Generator) {
    switch mutation {
    case .idLowerCase: sheet[row, "row"] = id(row).lowercased()
    case .idSpaced: sheet[row, "row"] = " " + id(row).map { "\($0) " }.joined()
    case .idWithoutDash: sheet[row, "row"] = id(row).filter { $0 != "-" }
    case .idOtherDash:
      sheet[row, "row"] = id(row).split(separator: "-").joined(separator: sheetTakesAll ? "\u{2011}" : "–")
    case .checkLowerCase: sheet[row, "check"] = sheet[row, "check"].lowercased()
    case .wordingEdited: sheet[row, "expect"] = sheet[row, "expect"] + " and more"
    case .synonym: sheet[row, "verdict"] = Self.pick(["ok", "GOED", "pass", "v", "Akkoord", "ja"], &random)
    case .fillerSpaces: sheet[row, "verdict"] = "  geslaagd \t"
    case .dayText:
      sheet[row, "tested_at"] = Self.pick(
        [
          "2026-11-23", "23-11-2026", "23/11/2026", "11/23/2026", "23.11.2026 14:05", "2026-11-23T14:05:00",
          "23 nov 2026",
        ],
        &random)
    case .daySerial:
      let serial = sheet.is1904 ? 46_349.0 - 1_462 : 46_349
      set(row, "tested_at", .day(serial + Self.pick([0, 0.5], &random)))
    case .formulaRemark: set(row, "observed", .formula("A1&\"x\"", sheet[row, "observed"]))
    case .longRemark: grow(row, by: String(repeating: "lang ", count: 8_000))
    case .controlCharacter: grow(row, by: "\u{1}\u{8}|_x0041_")
    case .picture: sheet.rows[row].picture = Int.random(in: 0..<sheet.columns.count, using: &random)
    case .noteOnCell:
      sheet.rows[row].note = (Int.random(in: 0..<sheet.columns.count, using: &random), "a note\nof two lines")
    case .hiddenRow: sheet.rows[row].isHidden = true
    case .keysVisible: sheet.keysAreVisible = true
    case .extraRemark: addExtra(&random)
    case .lineAbove: sheet.above.insert(["Groeten", "van, ons; allen"], at: 0)
    case .otherTesterName: sheet.tester = Self.pick(["joris", " JORIS ", "Joris de Boer"], &random)
    default: harm(mutation, row, &random)
    }
  }

  private mutating func harm(_ mutation: Mutation, _ row: Int, _ random: inout Generator) {
    concerned.insert(origin(row))
    switch mutation {
    case .idDamaged:
      let letters = Array(id(row))
      guard let last = letters.last else { return }
      sheet[row, "row"] = String(letters.dropLast()) + (last == "2" ? "3" : "2")
    case .idGone: sheet[row, "row"] = ""
    case .checkGone: sheet[row, "check"] = ""
    case .checkDamaged:
      sheet[row, "check"] = String(sheet[row, "check"].dropLast(Int.random(in: 1...12, using: &random)))
    case .rowOfOtherSheet:
      sheet[row, "check"] =
        sheet[row, "check"].split(separator: "/").dropLast().joined(separator: "/") + "/\(Returning.anna.id)"
    case .doubledOtherwise:
      sheet.rows.append(sheet.rows[row])
      sheet[sheet.rows.count - 1, "verdict"] = "Geblokkeerd"
    case .unclearVerdict:
      sheet[row, "verdict"] = Self.pick(["Geslaagd?", "OK maar", "x", "1", "Geslaagd/Gefaald"], &random)
    case .failedWithoutWords:
      sheet[row, "verdict"] = "Gefaald"
      sheet[row, "observed"] = " "
    case .passedWithSeverity: sheet[row, "severity"] = "Ernstig"
    case .unclearDay: sheet[row, "tested_at"] = Self.pick(["gisteren", "14:05", "23-11", "november"], &random)
    case .impossibleDay: sheet[row, "tested_at"] = "31-11-2026"
    case .futureDay: sheet[row, "tested_at"] = Self.pick(["2027-01-01", "1-1-2020"], &random)
    case .rowInserted:
      var cells = sheet.columns.map { _ in FilledSheet.Cell.text("") }
      cells[sheet.place("verdict")] = .text("Geslaagd")
      sheet.rows.insert(.init(cells: cells), at: row)
    case .merged:
      // Programs empty all cells of a merged range but the first.
      guard row + 1 < sheet.rows.count else { return }
      concerned.insert(origin(row + 1))
      set(row + 1, "verdict", .text(""))
      sheet.merged.append((row, sheet.place("verdict"), 2, 1))
    case .textBelow: sheet.rows.append(.init(cells: [.text("Groeten, Joris")]))
    case .openFormula: set(row, "verdict", .formula("J6", nil))
    case .olderWording:
      let parts = sheet[row, "check"].split(separator: "/")
      guard parts.count == 3 else { return }
      sheet[row, "check"] = "\(parts[0])/22222222/\(parts[2])"
    default: tear(mutation, &random)
    }
  }

  private mutating func tear(_ mutation: Mutation, _ random: inout Generator) {
    isTornApart = true
    concerned.formUnion(remarks.keys)
    let columns: [String] =
      switch mutation {
      case .guardSorted: [Self.pick(["row", "check"], &random)]
      case .wordsSorted: [Self.pick(["do", "expect"], &random)]
      default: sheet.keys.filter { !["row", "check", ""].contains($0) }
      }
    let order = sheet.rows.indices.shuffled(using: &random)
    let before = sheet.rows
    for (place, other) in order.enumerated() where other < before.count {
      for column in columns {
        let at = sheet.place(column)
        guard at < sheet.rows[place].cells.count, at < before[other].cells.count else { continue }
        sheet.rows[place].cells[at] = before[other].cells[at]
      }
    }
  }

  // MARK: Pieces

  var sheetTakesAll = true

  private mutating func set(_ row: Int, _ key: String, _ cell: FilledSheet.Cell) {
    guard sheet.rows[row].cells.indices.contains(sheet.place(key)) else { return }
    sheet.rows[row].cells[sheet.place(key)] = cell
  }

  private mutating func grow(_ row: Int, by text: String) {
    guard case .text(let remark) = sheet.rows[row].cells[sheet.place("observed")] else { return }
    let id = origin(row)
    for other in sheet.rows.indices where origin(other) == id {
      // A doubled row must stay the same as the other.
      guard case .text(remark) = sheet.rows[other].cells[sheet.place("observed")] else { continue }
      sheet[other, "observed"] = remark + text
    }
    remarks[id] = remark + text
  }

  private mutating func addExtra(_ random: inout Generator) {
    guard let free = sheet.rows.indices.first(where: { id($0).hasPrefix("R-NEW") }) else { return }
    sheet[free, "observed"] = "extra " + Self.pick(texts, &random) + "!"
    sheet[free, "severity"] = "Matig"
    sheet[free, "class"] = "Wens"
  }

  private mutating func rename(_ labels: [String]) {
    for (key, label) in zip(Returning.keys, labels) where sheet.place(key) >= 0 {
      sheet.columns[sheet.place(key)] = label
    }
  }

  private mutating func moveColumn(from: Int, to: Int) {
    let to = min(to, sheet.columns.count - 1)
    sheet.columns.insert(sheet.columns.remove(at: from), at: to)
    sheet.keys.insert(sheet.keys.remove(at: from), at: to)
    for row in sheet.rows.indices {
      while sheet.rows[row].cells.count < sheet.columns.count { sheet.rows[row].cells.append(.text("")) }
      sheet.rows[row].cells.insert(sheet.rows[row].cells.remove(at: from), at: to)
    }
    sheet.merged = []
  }

  private mutating func addColumn(at place: Int) {
    sheet.columns.insert("Mijn notities", at: place)
    sheet.keys.insert("", at: place)
    for row in sheet.rows.indices {
      while sheet.rows[row].cells.count < place { sheet.rows[row].cells.append(.text("")) }
      let isBlank = sheet.rows[row].cells.allSatisfy { $0.text.allSatisfy(\.isWhitespace) }
      sheet.rows[row].cells.insert(.text(isBlank ? "" : "x"), at: place)
    }
    sheet.merged = []
  }
}
