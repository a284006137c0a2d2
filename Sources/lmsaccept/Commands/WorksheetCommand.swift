import ArgumentParser

/// `lmsaccept worksheet`: what people fill in.
struct WorksheetCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "worksheet", abstract: "Hand worksheets out, and take them back.",
    subcommands: [WorksheetExportCommand.self, WorksheetImportCommand.self])
}
