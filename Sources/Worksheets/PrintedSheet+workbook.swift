import Campaign
import Diagnostics
import RunModel
package import Spreadsheets

extension PrintedSheet {
  /// The workbook for Excel and LibreOffice; the same sheet always gives the same bytes.
  ///
  /// - Throws: what a workbook cannot hold, with the cell: a text of more than 32,767 characters.
  package func workbook() throws(XLSXProblem) -> XLSXFile {
    var draft = XLSXDraft(
      sheets: [readMe, worksheet, knownIssues] + [evidence].compactMap(\.self) + [keys], created: issued.issuedAt)
    draft.title = "\(texts("Worksheet", "Werkblad")) \(issued.id)"
    draft.author = "lmsaccept"
    draft.lists = [
      XLSXDraft.List(Self.verdictList, Verdict.allCases.map { texts.name($0) }),
      XLSXDraft.List(Self.severityList, Severity.allCases.map { texts.name($0) }),
      XLSXDraft.List(Self.kindList, kinds),
    ]
    draft.properties = properties
    return try XLSXWriter().file(draft)
  }

  private static let verdictList = "lmsaccept_verdicts"
  private static let severityList = "lmsaccept_severities"
  private static let kindList = "lmsaccept_kinds"

  private var kinds: [String] {
    [
      texts("defect", "gebrek"), texts("wish", "wens"), texts("question", "vraag"),
      texts("environment", "omgeving"),
    ]
  }

  private var properties: [XLSXProperty] {
    [
      XLSXProperty(name: "lmsaccept.sheet", text: issued.id),
      XLSXProperty(name: "lmsaccept.project", text: around.project),
      XLSXProperty(name: "lmsaccept.round", text: String(issued.request.round)),
      XLSXProperty(name: "lmsaccept.issue", text: String(issued.issue)),
      XLSXProperty(name: "lmsaccept.format", text: "2"),
      XLSXProperty(name: "lmsaccept.journal", text: issued.journalHead),
    ]
  }

  // MARK: The worksheet

  var worksheetName: String { Self.worksheetName(texts) }

  /// Of all sheets of a workbook but the keys', in every language, in plain words.
  static let sheetNames: Set<String> = Set(
    Texts.all.flatMap { [readMeName($0), worksheetName($0), knownIssuesName($0), evidenceName($0)] }.map(\.plainWord)
      + [listName])

  static func worksheetName(_ texts: Texts) -> String { texts("Worksheet", "Werkblad") }

  /// Rows above the first one to fill in: whose it is, how it works, the columns' names.
  private static let headRows = 3

  private var worksheet: XLSXDraft.Sheet {
    var sheet = XLSXDraft.Sheet(name: worksheetName)
    sheet.columns = WorksheetColumn.allCases.map { XLSXDraft.Column(width: $0.width) }
    sheet.rows = [titleRow, hintRow, headerRow]
    let layout = RowLayout(self)
    sheet.moreRows = XLSXDraft.MoreRows(count: draft.rows.count + Self.freeRows) { place in
      place < draft.rows.count ? layout.row(place) : layout.row(free: place - draft.rows.count + 1)
    }
    let last = Self.headRows + draft.rows.count + Self.freeRows
    sheet.frozenRows = Self.headRows
    sheet.frozenColumns = 2
    sheet.filter = XLSXRange(
      XLSXAddress(row: Self.headRows, column: 1),
      XLSXAddress(row: last, column: WorksheetColumn.allCases.count))
    sheet.validations = validations(last: last)
    sheet.colours = colours(last: last)
    sheet.protection = XLSXDraft.Protection()
    sheet.page = page
    sheet.tabColour = XLSXDraft.Colour(0xC9A227)
    return sheet
  }

  static let smallPoints = 9.0

  private var titleRow: XLSXDraft.Row {
    let who = [draft.roleName, draft.tester].filter { !$0.isEmpty }.joined(separator: ", ")
    let title =
      "\(texts("Worksheet", "Werkblad")) · \(around.project) · \(texts("round", "ronde")) \(issued.request.round) · \(who)"
    let format = XLSXDraft.Format.plain.with {
      $0.isBold = true
      $0.size = 14
    }
    return XLSXDraft.Row([.text(issued.id, .plain), .blank(), .text(writableText(title), format)], height: 24)
  }

  private var hintRow: XLSXDraft.Row {
    XLSXDraft.Row([.blank(), .blank(), .text(Self.hint(texts), .plain.with { $0.isItalic = true })], height: 18)
  }

  static func hint(_ texts: Texts) -> String {
    texts(
      "Fill in the yellow columns. Choose the verdict from the list. Anything but Passed needs what you saw.",
      "Vul de gele kolommen in. Kies het oordeel uit de lijst. Bij alles behalve Geslaagd schrijft u op wat u zag.")
  }

  private var headerRow: XLSXDraft.Row {
    let cells = WorksheetColumn.allCases.map { column in
      var format = XLSXDraft.Format.header
      if column.isFilledIn { format.fill = XLSXDraft.Colour(0xF4D35E) }
      return XLSXDraft.Cell.text(column.label(texts), format)
    }
    return XLSXDraft.Row(cells, height: 32)
  }

