import JSON
import RunModel
import SignOff
import Testing

struct DecisionTests {
  private func decision(_ isBackOutPassed: Bool?) throws -> Decision {
    Decision(
      value: .accepted, by: "Anna", effective: try #require(CalendarDay("2026-12-01")),
      isBackOutPassed: isBackOutPassed)
  }

  @Test(arguments: [true, false, nil]) func `the back-out moment comes back as it was said`(_ said: Bool?) throws {
    let decision = try decision(said)
    #expect(Decision(decision.json) == decision)
  }

  @Test func `a decision from before the field reads and writes as it was`() throws {
    let old = try decision(nil).json
    #expect(old["back_out_passed"] == nil && old.members?.count == 10)
  }
}
