import Diagnostics
import RunModel
import Testing

import Planning

@Suite struct `The name of a scenario` {
  @Test func `is its id tag, else its file and line`() {
    let text =
      "Feature: F\n\n  @id:USR-01\n  Scenario: One\n    When \"tim\" opens \"A\"\n"
      + "  Scenario: Two\n    When \"tim\" opens \"A\"\n"
    #expect(Trial().scenarios(text).map(\.id) == ["USR-01", "test.feature:6"])
  }

  @Test(arguments: ["Scenarios/a.feature", "./Scenarios/a.feature", "Scenarios//a.feature", "Scenarios/./a.feature"])
  func `does not depend on how the path was typed`(_ path: String) {
    let found = Trial().plan([(path, Trial.feature("When \"tim\" opens \"A\""))])
    #expect(found.scenarios.map(\.id) == ["Scenarios/a.feature:3"])
  }

  @Test func `is made from the project's folder when there is one`() {
    var trial = Trial()
    trial.folder = "/nowhere/project"
    let found = trial.plan([("/nowhere/project/Scenarios/a.feature", Trial.feature("When \"tim\" opens \"A\""))])
    #expect(found.scenarios.map(\.id) == ["Scenarios/a.feature:3"])
    let outside = trial.plan([("/elsewhere/a.feature", Trial.feature("When \"tim\" opens \"A\""))])
    #expect(outside.scenarios.map(\.id) == ["/elsewhere/a.feature:3"])
  }

  @Test func `may not be shared by two dialects of one language`() {
    let text = "@area:X\nFeature: F\n  @id:A\n  Scenario: One\n    When \"tim\" opens \"A\"\n"
    let old = "# language: en-old\nHwaet: F\n  @id:A\n  Swa: One\n    Tha \"tim\" opens \"A\"\n"
    let result = Trial().plan([("new.feature", text), ("old.feature", old)])
    #expect(result.problems.map(\.code) == ["gherkin.repeated-id"])
    #expect(result.problems.first?.notes == ["the other stands at new.feature:4"])
  }
}

@Suite struct `The key of an example row` {
  private func outline(_ table: String) -> String {
    let rows = table.split(separator: "\n").map { "      \($0)\n" }.joined()
    return "Feature: F\n  @id:O\n  Scenario Outline: O\n    When \"<who>\" opens \"<what>\"\n    Examples:\n\(rows)"
  }

  private func keys(_ table: String) -> [String: String] {
    let pairs = Trial().scenarios(outline(table)).map { ($0.steps.map(\.text).joined(), $0.exampleKey) }
    return Dictionary(pairs) { first, _ in first }
  }

  @Test func `survives the reordering of rows and columns`() {
    let first = keys("| who | what |\n| tim | A |\n| sanne | B |")
    let other = keys("| what | who |\n| B | sanne |\n| A | tim |")
    #expect(first == other)
    #expect(Set(first.values).count == 2 && first.values.allSatisfy { $0.count == 8 })
  }

  @Test func `differs where values change places`() {
    #expect(keys("| who | what |\n| tim | sanne |") != keys("| who | what |\n| sanne | tim |"))
  }

  @Test func `tells equal rows apart, also in two blocks`() {
    let table = "| who | what |\n| tim | A |\n| tim | A |"
    let text = outline(table) + "    Examples:\n      | what | who |\n      | A | tim |\n"
    let keys = Trial().scenarios(text).map(\.exampleKey)
    #expect(Set(keys).count == 3)
    #expect(keys.first.map { [$0, "\($0)-2", "\($0)-3"] } == keys)
  }

  @Test func `of an equal row is the same when only its line is run`() {
    let text = outline("| who | what |\n| tim | A |\n| tim | A |")
    let all = Trial().scenarios(text)
    let second = Trial().scenarios(text, Selection(paths: [ScenarioPath("test.feature:8")]))
    #expect(second.map(\.exampleKey) == all.suffix(1).map(\.exampleKey))
    #expect(second.first?.position.line == 8)
  }

