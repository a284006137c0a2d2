/// Reads which pictures lie on a sheet, and over which cell each begins.
struct XLSXDrawing {
  private struct Anchor {
    var row: Int?
    var column: Int?
    /// Relationship of each picture in it.
    var ids: [String] = []
  }

  private static let groupLimit = 1_000

  private(set) var pictures: [XLSXPicture] = []
  private(set) var notices: [XLSXNotice] = []
  /// Pictures that lie on the sheet more than once are unpacked once.
  private var loaded: [String: [UInt8]] = [:]

  init(_ entry: ZIPArchive.Entry, in package: XLSXPackage, sheet: String) throws(XLSXProblem) {
    let archive = package.archive
    let stream = try XMLStream(try archive.open(entry), root: ["wsDr"], of: .drawing, limits: archive.limits)
    var anchors: [Anchor] = []
    try stream.eachChild { () throws(XLSXProblem) in
      if anchors.count == archive.limits.extras { throw stream.problem(.tooLarge, "too many drawings") }
      var anchor = Anchor()
      try stream.eachChild { () throws(XLSXProblem) in
        if stream.isAt("from") { try Self.readCorner(stream, &anchor) } else { try Self.readPictures(stream, &anchor) }
      }
      anchors.append(anchor)
    }
    try stream.finish()
    let relationships = Dictionary(
      try package.relationships(of: entry.name).map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    for anchor in anchors {
      try add(anchor, relationships, drawing: entry.name, package, sheet: sheet)
    }
  }

  private mutating func add(
    _ anchor: Anchor, _ relationships: [String: XLSXPackage.Relationship], drawing: String, _ package: XLSXPackage,
    sheet: String
  ) throws(XLSXProblem) {
    var address: XLSXAddress?
    if let row = anchor.row, let column = anchor.column, (0..<XLSXAddress.lastRow).contains(row),
      (0..<XLSXAddress.lastColumn).contains(column)
    {
      address = XLSXAddress(row: row + 1, column: column + 1)
    }
    if anchor.ids.isEmpty || address == nil { notices.append(.looseDrawing(sheet: sheet, part: drawing)) }
    for id in anchor.ids {
      guard let relationship = relationships[id], !relationship.isExternal else {
        notices.append(.looseDrawing(sheet: sheet, part: drawing))
        continue
      }
      let entry = try package.target(relationship, of: drawing)
      let bytes: [UInt8]
      if let known = loaded[entry.name] { bytes = known } else { bytes = try package.archive.contents(entry) }
      loaded[entry.name] = bytes
      pictures.append(XLSXPicture(address: address, part: entry.name, bytes: bytes))
    }
  }

  private static func readCorner(_ stream: XMLStream, _ anchor: inout Anchor) throws(XLSXProblem) {
    try stream.eachChild { () throws(XLSXProblem) in
      if stream.isAt("row") { anchor.row = Int(try stream.text().filter { !$0.isWhitespace }) }
      if stream.isAt("col") { anchor.column = Int(try stream.text().filter { !$0.isWhitespace }) }
    }
  }

  /// A picture may lie in a group, and a newer shape be given again in an older form.
  private static func readPictures(_ stream: XMLStream, _ anchor: inout Anchor) throws(XLSXProblem) {
    try stream.eachDescendant { () throws(XLSXProblem) in
      guard stream.isLocally("blip"), let id = stream.relationship("embed"), !anchor.ids.contains(id) else { return }
      if anchor.ids.count == groupLimit { throw stream.problem(.tooLarge, "too many pictures in a group") }
      anchor.ids.append(id)
    }
  }
}
