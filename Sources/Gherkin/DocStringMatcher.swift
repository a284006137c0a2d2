import Diagnostics

/// Knows whether a doc string is open, and what its lines lose: the indentation of its delimiter, and escapes.
struct DocStringMatcher {
  private let delimiters: [Delimiter]
  private var open: Delimiter?
  private var indent = 0

  /// The delimiters in the order tried.
  init(delimiters: [String]) {
    self.delimiters = delimiters.map { Delimiter(text: $0, bytes: Array($0.utf8)) }
  }

  private struct Delimiter {
    let text: String
    let bytes: [UInt8]
  }

  /// Opens or closes; gives the delimiter and, when it opened, the media type behind it.
  mutating func toggle(_ line: Line, in source: SourceBytes) -> (delimiter: String, mediaType: SourceRange?)? {
    if let delimiter = open {
      guard source.hasPrefix(delimiter.bytes, at: line.textStart, before: line.range.upper) else { return nil }
      open = nil
      indent = 0
      return (delimiter.text, nil)
    }
    for delimiter in delimiters
    where source.hasPrefix(delimiter.bytes, at: line.textStart, before: line.range.upper) {
      open = delimiter
      indent = line.indent
      let rest = SourceRange(line.textStart + delimiter.bytes.count, line.range.upper)
      return (delimiter.text, source.trimming(rest))
    }
    return nil
  }

  /// A line taken as text; without an open doc string it is taken whole.
  func text(of line: Line, in source: SourceBytes) -> (text: String, range: SourceRange) {
    let range = source.trimmingLineEnd(SourceRange(start(of: line, in: source), line.range.upper))
    let text = source.string(range)
    switch open?.text {
    case "\"\"\"": return (text.replacingBytes(Array("\\\"\\\"\\\"".utf8), with: "\"\"\""), range)
    case "```": return (text.replacingBytes(Array("\\`\\`\\`".utf8), with: "```"), range)
    default: return (text, range)
    }
  }

  /// A line indented less than the delimiter loses all its indentation.
  private func start(of line: Line, in source: SourceBytes) -> Int {
    guard indent <= line.indent else { return line.textStart }
    var offset = line.range.lower
    for _ in 0..<indent { offset += source.spaceLength(at: offset, before: line.range.upper) }
    return offset
  }
}
