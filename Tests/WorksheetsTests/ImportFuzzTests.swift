import Foundation
import Testing
import Worksheets

/// Worksheets damaged byte by byte: each is read or refused, none ends the program, and no verdict changes its row.
struct ImportFuzzTests {
  /// The stages ask for more than a quick run has time for.
  private static let inputs = ProcessInfo.processInfo.environment["LMSACCEPT_WORKSHEETS"].flatMap { Int($0) } ?? 1_000

  private static let tokens = [
    "R-", "S-", "/", "//", "R-NEW-1", "Geslaagd", "check é", "row", "\n", "\r\n", "\"", ";", ",", "\t", "sep=;\n", "\0",
    "</t></is></c>", "<c t=\"inlineStr\"><is><t>", "</row>", "<row>", "_x0000_", "&#0;", "<mergeCell ref=\"A1:S20\"/>",
    "\u{FEFF}", "é",
  ].map { Array($0.utf8) }

  @Test func `damaged worksheets are read or refused`() throws {
    let seed = Generator.seed()
    var random = Generator(state: seed)
    var sheet = Returning.filled()
    sheet.rows[1].picture = 10
    sheet.rows[2].note = (10, "a note")
    sheet.rows[3].cells[14] = .day(46_349)
    sheet[4, "tested_at"] = "23-11-2026"
    sheet[9, "observed"] = "extra"
    let originals = [
      sheet.workbook(), sheet.workbook(sharesTexts: true, hasReferences: false),
      sheet.csv(separator: 59, encoding: .utf8WithMark), sheet.csv(separator: 9, encoding: .utf16),
      sheet.csv(separator: 44, encoding: .windows1252),
    ]
    var read = 0
    for round in 0..<Self.inputs {
      var bytes = originals[round % originals.count]
      for _ in 0..<Int.random(in: 1...4, using: &random) { Self.damage(&bytes, &random) }
      guard let preview = try? Returning.preview(bytes) else { continue }
      read += 1
      if let fault = Returning.fault(in: preview) { Issue.record("seed \(seed), round \(round): \(fault)") }
    }
    print("worksheet fuzz: \(Self.inputs) damaged files, \(read) read all the same, seed \(seed)")
    #expect(read > 0 && read < Self.inputs)
  }

  private static func damage(_ bytes: inout [UInt8], _ random: inout Generator) {
    guard !bytes.isEmpty else { return }
    let place = Int.random(in: 0..<bytes.count, using: &random)
    let length = min(bytes.count - place, Int.random(in: 1...60, using: &random))
    switch Int.random(in: 0...5, using: &random) {
    case 0: bytes[place] ^= 1 << UInt8.random(in: 0...7, using: &random)
    case 1: bytes[place] = UInt8.random(in: 0...255, using: &random)
    case 2: bytes.removeSubrange(place..<place + length)
    case 3:
      bytes.insert(
        contentsOf: Array(bytes[place..<place + length]), at: Int.random(in: 0...bytes.count, using: &random))
    case 4: bytes.insert(contentsOf: tokens[Int.random(in: 0..<tokens.count, using: &random)], at: place)
    default:
      // A zip keeps checksums: as long as the length stays, a program may not notice.
      let other = Int.random(in: 0...(bytes.count - length), using: &random)
      bytes.replaceSubrange(place..<place + length, with: Array(bytes[other..<other + length]))
    }
  }
}
