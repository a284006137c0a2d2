/// Turns the tree of a Cucumber Expression into the text of a regular expression, and checks what the grammar left open.
struct ExpressionRewriter {
  let expression: String
  let types: ParameterTypes
  let namesParameters: Bool
  private(set) var parameters: [CucumberExpression.Parameter] = []

  init(expression: String, types: ParameterTypes, namesParameters: Bool) {
    self.expression = expression
    self.types = types
    self.namesParameters = namesParameters
  }

  mutating func rewrite(_ nodes: [ExpressionNode]) throws(ExpressionProblem) -> String {
    var regex = ""
    for node in nodes { regex += try rewrite(node) }
    return regex
  }

  private mutating func rewrite(_ node: ExpressionNode) throws(ExpressionProblem) -> String {
    switch node.kind {
    case .text(let text): return Self.escape(text)
    case .optional: return try rewriteOptional(node)
    case .alternation: return try rewriteAlternation(node)
    case .alternative, .expression: return try rewrite(node.children)
    case .parameter(let name): return try rewriteParameter(node, name)
    }
  }

  private mutating func rewriteOptional(_ node: ExpressionNode) throws(ExpressionProblem) -> String {
    if let parameter = node.children.first(where: \.isParameter) {
      throw .parameterIsNotAllowedInOptional(expression, parameter)
    }
    if let optional = node.children.first(where: { $0.kind == .optional }) {
      throw .optionalIsNotAllowedInOptional(expression, optional)
    }
    guard node.children.contains(where: \.isText) else { throw .optionalMayNotBeEmpty(expression, node) }
    return "(?:" + (try rewrite(node.children)) + ")?"
  }

  private mutating func rewriteAlternation(_ node: ExpressionNode) throws(ExpressionProblem) -> String {
    for alternative in node.children {
      if alternative.children.isEmpty { throw .alternativeMayNotBeEmpty(expression, alternative) }
      guard alternative.children.contains(where: \.isText) else {
        throw .alternativeOfOptionalsOnly(expression, alternative)
      }
    }
    var alternatives: [String] = []
    for alternative in node.children { alternatives.append(try rewrite(alternative)) }
    return "(?:" + alternatives.joined(separator: "|") + ")"
  }

  private mutating func rewriteParameter(
    _ node: ExpressionNode, _ written: String
  ) throws(ExpressionProblem) -> String {
    var name = written
    var typeName = written
    if namesParameters, let equals = written.firstIndex(of: "=") {
      name = String(written[..<equals])
      typeName = String(written[written.index(after: equals)...])
    }
    guard let type = types[typeName] else { throw .undefinedParameterType(expression, node, typeName, among: types) }
    parameters.append(CucumberExpression.Parameter(type: type, name: name, codePoints: node.start..<node.end))
    return type.group
  }

  /// Puts a backslash before each character with a meaning in regular expressions.
  private static func escape(_ text: String) -> String {
    var escaped: [UInt8] = []
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "\\"), UInt8(ascii: "^"), UInt8(ascii: "["), UInt8(ascii: "("), UInt8(ascii: "{"),
        UInt8(ascii: "$"), UInt8(ascii: "."), UInt8(ascii: "|"), UInt8(ascii: "?"), UInt8(ascii: "*"),
        UInt8(ascii: "+"), UInt8(ascii: "}"), UInt8(ascii: ")"), UInt8(ascii: "]"):
        escaped.append(UInt8(ascii: "\\"))
      default: break
      }
      escaped.append(byte)
    }
    return String(decoding: escaped, as: UTF8.self)
  }
}
