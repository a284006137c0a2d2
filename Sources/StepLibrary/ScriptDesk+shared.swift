import Scripting

/// Calls about what the scenarios of a run share: sessions, controls, ensured objects.
extension ScriptDesk {
  func session(_ name: String, _ arguments: [ScriptValue]) async -> [ScriptValue] {
    if name == "session_drop" {
      shared.stores.drop(who: arguments.at(0).text ?? "")
      return HostReply.done
    }
    let key = RunStores.SessionKey(
      target: arguments.at(0).text ?? "", who: arguments.at(1).text ?? "", kind: arguments.at(2).text ?? "")
    switch name {
    case "session_put":
      guard let made = sessionsBeingMade.removeValue(forKey: key) else { return HostReply.done }
      shared.stores.put(key, jar: made.jar, generation: made.generation, data: arguments.at(4))
      return HostReply.done
    case "session_failed":
      sessionsBeingMade[key] = nil
      shared.stores.failed(key)
      return HostReply.done
    default: return await obtain(key, stale: name == "session_renew" ? arguments.at(3).int.map(Int.init) : nil)
    }
  }

  private func obtain(_ key: RunStores.SessionKey, stale: Int?) async -> [ScriptValue] {
    guard sessionsBeingMade[key] == nil else {
      return HostReply.failure("script", "the session '\(key.kind)' of '\(key.who)' needs itself to be made")
    }
    switch await shared.stores.session(key, stale: stale) {
    case .have(let session):
      return [
        .bool(true), .text("have"), .int(Int64(session.jar)), .int(Int64(session.generation)), session.data,
      ]
    case .make(let jar, let generation):
      sessionsBeingMade[key] = (jar, generation)
      return [.bool(true), .text("make"), .int(Int64(jar)), .int(Int64(generation))]
    }
  }

  func control(_ name: String, _ arguments: [ScriptValue]) -> [ScriptValue] {
    let key = "\(arguments.at(0).text ?? "")|\(arguments.at(1).int ?? 0)"
    guard name == "control_put" else {
      return HostReply.value(shared.stores.control(key) ?? .none)
    }
    shared.stores.setControl(key, arguments.at(2))
    return HostReply.done
  }

  // MARK: Ensured objects

  func ensured(_ name: String, _ arguments: [ScriptValue]) async -> [ScriptValue] {
    let kind = arguments.at(0).text ?? ""
    switch name {
    case "ensured_claim":
      let wanted = (arguments.at(1).list ?? []).map { claim($0, kind) }
      let known = await shared.stores.claim(wanted)
      for (claim, ids) in zip(wanted, known) where ids == nil { claims.insert(claim.key) }
      return HostReply.value(.list(known.map { $0 ?? .null }))
    case "ensured_put":
      for value in arguments.at(1).list ?? [] {
        shared.stores.settle(claim(value, kind), ids: value["ids"] ?? .table([]))
      }
      releaseClaims()
    case "ensured_drop": shared.stores.forget(claimKey(kind, arguments.at(1).text ?? ""))
    default: releaseClaims()
    }
    return HostReply.done
  }

  private func claim(_ value: ScriptValue, _ kind: String) -> RunStores.Claim {
    RunStores.Claim(key: claimKey(kind, value["key"]?.text ?? ""), words: value["words"]?.text ?? "")
  }

  private func claimKey(_ kind: String, _ key: String) -> String { "\(kind)\u{0}\(key)" }

  func releaseClaims() {
    guard !claims.isEmpty else { return }
    shared.stores.release(claims)
    claims.removeAll()
  }
}
