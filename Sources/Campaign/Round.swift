/// Test days on one site: what it holds, what the site was, and whether it still takes results.
package struct Round: Sendable, Hashable {
  package var number: Int
  /// Seconds since 1970.
  package var openedAt: Double
  package var reason: String
  /// nil until it could be read.
  package var site: SiteFingerprint?
  /// nil while it takes results.
  package var closedAt: Double?
  /// As typed: `--tags @prio:must Scenarios`; empty for everything.
  package var selection: String
  package var testers: [String]
  /// Digest of each requirement's text when the round began, to find those that changed.
  package var requirements: [String: String]
  /// What the round holds and why; empty in the first: everything.
  package var scenarios: [RoundScenario]

  package init(
    number: Int, openedAt: Double, reason: String = "", site: SiteFingerprint? = nil, closedAt: Double? = nil,
    selection: String = "", testers: [String] = [], requirements: [String: String] = [:],
    scenarios: [RoundScenario] = []
  ) {
    self.number = number
    self.openedAt = openedAt
    self.reason = reason
    self.site = site
    self.closedAt = closedAt
    self.selection = selection
    self.testers = testers
    self.requirements = requirements
    self.scenarios = scenarios
  }

  package var isClosed: Bool { closedAt != nil }
}

/// A scenario of a round, with why it is there.
package struct RoundScenario: Sendable, Hashable {
  package enum Why: Sendable, Hashable {
    /// Open findings, by id.
    case retest([String])
    case scenarioChanged
    case requirementChanged([String])
    /// Must pass, and did not yet on this site.
    case must
    /// Never came to a verdict: blocked, broken, waiting for a person.
    case unfinished
    case new
    /// One of the passed ones, chosen so that the choice can be repeated.
    case sample
    /// The first round holds everything.
    case first
  }

  package var id: String
  package var exampleKey: String
  package var title: String
  package var why: Why

  package init(id: String, exampleKey: String = "", title: String, why: Why) {
    self.id = id
    self.exampleKey = exampleKey
    self.title = title
    self.why = why
  }
}

extension RoundScenario.Why {
  /// `retest F-0001 F-0003`, as it is stored.
  package var text: String {
    switch self {
    case .retest(let findings): (["retest"] + findings).joined(separator: " ")
    case .requirementChanged(let ids): (["requirement-changed"] + ids).joined(separator: " ")
    case .scenarioChanged: "scenario-changed"
    case .must: "must"
    case .unfinished: "unfinished"
    case .new: "new"
    case .sample: "sample"
    case .first: "first"
    }
  }

  package init(text: String) {
    let words = text.split(separator: " ").map(String.init)
    switch words.first {
    case "retest": self = .retest(Array(words.dropFirst()))
    case "requirement-changed": self = .requirementChanged(Array(words.dropFirst()))
    case "scenario-changed": self = .scenarioChanged
    case "must": self = .must
    case "unfinished": self = .unfinished
    case "new": self = .new
    case "sample": self = .sample
    default: self = .first
    }
  }
}
