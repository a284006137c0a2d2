import Campaign
import Foundation
import Reporting
import RunModel
import Synchronization
import Testing

struct ReportTests {
  private let report = Report(SampleRun.record())

  @Test func `the first sentence counts only what the machine checked`() {
    #expect(report.firstSentence == "3 of 9 scenarios were checked by machine: 2 passed, 1 failed.")
    var one = SampleRun.record(language: "nl")
    one.scenarios = [one.scenarios[0]]
    #expect(Report(one).firstSentence == "1 van 1 scenario is door de machine gecontroleerd: 1 geslaagd.")
    one.scenarios = []
    #expect(Report(one).firstSentence == "0 van 0 scenario's zijn door de machine gecontroleerd.")
  }

  @Test func `a scenario that compared nothing is not called checked`() {
    #expect(report.results.filter(\.isPassedUnchecked).map(\.scenario.scenario.id) == ["USR-07"])
    #expect(report.secondSentence.contains("1 ran without a single check"))
  }

  @Test func `an attempt without a control is named until somebody succeeds`() {
    #expect(report.attemptsWithoutControl.map(\.definition.id) == ["enrolment.add"])
    var record = SampleRun.record()
    record.scenarios[0].steps[0].step.definition?.id = "enrolment.add"
    #expect(Report(record).attemptsWithoutControl.isEmpty)
    record.scenarios[0].steps[0].result.outcome = .failed
    #expect(Report(record).attemptsWithoutControl.count == 1)
  }

  @Test func `an accepted attempt is a control, and is itself never named`() {
    var record = SampleRun.record()
    let refused = record.scenarios[4].steps[0]
    record.scenarios[0].steps[0] = refused
    record.scenarios[0].steps[0].result.attempt = "accepted"
    #expect(Report(record).attemptsWithoutControl.isEmpty)
    record.scenarios[4].steps[0].result.attempt = "accepted"
    #expect(Report(record).attemptsWithoutControl.isEmpty)
    record.scenarios[0].steps[0].result.attempt = "conflict"
    record.scenarios[4].steps[0].result.attempt = "not-found"
    #expect(Report(record).attemptsWithoutControl.map(\.scenarios) == [["ENR-01", "ENR-02"]])
  }

  private func status(_ outcomes: [Outcome], checks: Int = 1) -> RequirementStatus {
    var record = SampleRun.record()
    var first = record.scenarios[0]
    first.steps[1].result.checks = checks
    record.scenarios = outcomes.enumerated().map { place, outcome in
      var scenario = first
      scenario.scenario.index = place
      scenario.result?.outcome = outcome
      return scenario
    }
    let requirement = Requirement(id: "ENR-R1", area: "", text: "t", source: "", risk: "")
    return RequirementResult.all([requirement], in: Report(record).results)[0].status
  }

  @Test func `a requirement is met only when all its scenarios say so`() {
    #expect(status([]) == .uncovered)
    #expect(status([.passed]) == .met)
    #expect(status([.passed, .failed]) == .notMet)
    #expect(status([.passed, .broken]) == .notProven)
    #expect(status([.passed, .known]) == .notProven)
    #expect(status([.passed, .unexpectedPass]) == .notMet)
    #expect(status([.passed, .skipped]) == .notProven)
    #expect(status([.passed, .flaky]) == .metWithRemarks)
    #expect(status([.passed, .notApplicable]) == .met)
    #expect(status([.notApplicable]) == .notApplicable)
    #expect(status([.passed], checks: 0) == .notProven)
  }

  @Test func `a tag without a requirement is still shown`() {
    let all = RequirementResult.all([], in: report.results)
    #expect(all.map(\.requirement.id).contains("USR-R2"))
  }
}

struct ProgressTests {
  private final class Output: Sendable {
    let text = Mutex("")
  }

  private func shown(_ style: ProgressDisplay.Style, language: String = "en", colour: Bool = false) -> String {
    let output = Output()
    let display = ProgressDisplay(style: style, colour: colour, width: 60) { text in output.text.withLock { $0 += text }
    }
    let record = SampleRun.record(language: language)
    display.show([RunEvent(at: 0, kind: .runStarted(record.header))])
    for scenario in record.scenarios {
      let index = scenario.scenario.index
      display.show([RunEvent(at: 1, scenario: index, kind: .scenarioStarted(attempt: 1))])
      for step in scenario.steps {
        let kind = RunEvent.Kind.stepFinished(ordinal: step.step.ordinal, result: step.result)
        display.show([RunEvent(at: 2, scenario: index, kind: kind)])
      }
      guard let result = scenario.result else { continue }
      display.show([RunEvent(at: 3, scenario: index, kind: .scenarioFinished(result))])
    }
    display.finish()
    return output.text.withLock(\.self)
  }

  @Test func `plain lines have no escapes`() throws {
    try Golden.check(shown(.lines), "progress-lines-en.txt")
    try Golden.check(shown(.lines, language: "nl"), "progress-lines-nl.txt")
    #expect(!shown(.lines).contains("\u{1B}"))
  }

  @Test func `quiet shows problems only`() {
    let text = shown(.quiet)
    #expect(text.contains("USR-03") && !text.contains("ENR-01"))
  }

  @Test func `the bar stays on its line and is gone at the end`() throws {
    let text = shown(.bar)
    #expect(text.hasSuffix("\r\u{1B}[2K"))
    for line in text.split(whereSeparator: { $0 == "\n" || $0 == "\r" || $0 == "\r\n" }) {
      let shown = line.replacingOccurrences(of: "\u{1B}[2K", with: "")
      #expect(shown.count <= 60, "\(shown)")
    }
  }
}

struct TerminalTraitsTests {
  @Test func `colour only where it is wanted`() {
    #expect(TerminalTraits(environment: [:], isTerminal: true).colour)
    #expect(TerminalTraits(environment: ["NO_COLOR": ""], isTerminal: true).colour)
    #expect(!TerminalTraits(environment: ["NO_COLOR": "0"], isTerminal: true).colour)
    #expect(!TerminalTraits(environment: ["TERM": "dumb"], isTerminal: true).colour)
    #expect(!TerminalTraits(environment: [:], isTerminal: false).colour)
  }

  @Test func `width is said, measured or eighty`() {
    #expect(TerminalTraits(environment: ["COLUMNS": "100"], isTerminal: true, columns: 90).width == 100)
    #expect(TerminalTraits(environment: [:], isTerminal: true, columns: 90).width == 90)
    #expect(TerminalTraits(environment: [:], isTerminal: false, columns: 90).width == 80)
    #expect(TerminalTraits(environment: ["COLUMNS": "x"], isTerminal: true).width == 80)
    #expect(TerminalTraits(environment: ["COLUMNS": "1"], isTerminal: true).width == 40)
  }
}
