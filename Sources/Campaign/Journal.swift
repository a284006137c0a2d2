import Crypto
import Foundation
import GRDB
package import JSON

/// A line of the journal, which only grows; each line carries the digest of the one before.
package struct JournalEntry: Sendable, Hashable {
  package enum Action: String, Sendable {
    case campaignMade = "campaign-made"
    case roundOpened = "round-opened"
    case roundClosed = "round-closed"
    case roundReopened = "round-reopened"
    /// The first that a round knows of its site.
    case siteRead = "site-read"
    /// On which site a run was.
    case siteFound = "site-found"
    case runStarted = "run-started"
    case runFinished = "run-finished"
    case worksheetReceived = "worksheet-received"
    case verdictStored = "verdict-stored"
    case remarkStored = "remark-stored"
    case evidenceStored = "evidence-stored"
    case peopleExported = "people-exported"
    case sheetIssued = "sheet-issued"
    case findingChanged = "finding-changed"
    case findingsReceived = "findings-received"
    case resolved
    case cleaned
    case advised
    case frozen
    case decided
    case signed
    case attached
    case fulfilled
    case erased
  }

  package struct Content: Sendable, Hashable {
    /// Seconds since 1970, UTC; kept to the millisecond.
    package var at: Double
    package var actor: String
    package var action: Action
    package var object: String
    package var detail: JSONValue
    package var reason: String

    package init(at: Double, actor: String, action: Action, object: String, detail: JSONValue, reason: String = "") {
      self.at = at
      self.actor = actor
      self.action = action
      self.object = object
      self.detail = detail
      self.reason = reason
    }
  }

  /// From 1, gapless.
  package var number: Int
  /// One line of JSON without line end, exactly what the digest is over; this is also the line of an export.
  package var text: String
  package var digest: [UInt8]
  /// True when its text named somebody and was taken out: only a later line `erased` with the same digest stands for it.
  package var isErased = false

  /// What it says, for people and programs; `at` in milliseconds.
  package var json: JSONValue { (try? JSONValue(parsing: text)) ?? .null }
}

/// Reads and extends the chain: digest = SHA-256(digest before, text of the line).
enum Journal {
  /// Must run inside an immediate transaction: the head is read and the line inserted together.
  static func append(_ content: JournalEntry.Content, in db: Database) throws {
    try append([content], in: db)
  }

  /// Several lines at once: a worksheet has thousands of verdicts.
  static func append(_ contents: [JournalEntry.Content], in db: Database) throws {
    var end = try End(db)
    for content in contents { try end.append(content, in: db) }
  }

  /// Where the journal goes on, within one transaction: a worksheet adds thousands of lines, which need not be kept until
  /// its last row is stored.
  struct End {
    private var number: Int
    private var before: [UInt8]

    init(_ db: Database) throws {
      let head = try Row.fetchOne(db, sql: "SELECT number, digest FROM journal ORDER BY number DESC LIMIT 1")
      let last: Data = head?["digest"] ?? Data(repeating: 0, count: 32)
      before = Array(last)
      number = head?["number"] ?? 0
    }

    mutating func append(_ content: JournalEntry.Content, in db: Database) throws {
      number += 1
      let milliseconds = Int((content.at * 1000).rounded())
      let detail = content.detail.text
      let offset = TimeZone.current.secondsFromGMT(for: Date(timeIntervalSince1970: content.at)) / 60
      let text = Journal.line(
        number: number, milliseconds: milliseconds, utcOffset: offset, actor: content.actor,
        action: content.action.rawValue, object: content.object, detail: detail, reason: content.reason)
      let digest = Journal.digest(before: before, text: text)
      var row = try RowStatement(
        db,
        """
        INSERT INTO journal (number, at, actor, action, object, detail, reason, before, digest, utc_offset)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """)
      row.bind(number)
      row.bind(Double(milliseconds) / 1000)
      for text in [content.actor, content.action.rawValue, content.object, detail, content.reason] { row.bind(text) }
      row.bind(before)
      row.bind(digest)
      row.bind(offset)
      try row.run()
      before = digest
    }
  }

  static func entries(_ db: Database) throws -> [JournalEntry] {
    try Row.fetchAll(db, sql: "SELECT * FROM journal ORDER BY number").map { row in
      let at: Double = row["at"]
      let text = line(
        number: row["number"], milliseconds: Int((at * 1000).rounded()), utcOffset: row["utc_offset"],
        actor: row["actor"], action: row["action"], object: row["object"], detail: row["detail"], reason: row["reason"])
      let digest: Data = row["digest"]
      return JournalEntry(
        number: row["number"], text: text, digest: Array(digest), isErased: (row["detail"] as String).isEmpty)
    }
  }

  /// Digests of lines that later lines say were erased, by number.
  private static func erased(in entries: [JournalEntry]) -> [Int: String] {
    var digests: [Int: String] = [:]
    for entry in entries where entry.text.contains("\"action\":\"\(JournalEntry.Action.erased.rawValue)\"") {
      // The detail is a JSON text within the line.
      guard let detail = entry.json["detail"]?.string.flatMap({ try? JSONValue(parsing: $0) }) else { continue }
      for line in detail["lines"]?.array ?? [] {
        guard let number = line["number"]?.int, number < entry.number, let digest = line["digest"]?.string else {
          continue
        }
        digests[number] = digest
      }
    }
    return digests
  }

