import Campaign
import Diagnostics
import RunModel
import Testing

struct ScenarioOrderTests {
  private func scenario(_ id: String, line: Int = 2, index: Int = 0, example: String = "") -> PlannedScenario {
    var scenario = Plan.scenario(index, id, example: example, [])
    scenario.position = SourcePosition(line: line, column: 3)
    return scenario
  }

  @Test(arguments: [
    ["E2E-1", "E2E-2", "E2E-10", "E2E-100"], ["a.feature:5", "a.feature:12"], ["A-09", "A-10", "B-01"],
    ["USR-03", "USR-03a", "USR-04"],
  ])
  func `ids follow each other as people count`(_ ids: [String]) {
    let sorted = ids.reversed().map { scenario($0) }.sorted { ScenarioOrder($0) < ScenarioOrder($1) }
    #expect(sorted.map(\.id) == ids)
  }

  @Test func `examples stand as they are written, whatever their keys`() {
    let examples = [
      scenario("A-01", line: 7, index: 0, example: "z"), scenario("A-01", line: 8, index: 1, example: "a"),
      // Of a file: all on one line.
      scenario("A-02", line: 9, index: 2, example: "y"), scenario("A-02", line: 9, index: 3, example: "b"),
    ]
    let sorted = examples.reversed().sorted { ScenarioOrder($0) < ScenarioOrder($1) }
    #expect(sorted.map(\.exampleKey) == ["z", "a", "y", "b"])
  }

  @Test func `the state of a round has examples as they are written`() async throws {
    let folder = CampaignFolder()
    let store = try folder.open()
    let examples = ["z", "m", "a"].enumerated().map { place, key in
      scenario("A-01", line: 7 + place, index: place, example: key)
    }
    _ = try await store.run(examples.map { ($0, []) })
    let latest = try await store.latest(round: 1)
    #expect(latest?.record.scenarios.map(\.scenario.exampleKey) == ["z", "m", "a"])
    let rows = try await store.rowsForPeople(round: 1)
    #expect(rows?.map(\.scenario.scenario.exampleKey) == ["z", "m", "a"])
  }
}
