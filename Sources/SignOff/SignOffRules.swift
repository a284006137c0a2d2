package import RunModel

/// Who may say what when: the same rules refuse a command and are looked at again by `verify`.
package struct SignOffRules: Sendable {
  package struct Refusal: Error, Sendable, Hashable {
    /// Lower case, no full stop.
    package var message: String
    package var hint: String?

    package init(_ message: String, hint: String? = nil) {
      self.message = message
      self.hint = hint
    }
  }

  package let facts: FrozenFacts
  package let signers: SignersList
  package let frozenAt: Stamp

  package init(facts: FrozenFacts, signers: SignersList, frozenAt: Stamp) {
    self.facts = facts
    self.signers = signers
    self.frozenAt = frozenAt
  }

  /// - Parameter chain: all entries before this one, in order.
  package func check(_ entry: DecisionEntry, after chain: [DecisionEntry]) throws(Refusal) {
    if let last = chain.last, entry.at.seconds < last.at.seconds {
      throw Refusal("it is dated before the entry that it follows", hint: "look at the clock of this machine")
    }
    switch entry.body {
    case .advice(let advice):
      try requireUndecided(chain, "an advice")
      try check(advice)
    case .decision(let decision):
      try requireFrozen(entry.at)
      try requireUndecided(chain, "another decision")
      try check(decision, at: entry.at, after: chain)
    case .signature(let signature):
      try requireFrozen(entry.at)
      try check(signature, at: entry.at, after: chain)
    case .attachment: try requireFrozen(entry.at)
    case .fulfilment(let said): try check(said, at: entry.at, after: chain)
    }
  }

  private func requireFrozen(_ at: Stamp) throws(Refusal) {
    guard at.seconds >= frozenAt.seconds else {
      throw Refusal("it is dated before the report was frozen", hint: "look at the clock of this machine")
    }
  }

  /// What a customer's person has signed stands; something else needs another revision.
  private func requireUndecided(_ chain: [DecisionEntry], _ what: String) throws(Refusal) {
    let signed = chain.lastIndex { $0.signature?.meaning.isDeciding ?? false }
    guard let signed else { return }
    guard chain[..<signed].last(where: { $0.decision != nil })?.decision?.value == .deferred else {
      throw Refusal(
        "\(what) comes too late: the decision is signed", hint: "lmsaccept freeze makes a new revision")
    }
  }

  package func check(_ advice: Advice) throws(Refusal) {
    guard !advice.by.isBlank else { throw Refusal("nobody is named who advises", hint: "say who with --by") }
    if advice.value != .go, advice.reasons.allSatisfy(\.isBlank) {
      throw Refusal("\"\(advice.value.rawValue)\" needs a reason", hint: "say why with --reason")
    }
    if advice.value == .goWithConditions, advice.conditions.isEmpty {
      throw Refusal("go-with-conditions needs conditions", hint: "write them down with --conditions FILE")
    }
    if advice.value != .goWithConditions, !advice.conditions.isEmpty {
      throw Refusal("conditions belong to go-with-conditions only")
    }
    try check(advice.conditions)
  }

  private func check(_ decision: Decision, at moment: Stamp, after chain: [DecisionEntry]) throws(Refusal) {
    guard chain.contains(where: { $0.advice != nil }) else {
      throw Refusal("no decision before an advice", hint: "lmsaccept advise --value … --by NAME --reason TEXT")
    }
    try checkAuthority(of: decision.by)
    try checkParts(of: decision)
    if decision.rejects {
      let named = facts.requirements.filter { id in decision.grounds.contains { $0.names(id) } }
      guard !named.isEmpty || facts.requirements.isEmpty && !decision.grounds.allSatisfy(\.isBlank) else {
        throw Refusal(
          "a rejection needs grounds that name requirements",
          hint: "--grounds \"USR-R1: …\"; the requirements: \(facts.requirements.prefix(5).joined(separator: ", "))…")
      }
    }
    if decision.defers, decision.next == nil || decision.missing.allSatisfy(\.isBlank) {
      throw Refusal("a postponed decision says when it is taken and what is missing", hint: "--next DAY --missing TEXT")
    }
    if let next = decision.next, next < moment.day {
      throw Refusal("the day on which it is decided is over: \(next)", hint: "--next DAY, today or later")
    }
    let values = decision.parts.isEmpty ? [decision.value] : decision.parts.map(\.value)
    let reserves = values.contains(.acceptedWithReservations)
    if reserves, decision.reservations.isEmpty {
      throw Refusal("accepted-with-reservations needs reservations", hint: "write them down with --reservations FILE")
    }
    if !reserves, !decision.reservations.isEmpty {
      throw Refusal("reservations belong to accepted-with-reservations only")
    }
    try check(decision.reservations)
    try checkDays(of: decision.reservations, at: moment)
    if decision.accepts { try checkObstacles(to: decision) }
  }

  /// The customer reserved it, so the customer says that it was met; what nobody has signed reserves nothing yet.
  private func check(_ said: Fulfilment, at moment: Stamp, after chain: [DecisionEntry]) throws(Refusal) {
    guard let place = chain.lastIndex(where: { $0.decision != nil }), let decision = chain[place].decision else {
      throw Refusal("no reservation is met before a decision")
    }
    guard decision.reservations.contains(where: { $0.id == said.reservation }) else {
      let ids = decision.reservations.map(\.id)
      throw Refusal(
        "the decision has no reservation \"\(said.reservation)\"",
        hint: ids.isEmpty ? "it has none" : "it has: \(ids.joined(separator: ", "))")
    }
    guard chain[place...].contains(where: { $0.signature?.meaning.isDeciding ?? false }) else {
      throw Refusal("nobody has signed the decision yet", hint: "lmsaccept sign --meaning approved")
    }
    if chain[place...].contains(where: { $0.fulfilment?.reservation == said.reservation }) {
      throw Refusal("reservation \(said.reservation) is met already")
    }
    try checkAuthority(of: said.by)
    if said.proof.isBlank { throw Refusal("nothing shows that it was met", hint: "say what does with --proof") }
    guard said.on >= chain[place].at.day, said.on <= moment.day else {
      throw Refusal(
        "it was met between the decision and today", hint: "a day from \(chain[place].at.day) to \(moment.day)")
    }
  }

  private func checkAuthority(of name: String) throws(Refusal) {
    guard let signer = signers.signer(named: name) else {
      let deciding = signers.signers.filter { $0.meanings.contains(where: \.isDeciding) }.map(\.name)
      throw Refusal(
        "\(name) is not on the list of signers",
        hint: deciding.isEmpty ? "nobody on it may decide" : "who may decide: \(deciding.joined(separator: ", "))")
    }
    guard signer.meanings.contains(where: \.isDeciding) else {
      throw Refusal("\(name) may not decide: neither approved nor rejected stands behind the name on the list")
    }
    if facts.isTester(name) { throw Refusal("\(name) tested, and a tester does not decide") }
  }

  private func checkParts(of decision: Decision) throws(Refusal) {
    for part in decision.parts where !facts.parts.contains(part.name) {
      throw Refusal(
        "the report has no part \"\(part.name)\"",
        hint: facts.parts.isEmpty ? "it is decided on as a whole" : "its parts: \(facts.parts.joined(separator: ", "))")
    }
    if !facts.parts.isEmpty, decision.parts.map(\.name) != facts.parts {
      throw Refusal("every part needs a value", hint: "its parts: \(facts.parts.joined(separator: ", "))")
    }
    if decision.parts.contains(where: { $0.value == .partly }) { throw Refusal("no part is accepted partly") }
    let whole = decision.parts.isEmpty ? decision.value : Decision.whole(of: decision.parts.map(\.value))
    guard whole == decision.value, whole != .partly || !decision.parts.isEmpty else {
      throw Refusal("\(decision.value.rawValue) is not what the parts come to")
    }
  }

  /// Of entry and suspension: `facts.json` holds those of exit only.
  private static let otherCriteria = (1...6).map { "E\($0)" } + (1...3).map { "S\($0)" }

  /// A promise for a day that is over binds nobody, and one about nothing in the report neither.
  private func checkDays(of reservations: [Reservation], at moment: Stamp) throws(Refusal) {
    let known = Set(facts.findings.map(\.id) + facts.criteria.map(\.id) + facts.requirements + Self.otherCriteria)
    for reservation in reservations {
      if reservation.due < moment.day {
        throw Refusal(
          "reservation \(reservation.id) is due on \(reservation.due), before it is made",
          hint: "due: a day from \(moment.day) on")
      }
      if let unknown = reservation.about.first(where: { !known.contains($0) }) {
        throw Refusal(
          "reservation \(reservation.id) is about \(unknown), which the report does not have",
          hint: "ids of its open findings, criteria and requirements")
      }
    }
  }

  /// What is not met may only be accepted by name, and what is blocking not at all.
  private func checkObstacles(to decision: Decision) throws(Refusal) {
    let blocking = facts.findings.filter { $0.severity == "blocking" }.map(\.id)
    // Of parts of which some are not accepted, the report cannot say to which a finding belongs.
    guard blocking.isEmpty || decision.value == .partly else {
      throw Refusal(
        "\(blocking.joined(separator: ", ")) \(blocking.count == 1 ? "is" : "are") blocking: that cannot be accepted",
        hint: "decide deferred or rejected; or rate it anew with a reason (lmsaccept finding edit) and freeze again")
    }
    let named = Set(decision.reservations.flatMap(\.about))
    let open = facts.obstacles.filter { !named.contains($0) }
    guard !open.isEmpty || decision.reservations.isEmpty && !facts.incomplete.isEmpty else { return }
    if open.isEmpty {
      throw Refusal(
        "the report was frozen incomplete: it cannot simply be accepted",
        hint: "--value accepted-with-reservations --reservations FILE")
    }
    throw Refusal(
      "no reservation speaks of \(open.joined(separator: ", "))",
      hint: "open serious findings and criteria that are not met are accepted by name only: "
        + "lmsaccept decide --template FILE writes a list to fill in")
  }

  private func check(_ reservations: [Reservation]) throws(Refusal) {
    for (place, reservation) in reservations.enumerated() {
      guard reservation.id == "C\(place + 1)" else { throw Refusal("reservations are called C1, C2, …, in order") }
      for (what, text) in [
        ("text", reservation.text), ("owner", reservation.owner), ("proof", reservation.proof),
        ("consequence", reservation.consequence),
      ] where text.isBlank {
        throw Refusal("reservation \(reservation.id) has no \(what)")
      }
    }
  }

  private func check(
    _ signature: DecisionEntry.Signature, at moment: Stamp, after chain: [DecisionEntry]
  ) throws(Refusal) {
    let meaning = signature.meaning
    guard let signer = signers.signer(named: signature.name), signer.email == signature.email else {
      throw Refusal(
        "\(signature.name) is not on the list of signers",
        hint: "it holds: \(signers.signers.map(\.name).joined(separator: ", "))")
    }
    guard signer.function == signature.function, signer.organisation == signature.organisation else {
      throw Refusal(
        "\(signature.name) is \(signer.function) of \(signer.organisation) on the list of signers")
    }
    guard signer.meanings.contains(meaning) else {
      throw Refusal(
        "\(signature.name) may not sign \(meaning.rawValue)",
        hint: "the list allows: \(signer.meanings.map(\.rawValue).joined(separator: ", "))")
    }
    if let obstacle = signer.obstacle(at: moment) { throw Refusal(obstacle) }
    if meaning.isDeciding, facts.isTester(signature.name) {
      throw Refusal("\(signature.name) tested, and a tester does not sign \(meaning.rawValue)")
    }
    let lastDecision = chain.lastIndex { $0.decision != nil }
    let since = meaning.isAboutReport ? chain[...] : chain[(lastDecision ?? chain.startIndex)...]
    if since.contains(where: { $0.signature?.meaning == meaning && $0.signature?.email == signature.email }) {
      throw Refusal("\(signature.name) has signed \(meaning.rawValue) already")
    }
    if meaning.isAboutReport { return }
    guard let decision = lastDecision.flatMap({ chain[$0].decision }) else {
      throw Refusal(
        "no signature \(meaning.rawValue) before a decision", hint: "lmsaccept decide --value … --by NAME")
    }
    if meaning == .approved, !decision.accepts {
      throw Refusal("nothing is accepted by the decision (\(decision.value.rawValue)): nobody can approve it")
    }
    if meaning == .rejected, !decision.rejects {
      throw Refusal("nothing is rejected by the decision (\(decision.value.rawValue))")
    }
  }
}

extension DecisionEntry {
  package var advice: Advice? { if case .advice(let advice) = body { advice } else { nil } }
  package var decision: Decision? { if case .decision(let decision) = body { decision } else { nil } }
  package var signature: Signature? { if case .signature(let signature) = body { signature } else { nil } }
  package var fulfilment: Fulfilment? { if case .fulfilment(let said) = body { said } else { nil } }
  package var attachment: Attachment? { if case .attachment(let attached) = body { attached } else { nil } }
}

extension String {
  package var isBlank: Bool { allSatisfy(\.isWhitespace) }

  /// Whether an id stands in it as a word of its own.
  fileprivate func names(_ id: String) -> Bool {
    var rest = self[...]
    while let range = rest.firstRange(of: id) {
      let before = range.lowerBound > startIndex ? self[index(before: range.lowerBound)] : " "
      let after = range.upperBound < endIndex ? self[range.upperBound] : " "
      if ![before, after].contains(where: { $0.isLetter || $0.isNumber }) { return true }
      rest = self[range.upperBound...]
    }
    return false
  }
}
