import Diagnostics

/// Cuts a line that begins with `@` into tags, up to a `#` behind white space.
enum TagLineReader {
  static func tags(of line: Line, in source: SourceBytes) throws(LineProblem) -> [Match.Item] {
    let text = source.trimmingEnd(uncommented(line, in: source))
    var tags: [Match.Item] = []
    var column = line.indent + 1
    var offset = text.lower
    while offset < text.upper {
      var end = offset + 1
      while end < text.upper, source.bytes[end] != UInt8(ascii: "@") { end += 1 }
      let location = Location(line: line.number, column: column, offset: offset)
      let name = source.trimming(SourceRange(offset + 1, end))
      guard !containsSpace(name, in: source) else {
        throw LineProblem(kind: .spaceInTag, location: location, range: SourceRange(offset, name.upper))
      }
      tags.append(
        Match.Item(location: location, text: "@" + source.string(name), range: SourceRange(offset, name.upper)))
      column += source.scalarCount(SourceRange(offset, end))
      offset = end
    }
    return tags
  }

  private static func uncommented(_ line: Line, in source: SourceBytes) -> SourceRange {
    let text = source.trimmingEnd(line.text)
    for index in text.lower..<text.upper where source.bytes[index] == UInt8(ascii: "#") {
      let space = source.spaceLength(endingAt: index, after: text.lower)
      if space > 0 { return SourceRange(text.lower, index - space) }
    }
    return text
  }

  private static func containsSpace(_ range: SourceRange, in source: SourceBytes) -> Bool {
    var index = range.lower
    while index < range.upper {
      if source.spaceLength(at: index, before: range.upper) > 0 { return true }
      index += 1
    }
    return false
  }
}
