/// Reads an Excel workbook (.xlsx), also one that LibreOffice, gnumeric or a script saved.
///
/// Nothing is worked out, followed or run. A file that cannot be read as a whole is refused as a whole: no cell is lost
/// without a word. What is read all the same but worth knowing is in `XLSXWorkbook.notices`.
package struct XLSXReader: Sendable {
  package var limits: XLSXLimits

  package init(limits: XLSXLimits = XLSXLimits()) {
    self.limits = limits
  }

  /// The first bytes are those of a zip, as every .xlsx is one.
  package static func looksLikeXLSX(_ bytes: [UInt8]) -> Bool {
    bytes.starts(with: [0x50, 0x4B, 0x03, 0x04])
  }

  package func read(_ bytes: [UInt8]) throws(XLSXProblem) -> XLSXWorkbook {
    if bytes.count > limits.fileBytes {
      throw XLSXProblem(
        .tooLarge, "the file has \(bytes.count) bytes, at most \(limits.fileBytes) are read",
        hint: "hand in large pictures as files of their own")
    }
    try XLSXFileKind.check(bytes)
    let package = try XLSXPackage(try ZIPArchive(bytes, limits: limits))
    var reading = XLSXReading(package, limits)
    return try reading.workbook()
  }
}

/// One pass over the parts of a file.
private struct XLSXReading {
  let package: XLSXPackage
  let limits: XLSXLimits
  var notices: [XLSXNotice] = []
  var cellCount = 0
  /// Parts that were a sheet already: two tabs of one part would give every row twice.
  var seen: Set<String> = []

  init(_ package: XLSXPackage, _ limits: XLSXLimits) {
    self.package = package
    self.limits = limits
  }

  mutating func workbook() throws(XLSXProblem) -> XLSXWorkbook {
    let top = try package.relationships()
    let entry = try workbookEntry(top)
    let workbook = try XLSXWorkbookPart(entry, in: package.archive)
    let relationships = try package.relationships(of: entry.name)
    let context = try context(relationships, workbook)
    var sheets: [XLSXSheet] = []
    for tab in workbook.tabs {
      if let sheet = try sheet(tab, relationships, workbook.part, context) { sheets.append(sheet) }
    }
    if sheets.isEmpty {
      throw XLSXProblem(.notWorkbook, part: entry.name, "none of its sheets has cells")
    }
    noteLinks(relationships, of: entry.name)
    return XLSXWorkbook(
      sheets: sheets, names: workbook.names, properties: try properties(top), dates: workbook.dates, notices: notices)
  }

  private func workbookEntry(_ top: [XLSXPackage.Relationship]) throws(XLSXProblem) -> ZIPArchive.Entry {
    guard let relationship = top.first(where: { $0.type == "officeDocument" }) else {
      throw XLSXProblem(.notWorkbook, "the file does not say where its workbook is")
    }
    let entry = try package.target(relationship, of: "")
    let type = package.type(of: entry.name) ?? ""
    if type.contains("sheet.binary") {
      throw XLSXFileKind.notXLSX(
        "this is a binary workbook (.xlsb)", hint: "open it in Excel and save it as Excel Workbook (.xlsx)")
    }
    if type.contains("wordprocessingml") || type.contains("presentationml") {
      throw XLSXFileKind.notXLSX(
        "this is a document or a presentation", hint: "hand in the worksheet itself, as .xlsx")
    }
    return entry
  }

  private func context(
    _ relationships: [XLSXPackage.Relationship], _ workbook: XLSXWorkbookPart
  ) throws(XLSXProblem) -> XLSXSheetPart.Context {
    var context = XLSXSheetPart.Context(
      strings: [], styles: XLSXStyles(), dates: workbook.dates, limits: limits)
    if let styles = try target("styles", relationships, workbook.part) {
      context.styles = try XLSXStyles(styles, in: package.archive)
    }
    if let strings = try target("sharedStrings", relationships, workbook.part) {
      context.strings = try XLSXStrings.read(strings, in: package.archive)
    }
    return context
  }

  /// The part of a type of which a workbook has at most one.
  private func target(
    _ type: String, _ relationships: [XLSXPackage.Relationship], _ part: String
  ) throws(XLSXProblem) -> ZIPArchive.Entry? {
    let found = relationships.filter { $0.type == type }
    if found.count > 1 { throw XLSXProblem(.duplicatePart, part: part, "it has more than one part \"\(type)\"") }
    guard let relationship = found.first else { return nil }
    return try package.target(relationship, of: part)
  }

  /// nil for a tab without cells.
  private mutating func sheet(
    _ tab: XLSXWorkbookPart.Tab, _ relationships: [XLSXPackage.Relationship], _ part: String,
    _ context: XLSXSheetPart.Context
  ) throws(XLSXProblem) -> XLSXSheet? {
    guard let relationship = relationships.first(where: { $0.id == tab.id }) else {
      throw XLSXProblem(
        .missingPart, part: part, sheet: tab.name, "the sheet's cells are not in the file",
        hint: "the file is broken or cut off; ask for it once more")
    }
    if relationship.type.hasPrefix("xl") { throw .macros(relationship.target) }
    guard relationship.type == "worksheet" else {
      notices.append(.skippedSheet(name: tab.name, kind: relationship.type))
      return nil
    }
    let entry = try package.target(relationship, of: part)
    guard seen.insert(entry.name).inserted else {
      throw XLSXProblem(.duplicatePart, part: entry.name, sheet: tab.name, "two sheets have the same cells")
    }
    do throws(XLSXProblem) {
      let read = try XLSXSheetPart(
        entry, named: tab.name, in: package.archive, context, room: limits.cells - cellCount)
      cellCount += read.cellCount
      if !read.formulas.isEmpty { notices.append(.formulas(sheet: tab.name, read.formulas)) }
      for address in read.richValues { notices.append(.richValue(sheet: tab.name, address)) }
      var sheet = XLSXSheet(
        name: tab.name, state: tab.state, rows: read.rows, merged: read.merged, notes: [], pictures: [])
      try addExtras(entry.name, to: &sheet)
      return sheet
    } catch {
      throw error.placed(sheet: tab.name, cell: nil)
    }
  }

  private mutating func addExtras(_ part: String, to sheet: inout XLSXSheet) throws(XLSXProblem) {
    let relationships = try package.relationships(of: part)
    for relationship in relationships where !relationship.isExternal {
      switch relationship.type {
      case "comments":
        sheet.notes += try XLSXExtras.notes(
          try package.target(relationship, of: part), in: package.archive, sheet: sheet.name)
      case "drawing":
        let drawing = try XLSXDrawing(try package.target(relationship, of: part), in: package, sheet: sheet.name)
        sheet.pictures += drawing.pictures
        notices += drawing.notices
      default: break
      }
    }
    noteLinks(relationships, of: part)
  }

  private mutating func noteLinks(_ relationships: [XLSXPackage.Relationship], of part: String) {
    for relationship in relationships {
      switch relationship.type {
      case "externalLink", "connections", "queryTable": notices.append(.externalLink(part: relationship.target))
      case "oleObject", "package", "control", "activeXControlBinary", "ctrlProp":
        notices.append(.embedded(part: relationship.target))
      default: break
      }
    }
  }

  private func properties(_ top: [XLSXPackage.Relationship]) throws(XLSXProblem) -> [XLSXProperty] {
    // Strict files spell the type in another way.
    let plain = try target("custom-properties", top, "")
    let strict = try target("customProperties", top, "")
    guard let entry = plain ?? strict else { return [] }
    return try XLSXExtras.properties(entry, in: package.archive)
  }
}
