import Synchronization

/// Names one set of cookies: one person in one session with one system.
///
/// The cookies live in the `TransferLoop` that first sees the jar, until `discard` or the loop's end.
package struct CookieJar: Sendable, Hashable {
  private let number: UInt64

  private static let last = Atomic<UInt64>(0)

  /// A new, empty jar.
  package init() {
    number = Self.last.wrappingAdd(1, ordering: .relaxed).newValue
  }
}
