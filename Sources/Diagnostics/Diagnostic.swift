/// Something wrong with a text that a person handed us, with its place and what to do about it.
///
/// Message style: lower case, no full stop, what was expected and what was found.
package struct Diagnostic: Sendable, Hashable {
  package enum Severity: String, Sendable, Hashable {
    case error
    case warning
  }

  package var severity: Severity
  /// Stable and searchable: `gherkin.unknown-keyword`; every code stands in `docs/diagnostics.md`.
  package var code: String
  package var message: String
  /// nil when the whole run, not a text, is meant.
  package var file: SourceFile?
  package var label: Label?
  /// Further lines under the source, each shown as `= note: …`.
  package var notes: [String]
  /// What to do; nil only where a comment beside the message says why no hint can help.
  package var hint: String?

  package init(
    _ severity: Severity, _ code: String, _ message: String, in file: SourceFile? = nil, at label: Label? = nil,
    notes: [String] = [], hint: String? = nil
  ) {
    self.severity = severity
    self.code = code
    self.message = message
    self.file = file
    self.label = label
    self.notes = notes
    self.hint = hint
  }
}

/// The marked part of a source line and a few words behind the carets.
package struct Label: Sendable, Hashable {
  package var range: SourceRange
  package var text: String

  package init(_ range: SourceRange, _ text: String = "") {
    self.range = range
    self.text = text
  }
}
