import Foundation

/// The codes of diagnostics as sources and `docs/diagnostics.md` have them.
struct DiagnosticCodes {
  /// The first parts of codes; a literal `"area.word"` of one of these is a code wherever it stands.
  static let areas: Set<String> = [
    "campaign", "csv", "expression", "file", "gherkin", "library", "plan", "project", "report", "tags", "worksheet",
    "xlsx",
  ]

  /// Codes whose last part is put in: the area, and where and how the last parts are written.
  static let families: [String: Family] = [
    "campaign": Family(file: "Campaign/CampaignProblem.swift", form: .cases),
    "csv": Family(file: "Spreadsheets/CSVProblem.swift", form: .cases),
    "expression": Family(file: "StepExpressions", form: .firstArgument),
    "tags": Family(file: "StepExpressions", form: .labelled),
    "xlsx": Family(file: "Spreadsheets/XLSX/XLSXProblem.swift", form: .cases),
  ]

  struct Family: Sendable {
    var file: String
    var form: Form
  }

  enum Form {
    /// The raw values of `enum Kind: String`.
    case cases
    /// The first argument of `ExpressionProblem("…", …)`.
    case firstArgument
    /// Every literal on a line with `code:`.
    case labelled
  }

  /// What looks like a code of an area but names a file.
  static let fileEndings: Set<String> = [
    "csv", "html", "json", "jsonl", "lua", "md", "ndjson", "pdf", "sqlite", "txt", "xlsx", "xml", "yaml",
  ]

  /// What looks like a code and is an example for a step's id, or a property of a workbook.
  static let otherNames: Set<String> = [
    "area.name", "lmsaccept.sheet", "lmsaccept.project", "lmsaccept.round", "lmsaccept.issue", "lmsaccept.format",
    "lmsaccept.journal",
  ]

  static let root = URL(filePath: #filePath).resolvingSymlinksInPath()
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
}

// MARK: - In sources

extension DiagnosticCodes {
  /// Codes written out: `"gherkin.no-steps"`.
  static func literals(in text: String) -> Set<String> {
    Set(dotted(in: text).filter { areas.contains($0.area) }.map { "\($0.area).\($0.last)" })
  }

  /// What looks like a code of no known area, in a text that makes diagnostics.
  static func unknown(in text: String) -> Set<String> {
    guard text.contains("Diagnostic") else { return [] }
    return Set(dotted(in: text).filter { !areas.contains($0.area) }.map { "\($0.area).\($0.last)" })
      .subtracting(otherNames)
  }

  private static func dotted(in text: String) -> [(area: String, last: String)] {
    let code = #/"([a-z]+)\.([a-z]+(?:-[a-z]+)*)"/#
    return text.matches(of: code).map { (String($0.1), String($0.2)) }.filter { !fileEndings.contains($0.1) }
  }

  /// Areas right behind a severity, written out or with a last part that is put in, and where those are put in.
  static func constructed(in text: String) -> (areas: Set<String>, families: Set<String>) {
    let site = #/\.(?:error|warning),\s*"([a-z]+)\.(\\\()?/#
    let sites = text.matches(of: site)
    return (Set(sites.map { String($0.1) }), Set(sites.filter { $0.2 != nil }.map { String($0.1) }))
  }

  static func lastParts(in text: String, _ form: Form) -> Set<String> {
    switch form {
    case .cases: cases(in: text)
    case .firstArgument:
      Set(text.matches(of: #/\bExpressionProblem\(\s*"([a-z]+(?:-[a-z]+)*)"/#).map { String($0.1) })
    case .labelled:
      Set(
        text.split(separator: "\n").flatMap { line -> [String] in
          guard let range = line.firstRange(of: "code:") else { return [] }
          return line[range.upperBound...].prefix { $0 != "," }.matches(of: #/"([a-z]+(?:-[a-z]+)*)"/#).map {
            String($0.1)
          }
        })
    }
  }

  /// The raw values of the first `enum Kind: String` of a text.
  private static func cases(in text: String) -> Set<String> {
    guard let start = text.firstRange(of: "enum Kind: String"),
      let end = text[start.upperBound...].firstRange(of: "\n  }")
    else { return [] }
    var values: Set<String> = []
    for line in text[start.upperBound..<end.lowerBound].split(separator: "\n") {
      let words = line.trimmingCharacters(in: .whitespaces)
      guard words.hasPrefix("case ") else { continue }
      for part in words.dropFirst(5).split(separator: ",") {
        let sides = part.split(separator: "=").map { $0.trimmingCharacters(in: CharacterSet(charactersIn: " \"")) }
        values.formUnion(sides.suffix(1))
      }
    }
    return values
  }

  /// Texts of our sources; the built-in LMS is the other side and has no diagnostics.
  static func sources() throws -> [(path: String, text: String)] {
    var texts: [(path: String, text: String)] = []
    for (folder, ending) in [("Sources", "swift"), ("Library/prelude", "lua")] {
      let base = root.appending(path: folder)
      guard let walk = FileManager.default.enumerator(at: base, includingPropertiesForKeys: nil) else { continue }
      for case let file as URL in walk where file.pathExtension == ending {
        let path = String(file.path.dropFirst(base.path.count + 1))
        if path.hasPrefix("DemoLMS/") { continue }
        texts.append((path, try String(contentsOf: file, encoding: .utf8)))
      }
    }
    return texts
  }

  /// Every code that the sources can give.
  static func inSources() throws -> Set<String> {
    var codes: Set<String> = []
    for (path, text) in try sources() {
      codes.formUnion(literals(in: text))
      for (area, family) in families where path == family.file || path.hasPrefix(family.file + "/") {
        codes.formUnion(lastParts(in: text, family.form).map { "\(area).\($0)" })
      }
    }
    return codes
  }
}

// MARK: - In the document

extension DiagnosticCodes {
  struct Entry {
    var code: String
    var meaning: String
    var example: String
  }

  static func document() throws -> String {
    try String(contentsOf: root.appending(path: "docs/diagnostics.md"), encoding: .utf8)
  }

  /// The rows of all tables whose first cell is a code.
  static func entries(in document: String) -> [Entry] {
    document.split(separator: "\n").compactMap { line in
      let cells = line.replacing(#"\|"#, with: "\u{0}").split(separator: "|", omittingEmptySubsequences: false)
        .map { $0.trimmingCharacters(in: .whitespaces) }
      guard cells.count == 5, cells[1].hasPrefix("`"), cells[1].hasSuffix("`") else { return nil }
      return Entry(code: cells[1].trimmingCharacters(in: ["`"]), meaning: cells[2], example: cells[3])
    }
  }
}
