import ArgumentParser
import Campaign
import Diagnostics
import Foundation
import RunModel
import SignOff

/// `lmsaccept advise`: what the test lead advises, before anybody decides.
struct AdviseCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "advise", abstract: "Write down the release advice, which the next freeze takes along.")

  @OptionGroup var project: ProjectOptions
  @Option(help: ArgumentHelp("go, go-with-conditions or no-go.", valueName: "value")) var value: String
  @Option(help: ArgumentHelp("Who advises.", valueName: "name")) var by: String
  @Option(help: ArgumentHelp("Why (repeatable).", valueName: "text")) var reason: [String] = []
  @Option(help: ArgumentHelp("A YAML file with conditions: text, owner, due, proof, consequence.", valueName: "file"))
  var conditions: String?
  @Option(help: ArgumentHelp("A frozen report that the advice comes after.", valueName: "folder")) var bundle: String?

  func run() async throws {
    let now = Stamp(Date())
    let advice = Advice(
      value: try SignOffInput.word(value, "--value", Advice.Value.allCases), by: by, at: Double(now.seconds),
      reasons: reason, conditions: try SignOffInput.reservations(conditions))
    if let bundle {
      let desk = try await BundleDesk.open(bundle, project)
      let entry = try desk.entry(.advice(advice), at: now)
      try desk.add(entry)
      // The journal's "advised" speaks of advices that the campaign keeps.
      return try await desk.note(entry, .attached, reason: reason.joined(separator: " "), project)
    }
    let none = SignOffRules(
      facts: FrozenFacts(criteria: [], findings: [], requirements: []), signers: SignersList([]), frozenAt: now)
    do throws(SignOffRules.Refusal) { try none.check(advice) } catch {
      throw RowEnd.usage(error.message, hint: error.hint)
    }
    let context = try CommandContext.load(project, needsSecrets: false)
    let store = try context.store()
    let target = context.workspace.target.name
    let round = try await store.currentRound()
    try await store.advise(advice, round: round, target: target, utcOffsetMinutes: now.offsetMinutes)
    Console.line("round \(round), \(target): \(advice.value.rawValue), by \(by)".visibleLine)
    Console.line("  the next freeze takes it along; a report that is frozen already: --bundle FOLDER")
  }
}
