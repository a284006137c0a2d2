package import Diagnostics
package import Gherkin

/// A feature file that was read: its text, its AST and its pickles.
package struct FeatureFile: Sendable {
  package var source: SourceFile
  package var document: GherkinDocument
  package var pickles: [Pickle]
  /// Rows of examples that stand in other files, by id: the document holds only the header they fill.
  package var fileRows: [NodeID: ExamplesFileRow]

  package init(
    source: SourceFile, document: GherkinDocument, pickles: [Pickle], fileRows: [NodeID: ExamplesFileRow] = [:]
  ) {
    self.source = source
    self.document = document
    self.pickles = pickles
    self.fileRows = fileRows
  }

  /// `nl` for `nl`, `en` for `en-old`: the language whose vocabulary speaks here.
  package var language: String {
    let dialect = document.feature?.language ?? "en"
    return dialect.utf8.contains(UInt8(ascii: "-")) ? String(dialect.prefix { $0 != "-" }) : dialect
  }
}
