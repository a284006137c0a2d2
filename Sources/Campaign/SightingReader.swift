import Foundation
import GRDB
import RunModel

/// Reads from a round what findings may come from, in the order in which it came in.
struct SightingReader {
  let db: Database
  let round: Int
  private let findings: [Int: Finding]
  private let known: Set<String>
  private let site: String
  private var records: [Int: RunRecord] = [:]

  init(_ db: Database, round: Int) throws {
    self.db = db
    self.round = round
    findings = try FindingLog.fold(db)
    known = Set(findings.values.flatMap(\.changes).compactMap(\.source))
    let text = try String.fetchOne(db, sql: "SELECT fingerprint FROM round WHERE number = ?", arguments: [round])
    site = SiteFingerprint(text: text ?? "")?.code ?? ""
  }

  mutating func sightings() throws -> [FindingSighting] {
    let all = try machine() + people() + extras() + evidence()
    return all.enumerated().sorted { ($0.element.at, $0.offset) < ($1.element.at, $1.offset) }.map(\.element)
  }

  // MARK: The machine

  private mutating func machine() throws -> [FindingSighting] {
    let fixed = findings.values.filter { $0.isByMachine && $0.status == .fixed }
    // Most passed, which says something only of what is to be tested again.
    let rows = try Row.fetchAll(
      db,
      sql: """
        SELECT s.run, s.idx, s.id, s.example, a.attempt, a.outcome, r.started_at
        FROM run_scenario s JOIN run r ON r.number = s.run
        JOIN \(CampaignStore.lastAttempts) a ON a.run = s.run AND a.scenario = s.idx
        WHERE r.round = ? AND (a.outcome IN (?, ?) OR ?) AND a.outcome IS NOT NULL AND NOT a.cut ORDER BY s.run, s.idx
        """,
      arguments: [round, Outcome.failed.rawValue, Outcome.known.rawValue, !fixed.isEmpty])
    var sightings: [FindingSighting] = []
    for row in rows {
      guard let outcome = Outcome(rawValue: row["outcome"]) else { continue }
      let (run, id, example): (Int, String, String) = (row["run"], row["id"], row["example"])
      let attempt: Int = row["attempt"]
      let source = ["run", String(run), String(attempt), id, example].filter { !$0.isEmpty }.joined(separator: " ")
      let isFailure = outcome == .failed || outcome == .known
      let isPass = [.passed, .passedWithRemark, .awaiting, .unexpectedPass].contains(outcome)
      let isRetest = fixed.contains {
        $0[.scenario] == id && $0[.exampleKey] == example && run > (Int($0[.fixedAfterRun]) ?? .max)
      }
      guard isFailure && !known.contains(source) || isPass && isRetest else { continue }
      guard let record = try record(run),
        let scenario = record.scenarios.first(where: { $0.scenario.index == row["idx"] })
      else { continue }
      var sighting = FindingSighting(
        source: source, at: row["started_at"], kind: .extra, values: values(of: scenario.scenario), round: round)
      sighting.run = run
      sighting.target = record.header.target
      sighting.values[.run] = String(run)
      if isPass {
        let passed = scenario.steps.filter { [.passed, .passedWithRemark].contains($0.result.outcome) }
        sighting.kind = .machinePassed(
          steps: Dictionary(passed.map { ($0.step.ordinal, $0.step.text) }, uniquingKeysWith: { $1 }),
          revision: scenario.scenario.revision)
      } else {
        fill(&sighting, from: scenario, project: record.header.project)
      }
      sightings.append(sighting)
    }
    return sightings
  }