  @Test func `of two outlines with equal rows do not count each other`() {
    let text = outline("| who | what |\n| tim | A |")
    let two = text + text.replacing("Feature: F\n", with: "").replacing("@id:O", with: "@id:P")
    let found = Trial().scenarios(two)
    #expect(found.map(\.id) == ["O", "P"] && Set(found.map(\.exampleKey)).count == 1)
  }

  @Test func `comes with the values for people`() {
    let found = Trial().scenarios(outline("| who | what |\n| tim | A |"))
    #expect(found.first?.exampleText == "tim, A" && found.first?.title == "O [tim, A]")
  }

  @Test func `is empty for a plain scenario`() {
    let plain = Trial().scenarios(Trial.feature("When \"tim\" opens \"A\"")).first
    #expect(plain?.exampleKey == "" && plain?.exampleText == "" && plain?.title == plain?.id)
  }
}

@Suite struct `The revision of a scenario` {
  private func revision(_ text: String) -> String? { Trial().scenarios(text).first?.revision }

  private let base =
    "Feature: F\n  @id:A\n  Scenario: One\n    Given \"tim\" opens \"A\"\n    And \"tim\" opens \"B\"\n"

  @Test(arguments: [
    "Feature: F\n\n\n  @id:A\n  Scenario: One\n\n      Given   \"tim\" opens \"A\"\n      And \"tim\" opens \"B\"\n",
    "Feature: Other\n  Words.\n  @id:Z @prio:must\n  Scenario: Two\n    Given \"tim\" opens \"A\"\n"
      + "    # why\n    Given \"tim\" opens \"B\"\n",
    "Feature: F\n  Background:\n    Given \"tim\" opens \"A\"\n  Rule: R\n    Example: One\n      Given \"tim\" opens \"B\"\n",
    "Feature: F\n  Scenario Outline: One\n    Given \"tim\" opens \"<a>\"\n    And \"tim\" opens \"<b>\"\n"
      + "    Examples:\n      | b | a |\n      | B | A |\n",
  ])
  func `stays when layout, names, comments or the way of writing change`(_ text: String) {
    #expect(revision(text) == revision(base))
  }

  @Test(arguments: [
    "Feature: F\n  Scenario: One\n    Given \"tim\" opens \"A\"\n    When \"tim\" opens \"B\"\n",
    "Feature: F\n  Scenario: One\n    Given \"tim\" opens \"A\"\n    And \"tim\" opens \"C\"\n",
    "Feature: F\n  Scenario: One\n    Given \"tim\" opens \"B\"\n    And \"tim\" opens \"A\"\n",
    "Feature: F\n  Scenario: One\n    Given \"tim\" opens \"A\"\n",
    "Feature: F\n  Scenario: One\n    Given \"tim\" opens \"A\"\n    And \"tim\" opens \"B\"\n      | x |\n",
    "Feature: F\n  Scenario: One\n    Given \"tim\" opens \"A\"\n    And \"tim\" opens \"B\"\n      \"\"\"\n      \"\"\"\n",
  ])
  func `changes with keyword types, texts, order, tables and doc strings`(_ text: String) {
    #expect(revision(text) != nil && revision(text) != revision(base))
  }

  @Test func `tells tables apart that have the same cells`() {
    func table(_ rows: String) -> String? { revision(Trial.feature("When \"tim\" uploads:\n\(rows)")) }
    let tables = ["  | a |\n  | row |", "  | a | row | row |", "  | a | row |", "  | a |\n  | row |\n  | row |"]
    #expect(Set(tables.map(table)).count == tables.count)
  }

  @Test func `is that of the row in an outline`() {
    let text =
      "Feature: F\n  Scenario Outline: O\n    When \"tim\" opens \"<a>\"\n    Examples:\n"
      + "      | a | unused |\n      | A | 1 |\n      | A | 2 |\n      | B | 1 |\n"
    let found = Trial().scenarios(text).map(\.revision)
    #expect(found.count == 3 && found[0] == found[1] && found[0] != found[2])
  }
}
