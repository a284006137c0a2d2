import Campaign
import RunModel

/// Page one.
extension AcceptancePage {
  mutating func writeFront() {
    page.element(
      "p", class: "kicker",
      texts("Acceptance report · what the testers state", "Acceptatierapport · wat de testers verklaren"))
    page.element("h1", acceptance.name)
    page.element("p", class: "object", objectLine)
    writeSealBanner()
    page.banners(for: report, adding: acceptance.reservations)
    page.element("p", class: "lead verdict", acceptance.verdictSentence)
    writeBar()
    page.element("p", acceptance.figuresSentence)
    page.raw("<div class=\"front\">\n<section class=\"advice\">\n")
    writeAdviceBox()
    page.raw("</section>\n<section>\n")
    writeOpenPoints()
    page.raw("</section>\n</div>\n")
    writeLights()
    page.element("p", class: "seal", acceptance.sealSentence + journalSentence + " " + acceptance.documentSentence)
  }

  private var objectLine: String {
    var parts = [header.target, texts("round ", "ronde ") + "\(header.round)"]
    if let site = inputs.round.site { parts.append("site " + site.code) }
    if let organisation = facts.organisation { parts.append(organisation) }
    if let supplier = facts.supplier { parts.append(supplier) }
    if let contract = facts.contract { parts.append(contract) }
    return parts.joined(separator: " · ")
  }

  private var journalSentence: String {
    guard let head = report.journalHead else { return "" }
    return texts(" Journal: ", " Logboek: ") + head
  }

  private mutating func writeSealBanner() {
    let text: String
    switch acceptance.seal.state {
    case .frozen: return
    case .draft: text = texts("Draft: nothing is frozen yet", "Concept: er ligt nog niets vast")
    case .rehearsal:
      text = texts("Rehearsal: this report accepts nothing", "Oefening: dit rapport accepteert niets")
    }
    page.raw("<div class=\"banner bad\" role=\"note\"><p><strong>")
    page.text(text)
    page.raw("</strong></p></div>\n")
  }

  /// Parts of the whole; the sentence under it says the same in words and numbers.
  private mutating func writeBar() {
    page.raw("<div class=\"bar\" aria-hidden=\"true\">")
    for line in acceptance.totals.lines.reversed() {
      page.raw("<i class=\"")
      page.raw(line.standing.style)
      page.raw("\" style=\"flex:")
      page.number(line.total)
      page.raw("\"></i>")
    }
    page.raw("</div>\n")
  }

  private mutating func writeAdviceBox() {
    page.element("h2", texts("Release advice", "Vrijgaveadvies"))
    guard let advice = inputs.advice else {
      page.element("p", class: "value", texts("None given yet", "Nog niet gegeven"))
      page.element(
        "p", class: "soft",
        texts(
          "The test lead advises with lmsaccept advise; the customer decides.",
          "De testleider adviseert met lmsaccept advise; de opdrachtgever beslist."))
      return
    }
    page.element("p", class: "value", texts.name(advice.value))
    page.element("p", class: "soft", "\(advice.by), \(moment(advice.at))")
    let shown = advice.reasons.prefix(4)
    if !shown.isEmpty { list(Array(shown)) }
    if advice.reasons.count > shown.count {
      page.element("p", class: "soft", more(advice.reasons.count - shown.count))
    }
    if !advice.conditions.isEmpty {
      page.element(
        "p",
        texts.count(advice.conditions.count, ("condition", "conditions"), ("voorwaarde", "voorwaarden")) + ": "
          + advice.conditions.prefix(6).map { "\($0.id) \(short($0.text, 60)) (\($0.owner), \($0.due))" }
          .joined(separator: "; "))
    }
    if let later = acceptance.laterThanAdvice { page.element("p", later) }
  }

  private func more(_ count: Int) -> String { texts("and \(count) more, see below", "en nog \(count), zie verder") }

  // MARK: Criteria

  private mutating func writeLights() {
    page.element("h2", "Criteria")
    page.raw("<div class=\"lights\">\n")
    // Equal columns, so that the longest is short: all of it has to stand on page one.
    let height = (acceptance.criteria.count + 2) / 3
    for start in stride(from: 0, to: acceptance.criteria.count, by: height) {
      let column = acceptance.criteria.dropFirst(start).prefix(height)
      page.raw("<ul>\n")
      for criterion in column { writeLight(criterion) }
      page.raw("</ul>\n")
    }
    page.raw("</div>\n")
    page.element(
      "p", class: "soft",
      texts(
        "✓ met · § stated by a person, not measured · ✕ not met · ? not measured, so not met · – does not apply",
        "✓ voldaan · § door een persoon verklaard, niet gemeten · ✕ niet voldaan · ? niet gemeten, dus niet voldaan · – niet van toepassing"
      ))
  }

