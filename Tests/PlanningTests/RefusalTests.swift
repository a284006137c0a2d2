import Diagnostics
import RunModel
import Testing

import Planning

/// A scenario text, what is wrong with it and what to do.
struct Refusal: Sendable, CustomTestStringConvertible {
  var steps: String
  var tags = ""
  var code: String
  /// Part of the hint.
  var hint: String

  var testDescription: String { "\(code): \(steps.prefix(60))" }
}

@Suite struct `A text that is refused` {
  static let problems = [
    Refusal(steps: "When ▸\"sane\"◂ opens \"A\"", code: "plan.unknown-person", hint: "did you mean \"sanne\"?"),
    Refusal(steps: "When \"tim\" enrols ▸\"piet\"◂ in \"A\"", code: "plan.unknown-person", hint: "seed a user"),
    Refusal(steps: "When ▸trainer \"tim\"◂ opens \"A\"", code: "plan.role", hint: "leave the role word out"),
    Refusal(
      steps: "Given the following \"▸curses◂\" exist:\n  | shortname |\n  | A |", code: "plan.unknown-kind",
      hint: "did you mean \"courses\"?"),
    Refusal(
      steps: "Given the following \"▸zebras◂\" exist:\n  | shortname |\n  | A |", code: "plan.unknown-kind",
      hint: "lmsaccept steps"),
    Refusal(
      steps: "Given the following \"courses\" exist:\n  | ▸shortnam◂ |\n  | A |", code: "plan.unknown-column",
      hint: "did you mean \"shortname\"?"),
    Refusal(
      steps: "Given the following \"courses\" exist:\n  | shortname |  ▸◂|\n  | A | B |",
      code: "plan.unknown-column", hint: "columns: shortname, fullname"),
    Refusal(
      steps: "Given the following \"courses\" exist:\n  | shortname | fullname | ▸fullname◂ |\n  | A | | Second |",
      code: "plan.unknown-column", hint: "keep one of them"),
    Refusal(
      steps: "Given the following \"courses\" exist:\n  | shortname | visible |\n  | A | ▸maybe◂ |",
      code: "plan.cell", hint: "yes or no"),
    Refusal(
      steps: "Given the following \"courses\" exist:\n  | shortname | sections |\n  | A | ▸two◂ |",
      code: "plan.cell", hint: "a whole number"),
    Refusal(
      steps: "Given the following \"courses\" exist:\n  | shortname | weight |\n  | A | ▸nan◂ |",
      code: "plan.cell", hint: "a number such as 7.5"),
    Refusal(
      steps: "Given the following \"courses\" exist:\n  | shortname | weight |\n  | A | ▸1,000◂ |",
      code: "plan.cell", hint: "a number such as 7.5"),
    Refusal(
      steps: "Given the following \"course enrolments\" exist:\n  | user | course | role |\n  | tim | A | ▸boss◂ |",
      code: "plan.cell", hint: "one of: learner, trainer"),
    Refusal(
      steps: "Given the following \"courses\" exist:\n  | fullname |\n  | ▸First◂ |", code: "plan.seed-key",
      hint: "tells one course from another"),
    Refusal(
      steps: "Given the following \"courses\" exist:\n  | fullname | shortname |\n  | ▸First◂ | |",
      code: "plan.seed-key", hint: "tells one course from another"),
    Refusal(
      steps: "Given the following \"courses\" exist:\n  | shortname |\n  | A |\n  | ▸A◂ |", code: "plan.seed-key",
      hint: "keep one of the rows"),
    Refusal(
      steps: "Given the following new \"▸course enrolments◂\" exist:\n  | user | course |\n  | tim | A |",
      code: "plan.seed-key", hint: "a relation lives as long as the scenario"),
    Refusal(
      steps: "Given the following new \"▸activities◂\" exist:\n  | name | course |\n  | Quiz | A |",
      code: "plan.seed-key", hint: "make it in something new"),
    Refusal(steps: "Given the following \"▸courses◂\" exist:", code: "plan.seed-table", hint: "header row"),
    Refusal(
      steps: "Given the following \"▸courses◂\" exist:\n  | shortname |", code: "plan.seed-table",
      hint: "rows below the header"),
    Refusal(
      steps: "Given the following \"course\" exists:\n  | ▸shortname◂ |\n  | A |", code: "plan.seed-table",
      hint: "write | field | value |"),
    Refusal(
      steps: "Given the following \"▸courses◂\" exist:\n  \"\"\"\n  A\n  \"\"\"", code: "plan.seed-table",
      hint: "a table with a header row"),
    Refusal(
      steps: "Given the following \"course enrolments\" exist:\n  | user | course |\n  | ▸tin◂ | A |",
      code: "plan.unknown-person", hint: "did you mean \"tim\"?"),
    Refusal(
      steps: "When \"tim\" opens \"A\"", tags: "@retry:2 ▸@known:F-0013,until=2027-01-31◂",
      code: "plan.unknown-finding",
      hint: "did you mean F-0012?"),
    Refusal(
      steps: "When \"tim\" opens \"A\"", tags: "▸@known:F-0020,until=2027-01-31◂", code: "plan.finding-of-people",
      hint: "take the tag away; the finding stays open until its retest is good"),
    Refusal(
      steps: "When \"tim\" uploads:\n  | course | visible |\n  | A | ▸perhaps◂ |", code: "plan.cell",
      hint: "yes or no"),
    Refusal(
      steps: "When \"tim\" uploads:\n  | course | ▸course◂ |\n  | A | B |", code: "plan.unknown-column",
      hint: "keep one of them"),
  ]

