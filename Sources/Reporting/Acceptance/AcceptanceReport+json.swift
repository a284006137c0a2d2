import Campaign
import JSON
import RunModel

extension AcceptanceReport {
  /// The whole report for programs, as canonical JSON; keys and codes stay English.
  package func json() -> [UInt8] { value.canonicalBytes }

  var value: JSONValue {
    let header = report.record.header
    return [
      "format": "lmsaccept-acceptance-report", "version": 1, "title": .string(name),
      "language": .string(texts.language),
      "seal": [
        "state": .string(seal.state.rawValue), "code": .string(seal.code), "revision": .int(seal.revision),
        "replaces": .text(seal.replaces), "at": .string(ClockText.utc(seal.at)),
      ],
      "object": [
        "project": .string(header.project), "target": .string(header.target), "adapter": .string(header.adapter),
        "address": .string(header.base), "site": .text(inputs.round.site?.code),
        "fingerprint": .array(
          (inputs.round.site?.lines ?? []).map { ["name": .string($0.name), "text": .string($0.text)] }),
        "other_targets": .object(inputs.otherRuns.map { JSONMember($0.key, .int($0.value)) }),
        "other_findings": .object(inputs.otherFindings.map { JSONMember($0.key, .int($0.value)) }),
        "unclear_words": .int(report.unclearWords),
      ],
      "basis": [
        "requirements": .int(inputs.project.requirements.count), "requirements_sha256": .string(requirementsDigest),
        "scenarios": .int(figures.planned), "scenarios_sha256": .string(scenariosDigest),
        "plan_sha256": .text(inputs.project.digest.isEmpty ? nil : inputs.project.digest),
        "planned_known": .bool(inputs.planned != nil), "tool": .string("lmsaccept \(header.version)"),
        "journal": .text(report.journalHead),
      ],
      "reservations": .strings(reservations),
      "rounds": .array(inputs.rounds.enumerated().map { self.value(ofRound: $1, at: $0) }),
      "results": [
        "planned": .int(figures.planned), "executed": .int(figures.executed),
        "by_standing": .array(
          totals.lines.map {
            [
              "standing": .string($0.standing.rawValue), "machine": .int($0.machine), "people": .int($0.people),
              "total": .int($0.total),
            ]
          }),
        "carried": .int(figures.carried),
        "withdrawn": .array(report.withdrawn.map(Self.withdrawn)),
        "forms": .array(
          forms.map { line in
            [
              "form": .string(line.form?.rawValue ?? ""), "scenarios": .int(line.planned),
              "standings": .object(line.counts.map { JSONMember($0.standing.rawValue, .int($0.count)) }),
            ]
          }),
      ],
      "criteria": .array(criteria.map(Self.value)),
      "requirements": .array(requirements.map(value)),
      "findings": .array(inputs.findings.map(Self.value)),
      "open_rows": .strings(report.openRows.map(\.row.id.text)),
      "disagreements": .strings(report.results.flatMap(\.disagreements).map(\.row.id.text)),
      "advice": inputs.advice.map(Self.value) ?? .null,
      "earlier_decisions": .array(inputs.earlier.map(value)),
      "acceptance": Self.value(facts),
      "burn_up": .array(
        trail.days.map {
          [
            "date": .string($0.day.description), "round": .int($0.round), "executed": .int($0.executed),
            "passed": .int($0.passed), "open_findings": .int($0.openFindings),
          ]
        }),
    ]
  }

  private static func withdrawn(_ result: JoinedResult) -> JSONValue {
    [
      "scenario": .string(result.scenario.scenario.id), "example": .string(result.scenario.scenario.exampleText),
      "run": .int(result.origin?.run ?? 0), "round": .int(result.origin?.round ?? 0),
      "machine": .text(result.scenario.result?.outcome.rawValue),
    ]
  }

  private func value(ofRound round: Round, at place: Int) -> JSONValue {
    let history = inputs.histories.indices.contains(place) ? inputs.histories[place] : RoundHistory(runs: [])
    return [
      "round": .int(round.number), "opened_at": .string(ClockText.utc(round.openedAt)),
      "closed_at": .text(round.closedAt.map(ClockText.utc)), "reason": .string(round.reason),
      "site": .text(round.site?.code), "runs": .int(history.runs.count), "verdicts": .int(history.verdicts.count),
      "standings": .object(roundCounts(round.number).map { JSONMember($0.standing.rawValue, .int($0.count)) }),
    ]
  }

