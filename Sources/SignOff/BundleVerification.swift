import Campaign
package import Foundation
package import JSON
import RunModel

/// Looks at a bundle and says what holds and what does not. Cheap things first; what can still be looked at after a fault
/// is looked at.
package struct BundleVerification {
  package struct Result: Sendable {
    package var content: BundleContent?
    package var manifest: BundleManifest?
    package var manifestDigest = ""
    package var facts: FrozenFacts?
    package var signers: SignersList?
    /// `report.json`, as far as it is there: who accepts what from whom.
    package var report: JSONValue?
    /// The chain as far as it holds.
    package var entries: [DecisionEntry] = []
    /// What holds, a sentence each.
    package var good: [String] = []
    /// What does not.
    package var faults: [String] = []
    /// Files that the next entry would name: a command that adds one was cut off before it wrote the entry. Each is
    /// a fault too.
    package var leftovers: [String] = []
    /// What no rule forbids and a reader should know.
    package var remarks: [String] = []

    package init() {}

    package var holds: Bool { faults.isEmpty }

    package var signatures: [DecisionEntry] { entries.filter { $0.signature != nil } }
    package var decision: DecisionEntry? { entries.last { $0.decision != nil } }
    /// Signatures of the customer about the last decision.
    package var deciding: [DecisionEntry] {
      signatures.filter { ($0.signature?.meaning.isDeciding ?? false) && $0.number > (decision?.number ?? .max) }
    }
  }

  private let folder: BundleFolder
  /// Seconds since 1970.
  let now: Int
  /// A list that the reader trusts, of today: it vouches for the keys and may know of revocations since. nil: only the
  /// bundle's own, which whoever makes a bundle writes.
  private let today: SignersList?
  private let ssh: SignatureChecks
  private(set) var result = Result()
  private var kinds: [String: BundleFolder.Kind] = [:]
  private var named: Set<String> = ["manifest.json"]

  /// Clocks of two machines may differ by so much.
  private static let skewSeconds = 300

  package static func verify(
    _ folder: BundleFolder, now: Date, today: SignersList? = nil, ssh: SignatureChecks
  ) -> Result {
    var verification = BundleVerification(
      folder: folder, now: Int(now.timeIntervalSince1970), today: today, ssh: ssh)
    verification.run()
    return verification.result
  }

  private init(folder: BundleFolder, now: Int, today: SignersList?, ssh: SignatureChecks) {
    self.folder = folder
    self.now = now
    self.today = today
    self.ssh = ssh
  }

  private mutating func fault(_ text: String) { result.faults.append(text) }
  mutating func remark(_ text: String) { result.remarks.append(text) }
  mutating func good(_ text: String) { result.good.append(text) }

  private mutating func run() {
    kinds = folder.list()
    readManifest()
    readContent()
    if result.manifest != nil, result.content != nil {
      readFacts()
      checkJournal()
      readChain()
    }
    checkUnlisted()
  }

  // MARK: Files

  private mutating func canonical(_ path: String) -> JSONValue? {
    named.insert(path)
    guard let bytes = folder.read(path) else {
      fault("\(path) is missing")
      return nil
    }
    return canonical(path, bytes)
  }

  private mutating func canonical(_ path: String, _ bytes: [UInt8]) -> JSONValue? {
    do throws(JSONProblem) {
      return try JSONValue(canonical: bytes)
    } catch {
      fault("\(path) is not canonical JSON: \(error)")
      return nil
    }
  }

  private mutating func readManifest() {
    guard let bytes = folder.read("manifest.json") else { return fault("manifest.json is missing: this is no bundle") }
    result.manifestDigest = hex(sha256(bytes))
    guard let json = canonical("manifest.json", bytes) else { return }
    guard let manifest = BundleManifest(json), Self.isSorted(manifest.files) else {
      return fault("manifest.json does not say what a manifest says")
    }
    result.manifest = manifest
    if check(manifest.files, of: "manifest.json") {
      good("manifest.json: \(manifest.files.count) files are what they were")
    }
  }

  private mutating func readContent() {
    guard let json = canonical("content.json") else { return }
    guard let content = BundleContent(json), Self.isSorted(content.files) else {
      return fault("content.json does not say what it has to say")
    }
    result.content = content
    if check(content.files, of: "content.json") {
      good("content.json: \(content.files.count) files are what they were")
    }
    let code = ReportCode.code(of: sha256(json.canonicalBytes))
    if code == result.manifest?.code {
      good("the report code \(code) is that of this content")
    } else {
      fault("the report code of this content is \(code), not \(result.manifest?.code ?? "that of the manifest")")
    }
    guard result.manifest?.files.contains(where: { $0.path == "content.json" }) ?? false else {
      return fault("manifest.json does not name content.json")
    }
    result.report = folder.read("report.json").flatMap { try? JSONValue(canonical: $0) }
    let page = folder.read("report.html") ?? []
    if !page.contains(Array(code.utf8)) { fault("report.html does not carry the code \(code)") }
    let sums = (content.files + (result.manifest?.files ?? [])).filter { $0.path != "SHA256SUMS" }
      .sorted(by: BundleFile.isBefore).map { "\($0.sha256)  \($0.path)\n" }.joined()
    if folder.read("SHA256SUMS") != Array(sums.utf8) { fault("SHA256SUMS does not list these files") }
  }

  private static func isSorted(_ files: [BundleFile]) -> Bool {
    zip(files, files.dropFirst()).allSatisfy { BundleFile.isBefore($0, $1) }
      && files.allSatisfy { file in
        !file.path.isEmpty
          && file.path.split(separator: "/", omittingEmptySubsequences: false).allSatisfy {
            !$0.isEmpty && $0 != "." && $0 != ".."
          }
      }
  }

  private mutating func check(_ files: [BundleFile], of list: String) -> Bool {
    let before = result.faults.count
    for file in files {
      named.insert(file.path)
      guard kinds[file.path] == .file, let bytes = folder.read(file.path) else {
        fault("\(file.path) is missing (\(list) names it)")
        continue
      }
      if BundleFile(path: file.path, bytes) != file {
        fault("\(file.path) was changed: it is not what \(list) names")
      }
    }
    return result.faults.count == before
  }

  private mutating func checkUnlisted() {
    var folders: Set<String> = ["decisions"]
    for path in named {
      var parts = path.split(separator: "/").dropLast()
      while !parts.isEmpty {
        folders.insert(parts.joined(separator: "/"))
        parts = parts.dropLast()
      }
    }
    for (path, kind) in kinds.sorted(by: { $0.key < $1.key }) {
      switch kind {
      case .file where named.contains(path), .folder where folders.contains(path): break
      case .file:
        fault("\(path) belongs to nothing: neither the lists nor the decisions name it")
        let next = result.entries.count + 1
        let stem = "decisions/\(next < 10 ? "0" : "")\(next)-"
        if path == stem + "signature.json.sig" || path.hasPrefix(stem + "attachment."), !path.hasSuffix(".json") {
          result.leftovers.append(path)
        }
      case .folder: fault("the folder \(path) belongs to nothing")
      case .link: fault("\(path) is a link: a bundle holds everything itself")
      case .other: fault("\(path) is neither a file nor a folder")
      }
    }
  }

  private mutating func readFacts() {
    if let facts = canonical("facts.json").flatMap(FrozenFacts.init) {
      result.facts = facts
    } else {
      fault("facts.json does not say what it has to say")
    }
    guard let signers = canonical("signers.json").flatMap(SignersList.init) else {
      return fault("signers.json does not say what it has to say")
    }
    result.signers = signers
    if folder.read("allowed_signers") != Array(signers.allowedSigners.utf8) {
      fault("allowed_signers is not the list of signers.json")
    }
  }

  private mutating func checkJournal() {
    guard let content = result.content, let bytes = folder.read("journal.jsonl") else {
      return fault("journal.jsonl is missing")
    }
    switch JournalExport.check(bytes) {
    case .failure(let problem): fault("journal.jsonl: \(problem.message)")
    case .success(let journal):
      guard journal.count == content.journalLine, hex(journal.head) == content.journalHead else {
        return fault("journal.jsonl does not end with the line that content.json names: a line was changed or removed")
      }
      good("journal: \(journal.count) lines, each follows from the one before")
    }
  }

  // MARK: Decisions

  private mutating func readChain() {
    let paths = kinds.keys.filter { $0.hasPrefix("decisions/") && $0.hasSuffix(".json") }.sorted {
      (Self.number(in: $0), $0) < (Self.number(in: $1), $1)
    }
    for path in paths {
      guard let entry = readEntry(path) else { break }
      named.insert(path)
      result.entries.append(entry)
    }
    tellDecision()
  }

  /// The digits after the folder, so that 100 comes after 99.
  private static func number(in path: String) -> Int {
    Int(path.dropFirst("decisions/".count).prefix { $0.isNumber }) ?? 0
  }

  /// nil ends the chain: what follows cannot be told.
  private mutating func readEntry(_ path: String) -> DecisionEntry? {
    guard kinds[path] == .file, let bytes = folder.read(path) else {
      fault("\(path) cannot be read")
      return nil
    }
    guard let json = canonical(path, bytes) else { return nil }
    guard let entry = DecisionEntry(json) else {
      fault("\(path) does not say what an entry says")
      return nil
    }
    let wanted = result.entries.count + 1
    guard entry.number == wanted, entry.path == path else {
      fault("decisions/: entry \(wanted) is missing or misnamed; \(path) stands in its place")
      return nil
    }
    guard entry.manifest == result.manifestDigest, entry.code == result.manifest?.code,
      entry.revision == result.content?.revision
    else {
      fault("\(path) was made for another report (\(entry.code), revision \(entry.revision))")
      return nil
    }
    guard entry.isRehearsal == result.content?.isRehearsal else {
      fault("\(path) mixes a rehearsal with an acceptance")
      return nil
    }
    guard entry.before == result.entries.last?.digest else {
      fault("\(path) does not follow the entry before it: one was changed, removed or exchanged")
      return nil
    }
    checkTime(entry)
    if let facts = result.facts, let signers = result.signers, let content = result.content {
      let rules = SignOffRules(facts: facts, signers: signers, frozenAt: content.frozenAt)
      do throws(SignOffRules.Refusal) {
        try rules.check(entry, after: result.entries)
      } catch {
        fault("\(path): \(error.message)")
      }
    }
    switch entry.body {
    case .signature(let signature):
      checkStatement(signature, entry)
      checkSignature(signature, entry, bytes)
    case .attachment(let attached): checkAttachment(attached, entry)
    case .decision(let decision): compareWithToday(decision.by, entry)
    case .fulfilment(let said): compareWithToday(said.by, entry)
    case .advice: break
    }
    return entry
  }

  private mutating func checkTime(_ entry: DecisionEntry) {
    if entry.at.seconds > now + Self.skewSeconds { fault("\(entry.path) is dated in the future: \(entry.at.shown)") }
  }

  private mutating func checkSignature(_ said: DecisionEntry.Signature, _ entry: DecisionEntry, _ bytes: [UInt8]) {
    let path = entry.path + ".sig"
    named.insert(path)
    guard let armour = folder.read(path) else { return fault("\(path) is missing: nobody signed \(entry.path)") }
    let signature: SSHSignature
    do throws(SSHSignature.Problem) {
      signature = try SSHSignature(armoured: armour)
    } catch {
      return fault("\(path) is refused: \(error.message)")
    }
    let namespace = SealNamespace.name(isRehearsal: entry.isRehearsal)
    guard signature.namespace == namespace else {
      return fault("\(path) was made for \(signature.namespace), not for \(namespace)")
    }
    guard signature.hash == "sha512" else { return fault("\(path) is over another digest than SHA-512") }
    guard let signers = result.signers, let signer = signers.signer(named: said.name) else { return }
    let key = signer.key.split(separator: " ").last.flatMap { Data(base64Encoded: String($0)) }
    guard let key, Array(key) == signature.publicKey else {
      return fault("\(path) was made with another key than that of \(signer.name)")
    }
    guard Self.fingerprint(signature.publicKey) == said.fingerprint else {
      return fault("\(entry.path) names another key than the one that signed")
    }
    let question = SignatureChecks.Question(
      signature: armour, bytes: bytes, principal: said.email, allowedSigners: signers.allowedSigners,
      namespace: namespace, moment: entry.at.openSSH)
    if let refusal = ssh.fault(question) {
      return fault("\(path) does not hold: OpenSSH says \"\(refusal)\"")
    }
    good("\(said.name), \(said.function) of \(said.organisation): \(said.meaning.rawValue), \(entry.at.shown)")
    compareWithToday(signer, entry)
  }

  private static func fingerprint(_ key: [UInt8]) -> String {
    "SHA256:" + Data(sha256(key)).base64EncodedString().filter { $0 != "=" }
  }

  private mutating func compareWithToday(_ signer: Signer, _ entry: DecisionEntry) {
    guard let today else { return }
    guard let known = today.signers.first(where: { $0.key == signer.key }) else {
      return fault("\(entry.path): the key of \(signer.name) is not on the list of today")
    }
    if let meaning = entry.signature?.meaning, !known.meanings.contains(meaning) {
      fault("\(entry.path): \(signer.name) may not sign \(meaning.rawValue) by the list of today")
    }
    if let obstacle = known.obstacle(at: entry.at) { return fault("\(entry.path): \(obstacle), by the list of today") }
    if let revoked = known.revoked {
      result.remarks.append("the key of \(signer.name) was revoked on \(revoked), after this signature")
    }
    // People change places; a list of today cannot say that they had not this one then.
    if known.function != signer.function || known.organisation != signer.organisation {
      result.remarks.append(
        "\(signer.name) is \(known.function) of \(known.organisation) on the list of today, and signed as "
          + "\(signer.function) of \(signer.organisation)")
    }
    if TesterMark.plain(known.name) != TesterMark.plain(signer.name) {
      fault("\(entry.path): the key of \(signer.name) is that of \(known.name) on the list of today")
    }
  }

  /// Who decides is named, and does not sign that: the list of today must know the name.
  private mutating func compareWithToday(_ name: String, _ entry: DecisionEntry) {
    guard let today else { return }
    if !(today.signer(named: name)?.meanings.contains(where: \.isDeciding) ?? false) {
      fault("\(entry.path): \(name) may not decide by the list of today")
    }
  }

  /// What is signed must say what its meaning says: people read the sentence.
  private mutating func checkStatement(_ said: DecisionEntry.Signature, _ entry: DecisionEntry) {
    let decision = result.entries.last { $0.decision != nil }?.decision
    let statements = ["en", "nl"].map { language in
      SigningStatement.text(
        said.meaning, code: entry.code, revision: entry.revision, project: result.content?.project ?? "",
        decision: decision, isRehearsal: entry.isRehearsal, Texts(language: language))
    }
    if !statements.contains(said.statement) {
      fault("\(entry.path): what is signed does not say what \(said.meaning.rawValue) means")
    }
  }

  private mutating func checkAttachment(_ attached: DecisionEntry.Attachment, _ entry: DecisionEntry) {
    let path = attached.file.path
    guard path.hasPrefix("decisions/"), path.split(separator: "/").count == 2,
      path.hasPrefix(entry.path.dropLast("json".count))
    else { return fault("\(entry.path) names a file outside of its place") }
    named.insert(path)
    guard let bytes = folder.read(path) else { return fault("\(path) is missing") }
    guard BundleFile(path: path, bytes) == attached.file else {
      return fault("\(path) was changed: it is not what \(entry.path) names")
    }
    good("\(path): \(attached.kind.rawValue), as it was attached")
  }
}

extension [UInt8] {
  /// Whether bytes stand in it one after another.
  fileprivate func contains(_ wanted: [UInt8]) -> Bool {
    guard let first = wanted.first, count >= wanted.count else { return false }
    return indices.dropLast(wanted.count - 1).contains { place in
      self[place] == first && self[place..<place + wanted.count].elementsEqual(wanted)
    }
  }
}
