import ArgumentParser
import Campaign
import DemoLMS
import Diagnostics
import Foundation
import Reporting
import RunModel

/// `lmsaccept round`: test days on one site.
struct RoundCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "round", abstract: "Begin, show, close and open again rounds: test days on one site.",
    subcommands: [RoundStartCommand.self, RoundStatusCommand.self, RoundCloseCommand.self, RoundReopenCommand.self])
}

struct RoundStartCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "start", abstract: "Begin the next round: read what the site is, choose what is tested again.")

  @OptionGroup var project: ProjectOptions
  @OptionGroup var selection: SelectionOptions
  @Option(help: ArgumentHelp("What was delivered.", valueName: "text")) var reason: String?
  @Option(help: ArgumentHelp("Who takes part (repeatable); default: the project's testers.", valueName: "name"))
  var tester: [String] = []

  func run() async throws {
    let isBuiltIn = try WorkspaceLoader(options: project).projectPath() == nil
    let builtIn = isBuiltIn ? try await BuiltInLMS.start(faults: project.faults) : nil
    do {
      try await start(builtIn)
      await builtIn?.server.stop()
    } catch {
      await builtIn?.server.stop()
      throw error
    }
  }

  private func start(_ builtIn: BuiltInLMS?) async throws {
    let loaded = try WorkspaceLoader(options: project).load(builtIn?.access)
    Console.report(loaded.problems)
    guard let workspace = loaded.workspace else { throw CommandEnd(.unreadable) }
    let testers = try checkedTesters(workspace)
    let store = try CampaignStore.open(workspace)
    let plan = try workspace.plan(selection, findings: try await store.findings())
    Console.report(plan.problems)
    if plan.problems.contains(where: { $0.severity == .error }) { throw CommandEnd(.unreadable) }
    guard !plan.scenarios.isEmpty else { throw Nothing.selected(selection) }
    let site = try await RoundSite.read(workspace)
    let before = try await store.currentRound()
    try await store.updateFindings(round: before)
    let rounds = try await store.rounds()
    let wasRun = try await store.latest(round: before) != nil
    let chosen =
      wasRun
      ? try await choose(plan.scenarios, after: before, rounds, site: site, store, workspace)
      : plan.scenarios.filter { $0.notApplicable == nil }.map {
        RoundScenario(id: $0.id, exampleKey: $0.exampleKey, title: $0.title, why: .first)
      }
    let number = try await store.openRound(
      site: site, reason: reason ?? "", selection: selection.text, testers: testers,
      requirements: workspace.project.requirements, scenarios: chosen)
    Console.line(
      "round \(number) has begun\(site.map { " on site \($0.code)" } ?? ""): \(RoundListing.count(chosen.count))")
    RoundListing.show(chosen)
    if site == nil { Console.line("  the site could not be read: nothing of earlier rounds counts until it can") }
  }

  private func choose(
    _ planned: [PlannedScenario], after before: Int, _ rounds: [Round], site: SiteFingerprint?, _ store: CampaignStore,
    _ workspace: Workspace
  ) async throws -> [RoundScenario] {
    guard var latest = try await store.latest(round: before, planned: planned) else { return [] }
    for place in latest.origins.indices where latest.origins[place].staleness == .site {
      latest.origins[place].staleness = nil
    }
    var verdicts: [StoredVerdict] = []
    for round in latest.rounds.sorted() { verdicts += try await store.verdicts(round: round) }
    let results = JoinedResult.join(
      latest.record, verdicts: verdicts, resolutions: try await store.resolutions(rounds: latest.rounds),
      origins: latest.origins)
    let onSite = Set(rounds.filter { $0.site != nil && $0.site == site }.map(\.number))
    let old = rounds.first { $0.number == before }?.requirements ?? [:]
    // Only what was there before can have changed; a new requirement has new scenarios.
    let changed = workspace.project.requirements.filter { old[$0.id] != nil && old[$0.id] != $0.digest }.map(\.id)
    return RoundRule(
      round: before + 1, results: results, roundsOnSite: onSite, findings: try await store.findings(),
      changedRequirements: Set(changed)
    ).choose(from: planned)
  }

  private func checkedTesters(_ workspace: Workspace) throws -> [String] {
    let known = workspace.project.testers.map(\.name)
    for name in tester where !known.isEmpty && !known.contains(name) {
      let near = nearestName(to: name, among: known).map { "did you mean \"\($0)\"?" }
      throw RowEnd.usage(
        "the project has no tester \"\(name.visibleLine)\"",
        hint: near ?? "its testers: \(known.joined(separator: ", "))")
    }
    return tester.isEmpty ? known : tester
  }
}

