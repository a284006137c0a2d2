import Campaign
import Diagnostics
package import RunModel
import Spreadsheets

/// Scenarios as test cases for Azure Test Plans: its import takes cases, not results.
///
/// One row a case with the title, then one a step with the other columns empty. What a step expects stands beside what
/// was done before it. A scenario with `@azure:4711` updates that work item, another makes one in state Design.
package struct AzureTestPlansCSV {
  /// Exactly as Azure spells them.
  static let columns = ["ID", "Work Item Type", "Title", "Test Step", "Step Action", "Step Expected", "State"]
  /// Of a title, in UTF-16 units.
  private static let titleUnits = 128

  private let scenarios: [PlannedScenario]

  package init(_ scenarios: [PlannedScenario]) {
    self.scenarios = scenarios
  }

  package init(_ report: Report) {
    self.init(report.results.map(\.scenario.scenario))
  }

  /// Ids of scenarios whose titles Azure would refuse, so they are cut.
  package var shortened: [String] {
    scenarios.filter { Self.whole($0).utf16.count > Self.titleUnits }.map(\.id)
  }

  package var bytes: [UInt8] {
    var writer = CSVWriter(.programs)
    writer.row(Self.columns)
    for scenario in scenarios {
      let id = scenario.values(of: ToolTag.azure.rawValue).first ?? ""
      writer.row([id, "Test Case", Self.title(scenario), "", "", "", id.isEmpty ? "Design" : ""].map(guardedFormula))
      for (place, step) in Self.steps(scenario).enumerated() {
        writer.row(["", "", "", String(place + 1), step.action, step.expected, ""].map(guardedFormula))
      }
    }
    return writer.bytes
  }

  private static func whole(_ scenario: PlannedScenario) -> String { "\(scenario.title) \(scenario.name)".visibleLine }

  private static func title(_ scenario: PlannedScenario) -> String {
    var title = whole(scenario)
    guard title.utf16.count > titleUnits else { return title }
    while title.utf16.count >= titleUnits { title.removeLast() }
    return title + "…"
  }

  private static func steps(_ scenario: PlannedScenario) -> [(action: String, expected: String)] {
    var steps: [(action: String, expected: String)] = []
    for step in scenario.steps {
      if step.type == .outcome, let last = steps.last {
        steps[steps.count - 1].expected = last.expected.isEmpty ? step.sentence : last.expected + "\n" + step.sentence
      } else if step.type == .outcome {
        steps.append(("", step.sentence))
      } else {
        steps.append((step.sentence, ""))
      }
    }
    return steps
  }
}
