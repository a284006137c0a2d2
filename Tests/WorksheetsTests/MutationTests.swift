import Campaign
import Foundation
import RunModel
import Testing
import Worksheets

/// Whatever happens to a worksheet on its way: nothing lands on another row, nothing is lost without a word.
struct MutationTests {
  private static let count = ProcessInfo.processInfo.environment["LMSACCEPT_MUTATIONS"].flatMap { Int($0) } ?? 6_000

  private static let plain = [
    "a", " ", "\n", "é", "\"", ";", ",", "=1+1", "'", "  ", "(x)", "1E5", "3-4", "€", "ü", "/",
  ]
  private static let any = plain + ["\t", "😀", "字", "e\u{301}", "\u{2028}", "_x0041_", "<b>&amp;", "]]>", "\u{202E}"]

  @Test func `whatever happens to a sheet, every row is told and none is another's`() async throws {
    let seed = Generator.seed()
    var random = Generator(state: seed)
    var combinations = 0
    var lost = 0
    var used: Set<Mutation> = []
    for round in 0..<Self.count {
      let isWorkbook = round.isMultiple(of: 2)
      let encoding = FilledSheet.Encoding.allCases.randomElement(using: &random) ?? .utf8
      let takesAll = isWorkbook || encoding.isWhole
      var filled = Returning.filled()
      filled.is1904 = isWorkbook && Bool.random(using: &random)
      var mutated = MutatedSheet(filled, texts: takesAll ? Self.any : Self.plain, using: &random)
      mutated.sheetTakesAll = takesAll
      let wanted = Int.random(in: 0...4, using: &random)
      let chosen = Mutation.allCases.filter { isWorkbook || !$0.needsWorkbook }.shuffled(using: &random).prefix(wanted)
      for mutation in chosen where !mutated.isTornApart { mutated.apply(mutation, &random) }
      used.formUnion(chosen)
      let bytes: [UInt8]
      if isWorkbook {
        bytes = mutated.sheet.workbook(
          sharesTexts: Bool.random(using: &random), hasReferences: Bool.random(using: &random))
      } else {
        let separators: [UInt8] = [UInt8(ascii: ";"), UInt8(ascii: ","), 9]
        let separator = separators.randomElement(using: &random) ?? 9
        bytes = mutated.sheet.csv(
          separator: separator, encoding: encoding, namesSeparator: Bool.random(using: &random))
      }
      let what = "seed \(seed), round \(round): \(isWorkbook ? "workbook" : "\(encoding)") \(chosen.map(\.rawValue))"
      lost += try check(bytes, mutated, isBenign: chosen.allSatisfy(\.isBenign), what)
      if round.isMultiple(of: 40) { try await checkStored(bytes, what) }
      combinations += 1
    }
    #expect(used.count == Mutation.allCases.count || Self.count < 1_000)
    print("worksheet mutations: \(combinations) combinations, \(lost) rows for the lead, seed \(seed)")
  }

  /// - Returns: rows that were not taken.
  private func check(
    _ bytes: [UInt8], _ mutated: MutatedSheet, isBenign: Bool, _ what: String
  ) throws -> Int {
    let preview: WorksheetImport
    do {
      preview = try Returning.preview(bytes)
    } catch {
      Issue.record("\(what): refused, \(error)")
      return 0
    }
    if let fault = Returning.fault(in: preview) { Issue.record("\(what): \(fault)") }
    for verdict in preview.verdicts where !verdict.observed.hasPrefix(verdict.row.text) {
      Issue.record("\(what): \(verdict.row) says \(verdict.observed)")
    }
    let said = Dictionary(preview.verdicts.map { ($0.row.text, $0) }) { first, _ in first }
    for (row, remark) in mutated.remarks where !mutated.concerned.contains(row) {
      guard let verdict = said[row] else {
        Issue.record("\(what): \(row) is lost: \(preview.problems.map(\.remark.said.english))")
        continue
      }
      if verdict.verdict != .passed || !verdict.observed.unicodeScalars.elementsEqual(remark.unicodeScalars) {
        Issue.record(
          "\(what): \(row) says \(verdict.verdict) \(verdict.observed.debugDescription), not \(remark.debugDescription)"
        )
      }
    }
    if isBenign, preview.counts.stale + preview.counts.unknown + preview.counts.damaged + preview.counts.problems > 0 {
      Issue.record("\(what): a harmless change cost \(preview.problems.map(\.remark.said.english))")
    }
    let again = try Returning.preview(bytes, verdicts: preview.verdicts)
    if !again.verdicts.isEmpty || again.counts.unchanged != preview.verdicts.count {
      Issue.record("\(what): the second time is not the first: \(again.counts)")
    }
    return preview.problems.count
  }

  /// The same through a campaign.
  private func checkStored(_ bytes: [UInt8], _ what: String) async throws {
    try await Returning.withStore { store in
      let preview = try Returning.preview(bytes)
      let stored = try await preview.apply(to: store)
      let verdicts = try await store.verdicts(round: 1)
      let again = try await Returning.preview(bytes, verdicts: verdicts).apply(to: store)
      #expect(stored.verdicts == preview.verdicts.count && again == .init(), "\(what)")
      let key: (StoredVerdict) -> String = { $0.row.text }
      #expect(verdicts.sorted { key($0) < key($1) } == preview.verdicts.sorted { key($0) < key($1) }, "\(what)")
      #expect(try await store.received().map(\.bytes) == [bytes], "\(what)")
      #expect(try await store.verify() == [], "\(what)")
    }
  }
}
