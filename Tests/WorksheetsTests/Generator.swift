import Foundation

/// A small deterministic generator (SplitMix64).
struct Generator: RandomNumberGenerator {
  var state: UInt64

  /// That of `LMSACCEPT_SEED`, or a new one; a test that uses it prints it.
  static func seed() -> UInt64 {
    ProcessInfo.processInfo.environment["LMSACCEPT_SEED"].flatMap { UInt64($0) } ?? .random(in: 1...999_999)
  }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
