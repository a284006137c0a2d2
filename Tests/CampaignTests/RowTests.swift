import Campaign
import RunModel
import Testing

struct RowIDTests {
  private static let alphabet = Array("23456789BCDFGHJKLMNPQRSTVWXYZ")

  @Test func `the same row has the same name for ever`() {
    let id = RowID(project: "noord-lms", scenario: "USR-03", exampleKey: "", ordinal: 4)
    #expect(id.text == "R-CF9QT76")
    #expect(RowID(project: "demo", scenario: "USR-03", exampleKey: "", ordinal: 4) != id)
    #expect(RowID(project: "noord-lms", scenario: "USR-03", exampleKey: "k", ordinal: 4) != id)
    #expect(RowID(project: "noord-lms", scenario: "USR-0", exampleKey: "3", ordinal: 4) != id)
  }

  @Test func `case and spaces do not matter`() {
    let id = RowID(project: "p", scenario: "s", exampleKey: "", ordinal: 1)
    #expect(RowID(" " + id.text.lowercased() + " ") == id)
    #expect(RowID("R-" + id.text.dropFirst(2).map { "\($0) " }.joined()) == id)
    for wrong in ["", "R-", "S-" + id.text.dropFirst(2), String(id.text.dropLast()), id.text + "2", "R-AEIOUAE"] {
      #expect(RowID(wrong) == nil)
    }
  }

  @Test func `every wrong letter and every swap of neighbours is noticed`() {
    for ordinal in 0..<40 {
      let letters = Array(RowID(project: "p", scenario: "s", exampleKey: "", ordinal: ordinal).text.dropFirst(2))
      for place in letters.indices {
        for letter in Self.alphabet where letter != letters[place] {
          var wrong = letters
          wrong[place] = letter
          #expect(RowID("R-" + String(wrong)) == nil)
        }
        var swapped = letters
        guard place > 0, swapped[place] != swapped[place - 1] else { continue }
        swapped.swapAt(place, place - 1)
        #expect(RowID("R-" + String(swapped)) == nil)
      }
    }
  }

  /// Two of six hundred million, found by trying.
  static let alike = [("C-6384", 0), ("C-28385", 0)]

  @Test func `two steps whose rows have one id are found, with both places`() {
    let ids = Self.alike.map { RowID(project: "demo", scenario: $0.0, exampleKey: "", ordinal: $0.1) }
    #expect(ids.map(\.text) == ["R-MZWGKKC", "R-MZWGKKC"])
    let scenarios = ["A-01", "C-6384", "B-01", "C-28385"].enumerated().map { place, id in
      Plan.scenario(place, id, [Plan.human(0, .judge, "sees \(id)"), Plan.human(1, .judge, "hears it")])
    }
    let found = RowCollision.all(in: scenarios, project: "demo")
    #expect(found.map(\.id.text) == ["R-MZWGKKC"])
    #expect(found.map(\.earlier.scenario.id) == ["C-6384"] && found.map(\.later.scenario.id) == ["C-28385"])
    #expect(found.first?.later.step.text == scenarios[3].steps[0].text)
    #expect(RowCollision.all(in: scenarios, project: "noord-lms").isEmpty)
  }

  @Test func `words on a row are never taken for those on another row with its id`() {
    func record(_ ids: [String]) -> RunRecord {
      let scenarios = ids.enumerated().map { Plan.scenario($0.offset, $0.element, [Plan.human(0, .judge, "sees it")]) }
      let records = scenarios.map { scenario in
        ScenarioRecord(
          scenario: scenario,
          steps: scenario.steps.map { StepRecord(step: $0, result: StepResult(.awaiting, cause: "person")) },
          result: ScenarioResult(outcome: .awaiting))
      }
      var header = Plan.header(scenarios)
      header.project = "demo"
      return RunRecord(number: 1, header: header, scenarios: records, footer: nil)
    }
    let record = record(["C-6384", "C-28385"])
    let rows = PersonRow.rows(of: record)
    // Word for word the same row, so that its fingerprint does not tell them apart either.
    #expect(rows.map(\.id.text) == ["R-MZWGKKC", "R-MZWGKKC"] && rows[0].fingerprint == rows[1].fingerprint)
    let verdict = StoredVerdict(
      row: rows[0].id, fingerprint: rows[0].fingerprint, round: 1, tester: "Joris", scenario: "C-6384", exampleKey: "",
      ordinal: 0, verdict: .passed)
    let results = JoinedResult.join(record, verdicts: [verdict])
    #expect(results.map(\.outcome) == [.passed, .awaiting])
    #expect(RowCollision.shared(in: results).mapValues { $0.map(\.id) } == [rows[0].id: ["C-6384", "C-28385"]])
  }