  private mutating func writeLight(_ criterion: Criterion) {
    page.raw("<li><b class=\"")
    page.raw(criterion.standing.style)
    page.raw("\" aria-hidden=\"true\">")
    page.raw(criterion.standing.sign)
    page.raw("</b><span class=\"id\">")
    page.text(criterion.id)
    page.raw("</span><span class=\"what\">")
    page.text(criterion.title)
    page.raw("</span><span class=\"much ")
    page.raw(criterion.standing.style)
    page.raw("\">")
    page.text(Self.much(criterion, texts))
    page.raw("</span></li>\n")
  }

  /// The number where there is one, and the word where a number alone would mislead.
  private static func much(_ criterion: Criterion, _ texts: Texts) -> String {
    switch criterion.standing {
    case .met: criterion.measure
    case .notMet: criterion.measure.isEmpty ? texts.name(criterion.standing) : criterion.measure
    case .metByStatement, .notMeasured: texts.name(criterion.standing)
    case .notApplicable: texts("n/a", "n.v.t.")
    }
  }

  // MARK: Open points

  private mutating func writeOpenPoints() {
    page.element("h2", texts("Open points", "Open punten"))
    let points = openPoints
    if points.isEmpty {
      page.element("p", texts("Nothing is open.", "Er staat niets open."))
      return
    }
    page.raw("<ul>\n")
    for point in points {
      page.raw("<li>")
      page.open("span", class: point.isGrave ? "bad" : "")
      page.text(point.text)
      page.raw("</span>")
      if !point.details.isEmpty {
        page.raw("<ul>\n")
        for detail in point.details { page.element("li", detail) }
        page.raw("</ul>")
      }
      page.raw("</li>\n")
    }
    page.raw("</ul>\n")
  }

  private struct OpenPoint {
    var text: String
    var details: [String] = []
    var isGrave = false
  }

  private var openPoints: [OpenPoint] {
    var points: [OpenPoint] = []
    let open = acceptance.openFindings
    let grave = open.filter { $0.severity == .blocking || $0.severity == .serious || $0.severity == nil }
    if !grave.isEmpty {
      let shown = grave.prefix(4).map { finding in
        let severity = finding.severity.map { texts.name($0) } ?? texts("Not rated", "Zonder ernst")
        let owner = finding[.owner].isEmpty ? texts("no owner", "geen eigenaar") : finding[.owner]
        let due = finding[.due].isEmpty ? "" : ", \(finding[.due])"
        let place = finding[.title].isEmpty ? "" : ", \(finding[.title])"
        return "\(finding.id) \(severity)\(place): \(short(finding[.summary], 70)) (\(owner)\(due))"
      }
      let rest = grave.count > shown.count ? [more(grave.count - shown.count)] : []
      let counts = severityCounts(grave)
      points.append(
        OpenPoint(
          text: texts.count(
            grave.count, ("blocking, serious or unrated finding", "blocking, serious or unrated findings"),
            (
              "blokkerende of ernstige bevinding, of zonder ernst",
              "blokkerende of ernstige bevindingen, of zonder ernst"
            ))
            + ": " + counts, details: shown + rest, isGrave: true))
    }
    let light = open.filter { $0.severity == .moderate || $0.severity == .cosmetic }
    if !light.isEmpty {
      points.append(
        OpenPoint(
          text: texts.count(
            light.count, ("other open finding", "other open findings"),
            ("andere open bevinding", "andere open bevindingen")) + ": " + severityCounts(light)))
    }
    points += requirementPoints + resultPoints + promisePoints
    return points
  }

  private func severityCounts(_ findings: [Finding]) -> String {
    var parts = Severity.allCases.compactMap { severity in
      let count = findings.count { $0.severity == severity }
      return count == 0 ? nil : "\(count) \(texts.name(severity).lowercased())"
    }
    let unrated = findings.count { $0.severity == nil }
    if unrated > 0 { parts.append("\(unrated) " + texts("not rated", "zonder ernst")) }
    return parts.joined(separator: ", ")
  }

