package import Campaign
package import RunModel

/// Who decides whether a scenario holds, on one target.
package enum ScenarioJudge: String, Sendable, CaseIterable {
  /// Every When and Then is done and compared by requests.
  case machine
  /// The machine compares something, and people do or judge the rest.
  case both
  case person
  /// Nothing is compared and nobody is asked: whatever such a scenario comes to proves nothing.
  case nobody
  /// The LMS has no such thing, or the scenario is not meant for it.
  case notApplicable = "not applicable"

  /// As it is planned, before anything runs.
  ///
  /// - Parameter isAutomated: whether the target's adapter does a step itself.
  package init(_ scenario: PlannedScenario, isAutomated: (PlannedStep) -> Bool) {
    guard scenario.notApplicable == nil else {
      self = .notApplicable
      return
    }
    var (compared, left) = (false, false)
    for step in scenario.steps {
      switch step.understanding {
      case .matched: if !isAutomated(step) { left = true } else if step.definition?.kind == .check { compared = true }
      case .seed: break
      case .human, .undefined, .ambiguous: left = true
      }
    }
    self.init(machine: compared, people: left)
  }

  /// As it came out: a step that this LMS's adapter could not do was a person's.
  package init(_ result: JoinedResult) {
    guard result.outcome != .notApplicable else {
      self = .notApplicable
      return
    }
    let compared = result.scenario.steps.contains { $0.result.checks > 0 }
    self.init(machine: compared, people: result.rows.contains { $0.row.kind != .failed })
  }

  private init(machine: Bool, people: Bool) {
    self = machine ? (people ? .both : .machine) : (people ? .person : .nobody)
  }

  /// Of several examples of a scenario, or of several scenarios of a requirement; nil for none.
  package static func together(_ judges: some Sequence<ScenarioJudge>) -> ScenarioJudge? {
    let all = Set(judges)
    let judging = all.subtracting([.nobody, .notApplicable])
    if judging.isEmpty { return all.contains(.nobody) ? .nobody : all.first }
    return judging.count == 1 ? judging.first : .both
  }
}

extension Texts {
  package func name(_ judge: ScenarioJudge) -> String {
    switch judge {
    case .machine: self("machine", "machine")
    case .both: self("machine and person", "machine en mens")
    case .person: self("person", "mens")
    case .nobody: self("nobody", "niemand")
    case .notApplicable: self("not applicable", "niet van toepassing")
    }
  }
}
