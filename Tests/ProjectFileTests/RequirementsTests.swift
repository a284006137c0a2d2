import Diagnostics
import ProjectFile
import RunModel
import Testing

@Suite struct `A file of requirements` {
  private func read(_ text: String) -> (requirements: [Requirement], problems: [Diagnostic]) {
    RequirementsFile.read(SourceFile(path: "requirements.csv", text: text))
  }

  @Test func `is read whatever the order of its columns, separator, mark and case`() {
    let wanted = [Requirement(id: "R1", area: "USR", text: "Must, be", source: "plan", risk: "high")]
    #expect(read("id,area,text,source,risk\nR1,USR,\"Must, be\",plan,high\n").requirements == wanted)
    #expect(
      read("\u{FEFF}Risk;Text;ID ;Source;Area;Own\nhigh; Must, be ;R1;plan;USR;x\n;;;;;\n").requirements == wanted)
  }

  @Test func `may leave out what is not needed`() {
    let found = read("id,text\nR1,One\nR2,Two\n")
    #expect(found.problems == [] && found.requirements.map(\.id) == ["R1", "R2"])
    #expect(found.requirements.first?.risk == "")
  }

  static let wrong = [
    ("", "the requirements file is empty", 1), ("id,area\nR1,x\n", "the first row names no columns id and text", 1),
    ("id,text\n", "the requirements file names no requirement", 1),
    ("id,txt\nR1,One\n", "the requirements have no column \"txt\"", 1),
    ("id,text,sorce\nR1,One,x\n", "the requirements have no column \"sorce\"", 1),
    ("id,text,id\nR1,One,R2\n", "the column \"id\" stands twice", 1),
    ("id,text\nR1,One\nR1,Two\n", "the requirement R1 stands twice", 3),
    ("id,text\nR1,One\n,Two\n", "a requirement needs an id and a text", 3),
    ("id,text\nR1,  \n", "a requirement needs an id and a text", 2),
    ("id,text\nR1\n", "a requirement needs an id and a text", 2),
    ("id,text\nR1,One, or two\n", "this row has more cells than the first has columns", 2),
  ]

  @Test(arguments: wrong) func `is refused at the line that is wrong`(_ text: String, _ message: String, _ line: Int) {
    let problems = read(text).problems
    #expect(problems.map(\.message) == [message])
    #expect(problems.allSatisfy { $0.code == "project.requirements" && $0.hint != nil })
    #expect(problems.first?.label.map { SourceFile(path: "", text: text).position(at: $0.range.lower).line } == line)
  }

  @Test func `says what is wrong with its text`() {
    #expect(read("id,text\nR1,\"One\n").problems.map(\.code) == ["csv.unclosed-quote"])
  }

  @Test func `stops the project`() {
    let result = Reading(files: ["r.csv": "id,text\nR1,One\nR1,Two\n"]).read(Reading.text("requirements: r.csv"))
    #expect(result.project == nil && result.problems.map(\.code) == ["project.requirements"])
    #expect(result.problems.first?.file?.path == "r.csv")
  }
}
