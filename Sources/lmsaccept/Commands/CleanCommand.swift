import ArgumentParser
import Campaign
import Diagnostics
import RunModel
import StepLibrary

/// `lmsaccept clean`: removes what this campaign made, newest first.
struct CleanCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "clean", abstract: "Remove what this campaign made in the LMS, and put back what it changed.")

  @OptionGroup var project: ProjectOptions
  @Flag(help: "Only say what would be removed; removes nothing.") var plan = false
  @Flag(help: "Also what carries this campaign's mark and the store does not know, as after a lost store.")
  var orphans = false

  func run() async throws {
    let context = try CommandContext.loadForSystem(project, "lmsaccept clean")
    let store = try context.store(makesFile: orphans)
    if orphans { try await takeOrphans(context, store) }
    let main = context.workspace.target.name
    let entries = try await store.open(target: nil, scenario: nil)
    let places = Set(entries.map(\.target)).union([main]).sorted().joined(separator: ", ")
    if plan {
      for entry in entries { Console.line(entry.described(besides: main).visibleLine) }
      Console.line(
        "\(CampaignThings.inPlace(entries.count, places)); \(orphans ? "nothing was removed" : "nothing was sent")"
          .visibleLine)
      return
    }
    let troubles = try await context.withSystem(store) { await $0.clean(entries) }
    for trouble in troubles { Console.error(trouble.visible) }
    let left = try await store.open(target: nil, scenario: nil)
    Console.line("\(entries.count - left.count) of \(entries.count) gone from \(places)".visibleLine)
    if !left.isEmpty || !troubles.isEmpty { throw CommandEnd(.broken) }
  }

  /// Asks the LMS for what carries the mark; without `--plan` it comes into the store, to be removed like the rest.
  private func takeOrphans(_ context: CommandContext, _ store: CampaignStore) async throws {
    let plan = plan
    let found = try await context.withSystem(store) { await $0.orphans(adopts: !plan) }
    if let trouble = found.trouble {
      Console.error("error: what carries the mark could not be looked for: \(trouble)".visible)
      throw CommandEnd(.broken)
    }
    guard found.canBeFound else {
      Console.error("error: this adapter marks nothing that it makes, so orphans cannot be told from other things")
      throw CommandEnd(.usage)
    }
    for thing in found.things { Console.line("orphan: \(thing.kind) \(thing.key) in \(thing.target)".visibleLine) }
    let count = found.things.count
    Console.line(count == 1 ? "1 marked thing was not in the store" : "\(count) marked things were not in the store")
  }
}

enum CampaignThings {
  /// `3 things of this campaign are in lms`.
  static func inPlace(_ count: Int, _ place: String) -> String {
    count == 1 ? "1 thing of this campaign is in \(place)" : "\(count) things of this campaign are in \(place)"
  }
}

extension LedgerEntry {
  /// `course LGB-01~a3f9c2 (for ASM-03)`; a target other than the main one is named.
  func described(besides main: String) -> String {
    let name =
      switch what {
      case .thing(let kind): "\(kind) \(key)"
      case .change(let cleanup): "change \(cleanup) \(key)"
      }
    let place = target == main ? name : "\(name) in \(target)"
    return scenario.isEmpty ? place : "\(place) (for \(scenario))"
  }
}
