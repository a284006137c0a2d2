import ArgumentParser
import Campaign
import Diagnostics
import Foundation
import RunModel
import SignOff

/// `lmsaccept fulfil`: a reservation of a signed decision was met.
struct FulfilCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "fulfil", abstract: "Write down that a reservation of the signed decision was met.")

  @OptionGroup var project: ProjectOptions
  @Argument(help: "The reservation, as the decision calls it: C1.") var reservation: String
  @Argument(help: "The bundle; default: the newest in acceptance/.") var bundle: String?
  @Option(help: ArgumentHelp("Who says so: somebody who may decide.", valueName: "name")) var by: String
  @Option(help: ArgumentHelp("What shows it.", valueName: "text")) var proof: String
  @Option(help: ArgumentHelp("The day; default: today.", valueName: "day")) var on: String?

  func run() async throws {
    let desk = try await BundleDesk.open(bundle, project)
    let now = Stamp(Date())
    let said = Fulfilment(
      reservation: reservation, by: desk.rules.signers.signer(named: by)?.name ?? by,
      on: try SignOffInput.day(on, "--on") ?? now.day, proof: proof)
    let entry = try desk.entry(.fulfilment(said), at: now)
    try desk.add(entry)
    try await desk.note(entry, .fulfilled, reason: proof, project)
    Console.line("reservation \(reservation) was met on \(said.on), says \(said.by)".visibleLine)
  }
}