  /// The first line that does not follow from the one before, in words; nil when all do.
  static func fault(in entries: [JournalEntry]) -> String? {
    var before = [UInt8](repeating: 0, count: 32)
    let erased = erased(in: entries)
    for (place, entry) in entries.enumerated() {
      if entry.number != place + 1 { return "journal line \(place + 1) is missing" }
      if entry.isErased {
        if hex(entry.digest) != erased[entry.number] { return "journal line \(entry.number) was taken out" }
        before = entry.digest
        continue
      }
      if digest(before: before, text: entry.text) != entry.digest { return "journal line \(entry.number) was changed" }
      before = entry.digest
    }
    return entries.isEmpty ? "the journal is empty" : nil
  }

  static func digest(before: [UInt8], text: String) -> [UInt8] {
    var hash = SHA256()
    hash.update(data: before)
    hash.update(data: Array(text.utf8))
    return Array(hash.finalize())
  }

  /// - Parameter utcOffset: minutes east of UTC where it was written; nil for a line from before that was kept.
  private static func line(
    number: Int, milliseconds: Int, utcOffset: Int?, actor: String, action: String, object: String, detail: String,
    reason: String
  ) -> String {
    var writer = JSONWriter()
    writer.beginObject()
    writer.key("number")
    writer.int(number)
    writer.key("at")
    writer.int(milliseconds)
    if let utcOffset {
      writer.key("utc_offset")
      writer.int(utcOffset)
    }
    for (key, value) in [
      ("actor", actor), ("action", action), ("object", object), ("detail", detail), ("reason", reason),
    ] {
      writer.key(key)
      writer.string(value)
    }
    writer.endObject()
    return String(decoding: writer.bytes, as: UTF8.self)
  }
}

extension CampaignStore {
  /// Adds a line; use it for what changes nothing else (a list handed out, a clean-up).
  package func journal(
    _ action: JournalEntry.Action, object: String, detail: JSONValue = .object([]), reason: String = ""
  ) async throws(CampaignProblem) {
    let content = JournalEntry.Content(
      at: options.now(), actor: options.actor, action: action, object: object, detail: detail, reason: reason)
    try await perform { db in try Journal.append(content, in: db) }
  }

  package func journal() async throws(CampaignProblem) -> [JournalEntry] {
    try await read(Journal.entries)
  }

  /// What does not hold in the journal or in the finished runs, one sentence each; empty when everything does.
  package func verify() async throws(CampaignProblem) -> [String] {
    try await read { db in
      var faults: [String] = []
      if let fault = Journal.fault(in: try Journal.entries(db)) { faults.append(fault) }
      let erased = try ErasedRows(db)
      let finished = try Row.fetchAll(
        db, sql: "SELECT object, detail FROM journal WHERE action = 'run-finished' AND detail <> '' ORDER BY number")
      var digests: [Int: String] = [:]
      for row in finished {
        let run: String = row["object"]
        guard let number = Int(run), let digest = try JSONValue(parsing: row["detail"] as String)["digest"]?.string
        else {
          faults.append("the end of run \(run) cannot be read")
          continue
        }
        digests[number] = digest
      }
      // A later line says what stands for one that was erased, and for results that names were taken out of.
      for (run, digest) in digests.merging(erased.runs, uniquingKeysWith: { $1 }).sorted(by: { $0.key < $1.key }) {
        if hex(try RunDigest.compute(run: run, in: db)) != digest {
          faults.append("the results of run \(run) were changed")
        }
      }
      return faults + (try FindingLog.faults(in: db, erased: erased.findings)) + (try JournalAudit.faults(in: db))
    }
  }

  /// Why things were done, by line, where the line itself holds only a digest of it.
  package func journalReasons() async throws(CampaignProblem) -> [Int: String] {
    try await read { db in
      var reasons: [Int: String] = [:]
      for row in try Row.fetchAll(db, sql: "SELECT number, reason FROM journal WHERE reason <> ''") {
        reasons[row["number"]] = row["reason"]
      }
      let resolved = try Int.fetchAll(db, sql: "SELECT number FROM journal WHERE action = 'resolved' ORDER BY number")
      for (number, reason) in zip(resolved, try String.fetchAll(db, sql: "SELECT reason FROM resolution ORDER BY id")) {
        reasons[number] = reason
      }
      let changed = try Int.fetchAll(
        db, sql: "SELECT number FROM journal WHERE action = 'finding-changed' ORDER BY number")
      let why = try String.fetchAll(db, sql: "SELECT reason FROM finding_change ORDER BY id")
      for (number, reason) in zip(changed, why) where !reason.isEmpty { reasons[number] = reason }
      let advised = try Int.fetchAll(db, sql: "SELECT number FROM journal WHERE action = 'advised' ORDER BY number")
      let said = try String.fetchAll(db, sql: "SELECT content FROM advice ORDER BY id")
      for (number, content) in zip(advised, said) where reasons[number] == nil {
        reasons[number] = (try JSONValue(parsing: content)["reasons"]?.array ?? []).compactMap(\.string)
          .joined(separator: " ")
      }
      return reasons
    }
  }
}
