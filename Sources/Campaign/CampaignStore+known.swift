package import RunModel

extension CampaignStore {
  /// What `@known` may excuse: nothing, as long as this campaign keeps no findings.
  package func knownFailures() async throws(CampaignProblem) -> [KnownFailure] { [] }
}
