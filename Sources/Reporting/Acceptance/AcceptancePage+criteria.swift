import Campaign
import RunModel

/// Criteria and requirements in full.
extension AcceptancePage {
  mutating func writeCriteria() {
    heading("criteria")
    page.element(
      "p",
      texts(
        "A criterion that was not measured is not met. What only a person can say is marked as stated, with name and day.",
        "Aan een criterium dat niet is gemeten, is niet voldaan. Wat alleen een mens kan zeggen staat er als verklaard, met naam en dag."
      ))
    page.element("p", class: "soft", acceptance.priorityRule)
    for kind in Criterion.Kind.allCases {
      page.element("h3", texts.name(kind))
      table(
        [
          "Nr", texts("Criterion", "Criterium"), texts("Norm", "Norm"), texts("Measured", "Gemeten"),
          texts("Comes to", "Uitkomst"), texts("What is missing", "Wat ontbreekt"),
        ],
        acceptance.criteria.filter { $0.kind == kind }.map { criterion in
          [
            criterion.id, criterion.title, criterion.norm.replacing(" %", with: "\u{A0}%"),
            criterion.measure.isEmpty ? texts("cannot be measured", "niet te meten") : criterion.measure,
            "\(criterion.standing.sign) \(texts.name(criterion.standing))", remark(criterion),
          ]
        })
    }
  }

  private func remark(_ criterion: Criterion) -> String {
    if let reason = criterion.exemption { return texts("does not apply: ", "geldt niet: ") + reason }
    var lines: [String] = []
    if let statement = criterion.statement {
      let text = statement.text.isEmpty ? "" : ": \(statement.text)"
      lines.append(texts("stated by ", "verklaard door ") + "\(statement.by), \(statement.on)\(text)")
    }
    if !criterion.missing.isEmpty {
      let most = 40
      let rest = criterion.missing.count - most
      let more =
        rest > 0 ? texts(" and \(rest) more (criteria.csv)", " en nog \(rest) (criteria.csv)") : ""
      lines.append(criterion.missing.prefix(most).joined(separator: ", ") + more)
    }
    let (notes, hidden) = (criterion.notes.prefix(10), criterion.notes.count - 10)
    lines += notes
    if hidden > 0 { lines.append(texts("and \(hidden) more (criteria.csv)", "en nog \(hidden) (criteria.csv)")) }
    return lines.joined(separator: "\n")
  }

  mutating func writeRequirements() {
    heading("requirements")
    let all = acceptance.requirements
    if all.isEmpty {
      nothing(
        texts(
          "There is no list of requirements, and no scenario names one.",
          "Er is geen lijst van eisen, en geen scenario noemt er een."))
      return
    }
    let counts = RequirementStatus.allCases.compactMap { status in
      let count = all.count { $0.status == status }
      return count == 0 ? nil : "\(count) \(texts.name(status))"
    }
    let head =
      texts("Of ", "Van ") + texts.count(all.count, ("requirement", "requirements"), ("eis", "eisen")) + ": "
    page.element("p", class: "lead", head + counts.joined(separator: ", ") + ".")
    let hasList = !inputs.project.requirements.isEmpty
    let order = RequirementStatus.allCases
    let sorted = all.enumerated().sorted { left, right in
      let ranks = [left, right].map { order.firstIndex(of: $0.element.status) ?? 0 }
      return (ranks[0], left.offset) < (ranks[1], right.offset)
    }.map(\.element)
    table(
      [
        texts("Requirement", "Eis"), texts("Comes to", "Uitkomst"), texts("What it says", "Wat er staat"),
        texts("Risk", "Risico"), texts("Scenarios", "Scenario's"),
      ],
      sorted.map { result in
        let text = result.requirement.text
        return [
          result.requirement.id, "\(result.status.sign) \(texts.name(result.status))",
          text.isEmpty && hasList ? texts("(not in the list)", "(staat niet in de lijst)") : text,
          result.requirement.risk,
          proof(of: result),
        ]
      })
  }

