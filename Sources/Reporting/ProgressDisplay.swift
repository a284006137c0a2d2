import Diagnostics
package import RunModel
import Synchronization

/// Shows how a run gets on: a bar that redraws itself on a terminal, one line a scenario elsewhere.
///
/// Feed it committed events only, so that nothing shown can be lost; safe from any one thread at a time or several.
package final class ProgressDisplay: Sendable {
  package enum Style: Sendable {
    /// One line that is drawn again and again, problems above it.
    case bar
    /// A line for each scenario, for log files and pipes.
    case lines
    /// Only problems.
    case quiet
  }

  private struct State {
    var titles: [Int: String] = [:]
    var names: [Int: String] = [:]
    var total = 0
    var done = 0
    var running: Set<Int> = []
    var counts: [Outcome: Int] = [:]
    var deciding: [Int: (text: String, result: StepResult)] = [:]
    var texts = Texts(language: "en")
    var steps: [Int: [PlannedStep]] = [:]
    var hasBar = false
  }

  private let style: Style
  private let colour: Bool
  private let width: Int
  private let write: @Sendable (String) -> Void
  private let state = Mutex(State())

  /// - Parameter write: takes text for the terminal, line ends and escapes included.
  package init(style: Style, colour: Bool, width: Int = 80, write: @escaping @Sendable (String) -> Void) {
    self.style = style
    self.colour = colour
    self.width = max(40, width)
    self.write = write
  }

  package func show(_ events: [RunEvent]) {
    state.withLock { state in
      var text = ""
      for event in events { take(event, into: &text, &state) }
      if style == .bar { redraw(over: text, &state) } else if !text.isEmpty { write(text) }
    }
  }

  /// Removes the bar; the summary follows.
  package func finish() {
    state.withLock { state in
      if state.hasBar { write(Self.eraseLine) }
      state.hasBar = false
    }
  }

  private static let eraseLine = "\r\u{1B}[2K"

  private func redraw(over text: String, _ state: inout State) {
    var shown = state.hasBar ? Self.eraseLine + text : text
    state.hasBar = state.total > 0 && state.done < state.total
    if state.hasBar { shown += bar(state) }
    if !shown.isEmpty { write(shown) }
  }

  private func take(_ event: RunEvent, into text: inout String, _ state: inout State) {
    switch event.kind {
    case .runStarted(let header):
      state.texts = Texts(language: header.language)
      state.total = header.scenarios.count
      for scenario in header.scenarios {
        state.titles[scenario.index] = scenario.title
        state.names[scenario.index] = scenario.name
        state.steps[scenario.index] = scenario.steps
      }
    case .scenarioStarted:
      state.running.insert(event.scenario ?? 0)
      state.deciding[event.scenario ?? 0] = nil
    case .stepFinished(let ordinal, let result): note(ordinal, result, of: event.scenario ?? 0, &state)
    case .scenarioFinished(let result): finish(event.scenario ?? 0, result, into: &text, &state)
    case .exchange, .runFinished: break
    }
  }

  private func note(_ ordinal: Int, _ result: StepResult, of scenario: Int, _ state: inout State) {
    let worst = state.deciding[scenario]?.result.outcome ?? .passed
    guard result.outcome.isProblem, result.outcome < worst else { return }
    let step = state.steps[scenario]?.first { $0.ordinal == ordinal }
    state.deciding[scenario] = (step.map { "\($0.keyword.trimmedEnd) \($0.text)" } ?? "", result)
  }

  private func finish(_ scenario: Int, _ result: ScenarioResult, into text: inout String, _ state: inout State) {
    state.done += 1
    state.running.remove(scenario)
    state.counts[result.outcome, default: 0] += 1
    let deciding = state.deciding.removeValue(forKey: scenario)
    if style != .lines, !result.outcome.isProblem { return }
    let word = state.texts.name(result.outcome)
    let count = style == .lines ? "[\(state.done)/\(state.total)] " : ""
    let title = "\(state.titles[scenario] ?? "")  \(state.names[scenario] ?? "")"
    let rest = title.cut(to: max(10, width - count.count - word.displayWidth - 2))
    text += "\(count)\(result.outcome.textStyle.apply(word, colour: colour))  \(rest)\n"
    guard result.outcome.isProblem else { return }
    if let deciding, !deciding.text.isEmpty { text += "    " + deciding.text.cut(to: width - 4) + "\n" }
    let message = deciding?.result.message ?? result.message
    if !message.isEmpty { text += "      " + message.cut(to: width - 6) + "\n" }
  }

  /// `[=========>          ] 12/20  10 passed, 2 failed  USR-03`
  private func bar(_ state: State) -> String {
    let size = 20
    let filled = state.total == 0 ? 0 : state.done * size / state.total
    let drawn = String(repeating: "=", count: filled) + String(repeating: " ", count: size - filled)
    var line = "[\(drawn)] \(state.done)/\(state.total)"
    let counts = Outcome.allCases.compactMap { outcome in
      state.counts[outcome].map { "\($0) \(state.texts.name(outcome))" }
    }
    if !counts.isEmpty { line += "  " + counts.joined(separator: ", ") }
    let running = state.running.sorted().compactMap { state.titles[$0] }
    if !running.isEmpty { line += "  " + running.joined(separator: ", ") }
    // One column stays free, or some terminals wrap the line.
    return line.cut(to: width - 1)
  }
}

extension Outcome {
  /// Colour only repeats what the word says.
  var textStyle: TextStyle {
    switch self {
    case .failed, .undefined, .ambiguous, .unexpectedPass: .red
    case .broken, .known, .flaky, .passedWithRemark: .yellow
    case .awaiting: .cyan
    case .skipped, .notApplicable: .dim
    case .passed: .green
    }
  }
}
