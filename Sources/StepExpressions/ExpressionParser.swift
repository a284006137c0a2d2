/// Reads the tokens of a Cucumber Expression as a tree:
///
///     expression  := ( alternation | optional | parameter | text )*
///     alternation := (after a space, a parameter or the start) alternative* ( '/' alternative* )+ (before a space,
///                    a parameter or the end)
///     optional    := '(' ( optional | parameter | text )* ')'
///     parameter   := '{' name '}'
///
/// What may stand in an optional or an alternative is decided later, when the tree becomes a regular expression.
struct ExpressionParser {
  private let expression: String
  private let tokens: [ExpressionToken]
  private var at = 0

  private init(_ expression: String) throws(ExpressionProblem) {
    self.expression = expression
    tokens = try ExpressionToken.tokens(of: expression)
  }

  static func parse(_ expression: String) throws(ExpressionProblem) -> ExpressionNode {
    var parser = try ExpressionParser(expression)
    var children: [ExpressionNode] = []
    while parser.token.kind != .endOfLine {
      if let alternation = try parser.alternation() {
        children.append(alternation)
      } else {
        children.append(try parser.part(depth: 0))
      }
    }
    return ExpressionNode(.expression, children, start: 0, end: parser.token.end)
  }

  private var token: ExpressionToken { tokens[at] }

  /// One optional, parameter or text.
  private mutating func part(depth: Int) throws(ExpressionProblem) -> ExpressionNode {
    switch token.kind {
    case .beginOptional: return try optional(depth: depth)
    case .beginParameter: return try parameter()
    case .alternation: throw .alternationNotAllowedInOptional(expression, token)
    default:
      let text = token
      at += 1
      return ExpressionNode(.text(text.text), start: text.start, end: text.end)
    }
  }

  private mutating func optional(depth: Int) throws(ExpressionProblem) -> ExpressionNode {
    let begin = token
    // Nesting is an error in any case; refusing it early here keeps a hostile text from exhausting the stack.
    guard depth < 200 else {
      throw .optionalIsNotAllowedInOptional(expression, ExpressionNode(.optional, start: begin.start, end: begin.end))
    }
    at += 1
    var children: [ExpressionNode] = []
    while token.kind != .endOptional {
      guard token.kind != .endOfLine else { throw .missingEnd(expression, begin) }
      children.append(try part(depth: depth + 1))
    }
    at += 1
    return ExpressionNode(.optional, children, start: begin.start, end: tokens[at - 1].end)
  }

  private mutating func parameter() throws(ExpressionProblem) -> ExpressionNode {
    let begin = token
    at += 1
    var name = ""
    while token.kind != .endParameter {
      switch token.kind {
      case .text, .whiteSpace: name += token.text
      case .endOfLine: throw .missingEnd(expression, begin)
      default: throw .invalidParameterNameInPlace(expression, token)
      }
      at += 1
    }
    at += 1
    return ExpressionNode(.parameter(name: name), start: begin.start, end: tokens[at - 1].end)
  }

  /// An alternation that begins here, or nil with nothing consumed.
  private mutating func alternation() throws(ExpressionProblem) -> ExpressionNode? {
    guard at == 0 || tokens[at - 1].kind == .whiteSpace || tokens[at - 1].kind == .endParameter else { return nil }
    let first = at
    var alternatives: [ExpressionNode] = []
    var current = ExpressionNode(.alternative, start: token.start, end: token.start)
    while ![.whiteSpace, .endOfLine, .beginParameter].contains(token.kind) {
      if token.kind == .alternation {
        current.end = token.start
        alternatives.append(current)
        current = ExpressionNode(.alternative, start: token.end, end: token.end)
        at += 1
      } else {
        current.children.append(try part(depth: 0))
      }
    }
    guard !alternatives.isEmpty else {
      at = first
      return nil
    }
    current.end = token.start
    alternatives.append(current)
    return ExpressionNode(.alternation, alternatives, start: tokens[first].start, end: token.start)
  }
}
