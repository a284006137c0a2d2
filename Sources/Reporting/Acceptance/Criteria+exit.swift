import Campaign
import RunModel

/// When the tests may end.
extension Criteria {
  func executed(_ id: String, _ priority: String, _ percent: Int) -> Criterion {
    let wanted = results.filter {
      priorities.isCounted($0.scenario.scenario, as: priority) && $0.outcome != .notApplicable
    }
    let done = wanted.filter(\.isExecuted)
    let never = unrun.filter { priorities.isCounted($0, as: priority) && $0.notApplicable == nil }
    let total = wanted.count + never.count
    let missing = wanted.filter { !$0.isExecuted }.map(\.scenario.scenario.title) + never.map(\.title)
    return Criterion(
      id: id,
      title: texts(
        "\(priority) scenarios executed on this site", "scenario's \"\(texts.name(priority: priority))\" uitgevoerd"),
      norm: "\(percent) %", numerator: done.count, denominator: total,
      isMet: total == 0 ? nil : done.count * 100 >= percent * total,
      missing: missing.sorted(),
      notes: priorities.notes(on: wanted, priority, texts)
        + leftOut { priorities.isCounted($0.scenario.scenario, as: priority) }
        + gone { priorities.isCounted($0.scenario.scenario, as: priority) })
  }

  // MARK: Findings

  func open(_ id: String, _ severity: Severity, _ most: Int) -> Criterion {
    let open = findings.filter(\.isOpen).filter { finding in
      finding.severity == severity || finding.severity == nil && (severity == .blocking || severity == .serious)
    }
    return Criterion(
      id: id, title: texts("open findings: ", "open bevindingen: ") + texts.name(severity).lowercased(),
      norm: texts("at most ", "hoogstens ") + "\(most)", numerator: open.count, isMet: open.count <= most,
      missing: open.map(\.id))
  }

  /// None, or each with a workaround that somebody accepted by name.
  var serious: Criterion {
    var criterion = open("X4", .serious, norms.serious)
    let accepted = findings.filter { finding in
      finding.severity == .serious && finding.disposition == .workaround && !finding[.workaround].isEmpty
        && !finding[.owner].isEmpty
    }.map(\.id)
    criterion.title += texts(", no workaround accepted", ", geen omweg aanvaard")
    criterion.missing.removeAll(where: accepted.contains)
    criterion.numerator = criterion.missing.count
    criterion.isMet = criterion.missing.count <= norms.serious
    return criterion
  }

  /// Few, and each with an owner and a date that is not too far off.
  var moderate: Criterion {
    var criterion = open("X5", .moderate, norms.moderate)
    criterion.title += texts(", with owner and date", ", met eigenaar en datum")
    let unowned = findings.filter { finding in
      finding.isOpen && finding.severity == .moderate && (finding[.owner].isEmpty || !isDueSoon(finding))
    }
    criterion.isMet = criterion.numerator <= norms.moderate && unowned.isEmpty
    if criterion.numerator <= norms.moderate { criterion.missing = unowned.map { "\($0.id) (\(lack(of: $0)))" } }
    return criterion
  }

  /// Which of the two is not there.
  private func lack(of finding: Finding) -> String {
    var lacks: [String] = []
    if finding[.owner].isEmpty { lacks.append(texts("no owner", "geen eigenaar")) }
    if CalendarDay(finding[.due]) == nil {
      lacks.append(texts("no date", "geen datum"))
    } else if !isDueSoon(finding) {
      lacks.append(
        finding[.due] + texts(": more than \(norms.moderateDays) days", ": meer dan \(norms.moderateDays) dagen"))
    }
    return lacks.joined(separator: ", ")
  }

  private func isDueSoon(_ finding: Finding) -> Bool {
    guard let due = CalendarDay(finding[.due]) else { return false }
    return sources.round.today.map { due.number <= $0.number + norms.moderateDays } ?? true
  }

  var retests: Criterion {
    let tested = findings.filter { [.fixed, .retestPassed, .retestFailed].contains($0.status) }
    let passed = tested.filter { $0.status == .retestPassed }
    return Criterion(
      id: "X12", title: texts("fixed findings tested again", "opgeloste bevindingen hertest"), norm: "100 %",
      numerator: passed.count, denominator: tested.count, isMet: passed.count == tested.count,
      missing: tested.filter { $0.status != .retestPassed }.map(\.id))
  }

  // MARK: Results

