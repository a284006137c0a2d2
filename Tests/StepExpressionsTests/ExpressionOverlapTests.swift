import Patterns
import StepExpressions
import Testing

@Suite struct ExpressionOverlapTests {
  private static func types(_ patterns: [String]) throws -> ParameterTypes {
    var types = ParameterTypes()
    for (index, pattern) in patterns.enumerated() { try types.define(ParameterType("t\(index)", [pattern])) }
    return types
  }

  private static func overlap(_ left: String, _ right: String, _ patterns: [String] = []) throws -> ExpressionOverlap? {
    let types = try types(patterns)
    return ExpressionOverlap.between(
      try CucumberExpression(left, types: types), try CucumberExpression(right, types: types))
  }

  @Test(arguments: [
    ("{t0} is a double", "{t1} is a double", #""" is a double"#),
    ("{int} users", "{word} users", "1 users"),
    ("a/b c(s)", "b cs", "b cs"),
    ("a {}", "{} b", "a b"),
    ("{string} x", "{t0} x", #""" x"#),
    ("", "{}", ""),
    ("{t2} on", "{t3} on", "b on"),
    ("{float}", "{int}", "1"),
    ("{t4}", "{t5}", "abab"),
  ]) func `a common sentence is found`(left: String, right: String, example: String) throws {
    let patterns = [#""[^"]*""#, #""[^"]*""#, "[a-c]", "[b-d]", "(?:ab){2,3}", "(?:abab)+"]
    let overlap = try #require(try Self.overlap(left, right, patterns))
    #expect(overlap.example == example)
    #expect(overlap.isCertain)
  }

  @Test(arguments: [
    ("{int} users", "{string} users"), ("the learner enrols", "the learner enrol"), ("a {word} b", "a {word} c"),
    ("{t0} x", "{t1} x"), ("{t2}", "{t3}"), ("{t4}", "{word}"), ("{int}x", "{int}y"), ("{t5}", "{t6}"),
  ]) func `no common sentence, no overlap`(left: String, right: String) throws {
    let patterns = ["[^a]", "a", "a{2,3}", "a{4,}", #"\s+"#, #"\w"#, #"\W"#]
    #expect(try Self.overlap(left, right, patterns) == nil)
  }

  @Test func `what cannot be compared exactly is never called free of overlap`() throws {
    #expect(try Self.overlap("{t0}", "b", ["(?=a)."])?.isCertain == false)
    #expect(try Self.overlap("{t0}", "aa", [#"a++a"#])?.isCertain == false)
    #expect(try Self.overlap("{t0}", "É", ["(?i:é)"])?.isCertain == true)
    #expect(try Self.overlap("{t0} x", "a{t0}", [#"\p{L}+"#]) != nil)
    #expect(try Self.overlap("{t0}", "a", ["(?:a{200}){200}"])?.isCertain == false)
  }

  @Test func `all pairs of a vocabulary are compared`() throws {
    let expressions = try ["{int} users", "a b", "{word} users", "{} b"].map {
      try CucumberExpression($0, types: ParameterTypes())
    }
    let found = ExpressionOverlap.all(among: expressions)
    #expect(found.map { [$0.first, $0.second] } == [[0, 2], [1, 3]])
  }

  /// Compares with every sentence of up to five characters over a small alphabet.
  @Test func `agrees with trying all short sentences`() throws {
    let alphabet = ["a", "b", "1", "\"", " "]
    var sentences = [""]
    var longest = [""]
    for _ in 0..<5 {
      longest = longest.flatMap { start in alphabet.map { start + $0 } }
      sentences += longest
    }
    let pieces = [
      "a", "b", "1", "\"", ".", "[ab]", "[^a]", #"\d"#, #"\w"#, #"\S"#, "(?:a|b1)", "(ab)", "[a-b1]", #"\s"#,
    ]
    let repeats = ["", "", "", "*", "+", "?", "{2}", "{1,2}", "{2,}", "*?"]
    var random = SeededGenerator(seed: 11)
    func pattern() -> String {
      (1...Int.random(in: 1...3, using: &random)).map { _ in
        (pieces.randomElement(using: &random) ?? "") + (repeats.randomElement(using: &random) ?? "")
      }.joined(separator: Bool.random(using: &random) ? "" : "|")
    }
    var overlapping = 0
    for _ in 0..<400 {
      let types = try Self.types([pattern(), pattern()])
      let left = try CucumberExpression(Bool.random(using: &random) ? "{t0}" : "a{t0}(b)", types: types)
      let right = try CucumberExpression(Bool.random(using: &random) ? "{t1}" : "a/1 {t1}", types: types)
      var shortest: Int?
      for sentence in sentences where shortest == nil {
        if try left.pattern.isMatch(sentence), try right.pattern.isMatch(sentence) { shortest = sentence.count }
      }
      let found = ExpressionOverlap.between(left, right)
      if let shortest {
        #expect(found?.example.count == shortest, "\(left.regex) and \(right.regex)")
        overlapping += 1
      } else {
        #expect(found?.example.count ?? 6 > 5, "\(left.regex) and \(right.regex)")
      }
      #expect(found?.isCertain != false)
    }
    #expect((100..<390).contains(overlapping))
  }
}
