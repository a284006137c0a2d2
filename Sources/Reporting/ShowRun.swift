package import Campaign
import Diagnostics
package import RunModel

/// `lmsaccept show N`: a run on one screen.
package enum ShowRun {
  /// - Parameter setUpRequests: how many requests made people ready before the first scenario.
  package static func text(
    _ report: Report, setUpRequests: Int = 0, colour: Bool = false, width: Int = 80
  ) -> String {
    let (record, texts) = (report.record, report.texts)
    let head = "run \(record.number)  \(record.header.startText)  \(record.header.target) \(record.header.base)"
    var lines = head.visibleLine.wrapped(to: width)
    lines.append(contentsOf: report.firstSentence.wrapped(to: width))
    if !report.secondSentence.isEmpty { lines.append(contentsOf: report.secondSentence.wrapped(to: width)) }
    for reservation in record.header.reservations {
      let text = texts("Reservation: ", "Voorbehoud: ") + reservation
      lines.append(contentsOf: text.wrapped(to: width).map { TextStyle.yellow.apply($0, colour: colour) })
    }
    lines.append("")
    let names = report.results.map { texts.name($0) }
    let column = names.map(\.displayWidth).max() ?? 0
    for (result, name) in zip(report.results, names) {
      let scenario = result.scenario.scenario
      let word = result.outcome.textStyle.apply(name.padded(to: column), colour: colour)
      let note = result.isPassedUnchecked ? texts(" (no check)", " (geen controle)") : ""
      let room = max(20, width - column - 2 - note.displayWidth)
      lines.append(word + "  " + "\(scenario.title)  \(scenario.name)".cut(to: room) + note)
    }
    if setUpRequests > 0 {
      let text = texts(
        "Before the first scenario \(setUpRequests) requests made people ready: lmsaccept show \(record.number) set-up",
        "Vóór het eerste scenario zetten \(setUpRequests) verzoeken mensen klaar: lmsaccept show \(record.number) set-up"
      )
      lines.append("")
      lines.append(contentsOf: text.wrapped(to: width))
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// `lmsaccept show`: the runs, newest first.
  package static func list(_ runs: [RunSummaryLine], language: String, width: Int = 80) -> String {
    let texts = Texts(language: language)
    if runs.isEmpty { return texts("nothing was run yet", "er is nog niets gedraaid") + "\n" }
    return runs.map { run in
      let counts = Outcome.allCases.compactMap { outcome in run.outcomes[outcome].map { "\($0) \(texts.name(outcome))" }
      }
      let state = run.isFinished ? "" : texts(" (not finished)", " (niet afgemaakt)")
      return "\(run.number)  \(run.started)  \(run.target)\(state)  \(counts.joined(separator: ", "))".cut(to: width)
        + "\n"
    }.joined()
  }
}

/// What the list of runs shows of one.
package struct RunSummaryLine: Sendable {
  package var number: Int
  package var started: String
  package var target: String
  package var isFinished: Bool
  package var outcomes: [Outcome: Int]

  package init(_ summary: RunSummary) {
    number = summary.number
    started = ClockText.moment(summary.startedAt, utcOffsetMinutes: summary.utcOffsetMinutes)
    target = summary.target
    isFinished = summary.isFinished
    outcomes = summary.outcomes
  }
}
