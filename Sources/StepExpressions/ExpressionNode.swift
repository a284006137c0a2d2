/// A node of a Cucumber Expression's syntax tree. Offsets are code points from 0, half open.
package struct ExpressionNode: Sendable, Hashable {
  package enum Kind: Sendable, Hashable {
    /// Text to match as it is; backslashes are already gone.
    case text(String)
    /// `(…)`
    case optional
    /// `a/b`, its children are alternatives.
    case alternation
    case alternative
    /// `{name}`
    case parameter(name: String)
    case expression
  }

  package var kind: Kind
  package var children: [ExpressionNode]
  package var start: Int
  package var end: Int

  init(_ kind: Kind, _ children: [ExpressionNode] = [], start: Int, end: Int) {
    self.kind = kind
    self.children = children
    self.start = start
    self.end = end
  }

  var isText: Bool {
    if case .text = kind { true } else { false }
  }

  var isParameter: Bool {
    if case .parameter = kind { true } else { false }
  }
}
