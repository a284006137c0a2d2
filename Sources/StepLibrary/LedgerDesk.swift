import JSON
import RunModel
import Scripting
import Synchronization

/// The ledger as the scenarios of one run see it: open entries are known by heart, so that asking costs nothing.
final class LedgerDesk: Sendable {
  let ledger: any Ledger

  /// A thing on one of the targets.
  struct Name: Hashable, Sendable {
    var target: String
    var kind: String
    var key: String
  }

  private struct Open {
    /// Thing -> entry -> scenario.
    var entries: [Name: [Int64: String]] = [:]
    var names: [Int64: Name] = [:]
    /// Titles of scenarios for which an earlier process keeps something until a person has judged it.
    var kept: Set<String> = []
    var isLoaded = false

    mutating func add(_ entry: LedgerEntry, id: Int64) {
      guard case .thing(let kind) = entry.what else { return }
      let name = Name(target: entry.target, kind: kind, key: entry.key)
      entries[name, default: [:]][id] = entry.scenario
      names[id] = name
    }
  }

  private let open = Mutex(Open())

  init(ledger: any Ledger) {
    self.ledger = ledger
  }

  /// What earlier runs left, before the first scenario; once.
  func load() async throws {
    if open.withLock(\.isLoaded) { return }
    let entries = try await ledger.open(target: nil, scenario: nil)
    open.withLock { open in
      open.isLoaded = true
      for entry in entries {
        open.add(entry, id: entry.id)
        if entry.lifetime == .held { open.kept.insert(entry.scenario) }
      }
    }
  }

  /// What an earlier process keeps for a scenario, newest first; asks the store only when there is something.
  func kept(for scenario: String) async throws -> [LedgerEntry] {
    guard open.withLock({ $0.kept.contains(scenario) }) else { return [] }
    return try await ledger.open(target: nil, scenario: scenario).filter { $0.lifetime == .held }
  }

  /// - Parameter scenario: whose it is; what lives with the campaign is nobody's.
  func intend(
    _ what: LedgerEntry.What, on target: String, key: String, data: JSONValue, lifetime: LedgerEntry.Lifetime,
    scenario: String
  ) async throws -> Int64 {
    let entry = LedgerEntry(
      target: target, what: what, key: key, data: data, lifetime: lifetime,
      scenario: lifetime == .campaign ? "" : scenario)
    let id = try await ledger.intend(entry)
    open.withLock { $0.add(entry, id: id) }
    return id
  }

  func settle(_ id: Int64, state: LedgerState, data: JSONValue?) async throws {
    try await ledger.settle(id, state: state, data: data)
    guard state != .made, state != .intended, state != .stuck else { return }
    open.withLock { open in
      guard let name = open.names.removeValue(forKey: id) else { return }
      open.entries[name]?[id] = nil
      if open.entries[name]?.isEmpty == true { open.entries[name] = nil }
    }
  }

  func isOurs(_ name: Name) -> Bool { open.withLock { $0.entries[name] != nil } }

  /// True when another scenario, or the campaign, still needs what the scenario of this entry would remove.
  func isHeldElsewhere(_ name: Name, by id: Int64) -> Bool {
    open.withLock { open in
      guard let holders = open.entries[name] else { return false }
      return holders.values.contains { $0 != holders[id] }
    }
  }
}

extension ScriptValue {
  /// The value as the ledger stores it; functions and what JSON cannot say become null.
  var json: JSONValue {
    switch self {
    case .none, .null, .reference, .json: .null
    case .bool(let flag): .bool(flag)
    case .int(let number): .number(String(number))
    case .number(let number): number.isFinite ? .number(formText ?? "0") : .null
    case .text(let text): .string(text)
    case .bytes(let bytes): .string(String(decoding: bytes, as: UTF8.self))
    case .list(let values): .array(values.map(\.json))
    case .table(let fields): .object(fields.map { JSONMember($0.key, $0.value.json) })
    }
  }

  init(_ json: JSONValue) {
    switch json {
    case .null: self = .none
    case .bool(let flag): self = .bool(flag)
    case .number(let text): self = Int64(text).map(ScriptValue.int) ?? .number(Double(text) ?? 0)
    case .string(let text): self = .text(text)
    case .array(let values): self = .list(values.map { $0 == .null ? .null : ScriptValue($0) })
    case .object(let members):
      self = .table(members.filter { $0.value != .null }.map { ScriptField($0.key, ScriptValue($0.value)) })
    }
  }
}
