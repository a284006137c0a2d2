import Diagnostics

/// Explains a line that the grammar does not allow where it stands.
struct UnexpectedLine {
  private let error: ParseError
  private let expected: [String]
  private let file: SourceFile
  private let source: SourceBytes
  private let dialect: Dialect

  init(_ error: ParseError, _ expected: [String], in file: SourceFile) {
    self.error = error
    self.expected = expected
    self.file = file
    source = SourceBytes(file.text)
    dialect = Dialect.named(error.language) ?? .english
  }

  var diagnostic: Diagnostic {
    byteOrderMark ?? misplaced ?? foreign(among: ["en", "nl"], shortest: 2) ?? misspelt
      ?? foreign(among: Dialect.languages, shortest: 4) ?? anythingElse
  }

  private func diagnostic(_ code: String, _ message: String, _ range: SourceRange, _ label: String, _ hint: String)
    -> Diagnostic
  {
    Diagnostic(.error, code, message, in: file, at: Label(range, label), hint: hint)
  }

  /// Invisible, so it is said before anything else.
  private var byteOrderMark: Diagnostic? {
    guard source.hasPrefix([0xEF, 0xBB, 0xBF], at: error.range.lower, before: error.range.upper) else { return nil }
    return diagnostic(
      "gherkin.byte-order-mark", "expected \(expected.spoken)", error.range, "an invisible U+FEFF stands before this",
      "save the file as UTF-8 without a byte order mark")
  }

  /// A line that is something, but not here.
  private var misplaced: Diagnostic? {
    var matcher = PlainMatcher(source, dialect: dialect)
    let range = error.range
    var line = Line(number: error.location.line, range: range, textStart: range.lower, indent: 0)
    let kinds: [(TokenKind, String, String)] = [
      (.featureLine, "a second feature", "put it in a file of its own"),
      (.backgroundLine, "a background", "a background stands once, before the scenarios"),
      (.scenarioLine, "a scenario", "a scenario stands below a feature or a rule, behind its tags"),
      (.ruleLine, "a rule", "a rule stands below a feature, behind its tags"),
      (.examplesLine, "examples", "examples stand below the steps of a scenario outline"),
      (.tableRow, "a table row", "a table stands directly below a step or the line of examples"),
      (.docStringSeparator, "a doc string", "a step takes one doc string, directly below it"),
      (.tagLine, "tags", "tags stand before a feature, a rule, a scenario or examples"),
      (.stepLine, "a step", "a step stands in a scenario or a background, before any examples"),
    ]
    for (kind, name, hint) in kinds where (try? matcher.match(kind, &line)) != nil {
      return diagnostic(
        "gherkin.unexpected-line", "expected \(expected.spoken)", range, "\(name) cannot stand here", hint)
    }
    return nil
  }

  private var misspelt: Diagnostic? {
    let guesser = KeywordGuesser(dialect: dialect)
    if let guess = guesser.title(error.range, in: source) {
      let isWritten = source.string(guess.range) + ":" == guess.keyword
      return diagnostic(
        "gherkin.unknown-keyword", "expected \(expected.spoken)", guess.range,
        isWritten ? "a keyword without its colon" : "not a keyword",
        isWritten ? "write \"\(guess.keyword)\", the colon directly behind it" : "did you mean \"\(guess.keyword)\"?")
    }
    guard expected.contains("#StepLine"), let guess = guesser.step(error.range, in: source) else { return nil }
    let isWritten = source.string(guess.range) == guess.keyword
    return diagnostic(
      "gherkin.unknown-keyword", "expected a step", guess.range,
      isWritten ? "a keyword needs a space and text behind it" : "not a step keyword",
      isWritten ? "write what is done behind \"\(guess.keyword)\"" : "did you mean \"\(guess.keyword)\"?")
  }

  /// A line in a language the file does not name. Those of the shipped vocabulary come first: many keywords belong to
  /// several languages, and in the others short ones begin too many lines.
  private func foreign(among languages: [String], shortest: Int) -> Diagnostic? {
    for language in languages where language != dialect.language {
      guard let other = Dialect.named(language), let word = beginning(of: other, shortest: shortest) else { continue }
      return diagnostic(
        "gherkin.unknown-keyword", "expected \(expected.spoken)",
        SourceRange(error.range.lower, error.range.lower + word.utf8.count),
        "\(other.name), in a file read as \(dialect.name)",
        dialect.language == "en"
          ? "put \"# language: \(language)\" in the first line" : "write the keyword in \(dialect.name)")
    }
    return nil
  }

  private func beginning(of other: Dialect, shortest: Int) -> String? {
    let titles = other.feature + other.rule + other.background + other.scenarioTitles + other.examples
    let (start, end) = (error.range.lower, error.range.upper)
    if let title = titles.first(where: { source.hasPrefix($0.bytes, at: start, before: end) }) { return title.text }
    let steps = other.steps.filter { $0.text.hasSuffix(" ") && $0.text.unicodeScalars.count > shortest }
    return steps.first { source.hasPrefix($0.bytes, at: start, before: end) }.map { String($0.text.dropLast()) }
  }

  private var anythingElse: Diagnostic {
    let hint: String
    if expected.contains("#StepLine") {
      hint = "begin a step with one of \(dialect.stepWords.prefix(6).joined(separator: ", ")); a comment begins with #"
    } else if expected.contains("#FeatureLine") {
      hint = "a file begins with \"\(dialect.feature.first?.text ?? "Feature"):\"; a comment begins with #"
    } else {
      hint = "a comment begins with #"
    }
    return diagnostic(
      "gherkin.unexpected-line", "expected \(expected.spoken)", error.range, "this is none of these", hint)
  }
}
