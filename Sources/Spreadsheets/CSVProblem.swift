package import Diagnostics

/// Why a CSV file cannot be read, and where.
package struct CSVProblem: Error, Sendable, Hashable {
  package enum Kind: String, Sendable {
    case unclosedQuote = "unclosed-quote"
    case textAfterQuote = "text-after-quote"
    case quoteInField = "quote-in-field"
    case encoding
    case tooLarge = "too-large"
    case tooManyRows = "too-many-rows"
    case tooManyColumns = "too-many-columns"
    case fieldTooLong = "field-too-long"
  }

  package var kind: Kind
  /// 1-based; 0 when the whole file is meant.
  package var line: Int
  /// 1-based, in Unicode scalars.
  package var column: Int
  /// Lower case, no full stop.
  package var message: String
  package var hint: String?

  init(_ kind: Kind, line: Int = 0, column: Int = 0, _ message: String, hint: String? = nil) {
    self.kind = kind
    self.line = line
    self.column = column
    self.message = message
    self.hint = hint
  }

  /// - Parameter text: the file as decoded; nil when it could not be.
  package func diagnostic(path: String, text: String?) -> Diagnostic {
    guard let text, line > 0 else {
      return Diagnostic(.error, "csv.\(kind.rawValue)", "\(path): \(message)", hint: hint)
    }
    let file = SourceFile(path: path, text: text)
    let start = file.offset(of: SourcePosition(line: line, column: column))
    return Diagnostic(
      .error, "csv.\(kind.rawValue)", message, in: file, at: Label(SourceRange(start, start + 1)), hint: hint)
  }
}