  private func fill(_ sighting: inout FindingSighting, from record: ScenarioRecord, project: String) {
    let scenario = record.scenario
    sighting.kind = .machineFailed(revision: scenario.revision)
    let wrong: Set<Outcome> = [.failed, .known]
    let step = record.steps.first { wrong.contains($0.result.outcome) }
    let before = record.setUp.flatMap { wrong.contains($0.outcome) ? $0 : nil }
    let result = before ?? step?.result ?? record.conclusion
    let ordinal = before != nil ? -1 : step?.step.ordinal ?? scenario.steps.count
    let done = record.steps.prefix { $0.step.ordinal < ordinal }.map { $0.step.keyword + $0.step.text }
    let message = result?.message ?? record.result?.message ?? ""
    var values = sighting.values
    values[.origin] = "machine"
    values[.revision] = scenario.revision
    values[.ordinal] = String(ordinal)
    values[.step] = step.map { before == nil ? $0.step.text : "" } ?? ""
    values[.cause] = result?.cause ?? ""
    if before == nil, step != nil {
      values[.row] =
        RowID(project: project, scenario: scenario.id, exampleKey: scenario.exampleKey, ordinal: ordinal).text
    }
    values[.reporter] = "lmsaccept"
    values[.kind] = FindingClass.defect.rawValue
    values[.summary] = Self.line(message.isEmpty ? scenario.name : message)
    values[.steps] = done.joined(separator: "\n")
    values[.expected] = result?.expected ?? values[.step]
    values[.observed] = result?.actual ?? message
    values[.evidence] = "lmsaccept show \(sighting.run) \(scenario.id)"
    sighting.values = values
  }

  // MARK: People

  private mutating func people() throws -> [FindingSighting] {
    let fixed = Set(findings.values.filter { !$0.isByMachine && $0.status == .fixed }.map { $0[.row] })
    var sightings: [FindingSighting] = []
    // A round may have ten thousands, of which few are findings.
    let rows = try Row.fetchCursor(
      db, sql: "SELECT * FROM verdict WHERE round = ? AND (verdict IN (?, ?) OR ?) ORDER BY id",
      arguments: [round, Verdict.failed.rawValue, Verdict.passedWithRemark.rawValue, !fixed.isEmpty])
    while let row = try rows.next() {
      guard let verdict = Verdict(rawValue: row["verdict"]) else { continue }
      let kind: FindingSighting.Kind
      switch verdict {
      case .failed: kind = .personFailed
      case .passedWithRemark: kind = .personRemarked
      case .passed where fixed.contains(row["row"]): kind = .personPassed
      case .passed, .blocked, .notRun, .notApplicable: continue
      }
      let id: Int = row["id"]
      if known.contains("verdict \(id)") { continue }
      var sighting = FindingSighting(
        source: "verdict \(id)", at: row["stored_at"], kind: kind, values: try personValues(row, verdict), round: round)
      sighting.verdict = id
      let words: String = row["tested_at"]
      let read: String = row["tested_on"]
      sighting.testedOn = CalendarDay((read.isEmpty ? words : read).prefix(10))
      sightings.append(sighting)
    }
    return sightings
  }

  private mutating func personValues(_ row: Row, _ verdict: Verdict) throws -> [Finding.Field: String] {
    let (id, example): (String, String) = (row["scenario"], row["example"])
    let written: String = row["row"]
    let run = try Int.fetchOne(
      db,
      sql: """
        SELECT max(s.run) FROM run_scenario s JOIN run r ON r.number = s.run
        WHERE s.id = ? AND s.example = ? AND r.round <= ?
        """, arguments: [id, example, round])
    let whole = try run.flatMap { try record($0) }
    let scenario = whole?.scenarios.first { $0.scenario.id == id && $0.scenario.exampleKey == example }
    let personRow = whole.flatMap { record in
      scenario.flatMap { PersonRow.rows(of: $0, project: record.header.project).first { $0.id.text == written } }
    }
    var values: [Finding.Field: String] = [.round: String(round), .site: site]
    if let scenario { values = self.values(of: scenario.scenario) }
    values[.scenario] = id
    values[.exampleKey] = example
    values[.run] = run.map(String.init) ?? ""
    values[.row] = written
    values[.ordinal] = String(row["ordinal"] as Int)
    values[.step] = personRow?.expectation ?? ""
    values[.steps] = ((personRow?.prepared ?? []) + (personRow?.actions ?? [])).joined(separator: "\n")
    values[.expected] = personRow?.expectation ?? ""
    values[.reporter] = row["tester"]
    values[.observed] = row["observed"]
    values[.evidence] = row["evidence"]
    values[.summary] = Self.line(row["observed"])
    let isRemark = verdict == .passedWithRemark
    values[.origin] = isRemark ? "remark" : "person"
    values[.cause] = isRemark ? "remark" : "person"
    // Whoever passed the row found the thing good enough; what a failure weighs, only people can say.
    values[.severity] = row["severity"] ?? (isRemark ? Severity.cosmetic.rawValue : "")
    values[.kind] = Self.kind(row["class"], isRemark ? "" : FindingClass.defect.rawValue)
    return values
  }

