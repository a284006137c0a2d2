/// The small parts around the sheets: properties, notes and pictures.
enum XLSXExtras {
  /// Custom document properties.
  static func properties(_ entry: ZIPArchive.Entry, in archive: ZIPArchive) throws(XLSXProblem) -> [XLSXProperty] {
    let stream = try XMLStream(
      try archive.open(entry), root: ["Properties"], of: .customProperties, limits: archive.limits)
    var properties: [XLSXProperty] = []
    try stream.eachChild { () throws(XLSXProblem) in
      guard stream.isAt("property"), let name = stream.attribute("name") else { return }
      if properties.count == archive.limits.extras { throw stream.problem(.tooLarge, "too many properties") }
      var bytes: [UInt8] = []
      // One element in a namespace of its own says of which type the value is.
      try stream.eachChild { () throws(XLSXProblem) in try stream.appendText(to: &bytes) }
      properties.append(XLSXProperty(name: name, text: try XLSXStrings.text(bytes, stream, archive.limits)))
    }
    try stream.finish()
    return properties
  }

  static func notes(
    _ entry: ZIPArchive.Entry, in archive: ZIPArchive, sheet: String
  ) throws(XLSXProblem) -> [XLSXNote] {
    let limits = archive.limits
    let stream = try XMLStream(try archive.open(entry), root: ["comments"], of: .spreadsheet, limits: limits)
    var authors: [String] = []
    var notes: [XLSXNote] = []
    try stream.eachChild { () throws(XLSXProblem) in
      let isList = stream.isAt("commentList")
      guard isList || stream.isAt("authors") else { return }
      try stream.eachChild { () throws(XLSXProblem) in
        if authors.count + notes.count > limits.extras { throw stream.problem(.tooLarge, "too many notes") }
        if isList {
          notes.append(try note(stream, authors, limits, sheet))
        } else {
          authors.append(try stream.text())
        }
      }
    }
    try stream.finish()
    return notes
  }

  private static func note(
    _ stream: XMLStream, _ authors: [String], _ limits: XLSXLimits, _ sheet: String
  ) throws(XLSXProblem) -> XLSXNote {
    let place = stream.attribute("ref") ?? ""
    guard stream.isAt("comment"), let address = XLSXAddress(place) else {
      throw stream.problem(.badReference, "a note stands at \"\(place)\", which is no cell")
        .placed(sheet: sheet, cell: nil)
    }
    let author = stream.attribute("authorId").flatMap { Int($0) }
    var text = ""
    do throws(XLSXProblem) {
      try stream.eachChild { () throws(XLSXProblem) in
        if stream.isAt("text") { text += try XLSXStrings.item(stream, limits) }
      }
    } catch {
      throw error.placed(sheet: sheet, cell: address)
    }
    // LibreOffice puts a space for nobody.
    let name = author.flatMap { authors.indices.contains($0) ? authors[$0] : nil } ?? ""
    return XLSXNote(address: address, author: name.allSatisfy(\.isWhitespace) ? nil : name, text: text)
  }
}
