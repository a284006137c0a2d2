import Campaign
import Diagnostics
import RunModel
import Spreadsheets

extension PrintedSheet {
  package enum CSVDialect: String, Sendable, CaseIterable {
    /// As spreadsheet programs of the sheet's language open it: labels, byte order mark, formulas guarded.
    case people
    /// RFC 4180: keys, UTF-8 without a mark, comma, nothing before the header.
    case rfc4180
  }

  /// In people's dialect the first lines say whose it is and how to fill it in:
  ///
  ///     Werkblad;S-7K2QXBM;noord-lms;ronde 1;cursist
  ///     Getest door;Sanne de Vries
  ///     Zo vult u in;Oordeel is een van: Geslaagd, Geslaagd met opmerking, …
  ///     Rij;Nr;Scenario;…;check é
  ///     R-7K2QXBM;1;CRT-01 Een certificaat;…;R-7K2QXBM/B2CD3FGH/S-7K2QXBM
  package func csv(_ dialect: CSVDialect = .people) -> [UInt8] {
    var writer = CSVWriter(dialect == .people ? .people(language: texts.language) : .programs)
    if dialect == .people {
      writer.row([
        texts("Worksheet", "Werkblad"), issued.id, around.project,
        texts("round ", "ronde ") + "\(issued.request.round)", draft.roleName,
      ])
      writer.row([texts("Tested by", "Getest door"), draft.tester])
      writer.row([Self.guidanceLabel(texts), guidance])
    }
    writer.row(WorksheetColumn.allCases.map { dialect == .people ? $0.label(texts) : $0.key })
    for (place, row) in draft.rows.enumerated() {
      let person = row.person
      writer.row(WorksheetColumn.allCases.map { text($0, of: row, person, number: place + 1).visible })
    }
    for number in 1...Self.freeRows {
      writer.row(WorksheetColumn.allCases.map { text($0, freeRow: number) })
    }
    return writer.bytes
  }

  /// What stands behind the cells that we print in one of the first lines, or behind the answer to one.
  static func behindPrinted(_ cells: [String]) -> [String] {
    let filled = cells.filter { !$0.isBlank }
    guard let first = filled.first else { return [] }
    func isOne(_ label: (Texts) -> String) -> Bool { Texts.all.contains { label($0).plainWord == first.plainWord } }
    if SheetAnswers.isLabel(first) || isOne(guidanceLabel) { return Array(filled.dropFirst(2)) }
    return isOne(worksheetName) ? cells.dropFirst(5).filter { !$0.isBlank } : []
  }

  static func guidanceLabel(_ texts: Texts) -> String { texts("How to fill in", "Zo vult u in") }

  private var guidance: String {
    let verdicts = Verdict.allCases.map { texts.name($0) }.joined(separator: ", ")
    let severities = Severity.allCases.map { texts.name($0) }.joined(separator: ", ")
    return texts(
      """
      Verdict is one of: \(verdicts). Anything but Passed needs what you saw. Severity only with Failed: \(severities). \
      Leave a row empty when you did not get to it. Do not change the first and the last column.
      """,
      """
      Oordeel is een van: \(verdicts). Bij alles behalve Geslaagd schrijft u op wat u zag. Ernst alleen bij Gefaald: \
      \(severities). Laat een rij leeg als u er niet aan toekwam. Laat de eerste en de laatste kolom zoals ze zijn.
      """)
  }
}
