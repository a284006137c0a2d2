import Crypto
import Foundation
import Gherkin

/// Short stable hashes of texts; parts are told apart by their lengths.
struct ScenarioDigest {
  private var hash = SHA256()

  mutating func add(_ text: String) {
    let bytes = Array(text.utf8)
    add(count: bytes.count)
    hash.update(data: bytes)
  }

  /// How many parts follow: without it a row of two cells and two rows of one would be the same.
  mutating func add(count: Int) {
    withUnsafeBytes(of: UInt32(truncatingIfNeeded: count).littleEndian) { hash.update(bufferPointer: $0) }
  }

  /// The first `length` hexadecimal digits.
  func hex(_ length: Int) -> String {
    let digits = Array("0123456789abcdef".utf8)
    var text: [UInt8] = []
    text.reserveCapacity(2 * SHA256.byteCount)
    for byte in hash.finalize() {
      text.append(digits[Int(byte >> 4)])
      text.append(digits[Int(byte & 15)])
    }
    return String(decoding: text.prefix(length), as: UTF8.self)
  }

  /// What a result is a result of: keyword types, texts, tables and doc strings; not layout, names, tags or comments.
  static func revision(of pickle: Pickle) -> String {
    var digest = ScenarioDigest()
    digest.add(count: pickle.steps.count)
    for step in pickle.steps {
      digest.add(step.type?.rawValue ?? "")
      digest.add(step.text)
      digest.add(count: step.docString == nil ? 0 : 1)
      digest.add(step.docString?.content ?? "")
      let rows = step.dataTable?.rows ?? []
      digest.add(count: rows.count)
      for row in rows {
        digest.add(count: row.count)
        for cell in row { digest.add(cell) }
      }
    }
    return digest.hex(16)
  }
}
