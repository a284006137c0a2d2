package import RunModel

/// Which run of which round a scenario's result comes from, and whether it still says anything.
package struct ResultOrigin: Sendable, Hashable {
  /// Why an earlier result says nothing about what is tested now.
  package enum Staleness: Sendable, Hashable {
    /// The site is another one than in that round, or nobody could read one of the two.
    case site
    /// The scenario's text, role or requirement changed since.
    case scenario
    /// The scenario stands in no feature any more.
    case withdrawn
  }

  package var run: Int
  package var round: Int
  /// True when it comes from an earlier round than the one that is shown.
  package var isCarried: Bool
  package var staleness: Staleness?

  package init(run: Int, round: Int, isCarried: Bool = false, staleness: Staleness? = nil) {
    self.run = run
    self.round = round
    self.isCarried = isCarried
    self.staleness = staleness
  }
}

extension Texts {
  /// `from round 1`, `stale: from round 1, the site has changed`; empty for a result of this round.
  package func origin(_ origin: ResultOrigin?) -> String {
    guard let origin else { return "" }
    let from = self("from round \(origin.round)", "uit ronde \(origin.round)")
    let head = origin.isCarried ? from + ", " : ""
    switch origin.staleness {
    case nil: return origin.isCarried ? from : ""
    case .site:
      return self("stale: \(head)the site has changed", "verouderd: \(head)de site is veranderd")
    case .scenario:
      return self("stale: \(head)the scenario has changed", "verouderd: \(head)het scenario is veranderd")
    case .withdrawn:
      return head + self("no longer in the features", "staat niet meer in de features")
    }
  }
}
