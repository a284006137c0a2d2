/// A thing by what scenarios call it: `course "AVG-01"`, `activity "Toets" of "HYG-26"`.
package struct ThingName: Sendable, Hashable {
  package var kind: String
  /// One text for each key column of the kind, in their order.
  package var key: [String]

  package init(kind: String, key: [String]) {
    self.kind = kind
    self.key = key
  }

  /// The key as scenarios write it, each part in quotes.
  package var quotedKey: String { key.map { "\"\($0)\"" }.joined(separator: " of ") }
}

extension ThingKind {
  /// The things that a row refers to: the category of a course.
  package func references(of row: [SeedCell]) -> [(column: String, thing: ThingName)] {
    row.compactMap { cell in
      guard let kind = columns.first(where: { $0.name == cell.column })?.refersTo else { return nil }
      return (cell.column, ThingName(kind: kind, key: [cell.text]))
    }
  }

  /// What a row of this kind is called.
  package func thing(of row: [SeedCell]) -> ThingName {
    ThingName(kind: name, key: key.map { column in row.first { $0.column == column }?.text ?? "" })
  }
}
