package import Diagnostics

/// Why a text is not a Cucumber Expression or a type not a parameter type.
///
/// `message` is word for word what Cucumber prints: several lines with a caret, then the problem and the advice.
package struct ExpressionProblem: Error, Sendable, Hashable, CustomStringConvertible {
  /// The last part of the diagnostic's code; one for each wording.
  package var code: String
  package var message: String
  /// The expression that is wrong; nil when a parameter type is.
  package var expression: String?
  /// Code points in the expression, half open; nil when the whole of it is meant.
  package var codePoints: Range<Int>?
  /// One line: what is wrong, as a sentence without full stop.
  package var problem: String
  /// What to do, in Cucumber's words.
  package var advice: String?
  /// The parameter type that was probably meant; the diagnostic's hint is then about it.
  package var suggestion: String?

  package var description: String { message }

  /// A problem without a place.
  init(_ code: String, _ message: String, problem: String? = nil, advice: String? = nil) {
    self.code = code
    self.message = message
    self.problem = problem ?? message
    self.advice = advice
  }

  /// A problem at a place, drawn as Cucumber draws it.
  init(_ code: String, in expression: String, at place: Range<Int>, problem: String, advice: String) {
    self.code = code
    self.expression = expression
    codePoints = place
    self.problem = problem
    self.advice = advice
    let carets = place.count > 1 ? "^" + String(repeating: "-", count: place.count - 2) + "^" : "^"
    message = """
      This Cucumber Expression has a problem at column \(place.lowerBound + 1):

      \(expression)
      \(String(repeating: " ", count: place.lowerBound) + carets)
      \(problem).
      \(advice)
      """
  }

  /// The place as UTF-8 offsets in the expression; the whole expression when no part is meant.
  package var range: Range<Int> {
    guard let expression else { return 0..<0 }
    guard let codePoints else { return 0..<expression.utf8.count }
    let scalars = expression.unicodeScalars
    let lengths = scalars.map { UTF8.width($0) }
    let lower = lengths.prefix(codePoints.lowerBound).reduce(0, +)
    return lower..<(lower + lengths.dropFirst(codePoints.lowerBound).prefix(codePoints.count).reduce(0, +))
  }

  /// The problem as a diagnostic with a caret.
  ///
  /// - Parameters:
  ///   - file: the file in which the expression stands; nil shows the expression itself as the source.
  ///   - offset: the UTF-8 offset of the expression in that file, when it stands there letter for letter.
  package func diagnostic(in file: SourceFile? = nil, expressionAt offset: Int = 0) -> Diagnostic {
    let shown = file ?? expression.map { SourceFile(path: "expression", text: $0) }
    let label = expression == nil ? nil : Label(SourceRange(offset + range.lowerBound, offset + range.upperBound))
    let first = problem.prefix(1).lowercased() + problem.dropFirst()
    let hint = suggestion.map { "did you mean {\($0)}?" } ?? advice
    return Diagnostic(.error, "expression.\(code)", first, in: shown, at: label, hint: hint)
  }
}

extension ExpressionProblem {
  static func theEndOfLineCannotBeEscaped(_ expression: String, _ index: Int) -> ExpressionProblem {
    ExpressionProblem(
      "escaped-end", in: expression, at: index..<(index + 1), problem: "The end of line can not be escaped",
      advice: #"You can use '\\' to escape the '\'"#)
  }

  static func cannotEscape(_ expression: String, _ index: Int) -> ExpressionProblem {
    ExpressionProblem(
      "bad-escape", in: expression, at: index..<(index + 1),
      problem: #"Only the characters '{', '}', '(', ')', '\', '/' and whitespace can be escaped"#,
      advice: #"If you did mean to use an '\' you can use '\\' to escape it"#)
  }

  static func missingEnd(_ expression: String, _ begin: ExpressionToken) -> ExpressionProblem {
    let isOptional = begin.kind == .beginOptional
    let open = isOptional ? "(" : "{"
    let purpose = isOptional ? "optional text" : "a parameter"
    return ExpressionProblem(
      "unclosed", in: expression, at: begin.start..<begin.end,
      problem: "The '\(open)' does not have a matching '\(isOptional ? ")" : "}")'",
      advice: "If you did not intend to use \(purpose) you can use '\\\(open)' to escape the \(purpose)")
  }

