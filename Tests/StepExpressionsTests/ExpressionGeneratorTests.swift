import StepExpressions
import Testing

@Suite struct ExpressionGeneratorTests {
  @Test(arguments: [
    ("I have 2 cukes and 1.5 euro", ["I have {int} cukes and {float} euro", "I have {float} cukes and {float} euro"]),
    (#"the "big" (one) a/b {x}"#, [#"the {string} \(one) a\/b \{x}"#]),
    ("a1 b", ["a1 b"]),
    ("", [""]),
  ]) func `a text becomes expressions`(text: String, sources: [String]) throws {
    #expect(try ExpressionGenerator(ParameterTypes()).expressions(for: text).map(\.source) == sources)
  }

  @Test func `where several types fit every combination is proposed, names are numbered`() throws {
    var types = ParameterTypes()
    try types.define(ParameterType("my-date", [#"\d{4}-\d{2}-\d{2}"#]))
    try types.define(ParameterType("day", [#"\d{4}-\d{2}-\d{2}"#]))
    try types.define(ParameterType("hidden", [#"\d{4}-\d{2}-\d{2}"#], isUsedForSnippets: false))
    let found = try ExpressionGenerator(types).expressions(for: "from 2026-01-01 to 2026-02-01")
    #expect(
      found.map(\.source) == [
        "from {day} to {day}", "from {day} to {my-date}", "from {my-date} to {day}", "from {my-date} to {my-date}",
      ])
    #expect(found[0].parameterNames == ["day", "day2"])
    #expect(found[1].parameterNames == ["day", "my-date"])
  }

  @Test func `never more than 256 expressions`() throws {
    var types = ParameterTypes()
    for name in ["a", "bb", "ccc"] { try types.define(ParameterType(name, ["x"])) }
    let text = Array(repeating: "x", count: 30).joined(separator: " ")
    #expect(try ExpressionGenerator(types).expressions(for: text).count == 256)
  }
}
