import Campaign
package import RunModel

/// The state of a round on one page: requirements with what was found, rows that are open, and room to sign.
package struct AcceptanceOverview {
  private let report: Report
  private let runs: [Int]
  private let requirements: [RequirementResult]
  private var page = HTMLWriter()

  /// - Parameter runs: the run that each scenario's result comes from, by index; empty when all are of one run.
  package static func bytes(_ report: Report, runs: [Int] = [], requirements: [Requirement]) -> [UInt8] {
    let all = RequirementResult.all(requirements, in: report.results)
    var overview = AcceptanceOverview(report: report, runs: runs, requirements: all)
    overview.write()
    return overview.page.bytes
  }

  private init(report: Report, runs: [Int], requirements: [RequirementResult]) {
    self.report = report
    self.runs = runs
    self.requirements = requirements
  }

  private var texts: Texts { report.texts }

  private mutating func write() {
    let header = report.record.header
    page.beginPage(
      title: texts("Acceptance overview", "Acceptatieoverzicht") + ": \(header.project)", language: texts.language,
      reservations: header.reservations)
    page.element("p", class: "kicker", texts("Acceptance overview", "Acceptatieoverzicht") + " · \(header.project)")
    page.element("h1", header.target + texts(", round ", ", ronde ") + "\(header.round)")
    page.element("p", class: "lead", headline)
    page.element("p", report.firstSentence + " " + report.secondSentence)
    page.banners(for: report)
    page.bar(report.countedOutcomes, texts)
    page.facts(
      [
        (texts("System", "Systeem"), "\(header.base) (\(header.adapter))"),
        (texts("State of", "Stand van"), header.startText),
        ("Runs", runText),
      ] + originFacts)
    writeRequirements()
    writeOpen()
    writeSignatures()
    page.endPage(footer: page.footer(for: report))
  }

  private var headline: String {
    let met = requirements.count { $0.status == .met || $0.status == .metWithRemarks }
    let rest = RequirementStatus.allCases.filter { $0 != .met && $0 != .metWithRemarks }.compactMap { status in
      let count = requirements.count { $0.status == status }
      return count == 0 ? nil : "\(texts.name(status)) \(count)"
    }
    let total = requirements.count
    let head = texts("\(met) of \(total) requirements are met", "Aan \(met) van \(total) eisen is voldaan")
    return rest.isEmpty ? head + "." : "\(head); \(rest.joined(separator: ", "))."
  }

  /// What was not tested in this round: a reader must not take it for new.
  private var originFacts: [(String, String)] {
    let carried = Dictionary(grouping: report.results.filter { $0.origin?.isCarried ?? false && !$0.isStale }) {
      texts.origin($0.origin)
    }
    let stale = Dictionary(grouping: report.stale) { texts.origin($0.origin) }
    return (carried.sorted { $0.key < $1.key } + stale.sorted { $0.key < $1.key }).map { text, results in
      (text, results.map(\.scenario.scenario.title).joined(separator: ", "))
    }
  }

  private var runText: String {
    let all = runs.isEmpty ? [report.record.number] : Set(runs).sorted()
    return all.map(String.init).joined(separator: ", ")
  }

  private mutating func writeRequirements() {
    page.element("h2", texts("Requirements", "Eisen"))
    let labels = [
      texts("Requirement", "Eis"), texts("Finding", "Bevinding"), texts("What it says", "Wat er staat"),
      texts("Risk", "Risico"), "Scenario's",
    ]
    page.table(columns: Array(labels[..<4]) + [texts("Scenarios", "Scenario's")])
    let order = RequirementStatus.allCases
    let sorted = requirements.enumerated().sorted { left, right in
      let ranks = [left, right].map { order.firstIndex(of: $0.element.status) ?? 0 }
      return (ranks[0], left.offset) < (ranks[1], right.offset)
    }
    for (_, result) in sorted {
      page.cells(
        [
          (labels[0], result.requirement.id), (labels[1], "\(result.status.sign) \(texts.name(result.status))"),
          (
            labels[2],
            result.requirement.text.isEmpty
              ? texts("(not in the list)", "(staat niet in de lijst)") : result.requirement.text
          ),
          (labels[3], result.requirement.risk), (texts("Scenarios", "Scenario's"), proof(of: result)),
        ], identifiers: 1)
    }
    page.endTable()
  }

  /// Scenarios that stand in the way by name, the others by number.
  private func proof(of result: RequirementResult) -> String {
    let bad = result.results.filter { $0.outcome <= .known }
    let good = result.results.count - bad.count
    var parts = bad.map { result in
      result.scenario.scenario.title + ": "
        + (result.isStale ? texts.origin(result.origin) : texts.name(result.outcome))
    }
    if good > 0 { parts.append(texts("\(good) good", "\(good) goed")) }
    return parts.joined(separator: "\n")
  }

  private mutating func writeOpen() {
    page.element("h2", texts("Open", "Open"))
    let rows = report.openRows
    let troubles = report.results.count { !($0.scenario.result?.cleanUpTroubles.isEmpty ?? true) }
    let disputes = report.results.flatMap(\.disagreements).count
    if rows.isEmpty, disputes == 0, troubles == 0 {
      page.element("p", texts("Nothing is open.", "Er staat niets open."))
      return
    }
    page.raw("<ul>\n")
    for (name, count) in report.openRowsByRole {
      page.element(
        "li",
        "\(name): " + texts.count(count, ("row", "rows"), ("rij", "rijen"))
          + texts(" without a verdict", " zonder oordeel"))
    }
    if disputes > 0 {
      page.element(
        "li",
        texts.count(disputes, ("disagreement", "disagreements"), ("verschil van oordeel", "verschillen van oordeel")))
    }
    if troubles > 0 {
      page.element(
        "li",
        texts("not cleaned up after \(texts.scenarios(troubles))", "niet opgeruimd na \(texts.scenarios(troubles))"))
    }
    page.raw("</ul>\n")
    if rows.isEmpty { return }
    page.element("p", class: "soft", rows.map(\.row.id.text).joined(separator: ", "))
  }

  /// For paper; a signature over a digest is made elsewhere.
  private mutating func writeSignatures() {
    page.element("h2", texts("Decision", "Besluit"))
    page.raw("<ul class=\"choices\">\n")
    page.element("li", texts("Accepted", "Geaccepteerd"))
    page.element(
      "li",
      texts(
        "Accepted with reservations, listed overleaf", "Geaccepteerd onder voorbehoud, zie de lijst op de achterzijde"))
    page.element("li", texts("Rejected", "Afgekeurd"))
    page.raw("</ul>\n<div class=\"sign\">\n")
    for side in [
      texts("For the customer", "Namens de opdrachtgever"), texts("For the supplier", "Namens de leverancier"),
    ] {
      page.element("div", side + texts(": name, function, date, signature", ": naam, functie, datum, handtekening"))
    }
    page.raw("</div>\n")
  }
}

extension RequirementStatus {
  /// The sign before the word.
  fileprivate var sign: String {
    switch self {
    case .notMet: "✕"
    case .notProven: "?"
    case .uncovered, .notApplicable: "–"
    case .metWithRemarks: "~"
    case .met: "✓"
    }
  }
}
