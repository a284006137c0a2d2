internal import Foundation

/// Canonical JSON: of each value exactly one text, so that a digest over the text is a digest over the value.
///
/// UTF-8 in Unicode's composed form (NFC) without a byte order mark, members sorted by the bytes of their keys, no space,
/// whole numbers only, the shortest escapes (`\"`, `\\`, `\n`, `\r`, `\t`, other controls as `\u001f`), `\n` at the end.
extension JSONValue {
  /// Arrays and objects inside each other; the value itself counts.
  private static let deepest = 32

  /// The one text of the value.
  ///
  /// Texts and keys are composed. A broken number, a key that stands twice and deeper nesting are faults of ours.
  package var canonicalBytes: [UInt8] {
    do throws(JSONProblem) {
      var writer = JSONWriter()
      writer.value(try canonical(depth: 1))
      writer.endLine()
      return writer.bytes
    } catch {
      preconditionFailure("a value that has no canonical text: \(error)")
    }
  }

  /// Reads a canonical text, and nothing that is nearly one.
  ///
  /// - Throws: `JSONProblem` at the first byte that differs from the canonical text of the value, or why there is none.
  package init(canonical bytes: [UInt8]) throws(JSONProblem) {
    guard bytes.last == UInt8(ascii: "\n") else {
      throw JSONProblem(message: "the line end is missing", offset: bytes.count)
    }
    self = try JSONValue(parsing: bytes)
    var writer = JSONWriter()
    writer.value(try canonical(depth: 1))
    writer.endLine()
    let wanted = writer.bytes
    guard wanted != bytes else { return }
    let place = zip(wanted, bytes).enumerated().first { $0.element.0 != $0.element.1 }?.offset
    throw JSONProblem(
      message: "not written canonically (order of keys, space, escapes or accents)",
      offset: place ?? min(wanted.count, bytes.count))
  }

  private func canonical(depth: Int) throws(JSONProblem) -> JSONValue {
    if depth > Self.deepest { throw JSONProblem(message: "nested too deeply", offset: 0) }
    switch self {
    case .null, .bool: return self
    case .number(let text):
      guard let number = Int(text), String(number) == text else {
        throw JSONProblem(message: "\(text) is not a whole number", offset: 0)
      }
      return self
    case .string(let text): return .string(text.composed)
    case .array(let values):
      var items: [JSONValue] = []
      for value in values { items.append(try value.canonical(depth: depth + 1)) }
      return .array(items)
    case .object(let members):
      var sorted: [(key: [UInt8], member: JSONMember)] = []
      for member in members {
        let key = member.key.composed
        sorted.append((Array(key.utf8), JSONMember(key, try member.value.canonical(depth: depth + 1))))
      }
      sorted.sort { $0.key.lexicographicallyPrecedes($1.key) }
      for (left, right) in zip(sorted, sorted.dropFirst()) where left.key == right.key {
        throw JSONProblem(message: "the key \"\(left.member.key)\" stands twice", offset: 0)
      }
      return .object(sorted.map(\.member))
    }
  }
}

extension String {
  /// In composed form (NFC). Nothing below U+0300 can be composed.
  package var composed: String {
    unicodeScalars.allSatisfy { $0.value < 0x300 } ? self : precomposedStringWithCanonicalMapping
  }
}
