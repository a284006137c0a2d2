/// A scenario ready to run: one row of an outline, backgrounds joined in, placeholders filled.
package struct Pickle: Sendable, Hashable {
  package var id: NodeID
  package var uri: String
  /// That of the scenario, or of the row of its examples.
  package var location: Location
  package var name: String
  package var language: String
  package var steps: [PickleStep]
  /// Inherited ones first: feature, rule, scenario, examples.
  package var tags: [PickleTag]
  /// The scenario, and the row.
  package var source: PickleSource
}

/// The nodes that a pickle or one of its steps was made of.
package struct PickleSource: Sendable, Hashable {
  /// The scenario, or the step.
  package var node: NodeID
  /// That of the examples; nil outside of an outline, and for steps of a background.
  package var row: NodeID?
}

package struct PickleStep: Sendable, Hashable {
  package var id: NodeID
  /// Never a conjunction; nil when an outline begins with one (the official compiler says null there).
  package var type: KeywordType?
  package var text: String
  package var docString: PickleDocString?
  package var dataTable: PickleTable?
  /// The step, and the row.
  package var source: PickleSource
}

package struct PickleDocString: Sendable, Hashable {
  package var content: String
  package var mediaType: String?
  /// 1 or 2; nil unless the step has a table, too.
  package var argumentIndex: Int?
}

package struct PickleTable: Sendable, Hashable {
  package var rows: [[String]]
  /// 1 or 2; nil unless the step has a doc string, too.
  package var argumentIndex: Int?
}

package struct PickleTag: Sendable, Hashable {
  package var name: String
  package var astNodeID: NodeID
}
