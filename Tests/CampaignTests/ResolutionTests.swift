import Campaign
import RunModel
import Testing

struct ResolutionTests {
  private let folder = CampaignFolder()

  private func record(_ outcomes: [Outcome]) -> RunRecord {
    let steps = outcomes.enumerated().map { place, outcome in
      outcome == .awaiting ? Plan.human(place, .judge, "sees") : Plan.step(place, "machine \(place)")
    }
    let scenario = Plan.scenario(0, "A-01", steps)
    let records = zip(steps, outcomes).map {
      StepRecord(step: $0, result: StepResult($1, cause: $1 == .awaiting ? "person" : ""))
    }
    let result = ScenarioResult(outcome: Outcome.worst(of: outcomes) ?? .passed)
    return RunRecord(
      number: 1, header: Plan.header([scenario]),
      scenarios: [ScenarioRecord(scenario: scenario, steps: records, result: result)], footer: nil)
  }

  private func join(
    _ outcomes: [Outcome], _ said: [(Verdict, String)], resolution: Verdict? = nil, fingerprint: String? = nil
  ) -> JoinedResult {
    let record = record(outcomes)
    let row = PersonRow.rows(of: record)[0]
    let verdicts = said.enumerated().map { place, said in
      StoredVerdict(
        row: row.id, fingerprint: row.fingerprint, round: 1, tester: "t\(place)", scenario: "A-01", exampleKey: "",
        ordinal: row.ordinal, verdict: said.0, kind: said.1)
    }
    let resolutions = resolution.map {
      [Resolution(row: row.id, fingerprint: fingerprint ?? row.fingerprint, round: 1, verdict: $0, reason: "seen")]
    }
    return JoinedResult.join(record, verdicts: verdicts, resolutions: resolutions ?? [])[0]
  }

  @Test func `the lead's decision settles a row, and what was said stays`() {
    let open = join([.awaiting], [(.passed, ""), (.failed, "")])
    #expect(open.outcome == .failed && open.disagreements.count == 1)
    for (verdict, outcome) in [(Verdict.passed, Outcome.passed), (.failed, .failed), (.blocked, .broken)] {
      let settled = join([.awaiting], [(.passed, ""), (.failed, "")], resolution: verdict)
      #expect(settled.outcome == outcome && settled.disagreements.isEmpty)
      #expect(settled.rows[0].verdicts.map(\.verdict) == [.passed, .failed])
    }
  }

  @Test func `a decision about another wording decides nothing`() {
    let result = join([.awaiting], [(.passed, ""), (.failed, "")], resolution: .passed, fingerprint: "OLD")
    #expect(result.outcome == .failed && result.disagreements.count == 1)
  }

  @Test func `a tester's passed on a failed machine row is a disagreement and no pass`() {
    let result = join([.passed, .failed], [(.passed, "")])
    #expect(result.outcome == .failed && result.disagreements.count == 1)
  }

  @Test func `a decision about a machine's failure does not run what came after it`() {
    #expect(join([.passed, .failed], [(.passed, "")], resolution: .passed).outcome == .passed)
    #expect(join([.passed, .failed, .skipped], [(.passed, "")], resolution: .passed).outcome == .skipped)
    #expect(join([.passed, .failed], [(.passed, "")], resolution: .failed).outcome == .failed)
  }

  @Test(
    arguments: [
      ([(.blocked, ""), (.passed, "")], Outcome.broken, true),
      ([(.blocked, "environment"), (.passed, "")], .passed, false),
      ([(.blocked, "environment"), (.blocked, ""), (.passed, "")], .broken, true),
      ([(.blocked, "environment")], .broken, false),
      ([(.blocked, "environment"), (.failed, "")], .failed, false),
      ([(.notApplicable, ""), (.passed, "")], .passed, false),
      ([(.failed, "environment"), (.passed, "")], .failed, true),
    ] as [([(Verdict, String)], Outcome, Bool)])
  func `blocked gives way only when it names the environment`(
    _ said: [(Verdict, String)], _ outcome: Outcome, _ isDisputed: Bool
  ) {
    let result = join([.awaiting], said)
    #expect(result.outcome == outcome)
    #expect(result.disagreements.isEmpty == !isDisputed)
  }

  @Test func `n of n is counted`() {
    let row = join([.awaiting], [(.passed, ""), (.passed, ""), (.failed, "")]).rows[0]
    #expect(row.agreement == (1, 3))
    #expect(join([.awaiting], [(.passed, ""), (.passed, "")]).rows[0].agreement == (2, 2))
  }

  @Test func `decisions are kept beside each other, journalled without their words`() async throws {
    let store = try folder.open()
    let row = RowID(project: "noord-lms", scenario: "A-01", exampleKey: "", ordinal: 1)
    func decide(_ verdict: Verdict, _ reason: String) async throws -> Bool {
      try await store.resolve(
        Resolution(row: row, fingerprint: "BCDFGHJK", round: 1, verdict: verdict, reason: reason))
    }
    #expect(try await decide(.failed, "Sanne zag het ook"))
    #expect(try await !decide(.failed, "Sanne zag het ook"))
    #expect(try await decide(.passed, "toch niet"))
    let kept = try await store.resolutions(rounds: [1])
    #expect(kept.map(\.verdict) == [.passed] && kept.map(\.actor) == ["marieke@laptop"])
    #expect(try await store.resolutions(rounds: [2]).isEmpty)
    let lines = try await store.journal().map(\.text).filter { $0.contains("\"resolved\"") }
    #expect(lines.count == 2 && !lines.joined().contains("Sanne"))
    #expect(try await store.verify().isEmpty)
  }
}
