import Campaign
import Diagnostics
package import RunModel

/// One page for one tester: why, where, when, how to fill in the worksheet, whom to call.
package struct BriefingPage {
  /// What the page is made from beside the texts that are always the same.
  package struct Content: Sendable {
    package var project: String
    package var tester: String
    package var target: TargetSettings
    package var round: Int
    /// This tester's, one entry a role.
    package var work: [TesterWork]
    package var sessions: [DayPlan.Session]
    package var lead: LeadContact?
    package var settings: BriefingSettings
    /// Findings that are known already, `F-0003 Certificates show the wrong date`: not to be reported again.
    package var knownIssues: [String]
    package var version: String
    package var journalHead: String?

    package init(
      project: String, tester: String, target: TargetSettings, round: Int, work: [TesterWork],
      sessions: [DayPlan.Session], lead: LeadContact? = nil, settings: BriefingSettings = BriefingSettings(),
      knownIssues: [String] = [], version: String, journalHead: String? = nil
    ) {
      self.project = project
      self.tester = tester
      self.target = target
      self.round = round
      self.work = work
      self.sessions = sessions
      self.lead = lead
      self.settings = settings
      self.knownIssues = knownIssues
      self.version = version
      self.journalHead = journalHead
    }
  }

  private let content: Content
  private let texts: Texts
  private let roleName: (String) -> String
  private var page = HTMLWriter()

  package static func bytes(_ content: Content, texts: Texts, roleName: (String) -> String) -> [UInt8] {
    withoutActuallyEscaping(roleName) { roleName in
      var briefing = BriefingPage(content: content, texts: texts, roleName: roleName)
      briefing.write()
      return briefing.page.bytes
    }
  }

  private init(content: Content, texts: Texts, roleName: @escaping (String) -> String) {
    self.content = content
    self.texts = texts
    self.roleName = roleName
  }

  /// All of it goes on one sheet of paper, which is pinned beside the screen.
  private static let style: StaticString = """
    <style>
    .briefing .lead { font-size: 1.05rem; } .briefing h2 { margin: 1.2rem 0 .4rem; font-size: 1.05rem; }
    .briefing ul { margin: .3rem 0; padding-left: 1.2rem; } .briefing td:first-child, .briefing td:nth-child(2) { white-space: nowrap; }
    @media print { .briefing { font-size: 8.5pt; line-height: 1.35; } .briefing .lead { font-size: 9.5pt; }
      .briefing h1 { font-size: 15pt; } .briefing h2 { margin: 6pt 0 2pt; font-size: 10pt; }
      .briefing .facts, .briefing table { margin: 4pt 0; font-size: 9.5pt; } .briefing td, .briefing th { padding: 1pt 4pt; } footer { margin-top: 6pt; }
      @page { margin: 12mm 15mm; } }
    </style>

    """

  private mutating func write() {
    let title = texts("Briefing for testers", "Briefing voor testers")
    page.beginPage(title: "\(title): \(content.tester)", language: texts.language, reservations: [])
    page.raw(Self.style)
    page.raw("<div class=\"briefing\">\n")
    let round = texts(", round ", ", ronde ") + "\(content.round)"
    page.element("p", class: "kicker", "\(title) · \(content.project)" + round)
    page.element("h1", content.tester.isEmpty ? texts("Tester", "Tester") : content.tester)
    page.element("p", class: "lead", why)
    page.facts(facts)
    writeSessions()
    writeHow()
    writeRules()
    writeKnown()
    page.raw("</div>\n")
    var footer = ["lmsaccept \(content.version)"]
    if let head = content.journalHead { footer.append(texts("journal ", "logboek ") + head) }
    page.endPage(footer: footer.joined(separator: " · "))
  }

  private var why: String {
    texts(
      """
      You help decide whether \(content.project) can be accepted. Finding faults is the purpose: each one that you find \
      now is one that nobody meets later. You sign for what you tested yourself, not for the acceptance.
      """,
      """
      U helpt te bepalen of \(content.project) geaccepteerd kan worden. Fouten vinden is het doel: wat u nu vindt, komt \
      straks niemand meer tegen. U tekent voor wat u zelf hebt getest, niet voor de acceptatie.
      """)
  }

  private var facts: [(String, String)] {
    var facts: [(String, String)] = []
    facts.append((texts("Address", "Adres"), content.target.base + " " + texts("(the TEST site)", "(de TESTomgeving)")))
    if let live = content.settings.live {
      facts.append((texts("Not here", "Niet hier"), live + " " + texts("is the live site", "is de echte omgeving")))
    }
    for work in content.work where work.role != "lead" {
      let account = work.account.map { texts("sign in as ", "aanmelden als ") + $0 }
      let without = texts("ask the lead for an account", "vraag de leider om een account")
      facts.append((roleText(work.role), account ?? without))
    }
    if let place = content.settings.place { facts.append((texts("Where", "Waar"), place)) }
    if let lead = content.lead {
      let ways = [lead.name, lead.phone, lead.email].compactMap(\.self)
      facts.append((texts("Call when stuck", "Bel als u vastzit"), ways.joined(separator: ", ")))
    }
    if let back = content.settings.back {
      let to = content.lead.map { $0.email ?? $0.name }
      let tail = to.map { texts(", to ", ", naar ") + $0 } ?? ""
      facts.append((texts("Worksheet back", "Werkblad terug"), texts("before ", "voor ") + back + tail))
    }
    return facts
  }

  private func roleText(_ role: String) -> String {
    let name = role.isEmpty ? texts("tester", "tester") : roleName(role)
    return texts("Your role: ", "Uw rol: ") + name
  }

  private mutating func writeSessions() {
    guard !content.sessions.isEmpty else { return }
    page.element("h2", texts("When", "Wanneer"))
    let labels = [
      texts("Day", "Dag"), texts("Time", "Tijd"), texts("Role", "Rol"), texts("Scenarios", "Scenario's"),
      texts("Rows", "Rijen"),
    ]
    page.table(columns: labels)
    for session in content.sessions {
      page.cells(
        [
          (labels[0], session.dayText(texts)), (labels[1], "\(session.begin)–\(session.end)"),
          (labels[2], session.role == "lead" ? texts("the lead", "de leider") : roleName(session.role)),
          (labels[3], session.scenarioIDs.joined(separator: ", ")), (labels[4], String(session.rows)),
        ], identifiers: 0)
    }
    page.endTable()
  }

  private mutating func writeHow() {
    page.element("h2", texts("How to fill in the worksheet", "Zo vult u het werkblad in"))
    list([
      texts(
        "Open the worksheet with your name. Do what stands under \"What to do\" and compare with \"What to expect\".",
        "Open het werkblad met uw naam. Doe wat er staat bij \"Wat doet u?\" en vergelijk met \"Wat verwacht u?\"."),
      texts(
        """
        Example. You should see your certificate; it is there, but with the date of yesterday. Verdict: Failed. What did \
        you see: "Certificate for VCA has yesterday's date". Severity: Moderate. Kind: defect.
        """,
        """
        Voorbeeld. U hoort uw certificaat te zien; het is er, maar met de datum van gisteren. Oordeel: Gefaald. Wat zag \
        u: "Certificaat voor VCA heeft de datum van gisteren". Ernst: Matig. Soort: gebrek.
        """),
      texts(
        "Failed: it is not as expected. Blocked: you could not try it. Not applicable: it does not exist here.",
        """
        Gefaald: het is niet zoals verwacht. Geblokkeerd: u kon het niet proberen. Niet van toepassing: het bestaat hier \
        niet.
        """),
      texts(
        "You wish for something nobody promised? Give the row its true verdict and write the wish with kind: wish.",
        "Wenst u iets wat niemand heeft beloofd? Geef de rij haar eerlijke oordeel; noteer de wens met soort: wens."),
      texts(
        "A picture helps: paste it over the row, or write the name of the file under Evidence. Colours are no verdict.",
        "Een plaatje helpt: plak het op de rij, of zet de bestandsnaam bij Bewijs. Kleuren zijn geen oordeel."),
      texts(
        "Leave a row empty that you did not get to. What no row asks for goes into the last three rows.",
        "Laat een rij leeg als u er niet aan toekwam. Wat geen rij vraagt, komt in de laatste drie rijen."),
    ])
  }

  private mutating func writeRules() {
    page.element("h2", texts("Please", "Spelregels"))
    list(
      [
        texts(
          "Do not repair data yourself, and do not help the system along: write down what you saw.",
          "Herstel zelf geen gegevens en help het systeem niet een handje: schrijf op wat u zag."),
        texts(
          "People and courses in the test are made up. Write no personal data of real people into a remark.",
          "Mensen en cursussen in de test zijn verzonnen. Zet geen gegevens van echte mensen in een opmerking."),
        texts(
          "Do not sort the sheet and do not change the first and the last column; filtering is fine.",
          "Sorteer het blad niet en verander de eerste en de laatste kolom niet; filteren mag."),
        texts(
          "Your remarks are looked at after each half day; you hear within one working day what becomes of them.",
          "Na elk dagdeel bekijken we uw opmerkingen; binnen een werkdag hoort u wat ermee gebeurt."),
      ] + content.settings.remarks)
  }

  private mutating func writeKnown() {
    page.element("h2", texts("Known already: not to be reported again", "Al bekend: niet opnieuw melden"))
    if content.knownIssues.isEmpty {
      page.element("p", texts("Nothing yet.", "Nog niets."))
    } else {
      list(content.knownIssues)
    }
  }

  private mutating func list(_ items: [String]) {
    page.raw("<ul>\n")
    for item in items { page.element("li", item) }
    page.raw("</ul>\n")
  }
}
