/// Why a person does a step, or why a scenario does not apply, in the languages that people read.
package struct Reason: Sendable, Hashable, ExpressibleByStringLiteral {
  package var english: String
  /// nil when there is one text for everybody, as of an adapter that has only English.
  package var dutch: String?

  package init(_ english: String, _ dutch: String? = nil) {
    self.english = english
    self.dutch = dutch
  }

  package init(stringLiteral value: String) { self.init(value) }

  package func callAsFunction(_ texts: Texts) -> String { texts(english, dutch ?? english) }
}
