import Foundation

/// What the C library's allocator is told, where it can be told anything: <malloc.h> is in no module.
enum Allocator {
  private static let mapThreshold: Int32 = -3
  private static let mostPools: Int32 = -8

  /// Large blocks (a worksheet, a picture, a run's rows) go back to the system when they are done with. Left to itself
  /// glibc takes the first of them as a sign to keep all that follow.
  static func giveLargeBlocksBack() { set(mapThreshold, 256 * 1_024) }

  /// For a command that does one thing after the other: what one thread has let go of the next one uses.
  static func sharePools() { set(mostPools, 2) }

  /// Gives back what was needed for a moment only, before the next large thing begins.
  static func giveBack() {
    guard let found = dlsym(nil, "malloc_trim") else { return }
    _ = unsafeBitCast(found, to: (@convention(c) (Int) -> Int32).self)(0)
  }

  private static func set(_ what: Int32, _ value: Int32) {
    guard let found = dlsym(nil, "mallopt") else { return }
    _ = unsafeBitCast(found, to: (@convention(c) (Int32, Int32) -> Int32).self)(what, value)
  }
}
