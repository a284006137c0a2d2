import ArgumentParser
import Campaign
import Diagnostics
import Foundation
import RunModel
import SignOff

/// `lmsaccept verify`: whether a bundle is what was frozen, decided and signed.
struct VerifyCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Check bundles: files, journal, decisions, signatures; what holds and what does not.")

  @OptionGroup var project: ProjectOptions
  @Argument(help: "Bundles; default: the newest in acceptance/.") var bundles: [String] = []
  @Option(
    help: ArgumentHelp(
      "A list of signers that you trust: it vouches for the keys, and may know of revocations.", valueName: "file"))
  var signers: String?
  @Flag(help: "End with 6 when the customer has not signed the decision.") var requireSigned = false
  @Flag(help: "End with 6 unless the customer accepted it (as a whole, with or without reservations) and signed that.")
  var requireAccepted = false
  @Flag(help: "One line a bundle, with the first thing that does not hold.") var brief = false

  func validate() throws {
    if requireAccepted, signers == nil {
      throw ValidationError("--require-accepted needs --signers FILE: anybody can put keys into the list of a bundle")
    }
  }

  func run() async throws {
    let today = try signers.map { path in
      guard let list = try SignOffInput.signers(path) else {
        throw RowEnd.usage("there is no list of signers at \(path.visibleLine)")
      }
      return list
    }
    let ssh = SignatureChecks(try BundleDesk.openSSH())
    var codes: Set<RunModel.ExitCode> = []
    for path in bundles.isEmpty ? [try BundleDesk.newest()] : bundles {
      var result = BundleVerification.verify(BundleFolder(path), now: Date(), today: today, ssh: ssh)
      if today == nil, !result.signatures.isEmpty {
        result.remarks.append(
          "only the bundle's own list vouches for these keys: --signers FILE compares them with yours")
      }
      // Only one at a time is compared with what is at hand.
      if bundles.count <= 1 { try await compare(&result) }
      if !result.holds { codes.insert(.notRight) }
      if requireSigned, result.deciding.isEmpty { codes.insert(.incomplete) }
      if requireAccepted, let why = result.notAccepted {
        codes.insert(.incomplete)
        Console.error("\(path): not accepted: \(why)".visibleLine)
      }
      if brief { Self.tellBriefly(path, result) } else { Self.tell(path, result) }
    }
    let code = RunModel.ExitCode.first(of: codes)
    if code != .success { throw CommandEnd(code) }
  }

  /// With the campaign that it was frozen from, where that is at hand.
  private func compare(_ result: inout BundleVerification.Result) async throws {
    guard let content = result.content, let code = result.manifest?.code,
      let store = try await BundleDesk.campaign(of: code, project)
    else { return }
    let line = try await store.journal().first { $0.number == content.journalLine }
    if line.map({ hex($0.digest) }) != content.journalHead {
      result.faults.append("the journal of the campaign is not the one that this bundle was made from")
    } else {
      result.good.append("the campaign's journal goes on from the one of this bundle")
    }
    result.faults += try await BundleDesk.missing(in: result, store)
    try await compareContent(&result, content, store)
  }

  /// Whether freezing again would give the same; nothing is stored for it.
  private func compareContent(
    _ result: inout BundleVerification.Result, _ content: BundleContent, _ store: CampaignStore
  ) async throws {
    guard let freeze = try await store.freezes().first(where: { $0.code == result.manifest?.code }),
      let evidence = FreezeDraft.Evidence(rawValue: content.evidence),
      let workspace = try? WorkspaceLoader(options: project, needsSecrets: false).load(nil).workspace
    else { return }
    let reason = result.facts?.incompleteReason ?? ""
    let wish = FreezeDraft.Wish(
      evidence: evidence, language: content.language, isRehearsal: content.isRehearsal,
      incompleteReason: reason.isEmpty ? nil : reason)
    let draft = try? await FreezeDraft.gather(
      CommandContext(workspace: workspace), store, wish, now: content.frozenAt, as: freeze)
    if draft?.maker.state == freeze.state {
      result.good.append("the campaign still says what was frozen")
    } else {
      let word = result.signatures.isEmpty ? "frozen" : "signed"
      result.remarks.append(
        "\(word) for code \(freeze.code); the current content differs: lmsaccept freeze makes a new revision")
    }
  }

  private static func sum(_ faults: Int) -> String {
    faults == 1 ? "1 thing does not hold" : "\(faults) things do not hold"
  }

  private static func tellBriefly(_ path: String, _ result: BundleVerification.Result) {
    Console.line("\(path): \(result.faults.first ?? "holds")".visibleLine)
  }

  private static func tell(_ path: String, _ result: BundleVerification.Result) {
    let code = result.manifest?.code ?? "no code"
    let revision = result.content.map { ", \($0.project), revision \($0.revision)" } ?? ""
    Console.line("\(path): \(code)\(revision)".visibleLine)
    if result.content?.isRehearsal ?? false { Console.line("  REHEARSAL: it has no effect") }
    for sentence in result.good { Console.line("  holds      \(sentence)".visibleLine) }
    for sentence in result.remarks { Console.line("  remark     \(sentence)".visibleLine) }
    for sentence in result.faults { Console.line("  DOES NOT   \(sentence)".visibleLine) }
    if let facts = result.facts, !facts.incomplete.isEmpty {
      Console.line(
        "  frozen     although \(facts.incomplete.joined(separator: "; ")): \(facts.incompleteReason)".visibleLine)
    }
    let count = result.signatures.count
    let people = result.signatures.compactMap { $0.signature.map { "\($0.name) (\($0.meaning.rawValue))" } }
    Console.line(
      (count == 0
        ? "nobody has signed" : "\(count) signature\(count == 1 ? "" : "s"): \(people.joined(separator: ", "))")
        .visibleLine)
    if result.decision == nil {
      Console.line("nothing is decided")
    } else if result.deciding.isEmpty {
      Console.line("the decision is not signed by the customer")
    }
    if count > 0 { Console.line("that a last signature was taken away cannot be seen from a bundle alone") }
    Console.line(result.holds ? "everything holds" : Self.sum(result.faults.count))
  }
}
