import Spreadsheets
import Testing

/// The smallest workbook, part by part, to be changed by tests.
struct XLSXFixture {
  static let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
  static let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
  static let declaration = #"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"# + "\n"

  var zip = ZIPFixture()

  /// - Parameter rows: what stands in `sheetData`.
  init(_ rows: String, strings: [String]? = nil, after: String = "") {
    zip["[Content_Types].xml"] =
      Self.declaration
      + #"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>"#
    zip["_rels/.rels"] = Self.relationships([("rId1", "officeDocument", "xl/workbook.xml")])
    zip["xl/workbook.xml"] =
      Self.declaration
      + #"<workbook xmlns="\#(Self.main)" xmlns:r="\#(Self.office)"><sheets><sheet name="Sheet1" sheetId="1" r:id="rId1"/></sheets></workbook>"#
    var links = [("rId1", "worksheet", "worksheets/sheet1.xml")]
    if let strings {
      links.append(("rId2", "sharedStrings", "sharedStrings.xml"))
      zip["xl/sharedStrings.xml"] =
        Self.declaration + #"<sst xmlns="\#(Self.main)">\#(strings.map { "<si>\($0)</si>" }.joined())</sst>"#
    }
    zip["xl/_rels/workbook.xml.rels"] = Self.relationships(links)
    zip["xl/worksheets/sheet1.xml"] =
      Self.declaration + #"<worksheet xmlns="\#(Self.main)"><sheetData>\#(rows)</sheetData>\#(after)</worksheet>"#
  }

  static func relationships(_ links: [(id: String, type: String, target: String)]) -> String {
    let lines = links.map { #"<Relationship Id="\#($0.id)" Type="\#(office)/\#($0.type)" Target="\#($0.target)"/>"# }
    return declaration
      + #"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">\#(lines.joined())</Relationships>"#
  }

  /// Adds a relationship of the workbook.
  mutating func link(_ type: String, _ target: String) {
    replace(
      "xl/_rels/workbook.xml.rels", "</Relationships>",
      #"<Relationship Id="x\#(type)" Type="\#(Self.office)/\#(type)" Target="\#(target)"/></Relationships>"#)
  }

  /// Cell formats 0, 1, …, each with one of these codes.
  mutating func setFormats(_ codes: [String]) {
    link("styles", "styles.xml")
    let numbers = codes.enumerated().map { #"<numFmt numFmtId="\#(200 + $0.offset)" formatCode="\#($0.element)"/>"# }
    let formats = codes.indices.map { #"<xf numFmtId="\#(200 + $0)"/>"# }
    zip["xl/styles.xml"] =
      #"<styleSheet xmlns="\#(Self.main)"><numFmts>\#(numbers.joined())</numFmts><cellXfs>\#(formats.joined())</cellXfs></styleSheet>"#
  }

  /// A picture over J7, the same one tied to no cell, and a shape that is no picture.
  mutating func addPicture() {
    let sheets = "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"
    let shapes = "http://schemas.openxmlformats.org/drawingml/2006/main"
    zip["xl/worksheets/_rels/sheet1.xml.rels"] = Self.relationships([("d", "drawing", "../d/d.xml")])
    zip["xl/d/d.xml"] =
      #"<xdr:wsDr xmlns:xdr="\#(sheets)" xmlns:a="\#(shapes)" xmlns:r="\#(Self.office)"><xdr:twoCellAnchor><xdr:from><xdr:col>9</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>6</xdr:row></xdr:from><xdr:to><xdr:col>12</xdr:col><xdr:row>9</xdr:row></xdr:to><xdr:grpSp><xdr:pic><xdr:blipFill><a:blip r:embed="i"/></xdr:blipFill></xdr:pic></xdr:grpSp></xdr:twoCellAnchor><xdr:absoluteAnchor><xdr:pic><xdr:blipFill><a:blip r:embed="i"/></xdr:blipFill></xdr:pic></xdr:absoluteAnchor><xdr:oneCellAnchor><xdr:from><xdr:col>0</xdr:col><xdr:row>0</xdr:row></xdr:from><xdr:sp/></xdr:oneCellAnchor></xdr:wsDr>"#
    zip["xl/d/_rels/d.xml.rels"] = Self.relationships([("i", "image", "../media/image1.png")])
    zip["xl/media/image1.png"] = "not really"
  }

  mutating func replace(_ part: String, _ old: String, _ new: String) {
    zip[part] = zip[part]?.split(separator: old, omittingEmptySubsequences: false).joined(separator: new)
  }

  func read(_ limits: XLSXLimits = XLSXLimits()) throws -> XLSXWorkbook {
    try XLSXReader(limits: limits).read(try zip.bytes())
  }

  /// The only sheet of the only workbook.
  func sheet() throws -> XLSXSheet {
    let workbook = try read()
    return try #require(workbook.sheets.first)
  }
}

extension XLSXSheet {
  /// `A1 text` for each cell.
  var lines: [String] {
    rows.flatMap { $0.cells.map { "\($0.address) \($0.text)" } }
  }
}

/// The problem that reading or writing ends in.
func problem(_ work: () throws -> Void) throws -> XLSXProblem {
  do {
    try work()
  } catch let problem as XLSXProblem {
    return problem
  }
  throw NoProblem()
}

struct NoProblem: Error, CustomStringConvertible {
  var description: String { "nothing was refused" }
}
