package import Patterns

/// A step given as a regular expression; its groups get the parameter types that have the same regular expression.
///
/// Matches from the start of the text; only `$` makes it match to the end.
package struct RegularExpression: Sendable {
  /// The regular expression as written.
  package let source: String
  package let pattern: Pattern
  private let arguments: [GroupTree]
  private let types: ParameterTypes

  /// - Throws: `ExpressionProblem` when it is no regular expression.
  package init(_ source: String, types: ParameterTypes) throws(ExpressionProblem) {
    self.source = source
    self.types = types
    do throws(PatternProblem) { pattern = try Pattern(source, options: .anchored) } catch {
      throw .badRegularExpression(source, "\(error.message) at byte \(error.offset)")
    }
    guard let groups = GroupTree(source), groups.count == pattern.groupCount else {
      throw .badRegularExpression(source, "its groups cannot be told apart")
    }
    arguments = groups.children
  }

  /// The arguments of a step's text; nil when the text does not match.
  ///
  /// - Throws: `limit` when the match was given up, `problem` when a group could have several types and none is
  ///   preferential (also when the text does not match).
  package func match(_ text: String) throws(StepMatchProblem) -> [StepArgument]? {
    var found: [ParameterType?] = []
    for group in arguments {
      let candidates = types.types(withRegexp: group.source)
      if candidates.count > 1, !candidates[0].isPreferential {
        throw .problem(.ambiguousType(group.source, source, candidates, try suggestions(for: text)))
      }
      found.append(candidates.first)
    }
    do throws(PatternLimit) {
      guard let match = try pattern.firstMatch(in: text) else { return nil }
      return zip(arguments, found).map { StepArgument($0, match, in: text, type: $1) }
    } catch { throw .limit(error) }
  }

  private func suggestions(for text: String) throws(StepMatchProblem) -> [GeneratedExpression] {
    do throws(PatternLimit) { return try ExpressionGenerator(types).expressions(for: text) } catch {
      throw .limit(error)
    }
  }
}

/// Why it is not known whether a text matches.
package enum StepMatchProblem: Error, Sendable, Hashable {
  case limit(PatternLimit)
  case problem(ExpressionProblem)
}

extension ExpressionProblem {
  fileprivate static func ambiguousType(
    _ regexp: String, _ source: String, _ types: [ParameterType], _ suggestions: [GeneratedExpression]
  ) -> ExpressionProblem {
    var problem = ExpressionProblem(
      "ambiguous-parameter-type",
      """
      Your Regular Expression /\(source)/
      matches multiple parameter types with regexp /\(regexp)/:
         \(types.map { "{\($0.name)}" }.joined(separator: "\n   "))

      I couldn't decide which one to use. You have two options:

      1) Use a Cucumber Expression instead of a Regular Expression. Try one of these:
         \(suggestions.map(\.source).joined(separator: "\n   "))

      2) Make one of the parameter types preferential and continue to use a Regular Expression.
      """,
      problem: "Your regular expression matches multiple parameter types with regexp /\(regexp)/",
      advice: "use a Cucumber Expression, or make one of the parameter types preferential")
    problem.expression = source
    return problem
  }
}
