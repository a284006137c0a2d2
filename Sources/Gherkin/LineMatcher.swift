import Diagnostics

/// Decides whether a line can be read as a kind of token. Plain and Markdown files differ only here.
///
/// A match may change the matcher (the dialect, an open doc string), so the order of questions matters; the parser
/// asks in the order of the official grammar.
protocol LineMatcher {
  var source: SourceBytes { get }
  var dialect: Dialect { get }
  mutating func match(_ kind: TokenKind, _ line: inout Line) throws(LineProblem) -> Match?
}

/// A line read as a token.
struct Match {
  /// Markdown reads a table's separator row as a comment and calls it empty.
  var kind: TokenKind
  var location: Location
  var keyword: String?
  var keywordType: KeywordType?
  var text = ""
  var textRange: SourceRange
  /// The tags of a tag line, the cells of a table row.
  var items: [Item] = []

  struct Item {
    var location: Location
    var text: String
    var range: SourceRange
  }
}

/// Why a line cannot be what it begins like.
struct LineProblem: Error {
  var kind: ParseError.Kind
  var location: Location
  var range: SourceRange
}

extension LineMatcher {
  /// A match whose token begins at the first character that is not white space.
  func token(
    _ kind: TokenKind, _ line: inout Line, keyword: String? = nil, keywordType: KeywordType? = nil,
    text: SourceRange? = nil, items: [Match.Item] = []
  ) -> Match {
    line.column = line.indent + 1
    let range = text ?? SourceRange(line.textStart, line.textStart)
    return Match(
      kind: kind, location: Location(line: line.number, column: line.indent + 1, offset: line.textStart),
      keyword: keyword, keywordType: keywordType, text: text.map(source.string) ?? "", textRange: range, items: items)
  }

  /// A match that takes the line from its first column on.
  func wholeLine(_ kind: TokenKind, _ line: inout Line, text: String = "", textRange: SourceRange? = nil) -> Match {
    line.column = 1
    return Match(
      kind: kind, location: Location(line: line.number, column: 1, offset: line.range.lower), text: text,
      textRange: textRange ?? line.range)
  }

  /// The keywords that open a block of this kind.
  func titleKeywords(_ kind: TokenKind) -> [Keyword] {
    switch kind {
    case .featureLine: dialect.feature
    case .ruleLine: dialect.rule
    case .backgroundLine: dialect.background
    case .scenarioLine: dialect.scenarioTitles
    case .examplesLine: dialect.examples
    default: []
    }
  }
}
