package import Diagnostics

/// One complaint of the parser, in the official parser's words, and what a better explanation needs.
package struct ParseError: Error, Sendable, Hashable {
  package enum Kind: Sendable, Hashable {
    /// Names of the grammar (`#StepLine`), in its order.
    case unexpectedLine(expected: [String])
    case unexpectedEnd(expected: [String])
    case unknownLanguage(String)
    case spaceInTag
    case inconsistentCells(count: Int, firstCount: Int)
  }

  package var kind: Kind
  /// Word for word what gherkin-official says: `(1:1): expected: #EOF, …, got '…'`.
  package var message: String
  package var location: Location
  /// What is wrong: the rest of the line, the tag, the row.
  package var range: SourceRange
  /// The dialect in force there.
  package var language: String
}

/// Why a file is no feature: one to eleven errors (the official parser gives up when there are more than ten).
package struct ParseErrors: Error, Sendable, Hashable {
  package var errors: [ParseError]
}

/// Thrown inside the parser to stop at once.
struct GaveUp: Error {}

/// The errors found so far; two with the same message are one.
struct ErrorList {
  private(set) var errors: [ParseError] = []

  mutating func report(
    _ kind: ParseError.Kind, _ text: String, at location: Location, range: SourceRange, in dialect: Dialect
  ) throws(GaveUp) {
    let message = "(\(location.line):\(location.column ?? 0)): \(text)"
    guard !errors.contains(where: { $0.message == message }) else { return }
    errors.append(
      ParseError(kind: kind, message: message, location: location, range: range, language: dialect.language))
    guard errors.count > 10 else { return }
    throw GaveUp()
  }

  /// The official parser reads a line that names an unknown language again, as a comment, and an error shares the
  /// place of its line: so the place, but not the message, moves to the first column.
  mutating func moveUnknownLanguageToFirstColumn() {
    guard let last = errors.indices.last, case .unknownLanguage = errors[last].kind else { return }
    errors[last].location.column = 1
  }
}
