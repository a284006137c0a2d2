import Campaign
import Diagnostics
import Reporting
import RunModel
import Testing

struct CoverageTests {
  /// Steps by letter: `m` a check of the machine, `a` an action of the machine, `u` a check that is not automated, `p` a
  /// person's.
  private func scenario(_ id: String, _ steps: String, _ tags: [String], notApplicable: String? = nil)
    -> PlannedScenario
  {
    var scenario = Judging.scenario(id, tags)
    scenario.notApplicable = notApplicable
    scenario.steps = steps.enumerated().map { place, letter in
      let kind: StepKind = letter == "a" ? .action : .check
      let match = StepMatch(definition: letter == "u" ? 1 : 0, wording: 0, arguments: [])
      var step = PlannedStep(
        ordinal: place, keyword: "Then ", type: .outcome, text: "t", offset: 0,
        position: SourcePosition(line: 1, column: 1),
        understanding: letter == "p" ? .human(.judge, text: "t") : .matched(match))
      step.definition =
        letter == "p"
        ? nil : MatchedDefinition(id: "d", kind: kind, pattern: "t", place: ScriptPlace(file: "f", line: 1))
      return step
    }
    return scenario
  }

  private func coverage(_ scenarios: [PlannedScenario], norm: [String] = []) -> ScenarioCoverage {
    let norm = norm.map { Requirement(id: $0, area: "USR", text: "text of \($0)", source: "", risk: "high") }
    return ScenarioCoverage(scenarios, norm: norm, roles: ["learner", "trainer"]) { step in
      guard case .matched(let match) = step.understanding else { return false }
      return match.definition == 0
    }
  }

  @Test(arguments: [
    ("m", ScenarioJudge.machine), ("am", .machine), ("mp", .both), ("mu", .both), ("p", .person), ("u", .person),
    // Something is done, and nothing compared: that is no proof of anybody's.
    ("a", .nobody), ("ap", .person),
  ])
  func `who judges is told from the steps`(_ steps: String, _ judge: ScenarioJudge) {
    #expect(coverage([scenario("A", steps, [])]).scenarios.map(\.judge) == [judge])
  }

  @Test func `a requirement without a scenario is named, and so is an id that nobody lists`() {
    let coverage = coverage(
      [scenario("A", "m", ["@req:R1", "@area:USR", "@role:learner"]), scenario("B", "p", ["@req:R1", "@req:R9"])],
      norm: ["R1", "R2"])
    #expect(coverage.lines.map(\.judge) == [.both, nil, .person])
    #expect(coverage.uncovered.map(\.id) == ["R2"])
    #expect(coverage.unknown == ["R9"])
    #expect(coverage.count("USR") == 1 && coverage.count("USR", role: "trainer") == 0)
  }

  @Test func `sums are of the list that was given, and of all where there is none`() {
    let scenarios = [scenario("A", "m", ["@req:R1"]), scenario("B", "p", ["@req:R9", "@req:R8"])]
    let own = coverage(scenarios, norm: ["R1", "R2"])
    #expect(own.listed == 2 && own.count(.machine) == 1 && own.count(.person) == 0 && own.count(nil) == 1)
    let text = CoverageText(own, width: 200).lines(target: "x").joined(separator: "\n")
    #expect(
      text.contains("2 requirements on x: 1 machine") && text.contains("not counted, for they are not in the list"))
    #expect(coverage(scenarios).listed == 3 && coverage(scenarios).count(.person) == 2)
  }

  @Test func `areas and roles are a table for programs, too`() {
    let coverage = coverage(
      [scenario("A", "m", ["@area:USR", "@role:learner"]), scenario("B", "m", ["@area:USR", "@area:CAT"])])
    #expect(
      String(decoding: coverage.areasCSV, as: UTF8.self)
        == "area,scenarios,learner\r\nUSR,2,1\r\nCAT,1,0\r\nall,2,1\r\n")
    #expect(CoverageText(coverage, width: 80).areas.last?.hasPrefix("all") ?? false)
  }

  @Test func `examples and twins count once`() {
    let twin = scenario("A", "mp", ["@area:USR", "@role:learner"])
    let coverage = coverage([scenario("A", "m", ["@area:USR", "@role:learner"]), twin])
    #expect(coverage.count("USR", role: "learner") == 1)
    #expect(coverage.scenarios.map(\.judge) == [.both])
  }

  @Test func `a scenario that compares nothing covers nothing, beside another that does`() {
    let unchecked = scenario("A", "a", ["@req:R1", "@req:R2"])
    let coverage = coverage([unchecked, scenario("B", "m", ["@req:R2"])], norm: ["R1", "R2"])
    #expect(coverage.lines.map(\.judge) == [.nobody, .machine])
    #expect(coverage.unjudged.map(\.id) == ["R1"])
  }

  @Test func `what does not apply here covers nothing here`() {
    let coverage = coverage([scenario("A", "m", ["@req:R1"], notApplicable: "not for kolibri")], norm: ["R1"])
    #expect(coverage.lines.map(\.judge) == [.notApplicable])
    #expect(coverage.uncovered.isEmpty)
  }

  @Test func `a text of a list cannot break its row`() {
    let coverage = ScenarioCoverage(
      [], norm: [Requirement(id: "R1", area: "", text: "=1+1,\"a\"\n", source: "", risk: "")], roles: []
    ) { _ in true }
    let text = String(decoding: coverage.csv, as: UTF8.self)
    #expect(text.hasSuffix("not covered\r\n"))
    #expect(!text.contains("\n=1"))
  }
}
