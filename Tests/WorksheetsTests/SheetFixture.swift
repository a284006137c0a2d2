import Campaign
import Diagnostics
import RunModel
import Worksheets

/// A round with rows for a learner, a trainer and the lead.
enum Sheets {
  static func record() -> RunRecord {
    let file = SourceFile(path: "a.feature", text: "")
    func step(_ ordinal: Int, _ text: String, _ understanding: Understanding) -> PlannedStep {
      PlannedStep(
        ordinal: ordinal, keyword: "Then ", type: .outcome, text: text, offset: 0,
        position: SourcePosition(line: 1, column: 1), understanding: understanding)
    }
    func human(_ ordinal: Int, _ kind: StepKind, _ text: String) -> PlannedStep {
      step(ordinal, "the tester " + text, .human(kind, text: text))
    }
    func record(
      _ index: Int, _ id: String, _ tags: [String], _ steps: [(PlannedStep, StepResult)]
    ) -> ScenarioRecord {
      let scenario = PlannedScenario(
        index: index, id: id, name: "name of \(id); \"quoted\"", feature: "F", file: file,
        position: SourcePosition(line: 1, column: 1), language: "en", tags: tags, steps: steps.map(\.0), revision: "r")
      return ScenarioRecord(
        scenario: scenario, steps: steps.map { StepRecord(step: $0.0, result: $0.1) },
        result: ScenarioResult(outcome: Outcome.worst(of: steps.map(\.1.outcome)) ?? .passed))
    }
    let open = StepResult(.awaiting, cause: "person")
    let machine = Understanding.matched(StepMatch(definition: 0, wording: 0, arguments: []))
    let scenarios = [
      record(
        0, "CRT-01", ["@role:learner", "@req:CRT-R1", "@prio:must"],
        [
          (human(0, .prepare, "a printer"), open), (step(1, "=course \"VCA\" exists", machine), StepResult(.passed)),
          (human(2, .task, "opens it"), open), (human(3, .task, "prints it\nin colour"), open),
          (human(4, .judge, "the picture is sharp; the paper is white"), open),
          (human(5, .judge, "+31 is printed"), open), (human(6, .task, "closes it"), open),
        ]),
      record(
        1, "USR-03", ["@role:trainer"], [(step(0, "city is Utrecht", machine), StepResult(.failed, "city is Ede"))]),
    ]
    return RunRecord(
      number: 1,
      header: RunHeader(
        startedAt: 0, utcOffsetMinutes: 0, version: "0", project: "noord-lms", target: "lms", adapter: "moodle",
        base: "",
        language: "nl", selection: "", jobs: 1, scenarios: scenarios.map(\.scenario)),
      scenarios: scenarios, footer: nil)
  }

  static func results(_ verdicts: [StoredVerdict] = []) -> [JoinedResult] {
    JoinedResult.join(record(), verdicts: verdicts)
  }

  /// The sheets that have rows, as the first issue.
  static func sheets(
    language: String = "nl", verdicts: [StoredVerdict] = [], testers: [Tester] = [], issue: Int = 1,
    roleNames: [String: String]? = nil, known: [KnownIssue] = [], before: SheetDraft.Before = .init()
  ) -> [PrintedSheet] {
    let names = roleNames ?? (language == "nl" ? ["learner": "cursist", "trainer": "docent"] : [:])
    let drafts = SheetDraft.all(
      results(verdicts).map { SheetDraft.Share(of: $0, before: before, testers: testers) }, testers: testers,
      texts: Texts(language: language), roleNames: names)
    return drafts.filter { !$0.rows.isEmpty }.map { draft in
      let request = draft.request(round: 1, language: language)
      let id = SheetID(project: "noord-lms", round: 1, tester: draft.tester, role: draft.role, issue: issue)
      let issued = IssuedSheet(
        id: id.text, request: request, issue: issue, issuedAt: 1_796_000_000, journalHead: "0a1b")
      return PrintedSheet(
        draft, issued,
        PrintedSheet.Surroundings(
          project: "noord-lms", base: "https://test.example.org", account: "acc-sanne",
          lead: LeadContact(name: "Marieke", email: "m@example.org"),
          briefing: BriefingSettings(place: "hall", back: "2026-12-03"), knownIssues: known, version: "lmsaccept 0"))
    }
  }

  static func sheet(_ role: String, language: String = "nl", verdicts: [StoredVerdict] = []) -> PrintedSheet? {
    sheets(language: language, verdicts: verdicts).first { $0.draft.role == role }
  }
}
