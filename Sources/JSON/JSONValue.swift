/// A JSON value (RFC 8259) that keeps what others lose: the order of keys and the text of numbers.
///
/// `1.0` stays apart from `1`, and a 64-bit id is exact. Object keys are unique; the reader refuses a repeated one.
package enum JSONValue: Sendable, Hashable {
  case null
  case bool(Bool)
  /// The number as it is written, valid JSON.
  case number(String)
  case string(String)
  case array([JSONValue])
  case object([JSONMember])
}

/// One member of an object, in the order written.
package struct JSONMember: Sendable, Hashable {
  package var key: String
  package var value: JSONValue

  package init(_ key: String, _ value: JSONValue) {
    self.key = key
    self.value = value
  }
}

extension JSONValue: ExpressibleByStringLiteral, ExpressibleByBooleanLiteral, ExpressibleByIntegerLiteral,
  ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral, ExpressibleByNilLiteral
{
  package init(stringLiteral value: String) { self = .string(value) }
  package init(booleanLiteral value: Bool) { self = .bool(value) }
  package init(integerLiteral value: Int) { self = .number(String(value)) }
  package init(arrayLiteral elements: JSONValue...) { self = .array(elements) }
  package init(dictionaryLiteral elements: (String, JSONValue)...) {
    self = .object(elements.map { JSONMember($0.0, $0.1) })
  }
  package init(nilLiteral: ()) { self = .null }

  package static func int(_ value: Int) -> JSONValue { .number(String(value)) }
  package static func strings(_ values: [String]) -> JSONValue { .array(values.map(JSONValue.string)) }
}

extension JSONValue {
  /// The member of an object; nil for anything else.
  package subscript(key: String) -> JSONValue? {
    guard case .object(let members) = self else { return nil }
    return members.first { $0.key == key }?.value
  }

  package var string: String? {
    guard case .string(let text) = self else { return nil }
    return text
  }

  package var int: Int? {
    guard case .number(let text) = self else { return nil }
    return Int(text)
  }

  package var bool: Bool? {
    guard case .bool(let value) = self else { return nil }
    return value
  }

  package var array: [JSONValue]? {
    guard case .array(let values) = self else { return nil }
    return values
  }

  package var members: [JSONMember]? {
    guard case .object(let members) = self else { return nil }
    return members
  }
}
