import Diagnostics
import RunModel
import StepLibrary

/// What `check --online` finds beyond the texts: steps and seeds of the selection that this LMS does not offer.
struct OnlineCheck {
  let offers: [Offers]
  let book: StepBook

  func problems(_ scenarios: [PlannedScenario]) -> [Diagnostic] {
    var reported: Set<String> = []
    var problems: [Diagnostic] = []
    for scenario in scenarios where scenario.notApplicable == nil {
      for step in scenario.steps {
        guard let use = use(step) else { continue }
        for offers in offers {
          for isForPeople in [false, true] {
            let names = use.lacks(offers).filter { $0.isForPeople == isForPeople }.map(\.name)
            // Said at its first use; it would be the same sentence at every other.
            guard !names.isEmpty, reported.insert("\(use.name) \(isForPeople) \(offers.target)").inserted else {
              continue
            }
            problems.append(problem(names, offers, isForPeople: isForPeople, at: step, in: scenario))
          }
        }
      }
    }
    return problems
  }

  private struct Use {
    var name: String
    var lacks: (Offers) -> [Lack]
  }

  private func use(_ step: PlannedStep) -> Use? {
    switch step.understanding {
    case .matched(let match) where book.automation[match.definition] == .automated:
      let definition = book.definitions[match.definition]
      return Use(name: definition.id) { $0.lacks(of: definition) }
    case .seed(let seed): return Use(name: "seed \(seed.kind)") { $0.lacksOfSeeding(seed.kind) }
    case .matched, .human, .undefined, .ambiguous: return nil
    }
  }

  private func problem(
    _ names: [String], _ offers: Offers, isForPeople: Bool, at step: PlannedStep, in scenario: PlannedScenario
  ) -> Diagnostic {
    let line = scenario.file.line(step.position.line)
    let end = scenario.file.offset(of: SourcePosition(line: step.position.line, column: 1)) + line.utf8.count
    return Diagnostic(
      isForPeople ? .warning : .error, "plan.not-offered",
      isForPeople
        ? "people may not call what this step needs" : "\(offers.target) does not offer what this step needs",
      in: scenario.file, at: Label(SourceRange(step.offset, max(step.offset + 1, end))),
      notes: ["\(offers.what) not offered:"] + names.map { "  \($0)" },
      hint: offers.hint ?? "have it offered, or leave this scenario out")
  }
}
