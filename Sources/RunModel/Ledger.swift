package import JSON

/// Everything this campaign made in the LMS, and what is needed to remove it, also days later in another process.
///
/// The intent is committed before the request is sent, so a killed run forgets nothing.
package protocol Ledger: Sendable {
  /// Commits that something is about to be made; returns only when it is on disk.
  func intend(_ entry: LedgerEntry) async throws -> Int64
  /// What became of an entry; nil leaves its data, which whoever tries again needs.
  func settle(_ id: Int64, state: LedgerState, data: JSONValue?) async throws
  /// Open entries (intended, made or stuck), newest first; nil stands for every target, every scenario.
  func open(target: String?, scenario: String?) async throws -> [LedgerEntry]
  /// True when an open object entry with this key was made by this campaign.
  func isOurs(target: String, kind: String, key: String) async throws -> Bool
  /// Marks a scenario's open entries on all targets as held for a person's verdict.
  /// - Parameters:
  ///   - index: its place in the plan of the run that goes on now.
  ///   - memory: what its script knows, for the process that goes on; nil when that could not be written down.
  func hold(scenario: String, index: Int, memory: JSONValue?) async throws
}

/// One thing made, or one change to be put back.
package struct LedgerEntry: Sendable, Hashable {
  /// 0 before it is stored.
  package var id: Int64
  /// The target whose adapter made it, and whose adapter removes it.
  package var target: String
  package var what: What
  /// The key in words, for finding it again: `LGB-01~a3f9c2`, `sanne / AVG-01`.
  package var key: String
  /// Plain values without write-only columns: what `find` and `remove` or the clean-up function need.
  package var data: JSONValue
  package var lifetime: Lifetime
  /// Scenario title, or empty for seeds.
  package var scenario: String
  package var state: LedgerState

  package enum What: Sendable, Hashable {
    /// An entity of this kind; removed by the adapter's `remove`.
    case thing(kind: String)
    /// A change; put back by the adapter's `cleanup` of this name.
    case change(cleanup: String)
  }

  package enum Lifetime: String, Sendable, Codable {
    /// Until `lmsaccept clean`.
    case campaign
    /// Until the end of the scenario.
    case scenario
    /// Until the person's verdict is in (`lmsaccept finish`), or `clean`.
    case held
  }

  package init(
    id: Int64 = 0, target: String, what: What, key: String, data: JSONValue, lifetime: Lifetime, scenario: String = "",
    state: LedgerState = .intended
  ) {
    self.id = id
    self.target = target
    self.what = what
    self.key = key
    self.data = data
    self.lifetime = lifetime
    self.scenario = scenario
    self.state = state
  }
}

package enum LedgerState: String, Sendable, Codable {
  /// The request may or may not have been sent.
  case intended
  case made
  case removed
  /// It was gone, or another one stood in its place.
  case gone
  /// It was never made.
  case abandoned
  /// Removing failed; `clean` tries again.
  case stuck
}

/// What an earlier process kept of a scenario, for the one that goes on with it.
package struct KeptScenario: Sendable {
  /// What its script knew; nil when that was not kept, so that no step may run that could need it.
  package var memory: JSONValue?
  /// Ordinals of the steps that are done.
  package var done: Set<Int>

  package init(memory: JSONValue?, done: Set<Int>) {
    self.memory = memory
    self.done = done
  }
}
