import ArgumentParser
import Campaign
import Diagnostics
import Foundation
import JSON
import Reporting
import RunModel

/// `lmsaccept finding`: what was found, and what becomes of it.
struct FindingCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "finding", abstract: "List, change, merge, export and import findings.",
    subcommands: [
      FindingListCommand.self, FindingShowCommand.self, FindingEditCommand.self, FindingAddCommand.self,
      FindingMergeCommand.self, FindingRetestCommand.self, FindingExportCommand.self, FindingImportCommand.self,
    ])
}

/// The campaign with its findings, brought up to date with what is stored in the newest round.
struct FindingDesk {
  let context: CommandContext
  let store: CampaignStore
  let texts: Texts

  static func open(_ options: ProjectOptions) async throws -> FindingDesk {
    let context = try CommandContext.load(options, needsSecrets: false)
    let store = try context.store()
    try await store.updateFindings(round: try await store.currentRound())
    return FindingDesk(context: context, store: store, texts: Texts(language: context.workspace.project.language))
  }

  func finding(_ written: String) async throws -> Finding {
    guard let number = Finding.number(written) else {
      throw RowEnd.usage("\"\(written.visibleLine)\" is no finding", hint: "findings are called F-0001, F-0002, …")
    }
    guard let finding = try await store.findings().first(where: { $0.number == number }) else {
      throw RowEnd.usage("there is no finding \(Finding.id(number))", hint: "lmsaccept finding list")
    }
    return finding
  }

  /// Says what was changed, or why it is refused.
  static func tell(_ id: String, _ result: Result<[Finding.Field: String], FindingRefusal>) throws {
    switch result {
    case .success(let changes):
      let shown = Finding.Field.editable.compactMap { field in
        changes[field].map { "\(field.rawValue) \($0.isEmpty ? "(empty)" : $0)" }
      }
      Console.line(changes.isEmpty ? "\(id): nothing changed" : "\(id): \(shown.joined(separator: ", "))".visibleLine)
    case .failure(let refusal): throw RowEnd.usage(refusal.message.visibleLine, hint: refusal.hint?.visibleLine)
    }
  }
}

struct FindingListCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "list", abstract: "List findings, the worst first.")

  @OptionGroup var project: ProjectOptions
  @Option(help: ArgumentHelp("Only of a status (repeatable).", valueName: "status")) var status: [String] = []
  @Option(help: ArgumentHelp("Only of a severity, or unrated (repeatable).", valueName: "severity"))
  var severity: [String] = []
  @Flag(help: "Only those that are open.") var open = false
  @Flag(help: "For programs: one line of JSON a finding.") var json = false

  func run() async throws {
    let statuses = try status.map { try FindingWord.read($0, .status) }
    let severities = try severity.map { $0 == "unrated" ? "" : try FindingWord.read($0, .severity) }
    let desk = try await FindingDesk.open(project)
    let findings = try await desk.store.findings().filter { finding in
      (statuses.isEmpty || statuses.contains(finding[.status]))
        && (severities.isEmpty || severities.contains(finding[.severity])) && (!open || finding.isOpen)
    }.sorted(by: Finding.byWeight)
    if json {
      for finding in findings { Console.line(finding.json.text) }
      return
    }
    if findings.isEmpty { return Console.line("no findings") }
    for finding in findings { Console.line(RoundStatus.line(finding, desk.texts).visibleLine) }
  }
}

struct FindingShowCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Show a finding with everything that is known and all that was changed.")

  @OptionGroup var project: ProjectOptions
  @Argument(help: "The finding: F-0001.") var id: String
  @Flag(help: "For programs.") var json = false

  func run() async throws {
    let desk = try await FindingDesk.open(project)
    let finding = try await desk.finding(id)
    if json { return Console.line(finding.json.text) }
    Console.line(RoundStatus.line(finding, desk.texts).visibleLine)
    let hidden: Set<Finding.Field> = [
      .title, .summary, .status, .severity, .exampleKey, .scenario, .revision, .fixedAfterRun, .fixedAfterVerdict,
      .fixedInRound,
    ]
    for field in Finding.Field.allCases where !hidden.contains(field) && !finding[field].isEmpty {
      let text = Finding.name(finding[field], of: field, desk.texts)
      let lines = text.split(whereSeparator: \.isNewline).map(String.init)
      for (place, line) in lines.enumerated() {
        Console.line("  \((place == 0 ? field.rawValue : "").padded(to: 12))  \(line.visibleLine)")
      }
    }
    Console.line()
    for change in finding.changes { tell(change) }
  }

  private func tell(_ change: FindingChange) {
    let fields = Finding.Field.editable.compactMap { field in
      change.values[field].map { "\(field.rawValue) \($0.isEmpty ? "(empty)" : $0)" }
    }
    let verb = change.values[.also] == nil ? "shown" : "also seen"
    let also = change.values[.alsoBy].map { ["\(verb) by \($0)"] } ?? []
    let all = also + fields
    let what = all.isEmpty ? "seen again" : all.joined(separator: ", ")
    let why = change.reason.isEmpty ? "" : ": \(change.reason)"
    let source = change.source.map { "  (\($0))" } ?? ""
    Console.line("\(ClockText.utc(change.at))  \(change.actor)  \(what)\(why)\(source)".visibleLine)
  }
}

