package import Diagnostics

extension ParseErrors {
  /// The errors with carets and hints, at most ten.
  package func diagnostics(in file: SourceFile) -> [Diagnostic] {
    errors.prefix(10).map { $0.diagnostic(in: file) }
  }
}

extension ParseError {
  /// The error with a caret and a hint. The official message is in `message`.
  package func diagnostic(in file: SourceFile) -> Diagnostic {
    switch kind {
    case .unexpectedLine(let expected): UnexpectedLine(self, expected, in: file).diagnostic
    case .unexpectedEnd(let expected): .unexpectedEnd(in: file, at: range, expected: expected)
    case .unknownLanguage(let code): .unknownLanguage(in: file, at: range, code)
    case .spaceInTag: .spaceInTag(in: file, at: range)
    case .inconsistentCells(let count, let first): .inconsistentCells(in: file, at: range, count, first)
    }
  }
}

extension Diagnostic {
  fileprivate static func unexpectedEnd(
    in file: SourceFile, at range: SourceRange, expected: [String]
  ) -> Diagnostic {
    let isDocString = expected.contains(TokenKind.docStringSeparator.rawValue)
    let isHeader = expected.contains(TokenKind.featureLine.rawValue)
    let hint =
      isDocString
      ? "close the doc string with the mark that opened it"
      : isHeader ? "the file needs a line with \"Feature:\"" : "put one of these behind the tags, or remove the tags"
    return Diagnostic(
      .error, "gherkin.unexpected-end", "expected " + (isDocString ? "the end of the doc string" : expected.spoken),
      in: file, at: Label(range, "the file ends here"), hint: hint)
  }

  fileprivate static func unknownLanguage(in file: SourceFile, at range: SourceRange, _ code: String) -> Diagnostic {
    let dialects = Dialect.languages.compactMap(Dialect.named)
    let named = dialects.first { dialect in
      [dialect.name, dialect.nativeName, dialect.language].contains { $0.lowercased() == code.lowercased() }
    }
    let near = named?.language ?? nearestName(to: code, among: dialects.map(\.language))
    return Diagnostic(
      .error, "gherkin.unknown-language", "expected a language of Gherkin",
      in: file, at: Label(range, "no such language"),
      hint: near.map { "did you mean \"\($0)\"?" } ?? "languages are written as codes, such as en, nl or pt")
  }

  fileprivate static func spaceInTag(in file: SourceFile, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .error, "gherkin.space-in-tag", "expected a tag without white space", in: file,
      at: Label(range, "white space in a tag"),
      hint: "write - or _ for the space, or begin each tag with @")
  }

  fileprivate static func inconsistentCells(
    in file: SourceFile, at range: SourceRange, _ count: Int, _ firstCount: Int
  ) -> Diagnostic {
    Diagnostic(
      .error, "gherkin.inconsistent-cells", "expected \(counted(firstCount)), as in the first row", in: file,
      at: Label(range, counted(count)), hint: "a bar inside a cell is written \\|")
  }

  private static func counted(_ count: Int) -> String { count == 1 ? "1 cell" : "\(count) cells" }
}

/// Kinds that can stand nearly everywhere and so explain nothing.
let quietKinds = [TokenKind.endOfFile, .empty, .comment, .language].map(\.rawValue)

extension [String] {
  /// `a step, tags or a scenario`, from names of the grammar.
  var spoken: String {
    // Tags with nothing fitting behind them are taken for those of a rule, which is true and misleads.
    if contains("#TagLine"), contains("#RuleLine"), !contains("#ScenarioLine") {
      return "tags, a scenario, examples or a rule"
    }
    let words: [String: String] = [
      "#TagLine": "tags", "#FeatureLine": "a feature", "#RuleLine": "a rule", "#BackgroundLine": "a background",
      "#ScenarioLine": "a scenario", "#ExamplesLine": "examples", "#StepLine": "a step",
      "#DocStringSeparator": "a doc string", "#TableRow": "a table row", "#Other": "text",
    ]
    let names = filter { !quietKinds.contains($0) }.compactMap { words[$0] }
    guard let last = names.last else { return "the end of the file" }
    return names.count == 1 ? last : names.dropLast().joined(separator: ", ") + " or " + last
  }
}
