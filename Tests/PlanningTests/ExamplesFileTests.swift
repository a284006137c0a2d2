import Diagnostics
import Foundation
import Planning
import RunModel
import Testing

@Suite struct `Examples from a file` {
  private let text = """
    Feature: F
      @id:G
      Scenario Outline: Grades
        When "tim" opens "<course>"
        Then "<who>" sees "<course>"

        @examples:grades.csv
        Examples:
          | course | who |

        Examples: here
          | course | who |
          | H      | tim |
    """

  private func plan(
    _ folder: TemporaryFolder, tag: String = "grades.csv", project: String? = nil, _ selection: Selection = Selection()
  ) throws -> Planner.Result {
    let path = try folder.write("Scenarios/a.feature", text.replacing("grades.csv", with: tag))
    var trial = Trial()
    trial.folder = project
    return trial.plan([(path, text.replacing("grades.csv", with: tag))], selection)
  }

  private func problem(_ result: Planner.Result) -> (label: String, hint: String) {
    let found = result.problems.filter { $0.code == "gherkin.examples-file" }
    return (found.first?.label?.text ?? "none", found.first?.hint ?? "none")
  }

  @Test func `become rows with keys and values like any other`() throws {
    let folder = try TemporaryFolder()
    try folder.write("Scenarios/grades.csv", "who;unused;course\ntim;1;A\nsanne;2;B\ntim;3;A\n;;\n")
    let result = try plan(folder)
    #expect(result.problems == [])
    #expect(result.scenarios.map(\.title) == ["G [A, tim]", "G [B, sanne]", "G [A, tim]", "G [H, tim]"])
    #expect(Set(result.scenarios.map(\.exampleKey)).count == 4 && !result.scenarios.contains { $0.exampleKey.isEmpty })
    #expect(
      result.scenarios.map { $0.steps.first?.text ?? "" }.prefix(2) == ["\"tim\" opens \"A\"", "\"tim\" opens \"B\""])
  }

  @Test func `have the keys that the same rows have in the text`() throws {
    let folder = try TemporaryFolder()
    try folder.write("Scenarios/grades.csv", "course,who\nH,tim\n")
    let keys = try plan(folder).scenarios.map(\.exampleKey)
    #expect(keys.count == 2 && keys.last == keys.first.map { "\($0)-2" })
  }

  @Test func `are selected by the lines of their block`() throws {
    let folder = try TemporaryFolder()
    try folder.write("Scenarios/grades.csv", "course,who\nA,tim\nB,tim\n")
    for line in 7...9 {
      let path = ScenarioPath("\(folder.path)/Scenarios/a.feature:\(line)")
      #expect(try plan(folder, Selection(paths: [path])).scenarios.map(\.title) == ["G [A, tim]", "G [B, tim]"])
    }
    let other = ScenarioPath("\(folder.path)/Scenarios/a.feature:13")
    #expect(try plan(folder, Selection(paths: [other])).scenarios.map(\.title) == ["G [H, tim]"])
  }

  @Test func `are looked for beside the feature, then in the project`() throws {
    let folder = try TemporaryFolder()
    try folder.write("Data/grades.csv", "course,who\nP,tim\n")
    let result = try plan(folder, tag: "Data/grades.csv", project: folder.path)
    #expect(result.problems == [] && result.scenarios.first?.exampleText == "P, tim")
    try folder.write("Scenarios/Data/grades.csv", "course,who\nB,tim\n")
    #expect(try plan(folder, tag: "Data/grades.csv", project: folder.path).scenarios.first?.exampleText == "B, tim")
    let missing = problem(try plan(folder, tag: "grades.csv", project: nil))
    #expect(missing.label == "there is no such file" && missing.hint.contains("beside the feature"))
  }

  @Test(arguments: ["/etc/passwd", "../grades.csv", "Data/../../grades.csv", ".."])
  func `are not read outside the folder`(_ name: String) throws {
    let folder = try TemporaryFolder()
    try folder.write("grades.csv", "course,who\nA,tim\n")
    let result = try plan(folder, tag: name, project: folder.path)
    #expect(problem(result).label == "a name that leaves the folder")
    #expect(problem(result).hint == "name a file beside the feature or in the project")
    #expect(result.scenarios.map(\.title) == ["G [H, tim]"])
  }

  @Test func `are not read through a link that leads out, but through one that stays`() throws {
    let folder = try TemporaryFolder()
    let outside = try TemporaryFolder()
    try outside.write("grades.csv", "course,who\nX,tim\n")
    try folder.write("Scenarios/a.feature")
    try folder.link("Scenarios/grades.csv", to: outside.path + "/grades.csv")
    #expect(problem(try plan(folder, project: folder.path)).label == "a link that leaves the folder")
    try folder.link("Scenarios/out", to: outside.path)
    #expect(
      problem(try plan(folder, tag: "out/grades.csv", project: folder.path)).label == "a link that leaves the folder")
    try folder.write("Data/inside.csv", "course,who\nI,tim\n")
    try folder.link("Scenarios/inside.csv", to: "../Data/inside.csv")
    let kept = try plan(folder, tag: "inside.csv", project: folder.path)
    #expect(kept.problems == [] && kept.scenarios.first?.exampleText == "I, tim")
    #expect(problem(try plan(folder, tag: "inside.csv")).label == "a link that leaves the folder")
  }

  static let wrong = [
    ("course,who\n", "this file has no rows"), ("", "this file has no rows"),
    ("course,who\n,\n", "this file has no rows"),
    ("course,role\nA,tim\n", "no such column in the file"),
    ("course,who,who\nA,b,c\n", "the column \"who\" stands twice"),
    ("course,who\nA\n", "row 1 of the file has another number of cells"),
    ("course,who\n\"A,tim\n", "line 2: "),
  ]

  @Test(arguments: wrong) func `stop everything when they cannot be used`(_ csv: String, _ label: String) throws {
    let folder = try TemporaryFolder()
    try folder.write("Scenarios/grades.csv", csv)
    let found = problem(try plan(folder))
    #expect(found.label.hasPrefix(label), "\(found.label)")
    #expect(found.hint != "none")
  }

  @Test func `are no folder, and a misspelt name is told`() throws {
    let folder = try TemporaryFolder()
    try folder.write("Scenarios/grades.csv/x")
    #expect(problem(try plan(folder)).label == "this is no file")
    #expect(problem(try plan(folder, tag: "grade.csv")).hint == "did you mean \"grades.csv\"?")
  }
}
