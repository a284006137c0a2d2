import Diagnostics
import Foundation
import JSON
import Planning
import ProjectFile
import RunModel
import ShippedLibrary
import Spreadsheets
import StepExpressions
import StepLibrary

/// Everything that commands need before anything is sent: project, library, and the plan of what was selected.
///
/// Made by `WorkspaceLoader`, which collects every problem of every text before it gives up.
struct Workspace: Sendable {
  var project: Project
  var target: TargetSettings
  var library: Library
  /// Languages in order of preference.
  var languages: [String]
  /// True for the built-in LMS without a project file.
  var isBuiltIn: Bool
  /// Settings from the command line that every report must name.
  var overridden: [String]

  var roleNames: [String: String] {
    Dictionary(
      (library.book.words["role"] ?? []).compactMap { word in
        word.spellings[project.language]?.first.map { (word.key, $0) }
      }, uniquingKeysWith: { first, _ in first })
  }
}

/// A plan, or what is wrong with the texts.
struct WorkspacePlan {
  var features: [FeatureFile]
  var scenarios: [PlannedScenario]
  /// Errors: nothing may run.
  var problems: [Diagnostic]
  /// What only `check` refuses.
  var advice: [Diagnostic]

  /// Source, document and pickle envelopes for the messages report.
  var gherkinLines: [UInt8] {
    var writer = JSONWriter()
    for feature in features { GherkinLines.write(feature.source, feature.document, feature.pickles, to: &writer) }
    return writer.bytes
  }
}

extension Workspace {
  /// Reads and plans what is selected; problems of all files together.
  func plan(_ selection: SelectionOptions, failed: Set<String>? = nil) throws -> WorkspacePlan {
    let paths = (selection.paths.isEmpty ? ["Scenarios"] : selection.paths).map(ScenarioPath.init)
    let (files, missing) = FeatureFinder().find(paths)
    var problems = missing
    var sources: [SourceFile] = []
    for path in files {
      do throws(TextFileProblem) { sources.append(try TextFile.read(path)) } catch { problems.append(error.diagnostic) }
    }
    var reader = FeatureReader()
    let (features, unreadable) = reader.read(sources)
    problems += unreadable
    let wanted = Selection(
      paths: paths, tags: try tagExpression(selection.tags), names: selection.name, roles: selection.role,
      ids: selection.id, failed: failed)
    let planner = Planner(
      .init(
        book: library.book, adapter: target.adapter, capabilities: library.capabilities, people: project.people,
        languages: languages))
    let plan = planner.plan(features, selection: wanted)
    return WorkspacePlan(
      features: features, scenarios: plan.scenarios, problems: problems + plan.problems, advice: plan.advice)
  }

  private func tagExpression(_ text: String?) throws -> (@Sendable ([String]) -> Bool)? {
    guard let text else { return nil }
    do throws(TagExpressionProblem) {
      let expression = try TagExpression(parsing: text)
      return { tags in expression.evaluate(tags) }
    } catch {
      Console.report([error.diagnostic(in: SourceFile(path: "--tags", text: text), expressionAt: 0)])
      throw CommandEnd(.usage)
    }
  }
}
