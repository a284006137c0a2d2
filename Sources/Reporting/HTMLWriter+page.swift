import Campaign
import RunModel

extension HTMLWriter {
  /// - Parameters:
  ///   - reservations: stand at the foot of every printed page.
  ///   - running: stand at its head, left and right.
  ///   - style: a further style sheet.
  mutating func beginPage(
    title: String, language: String, reservations: [String], running: (left: String, right: String)? = nil,
    style: StaticString = "", body: StaticString = ""
  ) {
    raw("<!doctype html>\n<html lang=\"")
    text(language)
    raw("\">\n<head>\n")
    raw(PageStyle.head)
    element("title", title)
    raw(PageStyle.sheet)
    raw(style)
    if let running {
      raw("<style>@page { @top-left { font: 8pt sans-serif; content: ")
      cssString(running.left)
      raw(" } @top-right { font: bold 8pt sans-serif; content: ")
      cssString(running.right)
      raw(" } }</style>\n")
    }
    if !reservations.isEmpty {
      raw("<style>@page { @bottom-left { font-size: 7pt; content: ")
      cssString(reservations.joined(separator: "; "))
      raw(" } }</style>\n")
    }
    raw("</head>\n<body")
    if body.utf8CodeUnitCount > 0 {
      raw(" class=\"")
      raw(body)
      raw("\"")
    }
    raw(">\n<main>\n")
  }

  mutating func endPage(footer: String) {
    element("footer", footer)
    raw("</main>\n</body>\n</html>\n")
  }

  func footer(for report: Report) -> String {
    var parts = ["lmsaccept \(report.record.header.version)", report.record.header.startText]
    if let head = report.journalHead { parts.append(report.texts("journal ", "logboek ") + head) }
    return parts.joined(separator: " · ")
  }

  /// What every page says when it holds: reservations of the run, and that it did not end by itself.
  /// - Parameter all: the reservations, where there are more than the run's own.
  mutating func banners(for report: Report, adding all: [String]? = nil) {
    let texts = report.texts
    let footer = report.record.footer
    var ends: [String] = []
    if footer == nil { ends.append(texts("The run was cut off.", "De run is afgebroken.")) }
    if footer?.isInterrupted ?? false { ends.append(texts("The run was interrupted.", "De run is onderbroken.")) }
    if let reason = footer?.stoppedBecause, !reason.isEmpty {
      ends.append(texts("Stopped early: ", "Voortijdig gestopt: ") + reason)
    }
    if !ends.isEmpty {
      raw("<div class=\"banner bad\">")
      for end in ends { element("p", end) }
      raw("</div>\n")
    }
    let reservations = all ?? report.record.header.reservations
    if reservations.isEmpty { return }
    raw("<div class=\"banner\" role=\"note\"><p><strong>")
    text(texts("Reservations", "Voorbehoud"))
    raw("</strong></p>")
    for reservation in reservations { element("p", reservation) }
    raw("</div>\n")
  }

  /// Parts of the whole; the list under it says the same in words and numbers.
  mutating func bar(_ counts: [(outcome: Outcome, count: Int)], _ texts: Texts) {
    raw("<div class=\"bar\" aria-hidden=\"true\">")
    for (outcome, count) in counts.reversed() {
      raw("<i class=\"")
      raw(OutcomeMark(outcome, texts).style)
      raw("\" style=\"flex:")
      number(count)
      raw("\"></i>")
    }
    raw("</div>\n")
  }

  mutating func facts(_ facts: [(String, String)]) {
    raw("<dl class=\"facts\">\n")
    for (name, value) in facts {
      element("dt", name)
      element("dd", value)
    }
    raw("</dl>\n")
  }

  mutating func table(columns: [String]) {
    raw("<div class=\"wide\" tabindex=\"0\"><table class=\"cards\"><thead><tr>")
    for column in columns { element("th", column) }
    raw("</tr></thead><tbody>\n")
  }

  /// A text whose long words may break: on paper a column is as wide as its longest word, and what stands beyond the edge
  /// of the page is lost.
  private mutating func breakable(_ part: Substring) {
    let most = 24
    var (start, length) = (part.startIndex, 0)
    if part.utf8.count > most {
      for index in part.indices {
        length = part[index].isWhitespace ? 0 : length + 1
        guard length == most else { continue }
        let end = part.index(after: index)
        text(String(part[start..<end]))
        raw("<wbr>")
        (start, length) = (end, 0)
      }
    }
    text(String(part[start...]))
  }

  /// A row that becomes a card on a narrow screen, each value with its label.
  mutating func cells(_ cells: [(label: String, text: String)], identifiers: Int) {
    raw("<tr>")
    for (place, cell) in cells.enumerated() {
      if cell.text.isEmpty {
        raw("<td></td>")
        continue
      }
      raw("<td data-label=\"")
      text(cell.label)
      raw("\">")
      if place < identifiers { raw("<span class=\"id\">") }
      for (line, part) in cell.text.split(separator: "\n").enumerated() {
        if line > 0 { raw("<br>") }
        breakable(part)
      }
      if place < identifiers { raw("</span>") }
      raw("</td>")
    }
    raw("</tr>\n")
  }

  mutating func endTable() { raw("</tbody></table></div>\n") }

  /// What testers said about a row.
  mutating func verdicts(of row: JoinedRow, _ texts: Texts) {
    raw("<ul>\n")
    for verdict in row.verdicts {
      var said = "\(row.row.id) · \(verdict.tester): \(texts.name(verdict.verdict))"
      if let severity = verdict.severity { said += " (\(texts.name(severity)))" }
      if !verdict.observed.isEmpty { said += ". \(verdict.observed)" }
      if !verdict.evidence.isEmpty { said += texts(" [evidence: ", " [bewijs: ") + verdict.evidence + "]" }
      element("li", said)
    }
    for verdict in row.stale {
      let said = "\(row.row.id) · \(verdict.tester): \(texts.name(verdict.verdict))"
      element(
        "li", class: "soft",
        said + texts(" (on an earlier wording, not counted)", " (over een eerdere tekst, telt niet)"))
    }
    raw("</ul>\n")
  }
}
