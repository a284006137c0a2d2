package import Campaign
import Diagnostics
import RunModel

/// A worksheet as it was handed out, from the campaign's register.
package struct HandedOutSheet: Sendable, Hashable {
  package var id: SheetID
  package var round: Int
  /// Empty for a sheet of whoever comes.
  package var tester: String
  package var role: String
  package var issue: Int
  package var language: String
  /// Fingerprint of each row as it was worded then.
  package var rows: [RowID: String]

  package init(
    id: SheetID, round: Int, tester: String, role: String, issue: Int, language: String, rows: [RowID: String]
  ) {
    self.id = id
    self.round = round
    self.tester = tester
    self.role = role
    self.issue = issue
    self.language = language
    self.rows = rows
  }
}

/// What is known before a file is opened.
package struct SheetRegister: Sendable {
  package var project: String
  package var sheets: [SheetID: HandedOutSheet]
  /// Of everybody who may fill in a sheet, as the project spells them.
  package var testers: [String]
  /// From the command line: who tested, whatever the sheet says.
  package var tester: String?
  package var round: Int?
  package var language: String

  package init(
    project: String, sheets: [HandedOutSheet], testers: [String] = [], tester: String? = nil, round: Int? = nil,
    language: String
  ) {
    self.project = project
    self.sheets = Dictionary(sheets.map { ($0.id, $0) }) { first, _ in first }
    self.testers = testers
    self.tester = tester
    self.round = round
    self.language = language
  }
}

/// A file that was recognised, and whose it is.
package struct ReturnedWorksheet: Sendable {
  package let name: String
  package let bytes: [UInt8]
  /// nil when the file says nowhere which sheet it is, and the lead said whose it is.
  package let sheet: HandedOutSheet?
  package let round: Int
  package let tester: String
  private(set) var file: ReturnedFile
  let register: SheetRegister
  /// About who tested.
  let remarks: [Said]

  /// Recognises a file by its content; its name says nothing.
  package init(_ bytes: [UInt8], name: String, register: SheetRegister) throws(WorksheetProblem) {
    file = try ReturnedFile.read(bytes)
    self.name = name
    self.bytes = bytes
    self.register = register
    if let project = file.project, project != register.project {
      throw .otherProject("the sheet of project \"\(project.visibleLine)\"")
    }
    if let id = try Self.sheet(of: file) {
      guard let known = register.sheets[id] else { throw .otherProject("sheet \(id)") }
      if let wanted = register.round, wanted != known.round { throw .otherRound(id.text, known.round) }
      sheet = known
      round = known.round
    } else {
      guard register.tester != nil, let wanted = register.round else { throw .noSheetID }
      sheet = nil
      round = wanted
    }
    (tester, remarks) = try Self.tester(file.answers.tester, sheet, register)
  }

  /// Gives up what stands in the cells, once it is understood: it takes more room than all that comes of it.
  mutating func forgetCells() {
    (file.tables, file.notes, file.pictures) = ([], [], [])
  }

  /// The one sheet that every place of the file names; nil when no place names any.
  private static func sheet(of file: ReturnedFile) throws(WorksheetProblem) -> SheetID? {
    for claim in file.claims.dropFirst() where claim.sheet != file.claims[0].sheet {
      throw Self.twoSheets(file.claims[0], claim)
    }
    let guards = file.guardClaims()
    guard let head = file.claims.first else {
      for claim in guards.dropFirst() {
        throw Self.twoSheets(guards[0], claim)
      }
      return guards.first?.sheet
    }
    // Single rows of another sheet are reported one by one; a file of nothing else is somebody else's.
    if let first = guards.first, !guards.contains(where: { $0.sheet == head.sheet }) {
      throw Self.twoSheets(head, first)
    }
    return head.sheet
  }

  private static func twoSheets(_ one: ReturnedFile.Claim, _ other: ReturnedFile.Claim) -> WorksheetProblem {
    .twoSheets(one.sheet.text, place: one.place, other: other.sheet.text, otherPlace: other.place)
  }

  private static func tester(
    _ written: String?, _ sheet: HandedOutSheet?, _ register: SheetRegister
  ) throws(WorksheetProblem) -> (String, [Said]) {
    let owner = sheet?.tester ?? ""
    if let given = register.tester {
      let name = known(given, register)
      let others = [written ?? "", owner].filter { !$0.isEmpty && $0.plainWord != name.plainWord }
      return (
        name,
        others.prefix(1).map {
          Said("taken as \(name)'s; the sheet says \($0)", "genomen als van \(name); het werkblad zegt \($0)")
        }
      )
    }
    guard let written else {
      if owner.isEmpty { throw .noTester }
      return (owner, [])
    }
    if owner.isEmpty || written.plainWord == owner.plainWord { return (known(written, register), []) }
    // A first name, or a name with more to it, is the same person; another name may be another person.
    let (one, other) = (Set(written.plainWord.split(separator: " ")), Set(owner.plainWord.split(separator: " ")))
    guard one.isSubset(of: other) || other.isSubset(of: one) else {
      throw .otherTester(written: written, sheet: owner)
    }
    return (owner, [Said("\"\(written)\" was read as \(owner)", "\"\(written)\" is gelezen als \(owner)")])
  }

  /// One person, one spelling.
  private static func known(_ name: String, _ register: SheetRegister) -> String {
    let names = register.testers + register.sheets.values.map(\.tester).sorted()
    return names.first { !$0.isEmpty && $0.plainWord == name.plainWord } ?? name
  }
}

extension ReturnedFile {
  /// The sheets that check columns name, each once, with the first place.
  fileprivate func guardClaims() -> [Claim] {
    var claims: [Claim] = []
    var seen: Set<Substring> = []
    var last: Substring?
    for table in tables {
      for index in 0..<table.count {
        let check = table.cell(index, .check).text
        guard check.utf8.count <= 200, let slash = check.utf8.lastIndex(of: UInt8(ascii: "/")) else { continue }
        let word = check[check.utf8.index(after: slash)...]
        // Nearly every row names the same sheet.
        if word == last { continue }
        last = word
        guard seen.insert(word).inserted, let sheet = SheetID(String(word)) else { continue }
        if claims.contains(where: { $0.sheet == sheet }) { continue }
        claims.append(Claim(sheet: sheet, place: table.place(index, .check).description))
      }
    }
    return claims
  }
}
