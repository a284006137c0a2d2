import ArgumentParser
import Diagnostics
import Foundation
import RunModel
import StepLibrary

/// `lmsaccept adapter`: for whoever connects another LMS.
struct AdapterCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "adapter", abstract: "Begin an adapter for another LMS.", subcommands: [AdapterNewCommand.self])
}

/// `lmsaccept adapter new`: a file that loads, with everything that there is to write.
struct AdapterNewCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "new", abstract: "Write the skeleton of an adapter: Adapters/NAME.lua, or into another folder.")

  @OptionGroup var project: ProjectOptions
  @Argument(help: "What the adapter is called in the project file: small letters, digits, _ and -.") var name: String
  @Option(help: ArgumentHelp("The folder; default: Adapters beside the project file.", valueName: "folder"))
  var out: String?
  @Option(
    name: .customLong("in"),
    help: ArgumentHelp("Scenarios that shall run with it: their steps come first.", valueName: "path"))
  var paths: [String] = []

  func validate() throws {
    guard name.wholeMatch(of: /[a-z][a-z0-9_-]*/) != nil, name != "common" else {
      throw ValidationError("an adapter is called by small letters, digits, _ and -, a letter first; not \"\(name)\"")
    }
  }

  func run() throws {
    let workspace = try vocabulary()
    let path = "\(out ?? home)/\(name).lua"
    guard !FileManager.default.fileExists(atPath: path) else {
      throw RowEnd.usage("\(path.visibleLine) exists already; nothing was written")
    }
    let text = AdapterSkeleton(try bare(workspace).book, name: name, uses: try uses(workspace)).text
    do {
      try FileManager.default.createDirectory(
        atPath: path.parentFolder, withIntermediateDirectories: true)
      try text.write(toFile: path, atomically: true, encoding: .utf8)
    } catch {
      throw RowEnd.usage("\(path.visibleLine) cannot be written: \(error.localizedDescription)")
    }
    Console.line("wrote \(path)".visibleLine)
    Console.line("next: adapter: \(name) for a target of the project file, then lmsaccept check and lmsaccept doctor")
  }

  /// The project may name the adapter already that is about to be written; the words are the same with any.
  private func vocabulary() throws -> Workspace {
    let loaded = try WorkspaceLoader(options: project, needsSecrets: false).loadWithoutProject()
    guard let workspace = loaded.workspace else {
      Console.report(loaded.problems)
      throw CommandEnd(.unreadable)
    }
    return workspace
  }

  /// The same words with an adapter that says nothing.
  private func bare(_ workspace: Workspace) throws -> Library {
    var (files, settings) = (workspace.library.files, workspace.library.settings)
    files.overlay("adapters/\(name).lua", text: "")
    settings.main.adapter = name
    settings.others = []
    return try Library(files: files, settings: settings)
  }

  private var home: String {
    let path = try? WorkspaceLoader(options: project, needsSecrets: false).projectPath()
    let folder = path.map { $0.parentFolder } ?? ""
    return folder.isEmpty ? "Adapters" : "\(folder)/Adapters"
  }

  private func uses(_ workspace: Workspace) throws -> [String: Int] {
    let plan = try workspace.plan(SelectionOptions.parse(["--"] + paths))
    var uses: [String: Int] = [:]
    for step in plan.scenarios.flatMap(\.steps) {
      guard case .matched(let match) = step.understanding else { continue }
      uses[workspace.library.book.definitions[match.definition].id, default: 0] += 1
    }
    return uses
  }
}
