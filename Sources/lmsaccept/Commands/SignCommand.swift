import ArgumentParser
import Campaign
import Diagnostics
import Foundation
import RunModel
import SignOff

/// `lmsaccept sign`: a person signs a frozen report or the decision on it, with OpenSSH.
struct SignCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sign", abstract: "Show everything that is signed, and sign it with a key of OpenSSH.")

  @OptionGroup var project: ProjectOptions
  @Argument(help: "The bundle; default: the newest in acceptance/.") var bundle: String?
  @Option(name: .customLong("as"), help: ArgumentHelp("Who signs: a name of the list of signers.", valueName: "name"))
  var name: String
  @Option(help: ArgumentHelp("Their function; default: as the list says.", valueName: "text")) var function: String?
  @Option(help: ArgumentHelp("Their organisation; default: as the list says.", valueName: "text"))
  var organisation: String?
  @Option(
    help: ArgumentHelp(
      "authored, executed, reviewed, witnessed (of the report); delivered, approved, acknowledged-with-objection, rejected (of the decision).",
      valueName: "meaning"))
  var meaning: String
  @Option(
    help: ArgumentHelp("The private key, or the .pub file of a key in an agent or on hardware.", valueName: "file"))
  var key: String
  @Flag(help: "Sign without asking; everything is shown all the same.") var yes = false

  func run() async throws {
    let meaning = try SignOffInput.word(meaning, "--meaning", SigningMeaning.allCases)
    let desk = try await BundleDesk.open(bundle, project)
    guard let listed = desk.rules.signers.signer(named: name) else {
      throw RowEnd.usage(
        "\(name.visibleLine) is not on the list of signers",
        hint: desk.rules.signers.signers.isEmpty
          ? "the report was frozen without a list: nobody can sign it with a key"
          : "it holds: \(desk.rules.signers.signers.map(\.name).joined(separator: ", "))".visibleLine)
    }
    var signer = listed
    signer.function = function ?? listed.function
    signer.organisation = organisation ?? listed.organisation
    let fingerprint = try fingerprint(of: listed, desk.ssh)
    let statement = SigningStatement.text(
      meaning, code: desk.result.manifest?.code ?? "", revision: desk.content.revision, project: desk.content.project,
      decision: desk.result.decision?.decision, isRehearsal: desk.content.isRehearsal, desk.texts)
    let entry = try desk.entry(
      .signature(.init(signer, meaning: meaning, statement: statement, fingerprint: fingerprint)))
    try confirm(entry, desk)
    let namespace = SealNamespace.name(isRehearsal: desk.content.isRehearsal)
    let signature: [UInt8]
    do throws(OpenSSH.Problem) {
      signature = try desk.ssh.sign(entry.bytes, key: key, namespace: namespace)
    } catch {
      throw BundleDesk.end(error)
    }
    // What was signed must be what anybody will be able to check.
    let fault = desk.ssh.fault(
      of: signature, over: entry.bytes, by: listed.email, allowedSigners: desk.rules.signers.allowedSigners,
      namespace: namespace, at: entry.at)
    if let fault { throw RowEnd.usage("the signature does not hold: \(fault.visibleLine); nothing was added") }
    try desk.add(entry, beside: [(entry.path + ".sig", signature)])
    try await desk.note(entry, .signed, reason: "\(meaning.rawValue) by \(listed.name)", project)
    Console.line("\(listed.name) signed: \(meaning.rawValue)".visibleLine)
  }

  /// The key must be the one that the list gives this person.
  private func fingerprint(of signer: Signer, _ ssh: OpenSSH) throws -> String {
    do throws(OpenSSH.Problem) {
      guard try ssh.publicKey(of: key) == signer.key else {
        throw OpenSSH.Problem(
          "\(key) is not the key of \(signer.name) on the list of signers",
          hint: "the list counts as it was when the report was frozen")
      }
      return try ssh.fingerprint(of: signer.key)
    } catch {
      throw BundleDesk.end(error)
    }
  }

  /// Shows all that the signature will be over, and waits for a word.
  private func confirm(_ entry: DecisionEntry, _ desk: BundleDesk) throws {
    var shown = desk.result
    shown.entries.append(entry)
    for line in RecordText(shown, texts: desk.texts, today: entry.at.day)?.lines ?? [] {
      Console.line(line.visibleLine)
    }
    Console.line()
    Console.line(desk.texts("Exactly this is signed:", "Precies dit wordt getekend:"))
    Console.line(String(decoding: entry.bytes.dropLast(), as: UTF8.self).visibleLine)
    Console.line()
    if yes { return }
    guard Console.isTerminal(STDIN_FILENO) else {
      throw RowEnd.usage("nobody is there to say yes", hint: "--yes signs without asking")
    }
    let word = desk.texts("yes", "ja")
    Console.raw(desk.texts("Sign this? Type yes: ", "Dit tekenen? Typ ja: "))
    guard readLine()?.trimmingCharacters(in: .whitespaces).lowercased() == word else {
      Console.error("nothing was signed")
      throw CommandEnd(.usage)
    }
  }
}
