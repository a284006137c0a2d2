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

  private func perform(_ name: String, _ arguments: [ScriptValue]) async throws -> [ScriptValue] {
    let desk = shared.ledger
    let first = arguments.at(0).text ?? ""
    let second = arguments.at(1).text ?? ""
    switch name {
    case "ledger_intend":
      let id = try await desk.intend(
        .thing(kind: first), key: second, data: arguments.at(2).json, lifetime: lifetime(arguments.at(3)),
        scenario: scenario)
      return HostReply.value(.int(id))
    case "ledger_intend_many":
      var ids: [ScriptValue] = []
      for entry in arguments.at(0).list ?? [] {
        let id = try await desk.intend(
          .thing(kind: entry["kind"]?.text ?? ""), key: entry["key"]?.text ?? "",
          data: entry["data"]?.json ?? .object([]), lifetime: lifetime(entry["lifetime"] ?? .none), scenario: scenario)
        ids.append(.int(id))
      }
      return HostReply.value(.list(ids))
    case "ledger_change":
      let id = try await desk.intend(
        .change(cleanup: first), key: second, data: arguments.at(2).json, lifetime: lifetime(arguments.at(3)),
        scenario: scenario)
      return HostReply.value(.int(id))
    case "ledger_settle":
      guard let id = arguments.at(0).int, let state = LedgerState(rawValue: second) else { return HostReply.done }
      try await desk.settle(id, state: state, data: arguments.count > 2 ? arguments.at(2).json : .object([]))
      return HostReply.done
    case "ledger_ours": return HostReply.value(.bool(desk.isOurs(kind: first, key: second)))
    case "ledger_held_elsewhere":
      return HostReply.value(.bool(desk.isHeldElsewhere(kind: first, key: second, by: arguments.at(2).int ?? 0)))
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
      ScriptField("ledger", .int(id)), ScriptField("key", .text(key)), ScriptField("data", ScriptValue(data)),
      ScriptField("unsure", .bool(state == .intended)),
    ]
    switch what {
    case .thing(let kind): fields.append(ScriptField("kind", .text(kind)))
    case .change(let cleanup): fields.append(ScriptField("cleanup", .text(cleanup)))
    }
    return .table(fields)
  }
}
