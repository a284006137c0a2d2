import Campaign
import RunModel
import Testing

/// Worksheets that were handed out.
@Suite struct `Register of sheets` {
  private func request(_ texts: [String], tester: String = "Sanne", round: Int = 1) -> SheetRequest {
    SheetRequest(
      round: round, tester: tester, role: "learner", language: "nl",
      rows: texts.enumerated().map { place, text in
        SheetRequest.Row(
          id: RowID(project: "p", scenario: "s", exampleKey: "", ordinal: place), fingerprint: text)
      })
  }

  private func issue(_ store: CampaignStore, _ requests: [SheetRequest]) async throws -> [IssuedSheet] {
    try await store.issue(requests) { request, issue in "S-\(request.round)\(request.tester)\(issue)" }
  }

  @Test func `the number grows when a row changed, and not otherwise`() async throws {
    let folder = CampaignFolder()
    let store = try folder.open()
    let first = try await issue(store, [request(["A", "B"])])
    let again = try await issue(store, [request(["A", "B"])])
    #expect(first == again && first.map(\.issue) == [1])
    let changed = try await issue(store, [request(["A", "C"]), request(["A", "B"], tester: "Tom")])
    #expect(changed.map(\.issue) == [2, 1])
    #expect(try await issue(store, [request(["A", "B"], round: 2)]).map(\.issue) == [1])
    let lines = try await store.journal().filter { $0.text.contains("sheet-issued") }
    #expect(lines.count == 4)
    #expect(try await store.verify() == [])
  }

  @Test func `an issue before the last never comes again`() async throws {
    let folder = CampaignFolder()
    let store = try folder.open()
    _ = try await issue(store, [request(["A"])])
    _ = try await issue(store, [request(["B"])])
    #expect(try await issue(store, [request(["A"])]).map(\.issue) == [3])
  }

  @Test func `remembers what its rows said`() async throws {
    let folder = CampaignFolder()
    let store = try folder.open()
    let sheet = try await issue(store, [request(["A", "B"])])
    #expect(try await store.issuedSheets() == sheet)
    #expect(sheet[0].request == request(["A", "B"]))
  }
}
