import Campaign
package import JSON
package import RunModel

/// A link of the chain in `decisions/`: `03-signature.json` holds the SHA-256 of `manifest.json` and of the entry before.
package struct DecisionEntry: Sendable, Hashable {
  static let format = "lmsaccept decisions 1"

  /// What a person says by signing.
  package struct Signature: Sendable, Hashable {
    package var name: String
    package var email: String
    package var function: String
    package var organisation: String
    package var meaning: SigningMeaning
    /// The sentence that is signed, in the report's language.
    package var statement: String
    /// `SHA256:…`, as OpenSSH prints it.
    package var fingerprint: String

    package init(_ signer: Signer, meaning: SigningMeaning, statement: String, fingerprint: String) {
      name = signer.name
      email = signer.email
      function = signer.function
      organisation = signer.organisation
      self.meaning = meaning
      self.statement = statement
      self.fingerprint = fingerprint
    }
  }

  /// A file that was signed elsewhere.
  package struct Attachment: Sendable, Hashable {
    package enum Kind: String, Sendable, CaseIterable {
      case wetScan = "wet-scan"
      case externalPDF = "external-pdf"
    }

    package var kind: Kind
    /// `decisions/04-attachment.pdf`
    package var file: BundleFile
    /// How it was called before.
    package var name: String
    package var by: String
    /// True when the report code was found in its text; a scan is only said to carry it.
    package var holdsCode: Bool
    package var remark: String

    package init(kind: Kind, file: BundleFile, name: String, by: String, holdsCode: Bool, remark: String) {
      self.kind = kind
      self.file = file
      self.name = name
      self.by = by
      self.holdsCode = holdsCode
      self.remark = remark
    }
  }

  package enum Body: Sendable, Hashable {
    case advice(Advice)
    case decision(Decision)
    case signature(Signature)
    case attachment(Attachment)
    case fulfilment(Fulfilment)
  }

  /// From 1, gapless.
  package var number: Int
  package var at: Stamp
  package var code: String
  package var revision: Int
  package var isRehearsal: Bool
  /// SHA-256 of `manifest.json`.
  package var manifest: String
  /// SHA-256 of the entry before; nil for the first.
  package var before: String?
  package var body: Body

  package init(
    number: Int, at: Stamp, code: String, revision: Int, isRehearsal: Bool, manifest: String, before: String?,
    body: Body
  ) {
    self.number = number
    self.at = at
    self.code = code
    self.revision = revision
    self.isRehearsal = isRehearsal
    self.manifest = manifest
    self.before = before
    self.body = body
  }

  package var kind: String {
    switch body {
    case .advice: "advice"
    case .decision: "decision"
    case .signature: "signature"
    case .attachment: "attachment"
    case .fulfilment: "fulfilment"
    }
  }

  /// `decisions/03-signature.json`
  package var path: String { "decisions/\(number < 10 ? "0" : "")\(number)-\(kind).json" }
  package var bytes: [UInt8] { json.canonicalBytes }
  package var digest: String { hex(sha256(bytes)) }
}

extension DecisionEntry {
  package var json: JSONValue {
    .object(
      [
        JSONMember("format", .string(Self.format)), JSONMember("number", .int(number)),
        JSONMember("kind", .string(kind)), JSONMember("at", .string(at.description)),
        JSONMember("code", .string(code)), JSONMember("revision", .int(revision)),
        JSONMember("rehearsal", .bool(isRehearsal)), JSONMember("manifest", .string(manifest)),
        JSONMember("before", before.map(JSONValue.string) ?? .null), JSONMember(kind, body.json),
      ])
  }

  /// nil when it is not exactly that: no key more, none less.
  package init?(_ json: JSONValue) {
    guard let number = json["number"]?.int, let at = json["at"]?.string.flatMap(Stamp.init),
      let code = json["code"]?.string, let revision = json["revision"]?.int,
      let isRehearsal = json["rehearsal"]?.bool, let manifest = json["manifest"]?.string,
      let kind = json["kind"]?.string, let content = json[kind], (1...9999).contains(number),
      let body = Body(kind, content, at: at)
    else { return nil }
    self.init(
      number: number, at: at, code: code, revision: revision, isRehearsal: isRehearsal, manifest: manifest,
      before: json["before"]?.string, body: body)
    guard self.json.canonicalBytes == json.canonicalBytes else { return nil }
  }
}

extension DecisionEntry.Body {
  fileprivate var json: JSONValue {
    switch self {
    case .advice(let advice): advice.json
    case .decision(let decision): decision.json
    case .signature(let said):
      [
        "name": .string(said.name), "email": .string(said.email), "function": .string(said.function),
        "organisation": .string(said.organisation), "meaning": .string(said.meaning.rawValue),
        "statement": .string(said.statement), "method": "openssh", "key": .string(said.fingerprint),
      ]
    case .attachment(let attached):
      [
        "as": .string(attached.kind.rawValue), "file": attached.file.json, "name": .string(attached.name),
        "by": .string(attached.by), "holds_code": .bool(attached.holdsCode), "remark": .string(attached.remark),
      ]
    case .fulfilment(let said): said.json
    }
  }

  fileprivate init?(_ kind: String, _ json: JSONValue, at: Stamp) {
    switch kind {
    case "advice":
      guard let advice = Advice(json, at: Double(at.seconds)) else { return nil }
      self = .advice(advice)
    case "decision":
      guard let decision = Decision(json) else { return nil }
      self = .decision(decision)
    case "signature":
      guard let name = json["name"]?.string, let email = json["email"]?.string,
        let function = json["function"]?.string, let organisation = json["organisation"]?.string,
        let meaning = json["meaning"]?.string.flatMap(SigningMeaning.init),
        let statement = json["statement"]?.string, let key = json["key"]?.string
      else { return nil }
      let signer = Signer(
        name: name, email: email, function: function, organisation: organisation, meanings: [], key: "")
      self = .signature(.init(signer, meaning: meaning, statement: statement, fingerprint: key))
    case "attachment":
      guard let kind = json["as"]?.string.flatMap(DecisionEntry.Attachment.Kind.init),
        let file = json["file"].flatMap(BundleFile.init), let name = json["name"]?.string,
        let by = json["by"]?.string, let holdsCode = json["holds_code"]?.bool, let remark = json["remark"]?.string
      else { return nil }
      self = .attachment(
        .init(kind: kind, file: file, name: name, by: by, holdsCode: holdsCode, remark: remark))
    case "fulfilment":
      guard let said = Fulfilment(json) else { return nil }
      self = .fulfilment(said)
    default: return nil
    }
  }
}
