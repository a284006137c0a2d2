import Campaign
import Diagnostics
import Foundation
import JSON
import RunModel

extension CampaignStore {
  /// Opens the campaign of a workspace; a problem is said and ends the command.
  static func open(_ workspace: Workspace, makesFile: Bool = true) throws -> CampaignStore {
    let path = workspace.project.campaign
    let folder = path.parentFolder
    if makesFile, !folder.isEmpty {
      try? FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    }
    do throws(CampaignProblem) {
      let store = try CampaignStore(
        path: path,
        options: .init(
          project: workspace.project.name, actor: actor, evidence: workspace.project.evidence, makesFile: makesFile))
      OpenCampaigns.add(store)
      return store
    } catch {
      Console.report([error.diagnostic])
      throw CommandEnd(.usage)
    }
  }

  /// `marieke@laptop-12`, for the journal.
  static var actor: String {
    let user = Console.environment["LMSACCEPT_ACTOR"] ?? NSUserName()
    return "\(user)@\(ProcessInfo.processInfo.hostName)"
  }

  /// Titles of scenarios that did not pass in the last run; a usage error when there was none.
  func failedTitles() async throws -> Set<String> {
    guard let number = try await lastRunNumber(), let record = try await record(ofRun: number) else {
      Console.error("error: --failed wants a run before this one, and nothing was run yet")
      throw CommandEnd(.usage)
    }
    let open = record.scenarios.filter { $0.result?.outcome.isProblem ?? true }
    return Set(open.map(\.scenario.title))
  }

  /// Titles of what the newest round holds and was not run in it; a usage error when it holds everything.
  func dueTitles() async throws -> Set<String> {
    guard let round = try await rounds().last, !round.scenarios.isEmpty else {
      Console.error("error: --due wants a round that was begun with \"lmsaccept round start\"")
      Console.error("  = hint: the first round holds everything")
      throw CommandEnd(.usage)
    }
    let done = Set(try await lastResults(round: round.number).map { "\($0.scenario)\0\($0.exampleKey)" })
    return Set(round.scenarios.filter { !done.contains("\($0.id)\0\($0.exampleKey)") }.map(\.title))
  }

  /// The built-in LMS begins anew with each run: what earlier ones held is gone with them.
  func forgetEarlierSystem(target: String) async throws {
    for entry in try await open(target: target, scenario: nil) {
      try await settle(entry.id, state: .gone, data: nil)
    }
  }
}
