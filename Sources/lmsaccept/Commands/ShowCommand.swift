import ArgumentParser
import Campaign
import Diagnostics
import Reporting
import RunModel

/// `lmsaccept show`: runs, one run, one scenario, one exchange, from the store.
struct ShowCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Explain a run from the store: show, show 31, show 31 USR-01, show 31 set-up.")

  @OptionGroup var project: ProjectOptions
  @Argument(help: "The run's number, or a scenario's id of the last run.") var run: String?
  @Argument(help: "A scenario's id, or its title; set-up for what went before the first.") var scenario: String?
  @Option(help: ArgumentHelp("One request and its answer, by number.", valueName: "number")) var exchange: Int?
  @Flag(help: "Print the request as a curl command, secrets as variables.") var curl = false
  @Flag(name: .customLong("list"), help: "List all runs.") var lists = false

  func run() async throws {
    let context = try CommandContext.load(project, needsSecrets: false)
    let store = try context.store()
    if lists {
      let runs = try await store.runs().map(RunSummaryLine.init)
      Console.text(ShowRun.list(runs, language: context.workspace.project.language, width: Console.width))
      return
    }
    let (number, title) = try await wanted(store)
    guard
      let report = try await Report.load(
        run: number, from: store, roleNames: context.workspace.roleNames, language: context.workspace.project.language)
    else { throw usage("there is no run \(number)", "lmsaccept show --list lists them") }
    guard let title else {
      if exchange != nil { return try await showOnlyExchange(of: report, run: number, store) }
      let setUp = try await store.exchanges(run: number, scenario: nil).count
      return Console.text(
        ShowRun.text(report, setUpRequests: setUp, colour: Console.usesColourOnOutput, width: Console.width))
    }
    if title == Self.setUp, report.results.allSatisfy({ $0.scenario.scenario.id != title }) {
      return try await showSetUp(of: report, run: number, store)
    }
    for result in try results(title, in: report) { try await show(result, of: report, run: number, store) }
  }

  private static let setUp = "set-up"

  /// What made people ready before the first scenario.
  private func showSetUp(of report: Report, run number: Int, _ store: CampaignStore) async throws {
    let exchanges = try await store.exchanges(run: number, scenario: nil)
    guard exchange != nil else {
      return Console.text(
        ShowScenario.setUp(exchanges, colour: Console.usesColourOnOutput, width: Console.width))
    }
    try show(exchange, of: exchanges, report, whose: "the set-up")
  }

  private func wanted(_ store: CampaignStore) async throws -> (run: Int, scenario: String?) {
    if let run, let number = Int(run) { return (number, scenario) }
    guard let last = try await store.lastRunNumber() else { throw usage("nothing was run yet", "lmsaccept run") }
    return (last, run ?? scenario)
  }

  private func results(_ title: String, in report: Report) throws -> [JoinedResult] {
    let found = report.results.filter {
      let scenario = $0.scenario.scenario
      return scenario.id.lowercased() == title.lowercased() || scenario.title == title
    }
    if found.isEmpty {
      throw usage(
        "run \(report.record.number) has no scenario \"\(title.visibleLine)\"",
        "lmsaccept show \(report.record.number) lists them")
    }
    return found
  }

  private func show(_ result: JoinedResult, of report: Report, run number: Int, _ store: CampaignStore) async throws {
    let exchanges = try await store.exchanges(run: number, scenario: result.scenario.scenario.index)
    guard exchange != nil else {
      return Console.text(
        ShowScenario.text(
          result, of: report, exchanges: exchanges, colour: Console.usesColourOnOutput, width: Console.width))
    }
    try show(exchange, of: exchanges, report, whose: "the scenario")
  }

  private func show(_ wanted: Int?, of exchanges: [ExchangeRecord], _ report: Report, whose: String) throws {
    guard let wanted, let found = exchanges.first(where: { $0.number == wanted }) else {
      let numbers = exchanges.map { String($0.number) }.joined(separator: ", ")
      throw usage("\(whose) has no exchange \(wanted ?? 0)", numbers.isEmpty ? "it has none" : "it has: \(numbers)")
    }
    Console.text(
      curl
        ? ShowExchange.curl(found)
        : ShowExchange.text(found, language: report.texts.language, colour: Console.usesColourOnOutput))
  }

  /// Exchanges are counted within their scenario: without an id the number must be one scenario's alone.
  private func showOnlyExchange(of report: Report, run number: Int, _ store: CampaignStore) async throws {
    var found: [JoinedResult] = []
    for result in report.results {
      let exchanges = try await store.exchanges(run: number, scenario: result.scenario.scenario.index)
      if exchanges.contains(where: { $0.number == exchange }) { found.append(result) }
    }
    guard let only = found.first, let wanted = exchange else {
      throw usage("run \(number) has no exchange \(exchange ?? 0)", "lmsaccept show \(number) ID lists a scenario's")
    }
    guard found.count == 1 else {
      var ids: [String] = []
      for id in found.map(\.scenario.scenario.id) where !ids.contains(id) { ids.append(id) }
      let named = ids.prefix(3).joined(separator: ", ").visibleLine + (ids.count > 3 ? ", …" : "")
      throw usage(
        "\(found.count) scenarios of run \(number) have an exchange \(wanted): \(named)",
        "say whose: lmsaccept show \(number) \(only.scenario.scenario.id.visibleLine) --exchange \(wanted)")
    }
    try await show(only, of: report, run: number, store)
  }

  private func usage(_ message: String, _ hint: String) -> CommandEnd {
    Console.error("error: \(message)\n  = hint: \(hint)")
    return CommandEnd(.usage)
  }
}
