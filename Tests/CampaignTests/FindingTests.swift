import Campaign
import Foundation
import GRDB
import RunModel
import Synchronization
import Testing

/// A clock that a test moves: days apart matter, for a worksheet can be older than a fix.
final class TestClock: Sendable {
  private let time = Mutex(1_795_456_563.0)

  var now: Double { time.withLock(\.self) }

  func pass(days: Double) { time.withLock { $0 += days * 86_400 } }
}

struct FindingTests {
  private let folder = CampaignFolder()
  private let clock = TestClock()

  private func open() throws -> CampaignStore {
    let clock = clock
    return try CampaignStore(
      path: folder.file, options: .init(project: "noord-lms", actor: "marieke@laptop", now: { clock.now }))
  }

  private let plan = Plan.scenario(
    0, "A-01", tags: ["@req:R1"], [Plan.step(0, "a course"), Plan.step(1, "the course has 2 participants")])
  private static let failed = [
    StepResult(.passed),
    StepResult(.failed, "has 1 participant", expected: "2", actual: "1", cause: "expectation"),
  ]
  private static let passed = [StepResult(.passed), StepResult(.passed, checks: 1)]

  private func fail(_ store: CampaignStore) async throws -> FindingUpdate {
    _ = try await store.run([(plan, Self.failed)])
    return try await store.updateFindings(round: try await store.currentRound())
  }

  private func pass(_ store: CampaignStore) async throws -> FindingUpdate {
    _ = try await store.run([(plan, Self.passed)])
    return try await store.updateFindings(round: try await store.currentRound())
  }

  private func edit(
    _ store: CampaignStore, _ number: Int = 1, _ values: [Finding.Field: String], reason: String = ""
  ) async throws -> String? {
    switch try await store.change(number, FindingEdit(values, reason: reason)) {
    case .success: nil
    case .failure(let refusal): refusal.message
    }
  }

  private func status(_ store: CampaignStore, _ number: Int = 1) async throws -> FindingStatus? {
    try await store.findings().first { $0.number == number }?.status
  }

  private func said(
    _ verdict: Verdict, _ ordinal: Int = 1, tester: String = "joris", round: Int = 1, observed: String = "wrong",
    severity: Severity? = nil, testedAt: String = ""
  ) -> StoredVerdict {
    StoredVerdict(
      row: RowID(project: "noord-lms", scenario: "H-01", exampleKey: "", ordinal: ordinal), fingerprint: "BCDFGHJK",
      round: round, tester: tester, scenario: "H-01", exampleKey: "", ordinal: ordinal, verdict: verdict,
      observed: observed, severity: severity, testedAt: testedAt)
  }

  private func take(_ verdicts: [StoredVerdict], in store: CampaignStore) async throws -> FindingUpdate {
    _ = try await store.store(verdicts, from: "a.csv", bytes: Array(UUID().uuidString.utf8))
    return try await store.updateFindings(round: verdicts.last?.round ?? 1)
  }

  // MARK: Targets

  @Test func `each target has a finding of its own, and a pass on one closes nothing of another`() async throws {
    let store = try open()
    #expect(try await fail(store).opened == ["F-0001"])
    _ = try await store.run([(plan, Self.failed)], target: "copy")
    #expect(try await store.updateFindings(round: 1).opened == ["F-0002"])
    #expect(try await store.findings().map(\.targets) == [["lms"], ["copy"]])
    // One that stands for both would close with the first of them.
    let merged = try await store.merge(2, into: 1, reason: "the same")
    #expect(throws: FindingRefusal.self) { try merged.get() }
    for number in [1, 2] {
      #expect(try await edit(store, number, [.severity: "serious", .owner: "Bouw"]) == nil)
      #expect(try await edit(store, number, [.status: "accepted"]) == nil)
      #expect(try await edit(store, number, [.status: "fixed"], reason: "delivered") == nil)
    }
    _ = try await store.run([(plan, Self.passed)], target: "copy")
    #expect(try await store.updateFindings(round: 1).retestPassed == ["F-0002"])
    #expect(try await status(store, 1) == .fixed)
    _ = try await store.run([(plan, Self.failed)], target: "copy")
    _ = try await store.updateFindings(round: 1)
    #expect(try await status(store, 1) == .fixed)
    _ = try await store.run([(plan, Self.passed)])
    #expect(try await store.updateFindings(round: 1).retestPassed == ["F-0001"])
  }