  // MARK: What no scenario asked for

  private func extras() throws -> [FindingSighting] {
    guard try db.tableExists("extra_remark") else { return [] }
    let rows = try Row.fetchAll(
      db, sql: "SELECT * FROM extra_remark WHERE round = ? ORDER BY id", arguments: [round])
    return rows.compactMap { row in
      let source = "extra \(row["id"] as Int)"
      guard !known.contains(source) else { return nil }
      let (observed, slot, sheet): (String, String, String) = (row["observed"], row["slot"], row["sheet"])
      let place = [sheet, slot].filter { !$0.isEmpty }.joined(separator: " ")
      return FindingSighting(
        source: source, at: row["stored_at"], kind: .extra,
        values: [
          .origin: "extra", .round: String(round), .site: site, .reporter: row["tester"],
          .summary: Self.line(observed), .observed: observed, .evidence: row["evidence"],
          .severity: row["severity"] ?? "", .kind: Self.kind(row["class"], ""),
          .steps: [place, row["device"]].filter { !$0.isEmpty }.joined(separator: "\n"),
        ], round: round)
    }
  }

  // MARK: What came with people's words

  /// Pictures and files, each with the SHA-256 by which the bundle of a report lists it.
  private func evidence() throws -> [FindingSighting] {
    let rows = try Row.fetchAll(
      db,
      sql: """
        SELECT p.id, p.row, p.tester, p.name, p.digest, p.stored_at, CASE WHEN p.row LIKE 'R-NEW-%' THEN coalesce(
          (SELECT max(e.id) FROM extra_remark e
           WHERE e.slot = p.row AND e.tester = p.tester AND e.round = p.round AND e.received = p.received),
          (SELECT max(e.id) FROM extra_remark e
           WHERE e.slot = p.row AND e.tester = p.tester AND e.round = p.round)) END AS remark
        FROM evidence_picture p WHERE p.round = ? AND length(p.bytes) > 0 ORDER BY p.id
        """, arguments: [round])
    return rows.compactMap { row in
      let source = "evidence \(row["id"] as Int)"
      guard !known.contains(source) else { return nil }
      let (name, tester, remark): (String, String, Int?) = (row["name"], row["tester"], row["remark"])
      return FindingSighting(
        source: source, at: row["stored_at"], kind: .evidence(remark: remark.map { "extra \($0)" }),
        values: [
          .row: row["row"], .reporter: tester, .alsoBy: tester,
          .evidence: "\(name)  SHA-256 \(hex(Array(row["digest"] as Data)))",
        ], round: round)
    }
  }

  // MARK: What they share

  private func values(of scenario: PlannedScenario) -> [Finding.Field: String] {
    [
      .scenario: scenario.id, .exampleKey: scenario.exampleKey, .title: scenario.title, .round: String(round),
      .site: site, .requirement: scenario.values(of: "req").joined(separator: " "),
    ]
  }

  private mutating func record(_ run: Int) throws -> RunRecord? {
    if let known = records[run] { return known }
    let record = try RunFold(db, run: run).record()
    records[run] = record
    return record
  }

  private static func kind(_ word: String?, _ otherwise: String) -> String {
    word.flatMap { FindingClass(rawValue: $0)?.rawValue } ?? otherwise
  }

  /// The first line, short enough for a list.
  private static func line(_ text: String) -> String {
    let line = text.split(whereSeparator: \.isNewline).first.map(String.init) ?? ""
    return line.count > 120 ? line.prefix(119) + "…" : line
  }
}
