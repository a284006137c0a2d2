/// Writes JSON as UTF-8 bytes, piece by piece, for streams too long to hold as values.
///
/// Keys come out in the order written. The caller keeps the shape right: one `key` before each value in an object.
///
/// It owns its memory, since each append to an array costs more than copying a short text does. `reserve` alone gives
/// out a place to write at, with as many bytes behind it as were asked for; nothing writes without it, or more.
/// `@unchecked Sendable`: one owner at a time, for it cannot be copied.
package struct JSONWriter: ~Copyable, @unchecked Sendable {
  private var room: UnsafeMutablePointer<UInt8>
  private var capacity = 4096
  private var count = 0
  private var needsComma = false

  package init() {
    room = .allocate(capacity: capacity)
  }

  deinit { room.deallocate() }

  /// A copy of what was written so far.
  package var bytes: [UInt8] { Array(written) }

  /// What was written so far; valid until the next call.
  private var written: UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(start: room, count: count) }

  package mutating func beginObject() { piece("{") }
  package mutating func endObject() { piece("}") }
  package mutating func beginArray() { piece("[") }
  package mutating func endArray() { piece("]") }
  package mutating func bool(_ value: Bool) { piece(value ? "true" : "false") }
  package mutating func null() { piece("null") }

  /// Writes what stands between two texts or numbers as it is, such as `"location":{"line":`.
  ///
  /// Commas may be left out where a piece begins: one is put before anything but a bracket that closes, unless nothing
  /// came before or the piece before ends with a bracket that opens, a colon or a comma.
  package mutating func piece(_ text: StaticString) {
    text.withUTF8Buffer { source in
      guard let start = source.baseAddress, source.count > 0 else { return }
      let end = reserve(source.count + 1)
      let closes = start[0] == UInt8(ascii: "}") || start[0] == UInt8(ascii: "]")
      let comma = needsComma && !closes ? 1 : 0
      // Overwritten where none is needed.
      end[0] = UInt8(ascii: ",")
      (end + comma).update(from: start, count: source.count)
      count += comma + source.count
      switch start[source.count - 1] {
      case UInt8(ascii: "{"), UInt8(ascii: "["), UInt8(ascii: ":"), UInt8(ascii: ","): needsComma = false
      default: needsComma = true
      }
    }
  }

  package mutating func key(_ key: StaticString) {
    key.withUTF8Buffer { quote($0) }
    endKey()
  }

  package mutating func key(_ key: String) {
    quote(key)
    endKey()
  }

  package mutating func string(_ text: String) {
    quote(text)
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

  package mutating func value(_ value: JSONValue) {
    switch value {
    case .null: null()
    case .bool(let flag): bool(flag)
    case .number(let text):
      separate()
      for byte in text.utf8 { append(byte) }
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
    append(0x0A)
    needsComma = false
  }

  /// Hands on what was written so far, in place, when it is at least `atLeast` bytes.
  package mutating func drain(atLeast: Int = 1, _ body: (UnsafeBufferPointer<UInt8>) -> Void) {
    guard count >= atLeast else { return }
    body(written)
    count = 0
  }

  // MARK: Bytes

  /// Where the next byte goes; this many bytes fit there.
  private mutating func reserve(_ more: Int) -> UnsafeMutablePointer<UInt8> {
    if capacity - count < more { grow(more) }
    return room + count
  }

  private mutating func grow(_ more: Int) {
    capacity = max(2 * capacity, count + more)
    let wider = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity)
    wider.update(from: room, count: count)
    room.deallocate()
    room = wider
  }

  private mutating func append(_ byte: UInt8) {
    reserve(1)[0] = byte
    count += 1
  }

  private mutating func separate() {
    if needsComma { append(UInt8(ascii: ",")) }
  }

  private mutating func endKey() {
    append(UInt8(ascii: ":"))
    needsComma = false
  }

  private mutating func append(_ value: Int, isQuoted: Bool) {
    var digits = 1
    var rest = value.magnitude
    while rest >= 10 {
      digits += 1
      rest /= 10
    }
    // A comma, two quotes and a sign come to them.
    var end = reserve(digits + 4)
    let start = end
    func put(_ byte: UInt8) {
      end[0] = byte
      end += 1
    }
    if needsComma { put(UInt8(ascii: ",")) }
    if isQuoted { put(UInt8(ascii: "\"")) }
    if value < 0 { put(UInt8(ascii: "-")) }
    rest = value.magnitude
    for place in (0..<digits).reversed() {
      end[place] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10)
      rest /= 10
    }
    end += digits
    if isQuoted { put(UInt8(ascii: "\"")) }
    count += end - start
  }

  private mutating func quote(_ text: String) {
    // Only a string of Objective-C has no such storage.
    if text.utf8.withContiguousStorageIfAvailable({ quote($0) }) != nil { return }
    var text = text
    text.withUTF8 { quote($0) }
  }

  private mutating func quote(_ source: UnsafeBufferPointer<UInt8>) {
    separate()
    append(UInt8(ascii: "\""))
    if var start = source.baseAddress {
      let end = start + source.count
      while true {
        // An escape takes up to six bytes, the last quote one.
        let target = reserve(end - start + 6)
        let plain = JSONEscapes.copyPlain(from: start, count: end - start, to: target)
        start += plain
        count += plain
        if start == end { break }
        count += JSONEscapes.write(start[0], to: target + plain)
        start += 1
      }
    }
    append(UInt8(ascii: "\""))
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