  private func range(_ column: WorksheetColumn, last: Int) -> XLSXRange {
    XLSXRange(
      XLSXAddress(row: Self.headRows + 1, column: column.number), XLSXAddress(row: last, column: column.number))
  }

  private func validations(last: Int) -> [XLSXDraft.Validation] {
    let error = texts("Choose from the list", "Kies uit de lijst")
    let refused = texts(
      "One of the words of the list, or nothing. What you want to say goes under \"What did you see?\".",
      "Een van de woorden van de lijst, of niets. Wat u wilt zeggen, schrijft u bij \"Wat zag u?\".")
    return [
      XLSXDraft.Validation(
        range(.verdict, last: last), list: Self.verdictList, title: texts("Verdict", "Oordeel"),
        message: texts(
          "Leave it empty when you did not get to it. Blocked: you could not try it.",
          "Laat leeg als u er niet aan toekwam. Geblokkeerd: u kon het niet proberen."), errorTitle: error,
        errorMessage: refused),
      XLSXDraft.Validation(
        range(.severity, last: last), list: Self.severityList, title: texts("Severity", "Ernst"),
        message: texts(
          "Only with Failed. Blocking: no way around it. Serious: a costly way. Moderate: an easy way. Cosmetic: looks.",
          """
          Alleen bij Gefaald. Blokkerend: kan niet anders. Ernstig: moeizame omweg. Matig: makkelijke omweg. \
          Cosmetisch: uiterlijk.
          """), errorTitle: error,
        errorMessage: refused),
      XLSXDraft.Validation(
        range(.kind, last: last), list: Self.kindList, title: texts("Kind", "Soort"),
        message: texts(
          "Defect: not as agreed. Wish: nobody promised it. Environment: network or account kept you from it.",
          "Gebrek: niet als afgesproken. Wens: niemand beloofde het. Omgeving: netwerk of account hield u tegen."),
        errorTitle: error,
        errorMessage: refused),
    ]
  }

  /// Only words of ours stand in the formulas.
  private func colours(last: Int) -> [XLSXDraft.ColourRule] {
    let first = Self.headRows + 1
    func cell(_ column: WorksheetColumn) -> String { "$\(XLSXAddress(row: first, column: column.number).description)" }
    func quoted(_ text: String) -> String { "\"\(text)\"" }
    let verdicts: [(Verdict, UInt32)] = [
      (.passed, 0xC6E7CF), (.passedWithRemark, 0xE3EFC0), (.failed, 0xF6C5C0), (.blocked, 0xF7D9B0),
      (.notRun, 0xDDE2E7), (.notApplicable, 0xDDE2E7),
    ]
    var rules = verdicts.map { verdict, rgb in
      XLSXDraft.ColourRule(
        range(.verdict, last: last), when: "=\(cell(.verdict))=\(quoted(texts.name(verdict)))",
        fill: XLSXDraft.Colour(rgb))
    }
    let missing = XLSXDraft.Colour(0xF5A97F)
    let isSaid = "\(cell(.verdict))<>\"\""
    rules.append(
      XLSXDraft.ColourRule(
        range(.observed, last: last),
        when: "=AND(\(isSaid),\(cell(.verdict))<>\(quoted(texts.name(Verdict.passed))),\(cell(.observed))=\"\")",
        fill: missing))
    rules.append(
      XLSXDraft.ColourRule(
        range(.severity, last: last),
        when: "=AND(\(cell(.severity))<>\"\",\(isSaid),\(cell(.verdict))<>\(quoted(texts.name(Verdict.failed))))",
        fill: missing))
    return rules
  }

  private var page: XLSXDraft.Page {
    var page = XLSXDraft.Page()
    page.isLandscape = true
    page.fitsWidth = true
    page.repeatedRows = Self.headRows...Self.headRows
    page.footer = XLSXDraft.Page.Margin(
      left: [.text("\(issued.id) · \(writableText(around.project))")], right: [.page, .text(" / "), .pages])
    return page
  }

  // MARK: Known issues

  var knownIssuesName: String { Self.knownIssuesName(texts) }

  static func knownIssuesName(_ texts: Texts) -> String { texts("Known issues", "Bekende problemen") }

  /// Where the first known issue of a scenario stands; the scenario cell begins with the scenario's title.
  func knownPlace(of scenario: String) -> XLSXAddress? {
    let place = around.knownIssues.firstIndex { !$0.scenario.isEmpty && scenario.hasPrefix($0.scenario + " ") }
    return place.map { XLSXAddress(row: $0 + 4, column: 1) }
  }

