import Campaign
import Diagnostics
import RunModel
import Spreadsheets

/// A table of the report for programs: keys and codes stay English.
struct AcceptanceTable {
  var name: String
  var columns: [String]
  var rows: [[String]]

  /// UTF-8, comma, no byte order mark, CRLF.
  var csv: [UInt8] {
    var writer = CSVWriter(.programs)
    writer.row(columns)
    for row in rows { writer.row(row.map(\.visible)) }
    return writer.bytes
  }
}

extension AcceptanceReport {
  /// One row a step of each scenario's last result.
  package func resultsCSV() -> [UInt8] { ResultsCSV.bytes(report) }

  /// One row a finding, closed ones and duplicates too.
  package func findingsCSV() -> [UInt8] { findingsTable.csv }

  /// One row a requirement and scenario, with a column for each round; a requirement without scenarios has one row.
  package func traceabilityCSV() -> [UInt8] { traceabilityTable.csv }

  /// One row a criterion.
  package func criteriaCSV() -> [UInt8] { criteriaTable.csv }

  var findingsTable: AcceptanceTable {
    let fields: [Finding.Field] = [
      .status, .severity, .priority, .kind, .contractual, .owner, .due, .disposition, .workaround, .summary, .scenario,
      .exampleKey, .title, .row, .step, .cause, .round, .run, .site, .reporter, .steps, .expected, .observed, .evidence,
      .requirement, .fixedIn, .duplicateOf, .retest, .retestedBy, .retestedIn,
    ]
    return AcceptanceTable(
      name: "findings", columns: ["id", "open", "found_at", "closed_at"] + fields.map(\.rawValue) + ["targets"],
      rows: inputs.findings.map { finding in
        [
          finding.id, finding.isOpen ? "yes" : "no", ClockText.utc(finding.foundAt),
          finding.closedAt.map(ClockText.utc) ?? "",
        ] + fields.map { finding[$0] } + [(finding.targets ?? []).sorted().joined(separator: " ")]
      })
  }

  var traceabilityTable: AcceptanceTable {
    let rounds = inputs.rounds.map(\.number)
    var rows: [[String]] = []
    for result in requirements {
      let requirement = result.requirement
      let head = [requirement.id, requirement.area, requirement.risk, result.status.rawValue]
      for proof in result.results {
        let scenario = proof.scenario.scenario
        rows.append(
          head + [
            scenario.id, scenario.exampleText, scenario.name, Standing(proof).rawValue, ScenarioJudge(proof).rawValue,
          ]
            + marks(of: scenario).map { $0?.rawValue ?? "" })
      }
      for scenario in result.unrun {
        rows.append(
          head + [scenario.id, scenario.exampleText, scenario.name, Standing.notRun.rawValue, ""]
            + rounds.map { _ in "" })
      }
      if result.results.isEmpty, result.unrun.isEmpty {
        rows.append(head + ["", "", "", "", ""] + rounds.map { _ in "" })
      }
    }
    return AcceptanceTable(
      name: "traceability",
      columns: ["requirement", "area", "risk", "status", "scenario", "example", "name", "now", "judged_by"]
        + rounds.map { "round_\($0)" }, rows: rows)
  }

  var criteriaTable: AcceptanceTable {
    AcceptanceTable(
      name: "criteria",
      columns: [
        "id", "kind", "title", "norm", "numerator", "denominator", "standing", "missing", "stated_by", "stated_on",
        "statement", "not_applicable_because", "notes",
      ],
      rows: criteria.map { criterion in
        [
          criterion.id, criterion.kind.rawValue, criterion.title, criterion.norm,
          criterion.isStatedOnly ? "" : String(criterion.numerator), criterion.denominator.map(String.init) ?? "",
          criterion.standing.rawValue, criterion.missing.joined(separator: "; "), criterion.statement?.by ?? "",
          criterion.statement?.on.description ?? "", criterion.statement?.text ?? "", criterion.exemption ?? "",
          criterion.notes.joined(separator: "; "),
        ]
      })
  }

  /// What the scenario came to in each round; nil where it was not run.
  func marks(of scenario: PlannedScenario) -> [Standing?] {
    let standings = trail.standings[.init(scenario)] ?? [:]
    return inputs.rounds.map { standings[$0.number] }
  }
}
