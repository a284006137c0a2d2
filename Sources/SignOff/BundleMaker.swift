package import Campaign
import JSON
package import RunModel

/// Makes the files of a bundle from what was gathered; the same input gives the same bytes.
///
/// ```
/// content files ─▶ content.json ─▶ report code ─▶ rendered files ─▶ manifest.json ─▶ decisions/01-advice.json
/// ```
package struct BundleMaker {
  /// Without its files and journal, which are added here.
  package var content: BundleContent
  /// What the report is made from, by path; `journal.jsonl` among it.
  package var files: [String: [UInt8]]
  package var facts: FrozenFacts
  package var signers: SignersList
  /// What was advised before the freeze, last; nil: nothing.
  package var advice: GivenAdvice?
  /// The report with its code, by path: `report.html`, `report.json`.
  package var render: (ReportSeal) async throws -> [String: [UInt8]]

  package init(
    content: BundleContent, files: [String: [UInt8]], facts: FrozenFacts, signers: SignersList,
    advice: GivenAdvice?, render: @escaping (ReportSeal) async throws -> [String: [UInt8]]
  ) {
    self.content = content
    self.files = files
    self.facts = facts
    self.signers = signers
    self.advice = advice
    self.render = render
  }

  package struct Made: Sendable {
    package var code: String
    /// SHA-256 of `content.json` and of `manifest.json`.
    package var content: String
    package var manifest: String
    /// All of the bundle, by path.
    package var files: [String: [UInt8]]
  }

  /// Over everything a report is made from but the journal and the moment: the same state is the same revision.
  package var state: String {
    let listed = contentFiles.filter { $0.key != "journal.jsonl" }.map { BundleFile(path: $0.key, $0.value) }
    var same = content
    same.files = listed.sorted(by: BundleFile.isBefore)
    same.revision = 0
    same.replaces = nil
    same.frozenAt = Stamp(seconds: 0, offsetMinutes: 0)
    same.frozenBy = ""
    (same.journalLine, same.journalHead) = (0, "")
    let list = SignersListText(signers)
    return hex(sha256(same.json.canonicalBytes + list.json + list.openSSH))
  }

  package func make() async throws -> Made {
    let contentFiles = contentFiles
    var content = content
    content.files = contentFiles.map { BundleFile(path: $0.key, $0.value) }.sorted(by: BundleFile.isBefore)
    let contentBytes = content.json.canonicalBytes
    let digest = sha256(contentBytes)
    let code = ReportCode.code(of: digest)
    let seal = ReportSeal(
      state: content.isRehearsal ? .rehearsal : .frozen, code: code, revision: content.revision,
      replaces: content.replaces, at: Double(content.frozenAt.seconds))
    let list = SignersListText(signers)
    var rendered = try await render(seal)
    rendered["content.json"] = contentBytes
    rendered["signers.json"] = list.json
    rendered["allowed_signers"] = list.openSSH
    rendered["README.txt"] = Array(CheckingText(code: code, isRehearsal: content.isRehearsal).text.utf8)
    rendered["SHA256SUMS"] = Self.sums(contentFiles.merging(rendered) { $1 })
    let manifest = BundleManifest(code: code, files: rendered.map { BundleFile(path: $0.key, $0.value) })
    let manifestBytes = manifest.json.canonicalBytes
    var all = contentFiles.merging(rendered) { $1 }
    all["manifest.json"] = manifestBytes
    if let advice {
      let entry = DecisionEntry(
        number: 1, at: Stamp(seconds: Int(advice.advice.at), offsetMinutes: advice.utcOffsetMinutes), code: code,
        revision: content.revision, isRehearsal: content.isRehearsal, manifest: hex(sha256(manifestBytes)),
        before: nil, body: .advice(advice.advice))
      all[entry.path] = entry.bytes
    }
    return Made(code: code, content: hex(digest), manifest: hex(sha256(manifestBytes)), files: all)
  }

  private var contentFiles: [String: [UInt8]] {
    var all = Dictionary(files.map { ($0.key.composed, $0.value) }) { first, _ in first }
    all["facts.json"] = facts.json.canonicalBytes
    return all
  }

  /// As `sha256sum -c` reads them. A name with a line break or a backslash would need another form; bundles have none.
  static func sums(_ files: [String: [UInt8]]) -> [UInt8] {
    let sorted = files.filter { $0.key != "SHA256SUMS" }.map { BundleFile(path: $0.key, $0.value) }
      .sorted(by: BundleFile.isBefore)
    return Array(sorted.map { "\($0.sha256)  \($0.path)\n" }.joined().utf8)
  }
}

/// The two files that a bundle holds of the list of signers.
struct SignersListText {
  let json: [UInt8]
  let openSSH: [UInt8]

  init(_ list: SignersList) {
    json = list.json.canonicalBytes
    openSSH = Array(list.allowedSigners.utf8)
  }
}
