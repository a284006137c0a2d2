import RunModel
import Scripting

/// What the adapters say about steps, kinds, roles and capabilities.
struct AdapterStatements {
  let bodies: Set<String>
  let manual: [String: Reason]
  let unsupported: [String: Reason]
  let capabilities: Set<String>
  let roles: [String: String]?
  let secretFields: [String]
  /// Kinds that the adapter passes over in silence, with the reason.
  let leftOut: [String: Reason]

  init(_ value: ScriptValue) {
    bodies = Set((value["bodies"]?.fields ?? []).map(\.key))
    manual = Self.reasons(value["manual"])
    unsupported = Self.reasons(value["unsupported"])
    secretFields = (value["secret_fields"]?.list ?? []).compactMap(\.text)
    leftOut = Self.reasons(value["left_out"])
    capabilities = Set((value["provides"]?.list ?? []).compactMap(\.text))
    roles = value["has_roles"] == .bool(true) ? Self.texts(value["roles"]) : nil
  }

  private static func reasons(_ value: ScriptValue?) -> [String: Reason] {
    Dictionary(
      (value?.fields ?? []).map { ($0.key, Reason($0.value) ?? "") }, uniquingKeysWith: { first, _ in first })
  }

  private static func texts(_ value: ScriptValue?) -> [String: String] {
    Dictionary(
      (value?.fields ?? []).map { ($0.key, $0.value.text ?? "course") }, uniquingKeysWith: { first, _ in first })
  }

  /// A body wins over a statement; a step about a kind that the LMS has not is as unsupported as the kind.
  /// What no target of the project is comes last: the target that is that system brings the body.
  func automation(of definition: StepDefinition, _ kinds: [String: ThingKind]) -> Automation {
    if definition.kind.isHuman { return .manual(reason: Reason("a person does it", "iemand doet het")) }
    if bodies.contains(definition.id) { return .automated }
    if let reason = unsupported[definition.id] { return .unsupported(reason: reason) }
    if let reason = manual[definition.id] { return .manual(reason: reason) }
    for parameter in definition.parameters where kinds[parameter.type] != nil {
      if let reason = unsupported[parameter.type] { return .unsupported(reason: reason) }
    }
    if let system = definition.system { return .elsewhere(system) }
    return .missing
  }
}

extension Reason {
  /// A text that is said to everybody, or `{ en = "…", nl = "…" }`; the prelude has looked at its keys.
  init?(_ value: ScriptValue) {
    guard let english = value.text ?? value["en"]?.text else { return nil }
    self.init(english, value["nl"]?.text)
  }
}
