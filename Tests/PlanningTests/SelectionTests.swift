import Diagnostics
import Planning
import RunModel
import Testing

@Suite struct `What is selected` {
  static let text = """
    @area:X
    Feature: Things

      Background:
        Given "tim" opens "0"

      @id:A-01 @prio:must @role:learner
      Scenario: The first thing
        When "tim" opens "A"
          \"""
          text

          \"""

      @id:A-02 @prio:should @role:trainer
      Scenario Outline: The second thing
        When "tim" opens "<x>"

        @one
        Examples: some
          | x |
          | B |
          | C |

        Examples: more
          | x |
          | D |

      # A remark.
      Rule: Later
        @id:A-03 @role:learner
        Example: third
          When "tim" uploads:
            | course |
            | E      |
          Then "tim" sees "E"
    """

  private func titles(_ selection: Selection, path: String = "test.feature") -> [String] {
    Trial().plan([(path, Self.text)], selection).scenarios.map(\.title)
  }

  static let all = ["A-01", "A-02 [B]", "A-02 [C]", "A-02 [D]", "A-03"]

  @Test func `is everything when nothing is asked`() {
    #expect(titles(Selection()) == Self.all)
    #expect(Trial().scenarios(Self.text).map(\.index) == [0, 1, 2, 3, 4])
  }

  static let lines: [(Int, [String])] = [
    (7, ["A-01"]), (8, ["A-01"]), (9, ["A-01"]), (10, ["A-01"]), (11, ["A-01"]), (12, ["A-01"]), (13, ["A-01"]),
    (15, ["A-02 [B]", "A-02 [C]", "A-02 [D]"]), (16, ["A-02 [B]", "A-02 [C]", "A-02 [D]"]),
    (17, ["A-02 [B]", "A-02 [C]", "A-02 [D]"]), (19, ["A-02 [B]", "A-02 [C]"]), (20, ["A-02 [B]", "A-02 [C]"]),
    (21, ["A-02 [B]", "A-02 [C]"]), (22, ["A-02 [B]"]), (23, ["A-02 [C]"]), (25, ["A-02 [D]"]), (27, ["A-02 [D]"]),
    (31, ["A-03"]), (32, ["A-03"]), (33, ["A-03"]), (35, ["A-03"]), (36, ["A-03"]),
  ]

  @Test(arguments: lines) func `is the scenario, block or row on a line`(_ line: Int, _ wanted: [String]) {
    #expect(titles(Selection(paths: [ScenarioPath("test.feature:\(line)")])) == wanted)
  }

  @Test(arguments: [1, 2, 3, 4, 5, 6, 14, 18, 24, 28, 29, 30, 37, 9999])
  func `is refused for a line on which nothing stands`(_ line: Int) {
    let result = Trial().plan(Self.text, Selection(paths: [ScenarioPath("test.feature:\(line)")]))
    #expect(result.scenarios.isEmpty)
    #expect(result.problems.map(\.code) == ["file.missing"])
    #expect(result.problems.first?.message == "no scenario stands on line \(line)")
    #expect(result.problems.first?.hint?.contains("of its examples") == true)
  }

  @Test func `ends with an empty doc string, right before the next scenario`() {
    let text =
      "Feature: F\n  @id:A\n  Scenario: One\n    When \"tim\" writes:\n      \"\"\"\n      \"\"\"\n"
      + "  @id:B\n  Scenario: Two\n    When \"tim\" opens \"A\"\n"
    for (line, id) in [(5, "A"), (6, "A"), (7, "B"), (8, "B")] {
      #expect(Trial().scenarios(text, Selection(paths: [ScenarioPath("test.feature:\(line)")])).map(\.id) == [id])
    }
  }

  @Test func `is what stands on any of several lines`() {
    let paths = ["test.feature:8", "./test.feature:23"].map(ScenarioPath.init)
    #expect(titles(Selection(paths: paths)) == ["A-01", "A-02 [C]"])
  }

  @Test(arguments: [
    ["Scenarios/x.feature:8"], ["./Scenarios/x.feature:8"], ["Scenarios//x.feature:8"], ["Scenarios/./x.feature:8"],
    ["Scenarios/x.feature:8", "Other"], ["Scen"],
  ])
  func `does not depend on how a path with a line is written`(_ paths: [String]) {
    let wanted = paths == ["Scen"] ? Self.all : ["A-01"]
    #expect(titles(Selection(paths: paths.map(ScenarioPath.init)), path: "Scenarios/x.feature") == wanted)
  }

  @Test(arguments: [
    ["Scenarios", "Scenarios/x.feature:8"], ["Scenarios/", "./Scenarios/x.feature:8"],
    ["Scenarios/x.feature:8", "Scenarios/x.feature"], ["./", "Scenarios/x.feature:8"],
  ])
  func `is the whole file when it is also asked for without a line`(_ paths: [String]) {
    #expect(titles(Selection(paths: paths.map(ScenarioPath.init)), path: "Scenarios/x.feature") == Self.all)
  }

  @Test func `goes by tags, inherited ones too`() {
    #expect(titles(Selection(tags: { $0.contains("@prio:must") })) == ["A-01"])
    #expect(titles(Selection(tags: { $0.contains("@area:X") })) == Self.all)
    #expect(titles(Selection(tags: { $0.contains("@one") })) == ["A-02 [B]", "A-02 [C]"])
    #expect(titles(Selection(tags: { $0.contains("@id:A-03") })) == ["A-03"])
  }

  @Test func `goes by part of a name, case ignored`() {
    #expect(titles(Selection(names: ["FIRST", "third"])) == ["A-01", "A-03"])
  }

