import Diagnostics
import RunModel
import StepExpressions

/// What `check` refuses beyond the single declaration: sentences that two patterns match, examples that none does.
struct VocabularyReview {
  let files: LibraryFiles
  let definitions: [StepDefinition]
  let patterns: [String: StepPatterns]

  func problems() -> [Diagnostic] {
    patterns.keys.sorted().flatMap { language in patterns[language].map { overlaps($0) } ?? [] } + examples()
  }

  /// Pairs of one language of which one sentence could mean both.
  private func overlaps(_ patterns: StepPatterns) -> [Diagnostic] {
    var seen: Set<[Int]> = []
    return ExpressionOverlap.all(among: patterns.entries.map(\.expression)).compactMap { pair in
      let (first, second) = (patterns.entries[pair.first], patterns.entries[pair.second])
      guard first.definition != second.definition, seen.insert([first.definition, second.definition]).inserted else {
        return nil
      }
      return overlap(first, second, pair.overlap)
    }
  }

  private func overlap(
    _ first: StepPatterns.Entry, _ second: StepPatterns.Entry, _ overlap: ExpressionOverlap
  ) -> Diagnostic? {
    let areHuman = [first, second].map { definitions[$0.definition].kind.isHuman }
    if areHuman[0], areHuman[1] { return nil }
    let (subject, other) = areHuman[0] ? (second, first) : (first, second)
    let definition = definitions[subject.definition]
    let place = DeclarationPlace(definition.place.file, line: definition.place.line, in: files)
    let label = place.range(of: subject.expression.source).map { Label($0, "also: \(other.expression.source)") }
    let severity: Diagnostic.Severity = overlap.isCertain ? .error : .warning
    let doubt = overlap.isCertain ? "" : " perhaps"
    if areHuman[0] || areHuman[1] {
      return Diagnostic(
        severity, "library.like-human", "this pattern\(doubt) also reads as a step that a person does", in: place.file,
        at: label, notes: ["for example: \(overlap.example)"], hint: "begin it otherwise than a human step")
    }
    let otherDefinition = definitions[other.definition]
    return Diagnostic(
      severity, "library.overlap", "one sentence\(doubt) matches \"\(definition.id)\" and \"\(otherDefinition.id)\"",
      in: place.file, at: label,
      notes: ["for example: \(overlap.example)", "\(otherDefinition.id) stands at \(otherDefinition.place)"],
      hint: "reword one of them")
  }

  /// Every example is a sentence of its own step, in some language.
  private func examples() -> [Diagnostic] {
    var problems: [Diagnostic] = []
    for (index, definition) in definitions.enumerated() {
      for example in definition.examples where !isMatched(example, by: index) {
        let place = DeclarationPlace(definition.place.file, line: definition.place.line, in: files)
        problems.append(
          Diagnostic(
            .error, "library.example", "this example of \"\(definition.id)\" matches none of its wordings",
            in: place.file, at: place.range(of: example).map { Label($0) }, hint: "correct the example or the wording"))
      }
    }
    return problems
  }

  private func isMatched(_ example: String, by definition: Int) -> Bool {
    patterns.values.contains { $0.match(example).contains { $0.definition == definition } }
  }
}
