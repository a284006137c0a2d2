import Foundation
import JSON

/// The journal as a file: a line each, exactly what the digests are over.
///
/// Of a line that must not be seen (it names somebody, and names were to be left out) only its digest stands there, and the
/// chain goes on from that.
package enum JournalExport {
  package struct Problem: Error, Sendable, Hashable {
    /// Lower case, no full stop.
    package var message: String
  }

  /// - Parameter hides: true for entries whose text is left out.
  package static func bytes(_ entries: [JournalEntry], hiding hides: (JournalEntry) -> Bool = { _ in false }) -> [UInt8]
  {
    var bytes: [UInt8] = []
    for entry in entries {
      let isHidden = entry.isErased || hides(entry)
      bytes += Array((isHidden ? hidden(entry.number, entry.digest) : entry.text).utf8) + [0x0A]
    }
    return bytes
  }

  /// How many lines follow from each other, and the digest of the last.
  package static func check(_ bytes: [UInt8]) -> Result<(count: Int, head: [UInt8]), Problem> {
    guard bytes.last == 0x0A else { return .failure(Problem(message: "the last line is not whole")) }
    var before = [UInt8](repeating: 0, count: 32)
    var count = 0
    for line in bytes.dropLast().split(separator: 0x0A, omittingEmptySubsequences: false) {
      count += 1
      guard let text = String(validating: line, as: UTF8.self), let json = try? JSONValue(parsing: text) else {
        return .failure(Problem(message: "line \(count) cannot be read"))
      }
      guard json["number"]?.int == count else { return .failure(Problem(message: "line \(count) is missing")) }
      if let digest = json["digest"]?.string.flatMap({ Campaign.bytes(hex: $0) }), digest.count == 32,
        text == hidden(count, digest)
      {
        before = digest
      } else {
        before = Journal.digest(before: before, text: text)
      }
    }
    return .success((count, before))
  }

  private static func hidden(_ number: Int, _ digest: [UInt8]) -> String {
    JSONValue.object([JSONMember("number", .int(number)), JSONMember("digest", .string(hex(digest)))]).text
  }
}
