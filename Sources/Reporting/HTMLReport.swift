import Campaign
import Diagnostics
import RunModel

/// The report of a run as one page that needs nothing else: no script, no font, no picture from anywhere.
///
/// First what was checked and with what reservations, then what failed and why, then what waits for people; all the
/// rest follows for whoever wants to know.
package struct HTMLReport {
  let report: Report
  var page = HTMLWriter()
  private let output: ([UInt8]) -> Void

  private static let pieceBytes = 1 << 16

  package static func bytes(_ report: Report) -> [UInt8] {
    var bytes: [UInt8] = []
    write(report) { bytes += $0 }
    return bytes
  }

  /// Hands the page on in pieces: of a long run it takes much room.
  package static func write(_ report: Report, to output: ([UInt8]) -> Void) {
    withoutActuallyEscaping(output) { output in
      var html = HTMLReport(report: report, output: output)
      html.write()
      html.page.drain(output)
    }
  }

  private init(report: Report, output: @escaping ([UInt8]) -> Void) {
    self.report = report
    self.output = output
  }

  mutating func handOn() { page.drain(atLeast: Self.pieceBytes, output) }

  var texts: Texts { report.texts }
  private var header: RunHeader { report.record.header }

  private mutating func write() {
    page.beginPage(
      title: texts("Test report, run ", "Testrapport, run ") + "\(report.record.number): \(header.project)",
      language: texts.language, reservations: header.reservations)
    writeHead()
    writeProblems()
    writeAwaiting()
    writeAreas()
    writeRemarks()
    writeScenarios()
    page.endPage(footer: page.footer(for: report))
  }

  private mutating func writeHead() {
    page.element("p", class: "kicker", texts("Test report", "Testrapport") + " · \(header.project)")
    page.element("h1", texts("Run \(report.record.number) on ", "Run \(report.record.number) op ") + header.target)
    page.element("p", class: "lead", report.firstSentence)
    if !report.secondSentence.isEmpty { page.element("p", report.secondSentence) }
    page.banners(for: report)
    page.bar(report.countedOutcomes, texts)
    page.raw("<ul class=\"tally\">\n")
    for (outcome, count) in report.countedOutcomes {
      page.raw("<li><b>")
      page.number(count)
      page.raw("</b>")
      page.mark(OutcomeMark(outcome, texts))
      page.raw("</li>\n")
    }
    page.raw("</ul>\n")
    page.facts(facts)
  }

  private var facts: [(String, String)] {
    var facts = [
      (texts("Started", "Begonnen"), header.startText),
      (texts("System", "Systeem"), "\(header.base) (\(header.adapter))"),
      (texts("Round", "Ronde"), String(header.round)),
      (texts("Selection", "Selectie"), header.selection.isEmpty ? texts("everything", "alles") : header.selection),
    ]
    if let footer = report.record.footer {
      facts.insert((texts("Took", "Duurde"), ClockText.duration(footer.durationNanoseconds)), at: 1)
      facts.append((texts("Requests", "Verzoeken"), String(footer.requests)))
    }
    if let seed = header.seed { facts.append((texts("Order", "Volgorde"), "--shuffle \(seed)")) }
    return facts
  }

  private mutating func writeProblems() {
    let problems = report.results.filter { $0.outcome.isProblem }
      .enumerated().sorted { ($0.element.outcome, $0.offset) < ($1.element.outcome, $1.offset) }.map(\.element)
    page.element("h2", texts("What is wrong, and why", "Wat er mis is, en waarom"))
    if problems.isEmpty {
      page.element("p", texts("Nothing failed.", "Er is niets gefaald."))
      return
    }
    for problem in problems { write(problem) }
  }

  private mutating func write(_ problem: JoinedResult) {
    let scenario = problem.scenario.scenario
    page.raw(problem.outcome == .broken ? "<article class=\"unsure\">\n" : "<article>\n")
    page.raw("<h3>")
    page.mark(OutcomeMark(problem, texts))
    page.raw(" · <a class=\"id\" href=\"#s")
    page.number(scenario.index)
    page.raw("\">")
    page.text(scenario.title)
    page.raw("</a> ")
    page.text(scenario.name)
    page.raw("</h3>\n")
    if let (step, result) = problem.deciding, result.outcome.isProblem {
      if let step {
        page.raw("<p class=\"step\"><span class=\"key\">")
        page.text(step.step.keyword.trimmedEnd)
        page.raw("</span> ")
        page.text(step.step.text)
        page.raw(" <span class=\"soft\">(")
        page.text("\(scenario.file.path):\(step.step.position.line)")
        page.raw(")</span></p>\n")
      }
      write(result)
      if let step { writeExchanges(of: step, in: scenario) }
    } else if problem.scenario.result == nil {
      page.element("p", texts("The run was cut off here.", "De run is hier afgebroken."))
    }
    for row in problem.rows where row.outcome.isProblem && !row.verdicts.isEmpty { page.verdicts(of: row, texts) }
    page.close("article")
  }

  mutating func write(_ result: StepResult) {
    if !result.message.isEmpty { page.element("p", result.message) }
    if result.expected != nil || result.actual != nil {
      page.raw("<dl class=\"compare\">")
      if let expected = result.expected {
        page.element("dt", texts("expected", "verwacht"))
        page.element("dd", expected)
      }
      if let actual = result.actual {
        page.element("dt", texts("found", "gevonden"))
        page.element("dd", actual)
      }
      page.raw("</dl>\n")
    }
    if let place = result.place { page.element("p", class: "soft", texts("at ", "bij ") + place) }
  }

  mutating func writeExchanges(of step: StepRecord, in scenario: PlannedScenario) {
    let numbers = Set(step.exchanges)
    let exchanges = (report.exchanges[scenario.index] ?? []).filter { numbers.contains($0.number) }
    for exchange in exchanges {
      page.raw("<details><summary>")
      page.text(texts("Request ", "Verzoek ") + "\(exchange.number): \(exchange.method) \(exchange.url.withoutOrigin)")
      page.raw(" → ")
      page.text(exchange.trouble.isEmpty ? String(exchange.status) : exchange.trouble)
      page.raw("</summary>\n<pre>")
      page.text(ShowExchange.text(exchange, language: texts.language))
      page.raw("</pre></details>\n")
    }
  }

  private mutating func writeAwaiting() {
    let rows = report.openRows
    if rows.isEmpty { return }
    page.element("h2", texts("What waits for people", "Wat op mensen wacht"))
    let roles = report.openRowsByRole.map { "\($0.name) \($0.count)" }.joined(separator: ", ")
    let count = texts.count(rows.count, ("row", "rows"), ("rij", "rijen"))
    page.element("p", "\(count): \(roles).")
    page.table(
      columns: [
        texts("Row", "Rij"), "Scenario", texts("Role", "Rol"), texts("What to do", "Wat te doen"),
        texts("What to expect", "Wat te verwachten"),
      ])
    for row in rows {
      let role = row.row.isForLead ? texts("the lead", "de leider") : report.roleName(row.row.role)
      page.cells(
        [
          (texts("Row", "Rij"), row.row.id.text), ("Scenario", row.row.scenarioID), (texts("Role", "Rol"), role),
          (texts("Do", "Doen"), row.row.actions.joined(separator: "\n")),
          (texts("Expect", "Verwacht"), row.row.expectation ?? texts("it worked", "het lukte")),
        ], identifiers: 2)
    }
    page.endTable()
  }
}
