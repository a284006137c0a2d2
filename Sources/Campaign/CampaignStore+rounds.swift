import GRDB
import JSON
package import RunModel

/// What reading the site said, compared with the round it was read for.
package enum SiteReading: Sendable, Hashable {
  /// The round had none yet; this is its site now.
  case first
  case same
  /// The site is another one than the round began on: the round's results are of different things.
  case changed([String])
}

extension CampaignStore {
  /// All rounds, the first first.
  package func rounds() async throws(CampaignProblem) -> [Round] {
    try await read(Self.rounds)
  }

  func sites(target: String? = nil) async throws(CampaignProblem) -> SiteBook {
    try await read { db in try SiteBook(db, target: target) }
  }

  /// Code of the site that each run found, by run; what could not be read is not in it.
  package func runSites() async throws(CampaignProblem) -> [Int: String] {
    try await read { db in
      let rows = try Row.fetchAll(db, sql: "SELECT run, site FROM run_site")
      return Dictionary(rows.map { ($0["run"] as Int, $0["site"] as String) }, uniquingKeysWith: { $1 })
    }
  }

  /// Ends with a problem when the round takes neither runs nor worksheets any more.
  package func requireOpen(round: Int) async throws(CampaignProblem) {
    let state = try await read { db in try Self.state(of: round, in: db) }
    if state == "closed" { throw .closed(path, round: round) }
  }

  /// Begins a new round of tests, usually after a delivery of fixes.
  /// - Parameter site: nil when it could not be read; the first run then asks again.
  /// - Returns: its number.
  package func openRound(
    site: SiteFingerprint?, reason: String, selection: String = "", testers: [String] = [],
    requirements: [Requirement] = [], scenarios: [RoundScenario] = []
  ) async throws(CampaignProblem) -> Int {
    let (now, actor) = (options.now(), options.actor)
    return try await perform { db in
      let number = (try Int.fetchOne(db, sql: "SELECT max(number) FROM round") ?? 0) + 1
      try db.execute(
        sql: "INSERT INTO round (number, opened_at, fingerprint, reason) VALUES (?, ?, ?, ?)",
        arguments: [number, now, site?.text ?? "", reason])
      let change = try Self.change(
        number, to: "opened",
        [
          JSONMember("selection", .string(selection)), JSONMember("testers", .strings(testers)),
          Self.member(requirements),
        ], reason: reason, now: now, actor: actor, in: db)
      for scenario in scenarios {
        try db.execute(
          sql: "INSERT INTO round_scenario (round, id, example, title, why) VALUES (?, ?, ?, ?, ?)",
          arguments: [number, scenario.id, scenario.exampleKey, scenario.title, scenario.why.text])
      }
      let content = JournalEntry.Content(
        at: now, actor: actor, action: .roundOpened, object: String(number),
        detail: [
          "site": .string(site?.code ?? ""), "selection": .string(selection), "scenarios": .int(scenarios.count),
          "scenarios_sha256": .string(RoundChange.seal(scenarios.map { ($0.title, $0.why.text) })),
          "change": .string(change),
        ], reason: reason)
      try Journal.append(content, in: db)
      return number
    }
  }

  /// Closes a round, or opens it again; nothing happens when it is that already.
  /// - Returns: false when nothing changed.
  package func setRound(
    _ number: Int, closed: Bool, reason: String
  ) async throws(CampaignProblem) -> Bool {
    let (now, actor) = (options.now(), options.actor)
    return try await perform { db in
      guard (try Self.state(of: number, in: db) == "closed") != closed else { return false }
      let change = try Self.change(
        number, to: closed ? "closed" : "reopened", [], reason: reason, now: now, actor: actor, in: db)
      let content = JournalEntry.Content(
        at: now, actor: actor, action: closed ? .roundClosed : .roundReopened, object: String(number),
        detail: ["change": .string(change)], reason: reason)
      try Journal.append(content, in: db)
      return true
    }
  }