  @Test func `goes by roles and by ids`() {
    #expect(titles(Selection(roles: ["learner"])) == ["A-01", "A-03"])
    #expect(titles(Selection(ids: ["A-03", "A-01"])) == ["A-01", "A-03"])
    #expect(titles(Selection(roles: ["learner"], ids: ["A-03"])) == ["A-03"])
  }

  @Test func `goes by what did not pass in the last run`() {
    #expect(titles(Selection(failed: ["A-02 [C]", "gone"])) == ["A-02 [C]"])
    #expect(titles(Selection(failed: [])) == [])
  }

  @Test func `tells ids that no scenario has`() {
    let result = Trial().plan(Self.text, Selection(ids: ["A-01", "A-1", "Z"]))
    #expect(result.unknownIDs == [.init(id: "A-1", nearest: "A-01"), .init(id: "Z", nearest: nil)])
    let known = Trial().plan(Self.text, Selection(tags: { _ in false }, ids: ["A-01"]))
    #expect(known.unknownIDs == [] && known.scenarios.isEmpty)
  }

  @Test func `is not refused for what is wrong elsewhere in the file`() {
    let text = Self.text + "  @id:A-04\n  Example: wrong\n    When \"nobody\" opens \"A\"\n"
    #expect(Trial().plan(text).problems.count == 1)
    #expect(Trial().plan(text, Selection(ids: ["A-01"])).problems == [])
  }

  @Test(
    arguments: [
      ("a.feature:12", "a.feature", 12), ("a.feature", "a.feature", nil), ("a.feature:", "a.feature:", nil),
      ("a.feature:0", "a.feature:0", nil), ("a:b.feature", "a:b.feature", nil), ("a:3:4", "a:3", 4),
    ] as [(String, String, Int?)])
  func `a line stands behind the last colon`(_ text: String, _ path: String, _ line: Int?) {
    let found = ScenarioPath(text)
    #expect(found.path == path && found.line == line)
  }
}

@Suite struct `Twins in two languages` {
  private let english =
    "Feature: F\n  @id:A\n  Scenario: One\n    When \"tim\" opens \"A\"\n"
    + "  @id:B\n  Scenario: Only English\n    When \"tim\" opens \"A\"\n"
  private let dutch =
    "# language: nl\nFunctionaliteit: F\n  @id:A\n  Scenario: Een\n    Als \"tim\" opent \"A\"\n"
    + "  @id:C\n  Scenario: Dit nooit in het Engels\n    Als \"tim\" opent \"A\"\n"

  private func found(_ languages: [String], _ selection: Selection = Selection()) -> [String] {
    var trial = Trial()
    trial.languages = languages
    return trial.plan([("en/a.feature", english), ("nl/a.feature", dutch)], selection).scenarios
      .map { "\($0.id) \($0.language)" }
  }

  @Test func `run in the preferred language only, and what has no twin runs as it is`() {
    #expect(found(["en", "nl"]) == ["A en", "B en", "C nl"])
    #expect(found(["nl", "en"]) == ["B en", "A nl", "C nl"])
    #expect(found(["nl"]) == ["B en", "A nl", "C nl"])
  }

  @Test func `run in the other language when only that one is selected`() {
    #expect(found(["en", "nl"], Selection(names: ["Een"])) == ["A nl"])
  }

  @Test func `have all rows of the chosen one`() {
    let rows =
      "Feature: F\n  @id:A\n  Scenario Outline: One\n    When \"tim\" opens \"<x>\"\n    Examples:\n"
      + "      | x |\n      | 1 |\n      | 2 |\n"
    let result = Trial().plan([("nl/a.feature", dutch), ("en/a.feature", rows)])
    #expect(result.scenarios.map(\.title) == ["C", "A [1]", "A [2]"] && result.problems.isEmpty)
  }
}

@Suite struct `Reasons not to apply` {
  private func reason(_ tags: String, _ trial: Trial = Trial(), steps: String = "When \"tim\" opens \"A\"") -> String? {
    trial.scenarios(Trial.feature(steps, tags: tags)).first?.notApplicable
  }

  @Test func `are known from tags`() {
    #expect(reason("@only:moodle") == nil)
    #expect(reason("@only:kolibri @only:moodle") == nil)
    #expect(reason("@only:kolibri") == "only for kolibri")
    #expect(reason("@not:moodle") == "not for moodle")
    #expect(reason("@not:kolibri") == nil)
    #expect(reason("@needs:grading @needs:quiz") == nil)
    #expect(reason("@needs:grading @needs:cohorts") == "moodle has no cohorts")
    #expect(reason("@needs:configured") == "moodle is not configured")
  }

  @Test(arguments: [
    ("@only:kolibri", "alleen voor kolibri"), ("@not:moodle", "niet voor moodle"),
    ("@needs:cohorts", "moodle voldoet niet aan @needs:cohorts"),
  ])
  func `are said in the scenario's language`(_ tags: String, _ words: String) {
    let dutch = "# language: nl\nFunctionaliteit: F\n  \(tags)\n  Scenario: Een\n    Als \"tim\" opent \"A\"\n"
    #expect(Trial().scenarios(dutch).first?.notApplicable == words)
  }

  @Test func `are known from a step that this LMS cannot do`() {
    #expect(reason("@x", steps: "When \"tim\" sends a fax") == "this LMS sends no fax")
  }

  @Test func `are many on a system on which people work`() {
    var trial = Trial()
    trial.isProduction = true
    #expect(reason("@prio:must", trial) == "not @safe, and people work on this system")
    #expect(reason("@safe", trial) == nil)
    #expect(reason("@safe @only:kolibri", trial) == "only for kolibri")
  }

  @Test func `hide nothing that is wrong in the text`() {
    let result = Trial().plan(Trial.feature("When \"nobody\" opens \"A\"", tags: "@only:kolibri"))
    #expect(result.problems.map(\.code) == ["plan.unknown-person"])
  }
}