  @Test(arguments: problems) func `is pointed at and stops everything`(_ refusal: Refusal) throws {
    let marked = MarkedText(Trial.feature(refusal.steps, tags: refusal.tags))
    let result = Trial().plan(marked.text)
    try expect(refusal, result.problems, at: marked.range)
  }

  static let advice = [
    Refusal(steps: "When ▸\"tim\" is enroled in \"A\"◂", code: "plan.undefined", hint: "step \"area.name\""),
    Refusal(steps: "Then ▸the course is there◂", code: "plan.ambiguous", hint: "course.there at small.lua:1"),
    Refusal(steps: "Then ▸\"tim\" is learner of \"A\"◂", code: "plan.undefined", hint: "a sentence that checks"),
    Refusal(
      steps: "Then ▸the following \"courses\" exist:◂\n  | shortname |\n  | A |", code: "plan.undefined",
      hint: "steps that prepare"),
    Refusal(
      steps: "When \"tim\" opens \"A\"\n* ▸the following \"courses\" exist:◂\n  | shortname |\n  | A |",
      code: "plan.undefined", hint: "steps that prepare"),
    Refusal(steps: "When ▸\"tim\" opens \"A\"◂\n  | x |\n  | y |", code: "plan.undefined", hint: "say it in sentences"),
    Refusal(steps: "When ▸\"tim\" opens \"A\"◂\n  \"\"\"\n  x\n  \"\"\"", code: "plan.undefined", hint: "take it away"),
    Refusal(steps: "When ▸\"tim\" uploads:◂", code: "plan.undefined", hint: "header row"),
    Refusal(steps: "When ▸\"tim\" writes:◂", code: "plan.undefined", hint: "three quotes"),
    Refusal(steps: "When \"tim\" opens \"A\"", tags: "▸@mode:human◂", code: "plan.mode", hint: "no person does"),
    Refusal(
      steps: "When \"tim\" opens \"A\"\nThen the tester judges that it is nice", tags: "▸@mode:api◂", code: "plan.mode",
      hint: "a person does"),
    Refusal(
      steps: "When \"tim\" opens \"A\"", tags: "▸@needs:gradign◂", code: "gherkin.tag-value",
      hint: "did you mean @needs:grading?"),
  ]

  @Test(arguments: advice) func `is advice where the scenario can say it itself`(_ refusal: Refusal) throws {
    let marked = MarkedText(Trial.feature(refusal.steps, tags: refusal.tags))
    let result = Trial().plan(marked.text)
    #expect(result.problems == [])
    try expect(refusal, result.advice, at: marked.range)
  }

  private func expect(_ refusal: Refusal, _ found: [Diagnostic], at range: SourceRange?) throws {
    let finding = try #require(found.first)
    #expect(found.count == 1)
    #expect(finding.code == refusal.code && finding.severity == .error)
    #expect(finding.label?.range == range, "\(finding)")
    #expect(finding.hint?.contains(refusal.hint) == true, "\(finding.hint ?? "no hint")")
  }

  @Test func `nobody with a role is pointed at`() throws {
    var trial = Trial()
    trial.people.removeAll { $0.role == "trainer" }
    let (found, place) = trial.findings("When ▸the trainer◂ opens \"A\"")
    #expect(found.map(\.code) == ["plan.unknown-person"])
    #expect(found.first?.label?.range == place)
    #expect(found.first?.hint == "declare a person with this role in the project file")
  }

  @Test func `a sentence that nothing understands never becomes one that runs`() {
    for steps in Self.advice.map(\.steps) where !steps.contains("@") {
      let scenarios = Trial().scenarios(MarkedText(Trial.feature(steps)).text)
      let understood = scenarios.flatMap(\.steps).map(\.understanding)
      let isOpen = understood.contains { understanding in
        switch understanding {
        case .undefined, .ambiguous: true
        case .matched, .human, .seed: false
        }
      }
      if !steps.hasPrefix("When \"tim\" opens \"A\"") || steps.contains("*") { #expect(isOpen, "\(steps)") }
    }
  }

  @Test func `an undefined step names what is nearest`() {
    let (found, _) = Trial().findings("When \"tim\" is enroled in \"A\"")
    #expect(found.first?.notes == ["nearest: {actor} enrols {person} in {course}"])
    let step = Trial().scenarios(Trial.feature("When \"tim\" is enroled in \"A\"")).first?.steps.first
    guard case .undefined(let nearest, let snippet) = step?.understanding else {
      Issue.record("it is undefined")
      return
    }
    #expect(nearest == ["{actor} enrols {person} in {course}"] && snippet.hasPrefix("step "))
  }

  @Test func `what is wrong in a background or an outline is said once`() {
    let text = """
      @known:F-0001,until=2027-01-31
      Feature: Many
        Background:
          Given "nobody" opens "A"
          And "tim" does what nobody knows

        Scenario Outline: Rows
          When "tim" opens "<course>"
          Examples:
            | course |
            | A      |
            | B      |
            | C      |
      """
    let result = Trial().plan(text)
    #expect(result.problems.map(\.code) == ["plan.unknown-person", "plan.unknown-finding"])
    #expect(result.advice.map(\.code) == ["plan.undefined"])
    #expect(result.scenarios.count == 3)
  }

  @Test func `in an outline the whole sentence is marked, for filled words stand elsewhere`() throws {
    let marked = MarkedText(
      """
      Feature: Outline
        Scenario Outline: Long names
          When ▸"<a>" enrols "<b>" in "A"◂
          Examples:
            | a   | b                                      |
            | tim | somebody with a name of great length   |
      """)
    let result = Trial().plan(marked.text)
    #expect(result.problems.map(\.code) == ["plan.unknown-person"])
    #expect(result.problems.first?.label?.range == marked.range)
    #expect(result.problems.first?.message.contains("great length") == true)
  }
}
