import Synchronization

/// One request on its way, all hops of it, until its caller is answered.
///
/// Unchecked, because the caller makes it, hands it over through the inbox's mutex and from then on touches only
/// `isCancelled`; everything that varies belongs to the loop's thread.
final class Flight: @unchecked Sendable {
  let request: Request
  let options: HTTPClient.Options
  let started = ContinuousClock.now
  let isCancelled = Atomic(false)
  private var continuation: CheckedContinuation<Result<Exchange, TransferError>, Never>?

  var hop: Hop
  var followed: [RedirectHop] = []
  /// The handle it flies on; nil before the start and after the end.
  var easy: EasyHandle?

  init(_ request: Request, at address: WebAddress, options: HTTPClient.Options) {
    self.request = request
    self.options = options
    hop = Hop(
      method: request.method, address: address, headers: request.headers, body: request.body)
  }

  /// Called once, before the flight is handed over.
  func take(_ continuation: CheckedContinuation<Result<Exchange, TransferError>, Never>) {
    self.continuation = continuation
  }

  /// Answers the caller; only the first answer counts.
  func land(_ result: Result<Exchange, TransferError>) {
    continuation?.resume(returning: result)
    continuation = nil
  }

  func fail(_ kind: TransferError.Kind, code: Int32 = 0, _ reason: String) {
    let wasUnderWay = easy.map { $0.attempts > 0 } ?? false
    land(
      .failure(
        TransferError(
          kind, code: code, doing: hop.method + " " + hop.address.masked, reason: reason,
          hops: followed,
          mayHaveArrived: wasUnderWay || !followed.isEmpty)))
  }

  /// What is left of the whole limit; not positive when it is used up.
  var remaining: Duration {
    request.limits.whole - started.duration(to: .now)
  }
}
