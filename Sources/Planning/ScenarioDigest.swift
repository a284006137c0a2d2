import Crypto
import Foundation

/// Short stable hashes of texts; parts are told apart by their lengths.
struct ScenarioDigest {
  private var hash = SHA256()

  mutating func add(_ text: String) {
    let bytes = Array(text.utf8)
    withUnsafeBytes(of: UInt32(bytes.count).littleEndian) { hash.update(bufferPointer: $0) }
    hash.update(data: bytes)
  }

  /// The first `length` hexadecimal digits.
  func hex(_ length: Int) -> String {
    let digits = Array("0123456789abcdef")
    let text = hash.finalize().flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }
    return String(text.prefix(length))
  }
}
