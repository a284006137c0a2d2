import Campaign
import Diagnostics
import RunModel

/// What the terminal says when a run is over.
///
///     12 of 20 scenarios were checked by machine: 10 passed, 2 failed.
///     The others: 5 awaiting, 3 not applicable.
///
///     FAILED  USR-03 [city, Utrecht]  A trainer changes a field
///       Then "VCA" has 2 participants                      (enrol.feature:14)
///         course "VCA" has 2 participants: expected 2, actual 1
///         lmsaccept show 31 USR-03
package struct TerminalSummary {
  private let report: Report
  private let colour: Bool
  private let width: Int
  private var lines: [String] = []

  private static let shownProblems = 20

  /// - Parameter files: where the reports are, in the order shown.
  /// - Returns: text that ends with a line feed.
  package static func text(_ report: Report, files: [String] = [], colour: Bool = false, width: Int = 80) -> String {
    var summary = TerminalSummary(report: report, colour: colour, width: max(40, width))
    summary.write(files: files)
    return summary.lines.joined(separator: "\n") + "\n"
  }

  private init(report: Report, colour: Bool, width: Int) {
    self.report = report
    self.colour = colour
    self.width = width
  }

  private var texts: Texts { report.texts }

  private mutating func write(files: [String]) {
    paragraph(report.firstSentence, style: .bold)
    if !report.secondSentence.isEmpty { paragraph(report.secondSentence) }
    for reservation in report.record.header.reservations {
      paragraph(texts("Reservation: ", "Voorbehoud: ") + reservation, style: .yellow)
    }
    writeStop()
    writeProblems()
    writeApart()
    writeAwaiting()
    writeInapplicable()
    writeUncontrolled()
    writeTroubles()
    writeEnd(files: files)
  }

  private mutating func writeStop() {
    guard let footer = report.record.footer else {
      paragraph(
        texts(
          "The run was cut off; what is shown was stored before.",
          "De run is afgebroken; wat hier staat was toen al opgeslagen."), style: .red)
      return
    }
    if footer.isInterrupted { paragraph(texts("Interrupted.", "Onderbroken."), style: .red) }
    if !footer.stoppedBecause.isEmpty {
      paragraph(texts("Stopped early: ", "Voortijdig gestopt: ") + footer.stoppedBecause, style: .red)
    }
  }

  private mutating func writeProblems() {
    // A run that stopped says why once; what it never came to has nothing to add.
    let isStopped = !(report.record.footer?.stoppedBecause ?? "").isEmpty
    let untouched = isStopped ? report.results.filter(\.isUntouched) : []
    let problems = report.results.filter { $0.outcome.isProblem && !(isStopped && $0.isUntouched) }
      .enumerated().sorted { ($0.element.outcome, $0.offset) < ($1.element.outcome, $1.offset) }.map(\.element)
    for problem in problems.prefix(Self.shownProblems) { write(problem) }
    let more = problems.count - Self.shownProblems
    if more > 0 {
      lines.append("")
      paragraph(texts("… and \(more) more: ", "… en nog \(more): ") + "lmsaccept show \(report.record.number)")
    }
    if !untouched.isEmpty {
      lines.append("")
      paragraph(
        texts(
          "Not run: \(texts.scenarios(untouched.count)).", "Niet gedraaid: \(texts.scenarios(untouched.count))."))
    }
  }

  private mutating func write(_ problem: JoinedResult) {
    let scenario = problem.scenario.scenario
    let word = texts.name(problem).uppercased()
    lines.append("")
    let title = "\(scenario.title.visibleLine)  \(scenario.name.visibleLine)"
    for (place, line) in title.wrapped(to: width - word.displayWidth - 2).enumerated() {
      let lead =
        place == 0 ? TextStyle.red.apply(word, colour: colour) : String(repeating: " ", count: word.displayWidth)
      lines.append("\(lead)  \(line)")
    }
    if let (step, result) = problem.deciding, result.outcome.isProblem {
      if let step {
        let place = "(\(scenario.file.path.visibleLine):\(step.step.position.line))"
        paragraph(step.step.keyword.trimmedEnd + " " + step.step.text + "  " + place, indent: 2)
      }
      write(result)
    } else {
      if problem.scenario.result == nil {
        paragraph(texts("never finished", "nooit afgemaakt"), indent: 4)
      } else if let message = problem.scenario.result?.message, !message.isEmpty, problem.rows.isEmpty {
        paragraph(message, indent: 4)
      }
      for row in problem.rows where row.outcome.isProblem { write(row) }
    }
    let isTold = problem.deciding?.result.outcome.isProblem != true && problem.rows.isEmpty
    if !isTold, !scenario.values(of: "known").isEmpty, let message = problem.scenario.result?.message {
      paragraph(message, indent: 4)
    }
    paragraph("lmsaccept show \(report.record.number) \(shellWord(scenario.id))", indent: 4, style: .dim)
  }

  private mutating func write(_ result: StepResult) {
    if !result.message.isEmpty { paragraph(result.message, indent: 4) }
    if let expected = result.expected { paragraph(texts("expected: ", "verwacht: ") + expected, indent: 4) }
    if let actual = result.actual { paragraph(texts("actual:   ", "gevonden: ") + actual, indent: 4) }
    if let place = result.place { paragraph(texts("at ", "bij ") + place, indent: 4, style: .dim) }
  }

  private mutating func write(_ row: JoinedRow) {
    for verdict in row.verdicts where verdict.verdict.outcome.isProblem {
      paragraph("\(row.row.id)  \(verdict.sentence(texts))", indent: 4)
    }
  }

  private mutating func writeAwaiting() {
    let rows = report.openRows
    if rows.isEmpty { return }
    lines.append("")
    let roles = report.openRowsByRole.map { "\($0.name) \($0.count)" }.joined(separator: ", ")
    let count = texts.count(rows.count, ("row", "rows"), ("rij", "rijen"))
    paragraph(texts("Awaiting people: \(count) (\(roles)).", "Wacht op mensen: \(count) (\(roles))."))
    let lost = rows.count { !$0.stale.isEmpty }
    if lost == 0 { return }
    let again = texts.count(lost, ("row", "rows"), ("rij", "rijen"))
    paragraph(
      texts(
        "Verdicts on \(again) no longer count: they are about what an earlier run made, or about other words.",
        "Oordelen op \(again) tellen niet meer: ze gaan over wat een eerdere run maakte, of over andere tekst."),
      style: .yellow)
  }

  /// What passed only after a repeat, and what failed as its finding says: nothing fails by it, and neither is a pass.
  private mutating func writeApart() {
    let kinds = [
      (Outcome.flaky, texts("Passed only after a repeat:", "Pas na herhalen geslaagd:")),
      (.known, texts("Failed as its finding says:", "Mislukt zoals de bevinding zegt:")),
    ]
    for (outcome, title) in kinds {
      let results = report.results(outcome)
      if results.isEmpty { continue }
      lines.append("")
      paragraph(title)
      for result in results {
        let message = result.scenario.result?.message ?? ""
        paragraph("\(result.scenario.scenario.title)  \(message)", indent: 2)
      }
    }
  }

  private mutating func writeInapplicable() {
    let count = report.results(.notApplicable).count
    if count == 0 { return }
    lines.append("")
    paragraph(
      texts("Not applicable: \(texts.scenarios(count)).", "Niet van toepassing: \(texts.scenarios(count))."))
    for (reason, count) in report.inapplicableReasons { paragraph("\(count) × \(reason)", indent: 2) }
  }

  private mutating func writeUncontrolled() {
    let attempts = report.attemptsWithoutControl
    if attempts.isEmpty { return }
    lines.append("")
    paragraph(
      texts(
        "Refused for everybody: these steps succeeded for nobody in this run, so the refusals prove little.",
        "Voor iedereen geweigerd: deze stappen lukten niemand in deze run, dus de weigeringen bewijzen weinig."))
    for attempt in attempts {
      paragraph("\(attempt.definition.pattern)  (\(attempt.scenarios.joined(separator: ", ")))", indent: 2)
    }
  }

  private mutating func writeTroubles() {
    let troubles = report.results.filter { !($0.scenario.result?.cleanUpTroubles.isEmpty ?? true) }
    if troubles.isEmpty { return }
    lines.append("")
    paragraph(texts("Not cleaned up:", "Niet opgeruimd:"), style: .yellow)
    for result in troubles {
      for trouble in result.scenario.result?.cleanUpTroubles ?? [] {
        paragraph("\(result.scenario.scenario.title): \(trouble)", indent: 2)
      }
    }
    paragraph(texts("\"lmsaccept clean\" tries again.", "\"lmsaccept clean\" probeert het opnieuw."), indent: 2)
  }

  private mutating func writeEnd(files: [String]) {
    lines.append("")
    let record = report.record
    let steps = record.scenarios.reduce(0) { $0 + $1.steps.count }
    var end = "run \(record.number), \(record.header.target): "
    end += texts.count(steps, ("step", "steps"), ("stap", "stappen"))
    if let footer = record.footer {
      end += ", " + texts.count(footer.requests, ("request", "requests"), ("verzoek", "verzoeken"))
      end += ", " + ClockText.duration(footer.durationNanoseconds)
    }
    paragraph(end, style: .dim)
    for file in files { lines.append(TextStyle.dim.apply(file.visibleLine, colour: colour)) }
  }

  private mutating func paragraph(_ text: String, indent: Int = 0, style: TextStyle = .plain) {
    let space = String(repeating: " ", count: indent)
    for line in text.wrapped(to: width - indent) { lines.append(space + style.apply(line, colour: colour)) }
  }
}

extension JoinedResult {
  /// Nothing was run and no person said anything.
  fileprivate var isUntouched: Bool { scenario.result == nil && rows.allSatisfy(\.verdicts.isEmpty) }
}