  @Test func `what a person found is of every target on which the scenario was run, and a remark of all`() async throws
  {
    let store = try open()
    let looked = Plan.scenario(0, "H-01", [Plan.step(0, "a course"), Plan.human(1, .judge, "it is clear")])
    let waiting = [StepResult(.passed), StepResult(.awaiting, cause: "person")]
    _ = try await store.run([(looked, waiting)])
    #expect(try await take([said(.failed)], in: store).opened == ["F-0001"])
    _ = try await store.addFinding([.summary: "the logo"], round: 1)
    #expect(try await store.findings().map(\.targets) == [["lms"], nil])
    _ = try await store.run([(looked, waiting)], target: "copy")
    let findings = try await store.findings()
    #expect(findings[0].targets == ["copy", "lms"])
    #expect(findings.map { $0.isAbout(target: "hr") } == [false, true])
  }

  // MARK: Where findings come from

  @Test func `a failed scenario becomes one finding with all that is known`() async throws {
    let store = try open()
    #expect(try await fail(store).opened == ["F-0001"])
    let finding = try #require(try await store.findings().first)
    #expect(finding.id == "F-0001" && finding.status == .new && finding.kind == .defect && finding.severity == nil)
    #expect(finding[.summary] == "has 1 participant" && finding[.expected] == "2" && finding[.observed] == "1")
    #expect(finding[.scenario] == "A-01" && finding[.cause] == "expectation" && finding.ordinal == 1)
    #expect(finding[.requirement] == "R1" && finding[.run] == "1" && finding[.round] == "1")
    #expect(RowID(finding[.row]) == RowID(project: "noord-lms", scenario: "A-01", exampleKey: "", ordinal: 1))
  }

  @Test func `twice changes nothing`() async throws {
    let store = try open()
    _ = try await fail(store)
    let lines = try await store.journal().count
    #expect(try await store.updateFindings(round: 1).isEmpty)
    #expect(try await store.journal().count == lines)
  }

  @Test func `the same failure in another run is the same finding`() async throws {
    let store = try open()
    _ = try await fail(store)
    #expect(try await fail(store).seenAgain == ["F-0001"])
    #expect(try await store.findings().count == 1)
  }

  @Test func `another cause or another step is another finding`() async throws {
    let store = try open()
    _ = try await fail(store)
    _ = try await store.run([(plan, [StepResult(.passed), StepResult(.failed, "no", cause: "refused")])])
    _ = try await store.run([(plan, [StepResult(.failed, "no", cause: "expectation"), StepResult(.skipped)])])
    #expect(try await store.updateFindings(round: 1).opened == ["F-0002", "F-0003"])
  }

  @Test func `a scenario rewritten around the step keeps its finding`() async throws {
    let store = try open()
    _ = try await fail(store)
    var rewritten = plan
    rewritten.revision = "other"
    rewritten.steps = [
      Plan.step(0, "a course"), Plan.step(1, "a user"), Plan.step(2, "the course has 2 participants"),
    ]
    _ = try await store.run([(rewritten, [StepResult(.passed)] + Self.failed)])
    #expect(try await store.updateFindings(round: 1).seenAgain == ["F-0001"])
  }

  @Test func `broken is no finding`() async throws {
    let store = try open()
    _ = try await store.run([(plan, [StepResult(.broken, "no answer", cause: "unreachable"), StepResult(.skipped)])])
    #expect(try await store.updateFindings(round: 1).isEmpty)
  }

  @Test func `failed rows and remarks of testers become findings, other words do not`() async throws {
    let store = try open()
    let update = try await take(
      [
        said(.failed, 1, severity: .serious), said(.passedWithRemark, 2, observed: "a typo"), said(.passed, 3),
        said(.blocked, 4), said(.notRun, 5), said(.notApplicable, 6),
      ], in: store)
    #expect(update.opened == ["F-0001", "F-0002"])
    let findings = try await store.findings()
    #expect(findings[0].severity == .serious && findings[0][.reporter] == "joris" && findings[0].kind == .defect)
    #expect(findings[1].severity == .cosmetic && findings[1][.summary] == "a typo" && findings[1].kind == nil)
  }

