internal import Patterns

/// A named kind of argument: the regular expressions of which one must match, and how the text is read.
package struct ParameterType: Sendable, Hashable {
  /// How the matched text becomes a value.
  package enum Reading: Sendable, Hashable {
    case integer, float, decimal, text
    /// Text in quotes, with `\"` and `\'` for quotes in it.
    case quoted
    /// Left to the caller, who gets the raw texts of the groups.
    case raw
  }

  /// Empty for the anonymous type `{}`.
  package let name: String
  /// At least one, in the order written.
  package let regexps: [String]
  package let reading: Reading
  /// Offered when an expression is generated from a step's text.
  package let isUsedForSnippets: Bool
  /// Wins when several types have the same regular expression.
  package let isPreferential: Bool

  /// - Throws: `ExpressionProblem` for a name that cannot stand in an expression and for a text that is no regular
  ///   expression.
  package init(
    _ name: String, _ regexps: [String], reading: Reading = .raw, isUsedForSnippets: Bool = true,
    isPreferential: Bool = false
  ) throws(ExpressionProblem) {
    self.init(unchecked: name, regexps, reading, snippets: isUsedForSnippets, preferential: isPreferential)
    if name.unicodeScalars.contains(where: { "{}()\\/".unicodeScalars.contains($0) }) {
      throw .invalidParameterName(name)
    }
    if name.unicodeScalars.contains(where: { "[]$.|?*+".unicodeScalars.contains($0) }) {
      throw .illegalParameterName(name)
    }
    guard !regexps.isEmpty else { throw .noRegularExpression(name) }
    for regexp in regexps {
      do throws(PatternProblem) { _ = try Pattern(regexp) } catch {
        throw .badParameterRegexp(name, regexp, error.message, error.offset)
      }
    }
  }

  private init(
    unchecked name: String, _ regexps: [String], _ reading: Reading, snippets: Bool, preferential: Bool = false
  ) {
    self.name = name
    self.regexps = regexps
    self.reading = reading
    isUsedForSnippets = snippets
    isPreferential = preferential
  }

  /// The regular expression of one argument: a capturing group around all regexps.
  var group: String {
    regexps.count == 1 ? "(\(regexps[0]))" : "((?:" + regexps.joined(separator: ")|(?:") + "))"
  }

  /// Which of two types with the same regular expression comes first.
  static func isBefore(_ left: ParameterType, _ right: ParameterType) -> Bool {
    if left.isPreferential != right.isPreferential { return left.isPreferential }
    return left.name.unicodeScalars.count < right.name.unicodeScalars.count
  }

  /// Cucumber's own types, in the order in which it defines them.
  static let builtIn: [ParameterType] = {
    let integer = [#"-?\d+"#, #"\d+"#]
    let float = [#"[-+]?(?:\d+(?:\.\d+)?|\.\d+)(?:[E][+-]?\d+)?"#]
    let quoted = [#""([^\"\\]*(\\.[^\"\\]*)*)""#, #"'([^'\\]*(\\.[^'\\]*)*)'"#]
    return [
      ParameterType(unchecked: "int", integer, .integer, snippets: true, preferential: true),
      ParameterType(unchecked: "float", float, .float, snippets: true),
      ParameterType(unchecked: "word", [#"[^\s]+"#], .text, snippets: false),
      ParameterType(unchecked: "string", quoted, .quoted, snippets: true),
      ParameterType(unchecked: "", [".*"], .text, snippets: false, preferential: true),
      ParameterType(unchecked: "bigdecimal", float, .decimal, snippets: false),
      ParameterType(unchecked: "biginteger", integer, .integer, snippets: false),
      ParameterType(unchecked: "byte", integer, .integer, snippets: false),
      ParameterType(unchecked: "short", integer, .integer, snippets: false),
      ParameterType(unchecked: "long", integer, .integer, snippets: false),
      ParameterType(unchecked: "double", float, .float, snippets: false),
    ]
  }()
}

extension ExpressionProblem {
  fileprivate static func invalidParameterName(_ name: String) -> ExpressionProblem {
    ExpressionProblem(
      "bad-type-name",
      "Illegal character in parameter name {\(name)}. "
        + #"Parameter names may not contain '{', '}', '(', ')', '\' or '/'"#,
      advice: "take a name of letters, digits and spaces")
  }

  fileprivate static func illegalParameterName(_ name: String) -> ExpressionProblem {
    ExpressionProblem(
      "bad-type-name",
      "Illegal character in parameter name \(name). Parameter names may not contain '[]()$.|?*+'",
      advice: "take a name of letters, digits and spaces")
  }

  fileprivate static func noRegularExpression(_ name: String) -> ExpressionProblem {
    ExpressionProblem(
      "bad-type-pattern", "The parameter type {\(name)} has no regular expression",
      advice: "give one, such as \\d+")
  }

  fileprivate static func badParameterRegexp(
    _ name: String, _ regexp: String, _ reason: String, _ offset: Int
  ) -> ExpressionProblem {
    ExpressionProblem(
      "bad-type-pattern",
      "The parameter type {\(name)} has no valid regular expression: \(reason) at byte \(offset) of /\(regexp)/",
      // Only the writer knows what the pattern should have been.
      advice: nil)
  }
}