struct FindingEditCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "edit", abstract: "Change a finding; closing it needs a passed retest.")

  @OptionGroup var project: ProjectOptions
  @Argument(help: "The finding: F-0001.") var id: String
  @Option(help: ArgumentHelp("new, accepted, in-progress, fixed, rejected, deferred.", valueName: "status"))
  var status: String?
  @Option(help: ArgumentHelp("blocking, serious, moderate, cosmetic.", valueName: "severity")) var severity: String?
  @Option(
    name: .customLong("class"),
    help: ArgumentHelp("defect, wish, question, data, environment, test-error.", valueName: "class"))
  var kind: String?
  @Option(help: ArgumentHelp("now, before-golive, after-golive, someday.", valueName: "priority")) var priority: String?
  @Option(help: ArgumentHelp("yes, no, disputed.", valueName: "word")) var contractual: String?
  @Option(help: ArgumentHelp("Who takes care of it.", valueName: "name")) var owner: String?
  @Option(help: ArgumentHelp("By when: 2026-12-01.", valueName: "date")) var due: String?
  @Option(
    help: ArgumentHelp(
      "fixed, accepted-as-is, deferred-with-date, workaround, rejected, change-request.", valueName: "word"))
  var disposition: String?
  @Option(help: ArgumentHelp("How to work in the meantime.", valueName: "text")) var workaround: String?
  @Option(help: ArgumentHelp("The version that mends it.", valueName: "version")) var fixedIn: String?
  @Option(help: ArgumentHelp("passed or failed: what no scenario asks for was tested again.", valueName: "word"))
  var retest: String?
  @Option(help: ArgumentHelp("Who tested it again.", valueName: "name")) var by: String?
  @Option(help: ArgumentHelp("Why; stays with the finding.", valueName: "text")) var reason: String?

  private var values: [Finding.Field: String] {
    let given: [(Finding.Field, String?)] = [
      (.status, status), (.severity, severity), (.kind, kind), (.priority, priority), (.contractual, contractual),
      (.owner, owner), (.due, due), (.disposition, disposition), (.workaround, workaround), (.fixedIn, fixedIn),
    ]
    return Dictionary(given.compactMap { field, text in text.map { (field, $0) } }, uniquingKeysWith: { $1 })
  }

  func validate() throws {
    if values.isEmpty, retest == nil { throw ValidationError("say what to change: --status, --severity, --owner, …") }
    if retest != nil, !values.isEmpty { throw ValidationError("--retest stands alone, with --by and --reason") }
    if let retest, !["passed", "failed"].contains(retest) { throw ValidationError("--retest takes passed or failed") }
  }

  func run() async throws {
    let desk = try await FindingDesk.open(project)
    let finding = try await desk.finding(id)
    let result =
      if let retest {
        try await desk.store.retest(finding.number, passed: retest == "passed", by: by ?? "", reason: reason ?? "")
      } else {
        try await desk.store.change(finding.number, FindingEdit(values, reason: reason ?? ""))
      }
    try FindingDesk.tell(finding.id, result)
  }
}