  /// How many scenarios ended how; those that stand in the way by name.
  private func proof(of result: RequirementResult) -> String {
    var titles: [Standing: [String]] = [:]
    for proof in result.results { titles[Standing(proof), default: []].append(proof.scenario.scenario.title) }
    if !result.unrun.isEmpty { titles[.notRun, default: []] += result.unrun.map(\.title) }
    let lines = titles.sorted { $0.key.rank < $1.key.rank }.map { standing, titles -> String in
      let head = "\(titles.count) \(standing.name(texts))"
      if [.passed, .notApplicable].contains(standing) { return head }
      let rest = titles.count > 6 ? ", …" : ""
      return "\(head): \(titles.prefix(6).joined(separator: ", "))\(rest)"
    }
    return lines.joined(separator: "\n")
  }

  // MARK: Annex A

  /// Scenarios of a requirement that came to the same in every round share a line.
  private struct Course: Hashable {
    var now: Standing
    var marks: [Standing?]
  }

  mutating func writeTraceability() {
    heading("traceability", isNewPage: true)
    if acceptance.requirements.isEmpty {
      nothing(texts("No requirements.", "Geen eisen."))
      return
    }
    page.element(
      "p",
      texts(
        "Each requirement with its scenarios: what they count as now, and their last result in each round. A dot: not run in that round. One line a scenario is in traceability.csv.",
        "Elke eis met haar scenario's: waarvoor ze nu tellen, en hun laatste resultaat in elke ronde. Een punt: niet gedraaid in die ronde. Een regel per scenario staat in traceability.csv."
      ))
    page.raw("<div class=\"wide\" tabindex=\"0\"><table class=\"matrix\"><thead><tr>")
    let labels = [texts("Now", "Nu")] + inputs.rounds.map { texts("Round \($0.number)", "Ronde \($0.number)") }
    for label in labels + [texts("Scenarios", "Scenario's")] {
      page.raw("<th scope=\"col\">")
      page.text(label)
      page.raw("</th>")
    }
    page.raw("</tr></thead>\n")
    for result in acceptance.requirements { writeTrace(result, columns: labels.count + 1) }
    page.raw("</table></div>\n")
  }

  private mutating func writeTrace(_ result: RequirementResult, columns: Int) {
    page.raw("<tbody><tr><th scope=\"rowgroup\" colspan=\"")
    page.number(columns)
    page.raw("\"><span class=\"id\">")
    page.text(result.requirement.id)
    page.raw("</span> <strong>")
    page.text("\(result.status.sign) \(texts.name(result.status))")
    page.raw("</strong> ")
    page.text(result.requirement.text)
    if let judge = ScenarioJudge.together(result.results.map(ScenarioJudge.init)), judge != .notApplicable {
      page.raw(" <span class=\"judge\">")
      page.text(texts("judged by ", "beoordeeld door ") + texts.name(judge))
      page.raw("</span>")
    }
    page.raw("</th></tr>\n")
    var courses: [Course: [String]] = [:]
    for proof in result.results {
      let scenario = proof.scenario.scenario
      courses[Course(now: Standing(proof), marks: acceptance.marks(of: scenario)), default: []].append(scenario.title)
    }
    let none = inputs.rounds.map { _ in Standing?.none }
    for scenario in result.unrun { courses[Course(now: .notRun, marks: none), default: []].append(scenario.title) }
    let sorted = courses.sorted { ($0.key.now.rank, $0.value[0]) < ($1.key.now.rank, $1.value[0]) }
    for (course, titles) in sorted {
      page.raw("<tr><td>")
      mark(course.now)
      page.raw("</td>")
      for standing in course.marks {
        page.raw("<td>")
        if let standing { mark(standing) } else { page.raw("·") }
        page.raw("</td>")
      }
      page.raw("<td>")
      page.text(titles.joined(separator: ", "))
      page.raw("</td></tr>\n")
    }
    page.raw("</tbody>\n")
  }
}

extension RequirementStatus {
  /// The sign before the word.
  var sign: String {
    switch self {
    case .notMet: "✕"
    case .notProven: "?"
    case .uncovered, .notApplicable: "–"
    case .metWithRemarks: "~"
    case .met: "✓"
    }
  }
}
