/// Notices that nothing has moved for a while.
///
/// libcurl's own low-speed limit averages over seconds and would take one byte every other second for silence.
package struct IdleWatch {
  private var lastProgress = -1
  private var lastChange: ContinuousClock.Instant?

  package init() {}

  /// The request is about to leave; before that only the connect limit counts.
  package mutating func begin(now: ContinuousClock.Instant) {
    lastProgress = -1
    lastChange = now
  }

  /// - Parameter progress: bytes that went either way so far.
  /// - Returns: whether the limit has passed without a byte, seen from one look to the next.
  package mutating func isOver(_ limit: Duration, progress: Int, now: ContinuousClock.Instant)
    -> Bool
  {
    guard let lastChange else { return false }
    if progress != lastProgress {
      lastProgress = progress
      self.lastChange = now
      return false
    }
    return lastChange.duration(to: now) >= limit
  }
}
