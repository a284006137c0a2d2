import Diagnostics
import RunModel

/// Small plans for the tests of this target.
enum Plans {
  static let book = StepBook(
    definitions: [
      definition("thing.make", .action), definition("thing.look", .check), definition("thing.hand", .action),
      definition("thing.eye", .check), definition("thing.never", .action),
      definition("mail.sent", .action), definition("thing.told", .action), definition("thing.lacking", .action),
    ],
    automation: [
      .automated, .automated, .manual(reason: "no API"), .missing, .unsupported(reason: "no such thing"),
      .elsewhere(OtherSystem(name: "mail", phrases: ["en": "a mail system", "nl": "een mailsysteem"])),
      .manual(reason: Reason("by hand", "met de hand")), .unsupported(reason: Reason("no badges", "geen badges")),
    ],
    match: { _, _ in [] })

  static func definition(_ id: String, _ kind: StepKind) -> StepDefinition {
    StepDefinition(id: id, kind: kind, wordings: [], place: ScriptPlace(file: "test.lua", line: 1))
  }

  enum Kind {
    case make, look, hand, eye, never, mail, told, lacking, judge, task, undefined, ambiguous
  }

  static func scenario(
    _ kinds: [Kind], index: Int = 0, touches: [Touch] = [], locks: [String] = [], notApplicable: String? = nil,
    language: String = "en"
  ) -> PlannedScenario {
    PlannedScenario(
      index: index, id: "T-\(index)", name: "test", feature: "tests", file: SourceFile(path: "t.feature", text: ""),
      position: SourcePosition(line: 1, column: 1), language: language, tags: [],
      steps: kinds.enumerated().map { ordinal, kind in
        PlannedStep(
          ordinal: ordinal, keyword: "When ", type: .action, text: "\(kind)", offset: 0,
          position: SourcePosition(line: ordinal + 2, column: 1), understanding: understanding(kind))
      }, revision: "r", touches: touches, locks: locks, notApplicable: notApplicable)
  }

  private static func understanding(_ kind: Kind) -> Understanding {
    switch kind {
    case .make: .matched(StepMatch(definition: 0, wording: 0, arguments: []))
    case .look: .matched(StepMatch(definition: 1, wording: 0, arguments: []))
    case .hand: .matched(StepMatch(definition: 2, wording: 0, arguments: []))
    case .eye: .matched(StepMatch(definition: 3, wording: 0, arguments: []))
    case .never: .matched(StepMatch(definition: 4, wording: 0, arguments: []))
    case .mail: .matched(StepMatch(definition: 5, wording: 0, arguments: []))
    case .told: .matched(StepMatch(definition: 6, wording: 0, arguments: []))
    case .lacking: .matched(StepMatch(definition: 7, wording: 0, arguments: []))
    case .judge: .human(.judge, text: "the tester judges")
    case .task: .human(.task, text: "the tester does")
    case .undefined: .undefined(nearest: [], snippet: "")
    case .ambiguous: .ambiguous(["a", "b"])
    }
  }

  /// Drives a machine to its end; every step that runs gets the next of the given outcomes, then *passed*.
  static func drive(
    _ kinds: [Kind], running results: [Outcome] = [], notApplicable: String? = nil
  ) -> (steps: [Outcome], outcome: Outcome, concludes: Bool, ran: Int) {
    var machine = ScenarioMachineBox(scenario(kinds, notApplicable: notApplicable))
    return machine.drive(results)
  }
}
