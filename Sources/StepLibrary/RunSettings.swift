package import RunModel
package import Transfer

/// What a run of the library needs beside the library itself.
package struct RunSettings: Sendable {
  /// A client for each target, by name.
  package var clients: [String: HTTPClient]
  package var ledger: any Ledger
  package var sink: any EventSink
  /// Nanoseconds since the run started, for events.
  package var now: @Sendable () -> Int64
  /// Waits for the LMS; tests turn it off.
  package var sleep: @Sendable (Duration) async throws -> Void
  package var evidence: Project.Evidence
  package var masker: Masker
  /// Seconds after which `eventually` gives up waiting on a real LMS; nil waits as long as the requirement says.
  package var patienceSeconds: Double?
  /// For `lmsaccept finish`: what an earlier process kept, by title. Nil: every scenario begins anew.
  package var resumes: [String: KeptScenario]?
  /// Absolute folder that `file "…"` reads from; nil when there is no project.
  package var folder: String?

  package init(
    clients: [String: HTTPClient], ledger: any Ledger, sink: any EventSink,
    now: @escaping @Sendable () -> Int64 = { 0 },
    sleep: @escaping @Sendable (Duration) async throws -> Void = { try await Task.sleep(for: $0) },
    evidence: Project.Evidence = .failures, masker: Masker = Masker(), patienceSeconds: Double? = nil,
    resumes: [String: KeptScenario]? = nil, folder: String? = nil
  ) {
    self.clients = clients
    self.ledger = ledger
    self.sink = sink
    self.now = now
    self.sleep = sleep
    self.evidence = evidence
    self.masker = masker
    self.patienceSeconds = patienceSeconds
    self.resumes = resumes
    self.folder = folder
  }
}
