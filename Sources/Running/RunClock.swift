/// Monotonic nanoseconds since a run started.
struct RunClock: Sendable {
  private let start = ContinuousClock.now

  func now() -> Int64 {
    let passed = start.duration(to: .now).components
    return passed.seconds * 1_000_000_000 + passed.attoseconds / 1_000_000_000
  }
}
