import GRDB
import JSON
package import RunModel

extension CampaignStore {
  /// All findings as they stand, by number.
  package func findings() async throws(CampaignProblem) -> [Finding] {
    try await read { db in try FindingLog.fold(db).values.sorted { $0.number < $1.number } }
  }

  /// Takes what is stored in a round into the findings: what failed, what testers remarked, what was tested again.
  ///
  /// Twice changes nothing. Nothing is closed but what was called fixed and passed afterwards.
  @discardableResult
  package func updateFindings(round: Int) async throws(CampaignProblem) -> FindingUpdate {
    let sightings = try await read { db in
      var reader = try SightingReader(db, round: round)
      return try reader.sightings()
    }
    if sightings.isEmpty { return FindingUpdate() }
    let (now, actor) = (options.now(), options.actor)
    return try await perform { db in
      var updater = try FindingUpdater(db, now: now, actor: actor)
      try updater.take(sightings)
      return updater.update
    }
  }

  /// Changes a finding by its rules, which are looked at again inside the transaction.
  ///
  /// - Parameter seen: the finding's fingerprint when the change was thought of; nil: whatever it says now.
  /// - Returns: what was really changed (nothing when it said that already), or why it is refused.
  package func change(
    _ number: Int, _ edit: FindingEdit, seen: String? = nil
  ) async throws(CampaignProblem) -> Result<[Finding.Field: String], FindingRefusal> {
    try await changing(number) { finding, db throws(FindingRefusal) in
      var changes = try finding.checked(edit)
      if let seen, seen != finding.fingerprint, !changes.isEmpty {
        throw FindingRefusal("\(finding.id) was changed since the list was made", hint: "export the list again")
      }
      if changes[.status] == FindingStatus.fixed.rawValue { changes.merge(try Self.fixMark(in: db)) { $1 } }
      return (changes, edit.reason)
    }
  }

  /// A retest that no stored result shows, by the word of a person: only for what no scenario asks for.
  package func retest(
    _ number: Int, passed: Bool, by tester: String, reason: String
  ) async throws(CampaignProblem) -> Result<[Finding.Field: String], FindingRefusal> {
    try await changing(number) { finding, _ throws(FindingRefusal) in
      guard finding[.scenario].isEmpty else {
        throw FindingRefusal(
          "\(finding.id) comes from \(finding[.title]), which must be tested again itself",
          hint: finding.isByMachine ? "lmsaccept run --id \(finding[.scenario])" : "hand in row \(finding[.row]) anew")
      }
      guard finding.status == .fixed else {
        throw FindingRefusal(
          "\(finding.id) is not called fixed", hint: "lmsaccept finding edit \(finding.id) --status fixed")
      }
      guard !tester.isEmpty else {
        throw FindingRefusal("nobody is named who tested it again", hint: "name them with --by")
      }
      let status: FindingStatus = passed ? .retestPassed : .retestFailed
      return (
        [
          .status: status.rawValue, .retest: passed ? "passed" : "failed", .retestedBy: tester,
          .retestedIn: "by hand",
        ], reason
      )
    }
  }

  /// Makes a finding the duplicate of another; both keep their history.
  package func merge(
    _ number: Int, into other: Int, reason: String
  ) async throws(CampaignProblem) -> Result<[Finding.Field: String], FindingRefusal> {
    try await changing(number) { finding, db throws(FindingRefusal) in
      let all: [Int: Finding]
      do { all = try FindingLog.fold(db) } catch { throw FindingRefusal("the findings cannot be read: \(error)") }
      guard let target = all[other] else { throw FindingRefusal("there is no finding \(Finding.id(other))") }
      if number == other { throw FindingRefusal("\(finding.id) cannot be merged into itself") }
      if target.status == .duplicate {
        throw FindingRefusal(
          "\(target.id) is itself a duplicate", hint: "merge into \(target[.duplicateOf])")
      }
      if all.values.contains(where: { $0.status == .duplicate && $0[.duplicateOf] == finding.id }) {
        throw FindingRefusal("others were merged into \(finding.id)", hint: "merge \(target.id) into \(finding.id)")
      }
      guard finding.status.next.contains(.duplicate) else {
        throw FindingRefusal("\(finding.id) is \(finding.status.rawValue) and cannot become a duplicate")
      }
      // An open finding must not vanish behind one that is closed.
      if finding.isOpen, !target.isOpen {
        throw FindingRefusal("\(target.id) is closed, \(finding.id) is open", hint: "open \(target.id) again first")
      }
      // Each system is mended for itself: what one still has must not vanish behind what another has.
      let (own, others) = (all[number]?.targets, target.targets)
      if let others, own.map({ !$0.isSubset(of: others) }) ?? true {
        let places = own.map { $0.subtracting(others).sorted().joined(separator: ", ") } ?? "every system"
        throw FindingRefusal(
          "\(finding.id) is about \(places), \(target.id) is not", hint: "findings of one system are merged, not of two"
        )
      }
      guard reason.contains(where: { !$0.isWhitespace }) else {
        throw FindingRefusal("merging needs a reason", hint: "say why with --reason")
      }
      return ([.status: FindingStatus.duplicate.rawValue, .duplicateOf: target.id], reason)
    }
  }

