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
    try JSONEncoder().encode(state).write(to: URL(fileURLWithPath: path), options: .atomic)
  }
}
