import Diagnostics

/// Where something begins in a feature file.
package struct Location: Sendable, Hashable {
  /// From 1.
  package var line: Int
  /// From 1, in Unicode scalars; nil at the end of the file, as the official parser has it.
  package var column: Int?
  /// The same place as a UTF-8 offset, for carets.
  package var offset: Int

  package init(line: Int, column: Int?, offset: Int) {
    self.line = line
    self.column = column
    self.offset = offset
  }

  /// The range of a text that stands here word for word.
  func range(of text: String) -> SourceRange { SourceRange(offset, offset + text.utf8.count) }
}
