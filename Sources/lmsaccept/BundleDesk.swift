import Campaign
import Diagnostics
import Foundation
import JSON
import ProjectFile
import RunModel
import SignOff

/// A bundle that holds, for commands that add to it; one that does not hold ends the command.
struct BundleDesk {
  let folder: BundleFolder
  let result: BundleVerification.Result
  let content: BundleContent
  let rules: SignOffRules
  let texts: Texts
  let ssh: OpenSSH

  /// Where bundles go when nobody says otherwise.
  static let home = "acceptance"

  /// - Parameter path: nil: the newest below `acceptance/`.
  /// - Parameter options: where the campaign of the report is looked for: its journal knows what was decided and signed.
  static func open(_ path: String?, _ options: ProjectOptions) async throws -> BundleDesk {
    let folder = BundleFolder(try path ?? newest())
    sweep(beside: folder.path)
    let ssh = try openSSH()
    var result = BundleVerification.verify(folder, now: Date(), ssh: SignatureChecks(ssh))
    // Written before its entry, for which time or power did not last: nobody was told that it is there.
    if !result.leftovers.isEmpty, result.leftovers.count == result.faults.count {
      let places: [String]
      do throws(BundleFolder.Problem) { places = try folder.setAside(result.leftovers) } catch {
        throw RowEnd.usage(error.message.visibleLine, hint: error.hint?.visibleLine)
      }
      for (path, place) in zip(result.leftovers, places) {
        Console.error("\(path) was left by a command that was cut off; it is now \(place)".visibleLine)
      }
      result = BundleVerification.verify(folder, now: Date(), ssh: SignatureChecks(ssh))
    }
    if let code = result.manifest?.code, let store = try await campaign(of: code, options) {
      result.faults += try await missing(in: result, store)
    }
    guard result.holds, let content = result.content, let facts = result.facts, let signers = result.signers else {
      Console.error("error: the bundle \(folder.path) does not hold; nothing was added".visibleLine)
      for fault in result.faults { Console.error("  \(fault)".visibleLine) }
      throw CommandEnd(.notRight)
    }
    return BundleDesk(
      folder: folder, result: result, content: content,
      rules: SignOffRules(facts: facts, signers: signers, frozenAt: content.frozenAt),
      texts: Texts(language: content.language), ssh: ssh)
  }

  /// Takes away what a killed command left beside a bundle, and says so.
  static func sweep(beside path: String) {
    let leftovers = BundleLeftovers(removingBeside: path)
    for path in leftovers.removed {
      Console.error("\(path) was left by a command that was cut off; it is removed".visibleLine)
    }
    for path in leftovers.kept {
      Console.error("warning: \(path) looks like the rest of a freeze and holds more; it stays".visibleLine)
      Console.error("  = hint: look what it is, and take it away")
    }
  }

  /// Entries that the campaign's journal knows of and the bundle does not hold as they were, a sentence each.
  static func missing(in result: BundleVerification.Result, _ store: CampaignStore) async throws -> [String] {
    let digests = Dictionary(result.entries.map { ($0.number, $0.digest) }) { $1 }
    return try await store.journal().map(\.json).compactMap { line in
      guard line["object"]?.string == result.manifest?.code,
        let detail = line["detail"]?.string.flatMap({ try? JSONValue(parsing: $0) }),
        let number = detail["entry"]?.int, let digest = detail["sha256"]?.string, digests[number] != digest
      else { return nil }
      let (place, action) = (line["number"]?.int ?? 0, line["action"]?.string ?? "")
      return "entry \(number) is \(digests[number] == nil ? "missing" : "another"): "
        + "line \(place) of the campaign's journal says \"\(action)\" of it"
    }
  }

  static func openSSH() throws -> OpenSSH {
    do throws(OpenSSH.Problem) { return try OpenSSH() } catch { throw end(error) }
  }

  static func end(_ problem: OpenSSH.Problem) -> CommandEnd {
    RowEnd.usage(problem.message.visibleLine, hint: problem.hint?.visibleLine)
  }

