extension String {
  /// Works on bytes, so what stands before a combining mark is found, too. Most texts hold nothing of what is wanted;
  /// those are given back as they are.
  func replacingBytes(_ wanted: [UInt8], with replacement: String) -> String {
    var text = self
    let changed = text.withUTF8 { bytes -> String? in
      guard var found = Self.find(wanted, in: bytes, from: 0) else { return nil }
      var result: [UInt8] = []
      result.reserveCapacity(bytes.count + replacement.utf8.count)
      var start = 0
      while true {
        result += bytes[start..<found]
        result += replacement.utf8
        start = found + wanted.count
        guard let next = Self.find(wanted, in: bytes, from: start) else { break }
        found = next
      }
      result += bytes[start...]
      return String(decoding: result, as: UTF8.self)
    }
    return changed ?? self
  }

  private static func find(_ wanted: [UInt8], in bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int? {
    var place = start
    while place + wanted.count <= bytes.count {
      var matching = 0
      while matching < wanted.count, bytes[place + matching] == wanted[matching] { matching += 1 }
      if matching == wanted.count { return place }
      place += 1
    }
    return nil
  }
}
