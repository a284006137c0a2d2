import Diagnostics

/// One line of a feature file on its way through the parser.
struct Line: Sendable {
  /// From 1.
  let number: Int
  /// The whole line with its line feed; empty only at the end of the file.
  let range: SourceRange
  /// Where the first character stands that is not white space.
  let textStart: Int
  /// White space before it, in Unicode scalars. A blank line's line feed counts too.
  let indent: Int
  /// Column of the last match that was tried with success, if any: an error on this line is reported there.
  var column: Int?

  var isEndOfFile: Bool { range.lower == range.upper }
  var isBlank: Bool { textStart == range.upper }
  var text: SourceRange { SourceRange(textStart, range.upper) }
}

/// Cuts a file into lines at line feeds; after the last one it hands out an end of file as often as asked.
struct LineReader: Sendable {
  let source: SourceBytes
  private var offset = 0
  private var number = 0

  init(_ source: SourceBytes) {
    self.source = source
  }

  mutating func next() -> Line {
    number += 1
    let start = offset
    while offset < source.count {
      offset += 1
      if source.bytes[offset - 1] == 0x0A { break }
    }
    let range = SourceRange(start, offset)
    let text = source.trimmingStart(range)
    let indent = source.scalarCount(SourceRange(start, text.lower))
    return Line(number: number, range: range, textStart: text.lower, indent: indent)
  }
}
