import RunModel
import Running

/// Runs a machine with given results.
struct ScenarioMachineBox {
  var machine: ScenarioMachine

  init(_ scenario: PlannedScenario, continuing continuation: ScenarioContinuation? = nil) {
    machine = ScenarioMachine(scenario, book: Plans.book, continuing: continuation)
  }

  mutating func drive(_ results: [Outcome]) -> (steps: [Outcome], outcome: Outcome, concludes: Bool, ran: Int) {
    var steps: [Outcome] = []
    var ran = 0
    while true {
      switch machine.step() {
      case .run(let step):
        let outcome = ran < results.count ? results[ran] : .passed
        ran += 1
        machine.finished(step, StepResult(outcome, "\(outcome)"))
        steps.append(outcome)
      case .record(_, let result): steps.append(result.outcome)
      case .end(let concludes): return (steps, machine.outcome, concludes, ran)
      }
    }
  }
}
