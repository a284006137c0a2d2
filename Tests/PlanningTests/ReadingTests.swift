import Diagnostics
import Planning
import RunModel
import Synchronization
import Testing

@Suite struct `Reading and planning features` {
  @Test func `goes on behind a file that cannot be read`() {
    let result = Trial().plan([
      ("bad.feature", "Feture: X\n"), ("good.feature", Trial.feature("When \"tim\" opens \"A\"")),
      ("empty.feature", "# nothing\n"),
    ])
    #expect(result.scenarios.map(\.name) == ["One"])
    #expect(!result.problems.isEmpty && result.problems.allSatisfy { $0.file?.path == "bad.feature" })
  }

  @Test func `refuses what would silently test less`() {
    let result = Trial().plan("Feature: F\n  Scenario: One\n    Givne \"tim\" opens \"A\"\n")
    #expect(result.problems.map(\.code) == ["gherkin.misspelt-step"])
  }

  @Test func `keeps what reports need of each step`() throws {
    let text = Trial.feature("Given \"tim\" opens \"A\"\nAnd \"tim\" opens \"B\"\nThen \"tim\" sees \"A\"")
    let scenario = try #require(Trial().scenarios(text).first)
    #expect(scenario.steps.map(\.ordinal) == [0, 1, 2])
    #expect(scenario.steps.map(\.keyword) == ["Given ", "And ", "Then "])
    #expect(scenario.steps.map(\.type) == [.context, .context, .outcome])
    #expect(scenario.steps.map(\.position.line) == [4, 5, 6])
    #expect(scenario.steps.map { scenario.file.position(at: $0.offset).column } == [11, 9, 10])
    #expect(scenario.steps.map { $0.definition?.id } == ["course.open", "course.open", "course.shown"])
    #expect(Set(scenario.steps.map(\.pickleStepID)).count == 3 && scenario.pickleID != nil)
    #expect(scenario.feature == "Test" && scenario.rule == "" && scenario.language == "en")
  }

  @Test func `asks the vocabulary once for each sentence of a file`() {
    let asked = Mutex(0)
    let known = SmallBook.book
    var trial = Trial()
    trial.content = Trial.content(courses: ["A", "0", "1"])
    trial.book.match = { text, language in
      asked.withLock { $0 += 1 }
      return known.match(text, language)
    }
    let rows = (0..<200).map { "      | \($0 % 2) |\n" }.joined()
    let text =
      "Feature: F\n  Background:\n    Given \"tim\" opens \"A\"\n  Scenario Outline: O\n"
      + "    When \"tim\" opens \"<x>\"\n    Then nobody knows this\n    Examples:\n      | x |\n\(rows)"
    let result = trial.plan(text)
    #expect(result.scenarios.count == 200 && result.advice.count == 1)
    #expect(asked.withLock(\.self) == 4)
  }

  @Test func `matches nothing that is not selected`() {
    var trial = Trial()
    trial.book.match = { _, _ in
      Issue.record("nothing is selected")
      return []
    }
    let text = Trial.feature("When \"tim\" opens \"A\"")
    #expect(trial.scenarios(text, Selection(ids: ["none"])).isEmpty)
    #expect(trial.scenarios(text, Selection(tags: { _ in false })).isEmpty)
  }
}
