import Diagnostics
import Gherkin
import Testing

/// The carets and hints of parse errors, drawn.
struct DiagnosticTests {
  static let cases: [(name: String, text: String)] = [
    ("unknown-keyword", "Feature: f\n  Scenario: s\n    Given a\n    Givne the learner is signed in\n"),
    ("lower-case", "Feature: f\n  Scenario: s\n    Given a\n    when x\n"),
    ("bare-keyword", "Feature: f\n  Scenario: s\n    Given a\n    When\n"),
    ("misspelt-title", "Feature: f\n  Scenario: s\n    Given a\n  Scenaro: t\n"),
    ("missing-colon", "Feature: f\n  Scenario: s\n    Given a\n  Scenario two\n"),
    ("space-before-colon", "Feature: f\n  Scenario: s\n    Given a\n  Scenario : t\n"),
    ("lower-case-title", "feature: f\n"),
    ("no-feature", "hello\n"),
    ("dutch", "Functionaliteit: f\n"),
    ("dutch-step", "Feature: f\n  Scenario: s\n    Given a\n    Als b\n"),
    ("french", "Fonctionnalité: f\n"),
    ("byte-order-mark", "\u{FEFF}Feature: f\n"),
    ("late-background", "Feature: f\n  Scenario: s\n    Given a\n  Background:\n"),
    ("second-feature", "Feature: f\n  Scenario: s\n    Given a\nFeature: g\n"),
    ("lost-row", "Feature: f\n  @t\n  | a |\n  Scenario: s\n"),
    (
      "step-behind-examples",
      "Feature: f\n  Scenario: s\n    Given a\n    Examples:\n    | a |\n    | 1 |\n    Given b\n"
    ),
    ("second-doc-string", "Feature: f\n  Scenario: s\n    Given a\n    \"\"\"\n    \"\"\"\n    \"\"\"\n"),
    ("anything", "Feature: f\n  Scenario: s\n    Given a\n    1. open the page\n"),
    ("wide", "Feature: f\n  Scenario: s\n    Given a\n    | 日本 | b |\n    | 日 |\n"),
    ("inconsistent-cells", "Feature: f\n  Scenario: s\n    Given a\n      | a | b |\n      | a | b | c |\n"),
    ("unknown-language", "# language: dutch\nFeature: f\n"),
    ("near-language", "# language: nll\nFeature: f\n"),
    ("far-language", "# language: klingonese\nFeature: f\n"),
    ("space-in-tag", "@a @b c @d\nFeature: f\n"),
    ("unexpected-end-tags", "Feature: f\n  Scenario: s\n    Given a\n  @tag\n"),
    ("unexpected-end-doc-string", "Feature: f\n  Scenario: s\n    Given a\n      ```\n      text\n"),
    ("unexpected-end-header", "# language: nl\n"),
  ]

  @Test(arguments: cases)
  func `errors are drawn with caret and hint`(name: String, text: String) throws {
    let file = SourceFile(path: "\(name).feature", text: text)
    let found = file.findings()
    #expect(!found.isEmpty)
    #expect(found.allSatisfy { $0.hint != nil && $0.label != nil && $0.file == file })
    try Golden.check(found.map { DiagnosticRenderer().render($0) }.joined(separator: "\n"), "errors/\(name).txt")
  }

  @Test(arguments: [
    ("▸Givne◂ the learner", "did you mean \"Given\"?"), ("▸Whne◂ x", "did you mean \"When\"?"),
    ("▸Adn◂ x", "did you mean \"And\"?"), ("▸given◂ x", "did you mean \"Given\"?"),
    ("▸Thenn◂ x", "did you mean \"Then\"?"),
  ])
  func `misspelt keyword is pointed at`(line: String, hint: String) {
    let marked = MarkedText("Feature: é\n  Scenario: s\n    Given a\n    \(line)\n")
    let found = marked.file.findings()
    #expect(found.map(\.code) == ["gherkin.unknown-keyword"])
    #expect(found.first?.label?.range == marked.range)
    #expect(found.first?.hint == hint)
  }

  @Test func `hints speak the language of the file`() {
    let marked = MarkedText("# language: nl\nFunctionaliteit: f\n Scenario: s\n  Als a\n  ▸Gegven◂ b\n")
    let found = marked.file.findings()
    #expect(found.first?.label?.range == marked.range)
    #expect(found.first?.hint == "did you mean \"Gegeven\"?")
  }
}