  @Test func `several testers on one row give one finding with the worst severity`() async throws {
    let store = try open()
    _ = try await take([said(.failed, severity: .moderate)], in: store)
    let update = try await take(
      [said(.failed, tester: "anna", severity: .blocking), said(.failed, tester: "piet", severity: .cosmetic)],
      in: store)
    #expect(update.seenAgain == ["F-0001", "F-0001"])
    #expect(try await store.findings().map(\.severity) == [.blocking])
  }

  @Test func `what each tester saw on a row stays in its finding, and the severest words stand first`() async throws {
    let store = try open()
    _ = try await take([said(.failed, observed: "small letters", severity: .moderate)], in: store)
    _ = try await take(
      [
        said(.failed, tester: "anna", observed: "somebody else's page", severity: .blocking),
        said(.failed, tester: "piet", observed: "a red button", severity: .cosmetic),
        said(.failed, tester: "tim", observed: "small letters"),
      ], in: store)
    let finding = try #require(try await store.findings().first)
    #expect(finding[.observed] == "small letters\nanna: somebody else's page\npiet: a red button")
    #expect(finding[.summary] == "somebody else's page" && finding[.reporter] == "joris")
    #expect(finding.severity == .blocking)
    // Each can be taken out by itself.
    _ = try await store.erase(.person("anna"), reason: "asked for")
    let erased = try #require(try await store.findings().first)
    #expect(!erased.changes.contains { $0.values.values.contains { $0.contains("anna") || $0.contains("else") } })
    #expect(erased[.observed].hasPrefix("small letters\nerased ") && erased[.observed].hasSuffix("piet: a red button"))
    #expect(try await store.verify() == [])
  }

  @Test func `the lead's severity is not raised by a tester`() async throws {
    let store = try open()
    _ = try await take([said(.failed, severity: .moderate)], in: store)
    #expect(try await edit(store, 1, [.severity: "serious"]) == nil)
    _ = try await take([said(.failed, tester: "anna", severity: .blocking)], in: store)
    #expect(try await store.findings().first?.severity == .serious)
  }

  @Test func `a verdict on a row that the machine failed joins the machine's finding`() async throws {
    let store = try open()
    _ = try await fail(store)
    let row = RowID(project: "noord-lms", scenario: "A-01", exampleKey: "", ordinal: 1)
    let verdict = StoredVerdict(
      row: row, fingerprint: "BCDFGHJK", round: 1, tester: "joris", scenario: "A-01", exampleKey: "", ordinal: 1,
      verdict: .failed, observed: "yes, wrong", severity: .serious)
    #expect(try await take([verdict], in: store).seenAgain == ["F-0001"])
    let findings = try await store.findings()
    #expect(findings.count == 1 && findings[0].severity == .serious)
    #expect(findings[0][.summary] == "has 1 participant" && findings[0][.observed] == "1\njoris: yes, wrong")
  }

  // MARK: Retest

  @Test func `a pass closes nothing that was not called fixed`() async throws {
    let store = try open()
    _ = try await fail(store)
    #expect(try await pass(store).isEmpty)
    #expect(try await status(store) == .new)
  }

  @Test func `a fixed finding closes when its step passes in a later run`() async throws {
    let store = try open()
    _ = try await fail(store)
    _ = try await pass(store)
    #expect(try await edit(store, 1, [.status: "fixed"]) == nil)
    // The run before the fix is no retest of it.
    #expect(try await store.updateFindings(round: 1).isEmpty)
    #expect(try await pass(store).retestPassed == ["F-0001"])
    let finding = try #require(try await store.findings().first)
    #expect(finding.status == .retestPassed && !finding.isOpen && finding[.retestedIn] == "run 3")
  }

  @Test func `a fixed finding that fails again is reopened and not doubled`() async throws {
    let store = try open()
    _ = try await fail(store)
    _ = try await edit(store, 1, [.status: "fixed"])
    #expect(try await fail(store).retestFailed == ["F-0001"])
    #expect(try await status(store) == .retestFailed)
    _ = try await edit(store, 1, [.status: "fixed"])
    #expect(try await pass(store).retestPassed == ["F-0001"])
    // Closed, and wrong once more.
    #expect(try await fail(store).retestFailed == ["F-0001"])
    #expect(try await store.findings().count == 1)
  }

