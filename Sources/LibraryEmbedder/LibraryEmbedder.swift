import Foundation

/// Build tool: writes the files of a folder as one Swift dictionary, path below the folder -> text.
///
/// Raw string literals, for they cost the compiler nothing; `.embedInCode` costs a quarter of a second a kilobyte.
@main
struct LibraryEmbedder {
  static func main() throws {
    let arguments = CommandLine.arguments
    guard arguments.count == 3 else {
      FileHandle.standardError.write(Data("usage: LibraryEmbedder FOLDER OUTPUT\n".utf8))
      exit(2)
    }
    let folder = URL(fileURLWithPath: arguments[1]).resolvingSymlinksInPath()
    var entries: [String] = []
    for path in try FileManager.default.subpathsOfDirectory(atPath: folder.path).sorted() {
      guard path.hasSuffix(".lua") || path.hasSuffix(".csv") else { continue }
      let text = try String(contentsOf: folder.appendingPathComponent(path), encoding: .utf8)
      entries.append("    \"\(path)\": \(literal(text)),\n")
    }
    let body = entries.isEmpty ? "    :\n" : entries.joined()
    let source = """
      extension ShippedLibrary {
        /// Path below `Library/` -> text, as built in.
        package static let files: [String: String] = [
      \(body)  ]
      }

      """
    try source.write(toFile: arguments[2], atomically: true, encoding: .utf8)
  }

  /// A raw literal with more number signs than the text has after any quote.
  private static func literal(_ text: String) -> String {
    var signs = "#"
    while text.contains("\"" + signs) || text.contains("\\" + signs) { signs += "#" }
    return "\(signs)\"\"\"\n\(text)\n\"\"\"\(signs)"
  }
}
