import Diagnostics

/// Descriptions that were probably meant to be something else.
extension FeatureScrutiny {
  /// Looks for steps, tables and keywords below Background, Scenario and Outline; true when nothing was found.
  mutating func lookAtDescription(_ heading: Heading) -> Bool {
    let before = diagnostics.count
    for line in suspects(in: heading) {
      if !reportStep(line), !reportTable(line) { reportTitle(line, below: heading) }
    }
    return diagnostics.count == before
  }

  /// Looks for keywords only: below Feature and Rule nobody expects a step.
  mutating func lookForTitles(in heading: Heading) {
    for line in suspects(in: heading) { reportTitle(line, below: heading) }
  }

  /// The lines that nobody vouches for with `# lmsaccept: description` on the line before them or before the
  /// unbroken lines above them.
  private func suspects(in heading: Heading) -> [DescriptionLine] {
    guard !heading.descriptionLines.isEmpty else { return [] }
    let vouchers = Set(document.comments.filter(\.vouchesForDescription).map(\.location.line))
    var vouched: Int?
    return heading.descriptionLines.filter { line in
      if vouchers.contains(line.line - 1) || vouched == line.line - 1 { vouched = line.line }
      return vouched != line.line
    }
  }

  private mutating func reportStep(_ line: DescriptionLine) -> Bool {
    if let (other, range) = foreignKeyword(line) {
      report(
        "gherkin.foreign-step", "expected a step in \(dialect.name)", at: range,
        "a step keyword in \(other.name), so this is description",
        hint: "write the keyword in \(dialect.name). \(Self.vouch)")
      return true
    }
    guard let guess = guesser.step(line.range, in: source) else { return false }
    let isWritten = source.string(guess.range) == guess.keyword
    report(
      "gherkin.misspelt-step", "expected a step", at: guess.range,
      isWritten ? "read as description, not as a step" : "not a step keyword, so this is description",
      hint: isWritten
        ? "a step begins with \"\(guess.keyword)\", a space and text"
        : "did you mean \"\(guess.keyword)\"? \(Self.vouch)")
    return true
  }

  private static let vouch = "If it is description, write \"# lmsaccept: description\" on the line before"

  private func foreignKeyword(_ line: DescriptionLine) -> (Dialect, SourceRange)? {
    let text = source.string(line.range)
    for (other, words) in foreign {
      guard let word = words.first(where: { text.hasPrefix($0 + " ") }) else { continue }
      return (other, SourceRange(line.range.lower, line.range.lower + word.utf8.count))
    }
    return nil
  }

  private mutating func reportTable(_ line: DescriptionLine) -> Bool {
    let text = source.string(line.range)
    let isTable = text.hasPrefix("|") && text.hasSuffix("|") && text.utf8.count > 1
    guard isTable || text.hasPrefix("\"\"\"") || text.hasPrefix("```") else { return false }
    report(
      "gherkin.lost-argument", "expected a step above this", at: line.range,
      "read as description, not as a \(isTable ? "table" : "doc string")",
      hint: "put it below the step it belongs to. \(Self.vouch)")
    return true
  }

  private mutating func reportTitle(_ line: DescriptionLine, below heading: Heading) {
    guard let guess = guesser.title(line.range, in: source) else { return }
    let isWritten = source.string(guess.range) + ":" == guess.keyword
    // Short keywords are near to too many words of prose (Role:, Rule:), and prose has no colon behind a keyword.
    guard isWritten || guess.keyword.unicodeScalars.count > 6, hasColon(behind: guess.range) else { return }
    report(
      "gherkin.misspelt-keyword", "expected \"\(guess.keyword)\" where it may stand", at: guess.range,
      "not \(isWritten ? "allowed here" : "a keyword"), so this is description",
      hint: isWritten
        ? "move it, or reword the description. \(Self.vouch)" : "did you mean \"\(guess.keyword)\"? \(Self.vouch)")
  }

  private func hasColon(behind range: SourceRange) -> Bool {
    let rest = source.trimmingStart(SourceRange(range.upper, source.count))
    return rest.lower < rest.upper && source.bytes[rest.lower] == UInt8(ascii: ":")
  }
}

extension Comment {
  /// `# lmsaccept: description`, with any space around its parts.
  fileprivate var vouchesForDescription: Bool {
    let words = text.split { $0 == " " || $0 == "\t" || $0 == "#" || $0 == ":" }
    return words == ["lmsaccept", "description"]
  }
}
