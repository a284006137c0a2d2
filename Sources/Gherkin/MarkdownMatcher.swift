import Diagnostics

/// Reads the lines of a `.feature.md` file: headings open blocks, bullets are steps, code spans are tags.
///
/// Every line that is none of these counts as empty. To know that, the official parser asks all questions again,
/// with their effects; `empty` does the same, because an odd file's ids and errors depend on it.
struct MarkdownMatcher: LineMatcher {
  let source: SourceBytes
  let dialect = Dialect.english
  private var docString = DocStringMatcher(delimiters: ["\"\"\"", "````", "```"])
  private var hasFeatureLine = false

  init(_ source: SourceBytes) {
    self.source = source
  }

  mutating func match(_ kind: TokenKind, _ line: inout Line) throws(LineProblem) -> Match? {
    if line.isEndOfFile { return kind == .endOfFile ? token(kind, &line) : nil }
    switch kind {
    case .endOfFile, .language: return nil
    case .empty: return try empty(&line)
    case .comment: return separatorRow(&line)
    case .tagLine: return tagLine(&line)
    case .featureLine: return featureLine(&line)
    case .ruleLine, .backgroundLine, .scenarioLine, .examplesLine: return heading(kind, &line)
    case .stepLine: return step(&line)
    case .docStringSeparator:
      guard let (delimiter, mediaType) = docString.toggle(line, in: source) else { return nil }
      return token(kind, &line, keyword: delimiter, text: mediaType)
    case .tableRow: return tableRow(&line)
    case .other:
      let (text, range) = docString.text(of: line, in: source)
      return wholeLine(kind, &line, text: text, textRange: range)
    }
  }

  private mutating func empty(_ line: inout Line) throws(LineProblem) -> Match? {
    let others: [TokenKind] = [
      .tagLine, .featureLine, .scenarioLine, .backgroundLine, .examplesLine, .ruleLine, .tableRow, .comment,
      .docStringSeparator, .stepLine,
    ]
    for kind in others where try match(kind, &line) != nil {
      return line.isBlank ? wholeLine(.empty, &line) : nil
    }
    return wholeLine(.empty, &line)
  }

  /// The first line that is asked becomes the feature line, whatever it says.
  private mutating func featureLine(_ line: inout Line) -> Match? {
    guard !hasFeatureLine else { return nil }
    hasFeatureLine = true
    return heading(.featureLine, &line) ?? token(.featureLine, &line, text: source.trimmingLineEnd(line.text))
  }

  /// One to six `#`, one white space, a keyword, a colon.
  private func heading(_ kind: TokenKind, _ line: inout Line) -> Match? {
    var start = line.textStart
    while start < line.range.upper, source.bytes[start] == UInt8(ascii: "#") { start += 1 }
    let space = source.spaceLength(at: start, before: line.range.upper)
    guard (1...6).contains(start - line.textStart), space > 0 else { return nil }
    start += space
    for keyword in titleKeywords(kind) where source.hasPrefix(keyword.bytes, at: start, before: line.range.upper) {
      return token(kind, &line, from: start, keyword.text, nil, keyword.bytes.count)
    }
    return nil
  }

  /// `*`, `+` or `-`, any white space, a keyword.
  private func step(_ line: inout Line) -> Match? {
    guard line.textStart < line.range.upper, "*+-".utf8.contains(source.bytes[line.textStart]) else { return nil }
    let start = source.trimmingStart(SourceRange(line.textStart + 1, line.range.upper)).lower
    for keyword in dialect.steps
    where keyword.text != "* " && source.hasPrefix(keyword.bytes, at: start, before: line.range.upper) {
      return token(.stepLine, &line, from: start, keyword.text, keyword.firstType, keyword.bytes.count)
    }
    return nil
  }

  private func token(
    _ kind: TokenKind, _ line: inout Line, from start: Int, _ keyword: String, _ type: KeywordType?, _ length: Int
  ) -> Match {
    let text = source.trimming(SourceRange(start + length, line.range.upper))
    var found = token(kind, &line, keyword: keyword, keywordType: type, text: text)
    let column = line.indent + source.scalarCount(SourceRange(line.textStart, start)) + 1
    line.column = column
    found.location = Location(line: line.number, column: column, offset: start)
    return found
  }

  /// Two to five white spaces before the bar: other tables belong to the prose.
  private func tableRow(_ line: inout Line) -> Match? {
    guard (2...5).contains(line.indent), beginsWithBar(line) else { return nil }
    let cells = TableRowReader.cells(of: line, in: source)
    guard !cells.contains(where: isSeparator) else { return nil }
    return token(.tableRow, &line, items: cells)
  }

  private func separatorRow(_ line: inout Line) -> Match? {
    guard beginsWithBar(line), TableRowReader.cells(of: line, in: source).contains(where: isSeparator) else {
      return nil
    }
    return wholeLine(.empty, &line)
  }

  private func beginsWithBar(_ line: Line) -> Bool {
    line.textStart < line.range.upper && source.bytes[line.textStart] == UInt8(ascii: "|")
  }

  /// `---`, with a colon at either end.
  private func isSeparator(_ cell: Match.Item) -> Bool {
    var text = cell.text.utf8[...]
    if text.last == 0x0A { text.removeLast() }
    if text.first == UInt8(ascii: ":") { text.removeFirst() }
    if text.last == UInt8(ascii: ":") { text.removeLast() }
    return !text.isEmpty && text.allSatisfy { $0 == UInt8(ascii: "-") }
  }

  private func tagLine(_ line: inout Line) -> Match? {
    let tags = codeSpanTags(line)
    return tags.isEmpty ? nil : token(.tagLine, &line, items: tags)
  }

  private func codeSpanTags(_ line: Line) -> [Match.Item] {
    let tick = UInt8(ascii: "`")
    var tags: [Match.Item] = []
    var index = line.textStart
    while index < line.range.upper {
      guard source.hasPrefix([tick, UInt8(ascii: "@")], at: index, before: line.range.upper),
        let end = source.bytes[(index + 1)..<line.range.upper].firstIndex(of: tick), end > index + 2
      else {
        index += 1
        continue
      }
      let range = SourceRange(index + 1, end)
      let column = line.indent + source.scalarCount(SourceRange(line.textStart, index)) + 2
      let location = Location(line: line.number, column: column, offset: index + 1)
      tags.append(Match.Item(location: location, text: source.string(range), range: range))
      index = end + 1
    }
    return tags
  }
}
