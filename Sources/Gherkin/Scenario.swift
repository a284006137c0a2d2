package import Diagnostics

package struct Background: Sendable, Hashable {
  package var id: NodeID
  package var heading: Heading
  package var steps: [Step]
}

/// A scenario or a scenario outline; the keyword tells which was written, `examples` which it is.
package struct Scenario: Sendable, Hashable {
  package var id: NodeID
  package var tags: [Tag]
  package var heading: Heading
  package var steps: [Step]
  package var examples: [Examples]
}

package struct Examples: Sendable, Hashable {
  package var id: NodeID
  package var tags: [Tag]
  package var heading: Heading
  /// nil when the block has no table.
  package var tableHeader: TableRow?
  package var tableBody: [TableRow]
}

package struct TableRow: Sendable, Hashable {
  package var id: NodeID
  /// The place of the first bar.
  package var location: Location
  package var cells: [TableCell]
}

package struct TableCell: Sendable, Hashable {
  package var location: Location
  /// Without the space around it, escapes resolved.
  package var value: String
  /// As written: escapes included, space around it not.
  package var range: SourceRange
}
