/// A piece of a Cucumber Expression's text. Offsets are code points from 0, half open, as in Cucumber's own messages.
struct ExpressionToken: Sendable, Hashable {
  enum Kind: Sendable, Hashable {
    case endOfLine, whiteSpace, beginOptional, endOptional, beginParameter, endParameter, alternation, text

    /// What the character stands for when no backslash is before it.
    init(_ scalar: Unicode.Scalar) {
      switch scalar {
      case "(": self = .beginOptional
      case ")": self = .endOptional
      case "{": self = .beginParameter
      case "}": self = .endParameter
      case "/": self = .alternation
      default: self = scalar.isExpressionSpace ? .whiteSpace : .text
      }
    }
  }

  var kind: Kind
  /// Without the backslashes.
  var text: String
  var start: Int
  var end: Int
}

extension Unicode.Scalar {
  /// White space as Cucumber's Python implementation has it: Unicode's, and the four information separators.
  var isExpressionSpace: Bool {
    // Looking a property up takes longer than all else that is done with a character.
    if value < 0x80 { return value == 0x20 || (0x09...0x0D).contains(value) || (0x1C...0x1F).contains(value) }
    return properties.isWhitespace
  }
}

extension ExpressionToken {
  /// Cuts an expression into tokens; the last one is always the end of the line.
  static func tokens(of expression: String) throws(ExpressionProblem) -> [ExpressionToken] {
    let scalars = Array(expression.unicodeScalars)
    var tokens: [ExpressionToken] = []
    var text = ""
    var at = 0
    while at < scalars.count {
      let start = at
      var scalar = scalars[at]
      var kind = Kind(scalar)
      if scalar == "\\" {
        at += 1
        guard at < scalars.count else { throw .theEndOfLineCannotBeEscaped(expression, scalars.count - 1) }
        scalar = scalars[at]
        guard scalar == "\\" || Kind(scalar) != .text else { throw .cannotEscape(expression, at) }
        kind = .text
      }
      at += 1
      if let last = tokens.last, last.kind == kind, kind == .text || kind == .whiteSpace {
        text.unicodeScalars.append(scalar)
        tokens[tokens.count - 1].end = at
      } else {
        if !tokens.isEmpty { tokens[tokens.count - 1].text = text }
        text = String(scalar)
        tokens.append(ExpressionToken(kind: kind, text: "", start: start, end: at))
      }
    }
    if !tokens.isEmpty { tokens[tokens.count - 1].text = text }
    tokens.append(ExpressionToken(kind: .endOfLine, text: "", start: scalars.count, end: scalars.count))
    return tokens
  }
}