  @Test func `a row id as it was printed is read like one that was typed`() {
    for ordinal in 0..<200 {
      let id = RowID(project: "p", scenario: "s", exampleKey: "", ordinal: ordinal)
      #expect(RowID.isAsPrinted(id.text, initial: UInt8(ascii: "R")))
      #expect(!RowID.isAsPrinted(id.text, initial: UInt8(ascii: "S")))
      #expect(!RowID.isAsPrinted(id.text.lowercased(), initial: UInt8(ascii: "R")))
      #expect(RowID(id.text) == id && RowID(id.text.lowercased()) == id)
    }
    #expect(!RowID.isAsPrinted("R-222222é", initial: UInt8(ascii: "R")))
  }

  @Test func `twenty thousand rows collide rarely enough to be refused`() {
    let ids = (0..<20_000).map { RowID(project: "p", scenario: "S-\($0 / 10)", exampleKey: "", ordinal: $0 % 10) }
    #expect(ids.count - Set(ids).count <= 3)
  }
}

struct OutcomeTests {
  @Test func `outcomes stand from the worst to the best`() {
    #expect(Outcome.allCases.map(\.severity) == Array(Outcome.allCases.indices))
    #expect(Outcome.worst(of: [.passed, .awaiting, .skipped]) == .awaiting)
  }
}

struct PersonRowTests {
  private static let open = StepResult(.awaiting, cause: "person")

  private func rows(
    _ steps: [(PlannedStep, StepResult)], tags: [String] = [], begunIn run: Int = 1
  ) -> [PersonRow] {
    let scenario = Plan.scenario(0, "A-01", tags: tags, steps.map(\.0))
    let records = steps.map { StepRecord(step: $0.0, result: $0.1) }
    let outcome = Outcome.worst(of: steps.map(\.1.outcome)) ?? .passed
    var record = ScenarioRecord(scenario: scenario, steps: records, result: ScenarioResult(outcome: outcome))
    record.begunIn = run
    return PersonRow.rows(
      of: RunRecord(number: 1, header: Plan.header([scenario]), scenarios: [record], footer: nil))
  }

  @Test func `a judge step takes the do steps before it`() {
    let rows = rows([
      (Plan.step(0, "a course"), StepResult(.passed)), (Plan.human(1, .task, "opens it"), Self.open),
      (Plan.human(2, .task, "scrolls"), Self.open), (Plan.human(3, .judge, "sees it"), Self.open),
      (Plan.human(4, .judge, "hears it"), Self.open),
    ])
    #expect(rows.map(\.kind) == [.judge, .judge])
    #expect(rows[0].prepared == ["a course"])
    #expect(rows[0].actions == ["opens it", "scrolls"])
    #expect(rows[0].expectation == "sees it")
    #expect(rows[0].ordinal == 3)
    #expect(rows[0].steps == [1, 2, 3])
    #expect(rows[1].actions.isEmpty && rows[1].prepared.isEmpty)
  }

  @Test func `do steps at the end make a last row`() {
    let rows = rows([
      (Plan.human(0, .judge, "sees it"), Self.open), (Plan.human(1, .task, "closes it"), Self.open),
      (Plan.step(2, "checked later"), StepResult(.awaiting, "waits", cause: "waiting")),
    ])
    #expect(rows.map(\.kind) == [.judge, .closing])
    #expect(rows[1].expectation == nil)
    #expect(rows[1].steps == [1])
  }

  @Test func `what the machine could not do makes a row of its own`() {
    var action = Plan.step(2, "mails a letter")
    action.definition?.kind = .action
    let rows = rows([
      (Plan.step(0, "wrong"), StepResult(.failed, "2 is not 3")),
      (Plan.step(1, "unautomated check"), StepResult(.awaiting, "not automated: no way", cause: "not-automated")),
      (action, StepResult(.awaiting, "not automated", cause: "not-automated")),
      (Plan.step(3, "seen within 60 minutes"), StepResult(.awaiting, "2 of 60 minutes", cause: "patience")),
      (Plan.human(4, .prepare, "the room"), Self.open), (Plan.human(5, .judge, "never asked"), StepResult(.skipped)),
    ])
    #expect(rows.map(\.kind) == [.failed, .notAutomated, .open, .prepare])
    #expect(rows[0].remark == "2 is not 3")
    #expect(rows[2].actions == ["mails a letter"])
    #expect(rows[2].remark == "not automated\n2 of 60 minutes")
    #expect(rows[3].isForLead)
  }

