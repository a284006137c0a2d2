import Diagnostics
import Gherkin
import Testing

/// What the official parser lets through and would silently test less.
struct ScrutinyTests {
  private static let head = "Feature: f\n"
  private static let good = "  Scenario: ok\n    Given a\n"

  private func expect(_ marked: MarkedText, _ code: String, sourceLocation: SourceLocation = #_sourceLocation) {
    let found = marked.file.findings()
    #expect(found.map(\.code) == [code], sourceLocation: sourceLocation)
    #expect(found.first?.label?.range == marked.range, sourceLocation: sourceLocation)
    #expect(found.first?.hint != nil, sourceLocation: sourceLocation)
  }

  @Test(arguments: [
    ("  Scenario: s\n    ▸Givne◂ a\n    When b\n", "gherkin.misspelt-step"),
    ("  Scenario: s\n    ▸given◂ a\n    When b\n", "gherkin.misspelt-step"),
    ("  Scenario: s\n    ▸Given◂\n    When b\n", "gherkin.misspelt-step"),
    ("  Scenario: s\n    ▸Given◂\u{A0}a\n    When b\n", "gherkin.misspelt-step"),
    ("  Scenario: s\n    A long text\n\n    - ▸Thne◂ a\n    When b\n", "gherkin.misspelt-step"),
    ("  Background:\n    ▸Gven◂ a\n" + good, "gherkin.misspelt-step"),
    ("  Scenario: s\n    ▸Wen◂ a\n", "gherkin.misspelt-step"),
    (
      "  Scenario Outline: s\n    ▸Adn◂ a\n    Given <a>\n    Examples:\n    | a |\n    | 1 |\n",
      "gherkin.misspelt-step"
    ),
    ("  Scenario: s\n    ▸Als◂ de cursist\n    When b\n", "gherkin.foreign-step"),
    ("  Scenario: s\n    ▸Gegeven◂ de cursist\n    When b\n", "gherkin.foreign-step"),
    ("  Rule: r\n   Background:\n    ▸Stel◂ de cursist\n" + good, "gherkin.foreign-step"),
    ("  Scenario: s\n    ▸| a | b |◂\n    Given x\n", "gherkin.lost-argument"),
    ("  Scenario: s\n    ▸Background◂: b\n    Given x\n", "gherkin.misspelt-keyword"),
    ("  ▸Scenaro◂: t\n" + good, "gherkin.misspelt-keyword"),
    ("  ▸Examples◂: t\n" + good, "gherkin.misspelt-keyword"),
  ])
  func `a description that was meant to be more is refused`(text: String, code: String) {
    expect(MarkedText(Self.head + text), code)
  }

  @Test(arguments: [
    "  As a trainer\n  I want this\n  Given that it is possible\n" + good,
    "  Scenario: s\n    Learners with a licence see the course.\n    So do trainers\n    Given a\n",
    "  Scenario: s\n    A learner, as a rule: somebody\n    Given a\n",
    "  Scenario: s\n    #lmsaccept:description\n    The summer came,\n    but late,\n    and the autumn\n    Given a\n",
    "  Role: learner\n  Notes: none\n" + good,
    "  Scenario: s\n    * a\n",
  ])
  func `a legitimate description passes`(text: String) {
    #expect(MarkedText(Self.head + text).file.findings() == [])
  }

  @Test func `a comment vouches for unbroken lines only`() {
    expect(
      MarkedText(
        "Feature: f\n  Scenario: s\n    # lmsaccept: description\n    Thne one\n\n    ▸Thne◂ two\n    Given a\n"),
      "gherkin.misspelt-step")
  }

  @Test func `a Dutch file is looked at in Dutch`() {
    expect(
      MarkedText("# language: nl\nFunctionaliteit: f\n  Scenario: s\n    ▸Gegven◂ a\n    Als b\n"),
      "gherkin.misspelt-step")
    expect(
      MarkedText("# language: nl\nFunctionaliteit: f\n  Scenario: s\n    ▸Given◂ a\n    Als b\n"),
      "gherkin.foreign-step")
  }

