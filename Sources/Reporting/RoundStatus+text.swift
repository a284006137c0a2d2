import Campaign
import Diagnostics
package import RunModel

extension RoundStatus {
  /// At most twelve lines for the daily mail, in the project's language.
  package var lines: [String] {
    var lines = [head, todayLine, figuresLine, findingsLine]
    for finding in openFindings.prefix(3) { lines.append("  " + Self.line(finding, texts)) }
    if !blocked.isEmpty || !disputes.isEmpty { lines.append(blockedLine) }
    if !waiting.isEmpty {
      let parts = waiting.map { "\($0.who) \($0.rows)" }.joined(separator: ", ")
      lines.append(texts("Awaiting a verdict: ", "Wacht op oordeel: ") + parts + ".")
    }
    lines.append(criteriaLine)
    let reservations = RoundStatus.reservation(self)
    if !reservations.isEmpty { lines.append(reservations) }
    if let journalHead { lines.append(texts("Journal: ", "Logboek: ") + journalHead) }
    return lines.map(\.visibleLine)
  }

  private var head: String {
    let state = round.isClosed ? texts(", closed", ", gesloten") : ""
    return
      "\(project), \(target): " + texts("round \(round.number)", "ronde \(round.number)") + state
      + texts(", day \(dayNumber)", ", dag \(dayNumber)") + ", \(today)"
  }

  private var todayLine: String {
    texts("Today: ", "Vandaag: ")
      + texts("\(texts.scenarios(scenariosToday)) run", "\(texts.scenarios(scenariosToday)) gedraaid") + ", "
      + texts.count(verdictsToday, ("verdict", "verdicts"), ("oordeel", "oordelen")) + ", "
      + texts.count(openedToday, ("finding", "findings"), ("bevinding", "bevindingen"))
      + texts(" opened, \(closedToday) closed.", " erbij, \(closedToday) gesloten.")
  }

  private var figuresLine: String {
    let words: [(Int, String)] = [
      (figures.passedWithRemark, texts("with remark", "met opmerking")), (figures.flaky, texts.name(Outcome.flaky)),
      (figures.failed, texts.name(Outcome.failed)), (figures.known, texts.name(Outcome.known)),
      (figures.blocked, texts("blocked", "geblokkeerd")),
      (figures.awaiting, texts("awaiting", figures.awaiting == 1 ? "wacht op oordeel" : "wachten op oordeel")),
      (figures.notApplicable, texts.name(Outcome.notApplicable)), (figures.stale, texts("stale", "verouderd")),
      (figures.notRun, texts("not run", "niet gedraaid")),
    ]
    let machine = texts(
      " (\(figures.passedByMachine) by machine)", " (\(figures.passedByMachine) door de machine)")
    let parts =
      ["\(figures.passed) " + texts.name(Outcome.passed) + machine]
      + words.filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }
    let carried =
      figures.carried == 0
      ? "" : texts("; \(figures.carried) from earlier rounds", "; \(figures.carried) uit eerdere rondes")
    let planned = texts.scenarios(figures.planned)
    let head = texts(
      "\(figures.executed) of \(planned) executed: ", "\(figures.executed) van \(planned) uitgevoerd: ")
    return head + parts.joined(separator: ", ") + carried + "."
  }

  private var findingsLine: String {
    let open = openFindings
    if open.isEmpty { return texts("Findings: none open.", "Bevindingen: geen open.") }
    var parts = Severity.allCases.compactMap { severity in
      let count = open.count { $0.severity == severity }
      return count == 0 ? nil : "\(count) \(texts.name(severity).lowercased())"
    }
    let unrated = open.count { $0.severity == nil }
    if unrated > 0 { parts.append("\(unrated) " + texts("not rated", "zonder ernst")) }
    let queue = retestQueue.count
    let retest = queue == 0 ? "" : texts("; \(queue) to be tested again", "; \(queue) te hertesten")
    return texts("Findings open: \(open.count) (", "Bevindingen open: \(open.count) (")
      + parts.joined(separator: ", ") + ")" + retest + "."
  }

  /// `F-0001  Serious  New  USR-03: the course has 2 participants`
  package static func line(_ finding: Finding, _ texts: Texts) -> String {
    let severity = finding.severity.map { texts.name($0) } ?? texts("Not rated", "Zonder ernst")
    let place = finding[.title].isEmpty ? "" : "\(finding[.title]): "
    return "\(finding.id)  \(severity)  \(texts.name(finding.status))  \(place)\(finding[.summary])"
  }

  private var blockedLine: String {
    let shown = blocked.prefix(3).map { result in
      let message = result.scenario.result?.message ?? ""
      let short = message.count > 50 ? message.prefix(49) + "…" : message
      return result.scenario.scenario.title + (short.isEmpty ? "" : " (\(short))")
    }
    let more =
      blocked.count > shown.count
      ? texts(" and \(blocked.count - shown.count) more", " en nog \(blocked.count - shown.count)") : ""
    let actor = lead ?? texts("the lead", "de leider")
    var text = ""
    if !blocked.isEmpty {
      text = texts("Blocked: ", "Geblokkeerd: ") + shown.joined(separator: ", ") + more + ". "
    }
    if !disputes.isEmpty {
      let ids = disputes.prefix(3).map(\.row.id.text).joined(separator: ", ")
      text += texts("Disagreements: ", "Verschillen van oordeel: ") + "\(disputes.count) (\(ids)). "
    }
    return text + texts("To act: ", "Aan zet: ") + actor + "."
  }

  private var criteriaLine: String {
    let counted = criteria.filter { $0.standing != .notApplicable }
    let met = counted.count { !$0.isOpen }
    let open = counted.filter { $0.standing == .notMet }.map { "\($0.id) \($0.measure)" }
    let unknown = counted.filter { $0.standing == .notMeasured }.map(\.id)
    var text = texts("Criteria met: \(met) of \(counted.count)", "Aan criteria voldaan: \(met) van \(counted.count)")
    if !open.isEmpty { text += texts("; not: ", "; niet: ") + open.joined(separator: ", ") }
    if !unknown.isEmpty { text += texts("; not measured: ", "; niet gemeten: ") + unknown.joined(separator: ", ") }
    return text + "."
  }

  /// What the site was not, in one line.
  private static func reservation(_ status: RoundStatus) -> String {
    status.reservations.isEmpty
      ? "" : status.texts("Reservation: ", "Voorbehoud: ") + status.reservations.joined(separator: " ")
  }
}