  @Test func `a row stays the row it was when the check that waited behind it has run`() {
    let waits = StepResult(.awaiting, "waits", cause: "waiting")
    func rows(_ check: StepResult) -> [PersonRow] {
      self.rows([
        (Plan.step(0, "a course"), StepResult(.passed)), (Plan.human(1, .task, "opens it"), Self.open),
        (Plan.step(2, "is open"), check), (Plan.human(3, .judge, "sees it"), Self.open),
      ])
    }
    let before = rows(waits)
    #expect(before.map(\.kind) == [.closing, .judge])
    #expect(rows(StepResult(.passed, waited: true)) == before)
    let failed = rows(StepResult(.failed, "closed", waited: true))
    #expect(failed.map(\.kind) == [.closing, .failed, .judge])
    #expect(failed.filter { $0.kind != .failed } == before)
  }

  @Test func `nobody is asked what comes after a change that waits, until it is made`() {
    let waits = StepResult(.awaiting, "waits", cause: "waiting")
    func rows(_ result: StepResult) -> [PersonRow] {
      var action = Plan.step(1, "grades it")
      action.definition?.kind = .action
      return self.rows([
        (Plan.human(0, .task, "hands it in"), Self.open), (action, result),
        (Plan.human(2, .judge, "sees it"), Self.open),
      ])
    }
    #expect(rows(waits).map(\.kind) == [.closing])
    let after = rows(StepResult(.passed, waited: true))
    #expect(after.map(\.kind) == [.closing, .judge] && after[1].prepared == ["grades it"])
    #expect(after[0] == rows(waits)[0])
  }

  @Test func `what a person did with the things of one run says nothing about those of the next`() {
    func acting(_ check: StepResult, in run: Int) -> [String] {
      rows(
        [(Plan.human(0, .task, "enrols"), Self.open), (Plan.step(1, "is enrolled"), check)], begunIn: run
      ).map(\.fingerprint)
    }
    let waiting = StepResult(.awaiting, cause: "waiting")
    #expect(acting(waiting, in: 1) != acting(waiting, in: 2))
    #expect(acting(StepResult(.passed, waited: true), in: 1) == acting(waiting, in: 1))
    // Where people do everything, no run made anything.
    let alone = [
      (Plan.human(0, .task, "opens it"), Self.open),
      (Plan.human(1, .judge, "sees it"), StepResult(.awaiting, cause: "waiting")),
    ]
    #expect(rows(alone, begunIn: 1).map(\.fingerprint) == rows(alone, begunIn: 2).map(\.fingerprint))
    let looking = [(Plan.human(0, .judge, "sees it"), Self.open)]
    #expect(rows(looking, begunIn: 1).map(\.fingerprint) == rows(looking, begunIn: 2).map(\.fingerprint))
  }

  @Test func `a row stays the row it was when nothing but a judgement waited behind what a person did`() {
    let waits = StepResult(.awaiting, "waits", cause: "waiting")
    func rows(_ kind: StepKind, _ second: StepResult) -> [PersonRow] {
      self.rows([
        (Plan.step(0, "a course"), StepResult(.passed)), (Plan.human(1, kind, "opens it"), Self.open),
        (Plan.human(2, .judge, "sees it"), second),
      ])
    }
    for kind in [StepKind.task, .prepare] {
      #expect(rows(kind, waits) == rows(kind, Self.open), "\(kind): the verdict would be about another row")
    }
    var action = Plan.step(1, "mails a letter")
    action.definition?.kind = .action
    func mailed(_ second: StepResult) -> [PersonRow] {
      self.rows([
        (Plan.step(0, "a course"), StepResult(.passed)),
        (action, StepResult(.awaiting, "no way", cause: "not-automated")), (Plan.human(2, .judge, "sees it"), second),
      ])
    }
    #expect(mailed(waits) == mailed(Self.open))
  }

  @Test func `a row stays the row it was when only people waited behind the person`() {
    func rows(_ judging: StepResult) -> [PersonRow] {
      self.rows([(Plan.human(0, .task, "signs in"), Self.open), (Plan.human(1, .judge, "it is clear"), judging)])
    }
    // As `run` records them, and as `finish` does when there is nothing to run.
    let before = rows(StepResult(.awaiting, "waits", cause: "waiting"))
    #expect(before.map(\.kind) == [.judge])
    #expect(rows(Self.open) == before)
  }