  private func value(_ result: RequirementResult) -> JSONValue {
    let proofs = result.results.map { proof -> JSONValue in
      let scenario = proof.scenario.scenario
      return [
        "scenario": .string(scenario.id), "example": .string(scenario.exampleText),
        "now": .string(Standing(proof).rawValue),
        "rounds": .array(marks(of: scenario).map { .text($0?.rawValue) }),
      ]
    }
    let unrun = result.unrun.map { scenario -> JSONValue in
      [
        "scenario": .string(scenario.id), "example": .string(scenario.exampleText),
        "now": .string(Standing.notRun.rawValue), "rounds": .array(inputs.rounds.map { _ in .null }),
      ]
    }
    return [
      "id": .string(result.requirement.id), "area": .string(result.requirement.area),
      "text": .string(result.requirement.text), "risk": .string(result.requirement.risk),
      "status": .string(result.status.rawValue), "scenarios": .array(proofs + unrun),
    ]
  }

  static func value(_ criterion: Criterion) -> JSONValue {
    [
      "id": .string(criterion.id), "kind": .string(criterion.kind.rawValue), "title": .string(criterion.title),
      "norm": .string(criterion.norm), "numerator": criterion.isStatedOnly ? .null : .int(criterion.numerator),
      "denominator": criterion.denominator.map(JSONValue.int) ?? .null,
      "standing": .string(criterion.standing.rawValue), "missing": .strings(criterion.missing),
      "notes": .strings(criterion.notes),
      "statement": criterion.statement.map {
        [
          "met": .bool($0.isMet), "by": .string($0.by), "on": .string($0.on.description), "text": .string($0.text),
        ]
      } ?? .null,
      "not_applicable": .text(criterion.exemption),
    ]
  }

  private static func value(_ finding: Finding) -> JSONValue {
    var members = [
      JSONMember("id", .string(finding.id)), JSONMember("open", .bool(finding.isOpen)),
      JSONMember("found_at", .string(ClockText.utc(finding.foundAt))),
    ]
    members += finding.values.sorted { $0.key.rawValue < $1.key.rawValue }
      .map { JSONMember($0.key.rawValue, .string($0.value)) }
    return .object(members)
  }

  private static func value(_ advice: Advice) -> JSONValue {
    [
      "value": .string(advice.value.rawValue), "by": .string(advice.by), "at": .string(ClockText.utc(advice.at)),
      "reasons": .strings(advice.reasons),
      "conditions": .array(
        advice.conditions.map {
          [
            "id": .string($0.id), "text": .string($0.text), "owner": .string($0.owner),
            "due": .string($0.due.description), "proof": .string($0.proof), "consequence": .string($0.consequence),
            "about": .strings($0.about), "finding": .text($0.finding),
          ]
        }),
    ]
  }

  private func value(_ earlier: EarlierDecision) -> JSONValue {
    [
      "revision": .int(earlier.revision), "code": .string(earlier.code), "rehearsal": .bool(earlier.isRehearsal),
      "value": .string(earlier.value), "by": .string(earlier.by), "on": .string(earlier.on.description),
      "signed": .strings(earlier.signers),
      "reservations": .array(
        earlier.promises.map {
          [
            "id": .string($0.reservation.id), "text": .string($0.reservation.text),
            "about": .strings($0.reservation.about), "due": .string($0.reservation.due.description),
            "met_on": .text($0.metOn?.description),
            "standing": .string($0.standing(on: inputs.today)),
          ]
        }),
    ]
  }

  private static func value(_ facts: AcceptanceFacts) -> JSONValue {
    [
      "organisation": .text(facts.organisation), "supplier": .text(facts.supplier),
      "authority": .text(facts.authority), "contract": .text(facts.contract), "place": .text(facts.place),
      "first_use": .text(facts.firstUse?.description), "back_out": .text(facts.backOut?.description),
      "retention": .text(facts.retention?.description), "distribution": .strings(facts.distribution),
      "deviations": .strings(facts.deviations),
      "parts": .array(
        facts.parts.map {
          [
            "id": .string($0.id), "title": .string($0.title), "requirements": .strings($0.requirements),
            "areas": .strings($0.areas),
          ]
        }),
      "limitations": .array(
        facts.limitations.map {
          [
            "text": .string($0.text), "effect": .string($0.effect), "whom": .string($0.whom),
            "until": .text($0.until?.description),
          ]
        }),
      "risks": .array(
        facts.risks.map {
          [
            "risk": .string($0.risk), "chance": .string($0.chance), "effect": .string($0.effect),
            "measure": .string($0.measure), "accepted_by": .string($0.acceptedBy),
          ]
        }),
    ]
  }
}

extension JSONValue {
  fileprivate static func text(_ text: String?) -> JSONValue { text.map(JSONValue.string) ?? .null }
}
