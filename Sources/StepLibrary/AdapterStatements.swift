import RunModel
import Scripting

/// What the adapters say about steps, kinds, roles and capabilities.
struct AdapterStatements {
  let bodies: Set<String>
  let manual: [String: String]
  let unsupported: [String: String]
  let capabilities: Set<String>
  let roles: [String: String]?
  let secretFields: [String]
  /// Kinds that the adapter passes over in silence, with the reason.
  let leftOut: [String: String]

  init(_ value: ScriptValue) {
    bodies = Set((value["bodies"]?.fields ?? []).map(\.key))
    manual = Self.texts(value["manual"])
    unsupported = Self.texts(value["unsupported"])
    secretFields = (value["secret_fields"]?.list ?? []).compactMap(\.text)
    leftOut = Self.texts(value["left_out"])
    capabilities = Set((value["provides"]?.list ?? []).compactMap(\.text))
    roles = value["has_roles"] == .bool(true) ? Self.texts(value["roles"]) : nil
  }

  private static func texts(_ value: ScriptValue?) -> [String: String] {
    Dictionary(
      (value?.fields ?? []).map { ($0.key, $0.value.text ?? "course") }, uniquingKeysWith: { first, _ in first })
  }

  /// A body wins over a statement; a step about a kind that the LMS has not is as unsupported as the kind.
  /// What no target of the project is comes last: the target that is that system brings the body.
  func automation(of definition: StepDefinition, _ kinds: [String: ThingKind]) -> Automation {
    if definition.kind.isHuman { return .manual(reason: "a person does it") }
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
