import Diagnostics

/// In Markdown everything that is no keyword is prose, so a misspelt bullet or heading vanishes without a trace.
extension FeatureScrutiny {
  mutating func lookAtMarkdown(_ feature: Feature) {
    let read = linesRead(in: feature)
    var reader = LineReader(source)
    var fence: String?
    var isVouched = false
    while case let line = reader.next(), !line.isEndOfFile {
      let text = source.string(source.trimmingEnd(line.text))
      if let mark = ["````", "```", "\"\"\""].first(where: { text.hasPrefix($0) }) {
        if fence == nil { fence = mark } else if fence == mark { fence = nil }
      } else if fence == nil, !read.contains(line.number), !isVouched {
        look(at: source.trimmingEnd(line.text), text)
      }
      isVouched = text.hasPrefix("<!--") && text.contains("lmsaccept: description")
    }
  }

  private mutating func look(at range: SourceRange, _ text: String) {
    let vouch = "If it is prose, write <!-- lmsaccept: description --> on the line before"
    let marks = text.prefix { "#*+-".contains($0) }
    guard !marks.isEmpty else { return }
    let rest = SourceRange(range.lower + marks.utf8.count, range.upper)
    if marks.first == "#" {
      guard let guess = guesser.title(rest, in: source) else { return }
      report(
        "gherkin.misspelt-keyword", "expected a keyword", at: guess.range, "not a keyword, so this is prose",
        hint: "did you mean \"\(guess.keyword)\"? \(vouch)")
    } else if let guess = guesser.step(rest, in: source) {
      report(
        "gherkin.misspelt-step", "expected a step", at: guess.range, "not read as a step, so this is prose",
        hint: "did you mean \"\(guess.keyword)\"? \(vouch)")
    }
  }

  private func linesRead(in feature: Feature) -> Set<Int> {
    var lines: Set<Int> = [feature.heading.location.line]
    for child in feature.children {
      if case .rule(let rule) = child { lines.insert(rule.heading.location.line) }
    }
    for background in feature.backgrounds {
      lines.insert(background.heading.location.line)
      lines.formUnion(background.steps.map(\.location.line))
    }
    for (_, scenario) in feature.scenarios {
      lines.insert(scenario.heading.location.line)
      lines.formUnion(scenario.steps.map(\.location.line))
      lines.formUnion(scenario.examples.map(\.heading.location.line))
    }
    return lines
  }
}
