import ArgumentParser
import Campaign
import Diagnostics
import Foundation
import JSON
import RunModel
import SignOff

/// `lmsaccept freeze`: the report with everything it was made from, in a folder that can be decided on and signed.
struct FreezeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "freeze",
    abstract: "Freeze the acceptance report of the newest round into a bundle with a code, to decide on and to sign.")

  @OptionGroup var project: ProjectOptions
  @Flag(help: "Only to practise: pages and signatures say so. The built-in LMS allows nothing else.")
  var rehearsal = false
  @Option(help: ArgumentHelp("What of people's data goes along: none, redacted or full.", valueName: "what"))
  var evidence: String?
  @Option(
    help: ArgumentHelp(
      "Why it is frozen although rows, disagreements or stale results are open; stands in the report.",
      valueName: "reason"))
  var incomplete: String?
  @Option(help: ArgumentHelp("The folder of the bundle; default acceptance/revision-N.", valueName: "folder"))
  var out: String?

  func run() async throws {
    if let language = project.language, !["en", "nl"].contains(language) {
      throw ValidationError("reports are in en or nl, not \"\(language.visibleLine)\"")
    }
    if let incomplete, incomplete.isBlank { throw RowEnd.usage("--incomplete needs a reason") }
    let context = try CommandContext.load(project, needsSecrets: false)
    let store = try context.store()
    let wish = FreezeDraft.Wish(
      evidence: try await chosenEvidence(store), language: project.language, isRehearsal: rehearsal,
      incompleteReason: incomplete)
    let now = Stamp(Date())
    BundleDesk.sweep(beside: out ?? "\(BundleDesk.home)/revision-1")
    try await store.updateFindings(round: try await store.currentRound())
    if let last = try await store.freezes().last(where: { $0.isAbout(target: context.workspace.target.name) }) {
      let same = try await FreezeDraft.gather(context, store, wish, now: now, as: last)
      if same.maker.state == last.state { return try await again(same, last, store) }
    }
    let draft = try await FreezeDraft.gather(context, store, wish, now: now)
    try refuse(draft)
    let made = try await draft.maker.make()
    let content = draft.maker.content
    let folder = BundleFolder(out ?? "\(BundleDesk.home)/revision-\(content.revision)")
    if folder.exists {
      throw RowEnd.usage(
        "\(folder.path.visibleLine) exists already; nothing was frozen", hint: "name another folder with --out")
    }
    let freeze = Freeze(
      revision: content.revision, round: content.round, at: Double(content.frozenAt.seconds),
      utcOffsetMinutes: content.frozenAt.offsetMinutes, actor: content.frozenBy, code: made.code,
      content: made.content, state: draft.maker.state, journal: content.journalLine, evidence: content.evidence,
      isRehearsal: content.isRehearsal, target: context.workspace.target.name)
    // Registered first: a bundle that nobody knows of would take the number of the next. When writing fails, the same
    // command writes the same bundle.
    guard try await store.register(freeze, manifest: made.manifest, reason: incomplete ?? "") else {
      throw RowEnd.usage("something was stored while the report was made; nothing was frozen", hint: "freeze again")
    }
    try write(made, to: folder)
    tell(draft, made, folder)
  }

  private func write(_ made: BundleMaker.Made, to folder: BundleFolder) throws {
    do throws(BundleFolder.Problem) {
      try folder.write(made.files)
    } catch {
      throw RowEnd.usage(error.message.visibleLine, hint: error.hint?.visibleLine)
    }
  }

  /// Nothing changed: the revision is what it was.
  private func again(_ draft: FreezeDraft, _ last: Freeze, _ store: CampaignStore) async throws {
    let made = try await draft.maker.make()
    let folder = BundleFolder(out ?? "\(BundleDesk.home)/revision-\(last.revision)")
    guard made.code == last.code else {
      throw RowEnd.usage("revision \(last.revision) cannot be made again: its code would be another")
    }
    if folder.exists {
      guard folder.read("content.json").map({ hex(sha256($0)) }) == made.content else {
        throw RowEnd.usage(
          "\(folder.path.visibleLine) is there and is another bundle than revision \(last.revision); nothing was written",
          hint: "nothing has changed since revision \(last.revision) (\(last.code)): name a free folder with --out")
      }
      Console.line("nothing has changed since revision \(last.revision) (\(last.code)): \(folder.path)".visibleLine)
      return
    }
    try write(made, to: folder)
    let frozen = try await store.journal().map(\.json).last {
      $0["action"]?.string == JournalEntry.Action.frozen.rawValue && $0["object"]?.string == last.code
    }
    let detail = frozen?["detail"]?.string.flatMap { try? JSONValue(parsing: $0) }
    if detail?["manifest"]?.string == made.manifest {
      Console.line("nothing has changed since revision \(last.revision): the same bundle again")
    } else {
      Console.line("nothing has changed since revision \(last.revision), but what is made with the code differs")
      Console.error("warning: signatures and decisions of the first bundle do not belong to this one")
      Console.error("  = hint: report.pdf is there only where WeasyPrint is; sign one of the two bundles, not both")
    }
    tell(draft, made, folder)
  }

  private func refuse(_ draft: FreezeDraft) throws {
    if !draft.rehearsal.isEmpty, !rehearsal {
      Console.error("error: this can be frozen as a rehearsal only")
      for ground in draft.rehearsal { Console.error("  \(ground)".visibleLine) }
      Console.error("  = hint: --rehearsal; every page and every signature then says so")
      throw CommandEnd(.usage)
    }
    guard !draft.open.isEmpty, incomplete == nil else { return }
    Console.error("error: the report is not complete; nothing was frozen")
    for sentence in draft.open { Console.error("  \(sentence)".visibleLine) }
    Console.error(
      "  = hint: lmsaccept status says what; --incomplete REASON freezes it all the same and prints the reason")
    throw CommandEnd(.incomplete)
  }

  /// Nobody gives people's data away by leaving an option out.
  private func chosenEvidence(_ store: CampaignStore) async throws -> FreezeDraft.Evidence {
    let data = try await store.personalData()
    if let evidence {
      let chosen = try SignOffInput.word(evidence, "--evidence", FreezeDraft.Evidence.allCases)
      if !data.isEmpty { Console.line(Self.summary(data, chosen)) }
      return chosen
    }
    if data.isEmpty { return .full }
    Console.error("the campaign holds people's data: \(Self.counts(data))")
    Console.error("  full      everything goes along as it is, names and worksheets included")
    Console.error("  redacted  testers get numbers; worksheets and pictures are named by their SHA-256 only")
    Console.error("  none      no worksheets, pictures, requests and answers; names as they stand in the report")
    guard Console.isTerminal(STDIN_FILENO), Console.isTerminal(STDERR_FILENO) else {
      throw RowEnd.usage("what of it goes along must be said", hint: "--evidence none|redacted|full")
    }
    Console.raw("which: ")
    return try SignOffInput.word(
      readLine()?.trimmingCharacters(in: .whitespaces) ?? "", "--evidence", FreezeDraft.Evidence.allCases)
  }

  private static func counts(_ data: PersonalData) -> String {
    func count(_ number: Int, _ one: String, _ many: String) -> String { "\(number) \(number == 1 ? one : many)" }
    return [
      count(data.people.count, "person", "people"), count(data.remarks, "remark", "remarks"),
      count(data.pictures, "picture", "pictures"), count(data.worksheets, "worksheet", "worksheets"),
      count(data.bodies, "body of a request or answer", "bodies of requests and answers"),
    ].joined(separator: ", ")
  }

  private static func summary(_ data: PersonalData, _ evidence: FreezeDraft.Evidence) -> String {
    switch evidence {
    case .full: "inside: \(counts(data))"
    case .redacted:
      "inside, without names: \(data.remarks) remark\(data.remarks == 1 ? "" : "s") of \(data.people.count) "
        + "\(data.people.count == 1 ? "person" : "people"); worksheets and pictures by digest only"
    case .none:
      "inside: names and remarks as they stand in the report (\(data.people.count) people); no worksheets, pictures and bodies"
    }
  }

  private func tell(_ draft: FreezeDraft, _ made: BundleMaker.Made, _ folder: BundleFolder) {
    let content = draft.maker.content
    Console.line("\(folder.path): revision \(content.revision), code \(made.code)".visibleLine)
    if let replaces = content.replaces { Console.line("  it replaces \(replaces)") }
    if content.isRehearsal { Console.line("  a rehearsal: every page says so, and signatures count for nothing else") }
    if !draft.open.isEmpty { Console.line("  frozen although \(draft.open.joined(separator: "; "))".visibleLine) }
    if draft.maker.advice == nil {
      Console.line("  no advice was given yet: lmsaccept advise --bundle \(folder.path)".visibleLine)
    }
    if draft.maker.signers.signers.isEmpty {
      Console.error("warning: there is no list of signers, so nobody can sign this revision with a key")
      Console.error("  = hint: write signers.yaml (docs/sign-off.md) and freeze again")
    }
  }
}
