import ArgumentParser
import DemoLMS
import Foundation
import RunModel

/// `lmsaccept demo`: the built-in LMS alone, for people who want to look, or as a process of its own.
struct DemoCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "demo", abstract: "Serve the built-in LMS on this machine until Ctrl-C.")

  @Option(help: "The port; 0 takes a free one.") var port = 8080
  @Option(help: ArgumentHelp("Keep its state in this file, written after each change.", valueName: "file"))
  var data: String?
  @Option(name: .customLong("fault"), help: ArgumentHelp("Switch a fault on (repeatable).", valueName: "name"))
  var faults: [String] = []
  @Flag(name: .customLong("faults"), help: "List the faults and end.") var listsFaults = false

  func validate() throws {
    guard (0...65535).contains(port) else { throw ValidationError("--port takes a number from 0 to 65535") }
  }

  func run() async throws {
    if listsFaults {
      let width = Fault.allCases.map(\.rawValue.count).max() ?? 0
      for fault in Fault.allCases {
        Console.line(fault.rawValue.padding(toLength: width + 2, withPad: " ", startingAt: 0) + fault.sentence)
      }
      return
    }
    let builtIn = try await BuiltInLMS.start(faults: faults, port: port, dataFile: data)
    Console.line("The built-in LMS listens at \(builtIn.server.baseURL)")
    Console.line("  administrator: admin / Admin.Pass1!")
    Console.line("  token:         \(builtIn.server.adminToken)")
    if !faults.isEmpty { Console.line("  faults on:     \(faults.joined(separator: ", "))") }
    Console.line("Ctrl-C ends it.")
    try await builtIn.server.wait()
  }
}
