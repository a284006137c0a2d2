import Campaign
import RunModel

extension Texts {
  /// What a row came to. Nothing but a person's *Blocked* counts as broken there, and that is the word for it.
  func name(_ row: JoinedRow) -> String {
    row.outcome == .broken ? name(Verdict.blocked).lowercased() : name(row.outcome)
  }

  /// What a scenario came to: *blocked* where people were kept from judging, *broken* where the machine was.
  func name(_ result: JoinedResult) -> String {
    result.isBlocked ? name(Verdict.blocked).lowercased() : name(result.outcome)
  }
}

extension JoinedResult {
  /// The machine left it to people, and what they were kept from decides.
  var isBlocked: Bool {
    guard let machine = scenario.result?.outcome, machine == .awaiting || machine == .failed else { return false }
    return outcome == .broken && rows.contains { $0.outcome == .broken }
  }
}