  @Test func `text that a person reads changes the fingerprint, results do not`() {
    func print(_ task: String, _ result: StepResult = Self.open, tags: [String] = []) -> String {
      rows([(Plan.human(0, .task, task), Self.open), (Plan.human(1, .judge, "sees"), result)], tags: tags)[0]
        .fingerprint
    }
    #expect(print("a") == print("a"))
    #expect(print("a") != print("b"))
    #expect(print("a") != print("a", tags: ["@role:trainer"]))
    #expect(print("a") != print("a", tags: ["@req:R1"]))
    #expect(print("a") == print("a", tags: ["@prio:must"]))
    #expect(
      rows([(Plan.human(0, .judge, "x"), Self.open)])[0].id == rows([(Plan.human(0, .judge, "y"), Self.open)])[0].id)
  }
}

struct JoinedResultTests {
  private static let row = PersonRow.rows(of: record([.awaiting]))[0]

  private static func record(_ outcomes: [Outcome]) -> RunRecord {
    let steps = outcomes.enumerated().map { place, outcome in
      outcome == .awaiting ? Plan.human(place, .judge, "sees") : Plan.step(place, "machine")
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

  private func said(_ verdicts: [Verdict], on row: PersonRow, fingerprint: String? = nil) -> [StoredVerdict] {
    verdicts.enumerated().map { place, verdict in
      StoredVerdict(
        row: row.id, fingerprint: fingerprint ?? row.fingerprint, round: 1, tester: "t\(place)", scenario: "A-01",
        exampleKey: "", ordinal: row.ordinal, verdict: verdict)
    }
  }

  @Test(
    arguments: [
      ([], Outcome.awaiting, false), ([.passed], .passed, false), ([.passed, .failed], .failed, true),
      ([.blocked, .passed], .broken, true), ([.notApplicable, .passed], .passed, false),
      ([.notApplicable], .notApplicable, false), ([.passed, .passedWithRemark], .passedWithRemark, false),
      ([.notRun], .awaiting, false), ([.failed, .blocked], .failed, false),
    ] as [([Verdict], Outcome, Bool)])
  func `several testers give one result`(_ verdicts: [Verdict], _ outcome: Outcome, _ isDisputed: Bool) {
    let record = Self.record([.passed, .awaiting])
    let row = PersonRow.rows(of: record)[0]
    let joined = JoinedResult.join(record, verdicts: said(verdicts, on: row))[0]
    #expect(joined.outcome == outcome)
    #expect(joined.disagreements.isEmpty == !isDisputed)
  }

  @Test func `a verdict on an earlier text never counts`() {
    let record = Self.record([.awaiting])
    let joined = JoinedResult.join(record, verdicts: said([.passed], on: Self.row, fingerprint: "OLD"))[0]
    #expect(joined.outcome == .awaiting)
    #expect(joined.rows[0].stale.count == 1)
  }

  @Test func `nobody's word makes a failed machine step pass`() {
    let record = Self.record([.failed])
    let row = PersonRow.rows(of: record)[0]
    let joined = JoinedResult.join(record, verdicts: said([.passed], on: row))[0]
    #expect(joined.outcome == .failed)
    #expect(joined.disagreements.count == 1)
  }

  @Test func `a step that waits stays open when its row is judged`() {
    var record = Self.record([.awaiting, .passed])
    record.scenarios[0].steps[1].result = StepResult(.awaiting, cause: "waiting")
    record.scenarios[0].result?.outcome = .awaiting
    let row = PersonRow.rows(of: record)[0]
    #expect(JoinedResult.join(record, verdicts: said([.passed], on: row))[0].outcome == .awaiting)
    #expect(JoinedResult.join(record, verdicts: said([.failed], on: row))[0].outcome == .failed)
  }

  @Test func `what people find good although it is known to fail is an unexpected pass`() {
    var record = Self.record([.awaiting])
    record.scenarios[0].scenario.tags = ["@known:F-0003,until=2027-01-31"]
    let row = PersonRow.rows(of: record)[0]
    func outcome(_ verdict: Verdict, open: Set<String>) -> Outcome {
      JoinedResult.join(record, verdicts: said([verdict], on: row), open: open)[0].outcome
    }
    #expect(outcome(.passed, open: ["F-0003"]) == .unexpectedPass)
    #expect(outcome(.passedWithRemark, open: ["F-0003"]) == .unexpectedPass)
    #expect(outcome(.passed, open: ["F-0004"]) == .passed)
    #expect(outcome(.failed, open: ["F-0003"]) == .failed)
  }

  @Test func `a scenario that never ended is broken`() {
    var record = Self.record([.passed])
    record.scenarios[0].result = nil
    #expect(JoinedResult.join(record, verdicts: [])[0].outcome == .broken)
  }
}
