/// Writes JSON as UTF-8 bytes, piece by piece, for streams too long to hold as values.
///
/// Keys come out in the order written. The caller keeps the shape right: one `key` before each value in an object.
package struct JSONWriter: Sendable {
  package private(set) var bytes: [UInt8] = []
  private var needsComma = false

  package init() {}

  package mutating func beginObject() { open(UInt8(ascii: "{")) }
  package mutating func endObject() { close(UInt8(ascii: "}")) }
  package mutating func beginArray() { open(UInt8(ascii: "[")) }
  package mutating func endArray() { close(UInt8(ascii: "]")) }

  package mutating func key(_ key: StaticString) {
    key.withUTF8Buffer { source in
      if appendShort(source, isKey: true) { return }
      separate()
      bytes.append(UInt8(ascii: "\""))
      bytes.append(contentsOf: source)
      bytes.append(UInt8(ascii: "\""))
      bytes.append(UInt8(ascii: ":"))
    }
    needsComma = false
  }

  package mutating func key(_ key: String) {
    append(key, isKey: true)
    needsComma = false
  }

  package mutating func string(_ text: String) {
    append(text, isKey: false)
    needsComma = true
  }

  package mutating func int(_ value: Int) {
    append(value, isQuoted: false)
    needsComma = true
  }

  /// A number as a string, `"12"`: ids of Cucumber are such.
  package mutating func quoted(_ value: Int) {
    append(value, isQuoted: true)
    needsComma = true
  }

  package mutating func bool(_ value: Bool) {
    separate()
    bytes.append(contentsOf: (value ? "true" : "false").utf8)
    needsComma = true
  }

  package mutating func null() {
    separate()
    bytes.append(contentsOf: "null".utf8)
    needsComma = true
  }

  package mutating func value(_ value: JSONValue) {
    switch value {
    case .null: null()
    case .bool(let flag): bool(flag)
    case .number(let text):
      separate()
      bytes.append(contentsOf: text.utf8)
      needsComma = true
    case .string(let text): string(text)
    case .array(let values):
      beginArray()
      for item in values { self.value(item) }
      endArray()
    case .object(let members):
      beginObject()
      for member in members {
        key(member.key)
        self.value(member.value)
      }
      endObject()
    }
  }

  /// Ends a line of JSON Lines; the next value starts anew.
  package mutating func endLine() {
    bytes.append(0x0A)
    needsComma = false
  }

  /// Hands on what was written so far, in place, when it is at least `atLeast` bytes.
  package mutating func drain(atLeast count: Int = 1, _ body: ([UInt8]) -> Void) {
    guard bytes.count >= count else { return }
    body(bytes)
    bytes.removeAll(keepingCapacity: true)
  }

  /// Takes what was written so far, for handing on in pieces.
  package mutating func take() -> [UInt8] {
    defer { bytes.removeAll(keepingCapacity: true) }
    return bytes
  }

  private mutating func separate() {
    if needsComma { bytes.append(UInt8(ascii: ",")) }
  }

  private mutating func open(_ byte: UInt8) {
    separate()
    bytes.append(byte)
    needsComma = false
  }

  private mutating func close(_ byte: UInt8) {
    bytes.append(byte)
    needsComma = true
  }

  private mutating func append(_ text: String, isKey: Bool) {
    var text = text
    text.withUTF8 { source in
      if appendShort(source, isKey: isKey) { return }
      separate()
      bytes.append(UInt8(ascii: "\""))
      var start = 0
      for index in source.indices where source[index] < 0x20 || source[index] == 0x22 || source[index] == 0x5C {
        bytes.append(contentsOf: source[start..<index])
        Self.appendEscape(source[index], to: &bytes)
        start = index + 1
      }
      bytes.append(contentsOf: source[start...])
      bytes.append(UInt8(ascii: "\""))
      if isKey { bytes.append(UInt8(ascii: ":")) }
    }
  }

  private static let shortBytes = 252

  /// Comma, quotes, text and colon in one piece: each append to an array costs as much as copying a short text.
  /// - Returns: false, and nothing is written, when the text is long or needs escapes.
  private mutating func appendShort(_ source: UnsafeBufferPointer<UInt8>, isKey: Bool) -> Bool {
    guard source.count <= Self.shortBytes, let start = source.baseAddress else { return false }
    var needsEscape = false
    for byte in source { needsEscape = needsEscape || byte < 0x20 || byte == 0x22 || byte == 0x5C }
    if needsEscape { return false }
    let comma = needsComma ? 1 : 0
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: Self.shortBytes + 4) { room in
      guard let first = room.baseAddress else { return }
      first[0] = UInt8(ascii: ",")
      first[comma] = UInt8(ascii: "\"")
      (first + comma + 1).update(from: start, count: source.count)
      let end = comma + 1 + source.count
      first[end] = UInt8(ascii: "\"")
      first[end + 1] = UInt8(ascii: ":")
      bytes.append(contentsOf: UnsafeBufferPointer(start: first, count: end + (isKey ? 2 : 1)))
    }
    return true
  }

  private mutating func append(_ value: Int, isQuoted: Bool) {
    // The lowest number has 20 characters; two quotes and a comma come to them.
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 24) { room in
      var start = 24
      func put(_ byte: UInt8) {
        start -= 1
        room[start] = byte
      }
      if isQuoted { put(UInt8(ascii: "\"")) }
      var rest = value.magnitude
      repeat {
        put(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10))
        rest /= 10
      } while rest > 0
      if value < 0 { put(UInt8(ascii: "-")) }
      if isQuoted { put(UInt8(ascii: "\"")) }
      if needsComma { put(UInt8(ascii: ",")) }
      bytes.append(contentsOf: UnsafeBufferPointer(rebasing: room[start...]))
    }
  }

  private static func appendEscape(_ byte: UInt8, to bytes: inout [UInt8]) {
    bytes.append(UInt8(ascii: "\\"))
    switch byte {
    case 0x22, 0x5C: bytes.append(byte)
    case 0x0A: bytes.append(UInt8(ascii: "n"))
    case 0x0D: bytes.append(UInt8(ascii: "r"))
    case 0x09: bytes.append(UInt8(ascii: "t"))
    default:
      let digits = Array("0123456789abcdef".utf8)
      bytes.append(contentsOf: "u00".utf8)
      bytes.append(digits[Int(byte >> 4)])
      bytes.append(digits[Int(byte & 15)])
    }
  }
}

extension JSONValue {
  /// The value as compact JSON, keys in their order.
  package var text: String {
    var writer = JSONWriter()
    writer.value(self)
    return String(decoding: writer.bytes, as: UTF8.self)
  }
}
