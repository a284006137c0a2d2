import ArgumentParser
import Campaign
import Diagnostics
import Foundation
import JSON
import Reporting
import RunModel
import Spreadsheets

/// `lmsaccept people`: who acts in this project, and the list of accounts for handing out.
struct PeopleCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "people", abstract: "List the people of the project; --accounts writes user names and passwords.")

  @OptionGroup var project: ProjectOptions
  @Option(help: ArgumentHelp("Write accounts with passwords to this file (mode 0600).", valueName: "file"))
  var accounts: String?

  func run() async throws {
    let context = try CommandContext.load(project, needsSecrets: accounts != nil)
    let people = context.workspace.project.people
    guard let accounts else {
      let width = people.map(\.handle.displayWidth).max() ?? 0
      let roleWidth = people.map(\.role.displayWidth).max() ?? 0
      for person in people {
        let name = [person.columns["firstname"], person.columns["lastname"]].compactMap(\.self).joined(separator: " ")
        let columns = [person.handle.padded(to: width), person.role.padded(to: roleWidth), name]
        Console.line(columns.joined(separator: "  ").visibleLine)
      }
      return
    }
    try write(people, to: accounts)
    let store = try context.store(makesFile: true)
    try await store.journal(
      .peopleExported, object: (accounts as NSString).lastPathComponent, detail: ["people": .int(people.count)])
    Console.line("\(people.count) accounts are in \(accounts); hand them out and remove the file")
  }

  /// A new file only its owner can read; never in `Reports/`, which is made to be passed on.
  private func write(_ people: [Person], to path: String) throws {
    let parts = URL(fileURLWithPath: path).standardizedFileURL.pathComponents
    guard !parts.contains("Reports") else {
      Console.error("error: Reports/ is made to be passed on; choose another place for passwords")
      throw CommandEnd(.usage)
    }
    var writer = CSVWriter(.people(language: "nl"))
    writer.row(["handle", "role", "username", "password", "name"])
    for person in people {
      let name = [person.columns["firstname"], person.columns["lastname"]].compactMap(\.self).joined(separator: " ")
      writer.row([person.handle, person.role, person.username, person.columns["password"] ?? "", name])
    }
    let handle = open(path, O_CREAT | O_EXCL | O_WRONLY | O_NOFOLLOW | O_CLOEXEC, 0o600)
    guard handle >= 0 else {
      Console.error("error: \(path) cannot be made: \(String(cString: strerror(errno)))")
      Console.error("  = hint: name a file that is not there yet; passwords go into no file that others may read")
      throw CommandEnd(.usage)
    }
    defer { close(handle) }
    FileHandle(fileDescriptor: handle).write(Data(writer.bytes))
  }
}
