/// Lists of texts in one piece of memory: ten thousands of rows with a dozen small texts each would take twice the room
/// as strings of their own.
struct PackedTexts: Sendable {
  private let bytes: [UInt8]
  /// Where each entry begins.
  private let starts: [UInt32]

  /// - Parameter entries: each a few lists of texts; as many lists in every one.
  init(_ entries: [[[String]]]) {
    var bytes: [UInt8] = []
    var starts: [UInt32] = []
    // Growing by doubling left up to half of the room unused.
    bytes.reserveCapacity(entries.reduce(0) { $0 + Self.size(of: $1) })
    starts.reserveCapacity(entries.count)
    for lists in entries {
      starts.append(UInt32(bytes.count))
      for texts in lists {
        Self.append(texts.count, to: &bytes)
        for text in texts {
          Self.append(text.utf8.count, to: &bytes)
          bytes += text.utf8
        }
      }
    }
    self.bytes = bytes
    self.starts = starts
  }

  private static func size(of entry: [[String]]) -> Int {
    entry.reduce(0) { size, texts in
      texts.reduce(size + length(of: texts.count)) { $0 + length(of: $1.utf8.count) + $1.utf8.count }
    }
  }

  /// How many bytes a number takes.
  private static func length(of number: Int) -> Int { max(1, (Int.bitWidth - number.leadingZeroBitCount + 6) / 7) }

  /// - Parameter count: how many lists an entry has.
  func lists(_ count: Int, of entry: Int) -> [[String]] {
    var place = Int(starts[entry])
    return (0..<count).map { _ in
      (0..<number(at: &place)).map { _ in
        let length = number(at: &place)
        defer { place += length }
        return String(decoding: bytes[place..<place + length], as: UTF8.self)
      }
    }
  }

  /// Seven bits a byte, the lowest first; the highest bit says that more follow.
  private static func append(_ number: Int, to bytes: inout [UInt8]) {
    var rest = number
    while rest >= 0x80 {
      bytes.append(UInt8(rest & 0x7F) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(rest))
  }

  private func number(at place: inout Int) -> Int {
    var number = 0
    var shift = 0
    while true {
      let byte = bytes[place]
      place += 1
      number |= Int(byte & 0x7F) << shift
      if byte < 0x80 { return number }
      shift += 7
    }
  }
}
