import JSON
import RunModel
import Scripting

extension ScriptDesk {
  /// Calls about what was made; a ledger that cannot be written stops everything that would need it.
  func ledger(_ name: String, _ arguments: [ScriptValue]) async -> [ScriptValue] {
    do {
      return try await perform(name, arguments)
    } catch {
      return HostReply.failure(
        "broken", "the ledger cannot be written: \(error)", [ScriptField("cause", .text("ledger"))])
    }
  }

  /// The first argument of every call but `ledger_settle` names the target.
  private func perform(_ name: String, _ arguments: [ScriptValue]) async throws -> [ScriptValue] {
    let desk = shared.ledger
    let target = arguments.at(0).text ?? ""
    let second = arguments.at(1).text ?? ""
    let third = arguments.at(2).text ?? ""
    switch name {
    case "ledger_intend":
      let id = try await desk.intend(
        .thing(kind: second), on: target, key: third, data: arguments.at(3).json, lifetime: lifetime(arguments.at(4)),
        scenario: scenario)
      return HostReply.value(.int(id))
    case "ledger_intend_many":
      var ids: [ScriptValue] = []
      for entry in arguments.at(1).list ?? [] {
        let id = try await desk.intend(
          .thing(kind: entry["kind"]?.text ?? ""), on: target, key: entry["key"]?.text ?? "",
          data: entry["data"]?.json ?? .object([]), lifetime: lifetime(entry["lifetime"] ?? .none), scenario: scenario)
        ids.append(.int(id))
      }
      return HostReply.value(.list(ids))
    case "ledger_change":
      let id = try await desk.intend(
        .change(cleanup: second), on: target, key: third, data: arguments.at(3).json,
        lifetime: lifetime(arguments.at(4)), scenario: scenario)
      return HostReply.value(.int(id))
    case "ledger_settle":
      guard let id = arguments.at(0).int, let state = LedgerState(rawValue: second) else { return HostReply.done }
      try await desk.settle(id, state: state, data: arguments.count > 2 ? .some(arguments.at(2).json) : .none)
      return HostReply.done
    case "ledger_ours":
      return HostReply.value(.bool(desk.isOurs(.init(target: target, kind: second, key: third))))
    case "ledger_held_elsewhere":
      let name = LedgerDesk.Name(target: target, kind: second, key: third)
      return HostReply.value(.bool(desk.isHeldElsewhere(name, by: arguments.at(3).int ?? 0)))
    default: return HostReply.done
    }
  }

  private func lifetime(_ value: ScriptValue) -> LedgerEntry.Lifetime {
    value.text.flatMap(LedgerEntry.Lifetime.init) ?? .scenario
  }
}

extension LedgerEntry {
  /// The entry as the prelude's clean-up reads it.
  var scriptValue: ScriptValue {
    var fields = [
      ScriptField("ledger", .int(id)), ScriptField("target", .text(target)), ScriptField("key", .text(key)),
      ScriptField("data", ScriptValue(data)),
      ScriptField("unsure", .bool(state == .intended)),
    ]
    switch what {
    case .thing(let kind): fields.append(ScriptField("kind", .text(kind)))
    case .change(let cleanup): fields.append(ScriptField("cleanup", .text(cleanup)))
    }
    return .table(fields)
  }
}
