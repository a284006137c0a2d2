import Foundation

/// A file signature of OpenSSH (`SSHSIG`), read so strictly that each signature has one text.
///
/// OpenSSH itself overlooks blanks, other line lengths, unused bits of the last letter and what stands around the armour.
/// Here everything is read, written again and compared. The format: `PROTOCOL.sshsig` of OpenSSH.
package struct SSHSignature: Sendable, Hashable {
  package struct Problem: Error, Sendable, Hashable {
    /// Lower case, no full stop.
    package var message: String
  }

  /// Wire form of the key, and its base64, which stands in the list of signers.
  package var publicKey: [UInt8]
  package var namespace: String
  package var hash: String
  package var signature: [UInt8]

  private static let head = "-----BEGIN SSH SIGNATURE-----\n"
  private static let tail = "-----END SSH SIGNATURE-----\n"
  private static let magic = Array("SSHSIG".utf8)

  package init(armoured bytes: [UInt8]) throws(Problem) {
    let (head, tail) = (Array(Self.head.utf8), Array(Self.tail.utf8))
    guard bytes.starts(with: head), bytes.count > head.count + tail.count, bytes.suffix(tail.count).elementsEqual(tail)
    else { throw Problem(message: "it is no signature of OpenSSH") }
    let letters = bytes[head.count..<bytes.count - tail.count].filter { $0 != 0x0A }
    guard let blob = Data(base64Encoded: Data(letters)) else { throw Problem(message: "its letters are no Base64") }
    self = try Self.read(Array(blob))
    guard armoured == bytes else { throw Problem(message: "it is not written as OpenSSH writes it") }
  }

  /// The one text of the signature.
  package var armoured: [UInt8] {
    let letters = Array(Data(blob).base64EncodedString().utf8)
    var text = Array(Self.head.utf8)
    for start in stride(from: 0, to: letters.count, by: 70) {
      text += letters[start..<min(start + 70, letters.count)]
      text.append(0x0A)
    }
    return text + Array(Self.tail.utf8)
  }

  private var blob: [UInt8] {
    var writer = WireWriter()
    writer.bytes = Self.magic + [0, 0, 0, 1]
    for part in [publicKey, Array(namespace.utf8), [], Array(hash.utf8), signature] { writer.string(part) }
    return writer.bytes
  }

  private static func read(_ blob: [UInt8]) throws(Problem) -> SSHSignature {
    guard blob.starts(with: magic + [0, 0, 0, 1]) else { throw Problem(message: "it is of another version") }
    var reader = WireReader(Array(blob.dropFirst(magic.count + 4)))
    let key = try reader.string()
    let namespace = try reader.text()
    guard try reader.string().isEmpty else { throw Problem(message: "it has a reserved field that says something") }
    let hash = try reader.text()
    let signature = try reader.string()
    try reader.end()
    try check(signature, ofKey: key)
    return SSHSignature(publicKey: key, namespace: namespace, hash: hash, signature: signature)
  }

  private init(publicKey: [UInt8], namespace: String, hash: String, signature: [UInt8]) {
    self.publicKey = publicKey
    self.namespace = namespace
    self.hash = hash
    self.signature = signature
  }

  /// The inner signature has a kind that fits the key, and nothing behind it.
  private static func check(_ signature: [UInt8], ofKey key: [UInt8]) throws(Problem) {
    var keyReader = WireReader(key)
    let kind = try keyReader.text()
    var reader = WireReader(signature)
    let format = try reader.text()
    let fits = kind == "ssh-rsa" ? ["rsa-sha2-256", "rsa-sha2-512"].contains(format) : format == kind
    guard fits else { throw Problem(message: "a key \(kind) makes no signature \(format)") }
    let inner = try reader.string()
    switch kind {
    case "ssh-ed25519", "sk-ssh-ed25519@openssh.com":
      guard inner.count == 64 else { throw Problem(message: "the signature has not 64 bytes") }
    case _ where kind.contains("ecdsa"):
      var numbers = WireReader(inner)
      for _ in 0..<2 {
        let number = try numbers.string()
        // The shortest form of a positive number.
        let isPadded = number.first == 0 && (number.count < 2 || number[1] < 0x80)
        guard let first = number.first, first < 0x80, !isPadded else {
          throw Problem(message: "a number of the signature is not written in its shortest form")
        }
      }
      try numbers.end()
    case "ssh-rsa":
      _ = try keyReader.string()
      let modulus = try keyReader.string().drop { $0 == 0 }
      guard inner.count == modulus.count else { throw Problem(message: "the signature is not as long as the key") }
    default: throw Problem(message: "keys \(kind) are not known here")
    }
    // Hardware keys say beside it what was pressed and how often.
    if kind.hasPrefix("sk-") { try reader.skip(5) }
    try reader.end()
  }
}

/// Strings of the SSH protocol: four bytes of length, then the bytes.
private struct WireReader {
  private let bytes: [UInt8]
  private var at = 0

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
  }

  mutating func string() throws(SSHSignature.Problem) -> [UInt8] {
    guard bytes.count - at >= 4 else { throw SSHSignature.Problem(message: "it ends too early") }
    let count = bytes[at..<at + 4].reduce(0) { $0 << 8 | Int($1) }
    at += 4
    guard count <= bytes.count - at else { throw SSHSignature.Problem(message: "it ends too early") }
    at += count
    return Array(bytes[at - count..<at])
  }

  mutating func text() throws(SSHSignature.Problem) -> String {
    guard let text = String(validating: try string(), as: UTF8.self) else {
      throw SSHSignature.Problem(message: "a name in it is no text")
    }
    return text
  }

  mutating func skip(_ count: Int) throws(SSHSignature.Problem) {
    guard bytes.count - at >= count else { throw SSHSignature.Problem(message: "it ends too early") }
    at += count
  }

  func end() throws(SSHSignature.Problem) {
    if at < bytes.count { throw SSHSignature.Problem(message: "something stands behind its end") }
  }
}

private struct WireWriter {
  var bytes: [UInt8] = []

  mutating func string(_ part: [UInt8]) {
    for shift in [24, 16, 8, 0] { bytes.append(UInt8(truncatingIfNeeded: part.count >> shift)) }
    bytes += part
  }
}
