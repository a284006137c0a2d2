package import Diagnostics
package import Gherkin

/// Reads feature files into AST and pickles, going on after a file that cannot be read.
package struct FeatureReader {
  private var ids = IDGenerator()
  private let examples: ExamplesReader?

  /// - Parameter examples: reads the file that an `@examples:` tag or a `| @table:… |` names (`ExamplesFiles.reader`).
  package init(examples: ExamplesReader?) {
    self.examples = examples
  }

  /// Examples from files lie in the project's folder or beside the feature.
  package init(project folder: String? = nil) {
    self.init(examples: ExamplesFiles(project: folder).reader)
  }

  /// All files with one id counter, and everything that is wrong with any of them.
  package mutating func read(_ sources: [SourceFile]) -> (features: [FeatureFile], problems: [Diagnostic]) {
    var features: [FeatureFile] = []
    var problems: [Diagnostic] = []
    for source in sources {
      do throws(ParseErrors) {
        let document = try GherkinParser.parse(source, ids: &ids)
        var compiler = PickleCompiler(file: source, examplesReader: examples)
        let pickles = compiler.compile(document, ids: &ids)
        problems += compiler.diagnostics
        problems += FeatureScrutiny.diagnostics(of: document, in: source)
        var feature = FeatureFile(source: source, document: document, pickles: pickles, fileRows: compiler.fileRows)
        if let examples {
          var tables = TableFiles(reader: examples)
          tables.fill(&feature)
          problems += tables.problems
        }
        features.append(feature)
      } catch {
        problems += error.diagnostics(in: source)
      }
    }
    problems += FeatureScrutiny.repeatedIDs(in: features.map { (file: $0.source, document: $0.document) })
    return (features, problems)
  }
}
