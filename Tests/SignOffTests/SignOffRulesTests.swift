import Campaign
import RunModel
import SignOff
import Testing

struct SignOffRulesTests {
  private static let frozen = Stamp(seconds: 1_795_456_000, offsetMinutes: 60)

  private static let anna = Signer(
    name: "Anna Bakker", email: "anna@x.example", function: "Head", organisation: "Noord",
    meanings: [.approved, .rejected], key: "ssh-ed25519 AAAA")
  private static let bert = Signer(
    name: "Bert Smit", email: "bert@x.example", function: "Lead", organisation: "Noord",
    meanings: [.authored, .approved], key: "ssh-ed25519 BBBB")

  private func rules(
    open: [String] = [], unmet: [String] = [], parts: [String] = [], incomplete: [String] = []
  ) -> SignOffRules {
    let facts = FrozenFacts(
      criteria: unmet.map { .init(id: $0, title: "", norm: "", measure: "", isMet: $0 == "X8" ? nil : false) },
      findings: open.map {
        .init(id: $0, severity: $0 == "F-0002" ? "moderate" : $0 == "F-0009" ? "blocking" : "serious")
      },
      requirements: ["USR-R1"], parts: parts, incomplete: incomplete,
      testers: [TesterMark.of("bert  smit", salt: "s")], salt: "s")
    return SignOffRules(facts: facts, signers: SignersList([Self.anna, Self.bert]), frozenAt: Self.frozen)
  }

  private func entry(_ number: Int, _ body: DecisionEntry.Body, after seconds: Int = 60) -> DecisionEntry {
    DecisionEntry(
      number: number, at: Stamp(seconds: Self.frozen.seconds + seconds, offsetMinutes: 60), code: "", revision: 1,
      isRehearsal: false, manifest: "", before: nil, body: body)
  }

  private var advice: DecisionEntry {
    entry(1, .advice(Advice(value: .go, by: "Bert Smit", at: 0, reasons: [])), after: 0)
  }

  private func decision(
    _ value: Decision.Value, by: String = "Anna Bakker", parts: [Decision.Part] = [], grounds: [String] = [],
    about: [String]? = nil, due: Int = 21_000, next: Int? = nil
  ) -> DecisionEntry {
    let reservations = about.map { about in
      [
        Reservation(
          id: "C1", text: "t", owner: "o", due: CalendarDay(number: due), proof: "p", consequence: "c", about: about)
      ]
    }
    return entry(
      2,
      .decision(
        Decision(
          value: value, parts: parts, by: by, grounds: grounds, reservations: reservations ?? [],
          effective: CalendarDay(number: 20_000), next: next.map { CalendarDay(number: $0) },
          missing: next == nil ? [] : ["a retest"])))
  }

  private func signature(_ signer: Signer, _ meaning: SigningMeaning, _ number: Int = 3) -> DecisionEntry {
    entry(number, .signature(.init(signer, meaning: meaning, statement: "s", fingerprint: "f")))
  }

  private func refusal(_ rules: SignOffRules, _ entry: DecisionEntry, _ chain: [DecisionEntry]) -> String? {
    do throws(SignOffRules.Refusal) {
      try rules.check(entry, after: chain)
      return nil
    } catch {
      return error.message
    }
  }

  @Test func `what is met is accepted, what is not only by name`() {
    #expect(refusal(rules(), decision(.accepted), [advice]) == nil)
    #expect(refusal(rules(open: ["F-0002"]), decision(.accepted), [advice]) == nil)
    for rules in [rules(open: ["F-0001"]), rules(unmet: ["X3"]), rules(unmet: ["X8"])] {
      #expect(refusal(rules, decision(.accepted), [advice])?.contains("no reservation speaks of") ?? false)
    }
    let both = rules(open: ["F-0001"], unmet: ["X8"])
    #expect(refusal(both, decision(.acceptedWithReservations, about: ["F-0001"]), [advice]) != nil)
    #expect(refusal(both, decision(.acceptedWithReservations, about: ["F-0001", "X8"]), [advice]) == nil)
    let incomplete = rules(incomplete: ["2 rows await a verdict"])
    #expect(refusal(incomplete, decision(.accepted), [advice]) != nil)
    #expect(refusal(incomplete, decision(.acceptedWithReservations, about: []), [advice]) == nil)
  }

  @Test func `what is blocking cannot be accepted, whatever is reserved`() {
    let rules = rules(open: ["F-0009"])
    let accepted = refusal(rules, decision(.acceptedWithReservations, about: ["F-0009"]), [advice])
    #expect(accepted?.contains("F-0009 is blocking") ?? false)
    #expect(refusal(rules, decision(.rejected, grounds: ["USR-R1"]), [advice]) == nil)
  }

