/// Reads RFC 4180 text as rows of fields.
///
/// Works on UTF-8 bytes, so a quote followed by a combining mark is still a quote and U+2028 is text. Spaces belong to
/// the field (§2.4). A line with nothing on it is no row; a line with `""` is a row of one empty field. Line ends
/// inside quotes become LF. A first line `sep=;` is dropped and obeyed.
package struct CSVReader: Sendable {
  package var limits: CSVLimits
  /// nil: the one of tab, `;` and `,` that the first line has most of, outside quotes.
  package var separator: Character?
  /// Text of a cell whose bytes tell cp1252 from Mac Roman, for files that are neither UTF-8 nor UTF-16.
  package var sentinel: String?

  package init(limits: CSVLimits = CSVLimits(), separator: Character? = nil, sentinel: String? = nil) {
    self.limits = limits
    self.separator = separator
    self.sentinel = sentinel
  }

  package func read(_ bytes: [UInt8]) throws(CSVProblem) -> CSVTable {
    if bytes.count > limits.bytes {
      throw CSVProblem(
        .tooLarge, "the file has \(bytes.count) bytes, at most \(limits.bytes) are read",
        hint: "is this the right file? no worksheet or list is so large")
    }
    let (text, encoding) = try CSVEncoding.decode(bytes, sentinel: sentinel)
    var utf8 = Array(text.utf8)
    var line = 1
    var mark = separator.flatMap(\.asciiValue)
    if let (named, length) = Self.separatorLine(utf8) {
      mark = mark ?? named
      utf8.removeFirst(length)
      line = 2
    }
    let chosen = mark ?? Self.guess(utf8)
    var parser = CSVParser(bytes: utf8, separator: chosen, limits: limits, line: line)
    let rows = try parser.parse()
    return CSVTable(rows: rows, separator: Character(Unicode.Scalar(chosen)), encoding: encoding)
  }

  /// The separator that a first line `sep=X` names, and the bytes of that line.
  private static func separatorLine(_ bytes: [UInt8]) -> (UInt8, Int)? {
    let isQuoted = bytes.first == UInt8(ascii: "\"")
    let start = isQuoted ? 1 : 0
    guard bytes.count > start + 4, bytes[start..<start + 4].elementsEqual("sep=".utf8) else { return nil }
    let mark = bytes[start + 4]
    var end = start + 5
    if isQuoted {
      guard end < bytes.count, bytes[end] == UInt8(ascii: "\"") else { return nil }
      end += 1
    }
    // Anything more on the line, and it is data.
    guard end == bytes.count || bytes[end] == 0x0A || bytes[end] == 0x0D else { return nil }
    if end < bytes.count, bytes[end] == 0x0D { end += 1 }
    if end < bytes.count, bytes[end] == 0x0A { end += 1 }
    return (mark, end)
  }

  private static func guess(_ bytes: [UInt8]) -> UInt8 {
    // On a tie the one that stands more rarely in texts.
    let candidates = [0x09, UInt8(ascii: ";"), UInt8(ascii: ",")]
    var counts = [0, 0, 0]
    var isQuoted = false
    for byte in bytes {
      if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
      if isQuoted { continue }
      if byte == 0x0A || byte == 0x0D { break }
      if let place = candidates.firstIndex(of: byte) { counts[place] += 1 }
    }
    let most = counts.max() ?? 0
    guard most > 0, let place = counts.firstIndex(of: most) else { return UInt8(ascii: ",") }
    return candidates[place]
  }
}
