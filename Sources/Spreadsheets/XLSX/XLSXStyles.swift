/// Which of a workbook's cell formats show a number as a date.
struct XLSXStyles {
  private var formats: [XLSXNumberFormat] = []
  /// A workbook without styles shows everything plainly.
  private let isThere: Bool

  init() {
    isThere = false
  }

  init(_ entry: ZIPArchive.Entry, in archive: ZIPArchive) throws(XLSXProblem) {
    isThere = true
    let stream = try XMLStream(
      try archive.open(entry), root: ["styleSheet"], of: .spreadsheet, limits: archive.limits)
    var codes: [Int: XLSXNumberFormat] = [:]
    var formats: [XLSXNumberFormat] = []
    try stream.eachChild { () throws(XLSXProblem) in
      if stream.isAt("numFmts") {
        try stream.eachChild { () throws(XLSXProblem) in
          guard let id = stream.attribute("numFmtId").flatMap({ Int($0) }), let code = stream.attribute("formatCode")
          else { return }
          codes[id] = XLSXNumberFormat(code: code)
        }
      } else if stream.isAt("cellXfs") {
        try stream.eachChild { () throws(XLSXProblem) in
          guard stream.isAt("xf") else { return }
          let id = stream.attribute("numFmtId").flatMap { Int($0) } ?? 0
          formats.append(codes[id] ?? XLSXNumberFormat(builtIn: id))
        }
      }
    }
    try stream.finish()
    self.formats = formats
  }

  /// nil when there is no such format.
  func format(_ index: Int) -> XLSXNumberFormat? {
    if !isThere { return .number }
    return formats.indices.contains(index) ? formats[index] : nil
  }
}
