/// Reads the bytes of an HTTP head: a status line, then `name: value` lines; a line that begins with white space goes
/// on with the value before it (obsolete folding), a line without colon is passed over as libcurl does.
struct HeadReader {
  private typealias Piece = Slice<UnsafeBufferPointer<UInt8>>

  private let bytes: [UInt8]

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
  }

  var fields: [HeaderField] {
    var fields: [HeaderField] = []
    eachLine { name, value in
      if let name {
        fields.append(
          HeaderField(String(decoding: name, as: UTF8.self), String(decoding: value, as: UTF8.self))
        )
      } else if !fields.isEmpty {
        fields[fields.count - 1].value += " " + String(decoding: value, as: UTF8.self)
      }
      return true
    }
    return fields
  }

  /// Reads no further than the field itself, and makes no other field's text.
  func first(named wanted: String) -> String? {
    var found: String?
    eachLine { name, value in
      if let name {
        guard found == nil else { return false }
        let isWanted =
          name.count == wanted.utf8.count
          && zip(name, wanted.utf8).allSatisfy { $0.lowercasedASCII == $1.lowercasedASCII }
        if isWanted { found = String(decoding: value, as: UTF8.self) }
      } else if let before = found {
        found = before + " " + String(decoding: value, as: UTF8.self)
      }
      return true
    }
    return found
  }

  /// Hands over each line after the first, trimmed; the name is nil for a folded line. Ends when `visit` says false.
  private func eachLine(_ visit: (Piece?, Piece) -> Bool) {
    bytes.withUnsafeBufferPointer { Self.eachLine(of: $0, visit) }
  }

  private static func eachLine(of bytes: UnsafeBufferPointer<UInt8>, _ visit: (Piece?, Piece) -> Bool) {
    let lineFeed = UInt8(ascii: "\n")
    // Line by line, not split: every answer's type is asked for, and it stands among the first.
    var next = (bytes.firstIndex(of: lineFeed) ?? bytes.endIndex) + 1
    while next < bytes.endIndex {
      let end = bytes[next...].firstIndex(of: lineFeed) ?? bytes.endIndex
      let line = bytes[next..<end]
      next = end + 1
      guard let first = line.first else { continue }
      if first == UInt8(ascii: " ") || first == UInt8(ascii: "\t") {
        if !visit(nil, trim(line)) { return }
      } else if let colon = line.firstIndex(of: UInt8(ascii: ":")) {
        if !visit(trim(line[..<colon]), trim(line[(colon + 1)...])) { return }
      }
    }
  }

  private static func trim(_ line: Piece) -> Piece {
    func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0D }
    var (start, end) = (line.startIndex, line.endIndex)
    while start < end, isSpace(line[start]) { start += 1 }
    while start < end, isSpace(line[end - 1]) { end -= 1 }
    return line[start..<end]
  }
}