  /// Compares what the site is with what it was when the round began; the first reading becomes the round's.
  /// - Parameter run: the run that found this site; results of a run on another site than the newest are stale.
  package func note(
    site: SiteFingerprint, round: Int, run: Int? = nil, requirements: [Requirement]
  ) async throws(CampaignProblem) -> SiteReading {
    let (now, actor) = (options.now(), options.actor)
    return try await perform { db in
      if let run {
        try db.execute(sql: "INSERT OR IGNORE INTO run_site (run, site) VALUES (?, ?)", arguments: [run, site.code])
        if db.changesCount > 0 {
          let content = JournalEntry.Content(
            at: now, actor: actor, action: .siteFound, object: String(run),
            detail: ["site": .string(site.code), "round": .int(round)])
          try Journal.append(content, in: db)
        }
      }
      let text = try String.fetchOne(db, sql: "SELECT fingerprint FROM round WHERE number = ?", arguments: [round])
      if let before = SiteFingerprint(text: text ?? "") {
        return before == site ? .same : .changed(site.differences(from: before))
      }
      try db.execute(sql: "UPDATE round SET fingerprint = ? WHERE number = ?", arguments: [site.text, round])
      let change = try Self.change(
        round, to: "site", [Self.member(requirements)], reason: "", now: now, actor: actor, in: db)
      let content = JournalEntry.Content(
        at: now, actor: actor, action: .siteRead, object: String(round),
        detail: [
          "site": .string(site.code), "sha256": .string(hex(sha256(Array(site.text.utf8)))),
          "change": .string(change),
        ])
      try Journal.append(content, in: db)
      return .first
    }
  }

  private static func member(_ requirements: [Requirement]) -> JSONMember {
    JSONMember("requirements", .object(requirements.map { JSONMember($0.id, .string($0.digest)) }))
  }

  /// - Returns: what the journal says of it.
  private static func change(
    _ number: Int, to state: String, _ detail: [JSONMember], reason: String, now: Double, actor: String,
    in db: Database
  ) throws -> String {
    try db.execute(
      sql: "INSERT INTO round_change (round, at, actor, state, detail, reason) VALUES (?, ?, ?, ?, ?, ?)",
      arguments: [number, now, actor, state, JSONValue.object(detail).text, reason])
    return RoundChange.seal(state, .object(detail))
  }

  private static func state(of round: Int, in db: Database) throws -> String? {
    try String.fetchOne(
      db, sql: "SELECT state FROM round_change WHERE round = ? AND state <> 'site' ORDER BY id DESC LIMIT 1",
      arguments: [round])
  }

  private static func rounds(_ db: Database) throws -> [Round] {
    let changes = Dictionary(
      grouping: try Row.fetchAll(db, sql: "SELECT * FROM round_change ORDER BY id")
    ) { $0["round"] as Int }
    let scenarios = Dictionary(
      grouping: try Row.fetchAll(db, sql: "SELECT * FROM round_scenario ORDER BY round, id, example")
    ) { $0["round"] as Int }
    return try Row.fetchAll(db, sql: "SELECT * FROM round ORDER BY number").map { row in
      var round = Round(
        number: row["number"], openedAt: row["opened_at"], reason: row["reason"],
        site: SiteFingerprint(text: row["fingerprint"]))
      for change in changes[round.number] ?? [] {
        let detail = try JSONValue(parsing: change["detail"] as String)
        switch change["state"] as String {
        case "closed": round.closedAt = change["at"]
        case "reopened": round.closedAt = nil
        case "opened":
          round.selection = detail["selection"]?.string ?? ""
          round.testers = (detail["testers"]?.array ?? []).compactMap(\.string)
          round.requirements = digests(detail)
        default: if round.requirements.isEmpty { round.requirements = digests(detail) }
        }
      }
      round.scenarios = (scenarios[round.number] ?? []).map {
        RoundScenario(id: $0["id"], exampleKey: $0["example"], title: $0["title"], why: .init(text: $0["why"]))
      }
      return round
    }
  }

  private static func digests(_ detail: JSONValue) -> [String: String] {
    guard case .object(let members)? = detail["requirements"] else { return [:] }
    return Dictionary(members.compactMap { m in m.value.string.map { (m.key, $0) } }, uniquingKeysWith: { $1 })
  }
}
