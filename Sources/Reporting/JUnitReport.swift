import Campaign
import Diagnostics
import RunModel

/// The run as JUnit XML, for build servers: a suite a feature, a case a scenario.
///
/// failed, undefined, ambiguous and unexpected pass are `failure`; broken and never finished are `error`; awaiting,
/// skipped, known and not applicable are `skipped` with the reason. Codes stay English.
///
/// For test-management tools, cases also carry the properties that those match and fill in by: TestRail's `test_id`,
/// `testrail_result_step` and `testrail_result_comment`, Xray's `test_key` and `requirements`.
package struct JUnitReport {
  package enum Reader: Sendable { case buildServer, testManagement }

  private let report: Report
  private let reader: Reader
  private var xml = XMLWriter()

  package static func bytes(_ report: Report, for reader: Reader = .buildServer) -> [UInt8] {
    var junit = JUnitReport(report: report, reader: reader)
    junit.write()
    return junit.xml.bytes
  }

  private init(report: Report, reader: Reader) {
    self.report = report
    self.reader = reader
  }

  private mutating func write() {
    let header = report.record.header
    xml.declaration()
    let name = "\(header.project) run \(report.record.number)"
    xml.open("testsuites", [("name", name)] + counts(of: report.results))
    var features: [String] = []
    var results: [String: [JoinedResult]] = [:]
    for result in report.results {
      let feature = result.scenario.scenario.feature
      if results[feature] == nil { features.append(feature) }
      results[feature, default: []].append(result)
    }
    for feature in features { write(feature, results[feature] ?? []) }
    xml.close("testsuites")
  }

  private mutating func write(_ feature: String, _ results: [JoinedResult]) {
    let header = report.record.header
    xml.open(
      "testsuite",
      [("name", feature), ("timestamp", ClockText.utc(header.startedAt)), ("hostname", header.target)]
        + counts(of: results))
    let properties = [("target", header.target), ("base", header.base), ("version", header.version)]
    write(properties: properties + header.reservations.map { ("reservation", $0) })
    for result in results { write(result, feature: feature) }
    xml.close("testsuite")
  }

  private mutating func write(properties: [(String, String)]) {
    xml.open("properties", [])
    for (name, value) in properties { xml.empty("property", [("name", name), ("value", value)]) }
    xml.close("properties")
  }

  private mutating func write(_ result: JoinedResult, feature: String) {
    let scenario = result.scenario.scenario
    xml.open(
      "testcase",
      [
        ("classname", feature), ("name", "\(scenario.title) \(scenario.name)"),
        ("time", seconds(result.scenario.result?.durationNanoseconds ?? 0)), ("file", scenario.file.path),
        ("line", String(scenario.position.line)),
      ])
    var properties = [("id", scenario.id), ("outcome", result.outcome.rawValue)]
    properties += scenario.values(of: "req").map { ("requirement", $0) }
    for earlier in result.scenario.earlier {
      let (outcome, message) = (earlier.result?.outcome.rawValue ?? "", earlier.result?.message ?? "")
      properties.append(("attempt-\(earlier.attempt)", message.isEmpty ? outcome : "\(outcome): \(message)"))
    }
    properties.append(("checks", String(result.scenario.steps.reduce(0) { $0 + $1.result.checks })))
    if reader == .testManagement { properties += managementProperties(of: result) }
    write(properties: properties)
    let message = message(of: result)
    switch kind(of: result) {
    case .good: break
    case .skipped where result.isPassedUnchecked:
      xml.empty("skipped", [("message", "ran without a single check")])
    case .skipped: xml.empty("skipped", [("message", "\(result.outcome.rawValue): \(message)")])
    case .failure: xml.element("failure", [("message", message), ("type", cause(of: result))], steps(of: result))
    case .error: xml.element("error", [("message", message), ("type", cause(of: result))], steps(of: result))
    }
    xml.close("testcase")
  }

  private func managementProperties(of result: JoinedResult) -> [(String, String)] {
    let scenario = result.scenario.scenario
    let requirements = scenario.values(of: "req")
    let lists = [
      ("test_id", scenario.values(of: ToolTag.testRail.rawValue)),
      ("test_key", scenario.values(of: ToolTag.xray.rawValue)), ("requirements", requirements),
    ]
    var properties = lists.filter { !$0.1.isEmpty }.map { ($0.0, $0.1.joined(separator: ",")) }
    for step in result.scenario.steps {
      let text = step.step.keyword.trimmedEnd + " " + step.step.text
      properties.append(("testrail_result_step", "\(Self.stepStatus(of: step, in: result)): \(text)"))
    }
    for comment in result.comments { properties.append(("testrail_result_comment", comment)) }
    return properties
  }

  /// One of the four words that trcli reads. A step that a person judges has that person's word.
  private static func stepStatus(of step: StepRecord, in result: JoinedResult) -> String {
    // Of another site or text: no step of it says anything any more.
    if result.isStale { return "untested" }
    let row = result.rows.first { $0.row.steps.contains(step.step.ordinal) }
    let outcome = row?.outcome ?? step.result.outcome
    switch kind(of: outcome) {
    case .good: return "passed"
    case .failure: return "failed"
    case .error: return "untested"
    case .skipped: return outcome == .skipped || outcome == .notApplicable ? "skipped" : "untested"
    }
  }

  private enum Kind { case good, failure, error, skipped }

  /// A tool that manages tests shows a pass as proof, and what compared nothing proves nothing.
  private func kind(of result: JoinedResult) -> Kind {
    reader == .testManagement && result.isPassedUnchecked ? .skipped : Self.kind(of: result.outcome)
  }

  private static func kind(of outcome: Outcome) -> Kind {
    switch outcome {
    case .failed, .undefined, .ambiguous, .unexpectedPass: .failure
    case .broken: .error
    case .awaiting, .skipped, .known, .notApplicable: .skipped
    case .passed, .passedWithRemark, .flaky: .good
    }
  }

  private func counts(of results: [JoinedResult]) -> [(String, String)] {
    let kinds = results.map(kind(of:))
    let time = results.reduce(Int64(0)) { $0 + ($1.scenario.result?.durationNanoseconds ?? 0) }
    func count(_ kind: Kind) -> String { String(kinds.count { $0 == kind }) }
    return [
      ("tests", String(results.count)), ("failures", count(.failure)), ("errors", count(.error)),
      ("skipped", count(.skipped)), ("time", seconds(time)),
    ]
  }

  private func message(of result: JoinedResult) -> String {
    if result.outcome != result.machineOutcome, let words = peoplesWords(on: result) { return words }
    if let message = result.scenario.result?.message, !message.isEmpty { return message }
    if result.scenario.result == nil { return "never finished" }
    return result.deciding?.result.message ?? ""
  }

  /// What people said, or the lead decided, on the row that gave the result; nil where the machine alone did.
  private func peoplesWords(on result: JoinedResult) -> String? {
    for row in result.rows where row.outcome == result.outcome {
      if let decided = row.resolution { return decided.reason }
      let said = row.verdicts.first { $0.verdict.outcome == result.outcome && !$0.observed.isEmpty }
      if let said { return said.observed }
    }
    return nil
  }

  private func cause(of result: JoinedResult) -> String {
    let cause = result.deciding?.result.cause ?? ""
    return cause.isEmpty ? result.outcome.rawValue : cause
  }

  /// Every step with what became of it, for the reader of a build log.
  private func steps(of result: JoinedResult) -> String {
    var lines: [String] = []
    for step in result.scenario.steps {
      lines.append("\(step.result.outcome.rawValue): \(step.step.keyword.trimmedEnd) \(step.step.text)")
      if let expected = step.result.expected { lines.append("  expected: \(expected)") }
      if let actual = step.result.actual { lines.append("  actual: \(actual)") }
      if let place = step.result.place { lines.append("  at \(place)") }
    }
    for row in result.rows {
      guard let decided = row.resolution else { continue }
      lines.append("\(row.row.id), decided by \(decided.actor): \(decided.verdict.rawValue) \(decided.reason)")
    }
    for verdict in result.rows.flatMap(\.verdicts) where verdict.verdict.outcome.isProblem {
      lines.append("\(verdict.row), \(verdict.tester): \(verdict.verdict.rawValue) \(verdict.observed)")
    }
    return lines.joined(separator: "\n")
  }

  private func seconds(_ nanoseconds: Int64) -> String {
    let milliseconds = String((nanoseconds + 500_000) / 1_000_000 % 1000)
    return "\((nanoseconds + 500_000) / 1_000_000_000)." + String(repeating: "0", count: 3 - milliseconds.count)
      + milliseconds
  }
}
