import Campaign
import Diagnostics
import Foundation
import RunModel
import StepLibrary
import Transfer

/// What commands outside `run` that look into the campaign or ask the LMS need.
struct CommandContext {
  let workspace: Workspace

  /// Loads project and library; problems of texts are said and end the command.
  ///
  /// - Parameter needsSecrets: false for a command that sends nothing and writes no passwords; what the environment
  ///   does not hold is then not spoken of either.
  static func load(_ options: ProjectOptions, needsSecrets: Bool = true) throws -> CommandContext {
    let loaded = try WorkspaceLoader(options: options, needsSecrets: needsSecrets).load(nil)
    let isSpokenOf = { (problem: Diagnostic) in
      needsSecrets || problem.severity == .error || problem.code != "project.placeholder"
    }
    Console.report(loaded.problems.filter(isSpokenOf))
    guard let workspace = loaded.workspace else { throw CommandEnd(.unreadable) }
    return CommandContext(workspace: workspace)
  }

  /// Loads what a command needs that asks the LMS; the built-in one has nothing between its runs.
  static func loadForSystem(_ options: ProjectOptions, _ command: String) throws -> CommandContext {
    try requireProject(options, command)
    return try load(options)
  }

  static func requireProject(_ options: ProjectOptions, _ command: String) throws {
    guard try WorkspaceLoader(options: options).projectPath() == nil else { return }
    Console.error("error: \(command) needs a project file; the built-in LMS begins anew with each run")
    Console.error("  = hint: lmsaccept init writes one to begin with")
    throw CommandEnd(.usage)
  }

  func store(makesFile: Bool = false) throws -> CampaignStore {
    try CampaignStore.open(workspace, makesFile: makesFile)
  }

  /// Does something with the LMS outside of a run, and ends the transfer loop after it.
  func withSystem<Value: Sendable>(
    _ store: CampaignStore, _ body: (LibraryRun) async throws -> Value
  ) async throws -> Value {
    try await withSystem(ledger: store) { library in
      let value = try await body(library)
      try await store.flush()
      return value
    }
  }

  /// Asks the LMS something: nothing is made there, and no campaign is needed.
  func asking<Value: Sendable>(_ body: (LibraryRun) async throws -> Value) async throws -> Value {
    try await withSystem(ledger: NoLedger(), body)
  }

  private func withSystem<Value: Sendable>(
    ledger: any Ledger, _ body: (LibraryRun) async throws -> Value
  ) async throws -> Value {
    let clients = try TargetClients(workspace.project)
    let library = LibraryRun(
      library: workspace.library,
      settings: RunSettings(
        clients: clients.clients, ledger: ledger, sink: NoEvents(), evidence: .none,
        masker: workspace.masker, folder: workspace.project.folder))
    do {
      let value = try await body(library)
      await clients.loop.shutDown()
      return value
    } catch {
      await clients.loop.shutDown()
      throw error
    }
  }
}

/// Outside a run nothing is recorded as one.
private struct NoEvents: EventSink {
  func record(_ event: RunEvent) {}
}
