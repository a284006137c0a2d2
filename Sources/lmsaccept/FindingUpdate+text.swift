import Campaign
import RunModel

extension FindingUpdate {
  /// What the lead must not overlook; nil for nothing.
  func reopenedSentence(_ texts: Texts) -> String? {
    if reopened.isEmpty { return nil }
    let ids = reopened.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }.joined(separator: ", ")
    return texts("seen again after it was rejected, and open once more: ", "na afwijzing weer gezien en weer open: ")
      + ids
  }
}