  /// The highest revision.
  static func newest() throws -> String {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: home)) ?? []
    let revisions = names.compactMap { name in
      name.hasPrefix("revision-") ? Int(name.dropFirst("revision-".count)) : nil
    }
    guard let last = revisions.max() else {
      throw RowEnd.usage("there is no bundle in \(home)/", hint: "lmsaccept freeze makes one, or name its folder")
    }
    return "\(home)/revision-\(last)"
  }

  /// The next entry; what the rules refuse ends the command.
  func entry(_ body: DecisionEntry.Body, at moment: Stamp = Stamp(Date())) throws -> DecisionEntry {
    let last = result.entries.last
    let entry = DecisionEntry(
      number: (last?.number ?? 0) + 1, at: moment, code: result.manifest?.code ?? "", revision: content.revision,
      isRehearsal: content.isRehearsal, manifest: result.manifestDigest, before: last?.digest, body: body)
    do throws(SignOffRules.Refusal) {
      try rules.check(entry, after: result.entries)
    } catch {
      throw RowEnd.usage(error.message.visibleLine, hint: error.hint?.visibleLine)
    }
    return entry
  }

  /// - Parameter beside: what the entry names (a signature, a file), written before it.
  func add(_ entry: DecisionEntry, beside: [(path: String, bytes: [UInt8])] = []) throws {
    do throws(BundleFolder.Problem) {
      try folder.add([(entry.path, entry.bytes)] + beside)
    } catch {
      throw RowEnd.usage(error.message.visibleLine, hint: error.hint?.visibleLine)
    }
    Console.line("wrote \(folder.path)/\(entry.path)".visibleLine)
  }

  /// Where the campaign of the report is at hand, its journal says what was added.
  func note(_ entry: DecisionEntry, _ action: JournalEntry.Action, reason: String, _ options: ProjectOptions)
    async throws
  {
    guard let store = try await Self.campaign(of: entry.code, options) else { return }
    var detail = [
      JSONMember("entry", .int(entry.number)), JSONMember("kind", .string(entry.kind)),
      JSONMember("sha256", .string(entry.digest)), JSONMember("revision", .int(entry.revision)),
      JSONMember("says", .string(entry.decision?.value.rawValue ?? entry.kind)),
      JSONMember("by", .string(entry.decision?.by ?? entry.signature?.name ?? entry.fulfilment?.by ?? "")),
    ]
    // Later reports say from these what was promised and kept, where the bundle is not at hand.
    if let decision = entry.decision, !decision.reservations.isEmpty {
      detail.append(JSONMember("reservations", .array(decision.reservations.map(\.json))))
    }
    if let meaning = entry.signature?.meaning { detail.append(JSONMember("meaning", .string(meaning.rawValue))) }
    if let said = entry.fulfilment {
      detail += [JSONMember("reservation", .string(said.reservation)), JSONMember("on", .string(said.on.description))]
    }
    try await store.journal(action, object: entry.code, detail: .object(detail), reason: reason)
  }

  /// The campaign that a report was frozen from; nil where it is not at hand: who decides may have the bundle only.
  static func campaign(of code: String, _ options: ProjectOptions) async throws -> CampaignStore? {
    guard let workspace = try? WorkspaceLoader(options: options, needsSecrets: false).load(nil).workspace,
      FileManager.default.fileExists(atPath: workspace.project.campaign)
    else { return nil }
    let store = try CampaignStore.open(workspace, makesFile: false)
    return try await store.freezes().contains { $0.code == code } ? store : nil
  }
}

/// Texts of a command line that sign-off takes.
enum SignOffInput {
  static func day(_ text: String?, _ option: String) throws -> CalendarDay? {
    guard let text else { return nil }
    guard let day = CalendarDay(text) else {
      throw RowEnd.usage("\(option): \"\(text.visibleLine)\" is not a day", hint: "write it like 2026-12-01")
    }
    return day
  }

  static func word<Value: RawRepresentable<String>>(
    _ text: String, _ option: String, _ all: [Value]
  ) throws -> Value {
    if let value = all.first(where: { $0.rawValue == text }) { return value }
    let words = all.map(\.rawValue)
    let near = nearestName(to: text, among: words).map { "did you mean \"\($0)\"?" }
    throw RowEnd.usage(
      "\(option): there is no \"\(text.visibleLine)\"", hint: near ?? "one of: \(words.joined(separator: ", "))")
  }

  static func reservations(_ path: String?) throws -> [Reservation] {
    guard let path else { return [] }
    let file: SourceFile
    do throws(TextFileProblem) { file = try TextFile.read(path) } catch {
      Console.report([error.diagnostic])
      throw CommandEnd(.unreadable)
    }
    let read = ReservationsReader.read(file)
    Console.report(read.problems)
    guard let reservations = read.reservations else { throw CommandEnd(.unreadable) }
    return reservations
  }

  /// nil when there is no such file; what is wrong in it ends the command.
  static func signers(_ path: String) throws -> SignersList? {
    guard FileManager.default.fileExists(atPath: path) else { return nil }
    let file: SourceFile
    do throws(TextFileProblem) { file = try TextFile.read(path) } catch {
      Console.report([error.diagnostic])
      throw CommandEnd(.unreadable)
    }
    let read = SignersReader.read(file)
    Console.report(read.problems)
    guard let signers = read.signers else { throw CommandEnd(.unreadable) }
    return SignersList(signers)
  }

  /// A list to fill in: an entry for everything that has to be accepted by name.
  static func template(_ facts: FrozenFacts, _ texts: Texts) -> String {
    let intro = texts(
      "# One reservation each: fill in what is empty, and take out what does not stand in the way.\n",
      "# Elk een voorbehoud: vul in wat leeg is, en haal weg wat niet in de weg staat.\n")
    let titles = Dictionary(facts.criteria.map { ($0.id, "\($0.title): \($0.measure) (\($0.norm))") }) { $1 }
    let items = facts.obstacles.map { id in
      """
      # \(id) \((titles[id] ?? "").visibleLine)
      - text:
        owner:
        due:
        proof:
        consequence:
        about: [\(id)]

      """
    }
    return intro + items.joined()
  }

  static func write(_ text: String, to path: String) throws {
    guard !FileManager.default.fileExists(atPath: path) else {
      throw RowEnd.usage("\(path.visibleLine) exists already; nothing was written")
    }
    guard FileManager.default.createFile(atPath: path, contents: Data(text.utf8)) else {
      throw RowEnd.usage("\(path.visibleLine) cannot be written")
    }
    Console.line("wrote \(path)".visibleLine)
  }
}
