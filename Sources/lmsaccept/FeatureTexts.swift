import Diagnostics
import Planning
import RunModel

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

/// The feature files that a command was given, read and parsed: neither project nor library is needed for that.
struct FeatureTexts: Sendable {
  /// What was asked for; `Scenarios` when nothing was.
  let paths: [ScenarioPath]
  let features: [FeatureFile]
  /// What is wrong with any of them.
  let problems: [Diagnostic]

  /// - Parameters:
  ///   - arguments: files, folders and `file:line`.
  ///   - folder: of the project file, where files of examples may lie as well as beside a feature; nil without one.
  init(_ arguments: [String], project folder: String?) {
    paths = (arguments.isEmpty ? ["Scenarios"] : arguments).map(ScenarioPath.init)
    let (files, missing) = FeatureFinder().find(paths)
    var problems = missing
    if arguments.isEmpty, !missing.isEmpty {
      problems[0].hint = "name feature files or a folder; lmsaccept init writes a first project"
    }
    var sources: [SourceFile] = []
    for path in files {
      do throws(TextFileProblem) { sources.append(try TextFile.read(path)) } catch { problems.append(error.diagnostic) }
    }
    var reader = FeatureReader(project: folder)
    let read = reader.read(sources)
    features = read.features
    self.problems = problems + read.problems.withoutConsequences
  }
}
