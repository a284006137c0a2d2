package import Diagnostics

package struct Step: Sendable, Hashable {
  package var id: NodeID
  package var location: Location
  /// With its trailing space, where the dialect has one.
  package var keyword: String
  package var keywordType: KeywordType
  package var text: String
  package var textRange: SourceRange
  package var dataTable: DataTable?
  package var docString: DocString?

  package var keywordRange: SourceRange { location.range(of: keyword.trimmingSpaceAtEnd) }
}

/// What a step keyword means. In a pickle a conjunction has taken the type of the step before.
package enum KeywordType: String, Sendable, Hashable {
  case context = "Context"
  case action = "Action"
  case outcome = "Outcome"
  case conjunction = "Conjunction"
  /// The keyword belongs to several types (`* `).
  case unknown = "Unknown"
}

package struct DataTable: Sendable, Hashable {
  package var rows: [TableRow]

  /// That of the first row.
  package var location: Location { rows[0].location }
}

package struct DocString: Sendable, Hashable {
  package var location: Location
  package var content: String
  /// Three quotes or backticks; in Markdown also four backticks.
  package var delimiter: String
  package var mediaType: String?
  /// From the opening delimiter to the end of the last line of content.
  package var contentRange: SourceRange
}

extension String {
  fileprivate var trimmingSpaceAtEnd: String { hasSuffix(" ") ? String(dropLast()) : self }
}
