import Diagnostics
import RunModel
import Testing

import Planning

@Suite struct `People in scenarios` {
  @Test func `are named in the order of their first mention, and a role means the first who has it`() {
    let steps = "When \"youssef\" enrols the learner in \"A\"\nThen \"sanne\" sees \"A\"\nAnd \"tim\" sees \"A\""
    #expect(Trial().scenarios(Trial.feature(steps)).first?.people == ["youssef", "tim", "sanne"])
  }

  @Test func `may be seeded in the scenario itself`() {
    let steps = "Given the following \"users\" exist:\n  | username |\n  | piet |\nWhen \"piet\" opens \"A\""
    #expect(Trial().plan(Trial.feature(steps)).problems == [])
  }

  @Test func `may be seeded in the background, upright, in Dutch, and after their first use`() {
    let text = """
      # language: nl
      Functionaliteit: Zaad
        Achtergrond:
          Gegeven het volgende "gebruiker" bestaat:
            | gebruikersnaam | piet |
        Scenario: Zoeken
          Gegeven "piet" opent "A"
          En "eva" opent "A"
          En de volgende "gebruikers" bestaan:
            | gebruikersnaam | woonplaats |
            | eva            | Utrecht    |
      """
    #expect(Trial().plan(text).problems == [])
  }

  @Test func `seeded in another scenario are nobody here`() {
    let text = """
      Feature: Two
        Scenario: Makes
          Given the following "users" exist:
            | username |
            | piet     |
        Scenario: Uses
          When "piet" opens "A"
      """
    #expect(Trial().plan(text).problems.map(\.code) == ["plan.unknown-person"])
  }

  @Test func `are not made by a table of another kind that has such a column`() {
    let steps = """
      Given the following "activities" exist:
        | name | course | kind |
        | piet | A      | page |
      When "piet" opens "A"
      """
    #expect(Trial().plan(Trial.feature(steps)).problems.map(\.code) == ["plan.unknown-person"])
  }

  @Test func `come from the rows of an outline`() {
    let text = """
      Feature: Outline
        Scenario Outline: Own people
          Given the following "users" exist:
            | username |
            | <who>    |
          When "<who>" opens "A"
          Examples:
            | who  |
            | piet |
            | eva  |
      """
    #expect(Trial().plan(text).problems == [])
  }

  @Test func `may be named by handle or user name where a seed refers to them`() {
    let steps = """
      Given the following "course enrolments" exist:
        | user        | course |
        | youssef     | A      |
        | acc-youssef | B      |
      """
    #expect(Trial().plan(Trial.feature(steps)).problems == [])
  }
}

@Suite struct `Steps that people do` {
  private func kinds(_ steps: String, language: String = "en") -> [StepKind?] {
    let head = language == "nl" ? "# language: nl\nFunctionaliteit: Mensen\n  Scenario: Een\n" : ""
    let text =
      language == "nl"
      ? head + steps.split(separator: "\n").map { "    \($0)\n" }.joined() : Trial.feature(steps)
    return Trial().scenarios(text).flatMap(\.steps).map { step in
      if case .human(let kind, _) = step.understanding { return kind }
      return nil
    }
  }

  @Test func `judging is the narrower meaning where both kinds match`() {
    #expect(kinds("Then the tester judges that it is nice") == [.judge])
    #expect(kinds("Dan beoordeelt de tester dat het mooi is", language: "nl") == [.judge])
  }

  @Test func `doing, judging and preparing are told apart`() {
    let steps = "Given the lead has ready a phone\nWhen the tester opens it\nThen the tester judges that it works"
    #expect(kinds(steps) == [.prepare, .task, .judge])
  }

  @Test(arguments: [
    ("human", "When the tester opens it\nThen the tester judges that it works"),
    ("human", "Given \"tim\" opens \"A\"\nThen the tester judges that it works"),
    ("hybrid", "When \"tim\" opens \"A\"\nThen the tester judges that it works"),
    ("api", "When \"tim\" opens \"A\"\nThen \"tim\" sees \"A\""),
  ])
  func `the mode tag is compared with who acts`(_ mode: String, _ steps: String) {
    for tag in ["api", "hybrid", "human"] {
      let found = Trial().plan(Trial.feature(steps, tags: "@mode:\(tag)")).advice.map(\.code)
      #expect(found == (tag == mode ? [] : ["plan.mode"]))
    }
  }
}
