import Foundation

/// Finds the modules that Swift texts import.
enum ImportScanner {
  /// Module names of all `import` lines, in order; lines within a text literal of several lines are no code.
  static func imports(in text: String) -> [String] {
    let line = #/^\s*(?:@\w+(?:\([^)]*\))?\s+)*(?:(?:package|public|internal|fileprivate|private)\s+)?import\s+/#
    let kinds = ["class", "enum", "func", "let", "protocol", "struct", "typealias", "var"]
    var modules: [String] = []
    var isInLiteral = false
    for source in text.split(whereSeparator: \.isNewline) {
      if source.split(separator: #"""""#, omittingEmptySubsequences: false).count.isMultiple(of: 2) {
        isInLiteral.toggle()
        continue
      }
      guard !isInLiteral, let match = source.prefixMatch(of: line) else { continue }
      var words = source[match.range.upperBound...].split(separator: " ")
      if let first = words.first, kinds.contains(String(first)) { words.removeFirst() }
      guard let name = words.first?.prefix(while: { $0.isLetter || $0.isNumber || $0 == "_" }), !name.isEmpty else {
        continue
      }
      modules.append(String(name))
    }
    return modules
  }

  /// Every Swift file in a folder and below, by path relative to it, with what it imports.
  static func imports(under folder: URL) throws -> [(file: String, module: String)] {
    guard let walk = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil) else { return [] }
    var found: [(file: String, module: String)] = []
    for case let file as URL in walk where file.pathExtension == "swift" {
      let text = try String(contentsOf: file, encoding: .utf8)
      found += imports(in: text).map { (file.lastPathComponent, $0) }
    }
    return found
  }
}
