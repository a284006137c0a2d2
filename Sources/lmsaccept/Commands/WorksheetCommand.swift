import ArgumentParser

/// `lmsaccept worksheet`: what people fill in.
struct WorksheetCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "worksheet", abstract: "Take worksheets back.", subcommands: [WorksheetImportCommand.self])
}
