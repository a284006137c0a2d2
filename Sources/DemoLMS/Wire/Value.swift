/// A JSON value whose objects keep the order of their members, as Moodle's answers do.
enum Value: Sendable, Equatable {
  case null
  case bool(Bool)
  case int(Int)
  case double(Double)
  case string(String)
  case list([Value])
  case object([Member])

  struct Member: Sendable, Equatable {
    var key: String
    var value: Value
  }
}

extension Value: ExpressibleByDictionaryLiteral, ExpressibleByArrayLiteral, ExpressibleByStringLiteral,
  ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral, ExpressibleByNilLiteral
{
  init(dictionaryLiteral elements: (String, Value)...) {
    self = .object(elements.map { Member(key: $0.0, value: $0.1) })
  }
  init(arrayLiteral elements: Value...) { self = .list(elements) }
  init(stringLiteral value: String) { self = .string(value) }
  init(integerLiteral value: Int) { self = .int(value) }
  init(booleanLiteral value: Bool) { self = .bool(value) }
  init(nilLiteral: ()) { self = .null }

  /// The text, or null where there is none.
  init(_ text: String?) { self = text.map(Value.string) ?? .null }
  /// The number, or null where there is none.
  init(_ number: Int?) { self = number.map(Value.int) ?? .null }
  /// 0 or 1: many of Moodle's flags are numbers.
  init(flag: Bool) { self = .int(flag ? 1 : 0) }
}

extension Value {
  /// A member of an object; null for a missing member and for anything that is no object.
  subscript(key: String) -> Value {
    get {
      guard case .object(let members) = self else { return .null }
      return members.first { $0.key == key }?.value ?? .null
    }
    set {
      var members = self.members
      if let index = members.firstIndex(where: { $0.key == key }) {
        members[index].value = newValue
      } else {
        members.append(Member(key: key, value: newValue))
      }
      self = .object(members)
    }
  }

  var members: [Member] {
    if case .object(let members) = self { return members }
    return []
  }

  var list: [Value] {
    if case .list(let items) = self { return items }
    return []
  }

  func has(_ key: String) -> Bool { members.contains { $0.key == key } }

  /// A text, also of a number or flag.
  var text: String {
    switch self {
    case .string(let text): text
    case .int(let number): String(number)
    case .double(let number): Value.spelling(of: number)
    case .bool(let flag): flag ? "1" : "0"
    case .null, .list, .object: ""
    }
  }

  var int: Int? {
    switch self {
    case .int(let number): number
    case .double(let number): Int(exactly: number)
    case .bool(let flag): flag ? 1 : 0
    case .string(let text): Int(text)
    case .null, .list, .object: nil
    }
  }

  var double: Double? {
    switch self {
    case .double(let number): number
    case .int(let number): Double(number)
    case .string(let text): Double(text)
    case .bool, .null, .list, .object: nil
    }
  }

  /// True for true, 1 and "1".
  var flag: Bool { int == 1 }

  var isNull: Bool { self == .null }

  func removing(_ keys: Set<String>) -> Value {
    guard case .object(let members) = self else { return self }
    return .object(members.filter { !keys.contains($0.key) })
  }

  /// The object with the members of another appended or replaced.
  func merging(_ other: Value) -> Value {
    var result = self
    for member in other.members { result[member.key] = member.value }
    return result
  }
}
