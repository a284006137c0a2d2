/// The id of an AST node or of a pickle: a number in the AST, its decimal digits in JSON.
package struct NodeID: Sendable, Hashable, CustomStringConvertible {
  package var number: Int

  package init(_ number: Int) {
    self.number = number
  }

  /// Stands in a node that is still being read; no finished node has it.
  static let pending = NodeID(-1)

  package var description: String { String(number) }
}

/// Hands out ids: one counter from 0 over all files of a call, failed files included.
package struct IDGenerator: Sendable {
  private var following: Int

  package init(first: Int = 0) {
    following = first
  }

  package mutating func next() -> NodeID {
    defer { following += 1 }
    return NodeID(following)
  }
}
