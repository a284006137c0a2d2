import Diagnostics
import RunModel

/// What a pack covers, for a terminal.
package struct CoverageText {
  private let coverage: ScenarioCoverage
  private let width: Int
  private let texts = Texts(language: "en")

  package init(_ coverage: ScenarioCoverage, width: Int) {
    self.coverage = coverage
    self.width = width
  }

  /// - Parameter target: `lms (moodle)`, for which it is said who judges.
  package func lines(target: String) -> [String] {
    areas + [""] + requirements(target) + [""] + summary(target)
  }

  /// Areas and roles only.
  package var areas: [String] {
    let areaWidth = max(4, coverage.areas.map(\.count).max() ?? 0)
    func line(_ first: String, _ count: String, _ cells: [String]) -> String {
      let padded = zip(cells, coverage.roles).map { $0.leftPadded(to: max(3, $1.count)) }
      return ([first.padded(to: areaWidth), count.leftPadded(to: 3)] + padded).joined(separator: " ")
    }
    func number(_ count: Int) -> String { count == 0 ? "·" : String(count) }
    let head = line("area", "all", coverage.roles.map(\.visibleLine))
    let rows = coverage.areas.map { area in
      line(
        area.visibleLine, number(coverage.count(area)),
        coverage.roles.map { number(coverage.count(area, role: $0)) })
    }
    let sums = coverage.roles.map { role in number(coverage.scenarios.count { $0.roles.contains(role) }) }
    return ["scenarios in which a role acts or judges:", "", head] + rows + [
      line("all", String(coverage.scenarios.count), sums)
    ]
  }

  private func requirements(_ target: String) -> [String] {
    var lines = ["requirements, and who judges them on \(target):", ""]
    let idWidth = coverage.lines.map(\.requirement.id.count).max() ?? 0
    for line in coverage.lines {
      let requirement = line.requirement
      let judge = line.judge.map(texts.name) ?? "NOT COVERED"
      let scenarios = line.scenarios.map { "\($0.id) \(texts.name($0.judge))" }.joined(separator: ", ")
      let head = "\(requirement.id.padded(to: idWidth))  \(judge)"
      let text = requirement.text.isEmpty ? "(not in the list of requirements)" : requirement.text
      lines.append(head.visibleLine)
      lines += "\(text)\(scenarios.isEmpty ? "" : ": \(scenarios)")".visibleLine.wrapped(to: width - idWidth - 2)
        .map { String(repeating: " ", count: idWidth + 2) + $0 }
    }
    return lines
  }

  private func summary(_ target: String) -> [String] {
    let counts =
      ScenarioJudge.allCases.map { "\(coverage.count($0)) \(texts.name($0))" } + [
        "\(coverage.uncovered.count) not covered"
      ]
    var lines =
      "\(coverage.listed) requirement\(coverage.listed == 1 ? "" : "s") on \(target): \(counts.joined(separator: ", "))"
      .wrapped(
        to: width)
    if !coverage.uncovered.isEmpty {
      lines += "no scenario covers: \(coverage.uncovered.map(\.id).joined(separator: ", "))".wrapped(to: width)
    }
    if !coverage.unjudged.isEmpty {
      lines += "nothing is compared and nobody asked: \(coverage.unjudged.map(\.id).joined(separator: ", "))"
        .wrapped(to: width)
    }
    let unknown = coverage.unknown
    if !unknown.isEmpty, unknown.count < coverage.lines.count {
      lines +=
        "not counted, for \(unknown.count == 1 ? "it is" : "they are") not in the list of requirements: \(unknown.joined(separator: ", "))"
        .visibleLine.wrapped(to: width)
    }
    return lines
  }
}
