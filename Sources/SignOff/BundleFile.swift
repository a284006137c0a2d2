import Campaign
package import JSON

/// A file of a bundle as a list names it.
package struct BundleFile: Sendable, Hashable {
  /// Relative to the bundle, `/` between folders, NFC.
  package var path: String
  package var size: Int
  /// SHA-256, hexadecimal.
  package var sha256: String

  package init(path: String, size: Int, sha256: String) {
    self.path = path
    self.size = size
    self.sha256 = sha256
  }

  package init(path: String, _ bytes: [UInt8]) {
    self.init(path: path, size: bytes.count, sha256: hex(Campaign.sha256(bytes)))
  }

  var json: JSONValue { ["path": .string(path), "size": .int(size), "sha256": .string(sha256)] }

  init?(_ json: JSONValue) {
    guard let path = json["path"]?.string, let size = json["size"]?.int, let sha256 = json["sha256"]?.string else {
      return nil
    }
    self.init(path: path, size: size, sha256: sha256)
  }

  static func list(_ json: JSONValue?) -> [BundleFile]? {
    guard let values = json?.array else { return nil }
    let files = values.compactMap(BundleFile.init)
    return files.count == values.count ? files : nil
  }

  /// By the bytes of their paths.
  static func isBefore(_ left: BundleFile, _ right: BundleFile) -> Bool {
    left.path.utf8.lexicographicallyPrecedes(right.path.utf8)
  }
}

/// `content.json`: everything that a report is made from, and what it is a report of. The report code is made from its
/// bytes.
package struct BundleContent: Sendable, Hashable {
  static let format = "lmsaccept content 1"

  package var project: String
  package var round: Int
  package var revision: Int
  /// Code of the revision before this one.
  package var replaces: String?
  package var frozenAt: Stamp
  /// Who froze it: `marieke@laptop-12`.
  package var frozenBy: String
  package var isRehearsal: Bool
  /// `none`, `redacted` or `full`: what of people's data is inside.
  package var evidence: String
  package var language: String
  package var version: String
  /// Number and digest of the last journal line inside.
  package var journalLine: Int
  package var journalHead: String
  /// Sorted by path.
  package var files: [BundleFile]

  package var json: JSONValue {
    [
      "format": .string(Self.format), "project": .string(project), "round": .int(round), "revision": .int(revision),
      "replaces": replaces.map(JSONValue.string) ?? .null, "frozen_at": .string(frozenAt.description),
      "frozen_by": .string(frozenBy), "rehearsal": .bool(isRehearsal), "evidence": .string(evidence),
      "language": .string(language), "version": .string(version), "journal_line": .int(journalLine),
      "journal_head": .string(journalHead), "files": .array(files.map(\.json)),
    ]
  }

  /// nil when it is not exactly that: no key more, none less.
  package init?(_ json: JSONValue) {
    guard let project = json["project"]?.string, let round = json["round"]?.int,
      let revision = json["revision"]?.int, let frozenAt = json["frozen_at"]?.string.flatMap(Stamp.init),
      let frozenBy = json["frozen_by"]?.string, let isRehearsal = json["rehearsal"]?.bool,
      let evidence = json["evidence"]?.string, let language = json["language"]?.string,
      let version = json["version"]?.string, let journalLine = json["journal_line"]?.int,
      let journalHead = json["journal_head"]?.string, let files = BundleFile.list(json["files"])
    else { return nil }
    self.init(
      project: project, round: round, revision: revision, replaces: json["replaces"]?.string, frozenAt: frozenAt,
      frozenBy: frozenBy, isRehearsal: isRehearsal, evidence: evidence, language: language, version: version,
      journalLine: journalLine, journalHead: journalHead, files: files)
    guard self.json.canonicalBytes == json.canonicalBytes else { return nil }
  }

  package init(
    project: String, round: Int, revision: Int, replaces: String?, frozenAt: Stamp, frozenBy: String,
    isRehearsal: Bool, evidence: String, language: String, version: String, journalLine: Int, journalHead: String,
    files: [BundleFile]
  ) {
    self.project = project
    self.round = round
    self.revision = revision
    self.replaces = replaces
    self.frozenAt = frozenAt
    self.frozenBy = frozenBy
    self.isRehearsal = isRehearsal
    self.evidence = evidence
    self.language = language
    self.version = version
    self.journalLine = journalLine
    self.journalHead = journalHead
    self.files = files.sorted(by: BundleFile.isBefore)
  }
}

/// `manifest.json`: `content.json` and what was made from it. Decisions and signatures are over its bytes.
package struct BundleManifest: Sendable, Hashable {
  static let format = "lmsaccept manifest 1"

  package var code: String
  package var files: [BundleFile]

  package init(code: String, files: [BundleFile]) {
    self.code = code
    self.files = files.sorted(by: BundleFile.isBefore)
  }

  package var json: JSONValue {
    ["format": .string(Self.format), "code": .string(code), "files": .array(files.map(\.json))]
  }

  /// nil when it is not exactly that.
  package init?(_ json: JSONValue) {
    guard let code = json["code"]?.string, let files = BundleFile.list(json["files"]) else { return nil }
    self.init(code: code, files: files)
    guard self.json.canonicalBytes == json.canonicalBytes else { return nil }
  }
}

/// Where a seal makes a difference that nobody can take away: the name space of its signatures.
package enum SealNamespace {
  package static let acceptance = "acceptance@lmsaccept"
  package static let rehearsal = "rehearsal@lmsaccept"

  package static func name(isRehearsal: Bool) -> String { isRehearsal ? rehearsal : acceptance }
}