  /// Reservations of signed decisions that nobody has said to be met.
  private var promisePoints: [OpenPoint] {
    inputs.earlier.filter { !$0.signers.isEmpty && !$0.isRehearsal }.compactMap { decision in
      let open = decision.promises.filter { $0.metOn == nil }
      if open.isEmpty { return nil }
      let late = open.filter { $0.isExpired(on: inputs.today) }
      let count = texts.count(
        open.count, ("open reservation", "open reservations"), ("open voorbehoud", "open voorbehouden"))
      let past =
        late.isEmpty
        ? "" : texts("; expired: ", "; verlopen: ") + late.map(\.reservation.id).joined(separator: ", ")
      return OpenPoint(
        text: count + texts(" of the decision on revision ", " bij het besluit over revisie ")
          + "\(decision.revision): " + open.map(\.reservation.id).joined(separator: ", ") + past,
        isGrave: !late.isEmpty)
    }
  }

  private var requirementPoints: [OpenPoint] {
    let wanted: [RequirementStatus] = [.notMet, .notProven, .uncovered]
    let counts = wanted.compactMap { status in
      let count = acceptance.requirements.count { $0.status == status }
      return count == 0 ? nil : "\(count) \(texts.name(status))"
    }
    if counts.isEmpty { return [] }
    let total = acceptance.requirements.count
    return [
      OpenPoint(
        text: texts("Of ", "Van ") + texts.count(total, ("requirement", "requirements"), ("eis", "eisen")) + ": "
          + counts.joined(separator: ", "),
        isGrave: acceptance.requirements.contains { $0.status == .notMet })
    ]
  }

  private var resultPoints: [OpenPoint] {
    var points: [OpenPoint] = []
    let rows = report.openRows.count
    if rows > 0 {
      let all = report.openRowsByRole
      let rest = all.count - 4
      let others =
        rest > 0
        ? texts(" and ", " en ") + texts.count(rest, ("other role", "other roles"), ("andere rol", "andere rollen"))
        : ""
      let roles = all.prefix(4).map { "\($0.name) \($0.count)" }.joined(separator: ", ") + others
      points.append(
        OpenPoint(
          text: texts.count(rows, ("row", "rows"), ("rij", "rijen"))
            + texts(" without a verdict: ", " zonder oordeel: ") + roles))
    }
    let unfinished = report.results.count(where: \.isUnfinished)
    if unfinished > 0 {
      points.append(
        OpenPoint(
          text: texts.count(
            unfinished, ("scenario waits for lmsaccept finish", "scenarios wait for lmsaccept finish"),
            ("scenario wacht op lmsaccept finish", "scenario's wachten op lmsaccept finish"))))
    }
    let disputes = report.results.flatMap(\.disagreements)
    if !disputes.isEmpty {
      points.append(
        OpenPoint(
          text: texts.count(
            disputes.count, ("disagreement", "disagreements"), ("verschil van oordeel", "verschillen van oordeel"))
            + ": " + disputes.prefix(4).map(\.row.id.text).joined(separator: ", ")
            + (disputes.count > 4 ? ", …" : ""), isGrave: true))
    }
    let totals = acceptance.totals
    for standing in [Standing.stale, .notRun, .broken, .undefined, .ambiguous, .skipped, .unchecked] {
      let count = totals.count(standing)
      if count > 0 { points.append(OpenPoint(text: "\(texts.scenarios(count)) \(standing.name(texts))")) }
    }
    let leftOut = report.results.count { !$0.callersOfNotApplicable.isEmpty }
    if leftOut > 0 {
      points.append(
        OpenPoint(
          text: texts.scenarios(leftOut)
            + texts(
              " not applicable by the word of testers alone", " niet van toepassing alleen volgens testers")))
    }
    if !report.withdrawn.isEmpty {
      points.append(
        OpenPoint(
          text: texts.scenarios(report.withdrawn.count)
            + texts(" run and no longer in the features", " gedraaid en niet meer in de features")))
    }
    let troubles = report.results.count { !($0.scenario.result?.cleanUpTroubles.isEmpty ?? true) }
    if troubles > 0 {
      points.append(
        OpenPoint(
          text: texts("not cleaned up after ", "niet opgeruimd na ") + texts.scenarios(troubles)))
    }
    return points
  }

  func short(_ text: String, _ most: Int) -> String {
    let line = text.split(separator: "\n").first.map(String.init) ?? ""
    return line.count > most ? line.prefix(most - 1) + "…" : line
  }
}

extension Criterion.Standing {
  var sign: StaticString {
    switch self {
    case .met: "✓"
    case .metByStatement: "§"
    case .notMet: "✕"
    case .notMeasured: "?"
    case .notApplicable: "–"
    }
  }

  var style: StaticString {
    switch self {
    case .met: "good"
    case .metByStatement: "open"
    case .notMet: "bad"
    case .notMeasured: "unsure"
    case .notApplicable: "none"
    }
  }
}
