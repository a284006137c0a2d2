import ArgumentParser
import Diagnostics
import Reporting
import RunModel
import StepLibrary

/// `lmsaccept doctor`: can the run begin? Asks the LMS and signs in as every person.
struct DoctorCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor",
    abstract: "Ask the LMS what it is and what it offers, and sign in as every person.")

  @OptionGroup var project: ProjectOptions

  func run() async throws {
    let context = try CommandContext.loadForSystem(project, "lmsaccept doctor")
    let workspace = context.workspace
    Console.line("\(workspace.target.name): \(workspace.target.base) (\(workspace.target.adapter))".visibleLine)
    let isWell = try await context.asking { library in
      var examination = Examination(workspace: workspace, library: library)
      await examination.readFingerprint()
      await examination.signEverybodyIn()
      await examination.readOffers()
      await examination.readContent()
      examination.tellRoles()
      return examination.isWell
    }
    if !isWell { throw CommandEnd(.broken) }
  }
}

/// What doctor found so far; each finding is a line when it is made.
private struct Examination {
  let workspace: Workspace
  let library: LibraryRun
  private(set) var isWell = true
  /// The first person who could sign in: what people may call is asked as this one.
  private var guest: String?

  init(workspace: Workspace, library: LibraryRun) {
    self.workspace = workspace
    self.library = library
  }

  mutating func readFingerprint() async {
    switch await library.fingerprint() {
    case .success(let lines): for line in lines { Console.line("  \(line.name): \(line.text)".visibleLine) }
    case .failure(let problem): fail(problem.message)
    }
  }

  mutating func signEverybodyIn() async {
    var failures = 0
    for person in workspace.project.people {
      let trouble = await library.signIn(person.handle)
      if let trouble {
        fail("\(person.handle) (\(person.role)): \(trouble)")
        failures += 1
      } else {
        well("\(person.handle) (\(person.role))")
        // A stored token says nothing about the tokens that people get when they sign in.
        if guest == nil, person.columns["token"] == nil { guest = person.handle }
      }
    }
    if failures > 0 {
      Console.line("  = hint: lmsaccept seed makes the people whom scenarios name")
    }
  }

  mutating func readOffers() async {
    switch await library.offers(person: guest) {
    case .success(let offers): for offer in offers { tell(offer) }
    case .failure(let problem): fail(problem.message)
    }
  }

  private mutating func tell(_ offers: Offers) {
    let book = workspace.library.book
    var users: [Lack: [String]] = [:]
    for kind in offers.kindNames {
      for use in Offers.Use.allCases {
        for lack in offers.lacks(use, of: kind) { users[lack, default: []].append("\(use.rawValue) \(kind)") }
      }
    }
    for definition in book.definitions {
      for lack in offers.lacks(of: definition) { users[lack, default: []].append(definition.id) }
    }
    let lacks = users.keys.sorted()
    if !lacks.contains(where: { !$0.isForPeople }) {
      well("all \(offers.called) \(offers.what) that the adapter calls are offered")
    }
    for lack in lacks {
      let what = "\(lack.name), which is needed for: \(Self.sentence(users[lack] ?? []))"
      if lack.isForPeople {
        mark("LIMITED", "not offered to \"\(guest ?? "")\": \(what)")
      } else {
        mark("MISSING", what)
        isWell = false
      }
    }
    if !lacks.isEmpty, let hint = offers.hint { Console.line("  = hint: \(hint)".visibleLine) }
  }

  private static func sentence(_ names: [String]) -> String { names.joined(separator: ", ") }

  mutating func readContent() async {
    let content = workspace.project.content
    switch await library.missing(content) {
    case .success(let missing):
      for thing in content where missing.contains(thing) {
        fail("\(thing.kind) \(thing.quotedKey) stands under content: and is not on the LMS")
      }
      if !content.isEmpty, missing.isEmpty { well("content: all \(content.count) are there") }
    case .failure(let problem): fail(problem.message)
    }
  }

  /// Words of `role` that mean nothing here: no mistake, but somebody should know before the run.
  func tellRoles() {
    guard let levels = workspace.library.roleLevels else { return }
    let words = (workspace.library.book.words["role"] ?? []).filter { levels[$0.key] == nil }
    guard !words.isEmpty else { return }
    let names = words.map { $0.spellings[workspace.project.language]?.first ?? $0.key }
    mark("note", "no counterpart here, so not applicable with such people: \(names.joined(separator: ", "))")
  }

  // MARK: Lines

  private func well(_ text: String) { mark("ok", text) }

  private mutating func fail(_ text: String) {
    isWell = false
    mark("FAILED", text)
  }

  /// `  FAILED  …`, further lines indented below the text.
  private func mark(_ word: String, _ text: String) {
    let lines = text.wrapped(to: Console.width - 10)
    for (index, line) in lines.enumerated() {
      Console.line((index == 0 ? "  \(word.padded(to: 7)) " : String(repeating: " ", count: 10)) + line)
    }
  }
}