  /// A finding that no scenario asked for.
  /// - Returns: its id.
  package func addFinding(_ values: [Finding.Field: String], round: Int) async throws(CampaignProblem) -> String {
    let (now, actor) = (options.now(), options.actor)
    return try await perform { db in
      let number = (try Int.fetchOne(db, sql: "SELECT max(finding) FROM finding_change") ?? 0) + 1
      var values = values
      values[.origin] = "lead"
      values[.round] = String(round)
      values[.status] = FindingStatus.new.rawValue
      try FindingLog.append(values, to: number, now: now, actor: actor, in: db)
      return Finding.id(number)
    }
  }

  /// Keeps a list of findings that came back, byte for byte.
  package func keep(findingList bytes: [UInt8], name: String) async throws(CampaignProblem) {
    let (now, actor) = (options.now(), options.actor)
    try await perform { db in
      let digest = sha256(bytes)
      let isKnown = try Bool.fetchOne(
        db, sql: "SELECT EXISTS (SELECT 1 FROM received WHERE digest = ?)", arguments: [digest.data])
      if isKnown == true { return }
      try db.execute(
        sql: "INSERT INTO received (digest, name, bytes, received_at) VALUES (?, ?, ?, ?)",
        arguments: [digest.data, name, bytes.data, now])
      let content = JournalEntry.Content(
        at: now, actor: actor, action: .findingsReceived, object: name, detail: ["sha256": .string(hex(digest))])
      try Journal.append(content, in: db)
    }
  }

  private func changing(
    _ number: Int,
    _ decide: @escaping @Sendable (Finding, Database) throws(FindingRefusal) -> ([Finding.Field: String], String)
  ) async throws(CampaignProblem) -> Result<[Finding.Field: String], FindingRefusal> {
    let (now, actor) = (options.now(), options.actor)
    return try await perform { db in
      guard let finding = try FindingLog.fold(db)[number] else {
        return .failure(FindingRefusal("there is no finding \(Finding.id(number))", hint: "lmsaccept finding list"))
      }
      do throws(FindingRefusal) {
        let (changes, reason) = try decide(finding, db)
        if changes.isEmpty { return .success([:]) }
        let written = Result {
          try FindingLog.append(changes, to: number, reason: reason, now: now, actor: actor, in: db)
        }
        if case .failure(let problem) = written { throw FindingRefusal("it cannot be stored: \(problem)") }
        return .success(changes)
      } catch {
        return .failure(error)
      }
    }
  }

  /// What came last before something is called fixed.
  private static func fixMark(in db: Database) throws(FindingRefusal) -> [Finding.Field: String] {
    do {
      let run = try Int.fetchOne(db, sql: "SELECT max(number) FROM run") ?? 0
      let verdict = try Int.fetchOne(db, sql: "SELECT max(id) FROM verdict") ?? 0
      let round = try Int.fetchOne(db, sql: "SELECT max(number) FROM round") ?? 1
      return [
        .fixedAfterRun: String(run), .fixedAfterVerdict: String(verdict), .fixedInRound: String(round), .retest: "",
        .retestedBy: "", .retestedIn: "",
      ]
    } catch {
      throw FindingRefusal("the campaign cannot be read: \(error)")
    }
  }
}

extension Finding {
  /// Changes when somebody changes what a list lets people change: a list that comes back with another one is stale.
  ///
  /// That the finding was only seen again makes no list stale.
  package var fingerprint: String {
    Campaign.fingerprint([id, self[.duplicateOf], self[.retest]] + Field.editable.map { self[$0] })
  }
}
