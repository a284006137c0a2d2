import CLua

/// Writes values as the flat bytes that `CLua.h` describes.
struct ValueEncoder {
  private(set) var bytes: [UInt8] = []
  private let state: UInt

  /// - Throws: `wrongUse` for a reference of another state and for nesting over 500 levels.
  init(_ values: [ScriptValue], state: UInt) throws(ScriptFault) {
    self.state = state
    guard !values.isEmpty else { return }
    bytes.reserveCapacity(512)
    append(UInt32(truncatingIfNeeded: values.count))
    for value in values { try append(value, depth: 0) }
  }

  private mutating func append(_ value: ScriptValue, depth: Int) throws(ScriptFault) {
    // C refuses deeper ones, too; this spares the recursion here.
    guard depth <= 500 else { throw ScriptFault(.wrongUse, "a value is nested deeper than 500 levels") }
    switch value {
    case .none: tag(CLUA_NIL)
    case .bool(let flag): tag(flag ? CLUA_TRUE : CLUA_FALSE)
    case .null: tag(CLUA_NULL)
    case .int(let number):
      tag(CLUA_INT)
      append(number)
    case .number(let number):
      tag(CLUA_FLOAT)
      append(number.bitPattern)
    case .text(let text):
      tag(CLUA_STRING)
      try append(text)
    case .bytes(let text):
      tag(CLUA_STRING)
      try append(text)
    case .json(let text):
      tag(CLUA_JSON)
      try append(text)
    case .reference(let reference):
      guard reference.state == state else {
        throw ScriptFault(.wrongUse, "a script value was handed to another script state")
      }
      tag(CLUA_REFERENCE)
      append(reference.number)
    case .list(let values):
      tag(CLUA_LIST)
      append(UInt32(truncatingIfNeeded: values.count))
      for value in values { try append(value, depth: depth + 1) }
    case .table(let fields):
      tag(CLUA_TABLE)
      append(UInt32(truncatingIfNeeded: fields.count))
      for field in fields {
        try append(field.key)
        try append(field.value, depth: depth + 1)
      }
    }
  }

  private mutating func tag(_ tag: Int) { bytes.append(UInt8(truncatingIfNeeded: tag)) }

  private mutating func append(_ number: some FixedWidthInteger) {
    withUnsafeBytes(of: number) { bytes.append(contentsOf: $0) }
  }

  private mutating func append(_ text: String) throws(ScriptFault) {
    var text = text
    let count = text.utf8.count
    try checkSize(count)
    append(UInt32(count))
    text.withUTF8 { bytes.append(contentsOf: $0) }
  }

  private mutating func append(_ text: [UInt8]) throws(ScriptFault) {
    try checkSize(text.count)
    append(UInt32(text.count))
    bytes.append(contentsOf: text)
  }

  private func checkSize(_ count: Int) throws(ScriptFault) {
    guard count <= UInt32.max else { throw ScriptFault(.memory, "a text is too long for a script") }
  }
}
