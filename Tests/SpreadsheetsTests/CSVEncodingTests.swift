import Spreadsheets
import Testing

struct CSVEncodingTests {
  private static let text = "Rij;check é\nR-1;café €5\n"

  private static func utf16(_ text: String, little: Bool) -> [UInt8] {
    text.utf16.flatMap { unit -> [UInt8] in
      let (high, low) = (UInt8(unit >> 8), UInt8(unit & 255))
      return little ? [low, high] : [high, low]
    }
  }

  static let encoded: [(CSVEncoding, [UInt8])] = [
    (.utf8, Array(text.utf8)), (.utf8WithMark, [0xEF, 0xBB, 0xBF] + Array(text.utf8)),
    (.utf16LittleEndian, [0xFF, 0xFE] + utf16(text, little: true)), (.utf16LittleEndian, utf16(text, little: true)),
    (.utf16BigEndian, [0xFE, 0xFF] + utf16(text, little: false)), (.utf16BigEndian, utf16(text, little: false)),
    (.windows1252, text.unicodeScalars.map { $0 == "€" ? 0x80 : UInt8($0.value) }),
    (.macRoman, text.unicodeScalars.map { $0 == "€" ? 0xDB : $0 == "é" ? 0x8E : UInt8($0.value) }),
  ]

  @Test(arguments: encoded) func `same text in every encoding`(_ encoding: CSVEncoding, _ bytes: [UInt8]) throws {
    let table = try CSVReader(sentinel: "check é").read(bytes)
    #expect(table.encoding == encoding)
    #expect(table.rows.map(\.fields) == [["Rij", "check é"], ["R-1", "café €5"]])
  }

  @Test func `without a sentinel nothing is guessed`() {
    #expect(throws: CSVProblem.self) { try CSVReader().read([0x63, 0x61, 0x66, 0xE9]) }
    #expect(throws: CSVProblem.self) { try CSVReader(sentinel: "check é").read([0x63, 0x61, 0x66, 0xE9]) }
  }

  @Test func `a mark that lies is refused`() {
    #expect(throws: CSVProblem.self) { try CSVReader().read([0xEF, 0xBB, 0xBF, 0x61, 0xE9]) }
    #expect(throws: CSVProblem.self) { try CSVReader().read([0xFF, 0xFE, 0x61]) }
    #expect(throws: CSVProblem.self) { try CSVReader().read([0xFF, 0xFE, 0x00, 0xD8]) }
  }
}
