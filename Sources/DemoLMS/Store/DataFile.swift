import Foundation

/// The file that holds the whole state as JSON.
struct DataFile {
  var path: String

  /// The stored state; nil when there is no file yet.
  func load() throws -> State? {
    guard FileManager.default.fileExists(atPath: path) else { return nil }
    return try JSONDecoder().decode(State.self, from: Data(contentsOf: URL(fileURLWithPath: path)))
  }

  /// Replaces the file in one step: a reader sees the old or the new state, also when we are killed.
  func store(_ state: State) throws {
    try json(of: state).write(to: URL(fileURLWithPath: path), options: .atomic)
  }

  /// What `load` reads, member by member, so that what did not change is not encoded again.
  func json(of state: State) throws -> Data {
    let encoder = JSONEncoder()
    var json = Data("{".utf8)
    for (place, member) in Mirror(reflecting: state).children.enumerated() {
      guard let name = member.label else { continue }
      json.append(contentsOf: "\(place > 0 ? "," : "")\"\(name)\":".utf8)
      if let pieces = member.value as? any StoredInPieces {
        try pieces.write(to: &json, encoder)
      } else if let plain = member.value as? any Encodable {
        json.append(try encoder.encode(plain))
      } else {
        preconditionFailure("\(name) cannot be stored")
      }
    }
    json.append(UInt8(ascii: "}"))
    return json
  }
}
