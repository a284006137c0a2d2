import Campaign
import JSON
import Reporting
import RunModel
import Testing

/// Files for tools that manage tests. In none of them may something pass that did not.
@Suite struct `Interchange` {
  private let report: Report = {
    var record = SampleRun.record()
    record.scenarios[0].scenario.tags += ["@testrail:C12", "@testrail:C13", "@xray:NL-1", "@azure:4711"]
    record.scenarios[1].scenario.tags += ["@xray:NL-2", "@xray:NL-3"]
    return Report(record, verdicts: SampleRun.verdicts(for: record))
  }()

  @Test func `JUnit for test management carries the ids and steps that TestRail and Xray look for`() throws {
    try Golden.check(JUnitReport.bytes(report, for: .testManagement), "junit-management.xml")
  }

  @Test func `JUnit for build servers stays as it is`() {
    let text = String(decoding: JUnitReport.bytes(report), as: UTF8.self)
    #expect(!text.contains("testrail_result_step") && !text.contains("test_id"))
  }

  @Test(arguments: XrayReport.Edition.allCases)
  func `Xray hears of a scenario under each of its keys, and of no other`(_ edition: XrayReport.Edition) throws {
    let xray = XrayReport(report, edition: edition)
    let tests = try #require(try JSONValue(parsing: xray.bytes)["tests"]?.array)
    #expect(tests.compactMap { $0["testKey"]?.string } == ["NL-1", "NL-2", "NL-3"])
    #expect(xray.leftOut.count == report.results.count - 2)
    let words = edition == .cloud ? ["PASSED", "FAILED", "FAILED"] : ["PASS", "FAIL", "FAIL"]
    #expect(tests.compactMap { $0["status"]?.string } == words)
  }

  @Test func `Xray makes tests for the others where a project is named`() throws {
    let xray = XrayReport(report, jiraProject: "NL")
    #expect(xray.leftOut == [] && xray.count == report.results.count + 1)
    try Golden.check(xray.bytes, "xray.json")
  }

  @Test(arguments: Outcome.allCases)
  func `only what passed passes in another tool`(_ outcome: Outcome) throws {
    var record = SampleRun.record()
    record.scenarios = [record.scenarios[0]]
    record.scenarios[0].result?.outcome = outcome
    record.scenarios[0].steps[1].result.outcome = outcome
    let report = Report(record)
    let tests = try JSONValue(parsing: XrayReport(report, jiraProject: "NL").bytes)["tests"]?.array
    let status = tests?[0]["status"]?.string
    let isGood = [.passed, .passedWithRemark, .flaky].contains(outcome)
    #expect((status == "PASSED") == isGood)
    let junit = String(decoding: JUnitReport.bytes(report, for: .testManagement), as: UTF8.self)
    let isMarked = ["<failure", "<error", "<skipped"].contains { junit.contains($0) }
    #expect(isMarked == !isGood)
  }

  @Test func `a scenario that compared nothing passes nowhere in Xray`() throws {
    var record = SampleRun.record()
    record.scenarios = [record.scenarios[0]]
    record.scenarios[0].steps[1].result.checks = 0
    let bytes = XrayReport(Report(record), jiraProject: "NL").bytes
    #expect(try JSONValue(parsing: bytes)["tests"]?.array?[0]["status"]?.string == "TODO")
  }

  @Test func `a stale result passes nowhere, nor does any of its steps`() throws {
    var record = SampleRun.record()
    record.scenarios = [record.scenarios[0]]
    let report = Report(record, origins: [ResultOrigin(run: 1, round: 1, isCarried: true, staleness: .site)])
    #expect(!String(decoding: XrayReport(report, jiraProject: "NL").bytes, as: UTF8.self).contains("PASSED"))
    let junit = String(decoding: JUnitReport.bytes(report, for: .testManagement), as: UTF8.self)
    #expect(junit.contains("<skipped") && !junit.contains("\"passed: "))
  }

  @Test func `Azure gets a row a step, expectations beside what was done, and no title it refuses`() throws {
    var record = SampleRun.record()
    record.scenarios[0].scenario.tags.append("@azure:4711")
    record.scenarios[1].scenario.name = String(repeating: "é", count: 200)
    let azure = AzureTestPlansCSV(Report(record))
    #expect(azure.shortened == ["USR-03"])
    try Golden.check(azure.bytes, "azure.csv")
  }
}