  private var knownIssues: XLSXDraft.Sheet {
    var sheet = XLSXDraft.Sheet(name: knownIssuesName)
    sheet.columns = [12, 30, 80, 18].map { XLSXDraft.Column(width: $0) }
    let title = XLSXDraft.Format.plain.with {
      $0.isBold = true
      $0.size = 14
    }
    sheet.rows = [XLSXDraft.Row([.text(knownIssuesName, title)], height: 24)]
    if around.knownIssues.isEmpty {
      sheet.rows.append(
        XLSXDraft.Row([
          .text(texts("Nothing is known yet: report all you see.", "Nog niets bekend: meld alles wat u ziet."))
        ]))
    } else {
      let head = texts(
        "These are known already: no need to report them again.",
        "Deze zijn al bekend: u hoeft ze niet opnieuw te melden.")
      sheet.rows.append(XLSXDraft.Row([.text(head)]))
      let labels = [
        texts("Finding", "Bevinding"), "Scenario", texts("What it is", "Wat het is"), texts("Status", "Status"),
      ]
      sheet.rows.append(XLSXDraft.Row(labels.map { .text($0, .header) }))
      for issue in around.knownIssues {
        let cells = [issue.id, issue.scenario, issue.summary, issue.status]
        var row = XLSXDraft.Row(cells.map { .text(writableText($0), .wrapped) })
        row.height = row.fittingHeight(sheet.columns)
        sheet.rows.append(row)
      }
    }
    sheet.protection = XLSXDraft.Protection()
    sheet.page.isLandscape = true
    sheet.page.fitsWidth = true
    return sheet
  }

  // MARK: Keys

  /// For the import, and for whoever repairs a file by hand; programs may show it.
  private var keys: XLSXDraft.Sheet {
    var sheet = XLSXDraft.Sheet(name: "_lmsaccept")
    sheet.isHidden = true
    sheet.columns = [24, 40].map { XLSXDraft.Column(width: $0) }
    var lines = properties.map { ($0.name, $0.text) }
    lines += WorksheetColumn.allCases.map { ("column.\($0.key)", $0.label(texts)) }
    sheet.rows = lines.map { XLSXDraft.Row([.text(writableText($0)), .text(writableText($1))]) }
    for texts in printedTexts.split(every: Self.printedInRow) {
      sheet.rows.append(XLSXDraft.Row(([Self.printedKey] + texts).map { .text($0) }))
    }
    let rows = issued.request.rows
    sheet.moreRows = XLSXDraft.MoreRows(count: rows.count) { place in
      XLSXDraft.Row([.text(rows[place].id.text), .text(rows[place].fingerprint)])
    }
    sheet.protection = XLSXDraft.Protection()
    return sheet
  }
}

extension PrintedSheet {
  /// Of a line of the hidden sheet that repeats a text of the sheets around the rows: whatever else stands there when
  /// it comes back, the tester wrote.
  static let printedKey = "printed"

  static let listName = XLSXDraft(sheets: [], created: 0).listSheet.plainWord

  /// A hidden sheet has no more rows than any other, so these share some.
  private static let printedInRow = 50
  /// Of what the machine saw there may be as much as rows; more than this is not repeated.
  private static let printedEvidence = 300

  private var printedTexts: [String] {
    let seenByMachine = evidence.flatMap { $0.rows.count > Self.printedEvidence ? nil : $0 }
    let rows = [titleRow, hintRow] + [readMe, knownIssues, seenByMachine].compactMap { $0?.rows }.flatMap(\.self)
    var seen: Set<String> = []
    return rows.flatMap(\.cells).compactMap { cell in
      switch cell.content {
      case .text(let text), .link(let text, _): seen.insert(text).inserted ? text : nil
      case .blank, .number: nil
      }
    }
  }
}

extension [String] {
  fileprivate func split(every count: Int) -> [[String]] {
    stride(from: 0, to: self.count, by: count).map { Array(self[$0..<Swift.min($0 + count, self.count)]) }
  }
}

extension WorksheetColumn {
  /// From 1.
  fileprivate var number: Int { (Self.allCases.firstIndex(of: self) ?? 0) + 1 }

  /// True for what the tester writes.
  var isFilledIn: Bool {
    switch self {
    case .verdict, .observed, .severity, .kind, .evidence, .testedAt, .minutes, .device: true
    default: false
    }
  }

  /// In characters.
  var width: Double {
    switch self {
    case .row: 11
    case .nr: 4
    case .scenario: 20
    case .requirement: 12
    case .priority, .role: 8
    case .prepared: 30
    case .actions, .expect: 30
    case .verdict: 16
    case .observed: 32
    case .severity, .kind: 11
    case .evidence: 14
    case .testedAt: 11
    case .minutes: 8
    case .device: 10
    case .previous: 13
    case .check: 9
    }
  }

  var format: XLSXDraft.Format {
    var format = XLSXDraft.Format.wrapped
    format.hasBorder = true
    switch self {
    // What the tester reads; the rest is for finding one's way.
    case .actions, .expect, .scenario: break
    case .check:
      format.size = 6
      format.ink = XLSXDraft.Colour(0x9AA5B1)
    default:
      format.size = PrintedSheet.smallPoints
      format.ink = XLSXDraft.Colour(0x51606F)
    }
    return format
  }
}
