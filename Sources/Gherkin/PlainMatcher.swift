import Diagnostics

/// Reads the lines of a `.feature` file.
struct PlainMatcher: LineMatcher {
  let source: SourceBytes
  private(set) var dialect: Dialect
  private var docString = DocStringMatcher(delimiters: ["\"\"\"", "```"])

  init(_ source: SourceBytes, dialect: Dialect = .english) {
    self.dialect = dialect
    self.source = source
  }

  mutating func match(_ kind: TokenKind, _ line: inout Line) throws(LineProblem) -> Match? {
    if line.isEndOfFile { return kind == .endOfFile ? token(kind, &line) : nil }
    switch kind {
    case .endOfFile: return nil
    case .empty: return line.isBlank ? wholeLine(kind, &line) : nil
    case .comment: return comment(&line)
    case .tagLine: return try tagLine(&line)
    case .featureLine, .ruleLine, .backgroundLine, .scenarioLine, .examplesLine: return title(kind, &line)
    case .stepLine: return step(&line)
    case .docStringSeparator: return separator(&line)
    case .tableRow:
      guard begins(line, "|") else { return nil }
      return token(kind, &line, items: TableRowReader.cells(of: line, in: source))
    case .language: return try language(&line)
    case .other:
      let (text, range) = docString.text(of: line, in: source)
      return wholeLine(kind, &line, text: text, textRange: range)
    }
  }

  private func begins(_ line: Line, _ mark: Unicode.Scalar) -> Bool {
    line.textStart < line.range.upper && source.bytes[line.textStart] == UInt8(ascii: mark)
  }

  private func comment(_ line: inout Line) -> Match? {
    guard begins(line, "#") else { return nil }
    let range = source.trimmingLineEnd(line.range)
    return wholeLine(.comment, &line, text: source.string(range), textRange: range)
  }

  private func title(_ kind: TokenKind, _ line: inout Line) -> Match? {
    guard line.textStart < line.range.upper, dialect.beginsTitle[Int(source.bytes[line.textStart])] else { return nil }
    for keyword in titleKeywords(kind)
    where source.hasPrefix(keyword.bytes, at: line.textStart, before: line.range.upper) {
      let rest = SourceRange(line.textStart + keyword.bytes.count, line.range.upper)
      return token(kind, &line, keyword: keyword.text, text: source.trimming(rest))
    }
    return nil
  }

  private func step(_ line: inout Line) -> Match? {
    guard line.textStart < line.range.upper, dialect.beginsStep[Int(source.bytes[line.textStart])] else { return nil }
    for keyword in dialect.steps
    where source.hasPrefix(keyword.bytes, at: line.textStart, before: line.range.upper) {
      let rest = SourceRange(line.textStart + keyword.bytes.count, line.range.upper)
      return token(
        .stepLine, &line, keyword: keyword.text, keywordType: keyword.type, text: source.trimming(rest))
    }
    return nil
  }

  private mutating func separator(_ line: inout Line) -> Match? {
    guard let (delimiter, mediaType) = docString.toggle(line, in: source) else { return nil }
    return token(.docStringSeparator, &line, keyword: delimiter, text: mediaType)
  }

  private func tagLine(_ line: inout Line) throws(LineProblem) -> Match? {
    guard begins(line, "@") else { return nil }
    let items = try TagLineReader.tags(of: line, in: source)
    return token(.tagLine, &line, items: items)
  }

  /// `# language: nl`, with any space around its parts.
  private mutating func language(_ line: inout Line) throws(LineProblem) -> Match? {
    guard begins(line, "#"), let code = languageCode(of: line) else { return nil }
    let found = token(.language, &line, text: code)
    guard let dialect = Dialect.named(found.text) else {
      throw LineProblem(kind: .unknownLanguage(found.text), location: found.location, range: code)
    }
    self.dialect = dialect
    return found
  }

  private func languageCode(of line: Line) -> SourceRange? {
    let end = line.range.upper
    var rest = source.trimming(SourceRange(line.textStart + 1, end))
    guard source.hasPrefix(Array("language".utf8), at: rest.lower, before: rest.upper) else { return nil }
    rest = source.trimmingStart(SourceRange(rest.lower + 8, rest.upper))
    guard rest.lower < rest.upper, source.bytes[rest.lower] == UInt8(ascii: ":") else { return nil }
    let code = source.trimmingStart(SourceRange(rest.lower + 1, rest.upper))
    guard code.lower < code.upper else { return nil }
    let isCode = source.bytes[code.lower..<code.upper].allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
      default: byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_")
      }
    }
    return isCode ? code : nil
  }
}