  @Test(arguments: [Outcome.broken, .skipped, .awaiting, .flaky, .notApplicable])
  func `a run that did not come past the step is no retest`(_ outcome: Outcome) async throws {
    let store = try open()
    _ = try await fail(store)
    _ = try await edit(store, 1, [.status: "fixed"])
    _ = try await store.run([(plan, [StepResult(.passed), StepResult(outcome)])])
    #expect(try await store.updateFindings(round: 1).isEmpty)
    #expect(try await status(store) == .fixed)
  }

  @Test func `a pass without the step that failed is no retest`() async throws {
    let store = try open()
    _ = try await fail(store)
    _ = try await edit(store, 1, [.status: "fixed"])
    var shorter = plan
    shorter.revision = "other"
    shorter.steps = [Plan.step(0, "a course"), Plan.step(1, "something else")]
    _ = try await store.run([(shorter, Self.passed)])
    #expect(try await store.updateFindings(round: 1).isEmpty)
  }

  @Test func `a row passes its retest in a later round, and not by a sheet that lay on a desk`() async throws {
    let store = try open()
    _ = try await take([said(.failed)], in: store)
    _ = try await edit(store, 1, [.status: "fixed"])
    #expect(try await take([said(.passed, tester: "anna", observed: "")], in: store).isEmpty)
    let day = CalendarDay(secondsSince1970: clock.now)
    #expect(try await take([said(.passed, tester: "piet", testedAt: day.description)], in: store).isEmpty)
    #expect(try await status(store) == .fixed)
    _ = try await store.openRound(site: nil, reason: "fixes")
    #expect(try await take([said(.passed, round: 2, observed: "")], in: store).retestPassed == ["F-0001"])
  }

  @Test func `a row tested on a later day is a retest in the same round, too`() async throws {
    let store = try open()
    _ = try await take([said(.failed)], in: store)
    _ = try await edit(store, 1, [.status: "fixed"])
    let later = CalendarDay(number: CalendarDay(secondsSince1970: clock.now).number + 1)
    let update = try await take([said(.passed, observed: "", testedAt: later.description)], in: store)
    #expect(update.retestPassed == ["F-0001"])
  }

  @Test func `a pass with a remark closes the failure and opens the remark`() async throws {
    let store = try open()
    _ = try await take([said(.failed)], in: store)
    _ = try await edit(store, 1, [.status: "fixed"])
    _ = try await store.openRound(site: nil, reason: "fixes")
    let update = try await take([said(.passedWithRemark, round: 2, observed: "a typo")], in: store)
    #expect(update.retestPassed == ["F-0001"] && update.opened == ["F-0002"])
  }

  @Test func `a tester's pass never closes what the machine found`() async throws {
    let store = try open()
    _ = try await fail(store)
    _ = try await edit(store, 1, [.status: "fixed"])
    _ = try await store.openRound(site: nil, reason: "fixes")
    let row = RowID(project: "noord-lms", scenario: "A-01", exampleKey: "", ordinal: 1)
    let verdict = StoredVerdict(
      row: row, fingerprint: "BCDFGHJK", round: 2, tester: "joris", scenario: "A-01", exampleKey: "", ordinal: 1,
      verdict: .passed)
    #expect(try await take([verdict], in: store).isEmpty)
  }

  // MARK: Rules

