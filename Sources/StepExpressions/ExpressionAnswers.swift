package import JSON
internal import Patterns

/// Answers questions about expressions, one JSON value for each: what `lmsaccept expressions` and `lmsaccept tags`
/// print, and what the differential tests ask.
package enum ExpressionAnswers {
  /// `{"expression":…,"text":…}` gives `{"regex":…,"arguments":[…]}`, `"arguments":null` when the text does not match,
  /// or `{"error":…}`.
  ///
  /// Two members may be added: `"regular":true` for a regular expression, `"types":[{"name":…,"regexps":[…]}]` for
  /// types of one's own (also `"snippets"` and `"preferential"`, true or false).
  package static func expression(_ question: JSONValue) -> JSONValue {
    answer { () throws(ExpressionProblem) in
      let types = try types(in: question)
      let source = try text("expression", in: question)
      let text = try text("text", in: question)
      let (regex, expression): (String, StepExpression)
      if question["regular"]?.bool == true {
        (regex, expression) = (source, .regular(try RegularExpression(source, types: types)))
      } else {
        let cucumber = try CucumberExpression(source, types: types)
        (regex, expression) = (cucumber.regex, .cucumber(cucumber))
      }
      do throws(StepMatchProblem) {
        let arguments = try expression.match(text)
        return [
          "regex": .string(regex), "arguments": arguments.map { .array($0.map(\.value.json)) } ?? .null,
        ]
      } catch {
        switch error {
        case .problem(let problem): throw problem
        case .limit(let limit): throw ExpressionProblem("gave-up", limit.description)
        }
      }
    }
  }

  /// `{"text":…}`, and `"types"` as above, gives `{"expressions":[{"source":…,"names":[…]}]}`.
  package static func snippets(_ question: JSONValue) -> JSONValue {
    answer { () throws(ExpressionProblem) in
      let generator = ExpressionGenerator(try types(in: question))
      guard let found = try? generator.expressions(for: try text("text", in: question)) else {
        throw ExpressionProblem("gave-up", "a parameter type's regular expression was given up")
      }
      return [
        "expressions": .array(
          found.map { ["source": .string($0.source), "names": .strings($0.parameterNames)] })
      ]
    }
  }

  /// `{"expression":…,"tags":[…]}` gives `{"result":true,"text":…}` with the printed form, or `{"error":…}`.
  package static func tags(_ question: JSONValue) -> JSONValue {
    guard let source = question["expression"]?.string else { return refusal("\"expression\" must be a text") }
    guard let tags = question["tags"]?.array?.map(\.string), !tags.contains(nil) else {
      return refusal("\"tags\" must be a list of texts")
    }
    do throws(TagExpressionProblem) {
      let expression = try TagExpression(parsing: source)
      return [
        "result": .bool(expression.evaluate(tags.compactMap(\.self))), "text": .string(expression.description),
      ]
    } catch { return refusal(error.message) }
  }

  /// One line of JSON Lines in, one out, by one of the functions above.
  package static func line(_ line: String, _ answer: (JSONValue) -> JSONValue) -> String {
    do throws(JSONProblem) { return answer(try JSONValue(parsing: line)).text } catch {
      return refusal("not JSON: \(error)").text
    }
  }

  private static func refusal(_ message: String) -> JSONValue {
    ["error": .string(message)]
  }

  private static func answer(_ body: () throws(ExpressionProblem) -> JSONValue) -> JSONValue {
    do throws(ExpressionProblem) { return try body() } catch { return refusal(error.message) }
  }

  private static func text(_ key: String, in question: JSONValue) throws(ExpressionProblem) -> String {
    guard let text = question[key]?.string else { throw ExpressionProblem("question", "\"\(key)\" must be a text") }
    return text
  }

  private static func types(in question: JSONValue) throws(ExpressionProblem) -> ParameterTypes {
    var types = ParameterTypes()
    for entry in question["types"]?.array ?? [] {
      let name = try text("name", in: entry)
      let regexps = entry["regexps"]?.array?.compactMap(\.string) ?? []
      try types.define(
        ParameterType(
          name, regexps, isUsedForSnippets: entry["snippets"]?.bool ?? true,
          isPreferential: entry["preferential"]?.bool ?? false))
    }
    return types
  }
}
