import Campaign
package import JSON
import RunModel

/// `facts.json`: what the rules of sign-off ask of a frozen report, for programs and for years later.
package struct FrozenFacts: Sendable, Hashable {
  package struct Measured: Sendable, Hashable {
    /// `X3`
    package var id: String
    package var title: String
    package var norm: String
    package var measure: String
    /// nil when nothing was measured: not met, and not failed either.
    package var isMet: Bool?

    package init(id: String, title: String, norm: String, measure: String, isMet: Bool?) {
      self.id = id
      self.title = title
      self.norm = norm
      self.measure = measure
      self.isMet = isMet
    }
  }

  package struct Open: Sendable, Hashable {
    package var id: String
    /// `unrated` counts as the worst.
    package var severity: String

    package init(id: String, severity: String) {
      self.id = id
      self.severity = severity
    }
  }

  package var criteria: [Measured]
  package var findings: [Open]
  /// Ids of all requirements, sorted.
  package var requirements: [String]
  /// What is decided on apart, in the project's order; empty: the whole only.
  package var parts: [String]
  /// What was open although it was frozen, in sentences, and why it was frozen all the same.
  package var incomplete: [String]
  package var incompleteReason: String
  /// Why it is a rehearsal, in sentences.
  package var rehearsal: [String]
  /// Of those who tested (`TesterMark`), so that the rule can be checked where names were left out.
  package var testers: [String]
  package var salt: String

  package init(
    criteria: [Measured], findings: [Open], requirements: [String], parts: [String] = [], incomplete: [String] = [],
    incompleteReason: String = "", rehearsal: [String] = [], testers: [String] = [], salt: String = ""
  ) {
    self.criteria = criteria
    self.findings = findings
    self.requirements = requirements.sorted()
    self.parts = parts
    self.incomplete = incomplete
    self.incompleteReason = incompleteReason
    self.rehearsal = rehearsal
    self.testers = testers.sorted()
    self.salt = salt
  }

  /// Ids of what stands in the way of a plain *accepted*: open findings that are blocking, serious or unrated, and
  /// criteria that are not met or not measured.
  package var obstacles: [String] {
    findings.filter { ["blocking", "serious", "unrated"].contains($0.severity) }.map(\.id)
      + criteria.filter { $0.isMet != true }.map(\.id)
  }

  package func isTester(_ name: String) -> Bool { testers.contains(TesterMark.of(name, salt: salt)) }
}

extension FrozenFacts {
  static let format = "lmsaccept facts 1"

  package var json: JSONValue {
    [
      "format": .string(Self.format),
      "criteria": .array(
        criteria.map {
          [
            "id": .string($0.id), "title": .string($0.title), "norm": .string($0.norm),
            "measure": .string($0.measure), "met": $0.isMet.map(JSONValue.bool) ?? .null,
          ]
        }),
      "findings": .array(findings.map { ["id": .string($0.id), "severity": .string($0.severity)] }),
      "requirements": .strings(requirements), "parts": .strings(parts), "incomplete": .strings(incomplete),
      "incomplete_reason": .string(incompleteReason), "rehearsal": .strings(rehearsal),
      "testers": .strings(testers), "salt": .string(salt),
    ]
  }

  /// nil when it is not exactly that.
  package init?(_ json: JSONValue) {
    let criteria = (json["criteria"]?.array ?? []).compactMap { value -> Measured? in
      guard let id = value["id"]?.string, let title = value["title"]?.string, let norm = value["norm"]?.string,
        let measure = value["measure"]?.string
      else { return nil }
      return Measured(id: id, title: title, norm: norm, measure: measure, isMet: value["met"]?.bool)
    }
    let findings = (json["findings"]?.array ?? []).compactMap { value -> Open? in
      guard let id = value["id"]?.string, let severity = value["severity"]?.string else { return nil }
      return Open(id: id, severity: severity)
    }
    self.init(
      criteria: criteria, findings: findings, requirements: json["requirements"]?.texts ?? [],
      parts: json["parts"]?.texts ?? [], incomplete: json["incomplete"]?.texts ?? [],
      incompleteReason: json["incomplete_reason"]?.string ?? "", rehearsal: json["rehearsal"]?.texts ?? [],
      testers: json["testers"]?.texts ?? [], salt: json["salt"]?.string ?? "")
    guard self.json.canonicalBytes == json.canonicalBytes else { return nil }
  }
}
