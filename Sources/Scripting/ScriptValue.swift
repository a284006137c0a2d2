/// A value that crosses between Swift and Lua; copied, never shared.
package enum ScriptValue: Sendable, Hashable {
  /// Lua's nil.
  case none
  case bool(Bool)
  case int(Int64)
  case number(Double)
  /// A Lua string that is valid UTF-8.
  case text(String)
  /// A Lua string that is not.
  case bytes([UInt8])
  /// A table with the keys 1...n and no other, n at least 1, or one marked with `list`, which may be empty. Towards Lua
  /// it is always marked.
  case list([ScriptValue])
  /// Any other table that has no metatable, sorted by the bytes of the keys; numbers as keys become text.
  case table([ScriptField])
  /// The library value `null`.
  case null
  /// A function, or a table with a metatable: it stays in its state until it is released.
  case reference(ScriptReference)
  /// Only towards Lua: JSON text that becomes tables. Members that are null are absent, nulls in arrays are `null`,
  /// arrays are marked with `list`.
  case json([UInt8])
}

/// One entry of a table.
package struct ScriptField: Sendable, Hashable {
  package var key: String
  package var value: ScriptValue

  package init(_ key: String, _ value: ScriptValue) {
    self.key = key
    self.value = value
  }
}

/// Something that stays in a `ScriptState`; of no use in another one. Numbers are never given twice.
package struct ScriptReference: Sendable, Hashable {
  let number: Int64
  /// The address of the state: a reference handed to the wrong state is a mistake of ours.
  let state: UInt
}

extension ScriptValue {
  /// The entry of a table; nil for anything else.
  package subscript(key: String) -> ScriptValue? {
    guard case .table(let fields) = self else { return nil }
    return fields.first { $0.key == key }?.value
  }

  package var text: String? {
    guard case .text(let text) = self else { return nil }
    return text
  }

  package var int: Int64? {
    guard case .int(let value) = self else { return nil }
    return value
  }

  package var list: [ScriptValue]? {
    guard case .list(let values) = self else { return nil }
    return values
  }

  package var fields: [ScriptField]? {
    guard case .table(let fields) = self else { return nil }
    return fields
  }

  package var reference: ScriptReference? {
    guard case .reference(let reference) = self else { return nil }
    return reference
  }

  /// Every reference in the value, for releasing them.
  package var references: [ScriptReference] {
    switch self {
    case .reference(let reference): [reference]
    case .list(let values): values.flatMap(\.references)
    case .table(let fields): fields.flatMap(\.value.references)
    default: []
    }
  }
}
