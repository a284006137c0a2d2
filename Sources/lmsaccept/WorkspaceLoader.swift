import Campaign
import Diagnostics
import Foundation
import ProjectFile
import RunModel
import ShippedLibrary
import StepLibrary

/// Finds and reads project file and library.
struct WorkspaceLoader {
  let options: ProjectOptions
  /// False for commands that send nothing: a secret that the environment does not hold is then only a warning.
  var needsSecrets = true

  /// The built-in LMS, when it was started for this command.
  struct BuiltIn {
    var base: String
    var adminToken: String
  }

  struct Loaded {
    /// nil when a text is wrong.
    var workspace: Workspace?
    var problems: [Diagnostic]
  }

  /// Where the nearest project file is; nil for none.
  func projectPath() throws -> String? {
    if let path = options.project {
      guard FileManager.default.fileExists(atPath: path) else {
        Console.report([TextFileProblem(path: path, reason: "there is no such file").diagnostic])
        throw CommandEnd(.usage)
      }
      return path
    }
    var folder = URL(fileURLWithPath: FileManager.default.currentDirectoryPath).standardizedFileURL
    while true {
      let candidate = folder.appendingPathComponent("lmsaccept.yaml").path
      if FileManager.default.fileExists(atPath: candidate) { return shown(candidate) }
      let parent = folder.deletingLastPathComponent()
      if parent.path == folder.path { return nil }
      folder = parent
    }
  }

  /// Absolute folder of the project file; nil for none.
  func projectFolder() throws -> String? {
    try projectPath().map { URL(fileURLWithPath: $0).standardizedFileURL.deletingLastPathComponent().path }
  }

  /// Loads everything. Without a project file `builtIn` says where the built-in LMS listens; nil for commands that send
  /// nothing.
  func load(_ builtIn: BuiltIn?) throws -> Loaded {
    guard let path = try projectPath(), let folder = try projectFolder() else {
      return try loadWithoutProject(builtIn)
    }
    var (files, problems) = shippedFiles()
    for (own, place) in [("Adapters", "adapters"), ("Steps", "Steps")]
    where FileManager.default.fileExists(atPath: "\(folder)/\(own)") {
      overlay("\(folder)/\(own)", below: place, onto: &files, &problems)
    }
    let source: SourceFile
    do throws(TextFileProblem) {
      source = try TextFile.read(path)
    } catch {
      return Loaded(workspace: nil, problems: problems + [error.diagnostic])
    }
    let first = read(source, folder: folder, book: nil)
    guard let project = first.project else {
      // The library can be wrong on its own: all problems at once.
      let library = try? Library(files: files, settings: LibrarySettings(main: DemoProject.target(nil)))
      return Loaded(workspace: nil, problems: problems + first.problems + (library?.problems ?? []))
    }
    var loaded = try finish(project, files: files, problems: problems + first.problems, isBuiltIn: false)
    guard let book = loaded.workspace?.library.book else { return loaded }
    let second = read(source, folder: folder, book: book)
    guard let full = second.project else { return Loaded(workspace: nil, problems: loaded.problems + second.problems) }
    loaded.workspace?.project.content = full.content
    loaded.workspace?.project.digest = hex(sha256(Array(source.text.utf8)))
    return loaded
  }

  /// The built-in LMS and the shipped library, whatever project is near.
  func loadWithoutProject(_ builtIn: BuiltIn? = nil) throws -> Loaded {
    let (files, problems) = shippedFiles()
    return try finish(DemoProject.project(builtIn), files: files, problems: problems, isBuiltIn: true)
  }

  private func shippedFiles() -> (LibraryFiles, [Diagnostic]) {
    var problems: [Diagnostic] = []
    var files = LibraryFiles(shipped: ShippedLibrary.files)
    if let folder = options.library { overlay(folder, onto: &files, &problems) }
    return (files, problems)
  }

  /// - Parameter book: nil before the vocabulary is known: every role and column of a person is taken then.
  private func read(_ source: SourceFile, folder: String, book: StepBook?) -> ProjectReader.Result {
    let first = read(source, folder: folder, book: book, environment: Console.environment)
    let unset = needsSecrets ? [] : Self.unsetVariables(in: source.text)
    guard first.project == nil, !unset.isEmpty else { return first }
    let invented = Dictionary(unset.map { ($0, "not-set-\($0)") }, uniquingKeysWith: { first, _ in first })
    let environment = Console.environment.merging(invented) { real, _ in real }
    var second = read(source, folder: folder, book: book, environment: environment)
    let warnings = first.problems.filter { problem in
      problem.code == "project.placeholder" && unset.contains { problem.message.contains(" \($0) is not set") }
    }
    second.problems += warnings.map { problem in
      var warning = problem
      warning.severity = .warning
      return warning
    }
    return sorted(second)
  }

