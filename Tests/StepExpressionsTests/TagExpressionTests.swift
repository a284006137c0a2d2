import Diagnostics
import StepExpressions
import Testing

@Suite struct TagExpressionTests {
  @Test(arguments: [
    ("", ""),
    ("@a", "@a"),
    ("not @a", "not ( @a )"),
    ("not not @a", "not ( not ( @a ) )"),
    ("@a and @b or not @c", "( ( @a and @b ) or not ( @c ) )"),
    ("@a or @b and @c", "( @a or ( @b and @c ) )"),
    ("@a or @b or @c", "( ( @a or @b ) or @c )"),
    ("not(@a or @b)", "not ( @a or @b )"),
    (#"@a\(1\) and\tx"#, "never"),
    (#"@a\(1\)\ \\"#, #"@a\(1\)\ \\"#),
    ("@a\tand\n@b", "( @a and @b )"),
  ]) func `the printed form has all parentheses`(text: String, printed: String) throws {
    guard printed != "never" else {
      #expect(throws: TagExpressionProblem.self) { try TagExpression(parsing: text) }
      return
    }
    let expression = try TagExpression(parsing: text)
    #expect(expression.description == printed)
    #expect(try TagExpression(parsing: printed) == expression)
  }

  @Test func `evaluation follows the operators`() throws {
    let expression = try TagExpression(parsing: "@smoke and not (@slow or @mail)")
    #expect(expression.evaluate(["@smoke"]))
    #expect(!expression.evaluate(["@smoke", "@mail"]))
    #expect(!expression.evaluate([]))
    #expect(try TagExpression(parsing: " ").evaluate([]))
    #expect(try TagExpression(parsing: #"@a\ b"#).evaluate(["@a b"]))
    #expect(expression.tags == ["@smoke", "@slow", "@mail"])
  }

  @Test(arguments: [
    ("@a @b or", "Expected operator.", 3..<5),
    ("@a and (@b not)", "Expected operator.", 11..<14),
    ("@a and (@b @c) or", "Expected operator.", 11..<13),
    ("@a and or", "Expected operand.", 7..<9),
    ("or or", "Expected operand.", 0..<2),
    ("@a and", "Expected operand.", 6..<6),
    ("( @a and @b ) )", "Unmatched ).", 14..<15),
    ("( ( @a and @b )", "Unmatched (.", 0..<1),
    ("(", "Unmatched (.", 0..<1),
    (#"@x or @\y or @z"#, #"Illegal escape before "y"."#, 8..<9),
    (#"@x\ or @y"#, "Expected operator.", 7..<9),
  ]) func `problems have the specification's words and a place`(text: String, reason: String, range: Range<Int>) {
    let problem = #expect(throws: TagExpressionProblem.self) { try TagExpression(parsing: text) }
    #expect(
      problem?.message == "Tag expression \"\(text)\" could not be parsed because of syntax error: \(reason)")
    #expect(problem?.range == range)
  }

  @Test func `as a diagnostic it has a caret and a hint`() throws {
    let problem = try #require(throws: TagExpressionProblem.self) { try TagExpression(parsing: "@a @b") }
    #expect(
      DiagnosticRenderer().render(problem.diagnostic()) == #"""
        error[tags.expected-operator]: the tag expression cannot be read
          --> tag expression:1:4
           |
         1 | @a @b
           |    ^^ expected operator
           = hint: join tags with "and" or "or"; a space inside a tag is written as "\ "

        """#)
  }

  @Test func `depth has no limit`() throws {
    let expression = try TagExpression(parsing: String(repeating: "not ", count: 100_001) + "@a")
    #expect(expression.evaluate([]))
    #expect(!expression.evaluate(["@a"]))
  }
}
