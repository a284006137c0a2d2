import CLua

/// Reads the flat bytes that `CLua.h` describes. Bytes that end too early read as zeros and nils: only a fault record
/// that outgrew the memory limit is cut short.
struct ValueDecoder {
  private let bytes: UnsafeRawBufferPointer
  private let state: UInt
  private var at = 0

  /// The bytes must outlive the decoder.
  init(_ bytes: UnsafeRawBufferPointer, state: UInt) {
    self.bytes = bytes
    self.state = state
  }

  mutating func values() -> [ScriptValue] {
    let count = Int(integer(UInt32.self))
    var values: [ScriptValue] = []
    values.reserveCapacity(min(count, bytes.count - at))
    for _ in 0..<count where at < bytes.count { values.append(value()) }
    return values
  }

  mutating func value() -> ScriptValue {
    switch Int(integer(UInt8.self)) {
    case CLUA_FALSE: .bool(false)
    case CLUA_TRUE: .bool(true)
    case CLUA_NULL: .null
    case CLUA_INT: .int(integer(Int64.self))
    case CLUA_FLOAT: .number(Double(bitPattern: integer(UInt64.self)))
    case CLUA_STRING: string()
    case CLUA_LIST: .list(values())
    case CLUA_TABLE: .table(fields())
    case CLUA_REFERENCE: .reference(ScriptReference(number: integer(Int64.self), state: state))
    default: .none
    }
  }

  private mutating func fields() -> [ScriptField] {
    let count = Int(integer(UInt32.self))
    var fields: [ScriptField] = []
    fields.reserveCapacity(min(count, bytes.count - at))
    for _ in 0..<count where at < bytes.count {
      let key = text()
      fields.append(ScriptField(key, value()))
    }
    return fields
  }

  private mutating func string() -> ScriptValue {
    let text = textBytes()
    // Nearly every text is ASCII, which needs no second look.
    if text.allSatisfy({ $0 < 0x80 }) { return .text(String(decoding: text, as: UTF8.self)) }
    return String(validating: text, as: UTF8.self).map(ScriptValue.text) ?? .bytes(Array(text))
  }

  /// Bytes that are not UTF-8 are replaced: keys and messages are for people.
  mutating func text() -> String { String(decoding: textBytes(), as: UTF8.self) }

  mutating func integer<Number: FixedWidthInteger>(_: Number.Type) -> Number {
    let size = MemoryLayout<Number>.size
    guard bytes.count - at >= size else {
      at = bytes.count
      return 0
    }
    defer { at += size }
    return bytes.loadUnaligned(fromByteOffset: at, as: Number.self)
  }

  private mutating func textBytes() -> UnsafeRawBufferPointer {
    let count = min(Int(integer(UInt32.self)), bytes.count - at)
    defer { at += count }
    return UnsafeRawBufferPointer(rebasing: bytes[at..<at + count])
  }
}
