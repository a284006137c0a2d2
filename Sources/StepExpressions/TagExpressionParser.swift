/// Reads a tag expression with the shunting-yard algorithm: `not` binds tighter than `and`, `and` tighter than `or`.
struct TagExpressionParser {
  private struct Token {
    var text: String
    /// UTF-8 offsets, half open.
    var range: Range<Int>
  }

  private enum Pending {
    case open(Range<Int>)
    case operation(TagExpression.Operation)
  }

  private let expression: String
  private var operations: [TagExpression.Operation] = []
  private var pending: [Pending] = []
  private var expectsOperand = true

  static func parse(_ expression: String) throws(TagExpressionProblem) -> [TagExpression.Operation] {
    var parser = TagExpressionParser(expression: expression)
    let tokens = try parser.tokens()
    guard let last = tokens.last else { return [] }
    for token in tokens { try parser.take(token) }
    return try parser.finish(after: last)
  }

  private init(expression: String) {
    self.expression = expression
  }

  private func tokens() throws(TagExpressionProblem) -> [Token] {
    var tokens: [Token] = []
    var text = String.UnicodeScalarView()
    var start = 0
    var at = 0
    var isEscaped = false
    func finish(_ tokens: inout [Token], _ text: inout String.UnicodeScalarView) {
      if !text.isEmpty { tokens.append(Token(text: String(text), range: start..<at)) }
      text = String.UnicodeScalarView()
    }
    for scalar in expression.unicodeScalars {
      let next = at + UTF8.width(scalar)
      let isSeparator = scalar == "(" || scalar == ")" || scalar.isExpressionSpace
      if isEscaped {
        guard isSeparator || scalar == "\\" else { throw .illegalEscape(expression, at..<next, scalar) }
        text.append(scalar)
        isEscaped = false
      } else if isSeparator {
        finish(&tokens, &text)
        if !scalar.isExpressionSpace { tokens.append(Token(text: String(scalar), range: at..<next)) }
      } else {
        if text.isEmpty { start = at }
        if scalar == "\\" { isEscaped = true } else { text.append(scalar) }
      }
      at = next
    }
    // A backslash at the very end stands for nothing, as in Cucumber.
    finish(&tokens, &text)
    return tokens
  }

  private mutating func take(_ token: Token) throws(TagExpressionProblem) {
    switch token.text {
    case "not":
      try expect(operand: true, token)
      pending.append(.operation(.not))
    case "and", "or":
      try expect(operand: false, token)
      let operation: TagExpression.Operation = token.text == "and" ? .and : .or
      while case .operation(let last)? = pending.last, operation == .or || last != .or {
        pending.removeLast()
        operations.append(last)
      }
      pending.append(.operation(operation))
      expectsOperand = true
    case "(":
      try expect(operand: true, token)
      pending.append(.open(token.range))
    case ")":
      try expect(operand: false, token)
      try close(token)
    default:
      try expect(operand: true, token)
      operations.append(.tag(token.text))
      expectsOperand = false
    }
  }

  private func expect(operand: Bool, _ token: Token) throws(TagExpressionProblem) {
    if operand != expectsOperand { throw .expected(operand: expectsOperand, expression, token.range) }
  }

  private mutating func close(_ token: Token) throws(TagExpressionProblem) {
    while let last = pending.popLast() {
      guard case .operation(let operation) = last else { return }
      operations.append(operation)
    }
    throw .unmatched(")", expression, token.range)
  }

  private mutating func finish(after last: Token) throws(TagExpressionProblem) -> [TagExpression.Operation] {
    if expectsOperand {
      if case .open(let range)? = pending.last { throw .unmatched("(", expression, range) }
      throw .expected(operand: true, expression, last.range.upperBound..<last.range.upperBound)
    }
    while let last = pending.popLast() {
      switch last {
      case .open(let range): throw .unmatched("(", expression, range)
      case .operation(let operation): operations.append(operation)
      }
    }
    return operations
  }
}

extension TagExpressionProblem {
  fileprivate static func expected(operand: Bool, _ text: String, _ range: Range<Int>) -> TagExpressionProblem {
    TagExpressionProblem(
      code: operand ? "expected-operand" : "expected-operator", expression: text, range: range,
      reason: operand ? "Expected operand." : "Expected operator.",
      hint: operand
        ? "write a tag, \"not\" or an opening parenthesis here"
        : "join tags with \"and\" or \"or\"; a space inside a tag is written as \"\\ \"")
  }

  fileprivate static func unmatched(
    _ parenthesis: String, _ text: String, _ range: Range<Int>
  ) -> TagExpressionProblem {
    TagExpressionProblem(
      code: "unmatched-parenthesis", expression: text, range: range, reason: "Unmatched \(parenthesis).",
      hint: "a parenthesis that belongs to a tag is written as \"\\\(parenthesis)\"")
  }

  fileprivate static func illegalEscape(
    _ text: String, _ range: Range<Int>, _ scalar: Unicode.Scalar
  ) -> TagExpressionProblem {
    TagExpressionProblem(
      code: "illegal-escape", expression: text, range: range, reason: "Illegal escape before \"\(scalar)\".",
      hint: "a backslash stands only before a space, a parenthesis or a backslash")
  }
}
