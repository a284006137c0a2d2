package import Diagnostics
package import JSON

/// The envelopes of features that were read already: source, document and pickles, one JSON value a line.
package enum GherkinLines {
  package static func write(
    _ file: SourceFile, _ document: GherkinDocument, _ pickles: [Pickle], to writer: inout JSONWriter
  ) {
    writer.source(file, uri: file.path)
    writer.gherkinDocument(document, uri: file.path)
    for pickle in pickles { writer.pickle(pickle) }
  }
}
