import Campaign
import RunModel

/// Writes the acceptance report as one page that needs nothing else: on a screen from 390 pixels on, and on A4.
///
/// Page one says what a steering group decides from (verdict, advice, criteria, open points, seal); the rest is there for
/// whoever asks why.
struct AcceptancePage {
  let acceptance: AcceptanceReport
  var page = HTMLWriter()
  private var chapters: [(id: StaticString, title: String)] = []

  static func bytes(_ acceptance: AcceptanceReport) -> [UInt8] {
    var page = AcceptancePage(acceptance: acceptance)
    page.write()
    return page.page.bytes
  }

  private init(acceptance: AcceptanceReport) { self.acceptance = acceptance }

  var texts: Texts { acceptance.texts }
  var report: Report { acceptance.report }
  var inputs: AcceptanceInputs { acceptance.inputs }
  var facts: AcceptanceFacts { acceptance.facts }
  var header: RunHeader { report.record.header }

  func moment(_ seconds: Double) -> String { ClockText.moment(seconds, utcOffsetMinutes: inputs.utcOffsetMinutes) }
  func day(_ seconds: Double) -> String { ClockText.day(seconds, utcOffsetMinutes: inputs.utcOffsetMinutes) }

  private mutating func write() {
    let body: StaticString =
      switch acceptance.seal.state {
      case .draft: "draft"
      case .frozen: ""
      case .rehearsal: "rehearsal"
      }
    let kind = texts("Acceptance report", "Acceptatierapport")
    page.beginPage(
      title: "\(kind): \(acceptance.name)", language: texts.language, reservations: acceptance.reservations,
      running: ("\(kind) · \(acceptance.name)", acceptance.sealWord), style: AcceptanceStyle.sheet, body: body)
    writeFront()
    writeContents()
    writeAdvice()
    writeObject()
    writeBasis()
    writeRounds()
    writeTesters()
    writeResults()
    writeNotExecuted()
    writeCriteria()
    writeRequirements()
    writeFindings()
    writeLimits()
    writeEnvironment()
    writeVerification()
    writeSignatures()
    writeTraceability()
    writeClosedFindings()
    writeTerms()
    page.endPage(footer: acceptance.sealWord + " · " + page.footer(for: report))
  }

  /// In the order of the page; the numbers of the headings follow from it.
  private var contents: [(id: StaticString, title: String)] {
    [
      ("advice", texts("Release advice", "Vrijgaveadvies")), ("object", texts("What was tested", "Wat is getest")),
      ("basis", texts("What it was tested against", "Waartegen is getest")), ("rounds", texts("Rounds", "Rondes")),
      ("testers", texts("Testers", "Testers")), ("results", texts("Results", "Resultaten")),
      ("undone", texts("Not executed, and why", "Niet uitgevoerd, en waarom")), ("criteria", "Criteria"),
      ("requirements", texts("Requirements", "Eisen")), ("findings", texts("Findings", "Bevindingen")),
      (
        "limits",
        texts("Limitations, risks, deviations, reservations", "Beperkingen, risico's, afwijkingen, voorbehoud")
      ),
      ("environment", texts("Environment and fingerprints", "Omgeving en vingerafdrukken")),
      ("verification", texts("How to verify this report", "Hoe dit rapport te controleren is")),
      ("signatures", texts("Signatures", "Handtekeningen")),
      ("traceability", texts("Annex A: traceability", "Bijlage A: traceerbaarheid")),
      ("closed", texts("Annex B: closed findings", "Bijlage B: gesloten bevindingen")),
      ("terms", texts("Annex C: terms", "Bijlage C: begrippen")),
    ]
  }

  private mutating func writeContents() {
    page.raw("<nav class=\"new-page\" aria-label=\"")
    page.text(texts("Contents", "Inhoud"))
    page.raw("\">\n")
    page.element("h2", texts("Contents", "Inhoud"))
    page.raw("<ol class=\"contents\">\n")
    for (id, title) in contents {
      page.raw("<li><a href=\"#")
      page.raw(id)
      page.raw("\">")
      page.text(title)
      page.raw("</a></li>\n")
    }
    page.raw("</ol>\n</nav>\n")
  }

  mutating func heading(_ id: StaticString, isNewPage: Bool = false) {
    let place = contents.firstIndex { $0.id.description == id.description } ?? 0
    page.raw(isNewPage ? "<h2 class=\"new-page\" id=\"" : "<h2 id=\"")
    page.raw(id)
    page.raw("\">")
    page.text("\(place + 1). \(contents[place].title)")
    page.raw("</h2>\n")
  }

  mutating func list(_ items: [String]) {
    page.raw("<ul>\n")
    for item in items { page.element("li", item) }
    page.raw("</ul>\n")
  }

  /// A table whose rows become cards on a narrow screen; the cells of a column that holds ids are set as such.
  mutating func table(_ columns: [String], _ rows: [[String]], identifiers: Int = 1) {
    page.table(columns: columns)
    for row in rows { page.cells(zip(columns, row).map { ($0, $1) }, identifiers: identifiers) }
    page.endTable()
  }

  mutating func mark(_ standing: Standing) {
    page.raw("<span class=\"mark ")
    page.raw(standing.style)
    page.raw("\"><span aria-hidden=\"true\">")
    page.raw(standing.sign)
    page.raw("</span> ")
    page.text(standing.name(texts))
    page.raw("</span>")
  }

  mutating func nothing(_ text: String) { page.element("p", class: "soft", text) }
}
