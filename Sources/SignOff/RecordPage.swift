import JSON
import Reporting
package import RunModel

/// `record.html`: the decision, its reservations and the signatures on page one, made from `decisions/` when it is asked
/// for. What is signed is the JSON; this page shows all it says.
package struct RecordPage {
  private let result: BundleVerification.Result
  private let content: BundleContent
  private let facts: FrozenFacts
  private let texts: Texts
  private let today: CalendarDay
  private var page: PlainPage

  /// - Returns: nil for a bundle of which too little can be read.
  package static func bytes(_ result: BundleVerification.Result, texts: Texts, today: CalendarDay) -> [UInt8]? {
    guard let content = result.content, let facts = result.facts else { return nil }
    var record = RecordPage(result, content, facts, texts, today)
    record.write()
    let footer = "\(record.code) · lmsaccept \(content.version) · "
    return record.page.bytes(footer: footer + texts("seen ", "gezien ") + today.description)
  }

  private init(
    _ result: BundleVerification.Result, _ content: BundleContent, _ facts: FrozenFacts, _ texts: Texts,
    _ today: CalendarDay
  ) {
    (self.result, self.content, self.facts, self.texts, self.today) = (result, content, facts, texts, today)
    let code = result.manifest?.code ?? ""
    var foot = [texts("Acceptance record ", "Proces-verbaal van acceptatie ") + code]
    if content.isRehearsal { foot.append(texts("REHEARSAL", "OEFENING")) }
    page = PlainPage(
      title: texts("Acceptance record", "Proces-verbaal van acceptatie") + ": \(content.project)",
      language: texts.language, reservations: foot, style: Self.style)
  }

  private var code: String { result.manifest?.code ?? "" }

  /// On paper decision, reservations and signatures stand on page one.
  private static let style: StaticString = """
    <style>
    @media print {
      html { font-size: 10pt; } body { font-size: 9pt; line-height: 1.3; } p { margin: .2rem 0; max-width: none; }
      h1 { font-size: 16pt; } h2 { font-size: 11.5pt; margin: .9rem 0 .2rem; padding-bottom: .1rem; }
      .banner { padding: .2rem .6rem; margin: .35rem 0; } .banner p { margin: .1rem 0; } .facts { margin: .4rem 0; gap: .05rem 1rem; }
      table { font-size: 8.5pt; } th, td { padding: .15rem .35rem; } .cards td { overflow-wrap: break-word; }
    }
    </style>

    """

  private mutating func write() {
    page.kicker(
      texts("Acceptance record", "Proces-verbaal van acceptatie") + " · \(content.project) · \(code) · "
        + texts("revision \(content.revision)", "revisie \(content.revision)"))
    let decision = result.decision?.decision
    page.title(decision.map { texts.name($0.value) } ?? texts("Nothing decided yet", "Nog niets besloten"))
    if let what = result.report?["title"]?.string {
      page.paragraph(([what] + parties.map { "\($0.0): \($0.1)" }).joined(separator: " · "))
    }
    writeWarnings()
    writeDecision()
    writeReservations(decision?.reservations ?? [], texts("Reservations", "Voorbehouden"))
    writeSignatures()
    writeAdvice()
    writeAttachments()
    writeEarlier()
    writeBasis()
  }

  private mutating func writeWarnings() {
    if content.isRehearsal {
      page.banner(
        [texts("REHEARSAL: this record has no effect.", "OEFENING: dit proces-verbaal heeft geen gevolg.")]
          + facts.rehearsal)
    }
    if !result.faults.isEmpty {
      page.banner(
        [texts("This bundle does not hold:", "Deze bundel klopt niet:")] + result.faults, isBad: true)
    }
    if !facts.incomplete.isEmpty {
      page.banner(
        facts.incomplete + [texts("Frozen all the same: ", "Toch bevroren: ") + facts.incompleteReason])
    }
  }

  /// Who accepts from whom under which contract, as far as the project says it.
  private var parties: [(String, String)] {
    let said = result.report?["acceptance"]
    return [
      (texts("Customer", "Opdrachtgever"), "organisation"), (texts("Supplier", "Leverancier"), "supplier"),
      (texts("Decides", "Beslist"), "authority"), (texts("Contract", "Contract"), "contract"),
      (texts("Place", "Plaats"), "place"),
    ].compactMap { label, key in said?[key]?.string.map { (label, $0) } }
  }

  private func partTitle(_ id: String) -> String {
    let parts = result.report?["acceptance"]?["parts"]?.array ?? []
    let title = parts.first { $0["id"]?.string == id }?["title"]?.string ?? ""
    return title.isEmpty ? id : "\(title) (\(id))"
  }

  /// Address, kind and fingerprint of what was tested.
  private var system: String? {
    guard let object = result.report?["object"], let address = object["address"]?.string else { return nil }
    let site = object["site"]?.string.map { ", site \($0)" } ?? ""
    return "\(object["target"]?.string ?? ""): \(address) (\(object["adapter"]?.string ?? ""))\(site)"
  }

  private mutating func writeDecision() {
    guard let entry = result.decision, let decision = entry.decision else { return }
    for ground in decision.grounds { page.paragraph(ground) }
    var rows = decision.parts.map { (partTitle($0.name), texts.name($0.value)) }
    rows.append((texts("Decided by", "Besloten door"), "\(decision.by), \(entry.at.shown)"))
    rows.append((texts("Signed by", "Getekend door"), signers))
    if !decision.reservations.isEmpty {
      rows.append((texts("Reservations", "Voorbehouden"), String(decision.reservations.count)))
    }
    rows.append((texts("Holds from", "Geldt vanaf"), decision.effective.description))
    for (label, day) in [
      (texts("Guarantee from", "Garantie vanaf"), decision.guaranteeFrom),
      (texts("First used for real", "In gebruik genomen"), decision.firstUse),
      (texts("Decided again on", "Nieuw besluit op"), decision.next),
    ] {
      if let day { rows.append((label, day.description)) }
    }
    rows.append((texts("Back-out moment passed", "Terugvalmoment voorbij"), backOut(decision)))
    if !decision.missing.isEmpty {
      rows.append((texts("Missing until then", "Ontbreekt tot dan"), decision.missing.joined(separator: "; ")))
    }
    page.facts(rows)
  }

  /// Who has signed the decision and with which meaning; the statements follow, however many reservations come between.
  private var signers: String {
    let names = result.signatures.filter { $0.number > (result.decision?.number ?? 0) }.compactMap(\.signature)
      .map { "\($0.name) (\(texts.name($0.meaning)))" }
    return names.isEmpty ? texts("nobody yet", "nog niemand") : names.joined(separator: ", ")
  }

  /// Whether one can still go back, with the day that the project names.
  private func backOut(_ decision: Decision) -> String {
    let said = decision.isBackOutPassed.map(texts.yesOrNo) ?? texts("not stated", "niet vermeld")
    guard let day = result.report?["acceptance"]?["back_out"]?.string else { return said }
    return said + texts(" (back-out possible until \(day))", " (terugval mogelijk tot en met \(day))")
  }

  private mutating func writeReservations(_ reservations: [Reservation], _ heading: String) {
    if reservations.isEmpty { return }
    page.heading(heading)
    func state(_ reservation: Reservation) -> ReservationState {
      ReservationState(reservation, in: result.entries, on: today)
    }
    let expired = reservations.filter { state($0) == .expired }
    if !expired.isEmpty {
      page.banner(
        [
          texts(
            "Past their date on \(today): \(expired.map(\.id).joined(separator: ", "))",
            "Verlopen op \(today): \(expired.map(\.id).joined(separator: ", "))")
        ], isBad: true)
    }
    page.table(
      [
        texts("No.", "Nr."), texts("What is reserved", "Wat is voorbehouden"), texts("About", "Over"),
        texts("Owner", "Eigenaar"), texts("Due", "Uiterlijk"), texts("Proof", "Bewijs"), texts("If not", "Anders"),
      ],
      reservations.map { reservation in
        let state = texts.name(state(reservation))
        return [
          reservation.id, reservation.text, reservation.about.joined(separator: ", "), reservation.owner,
          reservation.due.description + (state.isEmpty ? "" : "\n" + state), reservation.proof, reservation.consequence,
        ]
      })
  }

  private mutating func writeSignatures() {
    page.heading(texts("Signatures", "Handtekeningen"))
    let signatures = result.signatures
    if result.decision != nil, result.deciding.isEmpty {
      page.banner([texts("Nobody has signed the decision yet.", "Nog niemand heeft het besluit getekend.")])
    }
    if signatures.isEmpty {
      return page.paragraph(texts("Nobody has signed yet.", "Nog niemand heeft getekend."))
    }
    page.table(
      [
        texts("No.", "Nr."), texts("Who", "Wie"), texts("Meaning", "Betekenis"), texts("Statement", "Verklaring"),
        texts("When, with which key", "Wanneer, met welke sleutel"),
      ],
      signatures.compactMap { entry in
        entry.signature.map { said in
          [
            String(entry.number), "\(said.name)\n\(said.function)\n\(said.organisation)", texts.name(said.meaning),
            said.statement, "\(entry.at.shown)\n\(said.fingerprint)",
          ]
        }
      })
    page.soft(
      texts(
        "\(signatures.count) signature\(signatures.count == 1 ? "" : "s"). That a last one was taken away cannot be seen from the bundle alone.",
        "\(signatures.count) handtekening\(signatures.count == 1 ? "" : "en"). Dat een laatste is weggehaald, is aan de bundel alleen niet te zien."
      ))
  }

  private mutating func writeAdvice() {
    let given = result.entries.filter { $0.advice != nil }
    guard let entry = given.last, let advice = entry.advice else { return }
    page.heading(texts("Release advice", "Vrijgaveadvies"))
    page.lead(texts.advised(advice.value))
    page.paragraph("\(advice.by), \(entry.at.shown)")
    page.list(advice.reasons)
    writeReservations(advice.conditions, texts("Conditions of the advice", "Voorwaarden van het advies"))
  }

  private mutating func writeAttachments() {
    let attached = result.entries.filter { $0.attachment != nil }
    if attached.isEmpty { return }
    page.heading(texts("Attached", "Bijgevoegd"))
    page.list(
      attached.compactMap { entry in
        entry.attachment.map { file in
          let bound =
            file.holdsCode
            ? texts("holds the code", "bevat de code")
            : texts("said to carry the code; a scan is a copy", "volgens opgave met de code; een scan is een kopie")
          return "\(file.name) (\(file.kind.rawValue)): \(bound). \(file.by), \(entry.at.shown). \(file.remark)"
        }
      })
  }

  /// Decisions and advices in whose place later ones stand.
  private mutating func writeEarlier() {
    let last = [result.decision?.number, result.entries.last { $0.advice != nil }?.number]
    let earlier = result.entries.filter { ($0.advice != nil || $0.decision != nil) && !last.contains($0.number) }
    if earlier.isEmpty { return }
    page.heading(texts("Earlier", "Eerder"))
    page.list(
      earlier.map { entry in
        let what =
          entry.advice.map { "\(texts.advised($0.value)), \($0.by)" }
          ?? entry.decision.map { "\(texts.name($0.value)), \($0.by)" } ?? ""
        return "\(entry.number). \(what), \(entry.at.shown)"
      })
  }

  private mutating func writeBasis() {
    page.heading(texts("What it is about", "Waar het over gaat"))
    let met = facts.criteria.count { $0.isMet == true }
    page.facts([
      (texts("Report", "Rapport"), "\(content.project), \(code)"),
      (texts("System", "Systeem"), system ?? "–"),
      (texts("Frozen", "Bevroren"), "\(content.frozenAt.shown), \(content.frozenBy)"),
      (texts("Replaces", "Vervangt"), content.replaces ?? "–"),
      (
        texts("Criteria", "Criteria"),
        texts("\(met) of \(facts.criteria.count) met", "aan \(met) van \(facts.criteria.count) voldaan")
      ),
      (
        texts("Open findings", "Open bevindingen"),
        facts.findings.isEmpty ? "–" : facts.findings.map(\.id).joined(separator: ", ")
      ),
      ("manifest.json", result.manifestDigest),
    ])
    page.soft(
      texts(
        "How to check all this without lmsaccept stands in README.txt of the bundle.",
        "Hoe u dit zonder lmsaccept controleert, staat in README.txt van de bundel."))
  }
}
