import Diagnostics
import RunModel
import Testing

import Planning

@Suite struct `A thing that a step names` {
  private func findings(_ steps: String, content: [String] = []) -> (codes: [String], places: [String], hints: [String])
  {
    let text = Trial.feature(steps)
    var trial = Trial()
    trial.content = Trial.content(courses: content)
    let result = trial.plan(text)
    #expect(result.problems == [])
    let advice = result.advice
    return (
      advice.map(\.code),
      advice.map {
        String(decoding: Array(text.utf8)[($0.label?.range).map { $0.lower..<$0.upper } ?? 0..<0], as: UTF8.self)
      },
      advice.map { $0.hint ?? "" }
    )
  }

  private static let courses = "Given the following \"courses\" exist:\n  | shortname |\n  | AVG-01 |\n"

  @Test func `is seeded, declared, or pointed at`() {
    let found = findings(
      Self.courses + "When \"tim\" opens \"AVG-01\"\nAnd \"tim\" opens \"AVG-99\"\nAnd \"tim\" opens \"BHV\"",
      content: ["BHV"])
    #expect(found.codes == ["plan.not-seeded"])
    #expect(found.places == ["\"AVG-99\""])
    #expect(found.hints == ["did you mean \"AVG-01\"?"])
  }

  @Test func `that nothing resembles is to be seeded or declared`() {
    let found = findings("When \"tim\" opens \"AVG-99\"")
    #expect(found.hints == ["seed it above, or list it under content: in the project file"])
  }

  @Test func `may be an own copy`() {
    #expect(
      findings(Self.courses.replacing("following", with: "following new") + "When \"tim\" opens \"AVG-01\"").codes == []
    )
  }

  @Test func `is not there before the step that makes it`() {
    let steps = "Given \"tim\" is learner of \"AVG-01\"\n" + Self.courses.replacing("Given", with: "And")
    let result = Trial().plan(Trial.feature(steps))
    #expect(result.advice.map(\.message) == ["course \"AVG-01\" is made only in line 5"])
  }

  @Test func `stands in a table, too`() {
    let steps = Self.courses + "When \"tim\" uploads:\n  | course | visible |\n  | AVG-01 | yes |\n  | AVG-02 | no |"
    #expect(findings(steps).places == ["AVG-02"])
    let user = Self.courses + "When \"tim\" imports:\n  | course | user |\n  | AVG-02 | tim |\n  | AVG-03 | tom |"
    #expect(findings(user).places == ["tom"])
    #expect(findings(user).hints == ["did you mean \"tim\"?"])
  }

  @Test func `is what a seed refers to, in any row of its table`() {
    let steps = """
      Given the following "activities" exist:
        | name  | course |
        | Toets | HYG-26 |
      And the following "course enrolments" exist:
        | user | course |
        | tim  | HYG-27 |
      """
    #expect(findings(steps).places == ["HYG-26", "HYG-27"])
  }

  @Test func `that is part of another is spoken of once`() {
    let seeded = """
      Given the following "activities" exist:
        | name  | course |
        | Toets | A      |
      When "tim" hands in "Toets" of "A"
      And "tim" hands in "Tets" of "A"
      And "tim" hands in "Toets" of "B"
      And "tim" hands in "Toets" of "Z"
      """
    let found = findings(seeded, content: ["A", "B"])
    #expect(found.places == ["\"Tets\"", "\"Toets\"", "\"Z\""])
    #expect(found.hints.first == "did you mean \"Toets\"?")
  }

  @Test func `may be made by an earlier step, in a sentence or in a table`() {
    #expect(findings("When \"tim\" makes \"N\"\nThen \"tim\" sees \"N\"").codes == [])
    #expect(findings("When \"tim\" opens \"N\"\nAnd \"tim\" makes \"N\"").codes == ["plan.not-seeded"])
    #expect(findings("When \"tim\" imports:\n  | course |\n  | N |\nThen \"tim\" sees \"N\"").codes == [])
  }

  @Test func `may be missing where the step is about its absence`() {
    #expect(findings("Then there is no \"N\"").codes == [])
    #expect(findings("Then there is no \"N\"\nAnd \"tim\" sees \"N\"").codes == ["plan.not-seeded"])
  }

  @Test func `may be made by hand, but is not by judging it`() {
    #expect(findings("When the tester makes a course \"N\"\nThen \"tim\" sees \"N\"").codes == [])
    #expect(findings("Given the lead has ready a course \"N\"\nThen \"tim\" sees \"N\"").codes == [])
    #expect(findings("Then the tester judges that \"N\" is nice\nAnd \"tim\" sees \"N\"").codes == ["plan.not-seeded"])
  }

  @Test func `may be what another scenario leaves behind, but not what it has for itself`() {
    func text(_ new: String, tags: String = "@a") -> String {
      """
      Feature: Two
        Scenario: Uses
          When "tim" opens "N"
        \(tags)
        Scenario: Makes
          Given the following \(new)"courses" exist:
            | shortname |
            | N         |
      """
    }
    #expect(Trial().plan(text("")).advice == [])
    #expect(Trial().plan(text("new ")).advice.map(\.code) == ["plan.not-seeded"])
    #expect(Trial().plan(text("", tags: "@only:kolibri")).advice.map(\.code) == ["plan.not-seeded"])
    #expect(Trial().plan(text(""), Selection(names: ["Uses"])).advice.map(\.code) == ["plan.not-seeded"])
  }

  @Test func `is said once of a background and of the rows of an outline`() {
    let text = """
      Feature: Often
        Background:
          Given "tim" is learner of "N"
        Scenario Outline: Rows
          When "<who>" opens "M"
          Examples:
            | who   |
            | tim   |
            | sanne |
        Scenario: Another
          When "tim" opens "A"
      """
    #expect(Trial().plan(text).advice.map(\.message) == ["nothing makes course \"N\"", "nothing makes course \"M\""])
  }

  @Test func `does not keep a scenario from running`() {
    let result = Trial().plan(Trial.feature("When \"tim\" opens \"N\""))
    #expect(result.problems == [] && result.advice.count == 1 && result.scenarios.count == 1)
  }
}

@Suite struct `What a scenario seeds` {
  private func seeds(_ steps: String) -> ScenarioSeeds? {
    Trial().scenarios(Trial.feature(steps)).first.map { ScenarioSeeds($0, book: SmallBook.book) }
  }

  private func rows(_ seeds: ScenarioSeeds?) -> [String] {
    seeds?.lastingThings(SmallBook.book).map { "\($0.kind) \($0.key.joined(separator: "/"))" } ?? []
  }

  @Test func `stays, row by row, unless it belongs to an own copy`() {
    let seeds = seeds(
      """
      Given the following "courses" exist:
        | shortname |
        | A         |
      And the following new "courses" exist:
        | shortname |
        | B         |
        | C         |
      And the following "activities" exist:
        | name  | course |
        | Toets | A      |
        | Toets | B      |
      And the following "course enrolments" exist:
        | user | course |
        | tim  | A      |
      """)
    #expect(rows(seeds) == ["course A", "activity Toets/A"])
    #expect(seeds?.ownCount == 4)
  }

  @Test func `is nothing without seeding steps`() {
    let seeds = seeds("When \"tim\" opens \"A\"")
    #expect(rows(seeds) == [] && seeds?.ownCount == 0)
  }
}
