package import Diagnostics

/// Reads a feature file exactly as gherkin-official 42.0.1 does: same tree, same ids, same errors.
package enum GherkinParser {
  /// - Parameter ids: handed on from file to file; a file with errors uses ids up, too.
  package static func parse(_ file: SourceFile, ids: inout IDGenerator) throws(ParseErrors) -> GherkinDocument {
    let source = SourceBytes(file.text)
    switch FeatureFormat(path: file.path) {
    case .markdown:
      var run = ParseRun(MarkdownMatcher(source), ids: ids)
      defer { ids = run.builder.ids }
      return try run.document()
    case .plain, nil:
      var run = ParseRun(PlainMatcher(source), ids: ids)
      defer { ids = run.builder.ids }
      return try run.document()
    }
  }
}

/// How a feature is written; the name of the file tells.
package enum FeatureFormat: String, Sendable, Hashable {
  case plain = "text/x.cucumber.gherkin+plain"
  case markdown = "text/x.cucumber.gherkin+markdown"

  /// nil for any other name; such a file is read as plain.
  package init?(path: String) {
    let name = path.split(separator: "/").last ?? ""
    if name.hasSuffix(".feature"), name != ".feature" {
      self = .plain
    } else if name.hasSuffix(".feature.md") {
      self = .markdown
    } else {
      return nil
    }
  }

  package var mediaType: String { rawValue }
}

/// One pass over one file.
struct ParseRun<Matcher: LineMatcher> {
  private var matcher: Matcher
  private var reader: LineReader
  /// Lines read ahead. A look ahead puts what it read behind what is still waiting, like the official parser.
  private var queue: [Line] = []
  /// How many of them were taken: removing them one by one would take long behind thousands of comments.
  private var taken = 0
  private var place = Place(spot: .start, block: .feature)
  private(set) var builder: DocumentBuilder

  init(_ matcher: Matcher, ids: IDGenerator) {
    self.matcher = matcher
    reader = LineReader(matcher.source)
    builder = DocumentBuilder(ids: ids)
  }

  mutating func document() throws(ParseErrors) -> GherkinDocument {
    do {
      while true {
        var line = nextLine()
        try read(&line)
        if line.isEndOfFile { break }
      }
    } catch {
      throw ParseErrors(errors: builder.errors.errors)
    }
    guard builder.errors.errors.isEmpty else { throw ParseErrors(errors: builder.errors.errors) }
    return builder.document
  }

  private mutating func nextLine() -> Line {
    guard taken < queue.count else { return reader.next() }
    defer {
      taken += 1
      if taken == queue.count {
        queue.removeAll(keepingCapacity: true)
        taken = 0
      }
    }
    return queue[taken]
  }

  private mutating func read(_ line: inout Line) throws(GaveUp) {
    for move in place.moves {
      guard let match = try match(move.kind, &line) else { continue }
      if let following = move.lookahead, try !isAhead(following) { continue }
      try builder.perform(move, match, in: &place, dialect: matcher.dialect)
      return
    }
    try reportUnexpected(line)
  }

  private mutating func match(_ kind: TokenKind, _ line: inout Line) throws(GaveUp) -> Match? {
    do {
      return try matcher.match(kind, &line)
    } catch {
      try report(error)
      return nil
    }
  }

  private mutating func isAhead(_ kind: TokenKind) throws(GaveUp) -> Bool {
    var seen: [Line] = []
    var isFound = false
    while true {
      var line = nextLine()
      isFound = try match(kind, &line) != nil
      var goesOn = false
      if !isFound {
        for skipped in [TokenKind.empty, .comment, .tagLine] where !goesOn {
          goesOn = try match(skipped, &line) != nil
        }
      }
      seen.append(line)
      if !goesOn { break }
    }
    queue += seen
    return isFound
  }

  private mutating func report(_ problem: LineProblem) throws(GaveUp) {
    let text: String
    switch problem.kind {
    case .unknownLanguage(let language): text = "Language not supported: \(language)"
    default: text = "A tag may not contain whitespace"
    }
    try builder.errors.report(
      problem.kind, text, at: problem.location, range: problem.range, in: matcher.dialect)
    builder.errors.moveUnknownLanguageToFirstColumn()
  }

  private mutating func reportUnexpected(_ line: Line) throws(GaveUp) {
    var expected: [String] = []
    for move in place.moves where !expected.contains(move.kind.rawValue) { expected.append(move.kind.rawValue) }
    let list = expected.joined(separator: ", ")
    if line.isEndOfFile {
      try builder.errors.report(
        .unexpectedEnd(expected: expected), "unexpected end of file, expected: \(list)",
        at: Location(line: line.number, column: nil, offset: line.range.lower), range: line.range,
        in: matcher.dialect)
      return
    }
    let range = matcher.source.trimmingEnd(line.text)
    try builder.errors.report(
      .unexpectedLine(expected: expected), "expected: \(list), got '\(matcher.source.string(range))'",
      at: Location(line: line.number, column: line.column ?? line.indent + 1, offset: line.textStart), range: range,
      in: matcher.dialect)
  }
}
