import Campaign
import RunModel

/// Findings, what is known to be missing, and the room to sign.
extension AcceptancePage {
  mutating func writeFindings() {
    heading("findings")
    let counted = inputs.findings.filter { $0.status != .duplicate }
    if counted.isEmpty {
      nothing(texts("Nothing was found.", "Er is niets gevonden."))
      return
    }
    severities(SeverityChart(counted, texts))
    let open = acceptance.openFindings
    page.element("h3", texts("Open findings", "Open bevindingen") + " (\(open.count))")
    if open.isEmpty {
      nothing(texts("None is open.", "Er staat geen open."))
      return
    }
    table(
      [
        "Nr", texts("Severity", "Ernst"), texts("What", "Wat"), "Scenario", "Status", texts("Owner", "Eigenaar"),
        texts("Due", "Uiterlijk"), texts("Contractual", "Contractueel"), texts("Disposition", "Afhandeling"),
      ], open.map { row(of: $0) })
  }

  private func row(of finding: Finding) -> [String] {
    var disposition = finding.disposition.map { texts.name($0) } ?? ""
    if !finding[.workaround].isEmpty {
      disposition += (disposition.isEmpty ? "" : "\n") + texts("Workaround: ", "Omweg: ") + finding[.workaround]
    }
    let kind = finding.kind.map { texts.name($0) + ": " } ?? ""
    return [
      finding.id, finding.severity.map { texts.name($0) } ?? texts("Not rated", "Zonder ernst"),
      kind + short(finding[.summary], 300), finding[.title], texts.name(finding.status),
      finding[.owner].isEmpty ? texts("nobody", "niemand") : finding[.owner],
      finding[.due].isEmpty ? "–" : finding[.due],
      finding[.contractual].isEmpty
        ? texts("not said", "niet gezegd") : Finding.name(finding[.contractual], of: .contractual, texts),
      disposition,
    ]
  }

  mutating func writeClosedFindings() {
    heading("closed")
    let closed = acceptance.closedFindings
    if closed.isEmpty {
      nothing(texts("None.", "Geen."))
      return
    }
    table(
      [
        "Nr", texts("Severity", "Ernst"), texts("What", "Wat"), "Scenario", texts("Closed as", "Gesloten als"),
        texts("On", "Op"), texts("Tested again", "Hertest"),
      ],
      closed.map { finding in
        let retest = [finding[.retestedBy], finding[.retestedIn]].filter { !$0.isEmpty }.joined(separator: ", ")
        let status =
          finding.status == .duplicate
          ? texts("duplicate of ", "dubbel met ") + finding[.duplicateOf] : texts.name(finding.status)
        return [
          finding.id, finding.severity.map { texts.name($0) } ?? texts("Not rated", "Zonder ernst"),
          short(finding[.summary], 300), finding[.title], status, finding.closedAt.map(day) ?? "", retest,
        ]
      })
  }

  mutating func writeLimits() {
    heading("limits")
    page.element(
      "p", class: "soft",
      texts(
        "As the project states them; none of this was measured.",
        "Zoals het project ze verklaart; niets hiervan is gemeten."))
    page.element("h3", texts("Known limitations", "Bekende beperkingen"))
    if facts.limitations.isEmpty {
      nothing(texts("None are stated.", "Er zijn er geen opgegeven."))
    } else {
      table(
        [texts("What", "Wat"), texts("Effect", "Gevolg"), texts("For whom", "Voor wie"), texts("Until", "Tot")],
        facts.limitations.map { [$0.text, $0.effect, $0.whom, $0.until?.description ?? ""] }, identifiers: 0)
    }
    page.element("h3", texts("Residual risks", "Restrisico's"))
    if facts.risks.isEmpty {
      nothing(texts("None are stated.", "Er zijn er geen opgegeven."))
    } else {
      table(
        [
          texts("Risk", "Risico"), texts("Chance", "Kans"), texts("Effect", "Gevolg"), texts("Measure", "Maatregel"),
          texts("Accepted by", "Aanvaard door"),
        ], facts.risks.map { [$0.risk, $0.chance, $0.effect, $0.measure, $0.acceptedBy] }, identifiers: 0)
    }
    page.element("h3", texts("Deviations from the plan", "Afwijkingen van het plan"))
    if facts.deviations.isEmpty {
      nothing(texts("None are stated.", "Er zijn er geen opgegeven."))
    } else {
      list(facts.deviations)
    }
    page.element("h3", texts("Reservations of the tests", "Voorbehoud bij de tests"))
    if acceptance.reservations.isEmpty { nothing(texts("None.", "Geen.")) } else { list(acceptance.reservations) }
    writeEarlierDecisions()
  }

