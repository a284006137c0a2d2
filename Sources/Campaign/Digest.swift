import Crypto
import Foundation

/// SHA-256 of bytes.
package func sha256(_ bytes: [UInt8]) -> [UInt8] {
  Array(SHA256.hash(data: bytes))
}
