import ArgumentParser
import Campaign
import Diagnostics
import Foundation
import RunModel
import SignOff

/// `lmsaccept erase`: people's data go out of the campaign, and everything still verifies.
struct EraseCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "erase",
    abstract: "Take a person's data, or old data, out of the campaign; what was decided stays and still verifies.")

  @OptionGroup var project: ProjectOptions
  @Option(help: ArgumentHelp("Whose: a tester's name.", valueName: "name")) var person: String?
  @Option(help: ArgumentHelp("Everybody's that came in more than so many days ago.", valueName: "days"))
  var olderThan: Int?
  @Option(help: ArgumentHelp("Why; stays in the journal.", valueName: "text")) var reason: String
  @Flag(help: "Erase without asking.") var yes = false

  func run() async throws {
    guard (person == nil) != (olderThan == nil) else {
      throw RowEnd.usage("--person or --older-than, one of them")
    }
    if let person, person.filter({ $0.isLetter }).count < 3 {
      throw RowEnd.usage("\"\(person.visibleLine)\" is too short for a name: it would be found in other words")
    }
    if let olderThan, olderThan < 1 { throw RowEnd.usage("--older-than takes a number of days from 1") }
    if reason.isBlank { throw RowEnd.usage("erasing needs a reason") }
    let context = try CommandContext.load(project, needsSecrets: false)
    let store = try context.store()
    if let fault = try await store.verify().first {
      throw RowEnd.usage("the campaign does not hold: \(fault.visibleLine)", hint: "lmsaccept journal --check")
    }
    if let person {
      try refusePart(person, of: try await store.personalData().people + context.workspace.project.testers.map(\.name))
    }
    if !yes { try confirm() }
    let wish: ErasureWish =
      if let person {
        .person(person)
      } else {
        .before(Date().timeIntervalSince1970 - Double(olderThan ?? 0) * 86_400)
      }
    let erasure = try await store.erase(wish, reason: reason)
    if erasure.isEmpty { return Console.line("nothing was found; nothing changed") }
    Console.line(
      "erased: \(Self.count(erasure.verdicts, "verdict", "verdicts")) without their words, "
        + "\(Self.count(erasure.remarks, "remark", "remarks")), \(Self.count(erasure.pictures, "picture", "pictures")), "
        + "\(Self.count(erasure.files, "received file", "received files")), \(Self.count(erasure.bodies, "body", "bodies"))"
    )
    Console.line(
      "  the name was taken out of: changes of findings \(erasure.findings), runs \(erasure.runs), journal lines \(erasure.lines)"
    )
    if erasure.scenarios > 0 {
      Console.line("  \(erasure.scenarios) stored scenario texts hold it still: they are what was tested")
    }
    let faults = try await store.verify()
    for fault in faults { Console.error("DOES NOT HOLD  \(fault)".visibleLine) }
    Console.line(faults.isEmpty ? "everything that is left still verifies" : "")
    let codes = try await store.freezes().map(\.code)
    if !codes.isEmpty {
      Console.line("bundles that were frozen before are as they were: \(codes.joined(separator: ", "))")
    }
    Console.line("lmsaccept.yaml, Reports/ and files that were handed out are not changed")
    if !faults.isEmpty { throw CommandEnd(.notRight) }
  }

  private static func count(_ number: Int, _ one: String, _ many: String) -> String {
    "\(number) \(number == 1 ? one : many)"
  }

  /// Half of a name, once gone, leaves the other half on sheets and files that nobody finds any more.
  private func refusePart(_ person: String, of people: [String]) throws {
    func words(_ name: String) -> [String] { name.lowercased().split(whereSeparator: \.isWhitespace).map(String.init) }
    let wanted = words(person)
    let whole = people.filter { name in
      let all = words(name)
      return all.count > wanted.count
        && all.indices.contains { all[$0...].prefix(wanted.count).elementsEqual(wanted) }
    }
    guard !people.contains(where: { words($0) == wanted }), let first = whole.sorted().first else { return }
    throw RowEnd.usage(
      "\"\(person.visibleLine)\" is only a part of a tester's name", hint: "--person \"\(first.visibleLine)\"")
  }

  private func confirm() throws {
    guard Console.isTerminal(STDIN_FILENO) else {
      throw RowEnd.usage("nobody is there to say yes", hint: "--yes erases without asking")
    }
    Console.raw("this cannot be undone. Type yes: ")
    guard readLine()?.trimmingCharacters(in: .whitespaces).lowercased() == "yes" else {
      Console.error("nothing was erased")
      throw CommandEnd(.usage)
    }
  }
}
