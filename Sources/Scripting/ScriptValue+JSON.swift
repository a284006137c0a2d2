extension ScriptValue {
  /// The value as compact JSON (RFC 8259), keys sorted by their bytes.
  ///
  /// Whole numbers are written without a fraction; an empty list is `[]`, an empty table `{}`; `none` is null.
  ///
  /// - Throws: `wrongUse` for what JSON cannot say: NaN, infinity, bytes that are no text, functions.
  package func jsonBytes() throws(ScriptFault) -> [UInt8] {
    var writer = ScriptJSONWriter()
    try writer.append(self)
    return writer.bytes
  }
}

private struct ScriptJSONWriter {
  private(set) var bytes: [UInt8] = []

  mutating func append(_ value: ScriptValue) throws(ScriptFault) {
    switch value {
    case .none, .null: append("null")
    case .bool(let flag): append(flag ? "true" : "false")
    case .int(let number): append(String(number))
    case .number(let number): try append(number)
    case .text(let text): appendQuoted(text)
    case .list(let values): try append(values)
    case .table(let fields): try append(fields)
    case .bytes: throw ScriptFault(.wrongUse, "JSON cannot hold a text that is not UTF-8")
    case .reference: throw ScriptFault(.wrongUse, "JSON cannot hold a function, or a table with a metatable")
    case .json: throw ScriptFault(.wrongUse, "JSON text is for scripts only")
    }
  }

  private mutating func append(_ number: Double) throws(ScriptFault) {
    guard number.isFinite else { throw ScriptFault(.wrongUse, "JSON cannot hold \(number)") }
    // Beyond 2^53 Swift writes an exponent, which every reader takes for the same number.
    let whole = Int64(exactly: number).flatMap { $0.magnitude <= 1 << 53 ? $0 : nil }
    append(whole.map { String($0) } ?? number.description)
  }

  private mutating func append(_ values: [ScriptValue]) throws(ScriptFault) {
    bytes.append(UInt8(ascii: "["))
    for (index, value) in values.enumerated() {
      if index > 0 { bytes.append(UInt8(ascii: ",")) }
      try append(value)
    }
    bytes.append(UInt8(ascii: "]"))
  }

  private mutating func append(_ fields: [ScriptField]) throws(ScriptFault) {
    bytes.append(UInt8(ascii: "{"))
    let sorted = fields.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
    for (index, field) in sorted.enumerated() {
      if index > 0 {
        bytes.append(UInt8(ascii: ","))
        guard !sorted[index - 1].key.utf8.elementsEqual(field.key.utf8) else {
          throw ScriptFault(.wrongUse, "a table has the key \"\(field.key)\" twice")
        }
      }
      appendQuoted(field.key)
      bytes.append(UInt8(ascii: ":"))
      try append(field.value)
    }
    bytes.append(UInt8(ascii: "}"))
  }

  private mutating func appendQuoted(_ text: String) {
    bytes.append(UInt8(ascii: "\""))
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes.append(contentsOf: [UInt8(ascii: "\\"), byte])
      case 0x0A: append("\\n")
      case 0x0D: append("\\r")
      case 0x09: append("\\t")
      case 0..<0x20:
        append("\\u00")
        append(byte < 16 ? "0" : "1")
        append(String(byte & 15, radix: 16))
      default: bytes.append(byte)
      }
    }
    bytes.append(UInt8(ascii: "\""))
  }

  private mutating func append(_ text: String) { bytes.append(contentsOf: text.utf8) }
}
