package import RunModel

extension Texts {
  /// `5 passed`; in Dutch what waits is a verb: `1 wacht op oordeel`, `5 wachten op oordeel`.
  package func counted(_ count: Int, _ outcome: Outcome) -> String {
    if isDutch, outcome == .awaiting, count != 1 { return "\(count) wachten op oordeel" }
    return "\(count) \(name(outcome))"
  }
}
