import Diagnostics
import Planning

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
    return problems + reader.read(sources).problems
  }
}
