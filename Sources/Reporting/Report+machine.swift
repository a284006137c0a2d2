package import Campaign
package import RunModel

extension Report {
  /// Scenarios whose verdict the machine gave alone, after at least one check (rule 15).
  package var checkedByMachine: [JoinedResult] { results.filter(\.isCheckedByMachine) }

  /// The first sentence of every report: how many of how many scenarios were checked by machine.
  package var firstSentence: String {
    let checked = checkedByMachine
    let total = results.count
    let isOne = checked.count == 1 || total == 1
    let head = texts(
      "\(checked.count) of \(texts.scenarios(total)) \(isOne ? "was" : "were") checked by machine",
      "\(checked.count) van \(texts.scenarios(total)) \(isOne ? "is" : "zijn") door de machine gecontroleerd")
    let counts = checked.reduce(into: [Outcome: Int]()) { $0[$1.machineOutcome, default: 0] += 1 }
    let parts = Outcome.allCases.reversed().compactMap { outcome in
      counts[outcome].map { "\($0) \(texts.name(outcome))" }
    }
    return parts.isEmpty ? head + "." : "\(head): \(parts.joined(separator: ", "))."
  }

  /// What became of the others; empty when there are none.
  package var secondSentence: String {
    let others = results.filter { !$0.isCheckedByMachine }
    if others.isEmpty { return "" }
    var counts: [Outcome: Int] = [:]
    var (unchecked, blocked) = (0, 0)
    let stale = others.count(where: \.isStale)
    for result in others where !result.isStale {
      if result.isPassedUnchecked {
        unchecked += 1
      } else if result.isBlocked {
        blocked += 1
      } else {
        counts[result.outcome, default: 0] += 1
      }
    }
    var parts = Outcome.allCases.compactMap { outcome in counts[outcome].map { texts.counted($0, outcome) } }
    if blocked > 0 { parts.append("\(blocked) " + texts.name(Verdict.blocked).lowercased()) }
    if unchecked > 0 {
      parts.append("\(unchecked) " + texts("ran without a single check", "gedraaid zonder één controle"))
    }
    if stale > 0 { parts.append("\(stale) " + texts("stale", "verouderd")) }
    return texts("The others: ", "De overige: ") + parts.joined(separator: ", ") + "."
  }

  /// Attempts that were refused or rejected as wanted, while the same step succeeded for nobody in this run (rule 8).
  /// An accepted attempt is a success.
  package var attemptsWithoutControl: [(definition: MatchedDefinition, scenarios: [String])] {
    var controlled: Set<String> = []
    var attempts: [String: (definition: MatchedDefinition, scenarios: [String])] = [:]
    for record in record.scenarios {
      for step in record.steps where step.result.outcome == .passed {
        guard let definition = step.step.definition else { continue }
        if definition.isAttempt, step.result.attempt != "accepted" {
          let title = record.scenario.title
          var found = attempts[definition.id] ?? (definition, [])
          if found.scenarios.last != title { found.scenarios.append(title) }
          attempts[definition.id] = found
        } else {
          controlled.insert(definition.id)
        }
      }
    }
    return attempts.filter { !controlled.contains($0.key) }.sorted { $0.key < $1.key }.map(\.value)
  }
}

extension JoinedResult {
  /// What the machine alone says.
  package var machineOutcome: Outcome { scenario.result?.outcome ?? .broken }

  package var isCheckedByMachine: Bool {
    if isStale { return false }
    switch machineOutcome {
    case .failed, .known, .unexpectedPass: return true
    case .passed, .passedWithRemark, .flaky: return scenario.steps.contains { $0.result.checks > 0 }
    default: return false
    }
  }

  /// Every step went well, but none of them compared anything.
  package var isPassedUnchecked: Bool {
    !isStale && !isCheckedByMachine && rows.isEmpty && machineOutcome > .awaiting && machineOutcome != .notApplicable
  }

  /// The result that decided: of set-up, of a step, or of the rules for a whole scenario.
  package var deciding: (step: StepRecord?, result: StepResult)? {
    let all: [(StepRecord?, StepResult)] =
      (scenario.setUp.map { [(nil, $0)] } ?? []) + scenario.steps.map { ($0, $0.result) }
      + (scenario.conclusion.map { [(nil, $0)] } ?? [])
    return all.min { $0.1.outcome < $1.1.outcome }
  }
}
