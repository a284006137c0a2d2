package import Campaign
import RunModel

/// How many scenarios of a round stand where; together they are all that was planned.
package struct RoundFigures: Sendable, Hashable {
  package var planned = 0
  package var passed = 0
  /// Of the passed: by the machine alone, after at least one check. Neither people nor known failures are in it.
  package var passedByMachine = 0
  package var passedWithRemark = 0
  /// Passed, but only after a repeat.
  package var flaky = 0
  package var failed = 0
  /// Failed as a finding says.
  package var known = 0
  /// Broken, undefined, skipped, or passed without a single check: still to be done.
  package var blocked = 0
  package var notApplicable = 0
  package var awaiting = 0
  /// Of another site or another text.
  package var stale = 0
  package var notRun = 0
  /// Of those that count: results of an earlier round that still hold.
  package var carried = 0

  package init() {}

  /// - Parameter planned: titles of all that is planned; what has a result is in it, whether named or not.
  package init(_ results: [JoinedResult], planned titles: Set<String> = []) {
    for result in results { add(result) }
    let done = Set(results.map(\.scenario.scenario.title))
    notRun = titles.subtracting(done).count
    planned = results.count + notRun
  }

  /// Came to a verdict.
  package var executed: Int { passed + passedWithRemark + flaky + failed + known }

  private mutating func add(_ result: JoinedResult) {
    let standing = Standing(result)
    if standing != .stale, result.origin?.isCarried ?? false { carried += 1 }
    switch standing {
    case .passed:
      passed += 1
      if result.isCheckedByMachine, result.machineOutcome == .passed, result.rows.isEmpty { passedByMachine += 1 }
    case .passedWithRemark: passedWithRemark += 1
    case .flaky: flaky += 1
    case .failed, .unexpectedPass: failed += 1
    case .known: known += 1
    case .broken, .undefined, .ambiguous, .skipped, .unchecked: blocked += 1
    case .notApplicable: notApplicable += 1
    case .awaiting: awaiting += 1
    case .stale: stale += 1
    case .notRun: notRun += 1
    }
  }

  /// Names and numbers in the order of a report; for programs.
  package var named: [(name: String, count: Int)] {
    [
      ("planned", planned), ("executed", executed), ("passed", passed), ("passed_by_machine", passedByMachine),
      ("passed_with_remark", passedWithRemark), ("flaky", flaky), ("failed", failed), ("known", known),
      ("blocked", blocked), ("not_applicable", notApplicable), ("awaiting", awaiting), ("stale", stale),
      ("not_run", notRun), ("carried", carried),
    ]
  }
}
