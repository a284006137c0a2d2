import Foundation
import Synchronization

/// A value that never changes, and the JSON that is made of it once.
///
/// The whole state is stored after each request, and nearly all of it is as it was.
final class Kept<Value: Codable & Sendable>: Sendable {
  let value: Value
  private let made = Mutex<Data?>(nil)

  init(_ value: Value) { self.value = value }

  /// As JSON; `encoder` is asked the first time only.
  func json(_ encoder: JSONEncoder) throws -> Data {
    try made.withLock { made in
      if let made { return made }
      let new = try encoder.encode(value)
      made = new
      return new
    }
  }
}

/// A part of the state that puts its JSON together from what was made before: the same that `Codable` reads.
protocol StoredInPieces {
  func write(to json: inout Data, _ encoder: JSONEncoder) throws
}

extension Sequence {
  /// Writes one after the other, with commas.
  func write<Value>(to json: inout Data, _ encoder: JSONEncoder) throws where Element == Kept<Value> {
    var isFirst = true
    for kept in self {
      if !isFirst { json.append(UInt8(ascii: ",")) }
      isFirst = false
      json.append(try kept.json(encoder))
    }
  }
}