  private func read(
    _ source: SourceFile, folder: String, book: StepBook?, environment: [String: String]
  ) -> ProjectReader.Result {
    let roles = book.map { ($0.words["role"] ?? []).map(\.key) + ["admin"] }
    let personKeys = book?.kinds["user"].map { $0.columns.map(\.name) + ["token"] }
    let kinds = book.map { $0.kinds.values.sorted { $0.name < $1.name } }
    let reader = ProjectReader(
      environment: environment, roles: roles, personKeys: personKeys, kinds: kinds
    ) { path in
      let full = path.hasPrefix("/") ? path : folder + "/" + path
      return try TextFile.read(full).text
    }
    return sorted(reader.read(source, folder: folder))
  }

  /// In the order of the text, whatever order its keys were looked up in.
  private func sorted(_ result: ProjectReader.Result) -> ProjectReader.Result {
    var result = result
    func offset(_ problem: Diagnostic) -> Int { problem.label?.range.lower ?? 0 }
    result.problems.sort { offset($0) < offset($1) }
    return result
  }

  /// Names in `${env:NAME}` that the environment does not hold.
  private static func unsetVariables(in text: String) -> [String] {
    text.split(separator: "${env:").dropFirst().compactMap { part in
      let name = String(part.prefix { $0 != "}" && !$0.isNewline })
      return name.isEmpty || Console.environment[name] != nil ? nil : name
    }
  }

  private func finish(
    _ project: Project, files: LibraryFiles, problems: [Diagnostic], isBuiltIn: Bool
  ) throws -> Loaded {
    var project = project
    let name = options.target ?? project.target
    guard var target = project.targets[name] else {
      Console.error("error: the project has no target \"\(name.visibleLine)\"")
      Console.error("  = hint: its targets: \(project.targets.keys.sorted().joined(separator: ", "))")
      throw CommandEnd(.usage)
    }
    try set(options.settings, in: &target)
    project.targets[name] = target
    project.target = name
    guard let settings = LibrarySettings(project, mark: "lmsaccept:\(project.name)") else {
      preconditionFailure("the target was looked up just above")
    }
    let library: Library
    do throws(LibraryProblem) {
      library = try Library(files: files, settings: settings)
    } catch {
      return Loaded(
        workspace: nil,
        problems: problems + [Diagnostic(.error, "library.prelude", error.message, hint: "remove the changed prelude")])
    }
    let all = problems + library.problems
    guard all.allSatisfy({ $0.severity != .error }) else { return Loaded(workspace: nil, problems: all) }
    let languages = (options.language ?? project.language).split(separator: ",").map(String.init)
    project.language = languages.first ?? project.language
    return Loaded(
      workspace: Workspace(
        project: project, target: target, library: library,
        languages: languages + ["en", "nl"].filter { !languages.contains($0) }, isBuiltIn: isBuiltIn,
        overridden: options.settings), problems: all)
  }

  /// `key=value` settings of the command line; secrets do not belong there, for others can read command lines.
  private func set(_ settings: [String], in target: inout TargetSettings) throws {
    for setting in settings {
      let parts = setting.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
      let isSecret = ["password", "token", "secret", "key"].contains { parts[0].lowercased().contains($0) }
      guard parts.count == 2, !parts[0].isEmpty, !isSecret else {
        Console.error(
          isSecret
            ? "error: \"\(parts[0].visibleLine)\" is a secret, and command lines can be read by others"
            : "error: --set takes key=value, not \"\(setting.visibleLine)\"")
        if isSecret { Console.error("  = hint: put it into the secrets file or the environment") }
        throw CommandEnd(.usage)
      }
      guard parts[0] == "base" else {
        target.settings[parts[0]] = parts[1]
        continue
      }
      if let problem = TargetAddress.problem(parts[1], environment: target.environment) {
        Console.error("error: --set base: \(problem.message.visibleLine)")
        Console.error("  = hint: \(problem.hint)")
        throw CommandEnd(.usage)
      }
      target.base = parts[1]
    }
  }

  private func overlay(
    _ folder: String, below prefix: String? = nil, onto files: inout LibraryFiles, _ problems: inout [Diagnostic]
  ) {
    let paths = (try? FileManager.default.subpathsOfDirectory(atPath: folder)) ?? []
    let lua = paths.filter { $0.hasSuffix(".lua") }.sorted()
    if lua.isEmpty, prefix == nil {
      problems.append(
        Diagnostic(
          .error, "library.folder", "the folder \(folder) holds no .lua files", hint: "name a folder like Library/"))
    }
    for path in lua {
      let shown = "\(folder)/\(path)"
      do throws(TextFileProblem) {
        let text = try TextFile.read(shown).text
        files.overlay(prefix.map { "\($0)/\(path)" } ?? path, text: text, shownAs: self.shown(shown))
      } catch {
        problems.append(error.diagnostic)
      }
    }
  }

  /// The path as people see it from where they are.
  private func shown(_ path: String) -> String {
    let here = FileManager.default.currentDirectoryPath + "/"
    return path.hasPrefix(here) ? String(path.dropFirst(here.count)) : path
  }
}
