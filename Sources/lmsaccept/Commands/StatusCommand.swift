import ArgumentParser
import Campaign
import Foundation
import JSON
import Reporting
import RunModel

/// `lmsaccept status`: the round in twelve lines, for the daily mail, and for programs.
struct StatusCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "status", abstract: "Say in twelve lines where the round stands, for the daily mail.")

  @OptionGroup var project: ProjectOptions
  @Flag(help: "For programs: everything, with the figures of each day.") var json = false
  @Flag(help: "The figures of each day, a line each.") var days = false
  @Option(help: ArgumentHelp("Another round than the newest.", valueName: "number")) var round: Int?

  func run() async throws {
    let context = try CommandContext.load(project, needsSecrets: false)
    let store = try context.store()
    let number: Int
    if let round { number = round } else { number = try await store.currentRound() }
    let status = try await Self.status(number, store, context.workspace)
    if json { return Console.line(status.json.text) }
    if days { return Self.show(status.days) }
    for line in status.lines { Console.line(line) }
  }

  static func status(_ number: Int, _ store: CampaignStore, _ workspace: Workspace) async throws -> RoundStatus {
    guard let round = try await store.rounds().first(where: { $0.number == number }) else {
      throw RowEnd.usage("there is no round \(number)", hint: "lmsaccept round status lists them")
    }
    let plan = try await workspace.plannedToday(store)
    let planned = plan.scenarios
    let report = try await RoundReport.load(
      number, store, workspace, planned: planned, target: workspace.target.name)
    let now = Date()
    let target = workspace.target.name
    var history = try await store.history(round: number, planned: planned)
    history.runs.removeAll { $0.header.target != target }
    return RoundStatus(
      .init(
        project: workspace.project, round: round, report: report, history: history,
        findings: try await store.findings().filter { $0.isAbout(target: target) }, planned: planned,
        planTrouble: plan.trouble, now: now.timeIntervalSince1970,
        utcOffsetMinutes: TimeZone.current.secondsFromGMT(for: now) / 60))
  }

  private static func show(_ days: [RoundStatus.Day]) {
    for day in days {
      let figures = day.figures.named.filter { $0.count > 0 }.map { "\($0.name) \($0.count)" }
      let opened = day.opened.values.reduce(0, +)
      let closed = day.closed.values.reduce(0, +)
      Console.line("\(day.day)  \((figures + ["opened \(opened)", "closed \(closed)"]).joined(separator: ", "))")
    }
  }
}
