import ArgumentParser
import Campaign
import Diagnostics
import RunModel
import StepLibrary

/// `lmsaccept doctor`: can the run begin? Asks the LMS and signs in as every person.
struct DoctorCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor", abstract: "Ask the LMS what it is, and sign in as every person.")

  @OptionGroup var project: ProjectOptions

  func run() async throws {
    let context = try CommandContext.loadForSystem(project, "lmsaccept doctor")
    let store = try context.store(makesFile: true)
    let workspace = context.workspace
    Console.line("\(workspace.target.name): \(workspace.target.base) (\(workspace.target.adapter))")
    let isWell = try await context.withSystem(store) { library in
      var isWell = true
      switch await library.fingerprint() {
      case .success(let lines): for line in lines { Console.line("  \(line.name): \(line.text)".visibleLine) }
      case .failure(let problem):
        isWell = false
        Console.line("  \(problem.message)".visible)
      }
      for person in workspace.project.people {
        let trouble = await library.signIn(person.handle)
        if trouble != nil { isWell = false }
        Console.line(
          "  \(trouble == nil ? "ok     " : "FAILED ") \(person.handle) (\(person.role))\(trouble.map { ": \($0)" } ?? "")"
            .visibleLine)
      }
      return isWell
    }
    if !isWell { throw CommandEnd(.broken) }
  }
}
