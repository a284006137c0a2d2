import Diagnostics
import Planning

extension [Diagnostic] {
  /// Without the lines that have no place only because the first keyword of their file is misspelt.
  var withoutConsequences: [Diagnostic] {
    let headless = Set(filter { $0.code == "gherkin.unknown-keyword" && $0.isAboutHead }.map(\.file?.path))
    return filter { !($0.code == "gherkin.unexpected-line" && $0.isAboutHead && headless.contains($0.file?.path)) }
  }
}

extension Diagnostic {
  fileprivate var isAboutHead: Bool { message == "expected tags or a feature" }
}

/// What is wrong with features when the library cannot be read, so that all problems are shown at once.
enum FeatureProblems {
  static func read(_ arguments: [String], project folder: String? = nil) -> [Diagnostic] {
    let paths = (arguments.isEmpty ? ["Scenarios"] : arguments).map(ScenarioPath.init)
    let (files, missing) = FeatureFinder().find(paths)
    var problems = missing
    var sources: [SourceFile] = []
    for path in files {
      do throws(TextFileProblem) { sources.append(try TextFile.read(path)) } catch { problems.append(error.diagnostic) }
    }
    var reader = FeatureReader(project: folder)
    return problems + reader.read(sources).problems.withoutConsequences
  }
}
