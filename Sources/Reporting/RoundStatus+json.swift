import Campaign
package import JSON
import RunModel

extension RoundStatus {
  /// The status for programs; keys stay English. `days` holds the burn-up figures.
  package var json: JSONValue {
    [
      "project": .string(project), "target": .string(target), "round": .int(round.number),
      "closed": .bool(round.isClosed), "site": round.site.map { .string($0.code) } ?? .null,
      "day": .int(dayNumber), "date": .string(today.description),
      "reservations": .strings(reservations),
      "today": [
        "scenarios": .int(scenariosToday), "verdicts": .int(verdictsToday), "findings_opened": .int(openedToday),
        "findings_closed": .int(closedToday),
      ],
      "scenarios": Self.object(figures.named),
      "findings": [
        "open": .int(openFindings.count), "by_severity": Self.object(Self.bySeverity(openFindings)),
        "retest_queue": .strings(retestQueue.map(\.id)), "first": .strings(openFindings.prefix(3).map(\.id)),
      ],
      "blocked": .strings(blocked.map(\.scenario.scenario.title)),
      "disagreements": .strings(disputes.map(\.row.id.text)),
      "awaiting": .array(waiting.map { ["who": .string($0.who), "rows": .int($0.rows)] }),
      "criteria": .array(criteria.map(Self.value)),
      "days": .array(days.map(Self.value)),
      "journal": journalHead.map(JSONValue.string) ?? .null,
    ]
  }

  private static func value(_ criterion: Criterion) -> JSONValue {
    [
      "id": .string(criterion.id), "title": .string(criterion.title), "norm": .string(criterion.norm),
      "numerator": .int(criterion.numerator), "denominator": criterion.denominator.map(JSONValue.int) ?? .null,
      "met": criterion.isMet.map(JSONValue.bool) ?? .null, "missing": .strings(criterion.missing),
    ]
  }

  private static func value(_ day: Day) -> JSONValue {
    [
      "date": .string(day.day.description), "scenarios": object(day.figures.named),
      "findings_opened": object(ordered(day.opened)), "findings_closed": object(ordered(day.closed)),
    ]
  }

  private static func bySeverity(_ findings: [Finding]) -> [(name: String, count: Int)] {
    ordered(findings.reduce(into: [:]) { $0[$1.severity?.rawValue ?? "unrated", default: 0] += 1 })
  }

  private static func ordered(_ counts: [String: Int]) -> [(name: String, count: Int)] {
    (Severity.allCases.map(\.rawValue) + ["unrated"]).map { ($0, counts[$0] ?? 0) }
  }

  private static func object(_ counts: [(name: String, count: Int)]) -> JSONValue {
    .object(counts.map { JSONMember($0.name, .int($0.count)) })
  }
}
