import RunModel

/// What was decided before, and what of it is still owed.
extension AcceptancePage {
  mutating func writeEarlierDecisions() {
    page.element("h3", texts("Decisions on earlier revisions", "Besluiten over eerdere revisies"))
    if inputs.earlier.isEmpty {
      return nothing(texts("Nothing was decided before.", "Er is niet eerder een besluit genomen."))
    }
    table(
      [
        texts("Revision", "Revisie"), texts("Report code", "Rapportcode"), texts("Decision", "Besluit"),
        texts("By, on", "Door, op"), texts("Signed by", "Getekend door"),
      ],
      inputs.earlier.map { decision in
        let rehearsal = decision.isRehearsal ? texts(" (rehearsal)", " (oefening)") : ""
        return [
          String(decision.revision), decision.code, decision.name + rehearsal, "\(decision.by), \(decision.on)",
          decision.signers.isEmpty ? texts("nobody", "niemand") : decision.signers.joined(separator: ", "),
        ]
      }, identifiers: 2)
    let rows = inputs.earlier.flatMap { decision in
      decision.promises.map { promise in
        [
          "\(decision.revision), \(promise.reservation.id)", promise.reservation.text,
          promise.reservation.about.joined(separator: ", "), promise.reservation.due.description,
          promise.state(on: inputs.today, texts),
        ]
      }
    }
    if rows.isEmpty { return }
    table(
      [
        texts("Reservation", "Voorbehoud"), texts("What", "Wat"), texts("About", "Over"), texts("Due", "Uiterlijk"),
        texts("State", "Stand"),
      ], rows)
  }
}
