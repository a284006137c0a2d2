import Campaign
import Diagnostics
import RunModel
import Spreadsheets

extension PrintedSheet {
  var evidenceName: String { Self.evidenceName(texts) }

  static func evidenceName(_ texts: Texts) -> String { texts("What the machine saw", "Wat de machine zag") }

  /// Rows above the first one.
  private static let evidenceHeadRows = 3

  /// Where the evidence of each row stands, by place in the draft.
  ///
  /// It is in the workbook itself: a worksheet is mailed, and a link to a file would lead nowhere.
  var evidencePlaces: [Int: XLSXAddress] {
    var places: [Int: XLSXAddress] = [:]
    for (place, row) in draft.rows.enumerated() where row.evidence != nil {
      places[place] = XLSXAddress(row: Self.evidenceHeadRows + places.count + 1, column: 1)
    }
    return places
  }

  /// nil when the machine left nothing to judge.
  var evidence: XLSXDraft.Sheet? {
    let rows = draft.rows.enumerated().filter { $0.element.evidence != nil }
    if rows.isEmpty { return nil }
    var sheet = XLSXDraft.Sheet(name: evidenceName)
    sheet.columns = [11, 26, 44, 44, 44, 30].map { XLSXDraft.Column(width: $0) }
    let title = XLSXDraft.Format.plain.with {
      $0.isBold = true
      $0.size = 14
    }
    let head = texts(
      "What the machine compared in the rows that it leaves to you. Judge the LMS, not this table; write on the worksheet, not here.",
      "Wat de machine vergeleek bij de rijen die zij aan u overlaat. Beoordeel het LMS, niet deze tabel; schrijf op het werkblad, niet hier."
    )
    let labels = [
      texts("Row", "Rij"), "Scenario", texts("Step", "Stap"), texts("Expected", "Verwacht"),
      texts("Found", "Gevonden"), texts("For the lead", "Voor de leider"),
    ]
    sheet.rows = [
      XLSXDraft.Row([.text(evidenceName, title)], height: 24), XLSXDraft.Row([.text(head)]),
      XLSXDraft.Row(labels.map { .text($0, .header) }),
    ]
    for (_, row) in rows {
      guard let evidence = row.evidence else { continue }
      let found = [evidence.found, evidence.message].filter { !$0.isEmpty }.joined(separator: "\n")
      let cells = [
        row.id.text, row.scenario.text, evidence.step, evidence.expected, found,
        "lmsaccept show \(evidence.run) \(row.person.scenarioID)",
      ]
      var line = XLSXDraft.Row(cells.map { .text(writableText($0), .wrapped) })
      line.height = line.fittingHeight(sheet.columns)
      sheet.rows.append(line)
    }
    sheet.frozenRows = Self.evidenceHeadRows
    sheet.protection = XLSXDraft.Protection()
    sheet.page.isLandscape = true
    sheet.page.fitsWidth = true
    return sheet
  }
}
