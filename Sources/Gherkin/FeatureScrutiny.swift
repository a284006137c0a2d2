package import Diagnostics

/// Refuses what the official parser lets through and what would silently test less than its author believes.
///
/// A misspelt step right below `Scenario:` is legal description, an outline without examples is no scenario at all,
/// a misspelt tag selects nothing. Every command but `lmsaccept gherkin` looks here before anything runs.
package struct FeatureScrutiny {
  let file: SourceFile
  let document: GherkinDocument
  let source: SourceBytes
  let dialect: Dialect
  let guesser: KeywordGuesser
  /// The other languages that the shipped vocabulary speaks, each with its step keywords.
  let foreign: [(dialect: Dialect, words: [String])]
  var diagnostics: [Diagnostic] = []

  /// What is wrong in one document, in the order of the file; warnings stand between the errors.
  package static func diagnostics(of document: GherkinDocument, in file: SourceFile) -> [Diagnostic] {
    guard let feature = document.feature else { return [] }
    var scrutiny = FeatureScrutiny(file: file, document: document, feature: feature)
    scrutiny.look(at: feature)
    return scrutiny.diagnostics.enumerated().sorted { left, right in
      (left.element.label?.range.lower ?? 0, left.offset) < (right.element.label?.range.lower ?? 0, right.offset)
    }.map(\.element)
  }

  private init(file: SourceFile, document: GherkinDocument, feature: Feature) {
    self.file = file
    self.document = document
    source = SourceBytes(file.text)
    let own = Dialect.named(feature.language) ?? .english
    dialect = own
    guesser = KeywordGuesser(dialect: own)
    let others = ["en", "nl"].filter { $0 != own.language }.compactMap(Dialect.named)
    foreign = others.map { ($0, $0.stepWords) }
  }

  private mutating func look(at feature: Feature) {
    lookAtTags(of: feature)
    lookForTitles(in: feature.heading)
    for child in feature.children {
      guard case .rule(let rule) = child else { continue }
      lookForTitles(in: rule.heading)
    }
    for background in feature.backgrounds { _ = lookAtDescription(background.heading) }
    for (_, scenario) in feature.scenarios { look(at: scenario) }
    if FeatureFormat(path: file.path) == .markdown { lookAtMarkdown(feature) }
  }

  private mutating func look(at scenario: Scenario) {
    let isClean = lookAtDescription(scenario.heading)
    // A misspelt step explains why there is none.
    if scenario.steps.isEmpty, isClean { report(.noSteps(scenario, in: file)) }
    lookAtExamples(of: scenario)
    lookForPlaceholders(in: scenario)
  }

  mutating func report(_ diagnostic: Diagnostic) { diagnostics.append(diagnostic) }

  mutating func report(
    _ code: String, _ message: String, at range: SourceRange, _ label: String, hint: String,
    severity: Diagnostic.Severity = .error
  ) {
    report(Diagnostic(severity, code, message, in: file, at: Label(range, label), hint: hint))
  }
}

extension Diagnostic {
  fileprivate static func noSteps(_ scenario: Scenario, in file: SourceFile) -> Diagnostic {
    Diagnostic(
      .error, "gherkin.no-steps", "expected steps", in: file,
      at: Label(scenario.heading.keywordRange, "this scenario has none and would test nothing"),
      hint: "write steps below it, or remove it")
  }
}
