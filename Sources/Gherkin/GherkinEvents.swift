package import Diagnostics
package import JSON

/// Prints features as the official `GherkinEvents` does: one JSON value a line.
package struct GherkinEvents {
  package struct Options: Sendable {
    package var source: Bool
    package var document: Bool
    package var pickles: Bool

    package init(source: Bool = true, document: Bool = true, pickles: Bool = true) {
      self.source = source
      self.document = document
      self.pickles = pickles
    }
  }

  package var options: Options
  private var ids = IDGenerator()

  package init(_ options: Options = Options()) {
    self.options = options
  }

  /// Writes a file's lines: its errors, or what the options ask for. Ids go on from file to file.
  ///
  /// - Parameter flush: called between lines, so that a large file need not be held as JSON.
  /// - Returns: the errors, for people; empty when the file is a feature.
  @discardableResult
  package mutating func write(
    _ file: SourceFile, to writer: inout JSONWriter, flush: (inout JSONWriter) -> Void = { _ in }
  ) -> [ParseError] {
    let uri = Self.uri(of: file.path)
    let document: GherkinDocument
    do {
      document = try GherkinParser.parse(file, ids: &ids)
    } catch {
      for problem in error.errors { writer.parseError(problem, uri: uri) }
      return error.errors
    }
    if options.source { writer.source(file, uri: uri) }
    if options.document { writer.gherkinDocument(document, uri: uri) }
    flush(&writer)
    if options.pickles {
      var compiler = PickleCompiler(file: file, uri: uri)
      compiler.compile(document, ids: &ids) { pickle in
        writer.pickle(pickle)
        flush(&writer)
      }
    }
    return []
  }

  /// The path without empty parts and `.`, as Python's `Path` prints it.
  private static func uri(of path: String) -> String {
    let parts = path.split(separator: "/").filter { $0 != "." }.joined(separator: "/")
    return (path.hasPrefix("/") ? "/" : "") + parts
  }
}