  @Test func `no promise is made for a day that is over, or about what the report does not have`() {
    let rules = rules(open: ["F-0001"])
    let over = refusal(rules, decision(.acceptedWithReservations, about: ["F-0001"], due: 20_000), [advice])
    #expect(over?.contains("before it is made") ?? false)
    let unknown = refusal(rules, decision(.acceptedWithReservations, about: ["F-0001", "NOPE"]), [advice])
    #expect(unknown?.contains("about NOPE") ?? false)
    #expect(refusal(rules, decision(.acceptedWithReservations, about: ["F-0001", "E3", "USR-R1"]), [advice]) == nil)
    #expect(refusal(rules, decision(.deferred, next: 20_000), [advice])?.contains("is over") ?? false)
    #expect(refusal(rules, decision(.deferred, next: 21_000), [advice]) == nil)
  }

  @Test func `a rejection names requirements`() {
    #expect(refusal(rules(), decision(.rejected, grounds: ["slow"]), [advice]) != nil)
    #expect(refusal(rules(), decision(.rejected, grounds: ["USR-R12 fails"]), [advice]) != nil)
    #expect(refusal(rules(), decision(.rejected, grounds: ["slow", "fails USR-R1."]), [advice]) == nil)
  }

  @Test func `parts come to a whole that nobody chooses`() {
    let parts = [Decision.Part(name: "a", value: .accepted), Decision.Part(name: "b", value: .rejected)]
    let rules = rules(parts: ["a", "b"])
    #expect(refusal(rules, decision(.partly, parts: parts, grounds: ["USR-R1"]), [advice]) == nil)
    #expect(refusal(rules, decision(.accepted, parts: parts, grounds: ["USR-R1"]), [advice]) != nil)
    #expect(refusal(rules, decision(.accepted), [advice]) != nil)
    #expect(refusal(self.rules(), decision(.partly), [advice]) != nil)
  }

  @Test func `order and authority`() {
    let rules = rules()
    #expect(refusal(rules, decision(.accepted), []) == "no decision before an advice")
    #expect(refusal(rules, decision(.accepted, by: "Bert Smit"), [advice])?.contains("tester") ?? false)
    #expect(refusal(rules, decision(.accepted, by: "Nobody"), [advice]) != nil)
    #expect(refusal(rules, signature(Self.bert, .authored), []) == nil)
    #expect(refusal(rules, signature(Self.anna, .approved), [advice]) != nil)
    let decided = [advice, decision(.accepted)]
    #expect(refusal(rules, signature(Self.anna, .approved), decided) == nil)
    #expect(refusal(rules, signature(Self.anna, .rejected), decided) != nil)
    #expect(refusal(rules, signature(Self.bert, .approved), decided)?.contains("tester") ?? false)
    let signed = decided + [signature(Self.anna, .approved)]
    #expect(refusal(rules, signature(Self.anna, .approved, 4), signed)?.contains("already") ?? false)
    #expect(refusal(rules, decision(.accepted), signed)?.contains("too late") ?? false)
  }

  private func met(
    _ id: String = "C1", by: String = "Anna Bakker", on day: Int = 0, proof: String = "p"
  ) -> DecisionEntry {
    let frozen = Self.frozen.day.number
    return entry(
      4, .fulfilment(Fulfilment(reservation: id, by: by, on: CalendarDay(number: frozen + day), proof: proof)),
      after: 86_400)
  }