  @Test func `a rejected finding that fails again is open again, with the reason`() async throws {
    let store = try open()
    _ = try await fail(store)
    #expect(
      try await edit(store, 1, [.status: "rejected", .disposition: "rejected"], reason: "the scenario is wrong") == nil)
    // Reading the same results once more is no new failure.
    #expect(try await store.updateFindings(round: 1).isEmpty)
    #expect(try await status(store) == .rejected)
    let update = try await fail(store)
    #expect(update.reopened == ["F-0001"] && update.opened.isEmpty && update.seenAgain.isEmpty)
    let finding = try #require(try await store.findings().first)
    #expect(finding.status == .new && finding.isOpen && finding.disposition == nil)
    #expect(finding.changes.last?.reason == "seen again after it was rejected")
    #expect(try await store.verify() == [])
  }

  @Test func `a tester's word on a rejected finding opens it, also through its duplicate`() async throws {
    let store = try open()
    _ = try await take([said(.failed)], in: store)
    _ = try await take([said(.failed, 2)], in: store)
    guard case .success = try await store.merge(2, into: 1, reason: "the same") else {
      Issue.record("not merged")
      return
    }
    #expect(try await edit(store, 1, [.status: "rejected"], reason: "as agreed") == nil)
    #expect(try await take([said(.failed, 2, tester: "anna")], in: store).reopened == ["F-0001"])
    #expect(try await status(store) == .new)
    #expect(try await status(store, 2) == .duplicate)
  }

  @Test func `what a tester shows stands in the finding by its SHA-256, whenever it comes`() async throws {
    let store = try open()
    let failed = said(.failed)
    func receive(_ bytes: [UInt8], _ pictures: [(row: String, name: String, bytes: [UInt8])]) async throws {
      _ = try await store.receive(
        ReceivedWorksheet(
          name: "a.xlsx", bytes: bytes, sheet: "S-2222222", round: 1, tester: "joris", verdicts: [failed],
          remarks: [
            ExtraRemark(
              sheet: "S-2222222", slot: "R-NEW-1", tester: "joris", round: 1, observed: "slow", device: "iPad")
          ],
          pictures: pictures.map {
            EvidencePicture(row: $0.row, tester: "joris", round: 1, name: $0.name, bytes: $0.bytes)
          }))
      try await store.updateFindings(round: 1)
    }
    let row = failed.row.text
    try await receive([1], [(row, "one.png", [1])])
    try await receive([2], [(row, "one.png", [1]), (row, "two.png", [2]), ("R-NEW-1", "x", [3])])
    let findings = try await store.findings()
    let one = "one.png  SHA-256 4bf5122f344554c53bde2ebb8cd2b7e3d1600ad631c385a5d7cce23c7785459a"
    let two = "two.png  SHA-256 dbc1b4c900ffe48d575b5da5c638040125f65db0fe3e24494b76ea986457d986"
    #expect(findings.map { $0[.evidence] }.first == "\(one)\n\(two)")
    #expect(findings.count == 2 && findings[1][.evidence].hasPrefix("x  SHA-256 084fed08"))
    #expect(findings[1][.steps] == "S-2222222 R-NEW-1\niPad" && findings[1][.reporter] == "joris")
    #expect(try await store.updateFindings(round: 1).isEmpty)
    #expect(try await store.verify() == [])
  }

  @Test func `what somebody shows of a row that they passed is no evidence of another's finding`() async throws {
    let store = try open()
    _ = try await take([said(.failed)], in: store)
    _ = try await store.receive(
      ReceivedWorksheet(
        name: "b.xlsx", bytes: [9], round: 1, tester: "anna", verdicts: [said(.passed, tester: "anna")],
        pictures: [
          EvidencePicture(row: said(.failed).row.text, tester: "anna", round: 1, name: "fine.png", bytes: [4])
        ]))
    try await store.updateFindings(round: 1)
    #expect(try await store.findings().map { $0[.evidence] } == [""])
  }

  @Test func `closing without a passed retest is refused and says what is missing`() async throws {
    let store = try open()
    _ = try await fail(store)
    for before in ["new", "fixed"] {
      if before == "fixed" { #expect(try await edit(store, 1, [.status: "fixed"]) == nil) }
      let result = try await store.change(1, FindingEdit([.status: "retest-passed"], reason: "surely"))
      guard case .failure(let refusal) = result else {
        Issue.record("closed from \(before)")
        continue
      }
      #expect(refusal.message == "closing F-0001 needs a passed retest" && refusal.hint != nil)
    }
    #expect(try await status(store) == .fixed)
  }

  @Test(arguments: ["rejected", "deferred"])
  func `what takes a finding away needs a reason`(_ word: String) async throws {
    let store = try open()
    _ = try await fail(store)
    #expect(try await edit(store, 1, [.status: word], reason: " ") != nil)
    #expect(try await status(store) == .new)
    #expect(try await edit(store, 1, [.status: word], reason: "not in the contract") == nil)
    #expect(try await status(store) == FindingStatus(rawValue: word))
  }

  @Test func `a lower severity needs a reason, a higher one does not`() async throws {
    let store = try open()
    _ = try await fail(store)
    #expect(try await edit(store, 1, [.severity: "serious"]) == nil)
    #expect(try await edit(store, 1, [.severity: "cosmetic"]) == "a lower severity needs a reason")
    #expect(try await edit(store, 1, [.severity: ""]) == "a lower severity needs a reason")
    #expect(try await edit(store, 1, [.severity: "Blokkerend"]) == nil)
    #expect(try await store.findings().first?.severity == .blocking)
  }

  @Test func `an unknown word is refused with the nearest`() async throws {
    let store = try open()
    _ = try await fail(store)
    let result = try await store.change(1, FindingEdit([.severity: "serius"]))
    #expect(result == .failure(FindingRefusal("severity \"serius\" does not exist", hint: "did you mean \"serious\"?")))
  }

  @Test func `a disposition needs what it speaks of`() async throws {
    let store = try open()
    _ = try await fail(store)
    #expect(try await edit(store, 1, [.disposition: "deferred-with-date"]) != nil)
    #expect(try await edit(store, 1, [.disposition: "deferred-with-date", .due: "2026-13-01"]) != nil)
    #expect(try await edit(store, 1, [.disposition: "deferred-with-date", .due: "2026-12-01"]) == nil)
    #expect(try await edit(store, 1, [.disposition: "workaround"]) != nil)
    #expect(try await edit(store, 1, [.disposition: "accepted-as-is"]) != nil)
  }

  @Test func `what no scenario asks for is tested again by name`() async throws {
    let store = try open()
    let id = try await store.addFinding([.summary: "the logo is old", .severity: "cosmetic"], round: 1)
    #expect(id == "F-0001")
    func retest(_ by: String) async throws -> Bool {
      if case .success = try await store.retest(1, passed: true, by: by, reason: "") { true } else { false }
    }
    #expect(try await !retest("anna"))
    _ = try await edit(store, 1, [.status: "fixed"])
    #expect(try await !retest(""))
    #expect(try await retest("anna"))
    #expect(try await status(store) == .retestPassed)
    _ = try await fail(store)
    _ = try await edit(store, 2, [.status: "fixed"])
    guard case .failure = try await store.retest(2, passed: true, by: "anna", reason: "") else {
      Issue.record("closed by hand what a scenario asks for")
      return
    }
  }

  @Test func `merging keeps both, needs a reason and never hides an open one`() async throws {
    let store = try open()
    for name in ["a", "b", "c"] { _ = try await store.addFinding([.summary: name], round: 1) }
    func merge(_ one: Int, _ other: Int, _ reason: String = "the same") async throws -> Bool {
      if case .success = try await store.merge(one, into: other, reason: reason) { true } else { false }
    }
    #expect(try await !merge(2, 2))
    #expect(try await !merge(2, 9))
    #expect(try await !merge(2, 1, " "))
    #expect(try await merge(2, 1))
    #expect(try await !merge(3, 2))
    #expect(try await !merge(1, 3))
    _ = try await edit(store, 1, [.status: "rejected"], reason: "no")
    #expect(try await !merge(3, 1))
    let merged = try await store.findings()[1]
    #expect(merged.status == .duplicate && merged[.duplicateOf] == "F-0001" && merged[.summary] == "b")
  }

  @Test func `a failure of a merged finding counts for the one it went into`() async throws {
    let store = try open()
    _ = try await fail(store)
    _ = try await store.addFinding([.summary: "the main one"], round: 1)
    guard case .success = try await store.merge(1, into: 2, reason: "same") else {
      Issue.record("not merged")
      return
    }
    #expect(try await fail(store).seenAgain == ["F-0002"])
  }

  @Test func `a change thought of before somebody else's is refused`() async throws {
    let store = try open()
    _ = try await fail(store)
    let seen = try #require(try await store.findings().first).fingerprint
    _ = try await fail(store)
    #expect(try await store.findings().first?.fingerprint == seen)
    _ = try await edit(store, 1, [.owner: "piet"])
    let late = try await store.change(1, FindingEdit([.owner: "anna"]), seen: seen)
    guard case .failure = late else {
      Issue.record("overwritten")
      return
    }
    #expect(try await store.findings().first?[.owner] == "piet")
  }

  // MARK: Record

  @Test func `every change is in the chain, and no name or remark is`() async throws {
    let store = try open()
    _ = try await take([said(.failed, tester: "joris", observed: "Sanne ziet niets")], in: store)
    _ = try await edit(store, 1, [.owner: "Marieke van Dam", .priority: "now"], reason: "Piet is ziek")
    let text = try await store.journal().map(\.text).joined()
    #expect(text.components(separatedBy: "finding-changed").count == 3)
    #expect(text.contains("priority"))
    for name in ["Sanne", "Marieke van Dam", "Piet"] { #expect(!text.contains(name)) }
    #expect(try await store.verify().isEmpty)
  }

  @Test(arguments: [
    "UPDATE finding_change SET reason = 'x' WHERE id = 1", "DELETE FROM finding_change WHERE id = 1",
    "UPDATE finding_change SET fields = replace(fields, 'new', 'rejected') WHERE id = 1",
    "INSERT INTO finding_change VALUES (9, 1, 0, 'x', '{\"status\":\"rejected\"}', '', NULL)",
  ])
  func `a change made behind our back is found`(_ sql: String) async throws {
    do { _ = try await fail(try open()) }
    let other = try DatabaseQueue(path: folder.file)
    if !sql.hasPrefix("INSERT") {
      #expect(throws: DatabaseError.self) { try other.writeWithoutTransaction { try $0.execute(sql: sql) } }
      try await other.write { db in
        try db.execute(sql: "DROP TRIGGER finding_change_keeps; DROP TRIGGER finding_change_stays")
      }
    }
    try await other.write { try $0.execute(sql: sql) }
    try other.close()
    #expect(try await !open().verify().isEmpty)
  }

  @Test func `known failures are the machine's, with step and cause`() async throws {
    let store = try open()
    _ = try await fail(store)
    _ = try await take([said(.failed)], in: store)
    #expect(
      try await store.knownFailures() == [
        KnownFailure(finding: "F-0001", scenario: "A-01", ordinal: 1, cause: "expectation", isOpen: true)
      ])
    _ = try await edit(store, 1, [.status: "rejected"], reason: "as designed")
    #expect(try await store.knownFailures().map(\.isOpen) == [false])
  }

  @Test func `an older campaign is brought up to date`() async throws {
    do { _ = try await open().run([(plan, Self.failed)]) }
    let other = try DatabaseQueue(path: folder.file)
    try await other.write { db in
      try db.execute(
        sql: """
          DROP TABLE finding_change; DROP TABLE resolution; DROP TABLE round_change; DROP TABLE round_scenario;
          DROP TABLE run_site;
          DROP TRIGGER run_open; DROP TRIGGER verdict_open;
          DELETE FROM grdb_migrations WHERE identifier = '2-findings';
          """)
    }
    try other.close()
    let store = try open()
    #expect(try await store.updateFindings(round: 1).opened == ["F-0001"])
    #expect(try await store.rounds().map(\.number) == [1])
    #expect(try await store.verify().isEmpty)
  }
}

struct FindingWordTests {
  @Test(arguments: [("F-0012", 12), ("f-12", 12), (" F - 12", 12), ("12", 12), ("F-123456", 123_456)])
  func `ids are read as people write them`(_ written: String, _ number: Int) {
    #expect(Finding.number(written) == number)
  }

  @Test(arguments: ["", "F-", "F-0", "G-1", "F-1a", "-1", "99999999999", "F-１"])
  func `what is no id is none`(_ written: String) {
    #expect(Finding.number(written) == nil)
  }

  @Test func `every word is understood in both languages`() {
    for field in Finding.Field.editable {
      for word in Finding.words(field) ?? [] {
        for language in ["en", "nl"] {
          let name = Finding.name(word, of: field, Texts(language: language))
          #expect(Finding.word(name.uppercased(), for: field) == word, "\(field) \(name)")
        }
      }
    }
  }

  @Test func `only a passed retest, a rejection and a merge close`() {
    #expect(FindingStatus.allCases.filter { !$0.isOpen } == [.retestPassed, .rejected, .duplicate])
    for status in FindingStatus.allCases { #expect(status == .fixed || !status.next.contains(.retestPassed)) }
  }
}
