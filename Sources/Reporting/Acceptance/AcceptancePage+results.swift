import Campaign
import RunModel

/// What came out, and what did not.
extension AcceptancePage {
  mutating func writeResults() {
    heading("results")
    writeTotals()
    page.element("p", class: "rule", acceptance.rollUpRule)
    writeForms()
    heatMap(HeatMap(report, unrun: acceptance.unrun))
    writeImperfect()
    writeDecisions()
  }

  /// `data-` attributes let a test compare the numbers with those of the other files.
  private mutating func writeTotals() {
    let labels = [
      texts("Result", "Resultaat"), texts("By machine alone", "Alleen machine"),
      texts("Judged by people", "Door mensen"), texts("Scenarios", "Scenario's"),
    ]
    page.raw("<div class=\"wide\" tabindex=\"0\"><table class=\"totals\"><thead><tr>")
    for (place, label) in labels.enumerated() {
      page.raw(place == 0 ? "<th scope=\"col\">" : "<th scope=\"col\" class=\"number\">")
      page.text(label)
      page.raw("</th>")
    }
    page.raw("</tr></thead><tbody>\n")
    for line in acceptance.totals.lines {
      page.raw("<tr data-standing=\"")
      page.text(line.standing.rawValue)
      page.raw("\"><td>")
      mark(line.standing)
      page.raw("</td>")
      writeNumbers(line)
      page.raw("</tr>\n")
    }
    page.raw("</tbody><tfoot><tr class=\"sum\" data-standing=\"all\"><th scope=\"row\">")
    page.text(texts("All planned", "Alle geplande"))
    page.raw("</th>")
    writeNumbers(acceptance.totals.total)
    page.raw("</tr></tfoot></table></div>\n")
  }

  private mutating func writeNumbers(_ line: TestedTotals.Line) {
    for number in [line.machine, line.people, line.total] {
      page.raw("<td class=\"number\">")
      page.number(number)
      page.raw("</td>")
    }
  }

  private mutating func writeForms() {
    page.element("h3", texts("By form of acceptance", "Per vorm van acceptatie"))
    let forms = acceptance.forms
    if forms.isEmpty {
      nothing(
        texts(
          "No scenario names a form (@form:uat, oat, contract, regulatory).",
          "Geen scenario noemt een vorm (@form:uat, oat, contract, regulatory)."))
      return
    }
    table(
      [
        texts("Form", "Vorm"), texts("Scenarios", "Scenario's"), texts("Passed", "Geslaagd"),
        texts("All others", "Alle andere"), texts("Whose signature", "Wiens handtekening"),
      ],
      forms.map { line in
        let others = line.counts.filter { $0.standing != .passed }.map { "\($0.count) \($0.standing.name(texts))" }
        return [
          texts.name(line.form), String(line.planned),
          String(line.counts.first { $0.standing == .passed }?.count ?? 0),
          others.isEmpty ? texts("none", "geen") : others.joined(separator: ", "), texts.signer(line.form),
        ]
      }, identifiers: 0)
  }

  /// Everything that came to a verdict and is not simply passed.
  private mutating func writeImperfect() {
    page.element("h3", texts("Executed, and not simply passed", "Uitgevoerd, en niet zonder meer geslaagd"))
    let rows = report.results.enumerated().map { (Standing($1), $0, $1) }
      .filter { $0.0.isExecuted && $0.0 != .passed }
      .sorted { ($0.0.rank, $0.1) < ($1.0.rank, $1.1) }
    if rows.isEmpty {
      nothing(texts("Nothing.", "Niets."))
      return
    }
    let findings = Dictionary(grouping: acceptance.openFindings) { $0[.title] }
    table(
      [
        "Scenario", texts("What", "Wat"), texts("Result", "Resultaat"), texts("Why", "Waarom"),
        texts("Open findings", "Open bevindingen"),
      ],
      rows.map { standing, _, result in
        let scenario = result.scenario.scenario
        let ids = (findings[scenario.title] ?? []).map(\.id).joined(separator: ", ")
        return [scenario.title, scenario.name, standing.name(texts), reason(result), ids]
      })
  }

  /// Of a failure what was found; of a person's verdict who said what.
  private func reason(_ result: JoinedResult) -> String {
    let said = result.rows.flatMap { row in
      row.verdicts.filter { $0.verdict != .passed }.map { verdict in
        "\(verdict.tester): \(texts.name(verdict.verdict))" + (verdict.observed.isEmpty ? "" : ", \(verdict.observed)")
      }
    }
    let machine = result.machineOutcome == .awaiting ? "" : result.scenario.result?.message ?? ""
    return ([machine].filter { !$0.isEmpty } + said).map { short($0, 160) }.joined(separator: "\n")
  }