  var highRisk: Criterion {
    let high = requirements.filter { ["high", "hoog"].contains($0.requirement.risk.lowercased()) }
    let met = high.filter { $0.status == .met }
    return Criterion(
      id: "X7", title: texts("requirements of high risk met", "eisen met hoog risico: voldoet"),
      norm: "\(norms.highRisk) %", numerator: met.count, denominator: high.count,
      isMet: high.isEmpty ? nil : met.count * 100 >= norms.highRisk * high.count,
      missing: high.filter { $0.status != .met }.map(\.requirement.id),
      notes: leftOut { isOf($0, high) } + gone { isOf($0, high) })
  }

  private func isOf(_ result: JoinedResult, _ requirements: [RequirementResult]) -> Bool {
    let ids = Set(requirements.map(\.requirement.id))
    return !tags.values(of: "req", result.scenario.scenario).isDisjoint(with: ids)
  }

  var chains: Criterion {
    let all = results.filter(isChain)
    let chains = all.filter { !$0.isStale && $0.outcome != .notApplicable }
    let judged = chains.filter { result in
      let testers = Set(result.rows.flatMap(\.verdicts).filter(\.verdict.isJudgement).map(\.tester))
      return testers.count >= norms.chainTesters && result.disagreements.isEmpty && result.openRows.isEmpty
    }
    let open = results.filter { !$0.disagreements.isEmpty }.map(\.scenario.scenario.title)
    let done = Set(judged.map(\.scenario.scenario.title))
    let unjudged = chains.map(\.scenario.scenario.title).filter { !done.contains($0) }
    let stale = all.filter(\.isStale).map(\.scenario.scenario.title)
    let never = unrun.filter { $0.values(of: "area").contains("E2E") && $0.notApplicable == nil }.map(\.title)
    let missing = Set(unjudged + open + stale + never).sorted()
    let total = chains.count + stale.count + never.count
    let testers = texts.count(norms.chainTesters, ("tester", "testers"), ("tester", "testers"))
    return Criterion(
      id: "X9",
      title: texts(
        "chains judged by \(testers), no open disagreement", "ketens beoordeeld door \(testers), geen open verschil"),
      norm: "100 %", numerator: judged.count, denominator: total,
      isMet: missing.isEmpty ? (total == 0 ? nil : true) : false, missing: missing,
      notes: leftOut(where: isChain) + gone(where: isChain))
  }

  private func isChain(_ result: JoinedResult) -> Bool {
    tags.values(of: "area", result.scenario.scenario).contains("E2E")
  }

  /// Scenarios compare what was moved with the list of what was agreed; where none does, only a person can say.
  var migrationCounts: Criterion {
    func counts(_ scenario: PlannedScenario) -> Bool {
      scenario.steps.contains { $0.definition?.id == Self.countsStep }
    }
    let wanted = results.filter { counts($0.scenario.scenario) && $0.outcome != .notApplicable }
    let never = unrun.filter { counts($0) && $0.notApplicable == nil }.map(\.title)
    var criterion = stated("X8")
    if wanted.isEmpty, never.isEmpty { return criterion }
    let good = wanted.filter { [.passed, .passedWithRemark].contains(Standing($0)) }
    let bad = wanted.filter { ![.passed, .passedWithRemark].contains(Standing($0)) }.map(\.scenario.scenario.title)
    criterion.statement = nil
    criterion.numerator = good.count
    criterion.denominator = wanted.count + never.count
    criterion.missing = (bad + never).sorted()
    criterion.isMet = criterion.missing.isEmpty
    return criterion
  }

  /// `the counts of category … are exactly:`
  private static let countsStep = "stock.counts"

  var staleMusts: Criterion {
    let stale = results.filter { $0.isStale && priorities.isCounted($0.scenario.scenario, as: "must") }
    return Criterion(
      id: "X10", title: texts("stale must scenarios", "verouderde must-scenario's"), norm: "0", numerator: stale.count,
      isMet: stale.isEmpty, missing: stale.map(\.scenario.scenario.title),
      notes: priorities.notes(on: stale, "must", texts))
  }

  var awaiting: Criterion {
    let rows = results.flatMap(\.openRows).map(\.row.id.text)
    return Criterion(
      id: "X11", title: texts("rows awaiting a verdict", "rijen zonder oordeel"), norm: "0", numerator: rows.count,
      isMet: rows.isEmpty, missing: rows)
  }
}