  static func alternationNotAllowedInOptional(_ expression: String, _ token: ExpressionToken) -> ExpressionProblem {
    ExpressionProblem(
      "alternation-in-optional", in: expression, at: token.start..<token.end,
      problem: "An alternation can not be used inside an optional",
      advice: #"If you did not mean to use an alternation you can use '\/' to escape the '/'. "#
        + "Otherwise rephrase your expression or consider using a regular expression instead.")
  }

  static func invalidParameterNameInPlace(_ expression: String, _ token: ExpressionToken) -> ExpressionProblem {
    ExpressionProblem(
      "bad-parameter-name", in: expression, at: token.start..<token.end,
      problem: #"Parameter names may not contain '{', '}', '(', ')', '\' or '/'"#,
      advice: "Did you mean to use a regular expression?")
  }

  static func parameterIsNotAllowedInOptional(_ expression: String, _ node: ExpressionNode) -> ExpressionProblem {
    ExpressionProblem(
      "parameter-in-optional", in: expression, at: node.start..<node.end,
      problem: "An optional may not contain a parameter type",
      advice: #"If you did not mean to use an parameter type you can use '\{' to escape the '{'"#)
  }

  static func optionalIsNotAllowedInOptional(_ expression: String, _ node: ExpressionNode) -> ExpressionProblem {
    ExpressionProblem(
      "optional-in-optional", in: expression, at: node.start..<node.end,
      problem: "An optional may not contain an other optional",
      advice: #"If you did not mean to use an optional type you can use '\(' to escape the '('. "#
        + "For more complicated expressions consider using a regular expression instead.")
  }

  static func optionalMayNotBeEmpty(_ expression: String, _ node: ExpressionNode) -> ExpressionProblem {
    ExpressionProblem(
      "empty-optional", in: expression, at: node.start..<node.end, problem: "An optional must contain some text",
      advice: #"If you did not mean to use an optional you can use '\(' to escape the '('"#)
  }

  static func alternativeMayNotBeEmpty(_ expression: String, _ node: ExpressionNode) -> ExpressionProblem {
    ExpressionProblem(
      "empty-alternative", in: expression, at: node.start..<node.end, problem: "Alternative may not be empty",
      advice: #"If you did not mean to use an alternative you can use '\/' to escape the '/'"#)
  }

  static func alternativeOfOptionalsOnly(_ expression: String, _ node: ExpressionNode) -> ExpressionProblem {
    ExpressionProblem(
      "optional-alternative", in: expression, at: node.start..<node.end,
      problem: "An alternative may not exclusively contain optionals",
      advice: #"If you did not mean to use an optional you can use '\(' to escape the '('"#)
  }

  static func undefinedParameterType(
    _ expression: String, _ node: ExpressionNode, _ name: String, among types: ParameterTypes
  ) -> ExpressionProblem {
    var problem = ExpressionProblem(
      "undefined-parameter-type", in: expression, at: node.start..<node.end,
      problem: "Undefined parameter type '\(name)'", advice: "Please register a ParameterType for '\(name)'")
    problem.suggestion = nearestName(to: name, among: types.all.map(\.name).filter { !$0.isEmpty })
    return problem
  }

  /// PCRE2 refuses the regular expression that came out, or its groups cannot be told apart.
  static func badRegularExpression(_ expression: String, _ reason: String) -> ExpressionProblem {
    var problem = ExpressionProblem(
      "bad-regular-expression", "The regular expression of '\(expression)' is not valid: \(reason)",
      // Only the writer knows what the pattern should have been.
      advice: nil)
    problem.expression = expression
    return problem
  }
}
