import ArgumentParser
import Diagnostics
import Foundation
import RunModel

/// The entry point: parses the command line, runs one command, ends with a code of `ExitCode`.
@main
struct Main {
  static func main() async {
    // A reader that goes away (`| head`) ends us quietly, as it does every other command.
    signal(SIGPIPE, SIG_DFL)
    Allocator.giveLargeBlocksBack()
    await run(Array(CommandLine.arguments.dropFirst()))
  }

  /// Off the main actor at once, for everything below would otherwise stay on it.
  @concurrent
  private static func run(_ arguments: [String]) async {
    do {
      try refuseUnknownCommand(arguments)
      var command = try LMSAccept.parseAsRoot(arguments)
      if var concurrent = command as? any AsyncParsableCommand {
        try await concurrent.run()
      } else {
        try command.run()
      }
      leave(.success)
    } catch {
      end(error)
    }
  }

  /// The parser would call it an unexpected argument.
  private static func refuseUnknownCommand(_ arguments: [String]) throws {
    var command: any ParsableCommand.Type = LMSAccept.self
    var path: [String] = []
    for name in arguments {
      let configuration = command.configuration
      let below = configuration.subcommands + configuration.groupedSubcommands.flatMap(\.subcommands)
      guard !below.isEmpty, configuration.defaultSubcommand == nil, !name.hasPrefix("-") else { return }
      let known = below.compactMap { $0.configuration.commandName } + (path.isEmpty ? ["help"] : [])
      guard known.contains(name) else {
        Console.error("error: there is no command \"\((path + [name]).joined(separator: " ").visibleLine)\"")
        let before = (["lmsaccept"] + path).joined(separator: " ")
        let near = nearestName(to: name, among: known).map { "did you mean \"\(before) \($0)\"?" }
        Console.error("  = hint: \(near ?? "\(before) --help lists the commands")")
        throw CommandEnd(.usage)
      }
      guard let next = below.first(where: { $0.configuration.commandName == name }) else { return }
      command = next
      path.append(name)
    }
  }

  /// Ours carry their own code; what the parser says about the command line is a usage error (2), help is none.
  private static func end(_ error: any Error) -> Never {
    if let ended = error as? CommandEnd { leave(ended.code) }
    let message = LMSAccept.fullMessage(for: error)
    if LMSAccept.exitCode(for: error) == ArgumentParser.ExitCode.success {
      print(message)
      leave(.success)
    }
    Console.error(message)
    leave(.usage)
  }
}

/// Ends the process. What libraries would tidy up in memory on the way out the system does; it costs 2 MB and time.
private func leave(_ code: RunModel.ExitCode) -> Never {
  OpenCampaigns.settleFiles()
  fflush(nil)
  _exit(code.rawValue)
}

/// Thrown to end a command with a code after everything was said.
struct CommandEnd: Error {
  var code: RunModel.ExitCode

  init(_ code: RunModel.ExitCode) {
    self.code = code
  }
}

struct LMSAccept: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lmsaccept",
    abstract: "Runs role-based acceptance scenarios on a learning management system and collects the worksheets.",
    version: Version.current,
    groupedSubcommands: [
      CommandGroup(
        name: "Test:",
        subcommands: [
          RunCommand.self, CheckCommand.self, CoverageCommand.self, StepsCommand.self, ShowCommand.self,
          SeedCommand.self, CleanCommand.self,
        ]),
      CommandGroup(
        name: "Testers and sign-off:",
        subcommands: [
          WorksheetCommand.self, FinishCommand.self, ResolveCommand.self, FindingCommand.self, RoundCommand.self,
          StatusCommand.self, CriteriaCommand.self, BriefingCommand.self, ReportCommand.self, ExportCommand.self,
          PeopleCommand.self,
        ]),
      CommandGroup(
        name: "Decision and signature:",
        subcommands: [
          AdviseCommand.self, FreezeCommand.self, DecideCommand.self, SignCommand.self, AttachCommand.self,
          FulfilCommand.self, RecordCommand.self, VerifyCommand.self, JournalCommand.self, EraseCommand.self,
        ]),
      CommandGroup(
        name: "Set up:", subcommands: [InitCommand.self, DoctorCommand.self, DemoCommand.self, AdapterCommand.self]),
      CommandGroup(
        name: "For other tools:",
        subcommands: [
          GherkinCommand.self, ExpressionsCommand.self, TagsCommand.self, SnippetsCommand.self,
          WorkbookCommand.self,
        ]),
    ])
}
