import Campaign
import Diagnostics
import Foundation
import Gherkin
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

  /// A new one for each run: it learns secrets on the way.
  var masker: Masker {
    Masker(secrets: project.secrets, personal: project.personal, more: library.secretFields)
  }

  var roleNames: [String: String] { roleNames(in: project.language) }

  /// Key of a role word -> its first spelling.
  func roleNames(in language: String) -> [String: String] {
    Dictionary(
      (library.book.words["role"] ?? []).compactMap { word in
        word.spellings[language]?.first.map { (word.key, $0) }
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

  var gherkinLines: GherkinEnvelopes { GherkinEnvelopes(features: features) }
}

/// Source, document and pickle envelopes for the messages report, made feature by feature as they are asked for.
struct GherkinEnvelopes: Sequence, Sendable {
  let features: [FeatureFile]

  func makeIterator() -> some IteratorProtocol<[UInt8]> {
    features.lazy.map { feature in
      var writer = JSONWriter()
      GherkinLines.write(feature.source, feature.document, feature.pickles, to: &writer)
      return writer.bytes
    }.makeIterator()
  }
}

extension Workspace {
  /// Plans what is selected; problems of all files together.
  ///
  /// - Parameters:
  ///   - texts: the selected files where they are read already; nil: they are read here.
  ///   - findings: the campaign's; nil where there is no campaign.
  func plan(
    _ selection: SelectionOptions, texts: FeatureTexts? = nil, failed: Set<String>? = nil, findings: [Finding]? = nil
  ) throws -> WorkspacePlan {
    let texts = texts ?? FeatureTexts(selection.paths, project: project.folder)
    let wanted = Selection(
      paths: texts.paths, tags: try tags(selection, findings ?? []), names: selection.name, roles: selection.role,
      ids: selection.id, failed: failed)
    let planner = Planner(
      .init(
        book: library.book, adapter: target.adapter, capabilities: library.capabilities, people: project.people,
        languages: languages, content: project.content, isProduction: target.environment == .production,
        folder: project.folder, findings: findings.map { Set($0.map(\.id)) },
        findingsOfPeople: Set((findings ?? []).filter { !$0.isByMachine }.map(\.id))))
    let plan = planner.plan(texts.features, selection: wanted)
    if texts.problems.isEmpty, let unknown = plan.unknownIDs.first {
      Console.error("error: no scenario has the id \"\(unknown.id.visibleLine)\"")
      if let near = unknown.nearest { Console.error("  = hint: did you mean \"\(near.visibleLine)\"?") }
      throw CommandEnd(.usage)
    }
    let shared = RowCollision.all(in: plan.scenarios, project: project.name).map(\.diagnostic)
    return WorkspacePlan(
      features: texts.features, scenarios: plan.scenarios, problems: texts.problems + plan.problems + shared,
      advice: plan.advice)
  }

  /// True for scenarios that both `--tags` and `--pack` want; nil when neither is given.
  private func tags(_ selection: SelectionOptions, _ findings: [Finding]) throws -> (@Sendable ([String]) -> Bool)? {
    let wanted = [
      try selection.tags.map { try tagExpression($0, shownAs: "--tags") },
      try selection.pack.map { try pack($0, findings) },
    ].compactMap(\.self)
    if wanted.isEmpty { return nil }
    return { tags in wanted.allSatisfy { $0(tags) } }
  }

  private func pack(_ name: String, _ findings: [Finding]) throws -> @Sendable ([String]) -> Bool {
    guard name == StandardPacks.retest, project.packs[name] == nil else {
      return try tagExpression(try expression(ofPack: name), shownAs: "pack \(name)")
    }
    let open = findings.filter(\.isOpen)
    guard !open.isEmpty else {
      Console.error("nothing is selected: no finding is open, so there is nothing to test again")
      throw CommandEnd(.nothingRan)
    }
    // Only an id finds a scenario again, wherever it has gone since.
    for finding in open where finding[.scenario].contains(":") {
      Console.error(
        "\(finding.id) is not in the pack retest: \(finding[.scenario]) has no @id; name it by its place".visibleLine)
    }
    let scenarios = open.map { "@id:\($0[.scenario])" }
    let requirements = open.flatMap { $0[.requirement].split(separator: " ").map { "@req:\($0)" } }
    let wanted = Set(scenarios + requirements)
    return { tags in tags.contains(where: wanted.contains) }
  }

  /// What the campaign knows to be wrong; nil when there is no campaign yet.
  func findings() async throws -> [Finding]? {
    guard FileManager.default.fileExists(atPath: project.campaign) else { return nil }
    return try await CampaignStore.open(self, makesFile: false).findings()
  }

  private func expression(ofPack name: String) throws -> String {
    if let expression = project.packs[name] ?? StandardPacks.expressions[name] { return expression }
    let known = Set(project.packs.keys).union(StandardPacks.expressions.keys).union([StandardPacks.retest]).sorted()
    Console.error("error: there is no pack \"\(name.visibleLine)\"")
    let near = nearestName(to: name, among: known).map { "did you mean \"\($0)\"?" }
    Console.error("  = hint: \(near ?? "there are \(known.joined(separator: ", ")); the project file may name more")")
    throw CommandEnd(.usage)
  }

  /// Says of a scenario's tags whether it is asked for before the tests begin: the pack `entry`.
  func entryPack() throws -> @Sendable ([String]) -> Bool {
    try tagExpression(expression(ofPack: "entry"), shownAs: "pack entry")
  }

  /// What is wrong with the project's packs, whether a command selects them or not.
  func packProblems() -> [Diagnostic] {
    project.packs.sorted { $0.key < $1.key }.compactMap { name, text in
      do throws(TagExpressionProblem) {
        _ = try TagExpression(parsing: text)
        return nil
      } catch {
        return error.diagnostic(in: SourceFile(path: "pack \(name)", text: text), expressionAt: 0)
      }
    }
  }

  private func tagExpression(_ text: String, shownAs path: String) throws -> @Sendable ([String]) -> Bool {
    do throws(TagExpressionProblem) {
      let expression = try TagExpression(parsing: text)
      return { tags in expression.evaluate(tags) }
    } catch {
      Console.report([error.diagnostic(in: SourceFile(path: path, text: text), expressionAt: 0)])
      throw CommandEnd(.usage)
    }
  }
}