struct FindingAddCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "add", abstract: "Add a finding that no scenario asked for.")

  @OptionGroup var project: ProjectOptions
  @Argument(help: "What is wrong, in one sentence.") var summary: String
  @Option(help: ArgumentHelp("blocking, serious, moderate, cosmetic.", valueName: "severity")) var severity: String?
  @Option(
    name: .customLong("class"),
    help: ArgumentHelp("defect, wish, question, data, environment, test-error.", valueName: "class"))
  var kind: String?
  @Option(help: ArgumentHelp("Who found it.", valueName: "name")) var reporter: String?
  @Option(help: ArgumentHelp("What was done.", valueName: "text")) var steps: String?
  @Option(help: ArgumentHelp("What was wanted.", valueName: "text")) var expected: String?
  @Option(help: ArgumentHelp("What was there.", valueName: "text")) var observed: String?
  @Option(help: ArgumentHelp("A file, a page.", valueName: "text")) var evidence: String?
  @Option(help: ArgumentHelp("A requirement's id (repeatable).", valueName: "id")) var requirement: [String] = []

  func run() async throws {
    guard summary.contains(where: { !$0.isWhitespace }) else { throw RowEnd.usage("a finding needs a summary") }
    var values: [Finding.Field: String] = [.summary: summary, .requirement: requirement.joined(separator: " ")]
    if let severity { values[.severity] = try FindingWord.read(severity, .severity) }
    if let kind { values[.kind] = try FindingWord.read(kind, .kind) }
    values[.reporter] = reporter ?? CampaignStore.actor
    for (field, text) in [
      (Finding.Field.steps, steps), (.expected, expected), (.observed, observed), (.evidence, evidence),
    ] {
      if let text { values[field] = text }
    }
    let desk = try await FindingDesk.open(project)
    let round = try await desk.store.rounds().last
    values[.site] = round?.site?.code ?? ""
    Console.line(try await desk.store.addFinding(values, round: round?.number ?? 1))
  }
}

struct FindingMergeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "merge", abstract: "Make a finding the duplicate of another; both keep their history.")

  @OptionGroup var project: ProjectOptions
  @Argument(help: "The finding that is a duplicate: F-0002.") var id: String
  @Option(help: ArgumentHelp("The finding that stays.", valueName: "id")) var into: String
  @Option(help: ArgumentHelp("Why they are the same.", valueName: "text")) var reason: String?

  func run() async throws {
    let desk = try await FindingDesk.open(project)
    let finding = try await desk.finding(id)
    let other = try await desk.finding(into)
    switch try await desk.store.merge(finding.number, into: other.number, reason: reason ?? "") {
    case .success: Console.line("\(finding.id) is a duplicate of \(other.id)")
    case .failure(let refusal): throw RowEnd.usage(refusal.message.visibleLine, hint: refusal.hint?.visibleLine)
    }
  }
}

struct FindingRetestCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "retest", abstract: "List what was fixed and waits to be tested again.")

  @OptionGroup var project: ProjectOptions

  func run() async throws {
    let desk = try await FindingDesk.open(project)
    let queue = try await desk.store.findings().filter { $0.status == .fixed }.sorted(by: Finding.byWeight)
    if queue.isEmpty { return Console.line("nothing waits to be tested again") }
    for finding in queue {
      Console.line(RoundStatus.line(finding, desk.texts).visibleLine)
      Console.line("    \(Self.how(finding))".visibleLine)
    }
    let ids = Set(queue.filter(\.isByMachine).map { $0[.scenario] }).sorted()
    if !ids.isEmpty {
      Console.line("  = hint: lmsaccept run \(ids.map { "--id \($0)" }.joined(separator: " "))".visibleLine)
    }
  }

  private static func how(_ finding: Finding) -> String {
    if finding.isByMachine { return "its step must pass in a later run: \(finding[.step])" }
    if finding[.scenario].isEmpty {
      return "no scenario asks for it: finding edit \(finding.id) --retest passed --by NAME"
    }
    return "row \(finding[.row]) must pass on a worksheet: \(finding[.step])"
  }
}

/// Words of the command line.
enum FindingWord {
  static func read(_ written: String, _ field: Finding.Field) throws -> String {
    if let word = Finding.word(written, for: field) { return word }
    let words = Finding.words(field) ?? []
    let near = nearestName(to: written, among: words).map { "did you mean \"\($0)\"?" }
    throw RowEnd.usage(
      "\(field.rawValue) \"\(written.visibleLine)\" does not exist",
      hint: near ?? "one of: \(words.joined(separator: ", "))")
  }
}

extension Finding {
  /// All fields that say something, and the history.
  var json: JSONValue {
    var members = [JSONMember("id", .string(id)), JSONMember("found_at", .string(ClockText.utc(foundAt)))]
    for field in Field.allCases where !self[field].isEmpty {
      members.append(JSONMember(field.rawValue, .string(self[field])))
    }
    members.append(JSONMember("open", .bool(isOpen)))
    members.append(
      JSONMember(
        "history",
        .array(
          changes.map { change in
            [
              "at": .string(ClockText.utc(change.at)), "actor": .string(change.actor),
              "reason": .string(change.reason), "source": change.source.map(JSONValue.string) ?? .null,
              "set": .object(
                Field.allCases.compactMap { field in
                  change.values[field].map { JSONMember(field.rawValue, .string($0)) }
                }),
            ]
          })))
    return .object(members)
  }
}
