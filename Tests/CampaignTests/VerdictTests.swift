import Campaign
import RunModel
import Testing

struct VerdictTests {
  private let folder = CampaignFolder()

  private func verdict(_ ordinal: Int, _ verdict: Verdict, tester: String = "joris", round: Int = 1) -> StoredVerdict {
    StoredVerdict(
      row: RowID(project: "p", scenario: "A-01", exampleKey: "", ordinal: ordinal), fingerprint: "BCDFGHJK",
      round: round,
      tester: tester, scenario: "A-01", exampleKey: "", ordinal: ordinal, verdict: verdict, observed: "=gezien é\nja",
      severity: .serious, kind: "defect", evidence: "a.png", testedAt: "3-4", minutes: "5", device: "laptop")
  }

  @Test func `verdicts come back as they were said`() async throws {
    let store = try folder.open()
    let said = [verdict(1, .failed), verdict(2, .passed, tester: "anna")]
    #expect(try await store.store(said, from: "a.csv", bytes: [1, 2, 255]) == 2)
    #expect(try await store.verdicts(round: 1) == said)
    #expect(try await store.verdicts(round: 2).isEmpty)
    let received = try await store.received()
    #expect(received.map(\.bytes) == [[1, 2, 255]])
    #expect(received.map(\.name) == ["a.csv"])
  }

  @Test func `the same file twice changes nothing`() async throws {
    let store = try folder.open()
    #expect(try await store.receivedBefore([1]) == nil)
    #expect(try await store.store([verdict(1, .failed)], from: "a.csv", bytes: [1]) == 1)
    let lines = try await store.journal().count
    #expect(try await store.receivedBefore([1]) != nil)
    #expect(try await store.store([verdict(1, .failed)], from: "b.csv", bytes: [1]) == 0)
    #expect(try await store.journal().count == lines)
    #expect(try await store.received().count == 1)
  }

  @Test func `the last word of each tester counts and the first is kept`() async throws {
    let store = try folder.open()
    _ = try await store.store([verdict(1, .failed), verdict(1, .passed, tester: "anna")], from: "a", bytes: [1])
    _ = try await store.store([verdict(1, .passed)], from: "b", bytes: [2])
    _ = try await store.store([verdict(1, .failed)], from: "c", bytes: [3])
    _ = try await store.store([verdict(1, .blocked, round: 2)], from: "d", bytes: [4])
    let last = try await store.verdicts(round: 1)
    #expect(Set(last.map { "\($0.tester) \($0.verdict)" }) == ["joris failed", "anna passed"])
    #expect(try await store.journal().filter { $0.text.contains("verdict-stored") }.count == 5)
  }

  @Test func `the chain names neither tester nor remark`() async throws {
    let store = try folder.open()
    _ = try await store.store([verdict(1, .failed)], from: "a", bytes: [1])
    let text = try await store.journal().map(\.text).joined()
    #expect(!text.contains("joris") && !text.contains("gezien"))
    #expect(try await store.verify().isEmpty)
  }
}
