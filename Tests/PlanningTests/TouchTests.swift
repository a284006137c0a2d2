import Diagnostics
import RunModel
import Testing

import Planning

@Suite struct `What scenarios touch` {
  private func touches(_ steps: [String], _ trial: Trial = Trial()) -> [[String]] {
    let files = steps.enumerated().map { (path: "\($0).feature", text: Trial.feature($1)) }
    let result = trial.plan(files)
    #expect(result.problems == [] && Set(result.advice.map(\.code)).isSubset(of: ["plan.not-seeded"]))
    return result.scenarios.map { $0.touches.map { "\($0.writes ? "w" : "r") \($0.thing)" } }
  }

  private func touches(_ steps: String, _ trial: Trial = Trial()) -> [String] { touches([steps], trial).first ?? [] }

  @Test func `is read, and written where the vocabulary says that it changes`() {
    let steps = "When \"sanne\" enrols \"tim\" in \"A\"\nThen \"sanne\" sees \"B\""
    #expect(touches(steps) == ["w course:A", "r course:B", "r user:sanne", "w user:tim"])
  }

  @Test func `includes whom a role stands for, whoever else is named`() {
    #expect(touches("When \"sanne\" enrols the learner in \"A\"") == ["w course:A", "r user:sanne", "w user:tim"])
    #expect(touches("Given \"sanne\" opens \"B\"\nWhen the trainer opens \"A\"").contains("r user:acc-youssef"))
  }

  @Test func `knows a person by handle and by user name as one account`() {
    let steps = """
      Given the following "course enrolments" exist:
        | user    | course |
        | youssef | A      |
      """
    let wanted = ["r course enrolment:acc-youssef / A", "w course:A", "w user:acc-youssef"]
    #expect(touches(steps) == wanted)
    #expect(touches(steps.replacing("youssef |", with: "acc-youssef |")) == wanted)
  }

  @Test func `of a seed is read while all ask for the same`() {
    let seed = "Given the following \"courses\" exist:\n  | shortname | fullname |\n  | A | First |"
    #expect(touches([seed, seed]) == [["r course:A"], ["r course:A"]])
  }

  @Test func `of a seed is written when two describe it in two ways`() {
    let first = "Given the following \"courses\" exist:\n  | shortname | fullname |\n  | A | First |\n  | B | Same |"
    let second = "Given the following \"courses\" exist:\n  | fullname | shortname |\n  | Other | A |\n  | Same | B |"
    #expect(touches([first, second]) == [["w course:A", "r course:B"], ["w course:A", "r course:B"]])
  }

  @Test func `of a seed is written when the project describes the person otherwise`() {
    var trial = Trial()
    trial.people = [Person(handle: "tim", role: "learner", columns: ["username": "acc-tim", "city": "Utrecht"])]
    func seed(_ name: String, _ city: String) -> String {
      "Given the following \"users\" exist:\n  | username | city |\n  | \(name) | \(city) |"
    }
    #expect(touches(seed("tim", "Utrecht"), trial) == ["r user:acc-tim"])
    #expect(touches(seed("tim", "Zwolle"), trial) == ["w user:acc-tim"])
    #expect(touches(seed("acc-tim", "Zwolle"), trial) == ["w user:acc-tim"])
    #expect(touches(seed("vera", "Zwolle"), trial) == ["r user:vera"])
  }

  @Test func `leaves own copies out, and what lives in them`() {
    let steps = """
      Given the following new "courses" exist:
        | shortname |
        | A         |
      And the following "activities" exist:
        | name | course | kind |
        | Quiz | A      | page |
      When "tim" hands in "Quiz" of "A"
      And "tim" hands in "Essay" of "A"
      And "tim" opens "A"
      And "tim" opens "B"
      """
    #expect(touches(steps) == ["r course:B", "r user:tim"])
    let other = steps.replacing("page", with: "quiz").replacing("new ", with: "")
    #expect(
      touches([steps, other]).last == [
        "w activity:Essay / A", "w activity:Quiz / A", "w course:A", "r course:B", "r user:tim",
      ])
  }

  @Test func `of an activity is its course too`() {
    #expect(
      touches("When \"tim\" hands in \"Quiz\" of \"A\"") == ["w activity:Quiz / A", "w course:A", "r user:tim"])
  }

  @Test func `of a part of something else is no course`() {
    #expect(
      touches("When \"tim\" links \"Plan\" of \"FW\"") == ["w competency:Plan / FW", "w framework:FW", "r user:tim"])
  }

  @Test func `of a relation is both its ends`() {
    let steps = "Given the following \"course enrolments\" exist:\n  | user | course |\n  | tim | A |"
    #expect(touches(steps) == ["r course enrolment:tim / A", "w course:A", "w user:tim"])
  }

  @Test func `includes seeds of the background`() {
    let text = """
      Feature: F
        Background:
          Given the following "course enrolments" exist:
            | user | course |
            | tim  | A      |
        Scenario: One
          When "sanne" opens "B"
      """
    let found = Trial().scenarios(text).first?.touches.map(\.thing)
    #expect(found == ["course enrolment:tim / A", "course:A", "course:B", "user:sanne", "user:tim"])
  }

  @Test func `includes what a table names, written unless it is only compared`() {
    #expect(
      touches("When \"tim\" uploads:\n  | course | other |\n  | A | x |\n  | B | y |")
        == ["w course:A", "w course:B", "r user:tim"])
    #expect(touches("Then the list shows:\n  | course |\n  | A |") == ["r course:A"])
  }

  @Test func `comes with the locks`() {
    let found = Trial().scenarios(Trial.feature("When \"tim\" opens \"A\"", tags: "@lock:mailbox @lock:*"))
    #expect(found.first?.locks == ["mailbox", "*"])
  }
}