  private mutating func writeDecisions() {
    let decided = report.results.flatMap { result in
      result.rows.compactMap { row in row.resolution.map { (result, row, $0) } }
    }
    if decided.isEmpty { return }
    page.element("h3", texts("Decided by the lead", "Beslist door de leider"))
    table(
      [
        texts("Row", "Rij"), "Scenario", texts("Said", "Gezegd"), texts("Decided", "Beslist"), texts("Why", "Waarom"),
        texts("By", "Door"),
      ],
      decided.map { result, row, resolution in
        let said = row.verdicts.map { "\($0.tester): \(texts.name($0.verdict))" }
        let machine = row.row.kind == .failed ? ["machine: \(texts.name(Outcome.failed))"] : []
        return [
          row.row.id.text, result.scenario.scenario.title, (machine + said).joined(separator: "\n"),
          texts.name(resolution.verdict), resolution.reason, "\(resolution.actor), \(moment(resolution.at))",
        ]
      }, identifiers: 2)
  }

  // MARK: Not executed

  private struct Undone: Hashable {
    var standing: Standing
    var reason: String
  }

  mutating func writeNotExecuted() {
    heading("undone")
    defer { writeWithdrawn() }
    var groups: [Undone: [String]] = [:]
    for result in report.results {
      let standing = Standing(result)
      if standing.isExecuted { continue }
      groups[Undone(standing: standing, reason: why(standing, result)), default: []]
        .append(result.scenario.scenario.title)
    }
    for scenario in acceptance.unrun {
      let reason = scenario.notApplicable ?? texts("no run selected it", "geen run koos het")
      groups[Undone(standing: .notRun, reason: reason), default: []].append(scenario.title)
    }
    if groups.isEmpty {
      nothing(texts("Everything that was planned was executed.", "Alles wat gepland was is uitgevoerd."))
      return
    }
    let sorted = groups.sorted {
      ($0.key.standing.rank, $1.value.count, $0.key.reason) < ($1.key.standing.rank, $0.value.count, $1.key.reason)
    }
    table(
      [
        texts("State", "Toestand"), texts("Why", "Waarom"), texts("How many", "Aantal"),
        texts("Scenarios", "Scenario's"),
      ],
      sorted.map { group, titles in
        [group.standing.name(texts), group.reason, String(titles.count), titles.joined(separator: ", ")]
      }, identifiers: 0)
  }

  /// Nobody plans them, so they are in no number above; that they were run, and how they ended, stays to be seen.
  private mutating func writeWithdrawn() {
    if report.withdrawn.isEmpty { return }
    page.element("h3", texts("No longer in the features", "Niet meer in de features"))
    page.element(
      "p", class: "soft",
      texts(
        "Run before, and in no feature of today: counted in no total, no criterion and no requirement. Their findings stay.",
        "Eerder gedraaid, en in geen feature van vandaag: ze tellen in geen totaal, criterium of eis. Hun bevindingen blijven."
      ))
    table(
      [
        "Scenario", texts("What", "Wat"), texts("Priority", "Prioriteit"),
        texts("Last result (machine)", "Laatste resultaat (machine)"),
        texts("Run, round", "Run, ronde"), texts("Open findings", "Open bevindingen"),
      ],
      report.withdrawn.map { result in
        let scenario = result.scenario.scenario
        let findings = acceptance.openFindings.filter { $0[.title] == scenario.title }.map(\.id)
        return [
          scenario.title, scenario.name,
          scenario.values(of: "prio").map { texts.name(priority: $0) }.joined(separator: ", "),
          texts.name(result.scenario.result?.outcome ?? .broken),
          result.origin.map { "\($0.run), \($0.round)" } ?? "", findings.joined(separator: ", "),
        ]
      })
  }

  private func why(_ standing: Standing, _ result: JoinedResult) -> String {
    switch standing {
    case .stale: return texts.origin(result.origin)
    case .unchecked:
      return texts("none of its steps compared anything", "geen van de stappen vergeleek iets")
    case .awaiting:
      let roles = Set(
        result.openRows.map { row in
          row.row.isForLead ? texts("the lead", "de leider") : report.roleName(row.row.role)
        })
      if roles.isEmpty {
        return texts(
          "people have judged; the machine goes on with lmsaccept finish",
          "mensen hebben geoordeeld; de machine gaat verder met lmsaccept finish")
      }
      return texts("verdict of ", "oordeel van ") + roles.sorted().joined(separator: ", ")
    default:
      let people = result.rows.flatMap(\.verdicts).filter { $0.verdict.outcome == result.outcome }
      if let verdict = people.first, result.machineOutcome == .awaiting {
        return "\(verdict.tester): \(short(verdict.observed, 160))"
      }
      return short(result.scenario.result?.message ?? texts("cut off", "afgebroken"), 160)
    }
  }
}

extension Standing {
  /// 0 is the worst.
  package var rank: Int { Self.ranks[self] ?? 0 }

  private static let ranks = Dictionary(uniqueKeysWithValues: allCases.enumerated().map { ($1, $0) })
}
