import Foundation

/// Values by a text of their own: tokens, sessions.
struct Lookup<Value: Codable & Sendable>: Sendable, Sequence {
  private var held: [String: Kept<Value>] = [:]

  init() {}

  subscript(key: String) -> Value? {
    get { held[key]?.value }
    set { held[key] = newValue.map(Kept.init) }
  }

  /// In no order.
  func makeIterator() -> AnyIterator<(key: String, value: Value)> {
    var rest = held.makeIterator()
    return AnyIterator { rest.next().map { ($0.key, $0.value.value) } }
  }
}

extension Lookup: Codable {
  init(from decoder: any Decoder) throws {
    held = try decoder.singleValueContainer().decode([String: Value].self).mapValues(Kept.init)
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(held.mapValues(\.value))
  }
}

extension Lookup: StoredInPieces {
  func write(to json: inout Data, _ encoder: JSONEncoder) throws {
    json.append(UInt8(ascii: "{"))
    for (place, (key, kept)) in held.enumerated() {
      if place > 0 { json.append(UInt8(ascii: ",")) }
      json.append(try encoder.encode(key))
      json.append(UInt8(ascii: ":"))
      json.append(try kept.json(encoder))
    }
    json.append(UInt8(ascii: "}"))
  }
}
