import RunModel
import Spreadsheets

/// The rows of a returned worksheet of which nothing was stored, for the lead: where, why, and what the tester wrote.
package struct ProblemFile: Sendable {
  /// `problems-S-7K2QXBM.csv`
  package var name: String
  package var bytes: [UInt8]
}

extension WorksheetImport {
  /// nil when every row was good and clear, and nothing stands where nothing is read.
  ///
  /// - Parameter language: of the lead.
  package func problemFile(language: String) -> ProblemFile? {
    if problems.isEmpty, strays.isEmpty { return nil }
    let texts = Texts(language: language)
    var writer = CSVWriter(.people(language: language))
    writer.row(
      [
        texts("File", "Bestand"), texts("Place", "Plaats"), texts("Row", "Rij"), texts("Class", "Klasse"),
        texts("Why", "Waarom"), texts("Tester", "Tester"),
      ] + WorksheetColumn.filled.map { $0.label(texts) })
    for problem in problems {
      let start = [
        worksheet.name, problem.remark.place.text { texts($0, $1) }, problem.remark.row,
        Self.name(problem.rowClass, texts), problem.remark.said.text(texts), tester,
      ]
      writer.row(start + WorksheetColumn.filled.map { problem.written[$0.key] ?? "" })
    }
    for stray in strays {
      // Whole, under what was seen: there the lead looks for words of a tester.
      let start = [
        worksheet.name, stray.place.text { texts($0, $1) }, stray.row, texts("not read", "niet gelezen"),
        stray.said.text(texts), tester,
      ]
      writer.row(start + WorksheetColumn.filled.map { $0 == .observed ? stray.text : "" })
    }
    return ProblemFile(name: "problems-\(worksheet.sheet?.id.text ?? "S").csv", bytes: writer.bytes)
  }

  private static func name(_ rowClass: RowClass, _ texts: Texts) -> String {
    switch rowClass {
    case .good: texts("not clear", "niet duidelijk")
    case .stale: texts("stale", "verouderd")
    case .duplicate: texts("duplicate", "dubbel")
    case .unknown: texts("unknown", "onbekend")
    case .damaged: texts("damaged", "beschadigd")
    }
  }
}
