import Foundation
import GRDB
import JSON
package import RunModel

/// An advice as it was given before a freeze.
package struct GivenAdvice: Sendable, Hashable {
  package var round: Int
  package var utcOffsetMinutes: Int
  /// Who wrote it down: `marieke@laptop-12`.
  package var actor: String
  package var advice: Advice
}

/// A report that was frozen: enough to tell it again, and to write the same bundle again.
package struct Freeze: Sendable, Hashable {
  /// From 1, over all rounds.
  package var revision: Int
  package var round: Int
  /// Seconds since 1970, whole.
  package var at: Double
  package var utcOffsetMinutes: Int
  package var actor: String
  package var code: String
  /// SHA-256 of `content.json` and of everything in it but the journal, hexadecimal.
  package var content: String
  package var state: String
  /// Number of the last journal line that is in the bundle.
  package var journal: Int
  package var evidence: String
  package var isRehearsal: Bool
  /// Whose report it is; empty for one that was frozen before this was kept.
  package var target: String

  package init(
    revision: Int, round: Int, at: Double, utcOffsetMinutes: Int, actor: String, code: String = "",
    content: String = "", state: String = "", journal: Int, evidence: String, isRehearsal: Bool, target: String = ""
  ) {
    self.revision = revision
    self.round = round
    self.at = at
    self.utcOffsetMinutes = utcOffsetMinutes
    self.actor = actor
    self.code = code
    self.content = content
    self.state = state
    self.journal = journal
    self.evidence = evidence
    self.isRehearsal = isRehearsal
    self.target = target
  }

  /// True also when nobody knows whose it is.
  package func isAbout(target: String) -> Bool { self.target.isEmpty || self.target == target }
}

extension CampaignStore {
  /// Keeps an advice beside those before it.
  /// - Parameter target: the system that it is about.
  package func advise(
    _ advice: Advice, round: Int, target: String, utcOffsetMinutes: Int
  ) async throws(CampaignProblem) {
    let actor = options.actor
    try await perform { db in
      try db.execute(
        sql: """
          INSERT INTO advice (round, at, utc_offset, actor, adviser, content, target) VALUES (?, ?, ?, ?, ?, ?, ?)
          """, arguments: [round, advice.at, utcOffsetMinutes, actor, advice.by, advice.json.text, target])
      let content = JournalEntry.Content(
        at: advice.at, actor: actor, action: .advised, object: "round \(round)",
        detail: [
          "advice": .int(Int(db.lastInsertedRowID)), "value": .string(advice.value.rawValue), "by": .string(advice.by),
          "target": .string(target),
          "digest": .string(hex(sha256(try [UInt8].salt(in: db) + Array(advice.json.text.utf8)))),
        ])
      try Journal.append(content, in: db)
    }
  }

  /// All advices of a round about a target, oldest first; the last one counts.
  package func advices(round: Int, target: String) async throws(CampaignProblem) -> [GivenAdvice] {
    try await read { db in
      try Row.fetchAll(
        db, sql: "SELECT * FROM advice WHERE round = ? AND target IN ('', ?) ORDER BY id", arguments: [round, target]
      ).compactMap { row in
        guard let advice = Advice(try JSONValue(parsing: row["content"] as String), at: row["at"]) else { return nil }
        return GivenAdvice(round: round, utcOffsetMinutes: row["utc_offset"], actor: row["actor"], advice: advice)
      }
    }
  }

  /// All frozen reports, oldest first.
  package func freezes() async throws(CampaignProblem) -> [Freeze] {
    try await read { db in
      try Row.fetchAll(db, sql: "SELECT * FROM freeze ORDER BY revision").map { row in
        Freeze(
          revision: row["revision"], round: row["round"], at: row["at"], utcOffsetMinutes: row["utc_offset"],
          actor: row["actor"], code: row["code"], content: row["content"], state: row["state"],
          journal: row["journal"], evidence: row["evidence"], isRehearsal: row["rehearsal"],
          target: row["target"])
      }
    }
  }

