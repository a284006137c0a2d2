import Diagnostics

/// Outlines that would run fewer times than they look.
extension FeatureScrutiny {
  mutating func lookAtExamples(of scenario: Scenario) {
    if scenario.examples.isEmpty, dialect.isOutline(scenario.heading.keyword) {
      report(
        "gherkin.no-examples", "expected examples", at: scenario.heading.keywordRange,
        "this outline has none, so it runs once with its placeholders unfilled",
        hint: "write \"\(dialect.examples.first?.text ?? "Examples"):\" and a table below its steps")
    }
    for examples in scenario.examples where examples.tableBody.isEmpty {
      if examples.fileTag == nil {
        report(
          "gherkin.no-rows", "expected rows of examples", at: examples.heading.keywordRange,
          "these have none and would test nothing",
          hint: "write rows below the header, or name a file of rows: @examples:rows.csv")
      } else if examples.tableHeader == nil {
        report(
          "gherkin.no-rows", "expected a header below examples from a file", at: examples.heading.keywordRange,
          "no column is named", hint: "write a row with the columns to take from the file")
      }
    }
  }

  mutating func lookForPlaceholders(in scenario: Scenario) {
    let headers = scenario.examples.compactMap(\.tableHeader)
    guard !headers.isEmpty || dialect.isOutline(scenario.heading.keyword) else {
      for step in scenario.steps { warnOfPlaceholders(in: step) }
      return
    }
    // Without any examples there is one error about that already.
    for text in scenario.texts {
      for name in text.placeholders {
        guard let header = headers.first(where: { !$0.fills(name) }) else { continue }
        reportUnfilled(name, in: text, header: header)
      }
    }
  }

  private mutating func reportUnfilled(_ name: String, in text: ScenarioText, header: TableRow) {
    let columns = header.cells.map(\.value)
    let range = placeholder(name, in: text.range) ?? text.range
    let isPattern = columns.contains(name)
    let hint: String
    if isPattern {
      hint = "rename the column: . ? * + ( ) [ ] { } ^ $ and \\ have a meaning of their own"
    } else if let near = nearestName(to: name, among: columns) {
      hint = "did you mean <\(near)>?"
    } else {
      hint = "add a column \"\(name)\" in line \(header.location.line), or correct the placeholder"
    }
    report(
      "gherkin.unfilled-placeholder", "expected a column for this placeholder", at: range,
      isPattern
        ? "the column \"\(name)\" is read as a pattern that does not fit its own name"
        : "no column \"\(name)\" in the examples of line \(header.location.line)",
      hint: hint)
  }

  private mutating func warnOfPlaceholders(in step: Step) {
    let text = ScenarioText(text: step.text, range: step.textRange, isMarkup: true)
    for name in text.placeholders {
      report(
        "gherkin.unfilled-placeholder", "a placeholder in a scenario without examples",
        at: placeholder(name, in: step.textRange) ?? step.textRange, "stays as it is written",
        hint: "write examples below the steps, if it should be filled", severity: .warning)
    }
  }

  private func placeholder(_ name: String, in range: SourceRange) -> SourceRange? {
    let wanted = Array("<\(name)>".utf8)
    guard range.upper - range.lower >= wanted.count else { return nil }
    for offset in range.lower...(range.upper - wanted.count)
    where source.hasPrefix(wanted, at: offset, before: range.upper) {
      return SourceRange(offset, offset + wanted.count)
    }
    return nil
  }
}

/// A text of a scenario in which examples are filled in.
private struct ScenarioText {
  var text: String
  var range: SourceRange
  /// Doc strings and cells may hold HTML or XML, whose elements are no placeholders.
  var isMarkup: Bool

  /// The names in angle brackets, each once.
  var placeholders: [String] {
    guard text.utf8.contains(UInt8(ascii: "<")) else { return [] }
    var names: [String] = []
    for part in text.split(separator: "<", omittingEmptySubsequences: false).dropFirst() {
      guard let end = part.firstIndex(of: ">") else { continue }
      let name = String(part[..<end])
      if isPlaceholder(name), !names.contains(name) { names.append(name) }
    }
    return names
  }

  private func isPlaceholder(_ name: String) -> Bool {
    guard let first = name.unicodeScalars.first, let last = name.unicodeScalars.last else { return false }
    if first.properties.isWhitespace || last.properties.isWhitespace || name.contains("\n") { return false }
    guard isMarkup else { return true }
    if "/!?".unicodeScalars.contains(first) || last == "/" || name.contains("=") { return false }
    return !text.contains("</\(name)>") && !["br", "hr"].contains(name.lowercased())
  }
}

extension Scenario {
  fileprivate var texts: [ScenarioText] {
    var texts = [ScenarioText(text: heading.name, range: heading.nameRange, isMarkup: false)]
    for step in steps {
      texts.append(ScenarioText(text: step.text, range: step.textRange, isMarkup: false))
      for cell in step.dataTable?.rows.flatMap(\.cells) ?? [] {
        texts.append(ScenarioText(text: cell.value, range: cell.range, isMarkup: true))
      }
      if let docString = step.docString {
        texts.append(ScenarioText(text: docString.content, range: docString.contentRange, isMarkup: true))
        texts.append(ScenarioText(text: docString.mediaType ?? "", range: docString.contentRange, isMarkup: true))
      }
    }
    return texts
  }
}

extension TableRow {
  fileprivate func fills(_ name: String) -> Bool {
    cells.contains { Placeholder(column: $0.value).filled("<\(name)>", with: "") != "<\(name)>" }
  }
}
