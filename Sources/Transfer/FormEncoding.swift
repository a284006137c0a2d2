/// `application/x-www-form-urlencoded` (WHATWG URL, section 5): letters, digits and `*-._` stay, a space is `+`.
package enum FormEncoding {
  /// The pairs in their order, as UTF-8 bytes for a body.
  package static func bytes(_ pairs: [(name: String, value: String)]) -> [UInt8] {
    var encoded: [UInt8] = []
    encoded.reserveCapacity(pairs.reduce(0) { $0 + $1.name.utf8.count + $1.value.utf8.count + 8 })
    for (index, pair) in pairs.enumerated() {
      if index > 0 { encoded.append(UInt8(ascii: "&")) }
      append(pair.name, to: &encoded)
      encoded.append(UInt8(ascii: "="))
      append(pair.value, to: &encoded)
    }
    return encoded
  }

  /// The same as text, for a query.
  package static func text(_ pairs: [(name: String, value: String)]) -> String {
    String(decoding: bytes(pairs), as: UTF8.self)
  }

  /// Reads pairs back; a piece without `=` has an empty value, empty pieces are passed over.
  package static func pairs(_ text: some StringProtocol) -> [(name: String, value: String)] {
    text.utf8.split(separator: UInt8(ascii: "&")).map { piece in
      let halves = piece.split(
        separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
      return (decode(halves[0]), halves.count > 1 ? decode(halves[1]) : "")
    }
  }

  private static func decode(_ piece: some Collection<UInt8>) -> String {
    String(decoding: PercentEncoding.decodedBytes(Array(piece), plusIsSpace: true), as: UTF8.self)
  }

  private static func append(_ text: String, to encoded: inout [UInt8]) {
    for byte in text.utf8 {
      if byte == 0x20 {
        encoded.append(UInt8(ascii: "+"))
      } else if byte == UInt8(ascii: "*")
        || (PercentEncoding.isUnreserved(byte) && byte != UInt8(ascii: "~"))
      {
        encoded.append(byte)
      } else {
        PercentEncoding.append(byte, to: &encoded)
      }
    }
  }
}
