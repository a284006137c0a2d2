import ArgumentParser
import Foundation
import RunModel

/// The entry point: parses the command line, runs one command, ends with a code of `ExitCode`.
@main
struct Main {
  static func main() async {
    // A reader that goes away (`| head`) ends us quietly, as it does every other command.
    signal(SIGPIPE, SIG_DFL)
    await run(Array(CommandLine.arguments.dropFirst()))
  }

  /// Off the main actor at once, for everything below would otherwise stay on it.
  @concurrent
  private static func run(_ arguments: [String]) async {
    do {
      var command = try LMSAccept.parseAsRoot(arguments)
      if var concurrent = command as? any AsyncParsableCommand {
        try await concurrent.run()
      } else {
        try command.run()
      }
    } catch {
      end(error)
    }
  }

  /// Ours carry their own code; what the parser says about the command line is a usage error (2), help is none.
  private static func end(_ error: any Error) -> Never {
    if let ended = error as? CommandEnd { exit(ended.code.rawValue) }
    let message = LMSAccept.fullMessage(for: error)
    if LMSAccept.exitCode(for: error) == ArgumentParser.ExitCode.success {
      print(message)
      exit(RunModel.ExitCode.success.rawValue)
    }
    Console.error(message)
    exit(RunModel.ExitCode.usage.rawValue)
  }
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
        subcommands: [RunCommand.self, CheckCommand.self, ShowCommand.self, SeedCommand.self, CleanCommand.self]),
      CommandGroup(
        name: "Testers and sign-off:", subcommands: [WorksheetCommand.self, ReportCommand.self, PeopleCommand.self]),
      CommandGroup(name: "Set up:", subcommands: [InitCommand.self, DoctorCommand.self, DemoCommand.self]),
      CommandGroup(
        name: "Read and print what others read:",
        subcommands: [
          GherkinCommand.self, ExpressionsCommand.self, TagsCommand.self,
        ]),
    ])
}
