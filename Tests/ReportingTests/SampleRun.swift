import Campaign
import Diagnostics
import RunModel

/// A run with something of everything, small enough to read and nasty enough to break a careless writer.
enum SampleRun {
  static func record(language: String = "en", finished: Bool = true) -> RunRecord {
    let scenarios = [
      passed(0), failed(1), broken(2), people(3), refused(4), notApplicable(5), undefined(6), cutOff(7), seeded(8),
    ]
    let header = RunHeader(
      startedAt: 1_795_456_563, utcOffsetMinutes: 60, version: "0.1.0", project: "noord-lms", target: "lms",
      adapter: "moodle", base: "https://test.example.org", language: language,
      selection: "--tags @prio:must Scenarios/",
      seed: 7, jobs: 4,
      reservations: [
        "ran against the built-in LMS, not a real one", "TLS checks were off for https://test.example.org",
      ], scenarios: scenarios.map(\.scenario))
    return RunRecord(
      number: 31, header: header, scenarios: scenarios,
      footer: finished ? RunFooter(durationNanoseconds: 83_400_000_000, requests: 260) : nil)
  }

  static let exchanges: [Int: [ExchangeRecord]] = [
    1: [
      ExchangeRecord(
        number: 2, step: 1, target: "lms", who: "sanne", method: "POST",
        url: "https://test.example.org/webservice/rest/server.php?page=1&wstoken=•••",
        requestHeaders: [
          HeaderField("Content-Type", "application/x-www-form-urlencoded"), HeaderField("Authorization", "Bearer •••"),
        ],
        requestBody: Array("wsfunction=core_enrol_get_enrolled_users&note=it's&wstoken=•••".utf8), status: 200,
        answerHeaders: [HeaderField("Content-Type", "application/json")],
        answerBody: Array(#"[{"id":3,"fullname":"<b>Tim</b>"},{"id":4,"city":null,"tags":[]}]"#.utf8),
        durationNanoseconds: 41_000_000)
    ]
  ]

  static func verdicts(for record: RunRecord) -> [StoredVerdict] {
    let rows = PersonRow.rows(of: record)
    return rows.compactMap { row in
      guard row.kind == .failed || row.kind == .judge else { return nil }
      return StoredVerdict(
        row: row.id, fingerprint: row.kind == .judge ? "OLD" : row.fingerprint, round: 1, tester: "joris",
        scenario: row.scenarioID, exampleKey: row.exampleKey, ordinal: row.ordinal, verdict: .passed,
        observed: "looks fine to me <really>")
    }
  }

  private static let file = SourceFile(path: "Scenarios/en/enrol.feature", text: "Feature: Enrolling\n")

  private static func scenario(
    _ index: Int, _ id: String, _ name: String, _ tags: [String], example: String = "", reason: String? = nil,
    _ steps: [PlannedStep]
  ) -> PlannedScenario {
    PlannedScenario(
      index: index, id: id, exampleKey: example.isEmpty ? "" : "k\(example)", exampleText: example, name: name,
      feature: index < 5 ? "Enrolling" : "Users & <groups>", file: file,
      position: SourcePosition(line: 10 * index + 2, column: 3), language: "en", tags: ["@id:\(id)"] + tags,
      steps: steps, revision: "rev\(index)", notApplicable: reason, pickleID: "p\(index)")
  }

  private static func step(
    _ ordinal: Int, _ keyword: String, _ text: String, kind: StepKind = .check, id: String = "course.participants",
    isAttempt: Bool = false, table: [[String]]? = nil, docString: String? = nil
  ) -> PlannedStep {
    let place = ScriptPlace(file: "vocabulary/courses.lua", line: 12)
    return PlannedStep(
      ordinal: ordinal, keyword: keyword, type: .outcome, text: text, offset: 0,
      position: SourcePosition(line: 14 + ordinal, column: 5), table: table, docString: docString,
      understanding: .matched(StepMatch(definition: 0, wording: 0, arguments: [])),
      definition: MatchedDefinition(
        id: id, kind: kind, pattern: "{course} has {int} participants", isAttempt: isAttempt, place: place),
      pickleStepID: "ps\(ordinal)")
  }

  private static func human(_ ordinal: Int, _ kind: StepKind, _ text: String) -> PlannedStep {
    PlannedStep(
      ordinal: ordinal, keyword: "Then ", type: .outcome, text: "the tester " + text, offset: 0,
      position: SourcePosition(line: 20 + ordinal, column: 5), understanding: .human(kind, text: text))
  }

  private static func done(_ step: PlannedStep, _ result: StepResult, exchanges: [Int] = []) -> StepRecord {
    var result = result
    if result.durationNanoseconds == 0 { result.durationNanoseconds = 12_340_000 }
    return StepRecord(step: step, result: result, exchanges: exchanges)
  }

  private static func record(
    _ scenario: PlannedScenario, _ steps: [StepRecord], _ outcome: Outcome, _ message: String = "",
    troubles: [String] = []
  ) -> ScenarioRecord {
    ScenarioRecord(
      scenario: scenario, steps: steps,
      result: ScenarioResult(
        outcome: outcome, message: message, cleanUpTroubles: troubles, durationNanoseconds: 1_000_000_000, requests: 4),
      startedAt: 5_000_000)
  }

  private static func passed(_ index: Int) -> ScenarioRecord {
    let steps = [
      step(0, "Given ", "\"sanne\" is enrolled in \"VCA\"", kind: .state, id: "enrolment.given"),
      step(1, "Then ", "\"VCA\" has 2 participants", docString: "a text\n  of two lines"),
    ]
    return record(
      scenario(
        index, "ENR-01", "A learner enrols", ["@area:ENR", "@req:ENR-R1", "@prio:must", "@role:learner"], steps),
      [done(steps[0], StepResult(.passed, requests: 2)), done(steps[1], StepResult(.passed, requests: 1, checks: 1))],
      .passed)
  }

  private static func failed(_ index: Int) -> ScenarioRecord {
    let steps = [
      step(0, "Given ", "\"sanne\" is enrolled in \"VCA\"", kind: .state, id: "enrolment.given"),
      step(1, "Then ", "\"VCA\" has 2 participants"), step(2, "And ", "\"VCA\" is visible"),
    ]
    let message = "course \"VCA\" has 2 participants"
    let failure = StepResult(
      .failed, message, expected: "2", actual: "1 <script>alert('x')</script> & \u{202E}evil\u{1B}[31m\u{0}",
      place: "adapters/moodle.lua:88", exchange: 2, requests: 1, checks: 1, cause: "expectation")
    return record(
      scenario(
        index, "USR-03", "A trainer changes a field of somebody else, with a name so long that it needs two lines",
        ["@area:USR", "@req:USR-R1", "@req:USR-R2", "@prio:must", "@role:trainer"], example: "city, Utrecht, accepted",
        steps),
      [
        done(steps[0], StepResult(.passed, requests: 1)), done(steps[1], failure, exchanges: [2]),
        done(steps[2], StepResult(.skipped)),
      ], .failed, message, troubles: ["the enrolment of \"sanne\" could not be removed: 502"])
  }

  private static func broken(_ index: Int) -> ScenarioRecord {
    let steps = [step(0, "When ", "\"sanne\" signs in", kind: .action, id: "session.signin")]
    var broken = record(
      scenario(index, "USR-04", "Signing in", ["@area:USR", "@prio:should"], steps), [], .broken,
      "no answer within 10 s")
    broken.setUp = StepResult(.broken, "no answer within 10 s", cause: "unreachable")
    broken.steps = [done(steps[0], StepResult(.skipped))]
    return broken
  }

  private static func people(_ index: Int) -> ScenarioRecord {
    let steps = [
      human(0, .prepare, "has ready a printed certificate"),
      step(
        1, "Given ", "the following \"users\" exist:", kind: .state, id: "seed",
        table: [["username", "city"], ["tim", "=1+1"]]),
      human(2, .task, "opens the course as sanne"), human(3, .judge, "judges that the picture is sharp"),
      human(4, .task, "prints the certificate"), step(5, "Then ", "\"VCA\" has 2 participants"),
    ]
    let open = StepResult(.awaiting, cause: "person")
    return record(
      scenario(index, "CRT-01", "A certificate", ["@area:CRT", "@req:CRT-R1", "@prio:could", "@role:learner"], steps),
      [
        done(steps[0], open), done(steps[1], StepResult(.passed, requests: 1)), done(steps[2], open),
        done(steps[3], open), done(steps[4], open),
        done(steps[5], StepResult(.awaiting, "waits for the person above", cause: "waiting")),
      ], .awaiting)
  }

  private static func refused(_ index: Int) -> ScenarioRecord {
    let steps = [
      step(
        0, "When ", "\"sanne\" tries to enrol \"tim\" in \"VCA\"", kind: .action, id: "enrolment.add", isAttempt: true),
      step(1, "Then ", "the request is refused", id: "outcome.refused"),
    ]
    return record(
      scenario(index, "ENR-02", "A learner may not enrol others", ["@area:ENR", "@req:ENR-R2", "@prio:must"], steps),
      [
        done(
          steps[0],
          StepResult(.passed, requests: 1, notes: ["refused: nopermissions: you may not do that"], attempt: "refused")),
        done(steps[1], StepResult(.passed, checks: 1)),
      ], .passed)
  }

  private static func notApplicable(_ index: Int) -> ScenarioRecord {
    let reason = "Kolibri has no audiences"
    let steps = [step(0, "Given ", "audience \"all\" exists", kind: .state, id: "audience.given")]
    return record(
      scenario(index, "AUD-01", "An audience", ["@area:AUD", "@prio:should"], reason: reason, steps),
      [done(steps[0], StepResult(.notApplicable, reason))], .notApplicable, reason)
  }

  private static func undefined(_ index: Int) -> ScenarioRecord {
    var step = step(0, "When ", "the lerner signs in")
    step.understanding = .undefined(nearest: ["{actor} signs in"], snippet: "on(\"…\", function() end)")
    step.definition = nil
    return record(
      scenario(index, "USR-05", "Misspelt", ["@area:USR"], [step]),
      [
        done(
          step, StepResult(.undefined, "no pattern matches this step; nearest: {actor} signs in", cause: "undefined"))
      ],
      .undefined, "no pattern matches this step")
  }

  /// Started and never ended: the process was killed.
  private static func cutOff(_ index: Int) -> ScenarioRecord {
    let steps = [step(0, "Given ", "\"sanne\" is enrolled in \"VCA\"", kind: .state, id: "enrolment.given")]
    return ScenarioRecord(scenario: scenario(index, "USR-06", "Cut off", ["@area:USR"], steps), startedAt: 9)
  }

  /// Passed, but compared nothing.
  private static func seeded(_ index: Int) -> ScenarioRecord {
    let steps = [step(0, "Given ", "\"sanne\" is enrolled in \"VCA\"", kind: .state, id: "enrolment.given")]
    return record(
      scenario(index, "USR-07", "Only a Given", ["@area:USR"], steps),
      [done(steps[0], StepResult(.passed, requests: 1))], .passed)
  }
}
