package import RunModel

extension CampaignStore {
  /// Ids of the findings that are open.
  package func openFindings() async throws(CampaignProblem) -> Set<String> {
    Set(try await findings().filter(\.isOpen).map(\.id))
  }

  /// The failures that findings of the machine stand for, in order of id: what `@known` may excuse.
  package func knownFailures() async throws(CampaignProblem) -> [KnownFailure] {
    try await findings().knownFailures
  }
}

extension [Finding] {
  /// Those of the machine, in their order: what `@known` may excuse.
  package var knownFailures: [KnownFailure] {
    compactMap { finding in
      guard finding.isByMachine, let ordinal = finding.ordinal else { return nil }
      return KnownFailure(
        finding: finding.id, scenario: finding[.scenario], exampleKey: finding[.exampleKey], ordinal: ordinal,
        cause: finding[.cause], isOpen: finding.isOpen)
    }
  }
}
