import Diagnostics
import Patterns
import StepExpressions
import Testing

@Suite struct CucumberExpressionTests {
  @Test(arguments: [
    ("", "^$"),
    ("a.b[c]^$|?*+", #"^a\.b\[c\]\^\$\|\?\*\+$"#),
    ("cuke(s)", "^cuke(?:s)?$"),
    ("a/b(s) c", "^(?:a|b(?:s)?) c$"),
    (#"a\/b \{int\} \(s\)"#, #"^a/b \{int\} \(s\)$"#),
    ("{int}/x", "never"),
    ("{float}", #"^([-+]?(?:\d+(?:\.\d+)?|\.\d+)(?:[E][+-]?\d+)?)$"#),
    ("{int} {}", #"^((?:-?\d+)|(?:\d+)) (.*)$"#),
    (#"x\ y/z"#, "^(?:x y|z)$"),
  ]) func `the regular expression is the specified one`(source: String, regex: String) throws {
    guard regex != "never" else {
      #expect(throws: ExpressionProblem.self) { try CucumberExpression(source, types: ParameterTypes()) }
      return
    }
    #expect(try CucumberExpression(source, types: ParameterTypes()).regex == regex)
  }

  @Test func `arguments are typed and know their place in UTF-8`() throws {
    let expression = try CucumberExpression("Zoë pays {float} in {word} for {string}(!)", types: ParameterTypes())
    let text = #"Zoë pays -.5 in € for 'it\'s'"#
    let arguments = try #require(try expression.match(text))
    #expect(arguments.map(\.value) == [.float(-0.5), .string("€"), .string("it's")])
    #expect(arguments.map(\.range) == [10..<13, 17..<20, 25..<32])
    #expect(arguments[1].text == "€")
    #expect(arguments[2].texts == [nil, #"it\'s"#])
    #expect(try expression.match("Zoë pays nothing") == nil)
  }

  @Test func `numbers beyond 64 bits and of other scripts are exact`() throws {
    func value(_ type: String, _ text: String) throws -> ArgumentValue? {
      try CucumberExpression("{\(type)}", types: ParameterTypes()).match(text)?.first?.value
    }
    #expect(try value("int", "-0012") == .integer(-12))
    #expect(try value("biginteger", "-09223372036854775808000") == .bigInteger("-9223372036854775808000"))
    #expect(try value("int", "٣٤") == .integer(34))
    #expect(try value("bigdecimal", "+00.10E5") == .decimal("0.10E5"))
    #expect(try value("float", "1,5") == nil)
  }

  @Test func `a custom type gives the raw texts of its groups`() throws {
    var types = ParameterTypes()
    try types.define(ParameterType("flight", [#"([A-Z]{3})-([A-Z]{3})(!)?"#]))
    let arguments = try #require(try CucumberExpression("flight {flight}", types: types).match("flight AMS-LHR"))
    #expect(arguments[0].value == .raw(["AMS", "LHR", nil]))
    #expect(arguments[0].group.children.map(\.range) == [7..<10, 11..<14, nil])
  }

  @Test func `parameters may be named where the product wants it`() throws {
    var types = ParameterTypes()
    try types.define(ParameterType("course", [#""[^"]*""#]))
    let source = "{old=course} follows {course}"
    let expression = try CucumberExpression(source, types: types, namesParameters: true)
    #expect(expression.parameters.map(\.name) == ["old", "course"])
    #expect(expression.parameters.map(\.codePoints) == [0..<12, 21..<29])
    #expect(try expression.match(#""a" follows "b""#)?.map(\.text) == [#""a""#, #""b""#])
    #expect(throws: ExpressionProblem.self) { try CucumberExpression(source, types: types) }
  }

  @Test func `a runaway type is given up, not called no match`() throws {
    var types = ParameterTypes()
    try types.define(ParameterType("bad", ["(?:a+)+"]))
    let expression = try CucumberExpression("{bad}", types: types)
    #expect(throws: PatternLimit.self) { try expression.match(String(repeating: "a", count: 60) + "!") }
  }
}

@Suite struct ExpressionProblemTests {
  static let cases: [(source: String, code: String, column: Int, pointer: String)] = [
    ("a (b", "unclosed", 3, "  ^"),
    ("a {b", "unclosed", 3, "  ^"),
    ("é (({int}))", "optional-in-optional", 4, "   ^-----^"),
    ("({int})", "parameter-in-optional", 2, " ^---^"),
    ("a()", "empty-optional", 2, " ^^"),
    ("a/ b", "empty-alternative", 3, "  ^"),
    ("a/(b)", "optional-alternative", 3, "  ^-^"),
    ("(a/b)", "alternation-in-optional", 3, "  ^"),
    ("{a/b}", "bad-parameter-name", 3, "  ^"),
    ("💶 {nobody}", "undefined-parameter-type", 3, "  ^------^"),
    (#"a \x"#, "bad-escape", 4, "   ^"),
    (#"a\"#, "escaped-end", 2, " ^"),
  ]

  @Test(arguments: cases) func `each problem points at its place, in code points`(
    source: String, code: String, column: Int, pointer: String
  ) {
    let problem = #expect(throws: ExpressionProblem.self) {
      try CucumberExpression(source, types: ParameterTypes())
    }
    #expect(problem?.code == code)
    let lines = problem?.message.split(separator: "\n", omittingEmptySubsequences: false).map(String.init) ?? []
    #expect(lines.prefix(4) == ["This Cucumber Expression has a problem at column \(column):", "", source, pointer])
    #expect(lines.count == 6)
    #expect(lines[4] == "\(problem?.problem ?? "").")
  }

  @Test func `as a diagnostic it has a caret in its file, in UTF-8`() throws {
    let problem = try #require(
      throws: ExpressionProblem.self
    ) { try CucumberExpression("💶 {nobody}", types: ParameterTypes()) }
    #expect(problem.range == 5..<13)
    let file = SourceFile(path: "words.lua", text: "en = \"💶 {nobody}\"\n")
    #expect(
      DiagnosticRenderer().render(problem.diagnostic(in: file, expressionAt: 6)) == """
        error[expression.undefined-parameter-type]: undefined parameter type 'nobody'
          --> words.lua:1:9
           |
         1 | en = "💶 {nobody}"
           |          ^^^^^^^^
           = hint: Please register a ParameterType for 'nobody'

        """)
    #expect(problem.diagnostic().file?.text == "💶 {nobody}")
    let typo = try #require(
      throws: ExpressionProblem.self
    ) { try CucumberExpression("{flaot}", types: ParameterTypes()) }
    #expect(typo.diagnostic().hint == "did you mean {float}?")
    #expect(typo.message.hasSuffix("Please register a ParameterType for 'flaot'"))
  }

  @Test func `nesting without end is refused, not a crash`() {
    let problem = #expect(throws: ExpressionProblem.self) {
      try CucumberExpression(String(repeating: "(", count: 100_000), types: ParameterTypes())
    }
    #expect(problem?.code == "optional-in-optional")
  }

  @Test func `bad parameter types are refused`() throws {
    #expect(throws: ExpressionProblem.self) { try ParameterType("a{b", ["x"]) }
    #expect(throws: ExpressionProblem.self) { try ParameterType("a.b", ["x"]) }
    #expect(throws: ExpressionProblem.self) { try ParameterType("a", []) }
    let problem = #expect(throws: ExpressionProblem.self) { try ParameterType("a", ["x(y"]) }
    #expect(
      problem?.message
        == "The parameter type {a} has no valid regular expression: missing closing parenthesis at byte 3 of /x(y/")
    var types = ParameterTypes()
    #expect(throws: ExpressionProblem.self) { try types.define(ParameterType("int", ["x"])) }
    #expect(throws: ExpressionProblem.self) { try types.define(ParameterType("", ["x"])) }
    #expect(throws: ExpressionProblem.self) { try types.define(ParameterType("no", [#"\d+"#], isPreferential: true)) }
    try types.define(ParameterType("yes", [#"\d+"#]))
    #expect(types.all.last?.name == "yes")
  }

  @Test func `a type whose groups cannot be told apart is refused`() throws {
    var types = ParameterTypes()
    try types.define(ParameterType("reset", ["(?|(a)|(b))"]))
    let problem = #expect(throws: ExpressionProblem.self) { try CucumberExpression("{reset}", types: types) }
    #expect(problem?.code == "bad-regular-expression")
  }
}

@Suite struct RegularExpressionTests {
  @Test func `groups get the types with the same regular expression`() throws {
    let expression = try RegularExpression(
      #"^I have (\d+) cukes? in my (.*) (?:now|(later))$"#, types: ParameterTypes())
    let arguments = try #require(try expression.match("I have 4 cukes in my big belly now"))
    #expect(arguments.map(\.value) == [.integer(4), .string("big belly"), .null])
    #expect(try expression.match("But I have 4 cukes in my belly now") == nil)
  }

  @Test func `several types without a preferred one are a problem with suggestions`() throws {
    let float = try #require(ParameterTypes()["float"]).regexps[0]
    let expression = try RegularExpression("^(\(float)) euro$", types: ParameterTypes())
    let problem = #expect(throws: StepMatchProblem.self) { try expression.match("1.5 euro") }
    guard case .problem(let ambiguous) = problem else {
      Issue.record("another problem")
      return
    }
    #expect(ambiguous.message.contains("\n   {float}\n   {double}\n   {bigdecimal}\n"))
    #expect(ambiguous.message.contains("Try one of these:\n   {float} euro\n"))
  }

  @Test(arguments: [
    #"a[(]b(c)"#, #"[]()](x)"#, #"[^]()](x)"#, #"[[:alpha:](](x)"#, #"\((x)"#, #"\Q((\E(x)"#, #"(?#(no)(x)"#,
    #"(?<n>x)"#, #"(?'n'x)"#, #"(?P<n>x)"#, #"(?<=y)(?<!y)(?=x)(x)"#, #"(?>x)(x)"#,
  ]) func `groups are counted as PCRE2 counts them`(source: String) throws {
    let expression = try RegularExpression(source, types: ParameterTypes())
    #expect(expression.pattern.groupCount == 1)
  }
}
