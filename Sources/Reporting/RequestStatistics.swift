package import Campaign
import Diagnostics
package import RunModel

/// What a run asked of the LMS: how many requests, what for, and by which scenarios most.
///
///     1,990 requests for 199 scenarios, 10.0 each on average; 150 sent some.
///        31  before the first scenario
///       412  making ready
///       300  acting
///       780  checking
///       467  cleaning up
///
///     Most: IMP-02 62, E2E-01 48.
package struct RequestStatistics: Sendable {
  /// A part of a run, in its order.
  package enum Part: Int, Sendable, CaseIterable {
    case beforeTheRun, makingReady, acting, checking, cleaningUp
  }

  package private(set) var byPart: [Part: Int] = [:]
  /// Of the scenarios that were planned, by plan index.
  package private(set) var byScenario: [Int: Int] = [:]
  private let scenarios: [PlannedScenario]

  /// - Parameter counts: of one run, whose plan `scenarios` is.
  package init(_ counts: [RequestCount], scenarios: [PlannedScenario]) {
    self.scenarios = scenarios
    let planned = Dictionary(scenarios.map { ($0.index, $0) }) { first, _ in first }
    for entry in counts {
      let scenario = entry.scenario.flatMap { planned[$0] }
      byPart[Self.part(of: entry, in: scenario), default: 0] += entry.count
      if let scenario { byScenario[scenario.index, default: 0] += entry.count }
    }
  }

  /// Everything that was sent, set-up and clean-up included.
  package var total: Int { byPart.values.reduce(0, +) }

  /// Over all scenarios of the plan, also those that sent nothing; 0 without scenarios.
  package var mean: Double { scenarios.isEmpty ? 0 : Double(total) / Double(scenarios.count) }

  private static func part(of entry: RequestCount, in scenario: PlannedScenario?) -> Part {
    guard let scenario else { return .beforeTheRun }
    if entry.step == -2 { return .cleaningUp }
    guard let step = scenario.steps.first(where: { $0.ordinal == entry.step }) else { return .makingReady }
    switch step.type {
    case .context, .unknown: return .makingReady
    case .action: return .acting
    case .outcome: return .checking
    }
  }

  /// - Returns: lines that end with a line feed.
  package func text(width: Int = 80) -> String {
    let sent = byScenario.values.filter { $0 > 0 }.count
    var lines =
      ("\(count(total, "request")) for \(count(scenarios.count, "scenario")), "
      + "\(Self.rounded(mean)) each on average; \(sent) of them sent some.").wrapped(to: width)
    let wide = String(total).count + 2
    for part in Part.allCases {
      guard let number = byPart[part] else { continue }
      lines.append(String(repeating: " ", count: wide - String(number).count) + "\(number)  \(part.words)")
    }
    if !byScenario.isEmpty {
      lines.append("")
      lines += ("Most: " + most.joined(separator: ", ") + ".").wrapped(to: width)
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private var most: [String] {
    scenarios.filter { byScenario[$0.index] != nil }.enumerated()
      .sorted { (-(byScenario[$0.element.index] ?? 0), $0.offset) < (-(byScenario[$1.element.index] ?? 0), $1.offset) }
      .prefix(10).map { "\($0.element.title.visibleLine) \(byScenario[$0.element.index] ?? 0)" }
  }

  private func count(_ number: Int, _ noun: String) -> String { number == 1 ? "1 \(noun)" : "\(number) \(noun)s" }

  /// One decimal, rounded upwards: 10.01 is more than 10.
  private static func rounded(_ mean: Double) -> String {
    let tenths = Int((mean * 10).rounded(.up))
    return "\(tenths / 10).\(tenths % 10)"
  }
}

extension RequestStatistics.Part {
  fileprivate var words: String {
    switch self {
    case .beforeTheRun: "before the first scenario"
    case .makingReady: "making ready"
    case .acting: "acting"
    case .checking: "checking"
    case .cleaningUp: "cleaning up"
    }
  }
}
