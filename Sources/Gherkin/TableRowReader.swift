import Diagnostics

/// Cuts a table row into cells at bars; `\|`, `\\` and `\n` are escapes. What stands before the first bar or behind
/// the last is dropped, as the official parser does.
enum TableRowReader {
  static func cells(of line: Line, in source: SourceBytes) -> [Match.Item] {
    let row = source.trimmingEnd(line.text)
    var cells: [Match.Item] = []
    var cell: RawCell?
    var column = line.indent + 1
    var index = row.lower
    while index < row.upper {
      let byte = source.bytes[index]
      if byte == UInt8(ascii: "|") {
        if let cell { cells.append(cell.item(line: line.number, end: index, in: source)) }
        cell = RawCell(offset: index + 1, column: column + 1)
      } else if byte == UInt8(ascii: "\\") {
        cell?.hasEscape = true
        // The escaped scalar's first byte is stepped over here; its other bytes count no column.
        index += 1
        column += 1
        guard index < row.upper else { break }
      }
      if source.bytes[index] & 0xC0 != 0x80 { column += 1 }
      index += 1
    }
    return cells
  }
}

/// The text between two bars.
private struct RawCell {
  var offset: Int
  var column: Int
  var hasEscape = false

  func item(line: Int, end: Int, in source: SourceBytes) -> Match.Item {
    let whole = SourceRange(offset, end)
    let start = source.trimmingStart(whole)
    let location = Location(
      line: line, column: column + source.scalarCount(SourceRange(offset, start.lower)), offset: start.lower)
    let range = source.trimmingEnd(start)
    let text = hasEscape ? unescaped(start, in: source) : source.string(range)
    return Match.Item(location: location, text: text, range: range)
  }

  private func unescaped(_ range: SourceRange, in source: SourceBytes) -> String {
    var text: [UInt8] = []
    var index = range.lower
    while index < range.upper {
      let byte = source.bytes[index]
      index += 1
      guard byte == UInt8(ascii: "\\"), index < range.upper else {
        text.append(byte)
        continue
      }
      let escaped = source.bytes[index]
      index += 1
      switch escaped {
      case UInt8(ascii: "n"): text.append(0x0A)
      case UInt8(ascii: "|"), UInt8(ascii: "\\"): text.append(escaped)
      default: text += [byte, escaped]
      }
    }
    return trimmingEnd(text)
  }

  /// White space goes, a line feed that an escape made stays; space before it goes only when it is the very last.
  private func trimmingEnd(_ bytes: [UInt8]) -> String {
    let text = SourceBytes(String(decoding: bytes, as: UTF8.self))
    let end = endWithoutSpace(text, text.count)
    guard end == text.count, text.bytes.last == 0x0A else {
      return text.string(SourceRange(0, end))
    }
    return text.string(SourceRange(0, endWithoutSpace(text, text.count - 1))) + "\n"
  }

  private func endWithoutSpace(_ text: SourceBytes, _ start: Int) -> Int {
    var end = start
    while end > 0, text.bytes[end - 1] != 0x0A,
      case let length = text.spaceLength(endingAt: end, after: 0), length > 0
    {
      end -= length
    }
    return end
  }
}
