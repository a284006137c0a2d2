package import Campaign
package import RunModel

/// What the results say of a requirement; worst first.
package enum RequirementStatus: String, Sendable, CaseIterable {
  case notMet = "not met"
  /// Something is open, broken, undefined, stale, known to fail, or was run without a check.
  case notProven = "not proven"
  /// No scenario carries its tag.
  case uncovered
  case metWithRemarks = "met with remarks"
  case notApplicable = "not applicable"
  case met
}

/// A requirement with its scenarios.
package struct RequirementResult: Sendable {
  package var requirement: Requirement
  package var status: RequirementStatus
  package var results: [JoinedResult]
  /// Scenarios that are planned for it and have no result at all: while there are any, nothing is proven.
  package var unrun: [PlannedScenario]
}

extension RequirementResult {
  /// In the order of the requirements file; a tag without a requirement in the file comes last, with an empty text.
  /// - Parameters:
  ///   - unrun: planned scenarios without any result.
  ///   - withdrawn: results of scenarios that nobody plans any more: one that did not pass leaves its requirement
  ///     unproven.
  ///   - isPlanKnown: false when the scenarios cannot be read: another one may have been planned for each.
  ///   - ids: requirements that a scenario may count for; those that it names itself unless something else is given.
  package static func all(
    _ requirements: [Requirement], in results: [JoinedResult], unrun: [PlannedScenario] = [],
    withdrawn: [JoinedResult] = [], isPlanKnown: Bool = true,
    of ids: (PlannedScenario) -> Set<String> = { Set($0.values(of: "req")) }
  ) -> [RequirementResult] {
    var proofs: [String: [JoinedResult]] = [:]
    for result in results {
      let own = Set(result.scenario.scenario.values(of: "req"))
      // A link that is gone may still take a requirement away, and never prove it.
      let isProof = [.met, .metWithRemarks, .notApplicable].contains(status(of: result))
      for id in ids(result.scenario.scenario) where own.contains(id) || !isProof {
        proofs[id, default: []].append(result)
      }
    }
    var lacking: [String: [PlannedScenario]] = [:]
    for scenario in unrun where scenario.notApplicable == nil {
      for id in Set(scenario.values(of: "req")) { lacking[id, default: []].append(scenario) }
    }
    let doubted = Set(
      withdrawn.filter { ![.passed, .passedWithRemark, .notApplicable].contains($0.scenario.result?.outcome) }
        .flatMap { ids($0.scenario.scenario) })
    let known = Set(requirements.map(\.id))
    let unknown = Set(proofs.keys).union(lacking.keys).filter { !known.contains($0) }.sorted()
      .map { Requirement(id: $0, area: "", text: "", source: "", risk: "") }
    return (requirements + unknown).map { requirement in
      let (results, unrun) = (proofs[requirement.id] ?? [], lacking[requirement.id] ?? [])
      return RequirementResult(
        requirement: requirement,
        status: status(
          of: results, isComplete: unrun.isEmpty && isPlanKnown && !doubted.contains(requirement.id)),
        results: results, unrun: unrun)
    }
  }

  private static func status(of results: [JoinedResult], isComplete: Bool) -> RequirementStatus {
    (results.map(status) + (isComplete ? [] : [.notProven])).min { rank($0) < rank($1) } ?? .uncovered
  }

  /// One scenario that proves nothing does not undo another's proof only when it does not apply.
  private static func rank(_ status: RequirementStatus) -> Int {
    let order: [RequirementStatus] = [.notMet, .notProven, .metWithRemarks, .met, .notApplicable, .uncovered]
    return order.firstIndex(of: status) ?? 0
  }

  private static func status(of result: JoinedResult) -> RequirementStatus {
    if result.isPassedUnchecked || !result.disagreements.isEmpty && result.outcome != .failed { return .notProven }
    switch result.outcome {
    case .failed, .unexpectedPass: return .notMet
    case .broken, .undefined, .ambiguous, .awaiting, .skipped, .known: return .notProven
    case .passedWithRemark, .flaky: return .metWithRemarks
    case .notApplicable: return .notApplicable
    case .passed: return .met
    }
  }
}

extension Texts {
  package func name(_ status: RequirementStatus) -> String {
    switch status {
    case .notMet: self("not met", "voldoet niet")
    case .notProven: self("not proven", "niet aangetoond")
    case .uncovered: self("not covered", "niet gedekt")
    case .metWithRemarks: self("met with remarks", "voldoet met opmerkingen")
    case .notApplicable: self("not applicable", "niet van toepassing")
    case .met: self("met", "voldoet")
    }
  }
}
