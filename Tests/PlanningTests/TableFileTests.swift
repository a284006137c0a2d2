import Diagnostics
import Planning
import RunModel
import Testing

@Suite struct `A table from a file` {
  private static func text(_ table: String) -> String {
    """
    Feature: F
      @id:T
      Scenario: One
        Given the following "courses" exist:
          \(table)
        When "tim" opens "K"
    """
  }

  private func plan(
    _ folder: TemporaryFolder, _ table: String = "| @table:data/courses.csv |"
  ) throws -> Planner.Result {
    let text = Self.text(table)
    return Trial().plan([(try folder.write("Scenarios/a.feature", text), text)])
  }

  private func folder(_ csv: String) throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    try folder.write("Scenarios/data/courses.csv", csv)
    return folder
  }

  @Test func `is the table of the step, for its meaning and for the revision`() throws {
    let file = try plan(folder("shortname;fullname\nK;Kort\nL;Lang\n"))
    let written = try plan(folder(""), "| shortname | fullname |\n      | K | Kort |\n      | L | Lang |")
    #expect(file.problems == [] && file.advice == [])
    #expect(file.scenarios[0].steps[0].table == [["shortname", "fullname"], ["K", "Kort"], ["L", "Lang"]])
    guard case .seed(let seed) = file.scenarios[0].steps[0].understanding else {
      Issue.record("not read as a seed: \(file.scenarios[0].steps[0].understanding)")
      return
    }
    #expect(seed.rows.map { $0.map(\.text) } == [["K", "Kort"], ["L", "Lang"]])
    #expect(file.scenarios[0].revision == written.scenarios[0].revision)
    let changed = try plan(folder("shortname;fullname\nK;Kort\nL;Langer\n"))
    #expect(changed.scenarios[0].revision != file.scenarios[0].revision)
  }

  @Test func `is shared by the languages whose folders lie beside it`() throws {
    let folder = try folder("shortname;fullname\nK;Kort\n")
    let text = Self.text("| @table:data/courses.csv |")
    func problems(_ path: String) throws -> [Diagnostic] {
      Trial().plan([(try folder.write(path, text), text)]).problems
    }
    #expect(try problems("Scenarios/en/a.feature") == [])
    #expect(try problems("Scenarios/enrol/a.feature").first?.code == "gherkin.table-file")
  }

  @Test func `is judged like any other, at the place of its name`() throws {
    let text = Self.text("| ▸@table:data/courses.csv◂ |")
    let result = try plan(folder("shortname;fulname\nK;Kort\n"))
    #expect(result.problems.map(\.code) == ["plan.unknown-column"])
    #expect(result.problems.first?.label?.range == MarkedText(text).range)
  }

  @Test(arguments: [
    ("| @table:data/course.csv |", "a,b\n1,2\n", "there is no such file"),
    ("| @table:../courses.csv |", "a,b\n1,2\n", "a name that leaves the folder"),
    ("| @table:data/courses.csv |", "", "this file has no rows"),
    ("| @table:data/courses.csv |", "shortname,fullname\n", "this file has no rows"),
    ("| @table:data/courses.csv |", "shortname,fullname\nK\n", "row 1 of the file has another number of cells"),
    ("| @table:data/courses.csv | K |", "shortname,fullname\nK,Kort\n", "this table has more than the name"),
    ("| shortname |\n      | @table:data/courses.csv |", "shortname\nK\n", "this table has more than the name"),
  ])
  func `is refused when it cannot be told what it holds`(_ table: String, _ csv: String, _ label: String) throws {
    let found = try plan(folder(csv), table).problems
    #expect(found.first?.code == "gherkin.table-file", "\(found)")
    #expect(found.first?.label?.text == label)
    #expect(found.filter { $0.code == "gherkin.table-file" }.count == 1)
  }
}
