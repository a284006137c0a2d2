import Campaign
import Reporting
import RunModel
import Testing

/// What a run asked of the LMS, in numbers that add up.
struct RequestStatisticsTests {
  private static let scenarios = SampleRun.record().scenarios.map(\.scenario)

  private static func counts() throws -> [RequestCount] {
    let scenario = try #require(scenarios.first { $0.steps.contains { $0.type == .outcome } })
    let outcome = try #require(scenario.steps.first { $0.type == .outcome })
    return [
      RequestCount(scenario: nil, step: -1, count: 31), RequestCount(scenario: scenario.index, step: -1, count: 2),
      RequestCount(scenario: scenario.index, step: outcome.ordinal, count: 5),
      RequestCount(scenario: scenario.index, step: -2, count: 3),
    ]
  }

  @Test func `set-up, checks and clean-up all count`() throws {
    let statistics = RequestStatistics(try Self.counts(), scenarios: Self.scenarios)
    #expect(statistics.total == 41)
    #expect(statistics.byPart == [.beforeTheRun: 31, .makingReady: 2, .checking: 5, .cleaningUp: 3])
    #expect(Array(statistics.byScenario.values) == [10])
  }

  @Test func `the mean is over every scenario of the plan, and never rounded in our favour`() throws {
    let statistics = RequestStatistics(try Self.counts(), scenarios: Self.scenarios)
    #expect(statistics.mean == 41 / Double(Self.scenarios.count))
    let many = RequestStatistics(
      [RequestCount(scenario: nil, step: -1, count: Self.scenarios.count * 10 + 1)], scenarios: Self.scenarios)
    #expect(many.text().contains("10.2 each"))
    #expect(RequestStatistics([], scenarios: []).text().contains("0 requests for 0 scenarios, 0.0 each"))
  }

  @Test func `the scenarios that send most stand first`() {
    let counts = Self.scenarios.prefix(3).enumerated().map {
      RequestCount(scenario: $1.index, step: 0, count: [4, 9, 7][$0])
    }
    let text = RequestStatistics(counts, scenarios: Self.scenarios).text()
    let titles = Self.scenarios.prefix(3).map(\.title)
    #expect(text.contains("Most: \(titles[1]) 9, \(titles[2]) 7, \(titles[0]) 4."))
  }
}
