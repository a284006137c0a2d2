import Campaign
import Diagnostics
import RunModel
import Spreadsheets

/// One row a step, for programs: UTF-8, comma, no byte order mark, CRLF; keys and codes stay English.
///
/// Control characters come out as `\u{…}`, for somebody will look at the file in a terminal after all.
package struct ResultsCSV {
  package static let columns = [
    "run", "round", "scenario", "example", "name", "feature", "rule", "area", "requirement", "priority", "role",
    "scenario_outcome", "machine_outcome", "step", "keyword", "text", "step_outcome", "cause", "message", "expected",
    "actual", "checks", "requests", "exchange", "duration_ms", "file", "line", "code", "row", "attempt",
    "earlier_attempts", "stale",
  ]

  package static func bytes(_ report: Report) -> [UInt8] {
    var writer = CSVWriter(.programs)
    writer.row(columns)
    for result in report.results {
      let head = CSVWriter.part(head(of: result, run: report.record).map(\.visible), .programs)
      let tail = CSVWriter.part(tail(of: result).map(\.visible), .programs)
      rows(of: result) { writer.row(head, $0.map(\.visible), tail) }
    }
    return writer.bytes
  }

  static func table(_ report: Report) -> AcceptanceTable {
    var table = AcceptanceTable(name: "results", columns: columns, rows: [])
    for result in report.results {
      let (head, tail) = (head(of: result, run: report.record), tail(of: result))
      rows(of: result) { table.rows.append(head + $0 + tail) }
    }
    return table
  }

  /// What differs between the rows of one scenario.
  private static func rows(of result: JoinedResult, _ take: ([String]) -> Void) {
    let record = result.scenario
    var rowOfStep: [Int: String] = [:]
    for row in result.rows { for step in row.row.steps { rowOfStep[step] = row.row.id.text } }
    if let setUp = record.setUp { take(around(setUp, step: 0)) }
    for step in record.steps {
      take(cells(of: step, in: record.scenario, row: rowOfStep[step.step.ordinal] ?? ""))
    }
    if let conclusion = record.conclusion {
      take(around(conclusion, step: record.scenario.steps.count + 1))
    }
    if record.setUp == nil, record.steps.isEmpty { take(around(nil, step: 0)) }
  }

  private static func head(of result: JoinedResult, run: RunRecord) -> [String] {
    let scenario = result.scenario.scenario
    return [
      String(result.origin?.run ?? run.number), String(result.origin?.round ?? run.header.round), scenario.id,
      scenario.exampleText, scenario.name, scenario.feature,
      scenario.rule, scenario.values(of: "area").joined(separator: " "),
      scenario.values(of: "req").joined(separator: " "), scenario.values(of: "prio").joined(separator: " "),
      scenario.values(of: "role").joined(separator: " "), result.outcome.rawValue, result.machineOutcome.rawValue,
    ]
  }

  /// What `@retry` did (the attempt that counts, and what came of those before it), and why a result counts for nothing.
  private static func tail(of result: JoinedResult) -> [String] {
    let record = result.scenario
    let earlier = record.earlier.map { attempt in
      let (outcome, message) = (attempt.result?.outcome.rawValue ?? "", attempt.result?.message ?? "")
      return "\(attempt.attempt): \(outcome)" + (message.isEmpty ? "" : ", \(message)")
    }
    let stale =
      switch result.origin?.staleness {
      case nil: ""
      case .site: "site"
      case .scenario: "scenario"
      case .withdrawn: "withdrawn"
      }
    return [String(record.attempt), earlier.joined(separator: "; "), stale]
  }

  private static func cells(of record: StepRecord, in scenario: PlannedScenario, row: String) -> [String] {
    let (step, result) = (record.step, record.result)
    return [
      String(step.ordinal + 1), step.keyword.trimmedEnd, step.text, result.outcome.rawValue, result.cause,
      result.message, result.expected ?? "", result.actual ?? "", String(result.checks), String(result.requests),
      result.exchange.map(String.init) ?? "", milliseconds(result.durationNanoseconds), scenario.file.path,
      String(step.position.line), result.place ?? "", row,
    ]
  }

  /// Set-up and conclusion have no text of their own; neither has a scenario that never started.
  private static func around(_ result: StepResult?, step: Int) -> [String] {
    [
      String(step), "", "", result?.outcome.rawValue ?? "", result?.cause ?? "", result?.message ?? "",
      result?.expected ?? "", result?.actual ?? "", String(result?.checks ?? 0), String(result?.requests ?? 0), "",
      milliseconds(result?.durationNanoseconds ?? 0), "", "", result?.place ?? "", "",
    ]
  }

  private static func milliseconds(_ nanoseconds: Int64) -> String {
    let tenths = (nanoseconds + 50_000) / 100_000
    return "\(tenths / 10).\(tenths % 10)"
  }
}

extension String {
  /// Keywords carry the space that follows them.
  var trimmedEnd: String {
    var text = utf8[...]
    while text.last == UInt8(ascii: " ") { text.removeLast() }
    return String(Substring(text))
  }
}
