import Synchronization

/// Compiled forms of texts, by name, so that further states of one library need not compile them again.
///
/// They are made by this process from text that Lua has read, and never leave it: Lua does not check compiled code.
package final class CompiledChunks: Sendable {
  private struct Chunk {
    var text: String
    var bytes: [UInt8]
  }

  private let chunks = Mutex<[String: Chunk]>([:])

  package init() {}

  /// nil when nothing is there under that name, or when it was made of another text.
  func compiled(_ text: String, name: String) -> [UInt8]? {
    chunks.withLock { chunks in
      guard let chunk = chunks[name], chunk.text == text else { return nil }
      return chunk.bytes
    }
  }

  func keep(_ bytes: [UInt8], of text: String, name: String) {
    chunks.withLock { $0[name] = Chunk(text: text, bytes: bytes) }
  }
}
