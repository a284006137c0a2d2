/// What the part in the middle says: the tabs, the names and from which day dates count.
struct XLSXWorkbookPart {
  struct Tab {
    var name: String
    var state: XLSXSheet.State
    /// Of the relationship to the sheet.
    var id: String
  }

  let part: String
  private(set) var tabs: [Tab] = []
  private(set) var names: [XLSXDefinedName] = []
  private(set) var dates = XLSXDateSystem.from1900

  init(_ entry: ZIPArchive.Entry, in archive: ZIPArchive) throws(XLSXProblem) {
    part = entry.name
    let stream = try XMLStream(
      try archive.open(entry), root: ["workbook"], of: .spreadsheet, limits: archive.limits)
    var tabs: [Tab] = []
    var names: [(name: XLSXDefinedName, place: Int?)] = []
    var dates = XLSXDateSystem.from1900
    try stream.eachChild { () throws(XLSXProblem) in
      if stream.isAt("workbookPr") {
        if stream.flag("date1904") == true { dates = .from1904 }
      } else if stream.isAt("sheets") {
        try stream.eachChild { () throws(XLSXProblem) in tabs.append(try Self.tab(stream, after: tabs, archive.limits))
        }
      } else if stream.isAt("definedNames") {
        try stream.eachChild { () throws(XLSXProblem) in
          if names.count == archive.limits.extras { throw stream.problem(.tooLarge, "too many defined names") }
          if let found = try Self.name(stream) { names.append(found) }
        }
      }
    }
    try stream.finish()
    self.tabs = tabs
    self.dates = dates
    self.names = names.map { found in
      var name = found.name
      name.sheet = found.place.flatMap { tabs.indices.contains($0) ? tabs[$0].name : nil }
      return name
    }
    if tabs.isEmpty { throw XLSXProblem(.notWorkbook, part: part, "the workbook has no sheets") }
  }

  private static func tab(_ stream: XMLStream, after tabs: [Tab], _ limits: XLSXLimits) throws(XLSXProblem) -> Tab {
    guard stream.isAt("sheet"), let name = stream.attribute("name"), let id = stream.relationship("id") else {
      throw stream.problem(.malformed, "a sheet has no name or no reference to its cells")
    }
    if tabs.count == limits.sheets {
      throw stream.problem(.tooManySheets, "more than \(limits.sheets) sheets")
    }
    if tabs.contains(where: { $0.name.lowercased() == name.lowercased() }) {
      throw stream.problem(.malformed, "two sheets are named \"\(name)\"")
    }
    let state = stream.attribute("state") ?? "visible"
    guard let known = XLSXSheet.State(rawValue: state) else {
      throw stream.problem(.badValue, "sheet \"\(name)\" is neither visible nor hidden but \"\(state)\"")
    }
    return Tab(name: name, state: known, id: id)
  }

  private static func name(_ stream: XMLStream) throws(XLSXProblem) -> (name: XLSXDefinedName, place: Int?)? {
    guard stream.isAt("definedName"), let name = stream.attribute("name") else { return nil }
    let place = stream.attribute("localSheetId").flatMap { Int($0) }
    let isHidden = stream.flag("hidden") ?? false
    let refersTo = try stream.text()
    return (XLSXDefinedName(name: name, refersTo: refersTo, sheet: nil, isHidden: isHidden), place)
  }
}
