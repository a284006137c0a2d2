/// Texts that cells refer to by number, and those that stand in a cell itself.
enum XLSXStrings {
  /// The shared ones, in order.
  static func read(_ entry: ZIPArchive.Entry, in archive: ZIPArchive) throws(XLSXProblem) -> [String] {
    let limits = archive.limits
    let stream = try XMLStream(try archive.open(entry), root: ["sst"], of: .spreadsheet, limits: limits)
    var strings: [String] = []
    try stream.eachChild { () throws(XLSXProblem) in
      guard stream.isAt("si") else { return }
      if strings.count == limits.cells { throw stream.problem(.tooManyCells, "more than \(limits.cells) texts") }
      strings.append(try item(stream, limits))
    }
    try stream.finish()
    return strings
  }

  /// The text of the current element: its own, or that of its runs. How to pronounce it (`rPh`) is no text.
  static func item(_ stream: XMLStream, _ limits: XLSXLimits) throws(XLSXProblem) -> String {
    var bytes: [UInt8] = []
    try appendItem(stream, to: &bytes)
    return try text(bytes, stream, limits)
  }

  /// The same, as it stands in the file.
  static func appendItem(_ stream: XMLStream, to bytes: inout [UInt8]) throws(XLSXProblem) {
    try stream.eachChild { () throws(XLSXProblem) in
      if stream.isAt("t") {
        try stream.appendText(to: &bytes)
      } else if stream.isAt("r") {
        try stream.eachChild { () throws(XLSXProblem) in
          if stream.isAt("t") { try stream.appendText(to: &bytes) }
        }
      } else if !stream.isOurs {
        // Another program's wrapping could hold text that would be lost without a word.
        throw stream.problem(.malformed, "a text holds an unknown element \"\(stream.localName)\"")
      }
    }
  }

  /// The text of bytes as they stand in the file, at most as long as a cell may be.
  static func text(_ bytes: [UInt8], _ stream: XMLStream, _ limits: XLSXLimits) throws(XLSXProblem) -> String {
    let text = XLSXText.decoded(bytes)
    // A UTF-16 unit has at least one byte, so short texts need no counting.
    if bytes.count > limits.cellUnits {
      let units = XLSXText.units(text)
      if units > limits.cellUnits {
        throw stream.problem(
          .textTooLong, "a text of \(units) characters, at most \(limits.cellUnits) are read",
          hint: "shorten it, or hand it in as a file of evidence")
      }
    }
    return text
  }
}
