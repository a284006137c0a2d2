/// Why a text is not JSON (RFC 8259), and where.
package struct JSONProblem: Error, Sendable, Hashable, CustomStringConvertible {
  /// Lower case, no full stop.
  package var message: String
  /// UTF-8 offset from 0.
  package var offset: Int

  package var description: String { "\(message) at byte \(offset)" }
}

extension JSONValue {
  /// Reads one JSON text, strictly after RFC 8259; white space around it is allowed.
  ///
  /// - Throws: `JSONProblem` for bad syntax, bad UTF-8, a lone surrogate, a repeated key or nesting over 512 levels.
  package init(parsing text: some Sequence<UInt8>) throws(JSONProblem) {
    self = try Array(text).withUnsafeBufferPointer { bytes throws(JSONProblem) in
      var reader = JSONReader(bytes: bytes)
      return try reader.document()
    }
  }

  package init(parsing text: String) throws(JSONProblem) {
    try self.init(parsing: text.utf8)
  }
}

/// The bytes belong to the caller, who keeps them until the value is read.
private struct JSONReader {
  let bytes: UnsafeBufferPointer<UInt8>
  var at = 0

  init(bytes: UnsafeBufferPointer<UInt8>) {
    self.bytes = bytes
  }

  mutating func document() throws(JSONProblem) -> JSONValue {
    skipSpace()
    let value = try value(depth: 0)
    skipSpace()
    if at < bytes.count { throw problem("text after the value") }
    return value
  }

  private func problem(_ message: String) -> JSONProblem { JSONProblem(message: message, offset: at) }

  private mutating func skipSpace() {
    while at < bytes.count {
      let byte = bytes[at]
      guard byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 else { return }
      at += 1
    }
  }

