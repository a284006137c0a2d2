import Diagnostics
import RunModel

/// The page: Markdown with the tables of GitHub.
extension ScenarioTable {
  package func markdown() -> String {
    let texts = Texts(language: language)
    var page = MarkdownPage()
    page.line("# " + texts("Results, scenario by scenario", "Resultaten per scenario"))
    for reservation in reservations { page.paragraph("> " + MarkdownPage.inline(reservation)) }
    page.table(["", ""], facts(texts))
    page.paragraph(MarkdownPage.inline(summary(texts)))
    page.table(
      [
        texts("scenario", "scenario"), texts("title", "titel"), texts("result", "resultaat"),
        texts("checks by machine", "controles door machine"), texts("rows for people", "regels voor mensen"),
        texts("not automated", "niet geautomatiseerd"),
      ],
      rows.map { row in
        [
          row.id, row.name, Self.outcomes(row, texts), String(row.checks), String(row.people),
          row.manual.isEmpty ? "" : String(row.manual.count),
        ]
      })
    writeDefects(&page, texts)
    writeWrong(&page, texts)
    writeManual(&page, texts)
    return page.text
  }

  private func facts(_ texts: Texts) -> [[String]] {
    [[texts("System", "Systeem"), target]] + site.map { [$0.text, $0.remark] } + [
      [texts("Fingerprint", "Vingerafdruk"), siteCode], [texts("Date", "Datum"), day],
      [texts("Tool", "Gereedschap"), tool], [texts("Command", "Opdracht"), command],
    ]
  }

  private func summary(_ texts: Texts) -> String {
    let (whole, part) = (rows.count(where: \.isAutomated), rows.count(where: \.isPartlyAutomated))
    let people = rows.reduce(0) { $0 + $1.people }
    let total = texts.scenarios(rows.count)
    return texts(
      "Of \(total), \(whole) need no person for want of code; in \(part) more the machine checks something. "
        + "\(people) rows are for people.",
      "Van \(total) is bij \(whole) niemand nodig omdat code ontbreekt; in nog \(part) controleert de machine iets. "
        + "\(people) regels zijn voor mensen.")
  }

  private static func outcomes(_ row: Row, _ texts: Texts) -> String {
    if row.outcomes.count == 1, let only = row.outcomes.first { return texts.name(only.outcome) }
    return row.outcomes.map { "\($0.number) \(texts.name($0.outcome))" }.joined(separator: ", ")
  }

  private func writeDefects(_ page: inout MarkdownPage, _ texts: Texts) {
    if defects.isEmpty { return }
    page.paragraph("## " + texts("Findings", "Bevindingen"))
    page.table(
      [
        texts("finding", "bevinding"), texts("scenario", "scenario"), texts("what is wrong", "wat er mis is"),
        texts("severity", "ernst"), texts("what helps", "wat helpt"),
      ],
      defects.map { defect in
        [
          defect.id, defect.scenario, defect.summary, Severity(rawValue: defect.severity).map { texts.name($0) } ?? "",
          defect.workaround,
        ]
      })
  }

  private func writeWrong(_ page: inout MarkdownPage, _ texts: Texts) {
    let lines = rows.flatMap { row in row.wrong.map { [row.id, $0.remark, $0.text] } }
    if lines.isEmpty { return }
    page.paragraph("## " + texts("Sentences that did not hold", "Zinnen die niet opgingen"))
    page.table(
      [texts("scenario", "scenario"), texts("example", "voorbeeld"), texts("sentence", "zin")], lines)
  }

  private func writeManual(_ page: inout MarkdownPage, _ texts: Texts) {
    let lines = rows.flatMap { row in row.manual.map { [row.id, $0.text, $0.remark] } }
    if lines.isEmpty { return }
    page.paragraph("## " + texts("What people do because no code does it", "Wat mensen doen omdat code ontbreekt"))
    page.table([texts("scenario", "scenario"), texts("sentence", "zin"), texts("why", "waarom")], lines)
  }
}

/// Writes Markdown; whatever stands in a cell is text and nothing else.
struct MarkdownPage {
  private(set) var text = ""

  mutating func line(_ line: String) { text += line + "\n" }

  mutating func paragraph(_ words: String) { text += "\n" + words + "\n" }

  mutating func table(_ head: [String], _ rows: [[String]]) {
    text += "\n"
    row(head)
    text += "|" + String(repeating: " --- |", count: head.count) + "\n"
    for cells in rows { row(cells) }
  }

  private mutating func row(_ cells: [String]) {
    text += "|" + cells.map { $0.isEmpty ? " |" : " \(Self.inline($0)) |" }.joined() + "\n"
  }

  /// On one line, with what Markdown and HTML would read as their own taken literally.
  static func inline(_ text: String) -> String {
    var made = ""
    for character in text.visibleLine {
      switch character {
      case "\\", "|", "`", "*", "_", "[", "]", "#", "~": made += "\\\(character)"
      case "<": made += "&lt;"
      case ">": made += "&gt;"
      case "&": made += "&amp;"
      default: made.append(character)
      }
    }
    return made
  }
}
