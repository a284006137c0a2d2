import Campaign
import Foundation
import Spreadsheets

/// A filled-in worksheet as a value, to be changed as testers and their programs change it, and made into a file.
struct FilledSheet {
  enum Cell: Hashable {
    case text(String)
    /// Days in the workbook's own counting, shown as a day.
    case day(Double)
    /// And what was worked out, if anything.
    case formula(String, String?)

    var text: String {
      switch self {
      case .text(let text): text
      case .day(let serial): "\(serial)"
      case .formula(let formula, let value): value ?? "=" + formula
      }
    }
  }

  struct Row {
    var cells: [Cell]
    var isHidden = false
    var note: (column: Int, text: String)?
    /// Column under the upper left corner of a picture.
    var picture: Int?
  }

  var sheet: String
  var project: String
  var round: Int
  /// Under "Tested by".
  var tester: String
  var columns: [String]
  /// Column keys by place, as `columns` names them; empty for a column of the tester's own.
  var keys: [String]
  var rows: [Row]
  /// Rows between the start of the sheet and its header.
  var above: [[String]] = []
  /// Rows of a sheet of the tester's own, `Blad1`.
  var added: [[String]] = []
  /// Rows of `rows` and columns, 0-based.
  var merged: [(row: Int, column: Int, rows: Int, columns: Int)] = []
  var is1904 = false
  var keysAreVisible = false

  func place(_ key: String) -> Int { keys.firstIndex(of: key) ?? -1 }

  subscript(_ row: Int, _ key: String) -> String {
    get {
      // A line below the table has fewer cells than the header.
      let (cells, place) = (rows[row].cells, place(key))
      return cells.indices.contains(place) ? cells[place].text : ""
    }
    set { rows[row].cells[place(key)] = .text(newValue) }
  }
}

// MARK: CSV

extension FilledSheet {
  enum Encoding: CaseIterable {
    case utf8, utf8WithMark, utf16, windows1252, macRoman

    /// Whether any text can be written in it.
    var isWhole: Bool { self != .windows1252 && self != .macRoman }
  }

  /// - Parameter namesSeparator: a first line `sep=`, as Excel obeys it.
  func csv(separator: UInt8, encoding: Encoding, namesSeparator: Bool = false) -> [UInt8] {
    var writer = CSVWriter(CSVWriter.Dialect(separator: separator, hasMark: false, guardsFormulas: false))
    writer.row(["Werkblad", sheet, project, "ronde \(round)", "cursist"])
    writer.row(["Getest door", tester])
    for line in above { writer.row(line) }
    writer.row(columns)
    for row in rows { writer.row(row.cells.map(\.text)) }
    var text = String(decoding: writer.bytes, as: UTF8.self)
    if namesSeparator { text = "sep=" + String(UnicodeScalar(separator)) + "\r\n" + text }
    switch encoding {
    case .utf8: return Array(text.utf8)
    case .utf8WithMark: return [0xEF, 0xBB, 0xBF] + Array(text.utf8)
    case .utf16: return [0xFF, 0xFE] + text.utf16.flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] }
    case .windows1252: return text.data(using: .windowsCP1252).map { Array($0) } ?? []
    case .macRoman:
      let letters: [Unicode.Scalar: UInt8] = ["é": 0x8E, "ü": 0x9F, "€": 0xDB, "–": 0xD0]
      return text.unicodeScalars.map { letters[$0] ?? UInt8(ascii: $0.isASCII ? $0 : "?") }
    }
  }
}

// MARK: Workbook