  mutating func writeEnvironment() {
    heading("environment")
    var before: SiteFingerprint?
    for round in inputs.rounds {
      page.element("h3", texts("Round ", "Ronde ") + "\(round.number)")
      guard let site = round.site else {
        nothing(texts("The site was not read.", "De site is niet uitgelezen."))
        continue
      }
      // The site of the last round in full; of the others what was different from one to the next.
      let differences = before.map { site.differences(from: $0) } ?? []
      if round.number == inputs.round.number {
        page.facts([("Site", site.code)] + site.lines.map { ($0.name, $0.text) })
      } else {
        page.facts([("Site", site.code)])
      }
      if !differences.isEmpty {
        page.element("p", texts("Changed since the round before:", "Veranderd sinds de ronde ervoor:"))
        list(differences)
      }
      before = site
    }
    let codes = acceptance.trail.sites
    if codes.count > 1 {
      page.element(
        "p",
        texts("The site changed in the middle of the round: ", "De site veranderde midden in de ronde: ")
          + codes.sorted().joined(separator: ", "))
    }
  }

  mutating func writeVerification() {
    heading("verification")
    if inputs.verification.isEmpty {
      page.element(
        "p",
        texts(
          "This is a draft: it is not frozen, and there is nothing to check it against. lmsaccept freeze makes a report with a code.",
          "Dit is een concept: het ligt niet vast en er is niets om het mee te vergelijken. lmsaccept freeze maakt een rapport met een code."
        ))
    }
    for paragraph in inputs.verification { page.element("p", paragraph) }
    if let head = report.journalHead {
      page.element(
        "p",
        texts(
          "Head of the journal when this was written: \(head). Who has this page can tell whether the journal before it was rewritten.",
          "Laatste regel van het logboek toen dit werd gemaakt: \(head). Wie dit blad heeft, ziet of het logboek ervoor is herschreven."
        ))
    }
  }

  // MARK: Signatures

  private struct Signature {
    var meaning: String
    var statement: String
    var name = ""
    var function = ""
    var organisation = ""
  }

  mutating func writeSignatures() {
    heading("signatures", isNewPage: true)
    page.element(
      "p",
      texts(
        "For signing on paper; the code on every page binds the paper to the files. Signatures with a key stand in the record.",
        "Voor ondertekening op papier; de code op elk blad bindt het papier aan de bestanden. Handtekeningen met een sleutel staan in het proces-verbaal."
      ))
    if acceptance.seal.state != .frozen {
      page.raw("<p><strong>")
      page.text(
        acceptance.seal.state == .draft
          ? texts("A draft is not signed.", "Een concept wordt niet ondertekend.")
          : texts(
            "A rehearsal: a signature here accepts nothing.",
            "Een oefening: een handtekening hier accepteert niets."))
      page.raw("</strong></p>\n")
    }
    let notes = [
      facts.distribution.isEmpty
        ? nil : texts("Copies to: ", "Afschriften aan: ") + facts.distribution.joined(separator: ", "),
      facts.retention.map { texts("Kept until ", "Te bewaren tot ") + $0.description },
    ].compactMap(\.self)
    if !notes.isEmpty { page.element("p", notes.joined(separator: ". ") + ".") }
    for signature in signatures { write(signature) }
  }

  private var signatures: [Signature] {
    let customer = facts.organisation ?? ""
    return [
      Signature(
        meaning: texts("Authored", "Opgesteld"),
        statement: texts(
          "This report says what the tests showed.", "Dit rapport zegt wat de tests hebben laten zien."),
        name: inputs.project.lead?.name ?? "", function: texts("test lead", "testleider"), organisation: customer),
      Signature(
        meaning: texts("Delivered", "Opgeleverd"),
        statement: texts(
          "What was tested is what we delivered.", "Wat getest is, is wat wij hebben opgeleverd."),
        organisation: facts.supplier ?? ""),
      Signature(
        meaning: texts("Decided", "Besloten"),
        statement: texts(
          "☐ accepted   ☐ accepted with reservations, listed apart   ☐ rejected   ☐ postponed until",
          "☐ geaccepteerd   ☐ geaccepteerd onder voorbehoud, apart vermeld   ☐ afgekeurd   ☐ aangehouden tot"),
        organisation: customer),
    ]
  }

  private mutating func write(_ signature: Signature) {
    page.raw("<section class=\"signature\">\n")
    page.element("h3", signature.meaning)
    page.element("p", signature.statement)
    page.raw("<dl>\n")
    let lines: [(String, String)] = [
      (texts("Name", "Naam"), signature.name), (texts("Function", "Functie"), signature.function),
      (texts("Organisation", "Organisatie"), signature.organisation),
      (texts("Place, date, time", "Plaats, datum, tijd"), ""),
      (texts("Report code", "Rapportcode"), acceptance.sealWord),
    ]
    for (name, value) in lines {
      page.element("dt", name)
      page.element("dd", value)
    }
    page.element("dt", texts("Signature", "Handtekening"))
    page.element("dd", class: "tall", "")
    page.raw("</dl>\n</section>\n")
  }
}
