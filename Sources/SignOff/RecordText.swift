package import RunModel

/// What the decisions of a bundle say, in lines for a terminal: all of it, for somebody who is about to sign.
package struct RecordText: Sendable {
  private let content: BundleContent
  private let facts: FrozenFacts
  private let entries: [DecisionEntry]
  private let texts: Texts
  /// Reservations before this day are over.
  private let today: CalendarDay

  package init?(_ result: BundleVerification.Result, texts: Texts, today: CalendarDay) {
    guard let content = result.content, let facts = result.facts else { return nil }
    self.content = content
    self.facts = facts
    entries = result.entries
    self.texts = texts
    self.today = today
  }

  package var lines: [String] {
    var lines = [
      texts("Acceptance report ", "Acceptatierapport ") + content.project
        + texts(
          ", round \(content.round), revision \(content.revision)",
          ", ronde \(content.round), revisie \(content.revision)"),
      texts("frozen ", "bevroren ") + "\(content.frozenAt.shown), \(content.frozenBy)",
    ]
    if content.isRehearsal {
      lines.append(texts("REHEARSAL: ", "OEFENING: ") + facts.rehearsal.joined(separator: " "))
    }
    if !facts.incomplete.isEmpty {
      lines.append(
        texts("frozen although: ", "bevroren hoewel: ") + facts.incomplete.joined(separator: "; ")
          + texts("; because: ", "; omdat: ") + facts.incompleteReason)
    }
    let open = facts.criteria.filter { $0.isMet != true }
    lines.append(
      texts("criteria: ", "criteria: aan ")
        + texts(
          "\(facts.criteria.count - open.count) of \(facts.criteria.count) met",
          "\(facts.criteria.count - open.count) van \(facts.criteria.count) voldaan"))
    for criterion in open {
      let word = criterion.isMet == nil ? texts("not measured", "niet gemeten") : texts("not met", "niet voldaan")
      lines.append("  \(criterion.id) \(criterion.title): \(criterion.measure) (\(criterion.norm)): \(word)")
    }
    for finding in facts.findings { lines.append("  \(finding.id) \(severity(finding.severity))") }
    for entry in entries { lines += self.lines(of: entry) }
    return lines
  }

  private func severity(_ word: String) -> String {
    Severity(rawValue: word).map { texts.name($0) } ?? texts("not rated", "zonder ernst")
  }

  private func lines(of entry: DecisionEntry) -> [String] {
    switch entry.body {
    case .advice(let advice):
      [
        "\(entry.number). " + texts("Advice: ", "Vrijgaveadvies: ") + texts.advised(advice.value)
          + " — \(advice.by), \(entry.at.shown)"
      ] + advice.reasons.map { "   \($0)" } + advice.conditions.flatMap(lines)
    case .decision(let decision):
      [
        "\(entry.number). " + texts("Decision: ", "Besluit: ") + texts.name(decision.value)
          + " — \(decision.by), \(entry.at.shown)"
      ] + details(of: decision)
    case .signature(let said):
      [
        "\(entry.number). " + texts("Signed: ", "Getekend: ")
          + "\(said.name), \(said.function), \(said.organisation): \(texts.name(said.meaning)) — \(entry.at.shown)",
        "   \(said.statement)",
      ]
    case .attachment(let attached):
      [
        "\(entry.number). " + texts("Attached: ", "Bijgevoegd: ")
          + "\(attached.name) (\(attached.kind.rawValue)) — \(attached.by), \(entry.at.shown)"
      ]
    case .fulfilment(let said):
      [
        "\(entry.number). " + texts("Reservation met: ", "Voorbehoud ingelost: ")
          + "\(said.reservation) — \(said.by), \(entry.at.shown)",
        "   " + texts("on ", "op ") + "\(said.on): \(said.proof)",
      ]
    }
  }

  private func details(of decision: Decision) -> [String] {
    var lines = decision.parts.map { "   \($0.name): \(texts.name($0.value))" }
    lines += decision.grounds.map { "   \($0)" }
    lines.append(texts("   holds from ", "   geldt vanaf ") + decision.effective.description)
    if let day = decision.guaranteeFrom { lines.append(texts("   guarantee from ", "   garantie vanaf ") + "\(day)") }
    if let day = decision.firstUse { lines.append(texts("   first used on ", "   in gebruik op ") + "\(day)") }
    if let isPassed = decision.isBackOutPassed {
      lines.append(texts("   back-out moment passed: ", "   terugvalmoment voorbij: ") + texts.yesOrNo(isPassed))
    }
    if let day = decision.next { lines.append(texts("   decided on ", "   besluit op ") + "\(day)") }
    lines += decision.missing.map { texts("   missing: ", "   ontbreekt: ") + $0 }
    return lines + decision.reservations.flatMap(self.lines)
  }

  private func lines(of reservation: Reservation) -> [String] {
    let about = reservation.about.isEmpty ? "" : " (\(reservation.about.joined(separator: ", ")))"
    let state = texts.name(ReservationState(reservation, in: entries, on: today))
    return [
      "   \(reservation.id) \(reservation.text)\(about)",
      "      \(reservation.owner), " + texts("due ", "uiterlijk ")
        + "\(reservation.due)\(state.isEmpty ? "" : " — \(state.uppercased())"); "
        + texts("proof: ", "bewijs: ") + reservation.proof + texts("; if not: ", "; anders: ")
        + reservation.consequence,
    ]
  }
}