  /// Registers a frozen report, unless another process was faster or wrote to the journal since.
  /// - Returns: false when it was not registered: everything has to be gathered again.
  package func register(_ freeze: Freeze, manifest: String, reason: String) async throws(CampaignProblem) -> Bool {
    try await perform { db in
      let last = try Int.fetchOne(db, sql: "SELECT max(revision) FROM freeze") ?? 0
      let line = try Int.fetchOne(db, sql: "SELECT max(number) FROM journal") ?? 0
      guard last + 1 == freeze.revision, line == freeze.journal else { return false }
      try db.execute(
        sql: """
          INSERT INTO freeze (
            revision, round, at, utc_offset, actor, code, content, state, journal, evidence, rehearsal, target)
          VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
          """,
        arguments: [
          freeze.revision, freeze.round, freeze.at, freeze.utcOffsetMinutes, freeze.actor, freeze.code,
          freeze.content, freeze.state, freeze.journal, freeze.evidence, freeze.isRehearsal, freeze.target,
        ])
      let content = JournalEntry.Content(
        at: freeze.at, actor: freeze.actor, action: .frozen, object: freeze.code,
        detail: [
          "revision": .int(freeze.revision), "round": .int(freeze.round), "content": .string(freeze.content),
          "manifest": .string(manifest), "evidence": .string(freeze.evidence),
          "rehearsal": .bool(freeze.isRehearsal), "target": .string(freeze.target), "state": .string(freeze.state),
          "journal": .int(freeze.journal),
        ], reason: reason)
      try Journal.append(content, in: db)
      return true
    }
  }

  /// For marks of names that must not be read: the same as long as the campaign lives, and no use for its bodies.
  package func signOffSalt() async throws(CampaignProblem) -> String {
    try await read { db in TesterMark.salt(of: try .salt(in: db)) }
  }

  /// Marks of all who tested, by worksheet or by hand: whose words were erased since, too.
  ///
  /// - Parameter planned: names of testers in the project file.
  package func testerMarks(_ planned: [String]) async throws(CampaignProblem) -> Set<String> {
    let salt = try await signOffSalt()
    let findings = try await findings()
    var names = try await personalData().people + planned
    for finding in findings {
      if !finding.isByMachine { names.append(finding[.reporter]) }
      names.append(finding[.retestedBy])
    }
    var marks = Set(names.filter { !$0.allSatisfy(\.isWhitespace) }.map { TesterMark.of($0, salt: salt) })
    for entry in try await journal() where entry.text.contains("\"\(JournalEntry.Action.erased.rawValue)\"") {
      let detail = entry.json["detail"]?.string.flatMap { try? JSONValue(parsing: $0) }
      marks.formUnion(detail?["testers"]?.array?.compactMap(\.string) ?? [])
    }
    return marks
  }

  /// How many people's words and pictures are in the campaign.
  package func personalData() async throws(CampaignProblem) -> PersonalData {
    try await read { db in
      func count(_ sql: String) throws -> Int { try Int.fetchOne(db, sql: sql) ?? 0 }
      return PersonalData(
        people: try String.fetchAll(
          db, sql: "SELECT DISTINCT tester FROM (SELECT tester FROM verdict UNION SELECT tester FROM extra_remark)"
        ).filter { !$0.isEmpty }.sorted(),
        remarks: try count("SELECT count(*) FROM verdict WHERE observed <> ''")
          + count("SELECT count(*) FROM extra_remark WHERE observed <> ''"),
        pictures: try count("SELECT count(*) FROM evidence_picture WHERE length(bytes) > 0"),
        worksheets: try count("SELECT count(*) FROM received WHERE length(bytes) > 0"),
        bodies: try count(
          """
          SELECT count(DISTINCT b.id) FROM body b JOIN exchange e
          ON e.request_body = b.digest OR e.answer_body = b.digest WHERE b.bytes IS NOT NULL
          """))
    }
  }
}

/// What of people is in a campaign.
package struct PersonalData: Sendable, Hashable {
  /// Names of those who filled in worksheets.
  package var people: [String]
  package var remarks: Int
  package var pictures: Int
  package var worksheets: Int
  /// Bodies of requests and answers that were kept.
  package var bodies: Int

  package var isEmpty: Bool { people.isEmpty && remarks + pictures + worksheets + bodies == 0 }
}
