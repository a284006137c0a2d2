import Campaign
import RunModel

/// How many scenarios ended how, those that people judged apart from those of the machine alone.
package struct TestedTotals: Sendable {
  package struct Line: Sendable, Hashable {
    package var standing: Standing
    package var machine = 0
    package var people = 0
    package var total: Int { machine + people }
  }

  /// Worst first; only what occurs.
  package private(set) var lines: [Line] = []

  init(_ results: [JoinedResult], unrun: [PlannedScenario]) {
    var counts: [Standing: Line] = [:]
    func add(_ standing: Standing, isJudged: Bool) {
      var line = counts[standing] ?? Line(standing: standing)
      if isJudged { line.people += 1 } else { line.machine += 1 }
      counts[standing] = line
    }
    for result in results { add(Standing(result), isJudged: result.isJudgedByPeople) }
    for scenario in unrun { add(.notRun, isJudged: scenario.hasHumanStep) }
    lines = Standing.allCases.compactMap { counts[$0] }
  }

  package var total: Line {
    lines.reduce(into: Line(standing: .passed)) { sum, line in
      sum.machine += line.machine
      sum.people += line.people
    }
  }

  package func count(_ standing: Standing) -> Int { lines.first { $0.standing == standing }?.total ?? 0 }
}

extension JoinedResult {
  /// Part of the verdict at least is a person's. A step that the machine failed has a row, too, on which nobody needs to
  /// say anything.
  package var isJudgedByPeople: Bool {
    scenario.scenario.hasHumanStep || rows.contains { $0.row.kind != .failed || !$0.verdicts.isEmpty }
  }
}

extension PlannedScenario {
  var hasHumanStep: Bool {
    steps.contains { if case .human = $0.understanding { true } else { false } }
  }
}
