/// Packs files into a zip without compressing them; small enough to make thousands.
struct StoredZip {
  private var bytes: [UInt8] = []
  private var directory: [UInt8] = []
  private var count: UInt16 = 0

  mutating func add(_ name: String, _ content: [UInt8]) {
    let offset = UInt32(bytes.count)
    let shared =
      Self.little(UInt16(20)) + Self.little(UInt16(0x0800)) + Self.little(UInt16(0)) + Self.little(UInt16(0))
      + Self.little(UInt16(0x21)) + Self.little(Self.checksum(content)) + Self.little(UInt32(content.count))
      + Self.little(UInt32(content.count)) + Self.little(UInt16(name.utf8.count)) + Self.little(UInt16(0))
    bytes += [0x50, 0x4B, 3, 4] + shared + Array(name.utf8) + content
    directory +=
      [0x50, 0x4B, 1, 2] + Self.little(UInt16(20)) + shared + Self.little(UInt16(0)) + Self.little(UInt16(0))
      + Self.little(UInt16(0)) + Self.little(UInt32(0)) + Self.little(offset) + Array(name.utf8)
    count += 1
  }

  func finished() -> [UInt8] {
    bytes + directory + [0x50, 0x4B, 5, 6, 0, 0, 0, 0] + Self.little(count) + Self.little(count)
      + Self.little(UInt32(directory.count)) + Self.little(UInt32(bytes.count)) + [0, 0]
  }

  private static func little<Number: FixedWidthInteger>(_ number: Number) -> [UInt8] {
    (0..<Number.bitWidth / 8).map { UInt8(truncatingIfNeeded: number >> (Number($0) * 8)) }
  }

  private static let table: [UInt32] = (0..<256).map { start in
    (0..<8).reduce(UInt32(start)) { value, _ in value & 1 == 1 ? value >> 1 ^ 0xEDB8_8320 : value >> 1 }
  }

  private static func checksum(_ bytes: [UInt8]) -> UInt32 {
    ~bytes.reduce(~UInt32(0)) { $0 >> 8 ^ table[Int(UInt8(truncatingIfNeeded: $0) ^ $1)] }
  }
}
