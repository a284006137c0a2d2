import Diagnostics
import Gherkin
import Testing

struct PickleTests {
  private func outline(_ header: String, _ row: String, step: String) throws -> [Pickle] {
    try SourceFile(
      feature: "Feature: f\n Scenario Outline: o\n  Given \(step)\n  Examples:\n   | \(header) |\n   | \(row) |\n"
    ).pickles()
  }

  @Test func `a conjunction takes the type of the step before, across the background`() throws {
    let pickles = try SourceFile(
      feature: "Feature: f\n Background:\n  When b\n Scenario: s\n  And c\n  Then d\n  But e"
    ).pickles()
    #expect(pickles.first?.steps.map(\.type) == [.action, .action, .outcome, .outcome])
  }

  @Test func `a conjunction that comes first is unknown in a scenario and null in an outline`() throws {
    let scenario = try SourceFile(feature: "Feature: f\n Scenario: s\n  And c").pickles()
    #expect(scenario.first?.steps.map(\.type) == [.unknown])
    let outline = try SourceFile(
      feature: "Feature: f\n Scenario: s\n  And <a>\n  Examples:\n   | a |\n   | 1 |"
    ).pickles()
    #expect(outline.first?.steps.map(\.type) == [nil])
  }

  @Test func `tags are inherited, outermost first`() throws {
    let pickles = try SourceFile(
      feature: "@f\nFeature: f\n @r\n Rule: r\n  @s\n  Scenario: s\n   Given <a>\n   @e\n   Examples:\n    |a|\n    |1|"
    ).pickles()
    #expect(pickles.first?.tags.map(\.name) == ["@f", "@r", "@s", "@e"])
  }

  @Test func `a table and a doc string are numbered in the order written`() throws {
    let text =
      "Feature: f\n Scenario: s\n  Given x\n   | a |\n   \"\"\"\n   t\n   \"\"\"\n  Given y\n   \"\"\"\n   \"\"\"\n   | a |"
    let steps = try #require(try SourceFile(feature: text).pickles().first?.steps)
    #expect(steps.map { $0.dataTable?.argumentIndex } == [1, 2])
    #expect(steps.map { $0.docString?.argumentIndex } == [2, 1])
  }

  @Test(arguments: [
    ("a", "1", "x <a> <a>", "x 1 1"),
    ("a", "\\\\1 $1", "<a>", "\\1 $1"),
    ("a | b", "<b> | 2", "<a>", "2"),
    ("a.b", "1", "<a.b> <axb>", "1 1"),
    ("a?", "1", "<a> <a?>", "1 <a?>"),
    ("(", "1", "<(>", "1"),
    ("", "1", "<>", "1"),
    ("é", "1", "<e\u{301}> <é>", "<e\u{301}> 1"),
  ])
  func `placeholders are filled column by column`(header: String, row: String, step: String, text: String) throws {
    #expect(try outline(header, row, step: step).first?.steps.first?.text == text)
  }

  @Test func `a scenario without steps loses the background`() throws {
    let pickles = try SourceFile(feature: "Feature: f\n Background:\n  Given b\n Scenario: s").pickles()
    #expect(pickles.map(\.steps) == [[]])
  }
}

struct ExamplesFileTests {
  private static let text = """
    Feature: f
      Scenario Outline: o
        Given <name> has <grade>
        @examples:grades.csv
        Examples:
          | grade | name |
    """

  private func compile(
    _ text: String = text, _ reader: @escaping ExamplesReader
  ) throws -> (pickles: [Pickle], diagnostics: [Diagnostic]) {
    let file = SourceFile(feature: text)
    var ids = IDGenerator()
    let document = try GherkinParser.parse(file, ids: &ids)
    var compiler = PickleCompiler(file: file, examplesReader: reader)
    let pickles = compiler.compile(document, ids: &ids)
    return (pickles, compiler.diagnostics)
  }

  @Test func `rows come from the file, by the names of their columns`() throws {
    let (pickles, diagnostics) = try compile { name, _ throws(ExamplesProblem) in
      #expect(name == "grades.csv")
      return ExamplesTable(header: ["name", "spare", "grade"], rows: [["sanne", "-", "7"], ["tim", "-", "8"]])
    }
    #expect(pickles.map { $0.steps.map(\.text) } == [["sanne has 7"], ["tim has 8"]])
    #expect(Set(pickles.map(\.source)).count == 2)
    #expect(diagnostics.isEmpty)
  }

  @Test func `without a reader the block is empty, as officially`() throws {
    #expect(try SourceFile(feature: Self.text).pickles().isEmpty)
  }

  @Test(
    arguments: [
      (["name", "grad"], [["a", "b"]], "no such column in the file"),
      (["name", "grade"], [], "this file has no rows"),
      (["name", "grade", "name"], [["a", "b", "c"]], "the column \"name\" stands twice"),
      (["name", "grade"], [["a", "b"], ["c"]], "row 2 of the file has another number of cells"),
    ] as [([String], [[String]], String)])
  func `a file that does not fit is refused`(header: [String], rows: [[String]], label: String) throws {
    let (pickles, diagnostics) = try compile { _, _ throws(ExamplesProblem) in
      ExamplesTable(header: header, rows: rows)
    }
    #expect(pickles.isEmpty)
    #expect(diagnostics.map(\.label?.text) == [label])
    #expect(diagnostics.allSatisfy { $0.code == "gherkin.examples-file" && $0.hint != nil })
  }

  @Test func `a file that cannot be read is refused in its reader's words`() throws {
    let (pickles, diagnostics) = try compile { _, _ throws(ExamplesProblem) in
      throw .unreadable("no such file", hint: "it is looked for beside the feature")
    }
    #expect(pickles.isEmpty)
    #expect(diagnostics.map(\.label?.text) == ["no such file"])
  }

  @Test func `rows here and in a file are refused`() throws {
    let (pickles, diagnostics) = try compile(Self.text + "\n      | 1 | 2 |") { _, _ throws(ExamplesProblem) in
      ExamplesTable(header: ["name", "grade"], rows: [["a", "b"]])
    }
    #expect(pickles.isEmpty)
    #expect(diagnostics.count == 1)
  }
}
