package import Patterns

/// A Cucumber Expression, such as `{person} enrols in {int} course(s)`, ready to match.
package struct CucumberExpression: Sendable {
  /// A parameter of the expression, in order.
  package struct Parameter: Sendable, Hashable {
    package var type: ParameterType
    /// What stands before `=` in `{old=course}`, where names are wanted; the type's name otherwise.
    package var name: String
    /// Code points of the parameter with its braces, half open.
    package var codePoints: Range<Int>
  }

  /// The expression as written.
  package let source: String
  package let tree: ExpressionNode
  /// The text of the regular expression, the same as in every other implementation of Cucumber Expressions.
  package let regex: String
  package let parameters: [Parameter]
  private let whenAsked: PatternWhenAsked
  private let arguments: [GroupTree]

  /// The regular expression, compiled.
  ///
  /// - Throws: `PatternLimit` when the types were trusted and a regular expression of theirs is none.
  package var pattern: Pattern {
    get throws(PatternLimit) { try whenAsked.pattern }
  }

  /// - Parameters:
  ///   - namesParameters: reads `{old=course}` as a parameter of type `course` that is called `old`; Cucumber itself
  ///     has no such names.
  ///   - trustsTypes: takes for granted that what the types say is a regular expression, so that nothing is compiled
  ///     before a text has to be matched.
  /// - Throws: `ExpressionProblem` with Cucumber's message.
  package init(
    _ source: String, types: ParameterTypes, namesParameters: Bool = false, trustsTypes: Bool = false
  ) throws(ExpressionProblem) {
    self.source = source
    tree = try ExpressionParser.parse(source)
    var rewriter = ExpressionRewriter(expression: source, types: types, namesParameters: namesParameters)
    regex = "^" + (try rewriter.rewrite(tree.children)) + "$"
    parameters = rewriter.parameters
    let groups = GroupTree(regex)
    if trustsTypes {
      whenAsked = PatternWhenAsked(regex)
    } else {
      let pattern: Pattern
      do throws(PatternProblem) { pattern = try Pattern(regex) } catch {
        throw .badRegularExpression(source, error.message)
      }
      guard groups?.count == pattern.groupCount else {
        throw .badRegularExpression(source, "its groups cannot be told apart")
      }
      whenAsked = PatternWhenAsked(pattern)
    }
    guard let groups else { throw .badRegularExpression(source, "its groups cannot be told apart") }
    guard groups.children.count == parameters.count else {
      throw .badRegularExpression(
        source,
        "Group has \(groups.children.count) capture groups, but there were \(parameters.count) parameter types")
    }
    arguments = groups.children
  }

  /// The arguments of a step's text, in the order of the parameters; nil when the text does not match.
  ///
  /// - Throws: `PatternLimit` when the match was given up: nobody knows then.
  package func match(_ text: String) throws(PatternLimit) -> [StepArgument]? {
    guard let match = try pattern.firstMatch(in: text) else { return nil }
    return zip(arguments, parameters).map { StepArgument($0, match, in: text, type: $1.type) }
  }
}