extension FilledSheet {
  /// As programs write workbooks: texts shared or in place, with or without references.
  func workbook(sharesTexts: Bool = false, hasReferences: Bool = true) -> [UInt8] {
    var strings: [String] = []
    func cell(_ cell: Cell, _ column: Int, _ row: Int) -> String {
      let place = hasReferences ? " r=\"\(XLSXAddress(row: row, column: column))\"" : ""
      switch cell {
      case .text(let text) where sharesTexts:
        strings.append(text)
        return "<c\(place) t=\"s\"><v>\(strings.count - 1)</v></c>"
      case .text(let text): return "<c\(place) t=\"inlineStr\"><is>\(Self.xml(text))</is></c>"
      case .day(let serial): return "<c\(place) s=\"1\"><v>\(serial)</v></c>"
      case .formula(let formula, nil): return "<c\(place)><f>\(Self.escaped(formula))</f></c>"
      case .formula(let formula, let value?):
        return "<c\(place) t=\"str\"><f>\(Self.escaped(formula))</f><v>\(Self.escaped(value))</v></c>"
      }
    }
    func lines(_ lines: [[Cell]], from first: Int = 1, hidden: (Int) -> Bool = { _ in false }) -> String {
      lines.enumerated().map { place, cells in
        let number = first + place
        let drawn = cells.enumerated().map { cell($0.element, $0.offset + 1, number) }.joined()
        return "<row r=\"\(number)\"\(hidden(place) ? " hidden=\"1\"" : "")>\(drawn)</row>"
      }.joined()
    }
    func texts(_ lines: [[String]]) -> [[Cell]] { lines.map { $0.map(Cell.text) } }
    let readMe = lines(texts([["Lees mij"], ["Werkblad", sheet], ["Getest door", tester]]))
    let first = above.count + 2
    let table =
      lines(texts(above + [columns]))
      + lines(rows.map(\.cells), from: first, hidden: { rows[$0].isHidden })
    let hidden = lines(texts([["sheet", sheet], ["project", project], ["round", "\(round)"]]))
    var after = ""
    if !merged.isEmpty {
      let ranges = merged.map { range in
        let start = XLSXAddress(row: first + range.row, column: range.column + 1)
        let end = XLSXAddress(row: start.row + range.rows - 1, column: start.column + range.columns - 1)
        return "<mergeCell ref=\"\(start):\(end)\"/>"
      }
      after += "<mergeCells>\(ranges.joined())</mergeCells>"
    }
    let own = added.isEmpty ? nil : lines(texts(added))
    return packed(
      readMe: readMe, table: table, after: after, hidden: hidden, own: own, strings: strings, first: first)
  }

  private static let main = "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\""
  private static let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

  private func packed(
    readMe: String, table: String, after: String, hidden: String, own: String?, strings: [String], first: Int
  ) -> [UInt8] {
    var zip = StoredZip()
    func add(_ name: String, _ text: String) { zip.add(name, Array(("<?xml version=\"1.0\"?>" + text).utf8)) }
    func links(_ links: [(String, String)]) -> String {
      "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
        + links.enumerated().map {
          "<Relationship Id=\"rId\($0.offset + 1)\" Type=\"\(Self.office)/\($0.element.0)\" Target=\"\($0.element.1)\"/>"
        }.joined() + "</Relationships>"
    }
    add(
      "[Content_Types].xml",
      """
      <Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
      <Default Extension="xml" ContentType="application/xml"/>
      <Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
      <Default Extension="png" ContentType="image/png"/>
      <Override PartName="/xl/workbook.xml"
      ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>
      """)
    add("_rels/.rels", links([("officeDocument", "xl/workbook.xml"), ("custom-properties", "docProps/custom.xml")]))
    let properties = [("sheet", self.sheet), ("project", project), ("round", "\(round)")].enumerated().map {
      "<property fmtid=\"{D5CDD505-2E9C-101B-9397-08002B2CF9AE}\" pid=\"\($0.offset + 2)\" "
        + "name=\"lmsaccept.\($0.element.0)\"><vt:lpwstr>\(Self.escaped($0.element.1))</vt:lpwstr></property>"
    }
    add(
      "docProps/custom.xml",
      "<Properties xmlns=\"http://schemas.openxmlformats.org/officeDocument/2006/custom-properties\" "
        + "xmlns:vt=\"http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes\">"
        + properties.joined() + "</Properties>")
    add(
      "xl/workbook.xml",
      "<workbook \(Self.main) xmlns:r=\"\(Self.office)\"><workbookPr\(is1904 ? " date1904=\"1\"" : "")/><sheets>"
        + "<sheet name=\"Lees mij\" sheetId=\"1\" r:id=\"rId1\"/><sheet name=\"Werkblad\" sheetId=\"2\" r:id=\"rId2\"/>"
        + "<sheet name=\"_lmsaccept\" sheetId=\"3\"\(keysAreVisible ? "" : " state=\"hidden\"") r:id=\"rId3\"/>"
        + (own == nil ? "" : "<sheet name=\"Blad1\" sheetId=\"4\" r:id=\"rId5\"/>") + "</sheets></workbook>")
    var parts = [
      ("worksheet", "worksheets/sheet1.xml"), ("worksheet", "worksheets/sheet2.xml"),
      ("worksheet", "worksheets/sheet3.xml"), ("styles", "styles.xml"),
    ]
    if own != nil { parts.append(("worksheet", "worksheets/sheet4.xml")) }
    if !strings.isEmpty { parts.append(("sharedStrings", "sharedStrings.xml")) }
    add("xl/_rels/workbook.xml.rels", links(parts))
    add(
      "xl/styles.xml",
      "<styleSheet \(Self.main)><cellXfs count=\"2\"><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/></cellXfs></styleSheet>")
    if !strings.isEmpty {
      add("xl/sharedStrings.xml", "<sst \(Self.main)>" + strings.map { "<si>\(Self.xml($0))</si>" }.joined() + "</sst>")
    }
    func sheet(_ rows: String, _ after: String = "") -> String {
      "<worksheet \(Self.main) xmlns:r=\"\(Self.office)\"><sheetData>\(rows)</sheetData>\(after)</worksheet>"
    }
    add("xl/worksheets/sheet1.xml", sheet(readMe))
    add("xl/worksheets/sheet3.xml", sheet(hidden))
    if let own { add("xl/worksheets/sheet4.xml", sheet(own)) }
    addAttached(first: first, add, links)
    let hasPicture = rows.contains { $0.picture != nil }
    add("xl/worksheets/sheet2.xml", sheet(table, after + (hasPicture ? "<drawing r:id=\"rId1\"/>" : "")))
    return zip.finished()
  }

  /// Notes and pictures of the table.
  private func addAttached(
    first: Int, _ add: (String, String) -> Void, _ links: ([(String, String)]) -> String
  ) {
    var related: [(String, String)] = []
    let pictures = rows.enumerated().compactMap { place, row in row.picture.map { (first + place, $0) } }
    if !pictures.isEmpty {
      related.append(("drawing", "../drawings/drawing1.xml"))
      let anchors = pictures.map { row, column in
        "<xdr:oneCellAnchor><xdr:from><xdr:col>\(column)</xdr:col><xdr:row>\(row - 1)</xdr:row></xdr:from><xdr:pic>"
          + "<xdr:blipFill><a:blip r:embed=\"rId1\"/></xdr:blipFill></xdr:pic></xdr:oneCellAnchor>"
      }
      add(
        "xl/drawings/drawing1.xml",
        "<xdr:wsDr xmlns:xdr=\"http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing\" "
          + "xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\" xmlns:r=\"\(Self.office)\">"
          + anchors.joined() + "</xdr:wsDr>")
      add("xl/drawings/_rels/drawing1.xml.rels", links([("image", "../media/image1.png")]))
      add("xl/media/image1.png", "not really a picture")
    }
    let notes = rows.enumerated().compactMap { place, row in row.note.map { (first + place, $0) } }
    if !notes.isEmpty {
      related.append(("comments", "../comments1.xml"))
      let drawn = notes.map { row, note in
        "<comment ref=\"\(XLSXAddress(row: row, column: note.column + 1))\" authorId=\"0\"><text>"
          + "\(Self.xml(note.text))</text></comment>"
      }
      add(
        "xl/comments1.xml",
        "<comments \(Self.main)><authors><author>a</author></authors><commentList>\(drawn.joined())</commentList></comments>"
      )
    }
    if !related.isEmpty { add("xl/worksheets/_rels/sheet2.xml.rels", links(related)) }
  }

  /// A text as the format writes it: what XML cannot hold, and what would look like it, as `_xHHHH_`.
  private static func xml(_ text: String) -> String {
    "<t xml:space=\"preserve\">\(escaped(text))</t>"
  }

  private static func escaped(_ text: String) -> String {
    var escaped = ""
    let scalars = Array(text.unicodeScalars)
    for (place, scalar) in scalars.enumerated() {
      switch scalar {
      case "&": escaped += "&amp;"
      case "<": escaped += "&lt;"
      case ">": escaped += "&gt;"
      case "\"": escaped += "&quot;"
      case "_" where place + 1 < scalars.count && scalars[place + 1] == "x": escaped += "_x005F_"
      case "\n", "\t": escaped.unicodeScalars.append(scalar)
      case _ where scalar.value < 0x20:
        let digits = String(scalar.value, radix: 16, uppercase: true)
        escaped += "_x" + String(repeating: "0", count: 4 - digits.count) + digits + "_"
      default: escaped.unicodeScalars.append(scalar)
      }
    }
    return escaped
  }
}