struct RoundStatusCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "status", abstract: "Say what rounds there are, and what the newest holds and still lacks.")

  @OptionGroup var project: ProjectOptions

  func run() async throws {
    let context = try CommandContext.load(project, needsSecrets: false)
    let store = try context.store()
    let rounds = try await store.rounds()
    for round in rounds {
      let site = round.site.map { "site \($0.code)" } ?? "site not read"
      let reason = round.reason.isEmpty ? "" : ", \(round.reason)"
      let since = CalendarDay(secondsSince1970: round.openedAt)
      Console.line(
        "round \(round.number): \(round.isClosed ? "closed" : "open"), since \(since), \(site)\(reason)".visibleLine)
    }
    guard let newest = rounds.last else { return }
    for line in newest.site?.lines ?? [] { Console.line("  \(line.name): \(line.text)".visibleLine) }
    if !newest.testers.isEmpty { Console.line("  testers: \(newest.testers.joined(separator: ", "))".visibleLine) }
    if newest.scenarios.isEmpty { return Console.line("it holds everything") }
    let done = Set(try await store.lastResults(round: newest.number).map { "\($0.scenario)\0\($0.exampleKey)" })
    let open = newest.scenarios.filter { !done.contains("\($0.id)\0\($0.exampleKey)") }
    Console.line("it holds \(RoundListing.count(newest.scenarios.count)), \(open.count) not run yet")
    RoundListing.show(open)
  }
}

struct RoundCloseCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "close", abstract: "Close a round: it takes neither runs nor worksheets any more.")

  @OptionGroup var project: ProjectOptions
  @Option(help: ArgumentHelp("Why; stays in the journal.", valueName: "text")) var reason: String?
  @Option(help: ArgumentHelp("Another round than the newest.", valueName: "number")) var round: Int?

  func run() async throws {
    let context = try CommandContext.load(project, needsSecrets: false)
    let store = try context.store()
    let round = try await RoundListing.chosen(round, store)
    try await store.updateFindings(round: round)
    if try await store.setRound(round, closed: true, reason: reason ?? "") {
      Console.line("round \(round) is closed")
      if try await store.latest(round: round) != nil {
        let report = try await RoundReport.load(round, store, context.workspace)
        let rows = report.openRows.count
        let disputes = report.results.flatMap(\.disagreements).count
        if rows > 0 { Console.line("  \(rows) row\(rows == 1 ? "" : "s") without a verdict") }
        if disputes > 0 { Console.line("  \(disputes) disagreement\(disputes == 1 ? "" : "s") not decided") }
      }
    } else {
      Console.line("round \(round) was closed already")
    }
  }
}

struct RoundReopenCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "reopen", abstract: "Open a closed round again, for late worksheets; needs a reason.")

  @OptionGroup var project: ProjectOptions
  @Option(help: ArgumentHelp("Why; stays in the journal.", valueName: "text")) var reason: String
  @Option(help: ArgumentHelp("Another round than the newest.", valueName: "number")) var round: Int?

  func run() async throws {
    let context = try CommandContext.load(project, needsSecrets: false)
    let store = try context.store()
    guard reason.contains(where: { !$0.isWhitespace }) else {
      throw RowEnd.usage("opening a round again needs a reason")
    }
    let number = try await RoundListing.chosen(round, store)
    let isChanged = try await store.setRound(number, closed: false, reason: reason)
    Console.line("round \(number) \(isChanged ? "is" : "was") open\(isChanged ? " again" : "")")
  }
}

/// What a round holds, by reason.
enum RoundListing {
  /// The round that is asked for, else the newest.
  static func chosen(_ round: Int?, _ store: CampaignStore) async throws -> Int {
    let rounds = try await store.rounds().map(\.number)
    let number = round ?? rounds.last ?? 1
    guard rounds.contains(number) else {
      throw RowEnd.usage("there is no round \(number)", hint: "lmsaccept round status lists them")
    }
    return number
  }

  static func count(_ number: Int) -> String { "\(number) scenario\(number == 1 ? "" : "s")" }

  static func show(_ scenarios: [RoundScenario]) {
    var groups: [(word: String, titles: [String])] = []
    for scenario in scenarios {
      let word = word(scenario.why)
      if let place = groups.firstIndex(where: { $0.word == word }) {
        groups[place].titles.append(title(scenario))
      } else {
        groups.append((word, [title(scenario)]))
      }
    }
    for group in groups { Console.line("  \(group.word): \(group.titles.joined(separator: ", "))".visibleLine) }
  }

  private static func title(_ scenario: RoundScenario) -> String {
    switch scenario.why {
    case .retest(let findings): "\(scenario.title) (\(findings.joined(separator: ", ")))"
    case .requirementChanged(let ids): "\(scenario.title) (\(ids.joined(separator: ", ")))"
    default: scenario.title
    }
  }

  private static func word(_ why: RoundScenario.Why) -> String {
    switch why {
    case .retest: "to be tested again"
    case .scenarioChanged: "text changed"
    case .requirementChanged: "requirement changed"
    case .must: "must, not passed on this site"
    case .unfinished: "without a verdict"
    case .new: "new"
    case .sample: "a tenth of those that passed"
    case .first: "everything"
    }
  }
}
