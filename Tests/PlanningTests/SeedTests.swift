import Diagnostics
import RunModel
import Testing

import Planning

@Suite struct `Seeding sentences` {
  private func seeds(_ steps: String) -> [SeedTable] {
    let result = Trial().plan(Trial.feature(steps))
    #expect(result.problems + result.advice == [])
    return tables(result.scenarios)
  }

  private func dutch(_ step: String) -> [SeedTable] {
    let lines = step.split(separator: "\n").map { "    \($0)\n" }.joined()
    let result = Trial().plan("# language: nl\nFunctionaliteit: F\n  Scenario: Een\n\(lines)")
    #expect(result.problems + result.advice == [])
    return tables(result.scenarios)
  }

  private func tables(_ scenarios: [PlannedScenario]) -> [SeedTable] {
    scenarios.flatMap(\.steps).compactMap { step in
      if case .seed(let table) = step.understanding { return table }
      return nil
    }
  }

  private func cells(_ pairs: KeyValuePairs<String, String>) -> [SeedCell] {
    pairs.map { SeedCell(column: $0.key, text: $0.value) }
  }

  @Test func `are read with a header row in the plural`() {
    let found = seeds("Given the following \"courses\" exist:\n  | shortname | fullname |\n  | A | First |\n  | B | |")
    #expect(
      found == [
        SeedTable(
          kind: "course", isNew: false,
          rows: [cells(["shortname": "A", "fullname": "First"]), cells(["shortname": "B"])])
      ])
  }

  @Test func `are read upright in the singular`() {
    let found = seeds("Given the following new \"course\" exists:\n  | shortname | A |\n  | visible | no |")
    #expect(
      found == [SeedTable(kind: "course", isNew: true, rows: [cells(["shortname": "A", "visible": "false"])])])
  }

  @Test func `are read in Dutch with Dutch and Moodle's columns and Dutch values`() {
    let rows = "\n| code | zichtbaar | onderdelen | gewicht | fullname |\n| A | ja | 3 | 7,5 | Een |"
    let wanted = cells(["shortname": "A", "visible": "true", "sections": "3", "weight": "7.5", "fullname": "Een"])
    for start in ["de volgende \"cursussen\" bestaan:", "de volgende \"courses\" bestaan:"] {
      #expect(dutch("Gegeven \(start)\(rows)") == [SeedTable(kind: "course", isNew: false, rows: [wanted])])
    }
    let upright = dutch("Gegeven de volgende nieuwe \"cursus\" bestaat:\n| code | A |")
    #expect(upright == [SeedTable(kind: "course", isNew: true, rows: [cells(["shortname": "A"])])])
    let role = dutch(
      "Gegeven de volgende \"inschrijvingen\" bestaan:\n| gebruiker | cursus | rol |\n| tim | A | cursist |")
    #expect(role.first?.rows == [cells(["user": "tim", "course": "A", "role": "learner"])])
  }

  @Test(arguments: [
    "the following \"courses\" exist", "the following \"courses\" exists:", "the following new \"courses\" exist:",
    "the following \"courses\"  exist:",
  ])
  func `are known in all their forms`(_ text: String) {
    #expect(seeds("Given \(text)\n  | shortname |\n  | A |").count == 1)
  }

  @Test(arguments: [
    "the following \"courses\" exist not:", "the following courses exist:", "the following \"courses exist:",
    "The following \"courses\" exist:", "the following \"courses\" exist: now", "\"courses\" exist:",
  ])
  func `are no others`(_ text: String) {
    let result = Trial().plan(Trial.feature("Given \(text)\n  | shortname |\n  | A |"))
    #expect(result.advice.map(\.code) == ["plan.undefined"])
  }

  @Test func `stand under Given, also behind And and a star`() {
    let steps =
      "Given \"tim\" opens \"A\"\nAnd the following \"courses\" exist:\n  | shortname |\n  | A |\n"
      + "* the following \"courses\" exist:\n  | shortname |\n  | B |"
    #expect(seeds(steps).count == 2)
  }

  @Test func `are filled from an outline, and what is filled in must fit`() {
    let text = """
      Feature: F
        Scenario Outline: O
          Given the following "<kind>" exist:
            | shortname | visible |
            | A         | <shown> |
          Examples:
            | kind    | shown |
            | courses | yes   |
            | courses | maybe |
      """
    let result = Trial().plan(text)
    #expect(tables(result.scenarios).map(\.rows) == [[cells(["shortname": "A", "visible": "true"])]])
    #expect(result.problems.map(\.code) == ["plan.cell"])
  }

  private func weight(_ text: String) -> Planner.Result {
    Trial().plan(
      "# language: nl\nFunctionaliteit: F\n  Scenario: Een\n    Gegeven de volgende \"cursussen\" bestaan:\n"
        + "      | code | gewicht |\n      | A | \(text) |\n")
  }

  @Test(arguments: ["1.000", "12.500", "-1.000", "1.2.3", "1e5", "inf", "0x1p3", "7.", ".5", "٣", "9999999999999999"])
  func `take no number that could mean another`(_ text: String) {
    #expect(weight(text).problems.map(\.code) == ["plan.cell"])
  }

  @Test(arguments: [
    ("7,5", "7.5"), ("7.5", "7.5"), ("0.125", "0.125"), ("1,125", "1.125"), ("-3", "-3"), ("007", "007"),
  ])
  func `take numbers with comma and point`(_ text: String, _ wanted: String) {
    let result = weight(text)
    #expect(result.problems == [])
    #expect(tables(result.scenarios).first?.rows.first?.last == SeedCell(column: "weight", text: wanted))
  }
}
