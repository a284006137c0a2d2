import Foundation
import Spreadsheets
import Testing

/// Workbooks damaged at random: each is read or refused, and none ends the program.
struct XLSXFuzzTests {
  /// Of each kind; the stages ask for more than a quick run has time for.
  private static let inputs = ProcessInfo.processInfo.environment["LMSACCEPT_WORKBOOKS"].flatMap { Int($0) } ?? 1_000

  private static let tokens: [String] = [
    "<row>", "</row>", "<c>", "</c>", "<v>", "</v>", "<is><t>", "</t></is>", "<f>", "</f>", #" r="A1""#,
    #" r="XFD1048576""#,
    #" t="s""#, #" t="inlineStr""#, #" t="e""#, #" s="1""#, "99999999999999999999", "-1", "1e308", "&#0;", "&lt;",
    "&x;",
    "<!DOCTYPE a>", "<![CDATA[", "]]>", "<!--", "-->", "<?x?>", "_x0000_", "_xD800_", "\u{FFFD}", "xmlns=\"\"",
    "<a:b/>", "\"", "<",
    ">", "/", "../", "rId1", "rId2", "<mergeCell ref=\"A1:B2\"/>",
  ]

  private func isReadOrRefused(_ bytes: [UInt8]) throws -> Bool {
    let workbook: XLSXWorkbook
    do throws(XLSXProblem) {
      workbook = try XLSXReader().read(bytes)
    } catch {
      try #require(!error.message.isEmpty)
      return false
    }
    for sheet in workbook.sheets {
      try #require(zip(sheet.rows, sheet.rows.dropFirst()).allSatisfy { $0.number < $1.number })
      for row in sheet.rows {
        try #require(row.cells.allSatisfy { $0.address.row == row.number && $0.text.utf16.count <= 32_767 })
      }
    }
    return true
  }

  /// Bytes of the zip itself.
  @Test func `damaged zips are read or refused`() throws {
    let seed = Generator.seed()
    var generator = Generator(state: seed)
    let whole = try XLSXWriter().write(XLSXWriterTests.everything)
    let stored = try ZIPFixture(unpacking: whole).bytes(stored: true)
    var read = 0
    let count = Self.inputs
    for round in 0..<count {
      var bytes = round.isMultiple(of: 2) ? whole : stored
      switch Int.random(in: 0...4, using: &generator) {
      case 0: bytes.removeLast(Int.random(in: 1..<bytes.count, using: &generator))
      case 1:
        let start = Int.random(in: 0..<bytes.count, using: &generator)
        bytes.removeSubrange(start..<min(bytes.count, start + Int.random(in: 1...64, using: &generator)))
      case 2:
        let start = Int.random(in: 0..<bytes.count, using: &generator)
        let piece = bytes[start..<min(bytes.count, start + Int.random(in: 1...512, using: &generator))]
        bytes.insert(contentsOf: Array(piece), at: Int.random(in: 0..<bytes.count, using: &generator))
      default:
        for _ in 0..<Int.random(in: 1...8, using: &generator) {
          // The list of files, at the end, is where most of the structure is.
          let from = Bool.random(using: &generator) ? 0 : bytes.count - 1_500
          bytes[Int.random(in: from..<bytes.count, using: &generator)] ^=
            1 << UInt8.random(in: 0...7, using: &generator)
        }
      }
      if try isReadOrRefused(bytes) { read += 1 }
    }
    print("XLSX fuzz: \(count) damaged zips, \(read) read all the same, seed \(seed)")
    #expect(read < count)
  }

  /// The XML within a zip that is whole.
  @Test func `damaged parts are read or refused`() throws {
    let seed = Generator.seed()
    var generator = Generator(state: seed)
    let originals = [
      try ZIPFixture(unpacking: try XLSXWriter().write(XLSXWriterTests.everything)), Self.others.zip,
    ]
    var read = 0
    let count = Self.inputs
    for round in 0..<count {
      var zip = originals[round % originals.count]
      for _ in 0..<Int.random(in: 1...3, using: &generator) {
        let place = Int.random(in: 0..<zip.files.count, using: &generator)
        Self.damage(&zip.files[place].bytes, &generator)
      }
      if Int.random(in: 0...19, using: &generator) == 0 {
        zip.files.remove(at: Int.random(in: 0..<zip.files.count, using: &generator))
      }
      if try isReadOrRefused(try zip.bytes(stored: true)) { read += 1 }
    }
    print("XLSX fuzz: \(count) damaged parts, \(read) read all the same, seed \(seed)")
    #expect(read > 0)
    #expect(read < count)
  }

  /// What our writer does not write: shared strings, dates, pictures.
  private static var others: XLSXFixture {
    let rows = (1...4).map { row in
      #"<row r="\#(row)"><c r="A\#(row)" t="s"><v>\#(row % 3)</v></c><c s="1"><v>46086.5</v></c><c t="b"><v>1</v></c><c t="str"><f>A1</f><v>x</v></c></row>"#
    }
    var fixture = XLSXFixture(
      rows.joined(),
      strings: ["<t>one</t>", #"<r><rPr><b/></rPr><t xml:space="preserve">two </t></r>"#, "<t>é_x0041_</t>"],
      after: #"<mergeCells><mergeCell ref="A1:B2"/></mergeCells>"#)
    fixture.setFormats(["General", "yyyy-mm-dd hh:mm"])
    fixture.addPicture()
    return fixture
  }

  private static func damage(_ bytes: inout [UInt8], _ generator: inout Generator) {
    guard !bytes.isEmpty else { return }
    let place = Int.random(in: 0..<bytes.count, using: &generator)
    switch Int.random(in: 0...4, using: &generator) {
    case 0: bytes.insert(contentsOf: Array((tokens.randomElement(using: &generator) ?? "").utf8), at: place)
    case 1: bytes[place] = UInt8.random(in: 0...255, using: &generator)
    case 2: bytes.removeSubrange(place..<min(bytes.count, place + Int.random(in: 1...40, using: &generator)))
    case 3:
      // An element or an attribute once more, or somewhere else.
      let start = bytes[..<place].lastIndex(of: UInt8(ascii: "<")) ?? 0
      let end = bytes[place...].firstIndex(of: UInt8(ascii: ">")) ?? bytes.count - 1
      bytes.insert(contentsOf: Array(bytes[start...end]), at: Bool.random(using: &generator) ? start : place)
    default:
      for digit in bytes.indices.filter({ (0x30...0x39).contains(bytes[$0]) }).shuffled(using: &generator).prefix(2) {
        bytes[digit] = UInt8.random(in: 0x30...0x39, using: &generator)
      }
    }
  }
}
