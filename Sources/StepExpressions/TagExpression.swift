package import Diagnostics

/// A boolean expression over tags: `@smoke and not (@slow or @mail)`. An empty one is always true.
///
/// In a tag, a space, a parenthesis and a backslash are written with a backslash before them.
package struct TagExpression: Sendable, Hashable {
  enum Operation: Sendable, Hashable {
    case tag(String)
    case not, and, or
  }

  /// Operands before their operator, so that no expression is too deep to evaluate.
  let operations: [Operation]

  /// - Throws: `TagExpressionProblem` with the specification's message.
  package init(parsing text: String) throws(TagExpressionProblem) {
    operations = try TagExpressionParser.parse(text)
  }

  /// True when the tags fulfil the expression. Tags are compared code point by code point.
  package func evaluate(_ tags: some Sequence<String>) -> Bool {
    let tags = Array(tags)
    var stack: [Bool] = []
    for operation in operations {
      switch operation {
      case .tag(let name): stack.append(tags.contains { $0.utf8.elementsEqual(name.utf8) })
      case .not: stack.append(!stack.removeLast())
      case .and:
        let right = stack.removeLast()
        stack.append(stack.removeLast() && right)
      case .or:
        let right = stack.removeLast()
        stack.append(stack.removeLast() || right)
      }
    }
    return stack.last ?? true
  }

  /// The tags that the expression speaks of, in order, for a warning about unknown ones.
  package var tags: [String] {
    operations.compactMap { if case .tag(let name) = $0 { name } else { nil } }
  }
}

extension TagExpression: CustomStringConvertible {
  /// With all parentheses: `( @a and not ( @b ) )`; empty when always true.
  package var description: String {
    var stack: [(text: String, isBinary: Bool)] = []
    for operation in operations {
      switch operation {
      case .tag(let name): stack.append((Self.escape(name), false))
      case .not:
        let operand = stack.removeLast()
        stack.append((operand.isBinary ? "not \(operand.text)" : "not ( \(operand.text) )", false))
      case .and, .or:
        let right = stack.removeLast().text
        let left = stack.removeLast().text
        stack.append(("( \(left) \(operation == .and ? "and" : "or") \(right) )", true))
      }
    }
    return stack.last?.text ?? ""
  }

  private static func escape(_ name: String) -> String {
    var escaped = String.UnicodeScalarView()
    for scalar in name.unicodeScalars {
      if scalar == "\\" || scalar == "(" || scalar == ")" || scalar.isExpressionSpace { escaped.append("\\") }
      escaped.append(scalar)
    }
    return String(escaped)
  }
}

/// Why a text is not a tag expression.
package struct TagExpressionProblem: Error, Sendable, Hashable, CustomStringConvertible {
  /// The last part of the diagnostic's code.
  package var code: String
  package var expression: String
  /// UTF-8 offsets in the expression, half open.
  package var range: Range<Int>
  /// The reason alone, a sentence: `Expected operator.`
  package var reason: String
  package var hint: String

  /// The specification's wording.
  package var message: String {
    "Tag expression \"\(expression)\" could not be parsed because of syntax error: \(reason)"
  }

  package var description: String { message }

  /// The problem with a caret; the expression itself is the source unless a file is given.
  package func diagnostic(in file: SourceFile? = nil, expressionAt offset: Int = 0) -> Diagnostic {
    let reason = reason.prefix(1).lowercased() + reason.dropFirst().dropLast()
    return Diagnostic(
      .error, "tags.\(code)", "the tag expression cannot be read",
      in: file ?? SourceFile(path: "tag expression", text: expression),
      at: Label(SourceRange(offset + range.lowerBound, offset + range.upperBound), reason), hint: hint)
  }
}
