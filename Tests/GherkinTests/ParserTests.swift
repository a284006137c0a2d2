import Diagnostics
import Gherkin
import Testing

struct ParserTests {
  @Test func `a step keeps where its keyword, text and cells stand`() throws {
    let file = SourceFile(
      feature: "Feature: é\n  Scenario: s\n    Given ünit \n      | a \\| b |  日本 |\n")
    let feature = try #require(try file.parsed().feature)
    let step = try #require(feature.scenarios.first?.scenario.steps.first)
    #expect(file.text(of: step.keywordRange) == "Given")
    #expect(file.text(of: step.textRange) == "ünit")
    let cells = try #require(step.dataTable?.rows.first?.cells)
    #expect(cells.map(\.value) == ["a | b", "日本"])
    #expect(cells.map { file.text(of: $0.range) } == ["a \\| b", "日本"])
    #expect(cells.map(\.location.column) == [9, 19])
  }

  @Test func `columns count Unicode scalars`() throws {
    let file = SourceFile(feature: "@é😀 @b\nFeature: f")
    let tags = try #require(try file.parsed().feature?.tags)
    #expect(tags.map(\.location.column) == [1, 5])
    #expect(tags.map { file.text(of: $0.range) } == ["@é😀", "@b"])
  }

  @Test func `ids are in post-order, tags just before their node`() throws {
    let file = SourceFile(
      feature: """
        @f
        Feature: f
          @s
          Scenario Outline: s
            Given <a>
            @e
            Examples:
              | a |
              | 1 |
        """)
    let feature = try #require(try file.parsed().feature)
    let scenario = try #require(feature.scenarios.first?.scenario)
    let examples = try #require(scenario.examples.first)
    let ids = [
      scenario.steps[0].id, examples.tableHeader?.id, examples.tableBody.first?.id, examples.tags.first?.id,
      examples.id,
      scenario.tags.first?.id, scenario.id, feature.tags.first?.id,
    ]
    #expect(ids.map { $0?.number } == [0, 1, 2, 3, 4, 5, 6, 7])
  }

  @Test func `a file with errors uses ids up`() throws {
    var ids = IDGenerator()
    let broken = SourceFile(feature: "Feature: f\n  Scenario: s\n    Given a\n    Given b\n    Nothing")
    #expect(throws: ParseErrors.self) { try GherkinParser.parse(broken, ids: &ids) }
    let whole = SourceFile(feature: "Feature: f\n  Scenario: s\n    Given a")
    let step = try GherkinParser.parse(whole, ids: &ids).feature?.scenarios.first?.scenario.steps.first
    #expect(step?.id == NodeID(3))
  }

  @Test func `a doc string loses the indentation of its delimiter and its escapes`() throws {
    let file = SourceFile(
      feature: "Feature: f\n Scenario: s\n  Given x\n   \"\"\" json \n     a\n  b\n   \\\"\\\"\\\"\n    \n   \"\"\"\n")
    let docString = try #require(try file.parsed().feature?.scenarios.first?.scenario.steps.first?.docString)
    #expect(docString.content == "  a\nb\n\"\"\"\n ")
    #expect(docString.mediaType == "json")
    #expect(file.text(of: docString.contentRange).hasPrefix("\"\"\" json \n     a"))
  }

  @Test func `carriage returns belong to the line end`() throws {
    let file = SourceFile(feature: "Feature: f\r\n  About\r\n\r\n  Scenario: s\r\n    Given x\r\n      | a |\r\n")
    let feature = try #require(try file.parsed().feature)
    #expect(feature.heading.name == "f")
    #expect(feature.heading.description == "  About")
    #expect(feature.scenarios.first?.scenario.steps.first?.text == "x")
  }

  @Test(arguments: [
    ("", 0), ("\n\n# comment\n", 1), ("# language: nl\nFunctionaliteit: f\n# a\n# b", 2),
  ])
  func `comments are kept, also without a feature`(text: String, count: Int) throws {
    #expect(try SourceFile(feature: text).parsed().comments.count == count)
  }

  @Test func `the longest keyword wins`() throws {
    let file = SourceFile(feature: "# language: ht\nKarakteristik: f\n Senaryo: s\n  Sipoze ke Sipoze x\n")
    let step = try #require(try file.parsed().feature?.scenarios.first?.scenario.steps.first)
    #expect(step.keyword == "Sipoze ke ")
    #expect(step.text == "Sipoze x")
  }

  @Test func `a star has no meaning of its own`() throws {
    let steps = try SourceFile(feature: "Feature: f\n Scenario: s\n  * a\n  And b\n  Given c").parsed()
      .feature?.scenarios.first?.scenario.steps
    #expect(steps?.map(\.keywordType) == [.unknown, .conjunction, .context])
  }
}

struct ParseErrorTests {
  @Test(arguments: [
    (
      "Feature: f\n  Scenario: s\n    Givne x\n    Given y\n    Thne z",
      [
        "(5:5): expected: #EOF, #TableRow, #DocStringSeparator, #StepLine, #TagLine, #ExamplesLine, #ScenarioLine, #RuleLine, #Comment, #Empty, got 'Thne z'"
      ]
    ),
    ("@tag\n", ["(2:0): unexpected end of file, expected: #TagLine, #FeatureLine, #Comment, #Empty"]),
    (
      "Feature: f\n  Scenario: s\n    Given x\n    \"\"\"\n",
      ["(5:0): unexpected end of file, expected: #DocStringSeparator, #Other"]
    ),
    (
      "Feature: f\n  Scenario: s\n    Given x\n      | a |\n      | b | c |\n",
      ["(5:7): inconsistent cell count within the table"]
    ),
    (" # language: xx\nFeature: f", ["(1:2): Language not supported: xx"]),
    (
      "@a b @c\nFeature: f",
      [
        "(1:1): A tag may not contain whitespace",
        "(1:1): expected: #EOF, #Language, #TagLine, #FeatureLine, #Comment, #Empty, got '@a b @c'",
      ]
    ),
  ])
  func `messages are those of the official parser`(text: String, messages: [String]) {
    #expect(SourceFile(feature: text).messages() == messages)
  }

  @Test func `the parser gives up behind ten errors`() {
    let lines = (1...30).map { "wrong \($0)" }.joined(separator: "\n")
    #expect(SourceFile(feature: lines).messages().count == 11)
    #expect(SourceFile(feature: lines).findings().count == 10)
  }

  @Test func `an unknown language is placed in the first column by its location only`() throws {
    let error = try #require(throws: ParseErrors.self) { try SourceFile(feature: "  # language: xx\n").parsed() }
    #expect(error.errors.map(\.location.column) == [1])
    #expect(error.errors.map(\.message) == ["(1:3): Language not supported: xx"])
  }
}
