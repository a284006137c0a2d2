/// A file of evidence that lies beside a returned worksheet, and the row that it belongs to.
package struct NamedFile: Sendable, Hashable {
  /// `R-NEW-1` for a free row.
  package var row: String
  /// As it is called in the folder.
  package var name: String
  /// The cell that names it.
  package var place: FilledPlace
}

extension NamedFile {
  /// What in a cell looks like the name of a file: `login.png; menu 2.png`. Other words stay the remark that they are.
  static func names(in text: String) -> [String] {
    text.split { ",;|".contains($0) || $0.isNewline }.map { String($0).trimmed.unquoted }.filter(isName)
  }

  private static func isName(_ word: String) -> Bool {
    guard word.utf8.count <= 255, !word.contains("://"), !word.contains("@"), let dot = word.lastIndex(of: "."),
      dot > word.startIndex
    else { return false }
    let ending = word[word.index(after: dot)...]
    // `12.30` and `v1.2` end otherwise than files do.
    return (2...5).contains(ending.count) && ending.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber) }
      && ending.contains { $0.isLetter }
  }
}

extension String {
  fileprivate var unquoted: String {
    guard count > 1, let first, first == last, "\"'".contains(first) else { return self }
    return String(dropFirst().dropLast())
  }
}

/// The names of the files that lie in the folder of a returned worksheet. Nothing in any other folder is ever looked for.
package struct FilesBeside: Sendable {
  enum Found: Hashable {
    case file(String)
    case missing
    /// It names another folder.
    case path
  }

  private let names: [String]
  /// In the folder's own spelling, whatever their case.
  private let plain: [String: String]
  /// By the id of a row that a name begins with: `R-7K2QXBM.png`, `r-7k2qxbm 2.jpg`.
  private let byRow: [String: [String]]

  package init(_ names: [String] = []) {
    self.names = names
    plain = Dictionary(names.map { (Self.plain($0), $0) }) { first, _ in first }
    var byRow: [String: [String]] = [:]
    for name in names.sorted() where name.lowercased().hasPrefix("r-") {
      let row = name.uppercased().prefix { $0 == "-" || $0.isASCII && ($0.isLetter || $0.isNumber) }
      byRow[String(row), default: []].append(name)
    }
    self.byRow = byRow
  }

  func look(for name: String) -> Found {
    if name.contains("/") || name.contains("\\") || name.hasPrefix("~") { return .path }
    if names.contains(name) { return .file(name) }
    return plain[Self.plain(name)].map { .file($0) } ?? .missing
  }

  func files(calledAfter row: String) -> [String] { byRow.isEmpty ? [] : byRow[row] ?? [] }

  /// Accents put together in another way are the same `String` anyhow.
  private static func plain(_ name: String) -> String { name.lowercased() }
}
