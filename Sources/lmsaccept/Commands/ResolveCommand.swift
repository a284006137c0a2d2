import ArgumentParser
import Campaign
import Diagnostics
import Reporting
import RunModel
import Worksheets

/// `lmsaccept resolve`: the lead decides where testers, or a tester and the machine, disagree.
struct ResolveCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "resolve",
    abstract: "Decide a row on which people disagree, with a reason; without a row: list those that are open.")

  @OptionGroup var project: ProjectOptions
  @Argument(help: "The row: R-7K2QXBM.") var row: String?
  @Option(help: ArgumentHelp("passed, passed-with-remark, failed, blocked, not-applicable.", valueName: "verdict"))
  var verdict: String?
  @Option(help: ArgumentHelp("Why; stays beside what was said.", valueName: "text")) var reason: String?

  func run() async throws {
    let context = try CommandContext.load(project, needsSecrets: false)
    let store = try context.store()
    let round = try await store.currentRound()
    let report = try await RoundReport.load(round, store, context.workspace)
    guard let row else { return Self.list(report) }
    guard let id = RowID(row) else {
      throw RowEnd.usage("\"\(row.visibleLine)\" is no row", hint: "rows stand in worksheets: R- and seven letters")
    }
    guard let (result, joined) = report.row(id) else {
      throw RowEnd.usage("round \(round) has no row \(id)", hint: "lmsaccept resolve lists the open disagreements")
    }
    let verdict = try chosenVerdict()
    guard let reason, reason.contains(where: { !$0.isWhitespace }) else {
      throw RowEnd.usage("a decision needs a reason", hint: "say why with --reason")
    }
    if joined.isUntested, [.passed, .passedWithRemark].contains(verdict) {
      throw RowEnd.usage(
        "nobody has tested \(id) yet, so it cannot be decided that it is good",
        hint: "lmsaccept worksheet import takes in what was tested")
    }
    let resolution = Resolution(
      row: id, fingerprint: joined.row.fingerprint, round: result.origin?.round ?? round, verdict: verdict,
      reason: reason)
    do throws(CampaignProblem) { try await store.requireOpen(round: resolution.round) } catch {
      Console.report([error.diagnostic])
      throw CommandEnd(.usage)
    }
    let isNew = try await store.resolve(resolution)
    Console.line(
      isNew
        ? "\(id): \(verdict.rawValue); what was said stays beside it"
        : "\(id): that was decided before; nothing changed")
  }

  private func chosenVerdict() throws -> Verdict {
    // "Not run" would decide nothing.
    let words = Verdict.allCases.filter { $0 != .notRun }.map(\.rawValue)
    guard let verdict else {
      throw RowEnd.usage("a decision needs a verdict", hint: "--verdict \(words.joined(separator: "|"))")
    }
    let named = Verdict(rawValue: verdict) ?? VerdictWords.named(verdict)
    guard let chosen = named, words.contains(chosen.rawValue) else {
      let near = nearestName(to: verdict, among: words).map { "did you mean \"\($0)\"?" }
      throw RowEnd.usage(
        "there is no verdict \"\(verdict.visibleLine)\"", hint: near ?? "one of: \(words.joined(separator: ", "))")
    }
    return chosen
  }

  private static func list(_ report: Report) {
    let disputed = report.results.flatMap { result in result.disagreements.map { (result, $0) } }
    if disputed.isEmpty { return Console.line("no open disagreements") }
    for (result, row) in disputed {
      Console.line(
        "\(row.row.id)  \(result.scenario.scenario.title)  \(row.row.expectation ?? report.texts("it worked", "het lukte"))"
          .visibleLine)
      if row.row.kind == .failed {
        Console.line("    the machine: \(report.texts.name(Outcome.failed)). \(row.row.remark)".visibleLine)
      }
      for verdict in row.verdicts {
        Console.line("    \(verdict.sentence(report.texts))".visibleLine)
      }
    }
    Console.line("  = hint: lmsaccept resolve ROW --verdict VERDICT --reason TEXT")
  }
}

enum RowEnd {
  /// Says what is wrong with the command line and ends with 2.
  static func usage(_ message: String, hint: String? = nil) -> CommandEnd {
    Console.error("error: \(message)")
    if let hint { Console.error("  = hint: \(hint)") }
    return CommandEnd(.usage)
  }
}

extension Report {
  /// A row by its id, with the result it belongs to.
  fileprivate func row(_ id: RowID) -> (JoinedResult, JoinedRow)? {
    for result in results {
      for row in result.rows where row.row.id == id { return (result, row) }
    }
    return nil
  }
}
