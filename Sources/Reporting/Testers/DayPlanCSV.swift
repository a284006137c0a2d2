import Diagnostics
package import RunModel
import Spreadsheets

/// The lead's day plan as a table for a spreadsheet program: one row a session, a triage after each half day.
package struct DayPlanCSV {
  package static func bytes(_ plan: DayPlan, lead: String, texts: Texts, roleName: (String) -> String) -> [UInt8] {
    var writer = CSVWriter(.people(language: texts.language))
    func row(_ cells: [String]) { writer.row(cells.map(\.visible)) }
    row([
      texts("Day", "Dag"), texts("From", "Van"), texts("Until", "Tot"), texts("Who", "Wie"), texts("Role", "Rol"),
      texts("Account", "Account"), texts("What", "Wat"), texts("Rows", "Rijen"), texts("Minutes", "Minuten"),
    ])
    for (place, session) in plan.sessions.enumerated() {
      row([
        session.dayText(texts), session.begin, session.end,
        session.tester.isEmpty ? texts("(no tester yet)", "(nog geen tester)") : session.tester,
        roleName(session.role), session.account ?? "", session.scenarioIDs.joined(separator: ", "),
        String(session.rows), String(session.minutes),
      ])
      let next = plan.sessions.indices.contains(place + 1) ? plan.sessions[place + 1] : nil
      if let day = session.day, day != "0", next?.day != session.day || next?.isMorning != session.isMorning {
        let (from, until) = session.isMorning ? ("12:30", "13:00") : ("16:45", "17:15")
        row([
          session.dayText(texts), from, until, lead, "", "",
          texts("triage: what came in, who does what", "triage: wat kwam er binnen, wie doet wat"), "", "30",
        ])
      }
    }
    row([
      texts("later", "later"), "", "", texts("testers with findings", "testers met bevindingen"), "", "",
      texts("retest, half a day after each delivery of fixes", "hertest, een halve dag na elke oplevering"), "", "",
    ])
    for warning in plan.warnings {
      row([texts("NOTE", "LET OP"), "", "", "", "", "", warning.text(texts, roleName: roleName), "", ""])
    }
    return writer.bytes
  }
}
