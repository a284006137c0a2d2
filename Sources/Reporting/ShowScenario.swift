package import Campaign
import Diagnostics
package import RunModel

/// `lmsaccept show N ID`: one scenario with its steps, what came of each, and the requests it took.
package struct ShowScenario {
  private let report: Report
  private let result: JoinedResult
  private let exchanges: [Int: ExchangeRecord]
  private let colour: Bool
  private let width: Int
  private var lines: [String] = []

  /// - Parameter exchanges: all of the scenario, for their first lines.
  package static func text(
    _ result: JoinedResult, of report: Report, exchanges: [ExchangeRecord], colour: Bool = false, width: Int = 80
  ) -> String {
    var show = ShowScenario(report: report, result: result, exchanges: exchanges, colour: colour, width: width)
    show.write()
    return show.lines.joined(separator: "\n") + "\n"
  }

  /// `lmsaccept show N set-up`: the requests before the first scenario.
  package static func setUp(_ exchanges: [ExchangeRecord], colour: Bool = false, width: Int = 80) -> String {
    exchanges.map { line($0, colour: colour, width: width) + "\n" }.joined()
  }

  private static func line(_ exchange: ExchangeRecord, colour: Bool, width: Int) -> String {
    let end = exchange.trouble.isEmpty ? String(exchange.status) : exchange.trouble
    let line = "\(exchange.number)  \(exchange.who)  \(exchange.method) \(exchange.url.withoutOrigin)  \(end)"
    return TextStyle.dim.apply(line.cut(to: width), colour: colour)
  }

  private init(report: Report, result: JoinedResult, exchanges: [ExchangeRecord], colour: Bool, width: Int) {
    self.report = report
    self.result = result
    self.exchanges = Dictionary(exchanges.map { ($0.number, $0) }) { first, _ in first }
    self.colour = colour
    self.width = width
  }

  private var texts: Texts { report.texts }

  private mutating func write() {
    let scenario = result.scenario.scenario
    paragraph("\(scenario.title)  \(scenario.name)", style: .bold)
    var facts = "\(scenario.file.path):\(scenario.position.line)  \(scenario.tags.joined(separator: " "))"
    if result.scenario.attempt > 1 { facts += "  " + texts("attempt ", "poging ") + "\(result.scenario.attempt)" }
    paragraph(facts, style: .dim)
    let outcome = texts.name(result)
    paragraph(
      outcome + (result.scenario.result?.message).map { $0.isEmpty ? "" : ": \($0)" }.orEmpty,
      style: result.outcome.textStyle)
    lines.append("")
    for earlier in result.scenario.earlier { write(attempt: earlier) }
    if let setUp = result.scenario.setUp { write(texts("(set-up)", "(klaarzetten)"), setUp) }
    exchangeLines(step: -1)
    for step in result.scenario.steps { write(step) }
    if let conclusion = result.scenario.conclusion {
      write(texts("(after the last step)", "(na de laatste stap)"), conclusion)
    }
    exchangeLines(step: -2)
    for trouble in result.scenario.result?.cleanUpTroubles ?? [] {
      paragraph(texts("not cleaned up: ", "niet opgeruimd: ") + trouble, style: .yellow)
    }
    writeRows()
  }

  /// An attempt that `@retry` repeated: what went wrong in it.
  private mutating func write(attempt record: ScenarioRecord) {
    let outcome = record.result?.outcome ?? .broken
    let message = record.result?.message ?? ""
    paragraph(
      texts("attempt ", "poging ") + "\(record.attempt): \(texts.name(outcome))"
        + (message.isEmpty ? "" : ": \(message)"),
      style: outcome.textStyle)
    for step in record.steps where step.result.outcome != .passed && step.result.outcome != .skipped {
      paragraph("\(step.step.keyword.trimmedEnd) \(step.step.text)", indent: 2)
      if let expected = step.result.expected { paragraph(texts("expected: ", "verwacht: ") + expected, indent: 4) }
      if let actual = step.result.actual { paragraph(texts("actual:   ", "gevonden: ") + actual, indent: 4) }
    }
    lines.append("")
  }

  private mutating func write(_ step: StepRecord) {
    write(step.step.keyword.trimmedEnd + " " + step.step.text, step.result)
    for row in step.step.table ?? [] { paragraph("| " + row.joined(separator: " | ") + " |", indent: 6) }
    for line in (step.step.docString ?? "").split(separator: "\n") { paragraph(String(line), indent: 6, style: .dim) }
    exchangeLines(step: step.step.ordinal)
  }

  private mutating func write(_ text: String, _ result: StepResult) {
    let mark = result.outcome.textStyle.apply(result.outcome.mark, colour: colour)
    let word = result.outcome == .passed ? "" : "  [\(texts.name(result.outcome))]"
    for (place, line) in (text + word).wrapped(to: width - 2).enumerated() {
      lines.append((place == 0 ? mark : " ") + " " + line)
    }
    if !result.message.isEmpty { paragraph(result.message, indent: 4) }
    if let expected = result.expected { paragraph(texts("expected: ", "verwacht: ") + expected, indent: 4) }
    if let actual = result.actual { paragraph(texts("actual:   ", "gevonden: ") + actual, indent: 4) }
    for note in result.notes { paragraph("- " + note, indent: 4) }
    if let place = result.place { paragraph(texts("at ", "bij ") + place, indent: 4, style: .dim) }
  }

  private mutating func exchangeLines(step: Int) {
    for exchange in exchanges.values.filter({ $0.step == step }).sorted(by: { $0.number < $1.number }) {
      lines.append("    " + Self.line(exchange, colour: colour, width: width - 4))
    }
  }

  private mutating func writeRows() {
    if result.rows.isEmpty { return }
    lines.append("")
    for row in result.rows {
      paragraph("\(row.row.id)  \(texts.name(row))  \(row.row.expectation ?? texts("it worked", "het lukte"))")
      for verdict in row.verdicts {
        paragraph(verdict.sentence(texts), indent: 4)
      }
      for verdict in row.stale {
        paragraph(texts("no longer counts: ", "telt niet meer: ") + verdict.sentence(texts), indent: 4, style: .dim)
      }
      if let resolution = row.resolution {
        let decided = texts("decided", "besloten")
        paragraph("\(decided): \(texts.name(resolution.verdict)). \(resolution.reason)", indent: 4)
      }
    }
  }

  private mutating func paragraph(_ text: String, indent: Int = 0, style: TextStyle = .plain) {
    let space = String(repeating: " ", count: indent)
    for line in text.wrapped(to: width - indent) { lines.append(space + style.apply(line, colour: colour)) }
  }
}

extension Outcome {
  /// One sign before a step; the word follows unless it passed.
  var mark: String {
    switch self {
    case .passed: "+"
    case .passedWithRemark, .flaky, .known: "~"
    case .failed, .unexpectedPass: "x"
    case .broken: "!"
    case .undefined, .ambiguous: "?"
    case .awaiting: "."
    case .skipped, .notApplicable: "-"
    }
  }
}

extension String {
  /// Path and query of a URL.
  var withoutOrigin: String {
    guard let scheme = firstRange(of: "://"), let slash = self[scheme.upperBound...].firstIndex(of: "/") else {
      return self
    }
    return String(self[slash...])
  }

  private func firstRange(of text: String) -> Range<String.Index>? {
    var start = startIndex
    while start < endIndex {
      if self[start...].hasPrefix(text) { return start..<index(start, offsetBy: text.count) }
      start = index(after: start)
    }
    return nil
  }
}

extension String? {
  var orEmpty: String { self ?? "" }
}
