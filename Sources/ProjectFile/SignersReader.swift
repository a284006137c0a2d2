package import Diagnostics
import Foundation
package import RunModel
internal import Yams

/// Reads the list of those who may sign: a person each, with what OpenSSH needs and what the rules ask.
///
/// ```yaml
/// Anna Bakker:
///   email: anna@example.org
///   function: Head of training
///   organisation: Noord
///   meanings: [approved, rejected]
///   key: ssh-ed25519 AAAA…
///   valid_until: 2027-12-31
/// ```
package enum SignersReader {
  /// - Returns: nil when something is wrong, which is then said.
  package static func read(_ file: SourceFile) -> (signers: [Signer]?, problems: [Diagnostic]) {
    let document = YAMLDocument(file)
    var reading = ProjectReading(document)
    guard document.problems.isEmpty else { return (nil, document.problems) }
    guard let root = document.root, case .mapping(let entries) = root else {
      return (nil, [document.problem("project.shape", "the list of signers is empty", at: document.root, hint: shape)])
    }
    let signers = entries.compactMap { reading.signer($0.key, $0.value) }
    for (place, signer) in signers.enumerated() {
      let before = signers[..<place]
      guard
        let twin = before.first(where: {
          $0.email == signer.email || $0.key == signer.key || $0.name.lowercased() == signer.name.lowercased()
        })
      else { continue }
      reading.problems.append(
        document.problem(
          "project.value", "\(signer.name) and \(twin.name) share a name, a mail address or a key",
          at: Array(entries)[place].key, hint: "a signature is one person's"))
    }
    return (reading.problems.isEmpty ? signers : nil, reading.problems)
  }

  static let shape = "write NAME: { email: …, function: …, organisation: …, meanings: [approved], key: ssh-ed25519 … }"
}

/// Reads reservations or conditions that somebody wrote down.
///
/// ```yaml
/// - text: Certificates are mailed
///   owner: Supplier B.V.
///   due: 2026-12-15
///   proof: F-0003 tested again and passed
///   consequence: the last instalment is kept back
///   about: [F-0003, X3]
/// ```
package enum ReservationsReader {
  package static func read(_ file: SourceFile) -> (reservations: [Reservation]?, problems: [Diagnostic]) {
    let document = YAMLDocument(file)
    var reading = ProjectReading(document)
    guard document.problems.isEmpty else { return (nil, document.problems) }
    guard let root = document.root, case .sequence(let items) = root else {
      return (nil, [document.problem("project.shape", "a list is expected here", at: document.root, hint: shape)])
    }
    let reservations = items.enumerated().compactMap { reading.reservation($0.element, id: "C\($0.offset + 1)") }
    return (reading.problems.isEmpty ? reservations : nil, reading.problems)
  }

  static let shape = "write - { text: …, owner: …, due: 2026-12-15, proof: …, consequence: …, about: [F-0001] }"
}

extension ProjectReading {
  /// For a text that names no other files and no secrets.
  fileprivate init(_ document: YAMLDocument) {
    self.init(
      document: document, environment: [:], roles: nil, personKeys: nil, kinds: nil, folder: "",
      readFile: { _ in throw CocoaError(.fileNoSuchFile) })
  }

  fileprivate mutating func signer(_ key: Node, _ value: Node) -> Signer? {
    guard let name = word(key) else { return nil }
    let keys = ["email", "function", "organisation", "meanings", "key", "valid_from", "valid_until", "revoked"]
    let fields = mapping(value, allowed: keys, what: "the signer \"\(name)\"")
    guard case .mapping = value else { return nil }
    for (needed, why) in [
      ("email", "it is the name under which OpenSSH knows a key"), ("function", "a signature shows it"),
      ("organisation", "a signature shows it"), ("meanings", "nobody signs just anything"),
      ("key", "without it no signature can be checked"),
    ] where fields[needed] == nil { missing(needed, why, key) }
    guard let email = principal(fields["email"]), let function = word(fields["function"]),
      let organisation = word(fields["organisation"]), let publicKey = publicKey(fields["key"])
    else { return nil }
    return Signer(
      name: name, email: email, function: function, organisation: organisation, meanings: meanings(fields["meanings"]),
      key: publicKey, validFrom: day(fields["valid_from"]), validUntil: day(fields["valid_until"]),
      revoked: day(fields["revoked"]))
  }

  fileprivate mutating func reservation(_ node: Node, id: String) -> Reservation? {
    let keys = ["text", "owner", "due", "proof", "consequence", "about"]
    let fields = mapping(node, allowed: keys, what: "reservation \(id)")
    guard case .mapping = node else { return nil }
    for needed in keys.dropLast() where fields[needed] == nil {
      missing(needed, "a reservation says what, who, when, what shows it and what if not", node)
    }
    guard let text = word(fields["text"]), let owner = word(fields["owner"]), let due = day(fields["due"]),
      let proof = word(fields["proof"]), let consequence = word(fields["consequence"])
    else { return nil }
    return Reservation(
      id: id, text: text, owner: owner, due: due, proof: proof, consequence: consequence, about: list(fields["about"]))
  }

  private mutating func meanings(_ node: Node?) -> [SigningMeaning] {
    guard let node else { return [] }
    guard case .sequence(let items) = node, !items.isEmpty else {
      problems.append(
        document.problem("project.shape", "a list of meanings is expected here", at: node, hint: "write [approved]"))
      return []
    }
    let words = SigningMeaning.allCases.map(\.rawValue)
    let chosen = items.compactMap { oneOf($0, words).flatMap(SigningMeaning.init) }
    return SigningMeaning.allCases.filter(chosen.contains)
  }

  /// A mail address without what OpenSSH would take for a pattern or the next field.
  private mutating func principal(_ node: Node?) -> String? {
    guard let node, let text = word(node) else { return nil }
    let parts = text.split(separator: "@", omittingEmptySubsequences: false)
    let isPlain = text.utf8.allSatisfy { byte in
      (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20) || (48...57).contains(byte)
        || ".@_%+-".utf8.contains(byte)
    }
    if parts.count == 2, parts.allSatisfy({ !$0.isEmpty }), isPlain { return text }
    problems.append(
      document.problem("project.value", "this is not a mail address", at: node, hint: "write name@example.org"))
    return nil
  }

  /// Kind and Base64, without the comment.
  private mutating func publicKey(_ node: Node?) -> String? {
    guard let node, let text = word(node) else { return nil }
    let words = text.split(whereSeparator: \.isWhitespace)
    if words.count >= 2, let key = Data(base64Encoded: String(words[1])), Self.kind(of: Array(key)) == words[0] {
      return "\(words[0]) \(words[1])"
    }
    let isPrivate = text.contains("PRIVATE KEY")
    problems.append(
      document.problem(
        "project.value", isPrivate ? "this is a private key" : "this is not a public key of OpenSSH", at: node,
        hint: isPrivate
          ? "it must stay with its owner: make another one, and copy the .pub file" : "copy the line of the .pub file"))
    return nil
  }

  /// The name that stands in the key itself.
  private static func kind(of key: [UInt8]) -> Substring? {
    guard key.count > 4 else { return nil }
    let count = key[..<4].reduce(0) { $0 << 8 | Int($1) }
    guard count <= key.count - 4 else { return nil }
    return String(validating: key[4..<4 + count], as: UTF8.self).map { $0[...] }
  }
}