  private mutating func value(depth: Int) throws(JSONProblem) -> JSONValue {
    guard depth < 512 else { throw problem("nested too deeply") }
    guard at < bytes.count else { throw problem("a value is missing") }
    switch bytes[at] {
    case UInt8(ascii: "{"): return try object(depth: depth)
    case UInt8(ascii: "["): return try array(depth: depth)
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "t"): return try word("true", .bool(true))
    case UInt8(ascii: "f"): return try word("false", .bool(false))
    case UInt8(ascii: "n"): return try word("null", .null)
    default: return .number(try number())
    }
  }

  private mutating func word(_ text: String, _ value: JSONValue) throws(JSONProblem) -> JSONValue {
    guard bytes[at...].starts(with: text.utf8) else { throw problem("a value is expected") }
    at += text.utf8.count
    return value
  }

  private mutating func object(depth: Int) throws(JSONProblem) -> JSONValue {
    at += 1
    var members: [JSONMember] = []
    var keys = KeySet()
    skipSpace()
    if at < bytes.count, bytes[at] == UInt8(ascii: "}") {
      at += 1
      return .object([])
    }
    members.reserveCapacity(8)
    while true {
      skipSpace()
      guard at < bytes.count, bytes[at] == UInt8(ascii: "\"") else { throw problem("a key in quotes is expected") }
      let start = at
      let key = try string()
      guard keys.insert(key, beside: members) else {
        throw JSONProblem(message: "the key \"\(key)\" stands twice", offset: start)
      }
      skipSpace()
      guard at < bytes.count, bytes[at] == UInt8(ascii: ":") else { throw problem("a colon is expected") }
      at += 1
      skipSpace()
      members.append(JSONMember(key, try value(depth: depth + 1)))
      if try isAtEnd(of: UInt8(ascii: "}")) { return .object(members) }
    }
  }

  private mutating func array(depth: Int) throws(JSONProblem) -> JSONValue {
    at += 1
    var values: [JSONValue] = []
    skipSpace()
    if at < bytes.count, bytes[at] == UInt8(ascii: "]") {
      at += 1
      return .array([])
    }
    while true {
      skipSpace()
      values.append(try value(depth: depth + 1))
      if try isAtEnd(of: UInt8(ascii: "]")) { return .array(values) }
    }
  }

  /// True after the closing bracket, false after a comma.
  private mutating func isAtEnd(of close: UInt8) throws(JSONProblem) -> Bool {
    skipSpace()
    guard at < bytes.count, bytes[at] == close || bytes[at] == UInt8(ascii: ",") else {
      throw problem("a comma or the closing bracket is expected")
    }
    at += 1
    return bytes[at - 1] == close
  }

  private mutating func number() throws(JSONProblem) -> String {
    let start = at
    if at < bytes.count, bytes[at] == UInt8(ascii: "-") { at += 1 }
    let whole = digits()
    guard whole > 0 else {
      at = start
      throw problem("a value is expected")
    }
    if whole > 1, bytes[at - whole] == UInt8(ascii: "0") { throw problem("a number must not begin with 0") }
    if at < bytes.count, bytes[at] == UInt8(ascii: ".") {
      at += 1
      guard digits() > 0 else { throw problem("a digit is expected") }
    }
    if at < bytes.count, bytes[at] | 0x20 == UInt8(ascii: "e") {
      at += 1
      if at < bytes.count, bytes[at] == UInt8(ascii: "+") || bytes[at] == UInt8(ascii: "-") { at += 1 }
      guard digits() > 0 else { throw problem("a digit is expected") }
    }
    return String(decoding: bytes[start..<at], as: UTF8.self)
  }

  private mutating func digits() -> Int {
    let start = at
    while at < bytes.count, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(bytes[at]) { at += 1 }
    return at - start
  }

  private mutating func string() throws(JSONProblem) -> String {
    at += 1
    let start = at
    // Most texts have no escape and are taken as they stand.
    var signs: UInt8 = 0
    while at < bytes.count, !JSONEscapes.isNeeded(bytes[at]) {
      signs |= bytes[at]
      at += 1
    }
    let plain = UnsafeBufferPointer(rebasing: bytes[start..<at])
    guard at < bytes.count, bytes[at] != UInt8(ascii: "\"") else {
      guard at < bytes.count else { throw problem("the text never ends") }
      at += 1
      if signs < 0x80 { return String(decoding: plain, as: UTF8.self) }
      guard let valid = String(validating: plain, as: UTF8.self) else { throw problem("the text is not valid UTF-8") }
      return valid
    }
    var text = Array(plain)
    while at < bytes.count {
      let byte = bytes[at]
      switch byte {
      case UInt8(ascii: "\""):
        at += 1
        guard let valid = String(validating: text, as: UTF8.self) else { throw problem("the text is not valid UTF-8") }
        return valid
      case UInt8(ascii: "\\"):
        text += String(try escape()).utf8
      case 0..<0x20:
        throw problem("a control character in a text")
      default:
        text.append(byte)
        at += 1
      }
    }
    throw problem("the text never ends")
  }

  private mutating func escape() throws(JSONProblem) -> Unicode.Scalar {
    guard at + 1 < bytes.count else { throw problem("the text never ends") }
    let letter = bytes[at + 1]
    if let scalar = Self.simpleEscape(letter) {
      at += 2
      return scalar
    }
    guard letter == UInt8(ascii: "u") else { throw problem("no such escape") }
    let unit = try hexUnit()
    if let scalar = Unicode.Scalar(UInt32(unit)) { return scalar }
    guard UTF16.isLeadSurrogate(unit), at + 1 < bytes.count, bytes[at] == UInt8(ascii: "\\"),
      bytes[at + 1] == UInt8(ascii: "u")
    else { throw problem("half a surrogate pair") }
    let second = try hexUnit()
    guard UTF16.isTrailSurrogate(second),
      let scalar = Unicode.Scalar(0x10000 + (UInt32(unit) - 0xD800) << 10 + UInt32(second) - 0xDC00)
    else { throw problem("half a surrogate pair") }
    return scalar
  }

  private static func simpleEscape(_ letter: UInt8) -> Unicode.Scalar? {
    switch letter {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): Unicode.Scalar(letter)
    case UInt8(ascii: "b"): "\u{8}"
    case UInt8(ascii: "f"): "\u{C}"
    case UInt8(ascii: "n"): "\n"
    case UInt8(ascii: "r"): "\r"
    case UInt8(ascii: "t"): "\t"
    default: nil
    }
  }

  private mutating func hexUnit() throws(JSONProblem) -> UInt16 {
    guard at + 6 <= bytes.count, bytes[at + 2..<at + 6].allSatisfy({ Character(Unicode.Scalar($0)).isHexDigit }),
      let unit = UInt16(String(decoding: bytes[at + 2..<at + 6], as: UTF8.self), radix: 16)
    else { throw problem("four hexadecimal digits are expected") }
    at += 6
    return unit
  }
}

/// The keys of one object, each once; few are compared one by one, which costs less than hashing them.
private struct KeySet {
  private static let few = 24
  private var many: Set<String> = []

  /// - Parameter members: with the keys so far.
  /// - Returns: false for a key that is there already.
  mutating func insert(_ key: String, beside members: [JSONMember]) -> Bool {
    if members.count < Self.few { return !members.contains { $0.key == key } }
    if members.count == Self.few { many = Set(members.map(\.key)) }
    return many.insert(key).inserted
  }
}
