import Campaign
import RunModel

/// What was advised and decided, and what of it is still owed.
extension BundleVerification {
  mutating func tellDecision() {
    for entry in result.entries {
      if let advice = entry.advice { good("advice: \(advice.value.rawValue), by \(advice.by), \(entry.at.shown)") }
    }
    if let last = result.decision { good(Self.sentence(last)) }
    for text in Self.remarks(on: result.entries, now: now) { remark(text) }
  }

  private static func sentence(_ entry: DecisionEntry) -> String {
    guard let decision = entry.decision else { return "" }
    return "decision: \(decision.value.rawValue), by \(decision.by), \(entry.at.shown)"
  }

  /// What no rule forbids and a reader should know of the decisions in a chain.
  ///
  /// - Parameter now: seconds since 1970; days are counted where the last decision was taken.
  package static func remarks(on chain: [DecisionEntry], now: Int) -> [String] {
    let decisions = chain.filter { $0.decision != nil }
    guard let last = decisions.last, let decision = last.decision else { return [] }
    var remarks = decisions.dropLast().map { "\(sentence($0)): replaced by a later one" }
    let today = CalendarDay(secondsSince1970: Double(now), utcOffsetMinutes: last.at.offsetMinutes)
    for reservation in decision.reservations {
      switch ReservationState(reservation, in: chain, on: today) {
      case .expired:
        remarks.append("reservation \(reservation.id) was due on \(reservation.due), and nothing says that it was met")
      case .metLate(let said):
        remarks.append("reservation \(reservation.id) was due on \(reservation.due) and met on \(said.on)")
      case .open, .met: break
      }
    }
    let advisers = chain.prefix { $0.number < last.number }.compactMap(\.advice?.by)
    if advisers.contains(where: { TesterMark.plain($0) == TesterMark.plain(decision.by) }) {
      remarks.append("\(decision.by) decided, and had advised it")
    }
    return remarks
  }
}

extension BundleVerification.Result {
  /// Why nobody may rely on it that the whole was accepted; nil when the customer decided so and signed that.
  package var notAccepted: String? {
    guard holds else { return "the bundle does not hold" }
    if content?.isRehearsal ?? true { return "it is a rehearsal" }
    guard let decision = decision?.decision else { return "nothing is decided" }
    guard [.accepted, .acceptedWithReservations].contains(decision.value) else {
      return "the decision is \(decision.value.rawValue)"
    }
    guard deciding.contains(where: { $0.signature?.meaning == .approved }) else { return "nobody signed that it is" }
    // One of those who may decide can have signed against it.
    return deciding.contains { $0.signature?.meaning == .rejected } ? "somebody signed a rejection" : nil
  }
}
