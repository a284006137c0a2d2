import Diagnostics
import Gherkin

/// A feature with the place of an expected finding between `▸` and `◂`.
struct MarkedText {
  let file: SourceFile
  /// nil when nothing is marked.
  let range: SourceRange?

  init(_ marked: String, path: String = "test.feature") {
    let parts = marked.split(separator: "▸", maxSplits: 1, omittingEmptySubsequences: false)
    let rest = parts.count > 1 ? parts[1].split(separator: "◂", maxSplits: 1, omittingEmptySubsequences: false) : []
    guard rest.count == 2 else {
      file = SourceFile(path: path, text: marked)
      range = nil
      return
    }
    file = SourceFile(path: path, text: "\(parts[0])\(rest[0])\(rest[1])")
    range = SourceRange(parts[0].utf8.count, parts[0].utf8.count + rest[0].utf8.count)
  }
}

extension SourceFile {
  /// A feature file named by nothing but its format.
  init(feature text: String) { self.init(path: "test.feature", text: text) }

  func parsed() throws(ParseErrors) -> GherkinDocument {
    var ids = IDGenerator()
    return try GherkinParser.parse(self, ids: &ids)
  }

  /// The messages of the official parser; empty for a feature.
  func messages() -> [String] {
    do {
      _ = try parsed()
      return []
    } catch {
      return error.errors.map(\.message)
    }
  }

  /// Everything a person would be told.
  func findings() -> [Diagnostic] {
    do {
      return FeatureScrutiny.diagnostics(of: try parsed(), in: self)
    } catch {
      return error.diagnostics(in: self)
    }
  }

  func pickles() throws(ParseErrors) -> [Pickle] {
    var ids = IDGenerator()
    let document = try GherkinParser.parse(self, ids: &ids)
    var compiler = PickleCompiler(file: self)
    return compiler.compile(document, ids: &ids)
  }

  func text(of range: SourceRange) -> String {
    String(decoding: Array(text.utf8)[range.lower..<range.upper], as: UTF8.self)
  }
}
