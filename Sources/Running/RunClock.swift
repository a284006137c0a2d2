/// Monotonic nanoseconds since a run started; one for everybody who posts events of the run.
package struct RunClock: Sendable {
  private let start = ContinuousClock.now

  package init() {}

  package func now() -> Int64 {
    let passed = start.duration(to: .now).components
    return passed.seconds * 1_000_000_000 + passed.attoseconds / 1_000_000_000
  }
}
