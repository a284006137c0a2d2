import Campaign
import JSON
import Reporting
import RunModel
import SignOff

/// Reads from a campaign's journal what was decided on its frozen reports; the bundles need not be at hand.
enum EarlierDecisions {
  /// - Parameters:
  ///   - entries: lines of the journal; those whose text was erased say nothing.
  ///   - freezes: the reports that are meant.
  /// - Returns: the last decision on each of them, the oldest first.
  static func read(_ entries: [JournalEntry], on freezes: [Freeze], _ texts: Texts) -> [EarlierDecision] {
    let known = Dictionary(freezes.map { ($0.code, $0) }) { $1 }
    var decisions: [String: EarlierDecision] = [:]
    for line in entries.map(\.json) {
      guard let code = line["object"]?.string, let freeze = known[code],
        let action = line["action"]?.string.flatMap(JournalEntry.Action.init),
        let detail = line["detail"]?.string.flatMap({ try? JSONValue(parsing: $0) })
      else { continue }
      switch action {
      case .decided:
        let moment = Stamp(seconds: (line["at"]?.int ?? 0) / 1000, offsetMinutes: line["utc_offset"]?.int ?? 0)
        decisions[code] = decision(detail, on: freeze, moment.day, texts)
      case .signed:
        guard let meaning = detail["meaning"]?.string.flatMap(SigningMeaning.init), meaning.isDeciding else { continue }
        decisions[code]?.signers.append("\(detail["by"]?.string ?? "") (\(texts.name(meaning)))")
      case .fulfilled:
        guard
          let place = decisions[code]?.promises.firstIndex(where: { $0.reservation.id == detail["reservation"]?.string }
          )
        else { continue }
        decisions[code]?.promises[place].metOn = detail["on"]?.string.flatMap { CalendarDay($0) }
      default: continue
      }
    }
    return decisions.values.sorted { $0.revision < $1.revision }
  }

  private static func decision(
    _ detail: JSONValue, on freeze: Freeze, _ day: CalendarDay, _ texts: Texts
  ) -> EarlierDecision? {
    guard let value = detail["says"]?.string.flatMap(Decision.Value.init) else { return nil }
    return EarlierDecision(
      revision: freeze.revision, code: freeze.code, isRehearsal: freeze.isRehearsal, value: value.rawValue,
      name: texts.name(value), by: detail["by"]?.string ?? "", on: day,
      promises: (Reservation.list(detail["reservations"]) ?? []).map { EarlierDecision.Promise($0) })
  }
}
