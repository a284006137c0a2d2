import Foundation
import SignOff
import Testing

struct ReportCodeTests {
  /// Computed apart: `N * 29^i // 2^256 % 29` with whole numbers of any length.
  @Test(arguments: [
    ([UInt8](repeating: 0, count: 32), "22222-22222-22222-22222"),
    ([UInt8](repeating: 0xFF, count: 32), "ZZZZZ-ZZZZZ-ZZZZZ-ZZZZZ"),
    ([0x80] + [UInt8](repeating: 0, count: 31), "JJJJJ-JJJJJ-JJJJJ-JJJJJ"),
    (Array(0..<32).map { UInt8($0 * 7 % 256) }, "224N6-39SCJ-7F9MP-HGVSB"),
  ])
  func `a digest has one code`(_ digest: [UInt8], _ code: String) {
    #expect(ReportCode.code(of: digest) == code)
  }
}

struct StampTests {
  @Test(arguments: [
    (0, 0, "1970-01-01T00:00:00+00:00"), (1_795_456_563, 60, "2026-11-23T18:56:03+01:00"),
    (1_795_456_563, -210, "2026-11-23T14:26:03-03:30"), (1_795_478_399, 60, "2026-11-24T00:59:59+01:00"),
  ])
  func `a moment is written where its clock stood and read again`(_ seconds: Int, _ offset: Int, _ text: String) {
    let stamp = Stamp(seconds: seconds, offsetMinutes: offset)
    #expect(stamp.description == text)
    #expect(Stamp(text) == stamp)
  }

  @Test(arguments: [
    "2026-11-23T18:56:03Z", "2026-11-23 18:56:03+01:00", "2026-02-30T18:56:03+01:00", "2026-11-23T24:00:00+01:00",
    "2026-11-23T18:56:60+01:00", "2026-11-23T18:56:03+01:60", "2026-11-23T18:56:03-00:00", "",
    "2026-11-23T18:56:03+0100",
  ])
  func `another way to write it is none`(_ text: String) {
    #expect(Stamp(text) == nil)
  }
}
