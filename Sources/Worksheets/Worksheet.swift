package import Campaign
import Diagnostics
import RunModel
import Spreadsheets

/// Rows for one role as a file that people fill in with a spreadsheet program.
///
///     Werkblad;S-7K2QXBM;noord-lms;ronde 1;cursist
///     Getest door;
///     Zo vult u in;Oordeel is een van: Geslaagd, Geslaagd met opmerking, …
///     Rij;Nr;Scenario;…;check é
///     R-7K2QXBM;1;CRT-01 Een certificaat;…;R-7K2QXBM/B2CD3FGH
package struct Worksheet: Sendable {
  /// The role's key; `lead` for what the lead makes ready.
  package var role: String
  /// `worksheet-learner.csv`, `werkblad-cursist.csv`: safe as a file name.
  package var name: String
  package var rows: Int
  package var bytes: [UInt8]

  /// The last column: row, fingerprint and sheet together, which must fit the row's own.
  static func check(_ row: PersonRow, _ sheet: SheetID) -> String { "\(row.id)/\(row.fingerprint)/\(sheet)" }
}

extension Worksheet {
  /// One sheet for each role that has something to do, the lead's first.
  ///
  /// - Parameters:
  ///   - results: of the round so far; rows that somebody judged are left out.
  ///   - roleNames: key of a role word -> what it is called in `language`.
  package static func sheets(
    _ results: [JoinedResult], project: String, round: Int, language: String, roleNames: [String: String] = [:]
  ) -> [Worksheet] {
    var open: [String: [(JoinedResult, JoinedRow)]] = [:]
    for result in results {
      for row in result.rows where row.outcome == .awaiting || row.row.kind == .failed && row.verdicts.isEmpty {
        open[row.row.isForLead ? "lead" : row.row.role, default: []].append((result, row))
      }
    }
    let texts = Texts(language: language)
    return open.keys.sorted { $0 == "lead" ? $1 != "lead" : $1 != "lead" && $0 < $1 }.map { role in
      let name =
        role == "lead" ? texts("lead", "leider") : roleNames[role] ?? (role.isEmpty ? texts("tester", "tester") : role)
      var maker = WorksheetMaker(texts: texts, project: project, round: round, role: role, roleName: name)
      return maker.make(open[role] ?? [])
    }
  }
}

private struct WorksheetMaker {
  let texts: Texts
  let project: String
  let round: Int
  let role: String
  let roleName: String
  private var writer: CSVWriter

  init(texts: Texts, project: String, round: Int, role: String, roleName: String) {
    self.texts = texts
    self.project = project
    self.round = round
    self.role = role
    self.roleName = roleName
    writer = CSVWriter(.people(language: texts.language))
  }

  mutating func make(_ rows: [(JoinedResult, JoinedRow)]) -> Worksheet {
    let id = SheetID(project: project, round: round, role: role)
    writer.row([texts("Worksheet", "Werkblad"), id.text, project, texts("round ", "ronde ") + "\(round)", roleName])
    writer.row([texts("Tested by", "Getest door"), ""])
    writer.row([texts("How to fill in", "Zo vult u in"), guidance])
    writer.row(WorksheetColumn.allCases.map { $0.label(texts) })
    for (place, (result, row)) in rows.enumerated() {
      writer.row(WorksheetColumn.allCases.map { cell($0, number: place + 1, result, row).visible })
    }
    let safe = String(roleName.lowercased().map { $0.isLetter || $0.isNumber ? $0 : "-" })
    return Worksheet(
      role: role, name: texts("worksheet-", "werkblad-") + safe + ".csv", rows: rows.count, bytes: writer.bytes)
  }

  private var guidance: String {
    let verdicts = Verdict.allCases.map { texts.name($0) }.joined(separator: ", ")
    let severities = Severity.allCases.map { texts.name($0) }.joined(separator: ", ")
    return texts(
      """
      Verdict is one of: \(verdicts). Anything but Passed needs what you saw. Severity only with Failed: \(severities). \
      Leave a row empty when you did not get to it. Do not change the first and the last column.
      """,
      """
      Oordeel is een van: \(verdicts). Bij alles behalve Geslaagd schrijft u op wat u zag. Ernst alleen bij Gefaald: \
      \(severities). Laat een rij leeg als u er niet aan toekwam. Laat de eerste en de laatste kolom zoals ze zijn.
      """)
  }

  private func cell(_ column: WorksheetColumn, number: Int, _ result: JoinedResult, _ joined: JoinedRow) -> String {
    let row = joined.row
    let scenario = result.scenario.scenario
    let sheet = SheetID(project: project, round: round, role: role)
    switch column {
    case .row: return row.id.text
    case .nr: return String(number)
    case .scenario: return RowWords.scenario(result)
    case .requirement: return scenario.values(of: "req").joined(separator: " ")
    case .priority: return scenario.values(of: "prio").first.map { texts.name(priority: $0) } ?? ""
    case .role: return roleName
    case .prepared: return prepared(row)
    case .actions: return RowWords.text(column, of: row, texts)
    case .expect: return RowWords.text(column, of: row, texts)
    case .previous: return previous(joined)
    case .check: return Worksheet.check(row, sheet)
    case .verdict, .observed, .severity, .kind, .evidence, .testedAt, .minutes, .device: return ""
    }
  }

  private func prepared(_ row: PersonRow) -> String {
    var lines = row.prepared
    switch row.kind {
    case .failed:
      lines.append(
        texts("The machine found that this is not so: ", "De machine vond dat dit niet klopt: ") + row.remark)
    case .open, .notAutomated: if !row.remark.isEmpty { lines.append(row.remark) }
    case .judge, .closing, .prepare: break
    }
    return lines.joined(separator: "\n")
  }

  private func previous(_ row: JoinedRow) -> String {
    row.stale.map { "\($0.tester): \(texts.name($0.verdict))" }.joined(separator: "\n")
  }
}