  @Test func `a reservation is met once, by whoever may decide, after the decision was signed`() {
    let rules = rules(open: ["F-0001"])
    let decided = [advice, decision(.acceptedWithReservations, about: ["F-0001"])]
    let signed = decided + [signature(Self.anna, .approved)]
    #expect(refusal(rules, met(), [advice])?.contains("before a decision") ?? false)
    #expect(refusal(rules, met(), decided)?.contains("signed") ?? false)
    #expect(refusal(rules, met(), signed) == nil)
    #expect(refusal(rules, met(on: 1), signed) == nil)
    #expect(refusal(rules, met("C2"), signed)?.contains("no reservation \"C2\"") ?? false)
    #expect(refusal(rules, met(by: "Bert Smit"), signed)?.contains("tester") ?? false)
    #expect(refusal(rules, met(proof: " "), signed) != nil)
    for day in [-1, 2] { #expect(refusal(rules, met(on: day), signed)?.contains("between") ?? false) }
    #expect(refusal(rules, met(), signed + [met()])?.contains("already") ?? false)
  }

  @Test func `what was met in time, late or not at all`() throws {
    let decided = decision(.acceptedWithReservations, about: ["F-0001"])
    var reservation = try #require(decided.decision?.reservations.first)
    reservation.due = CalendarDay(number: Self.frozen.day.number)
    let decision = Decision(
      value: .acceptedWithReservations, by: "Anna Bakker", reservations: [reservation], effective: reservation.due)
    let chain = [advice, entry(2, .decision(decision)), signature(Self.anna, .approved)]
    let later = CalendarDay(number: reservation.due.number + 30)
    #expect(ReservationState(reservation, in: chain, on: reservation.due) == .open)
    #expect(ReservationState(reservation, in: chain, on: later) == .expired)
    guard case .met = ReservationState(reservation, in: chain + [met()], on: later) else {
      Issue.record("in time")
      return
    }
    guard case .metLate = ReservationState(reservation, in: chain + [met(on: 1)], on: later) else {
      Issue.record("late")
      return
    }
    // Said before this decision was taken: of another one's reservation.
    #expect(ReservationState(reservation, in: [met()] + chain, on: later) == .expired)
  }

  @Test func `verify names what is owed, what was replaced, and who decided on an own advice`() throws {
    let day = 86_400
    let due = Self.frozen.day.number + 10
    let decided = decision(.acceptedWithReservations, about: ["F-0001"], due: due)
    let chain = [advice, decided, signature(Self.anna, .approved)]
    func remarks(_ chain: [DecisionEntry], after days: Int) -> [String] {
      BundleVerification.remarks(on: chain, now: Self.frozen.seconds + days * day)
    }
    #expect(remarks([advice], after: 99).isEmpty && remarks(chain, after: 10).isEmpty)
    #expect(
      remarks(chain, after: 11) == [
        "reservation C1 was due on \(CalendarDay(number: due)), and nothing says that it was met"
      ])
    #expect(remarks(chain + [met()], after: 11).isEmpty)
    #expect(remarks(chain + [met(on: 20)], after: 30).first?.contains("met on") ?? false)
    let again =
      chain + [entry(4, .decision(Decision(value: .accepted, by: "Anna Bakker", effective: CalendarDay(number: due))))]
    let replaced = remarks(again, after: 11)
    #expect(replaced.count == 1 && replaced[0].hasPrefix("decision: accepted-with-reservations"))
    #expect(replaced[0].hasSuffix("replaced by a later one"))
    let own = entry(1, .advice(Advice(value: .go, by: "anna  bakker", at: 0, reasons: [])), after: 0)
    #expect(remarks([own, decision(.accepted)], after: 1) == ["Anna Bakker decided, and had advised it"])
  }

  @Test func `only a whole that is accepted, signed and no rehearsal counts as accepted`() {
    func result(
      _ entries: [DecisionEntry], isRehearsal: Bool = false, faults: [String] = []
    ) -> String? {
      var result = BundleVerification.Result()
      result.entries = entries
      result.faults = faults
      result.content = BundleContent(
        project: "p", round: 1, revision: 1, replaces: nil, frozenAt: Self.frozen, frozenBy: "x",
        isRehearsal: isRehearsal, evidence: "none", language: "en", version: "1", journalLine: 1, journalHead: "",
        files: [])
      return result.notAccepted
    }
    let accepted = [advice, decision(.accepted)]
    let signed = accepted + [signature(Self.anna, .approved)]
    #expect(result(signed) == nil)
    #expect(result([advice, decision(.acceptedWithReservations), signature(Self.anna, .approved)]) == nil)
    #expect(result(signed, isRehearsal: true) == "it is a rehearsal")
    #expect(result(signed, faults: ["x"]) == "the bundle does not hold")
    #expect(result([advice]) == "nothing is decided")
    #expect(result(accepted) == "nobody signed that it is")
    #expect(result(accepted + [signature(Self.bert, .authored)]) == "nobody signed that it is")
    #expect(result(signed + [signature(Self.bert, .rejected, 4)]) == "somebody signed a rejection")
    let parts = [Decision.Part(name: "a", value: .accepted), Decision.Part(name: "b", value: .rejected)]
    for value in [decision(.rejected), decision(.deferred), decision(.partly, parts: parts)] {
      #expect(result([advice, value, signature(Self.anna, .approved)])?.hasPrefix("the decision is") ?? false)
    }
    #expect(BundleVerification.Result().notAccepted != nil)
    let replaced =
      signed + [entry(4, .decision(Decision(value: .rejected, by: "Anna Bakker", effective: CalendarDay(number: 1))))]
    #expect(result(replaced)?.hasPrefix("the decision is") ?? false)
  }
}