  @Test(arguments: [
    ("  ▸Scenario◂: s\n", "gherkin.no-steps"),
    ("  ▸Scenario Outline◂: s\n    Given a\n", "gherkin.no-examples"),
    ("  Scenario: s\n    Given <a>\n    ▸Examples◂:\n      | a |\n", "gherkin.no-rows"),
    ("  Scenario: s\n    Given a\n    ▸Examples◂:\n", "gherkin.no-rows"),
    ("  Scenario: s\n    Given a\n    @examples:a.csv\n    ▸Examples◂:\n", "gherkin.no-rows"),
  ])
  func `what would run nothing is refused`(text: String, code: String) {
    expect(MarkedText(Self.head + text), code)
  }

  @Test func `rows from a file are enough`() {
    let text = "  Scenario: s\n    Given <a>\n    @examples:a.csv\n    Examples:\n      | a |\n"
    #expect(MarkedText(Self.head + text).file.findings() == [])
  }

  @Test(arguments: [
    "  Scenario: s\n    Given ▸<b>◂\n", "  Scenario: ▸<b>◂\n    Given <a>\n",
    "  Scenario: s\n    Given <a>\n      | <a> | ▸<b>◂ |\n",
    "  Scenario: s\n    Given <a>\n      \"\"\"\n      <p>x</p> ▸<b>◂\n      \"\"\"\n",
  ])
  func `a placeholder without a column is pointed at`(text: String) {
    let examples = "    Examples:\n      | a |\n      | 1 |\n"
    expect(MarkedText(Self.head + text + examples), "gherkin.unfilled-placeholder")
  }

  @Test(arguments: [
    "  Scenario: s\n    Given <a> < 3 and 4 > 2\n",
    "  Scenario: s\n    Given <a>\n      \"\"\"html\n      <p class=\"x\">x<br></p><hr/>\n      \"\"\"\n",
  ])
  func `markup and comparisons are no placeholders`(text: String) {
    let examples = "    Examples:\n      | a |\n      | 1 |\n"
    #expect(MarkedText(Self.head + text + examples).file.findings() == [])
  }

  @Test func `a column that is read as a pattern is explained`() {
    let marked = MarkedText(
      "Feature: f\n  Scenario: s\n    Given ▸<a?>◂\n    Examples:\n      | a? |\n      | 1 |\n")
    expect(marked, "gherkin.unfilled-placeholder")
    #expect(marked.file.findings().first?.hint?.hasPrefix("rename the column") == true)
  }

  @Test func `a placeholder without examples is a warning`() {
    let marked = MarkedText("Feature: f\n  Scenario: s\n    Given \"▸<b>◂\"\n")
    expect(marked, "gherkin.unfilled-placeholder")
    #expect(marked.file.findings().map(\.severity) == [.warning])
  }

  @Test(arguments: [
    "* ▸Givne◂ a\n", "- ▸given◂ a\n", "## ▸Scenaro◂: t\n",
  ])
  func `Markdown that vanishes is refused`(line: String) {
    let marked = MarkedText("# Feature: f\n## Scenario: s\n* Given a\n\n\(line)", path: "a.feature.md")
    let found = marked.file.findings()
    #expect(found.map(\.label?.range) == [marked.range])
  }

  @Test func `prose in Markdown passes`() {
    let text = "# Feature: f\n# About: us\n## Scenario: s\n* Given a\n* learners see it\n```\n* Givne x\n```\n"
    #expect(SourceFile(path: "a.feature.md", text: text).findings() == [])
  }

  @Test func `all findings are drawn`() throws {
    let text = """
      @id:F-1 @mdoe:api
      Feature: f
        Scenario: s
          Givne a
          Given b
        Scenario: nothing
        @prio:shoud
        Scenario Outline: o <nam>
          Given <name>
          Examples:
            | name |
      """
    let found = SourceFile(path: "silent.feature", text: text).findings()
    try Golden.check(found.map { DiagnosticRenderer().render($0) }.joined(separator: "\n"), "silent.txt")
  }
}
