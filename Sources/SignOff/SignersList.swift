import Campaign
package import JSON
package import RunModel

/// The list of those who may sign, as a bundle holds it: `signers.json` for people and rules, `allowed_signers` for
/// OpenSSH, the second made from the first.
package struct SignersList: Sendable, Hashable {
  static let format = "lmsaccept signers 1"

  package var signers: [Signer]

  package init(_ signers: [Signer]) {
    self.signers = signers.sorted { $0.email.utf8.lexicographicallyPrecedes($1.email.utf8) }
  }

  package func signer(named name: String) -> Signer? {
    signers.first { TesterMark.plain($0.name) == TesterMark.plain(name) }
  }

  package var json: JSONValue {
    [
      "format": .string(Self.format),
      "signers": .array(
        signers.map { signer in
          [
            "name": .string(signer.name), "email": .string(signer.email), "function": .string(signer.function),
            "organisation": .string(signer.organisation), "meanings": .strings(signer.meanings.map(\.rawValue)),
            "key": .string(signer.key), "valid_from": Self.day(signer.validFrom),
            "valid_until": Self.day(signer.validUntil), "revoked": Self.day(signer.revoked),
          ]
        }),
    ]
  }

  /// nil when it is not exactly that.
  package init?(_ json: JSONValue) {
    let signers = (json["signers"]?.array ?? []).compactMap { value -> Signer? in
      guard let name = value["name"]?.string, let email = value["email"]?.string,
        let function = value["function"]?.string, let organisation = value["organisation"]?.string,
        let meanings = value["meanings"]?.texts, let key = value["key"]?.string
      else { return nil }
      func day(_ name: String) -> CalendarDay? { value[name]?.string.flatMap { CalendarDay($0) } }
      return Signer(
        name: name, email: email, function: function, organisation: organisation,
        meanings: meanings.compactMap(SigningMeaning.init), key: key, validFrom: day("valid_from"),
        validUntil: day("valid_until"), revoked: day("revoked"))
    }
    self.init(signers)
    guard self.json.canonicalBytes == json.canonicalBytes else { return nil }
  }

  /// OpenSSH's own format. Times are without a zone, for older versions know none: they mean UTC when the command runs
  /// with `TZ=UTC`.
  package var allowedSigners: String {
    signers.map { signer in
      var options = ["namespaces=\"\(SealNamespace.acceptance),\(SealNamespace.rehearsal)\""]
      if let from = signer.validFrom { options.append("valid-after=\"\(Stamp.compact(from))\"") }
      let ends = [signer.validUntil.map { CalendarDay(number: $0.number + 1) }, signer.revoked].compactMap(\.self)
      if let end = ends.min() { options.append("valid-before=\"\(Stamp.compact(end))\"") }
      return "\(signer.email) \(options.joined(separator: ",")) \(signer.key)\n"
    }.joined()
  }

  private static func day(_ day: CalendarDay?) -> JSONValue { day.map { .string($0.description) } ?? .null }
}

extension Signer {
  /// Why the key counts for nothing at a moment, in words; nil when it counts.
  package func obstacle(at stamp: Stamp) -> String? {
    let day = CalendarDay(secondsSince1970: Double(stamp.seconds))
    if let revoked, day >= revoked { return "the key of \(name) was revoked on \(revoked)" }
    if let validUntil, day > validUntil { return "the key of \(name) was valid until \(validUntil)" }
    if let validFrom, day < validFrom { return "the key of \(name) is valid from \(validFrom)" }
    return nil
  }
}
