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
  @Flag(help: "Only say what would be removed; sends nothing.") var plan = false

  func run() async throws {
    let context = try CommandContext.loadForSystem(project, "lmsaccept clean")
    let store = try context.store()
    let target = context.workspace.target.name
    let entries = try await store.open(target: target, scenario: nil)
    if plan {
      for entry in entries { Console.line("\(entry.described)".visibleLine) }
      Console.line("\(entries.count) things of this campaign are in \(target); nothing was sent")
      return
    }
    let troubles = try await context.withSystem(store) { await $0.clean(entries) }
    for trouble in troubles { Console.error(trouble.visible) }
    let left = try await store.open(target: target, scenario: nil)
    Console.line("\(entries.count - left.count) of \(entries.count) things are gone from \(target)")
    if !left.isEmpty || !troubles.isEmpty { throw CommandEnd(.broken) }
  }
}

extension LedgerEntry {
  /// `course LGB-01~a3f9c2 (made for ASM-03)`.
  var described: String {
    let name =
      switch what {
      case .thing(let kind): "\(kind) \(key)"
      case .change(let cleanup): "change \(cleanup) \(key)"
      }
    return scenario.isEmpty ? name : "\(name) (for \(scenario))"
  }
}
